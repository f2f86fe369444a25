//! Every mutation of a valid passport, label and bundle is refused, in the right aspect and with the right code: each line
//! cut, doubled, swapped and moved, each byte class, white space and marks around it. The mutants are the same in every run.
//!
//! Which codes each kind of mutant meets stands in the pages beside this file: exactly these, none more, none less. With
//! `TERROIR_FREEZE=1` the pages are written.

mod parts;
mod whole;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};
use terroir::passport::{Question, Require, Verdict, offline, verdict::Outcome, verify_label};
use terroir::proof::{
    Moment,
    trust::{Trust, TrustError},
};
use terroir_tests::kit::{self, LOT, Ledger};
use whole::{SECONDS, Whole};

/// Mutants of all texts together at most.
const MOST: usize = 20_000;

/// Holds what was found against the page of that name.
pub(super) fn held_against_page(name: &str, found: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("conformance/{name}.txt"));
    if std::env::var_os("TERROIR_FREEZE").is_some() {
        fs::write(&path, found).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap();
    for (found, known) in found.lines().zip(known.lines()) {
        assert_eq!(found, known, "{name}");
    }
    assert_eq!(found, known, "{name}");
}

/// The codes that each kind of mutant has met.
#[derive(Default)]
pub(super) struct Met(BTreeMap<String, BTreeSet<String>>);

impl Met {
    pub(super) fn add(&mut self, kind: &str, codes: impl IntoIterator<Item = String>) {
        self.0.entry(kind.to_owned()).or_default().extend(codes);
    }

    pub(super) fn held_against_page(&self, name: &str) {
        let lines = self.0.iter().map(|(kind, codes)| {
            format!("{kind}: {}\n", codes.iter().map(String::as_str).collect::<Vec<_>>().join(" "))
        });
        held_against_page(name, &lines.collect::<String>());
    }
}

/// A spoiled text, the line that was spoiled, and how.
struct Mutant {
    line: usize,
    how: &'static str,
    text: String,
}

/// All mutants of a text, at most so many: around it, by line, and at every so many bytes one of each class.
fn mutants(text: &str, most: usize) -> Vec<Mutant> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let last = lines.len() - 1;
    let mut all = Vec::new();
    let mut push = |line: usize, how: &'static str, parts: &[&str]| {
        let made = parts.concat();
        if made != text {
            all.push(Mutant { line, how, text: made });
        }
    };
    for mark in ["\u{feff}", " ", "\n", "\r\n", "\0"] {
        push(0, "something before", &[mark, text]);
        push(last, "something behind", &[text, mark]);
    }
    push(0, "CRLF", &[&text.replace('\n', "\r\n")]);
    for at in 0..lines.len() {
        let (before, here, after) = (lines[..at].concat(), lines[at], lines[at + 1..].concat());
        push(at, "left out", &[&before, &after]);
        push(at, "twice", &[&before, here, here, &after]);
        push(at, "white space", &[&before, here.trim_end(), " \n", &after]);
        for other in at + 1..lines.len() {
            let mut swapped = lines.clone();
            swapped.swap(at, other);
            push(at, "swapped", &[&swapped.concat()]);
        }
    }
    let room = most.saturating_sub(lines.len() * (lines.len() + 6) + 16);
    let step = (text.len() * 6).div_ceil(room.max(1)).max(1);
    let mut line = 0;
    for (at, old) in text.char_indices() {
        if at % step == 0 {
            let (before, after) = (&text[..at], &text[at + old.len_utf8()..]);
            push(line, "a byte less", &[before, after]);
            for class in ["0", "a", "Z", "\"", "\u{e9}"] {
                push(line, "another byte", &[before, class, after]);
            }
        }
        line += usize::from(old == '\n');
    }
    assert!(all.len() <= most, "{}", all.len());
    all
}

/// What each line of a passport is.
fn places(passport: &str) -> Vec<String> {
    let (mut lot, mut section) = ("own", String::new());
    let mut places = Vec::new();
    for line in passport.lines() {
        if let Some(header) = line.strip_prefix('@') {
            let word = header.split(' ').next().unwrap();
            lot = match word {
                "lot" if places.len() > 1 => "parent's",
                "bounded" => "bounded parent's",
                "rotations" => "all lots'",
                _ => lot,
            };
            section = word.to_owned();
            places.push(format!("{lot} @{word}"));
        } else if line.starts_with('\u{2014}') {
            places.push(format!("{lot} {section} signature"));
        } else {
            places.push(format!("{lot} {section}"));
        }
    }
    places
}

#[test]
fn every_mutant_of_a_passport_is_turned_down() {
    let whole = Whole::new();
    let places = places(&whole.text);
    let mutants = mutants(&whole.text, MOST / 2);
    let mut met = Met::default();
    let mut accepted = Vec::new();
    for Mutant { line, how, text } in &mutants {
        let verdict = whole.judge(text);
        let kind = format!("{} {how}", places[*line]);
        if verdict.outcome == Outcome::Accepted {
            met.add(&kind, ["accepted".to_owned()]);
            accepted.push((kind, text));
            continue;
        }
        let codes = whole.codes(&verdict);
        assert!(!codes.is_empty() && !verdict.deciding.is_empty(), "{kind}: {text}");
        met.add(&kind, codes);
    }
    println!("passport: {} mutants, {} accepted", mutants.len(), accepted.len());
    met.held_against_page("passport_mutants/passport");
    // The order of a checkpoint's signature lines is the only thing that nobody signs (FORMATS §14); and the proof of an
    // older head may lack cosignatures, as it may be left out.
    for (kind, text) in accepted {
        let swapped = kind.ends_with("proof signature swapped");
        assert!(swapped || kind.starts_with("own proof signature"), "{kind}: {text}");
        let differing = whole.text.lines().zip(text.lines()).filter(|(before, after)| before != after);
        assert!(differing.clone().count() == 1 + usize::from(swapped), "{kind}: {text}");
        assert!(differing.into_iter().all(|(before, _)| before.starts_with('\u{2014}')), "{kind}: {text}");
    }
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
    let judged = |text: &str| -> Verdict {
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
    let good = judged(&text);
    assert_eq!(good.outcome, Outcome::Accepted, "{:#?}", good.reasons);
    let open = whole::told(&good);
    let mutants = mutants(&text, MOST / 4);
    let mut met = Met::default();
    for Mutant { how, text: mutant, .. } in &mutants {
        let verdict = judged(mutant);
        assert_ne!(verdict.outcome, Outcome::Accepted, "{mutant}");
        let kind = offline::parse(mutant).map_or_else(|_| (*how).to_owned(), |frame| field(&text, &frame));
        let codes = whole::told(&verdict);
        let codes: Vec<String> =
            codes.difference(&open).filter(|code| !code.ends_with("/unreadable")).cloned().collect();
        assert!(!codes.is_empty(), "{mutant}");
        met.add(&kind, codes);
    }
    println!("label: {} mutants", mutants.len());
    met.held_against_page("passport_mutants/label");
}

/// The first field in which a label differs from another.
fn field(text: &str, frame: &terroir::id::frame::Frame) -> String {
    let own = offline::parse(text).unwrap();
    let fields = [
        ("lot", own.lot == frame.lot),
        ("key", own.key == frame.key),
        ("n", own.n == frame.n),
        ("count", own.count == frame.count),
        ("root", own.root == frame.root),
        ("status", own.status == frame.status),
        ("time", own.time == frame.time),
        ("signature", own.signature == frame.signature),
        ("log's size", own.logged.size == frame.logged.size),
        ("log's index", own.logged.index == frame.logged.index),
        ("log's hashes", own.logged.hashes == frame.logged.hashes),
        ("log's key", own.logged.key == frame.logged.key),
        ("log's signature", own.logged.signature == frame.logged.signature),
        ("witnesses", own.witnesses == frame.witnesses),
    ];
    format!("field {}", fields.iter().find(|(_, same)| !same).map_or("of none", |(name, _)| name))
}

#[test]
fn no_mutant_of_a_bundle_opens() {
    let text = kit::signed_bundle(&kit::bundle_json());
    let places = ["heading", "members", "signature"];
    let mutants = mutants(&text, MOST / 4);
    let mut met = Met::default();
    for Mutant { line, how, text } in &mutants {
        let error = Trust::open(text, &kit::roots()).expect_err(text);
        let code = match error {
            TrustError::Refused(refusal) => format!("{:?}", refusal.kind),
            TrustError::NotSigned { .. } => "NotSigned".into(),
            other => format!("{other:?}").split(' ').next().unwrap().to_owned(),
        };
        met.add(&format!("{} {how}", places[*line]), [code]);
    }
    println!("bundle: {} mutants", mutants.len());
    met.held_against_page("passport_mutants/bundle");
}
