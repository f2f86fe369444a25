//! Every mutation of a valid passport, label and bundle is refused, in the right aspect: each line cut, doubled, swapped and
//! moved, each byte class, white space and marks around it. The mutants are the same in every run.

use terroir::passport::{self, Question, Require, Verdict, offline, verdict::Outcome, verify_label};
use terroir::proof::{Moment, code::Aspect, trust::Trust};
use terroir_tests::kit::{self, LOT, Ledger};

const SECONDS: u64 = 1_775_440_800;
/// Mutants of one text at most.
const MOST: usize = 20_000;

/// A lot in which every part of a passport stands, and its label.
fn accepted() -> (String, String) {
    let mut tea = Ledger::tea();
    tea.logged(SECONDS);
    (tea.passport(), tea.label())
}

/// All mutants of a text: around it, by line, and at every so many bytes one of each class.
fn mutants(text: &str) -> Vec<String> {
    let mut all: Vec<String> = ["\u{feff}", " ", "\n", "\r\n", "\0"]
        .iter()
        .flat_map(|mark| [format!("{mark}{text}"), format!("{text}{mark}")])
        .collect();
    all.push(text.replace('\n', "\r\n"));
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for at in 0..lines.len() {
        let mut shorter = lines.clone();
        shorter.remove(at);
        all.push(shorter.concat());
        let mut longer = lines.clone();
        longer.insert(at, lines[at]);
        all.push(longer.concat());
        for other in at + 1..lines.len() {
            let mut swapped = lines.clone();
            swapped.swap(at, other);
            all.push(swapped.concat());
        }
        all.push([&lines[..at].concat(), lines[at].trim_end(), " \n", &lines[at + 1..].concat()].concat());
    }
    let room = MOST.saturating_sub(all.len() + 8);
    let step = (text.len() * 6).div_ceil(room.max(1)).max(1);
    for at in (0..text.len()).step_by(step).filter(|at| text.is_char_boundary(*at)) {
        let (before, rest) = text.split_at(at);
        let Some(old) = rest.chars().next() else { continue };
        let after = &rest[old.len_utf8()..];
        // A byte less, and one of each class in its place.
        all.push([before, after].concat());
        for class in ["0", "a", "Z", "\"", "\u{e9}"] {
            all.push([before, class, after].concat());
        }
    }
    all.retain(|mutant| mutant != text);
    assert!(all.len() <= MOST, "{}", all.len());
    all
}

fn judge(text: &str, trust: &Trust, label: &str) -> Verdict {
    passport::verify(&Question {
        passport: text.as_bytes(),
        trust: Some(trust),
        scanned: Some(label),
        now: Moment::parse(kit::NOW),
        seen: None,
        require: &Require::default(),
        limit: 1 << 20,
    })
}

#[test]
fn every_mutant_of_a_passport_is_turned_down() {
    let (text, label) = accepted();
    let trust = kit::trusted();
    assert_eq!(judge(&text, &trust, &label).outcome, Outcome::Accepted);
    let (mut by_bytes, mut by_others) = (0, 0);
    let mut accepted = Vec::new();
    for mutant in mutants(&text) {
        let verdict = judge(&mutant, &trust, &label);
        if verdict.outcome == Outcome::Accepted {
            accepted.push(mutant);
            continue;
        }
        // What cannot be read fails aspect bytes; what can, fails or leaves open an aspect that is named.
        let bytes = verdict.deciding.contains(&Aspect::Bytes);
        assert!(!bytes || verdict.outcome == Outcome::Refused, "{mutant}");
        assert!(!verdict.deciding.is_empty() && !verdict.reasons.is_empty());
        if bytes { by_bytes += 1 } else { by_others += 1 }
    }
    // The order of a checkpoint's signature lines is the only thing that nobody signs (FORMATS §14).
    for mutant in &accepted {
        let differing = text.lines().zip(mutant.lines()).filter(|(before, after)| before != after);
        let signatures = |line: &str| line.starts_with("\u{2014} ");
        assert!(differing.clone().count() == 2, "{mutant}");
        assert!(
            differing.into_iter().all(|(before, after)| signatures(before) && signatures(after)),
            "{mutant}"
        );
    }
    assert_eq!(accepted.len(), 3, "three signatures, each pair swapped");
    println!("passport: {by_bytes} mutants refused as bytes, {by_others} by what they say");
    assert!(by_bytes > 1_000 && by_others > 1_000);
}

#[test]
fn every_mutant_of_an_offline_label_is_turned_down() {
    let mut tea = Ledger::tea();
    tea.logged(SECONDS);
    let text = offline::print(&tea.heads[0], &tea.proofs[0].1, 3).unwrap();
    let trust = kit::trusted();
    let require = Require::parse(
        r#"{"aspects":["bytes","signatures","log-inclusion","witnesses","freshness","identity"]}"#,
    )
    .unwrap();
    let judged = |text: &str| {
        verify_label(&Question {
            passport: text.as_bytes(),
            trust: Some(&trust),
            scanned: Some(LOT),
            now: Moment::parse(kit::NOW),
            seen: None,
            require: &require,
            limit: 1 << 20,
        })
    };
    assert_eq!(judged(&text).outcome, Outcome::Accepted, "{:#?}", judged(&text).reasons);
    let mutants = mutants(&text);
    for mutant in &mutants {
        let verdict = judged(mutant);
        assert_ne!(verdict.outcome, Outcome::Accepted, "{mutant}");
        assert!(!verdict.reasons.is_empty());
    }
    println!("label: {} mutants", mutants.len());
}

#[test]
fn no_mutant_of_a_bundle_opens() {
    let text = kit::signed_bundle(&kit::bundle_json());
    let mutants = mutants(&text);
    for mutant in &mutants {
        assert!(Trust::open(mutant, &kit::roots()).is_err(), "{mutant}");
    }
    println!("bundle: {} mutants", mutants.len());
}
