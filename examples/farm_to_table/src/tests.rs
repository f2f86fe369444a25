//! What the season promises, held natively; `check.mjs` holds the same of the page.

use crate::cases::{self, Cases};
use crate::expected::Expected;
use crate::keys::Keys;
use crate::passports::{self, Issued};
use crate::record::{Recorded, Recorder};
use crate::season::Story;
use crate::{questions, report, trust, verdicts};
use std::collections::BTreeMap;
use std::path::PathBuf;
use terroir::base::decimal::Decimal;
use terroir::digest::json;
use terroir::passport::verdict::Outcome;
use terroir::proof::trust::Trust;

fn data() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// Everything up to the passports, handed to `body`.
fn season(withhold: bool, body: impl FnOnce(&Story, &Recorded<'_>, &[Issued<'_>], &Trust)) {
    let mut story = Story::read(&data()).unwrap();
    for lot in &mut story.season.lots {
        lot.withheld &= withhold;
    }
    let keys = Keys::of(&story.season).unwrap();
    let roots = trust::roots(&story.season, &keys).unwrap();
    let who_may = Trust::open(&trust::first(&story.season, &keys).unwrap(), &roots).unwrap();
    let (recorded, _) = Recorder::new(&story, &keys, &who_may).all().unwrap();
    let bundle = trust::second(&story.season, &keys, &recorded).unwrap();
    let order = story.season.lots.iter().map(|lot| lot.lot.as_str());
    let issued = passports::issue(&recorded, order, &story.season).unwrap();
    body(&story, &recorded, &issued, &Trust::open(&bundle, &roots).unwrap());
}

fn outcome(passport: &str, code: &str, trust: &Trust, story: &Story) -> Outcome {
    verdicts::judge(passport.as_bytes(), code, trust, &story.season.as_of).unwrap().outcome
}

/// Every document is valid, and no two events have one hash id.
#[test]
fn the_documents_are_valid() {
    let story = Story::read(&data()).unwrap();
    assert!(report::documents(&story).unwrap());
    assert!(story.events.len() >= 80 && story.documents.len() >= 9, "{} events", story.events.len());
}

/// Every lot is judged as `data/expected.json` says, and nothing else is issued.
#[test]
fn the_verdicts_are_as_expected() {
    let expected = Expected::read(&data()).unwrap();
    season(true, |story, _, issued, trust| {
        assert_eq!(issued.len(), expected.lots.len());
        for passport in issued {
            let lot = &passport.record.lot.lot;
            let verdict =
                verdicts::judge(passport.text.as_bytes(), passport.code(), trust, &story.season.as_of)
                    .unwrap();
            assert_eq!(verdicts::differences(lot, &verdict, &expected.lots[lot]), Vec::<String>::new());
        }
    });
}

/// Every case is judged as `data/cases.json` says; there is one of each kind with GTIN and one without.
#[test]
fn the_cases_are_as_expected() {
    let story = Story::read(&data()).unwrap();
    let keys = Keys::of(&story.season).unwrap();
    let roots = trust::roots(&story.season, &keys).unwrap();
    let pinned = Trust::open(&trust::first(&story.season, &keys).unwrap(), &roots).unwrap();
    let (recorded, mut recorder) = Recorder::new(&story, &keys, &pinned).all().unwrap();
    let bundle = trust::second(&story.season, &keys, &recorded).unwrap();
    let order = story.season.lots.iter().map(|lot| lot.lot.as_str());
    let issued = passports::issue(&recorded, order, &story.season).unwrap();
    let makers = Cases { story: &story, recorded: &recorded, issued: &issued };
    let all = makers.all(&mut recorder).unwrap();
    assert!(cases::report(&story, &all, &Trust::open(&bundle, &roots).unwrap(), &pinned).unwrap());
    for case in &story.cases {
        let named = |gtin: bool| case.of.iter().any(|of| of.lot.starts_with("01/") == gtin);
        assert!(named(true) && named(false), "{:?}", case.case);
    }
    assert_eq!(story.cases.len(), 9);
}

/// What is asked of the record is answered as `data/questions.json` says.
#[test]
fn the_record_answers() {
    let story = Story::read(&data()).unwrap();
    assert!(questions::report(&questions::answers(&story, &data()).unwrap()));
}

/// A wrong answer, whatever the question, is not fine.
#[test]
fn a_wrong_answer_shows() {
    let story = Story::read(&data()).unwrap();
    let mut asked = questions::answers(&story, &data()).unwrap();
    for op in ["trace", "recall", "find_gaps", "check_balance", "check_conditions", "check_required"] {
        let at = asked.iter().position(|answered| answered.op == op).unwrap();
        for figure in 0..asked[at].figures.len() {
            asked[at].figures[figure].found.push('1');
            assert!(!questions::report(&asked), "{op}");
            asked[at].figures[figure].found.pop();
        }
    }
}

/// Once the neighbour hands his record over, the missing link is there.
#[test]
fn the_missing_link_can_be_mended() {
    season(false, |story, _, issued, trust| {
        let crates = issued.iter().find(|passport| passport.record.lot.lot.contains("/CRATE/")).unwrap();
        assert_eq!(outcome(&crates.text, crates.code(), trust, story), Outcome::Accepted);
    });
}

/// No lot gives away more than was made of it, and what is made of others weighs no more than they gave.
#[test]
fn the_masses_balance() {
    season(true, |story, _, _, _| {
        let mut sums: BTreeMap<(&str, &str), Decimal> = BTreeMap::new();
        for lot in &story.season.lots {
            for line in &lot.lines {
                let Some(amount) = &line.amount else { continue };
                let pairs: Vec<(String, String)> =
                    json::from_value(json::read(amount.text().as_bytes()).unwrap().root()).unwrap();
                for (value, _) in pairs.iter().filter(|(_, unit)| unit == "KGM") {
                    let sum = sums.entry((&lot.lot, &line.kind)).or_insert_with(|| "0".parse().unwrap());
                    *sum = sum.checked_add(value.parse().unwrap()).unwrap();
                }
            }
        }
        for lot in &story.season.lots {
            let of = |kind| sums.get(&(lot.lot.as_str(), kind));
            let made = of("made").unwrap();
            assert!(of("output").is_none_or(|output| output <= made), "{}", lot.lot);
            assert!(of("input").is_none_or(|input| made <= input), "{}", lot.lot);
        }
    });
}

/// No personal detail stands in clear in any passport; without the salts nothing is left of it, and all proofs hold.
#[test]
fn a_person_can_be_erased() {
    season(true, |story, _, issued, trust| {
        let beside = story.season.lots.iter().flat_map(|lot| &lot.lines).flat_map(|line| &line.personal);
        let came = story.events.values().flat_map(|event| &event.hidden);
        let details: Vec<(&String, &String)> = beside
            .map(|detail| (&detail.name, &detail.value))
            .chain(came.map(|detail| (&detail.name, &detail.value)))
            .collect();
        assert!(details.len() >= 20);
        for passport in issued {
            for (name, value) in &details {
                assert!(!passport.text.contains(value.as_str()), "{name} in {}", passport.record.lot.lot);
            }
        }
        let shown = issued.iter().find(|passport| passport.text.contains("\n@disclosures ")).unwrap();
        let before = outcome(&shown.text, shown.code(), trust, story);
        assert_eq!(outcome(&without_disclosures(&shown.text), shown.code(), trust, story), before);
    });
}

fn without_disclosures(passport: &str) -> String {
    let mut skip = 0;
    let mut out = String::new();
    for line in passport.lines() {
        if let Some(count) = line.strip_prefix("@disclosures ") {
            skip = 1 + count.parse::<usize>().unwrap();
        }
        if skip > 0 {
            skip -= 1;
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Whichever byte of a head or a record is flipped, the passport is not accepted any more.
///
/// (A log proof may lose a witness beyond the quorum and still prove what it proved.)
#[test]
fn a_flipped_byte_shows() {
    season(true, |story, _, issued, trust| {
        let passport = issued.first().unwrap();
        assert_eq!(outcome(&passport.text, passport.code(), trust, story), Outcome::Accepted);
        let mut bytes = passport.text.clone().into_bytes();
        let mut tried = 0;
        for line in passport.record.lines.iter().chain(passport.record.heads.iter().map(|head| &head.line)) {
            let start = passport.text.find(line.as_str()).unwrap();
            for at in (start..start + line.len()).step_by(53) {
                bytes[at] ^= 1;
                let verdict = verdicts::judge(&bytes, passport.code(), trust, &story.season.as_of).unwrap();
                assert_eq!(verdict.outcome, Outcome::Refused, "byte {at}");
                bytes[at] ^= 1;
                tried += 1;
            }
        }
        assert!(tried > 100, "{tried}");
    });
}
