//! Laws of ledgers, passports and verdicts.

use proptest::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use terroir::passport::{
    self, Question, Require,
    file::Passport,
    verdict::{Outcome, Status as Standing},
};
use terroir::proof::{
    Moment,
    code::{Aspect, Findings},
    entry::Entry,
    head::Status,
    keyring::Keyring,
    ledger::{self, Hashes},
    merge::{self, Arrivals},
};
use terroir_tests::{
    kit::{self, LOT, Ledger, act, event, inspector, keeper, lab, truck},
    model::ledger::chain_codes,
};

/// What a writer does next: who, and what.
#[derive(Clone, Debug)]
enum Step {
    Event(usize, u8),
    End(usize),
    Correct(usize, usize),
    Receipt(usize, usize, bool),
}

fn writers() -> [terroir::proof::key::SigningKey; 4] {
    [keeper(), lab(), truck(), inspector()]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let who = 0..4_usize;
    prop::collection::vec(
        prop_oneof![
            4 => (who.clone(), 0..6_u8).prop_map(|(who, day)| Step::Event(who, day)),
            1 => who.clone().prop_map(Step::End),
            1 => (who.clone(), 0..9_usize).prop_map(|(who, target)| Step::Correct(who, target)),
            2 => (who.clone(), who, any::<bool>()).prop_map(|(by, of, last)| Step::Receipt(by, of, last)),
        ],
        1..12,
    )
}

/// A ledger in which every line was signed by who says so; chains are whole, ends may be overrun.
fn written(steps: &[Step]) -> Ledger {
    let mut ledger = Ledger::new(LOT);
    let keys = writers();
    ledger.write(&keys[0], json!({"kind": "made", "act": act(0), "amount": [["12.50", "KGM"]]}));
    for step in steps {
        match step {
            Step::Event(who, day) => {
                let entry = json!({"kind": "event", "act": act(*day), "event": event("storing")});
                ledger.write(&keys[*who], entry);
            }
            Step::End(who) => {
                ledger.write(&keys[*who], json!({"kind": "end", "act": act(6), "end": true}));
            }
            Step::Correct(who, target) => {
                let own = ledger.lines.iter().filter_map(|line| {
                    let entry = Entry::parse(line).unwrap();
                    (entry.key == keys[*who].vkey().id().as_str())
                        .then(|| terroir::proof::base64::encode(&entry.hash(terroir::digest::Suite::Sha256)))
                });
                let own: Vec<String> = own.collect();
                if let Some(target) = own.get(target % own.len().max(1)) {
                    let entry =
                        json!({"kind": "correct", "act": act(6), "corrects": target, "reason": "typo"});
                    ledger.write(&keys[*who], entry);
                }
            }
            Step::Receipt(by, of, last) => {
                let named = keys[*of].vkey().id().as_str();
                if ledger.lines.iter().any(|line| Entry::parse(line).unwrap().key == named) {
                    let (n, hash) = ledger.last(&keys[*of], LOT);
                    let mut entry = json!({"kind": "receipt", "act": act(6),
                        "chain": {"hash": hash, "key": named, "n": n, "subject": LOT}});
                    if *last {
                        entry["final"] = json!(true);
                    }
                    ledger.write(&keys[*by], entry);
                }
            }
        }
    }
    ledger
}

fn accepted() -> (Ledger, String) {
    let mut ledger = Ledger::tea();
    ledger.logged(1_775_440_800);
    let text = ledger.passport();
    (ledger, text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The slow model and the ledger find the same codes in every ledger, whatever was dropped, doubled or moved.
    #[test]
    fn the_ledger_agrees_with_the_model(
        steps in steps(),
        drops in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        doubles in prop::collection::vec(any::<prop::sample::Index>(), 0..2),
        swaps in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..2),
    ) {
        let mut lines = written(&steps).lines;
        for at in doubles {
            lines.push(lines[at.index(lines.len())].clone());
        }
        for (a, b) in swaps {
            let (a, b) = (a.index(lines.len()), b.index(lines.len()));
            lines.swap(a, b);
        }
        for at in drops {
            if lines.len() > 1 {
                lines.remove(at.index(lines.len()));
            }
        }
        let keys = writers();
        let parties = ["coop.example", "lab.example", "cold.example", "office.example"];
        let id = |key: &terroir::proof::key::SigningKey| key.vkey().id().to_string();
        let parties: BTreeMap<String, String> = keys.iter().map(&id).zip(parties.map(String::from)).collect();
        let wanted = chain_codes(&lines, &id(&keys[0]), &parties, &[id(&keys[3])]);

        let trust = kit::trusted();
        let keyring = Keyring::new(Some(&trust));
        let entries: Vec<Entry<'_>> = lines.iter().map(|line| Entry::parse(line).unwrap()).collect();
        let mut sealed = Ledger::new(LOT);
        sealed.lines = lines.clone();
        sealed.seal_unchecked(&keys[0], Status::Sealed);
        let heads = [terroir::proof::head::Head::parse(&sealed.heads[0]).unwrap()];
        let mut found = Findings::default();
        ledger::check(LOT, &entries, &heads, &keyring, &Hashes::of(&entries, &keyring), &mut found);
        let looked_at = [
            "chain-gap", "chain-fork", "chain-repeat", "tail-dropped", "after-end", "tail-open",
        ];
        let found: BTreeSet<String> = [Aspect::Chains, Aspect::Completeness]
            .into_iter()
            .flat_map(|aspect| found.codes(aspect).iter().map(|found| found.code.as_str().to_owned()).collect::<Vec<_>>())
            .filter(|code| looked_at.contains(&code.as_str()))
            .collect();
        prop_assert_eq!(found, wanted);
    }

    /// Merging gives the same ledger from any order of arrival, any number of times each, and in any number of portions
    /// the same lines.
    #[test]
    fn merging_does_not_depend_on_the_order_of_arrival(
        steps in steps(),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..30),
    ) {
        let ledger = written(&steps);
        let straight: Vec<&str> = ledger.lines.iter().map(String::as_str).collect();
        let mut shuffled = straight.clone();
        for at in &order {
            let line = shuffled.remove(at.index(shuffled.len()));
            shuffled.push(line);
        }
        shuffled.extend(order.iter().map(|at| straight[at.index(straight.len())]));
        let trust = kit::trusted();
        let keys = Keyring::new(Some(&trust));
        let merged = |arrived: &[&str]| {
            merge::merge(&Arrivals { lot: LOT, ledger: &[], arrived, heads: &[] }, &keys).unwrap()
        };
        let one = merged(&straight);
        prop_assert_eq!(&one, &merged(&shuffled));
        let mut lines: Vec<&str> = one.lines.iter().map(String::as_str).collect();
        lines.sort_unstable();
        let mut all = straight.clone();
        all.sort_unstable();
        prop_assert_eq!(lines, all, "whole chains are taken whole: {:?}", one.held_back);
    }

    /// What arrives later goes behind what the ledger has, and what the ledger has stays.
    #[test]
    fn appending_keeps_what_was_sealed(steps in steps(), cut in any::<prop::sample::Index>()) {
        let ledger = written(&steps);
        let all: Vec<&str> = ledger.lines.iter().map(String::as_str).collect();
        let trust = kit::trusted();
        let keys = Keyring::new(Some(&trust));
        let (early, late) = all.split_at(cut.index(all.len()) + 1);
        let first = merge::merge(&Arrivals { lot: LOT, ledger: &[], arrived: early, heads: &[] }, &keys).unwrap();
        let mut sealed = Ledger::new(LOT);
        sealed.lines = first.lines;
        sealed.seal_unchecked(&keeper(), Status::Open);
        let before: Vec<&str> = sealed.lines.iter().map(String::as_str).collect();
        let heads: Vec<&str> = sealed.heads.iter().map(String::as_str).collect();
        let second =
            merge::merge(&Arrivals { lot: LOT, ledger: &before, arrived: late, heads: &heads }, &keys).unwrap();
        prop_assert!(second.lines.starts_with(&sealed.lines));
        sealed.lines = second.lines;
        sealed.seal_unchecked(&keeper(), Status::Sealed);
        let verdict = kit::judge(&sealed.passport(), None);
        for code in ["root-mismatch", "count-mismatch", "head-not-extending"] {
            prop_assert!(verdict.reasons.iter().all(|reason| reason.code.as_str() != code), "{code}");
        }
    }

    /// Of an accepted passport, no byte can be changed so that it is accepted.
    #[test]
    fn no_byte_can_be_changed(at in any::<prop::sample::Index>(), bits in 1..=255_u8) {
        let (ledger, text) = accepted();
        let mut bytes = text.into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= bits;
        let (trust, label) = (kit::trusted(), ledger.label());
        let verdict = passport::verify(&Question {
            passport: &bytes,
            trust: Some(&trust),
            scanned: Some(&label),
            now: Moment::parse(kit::NOW),
            seen: None,
            require: &Require::default(),
            limit: 1 << 20,
        });
        prop_assert_ne!(verdict.outcome, Outcome::Accepted, "byte {}", at);
    }

    /// What is read prints as it was, and any text is judged without a panic.
    #[test]
    fn a_passport_prints_as_it_was_read(
        steps in steps(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize), 0..2),
    ) {
        let mut ledger = written(&steps);
        ledger.seal_unchecked(&keeper(), Status::Sealed);
        let text = ledger.passport();
        prop_assert_eq!(Passport::parse(text.as_bytes()).unwrap().print(), text.clone());
        let mut bytes = text.into_bytes();
        for (at, length) in cuts {
            let at = at.index(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.drain(at..end);
        }
        if let Ok(parsed) = Passport::parse(&bytes) {
            let printed = parsed.print();
            prop_assert_eq!(printed.as_bytes(), &bytes[..]);
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let _ = kit::judge(&text, None);
    }

    /// Knowing less never accepts more, and what fails with less still fails with more.
    #[test]
    fn verdicts_are_monotone_in_what_is_known(
        steps in steps(),
        bundle in any::<bool>(), now in any::<bool>(), scanned in any::<bool>(), proof in any::<bool>(),
    ) {
        let mut ledger = written(&steps);
        ledger.seal_unchecked(&keeper(), Status::Sealed);
        let bare = ledger.passport();
        ledger.logged(1_775_440_800);
        let whole = ledger.passport();
        let (trust, label) = (kit::trusted(), ledger.label());
        let judge = |bundle: bool, now: bool, scanned: bool, proof: bool| passport::verify(&Question {
            passport: if proof { whole.as_bytes() } else { bare.as_bytes() },
            trust: bundle.then_some(&trust),
            scanned: scanned.then_some(label.as_str()),
            now: if now { Moment::parse(kit::NOW) } else { None },
            seen: None,
            require: &Require::default(),
            limit: 1 << 20,
        });
        let (less, more) = (judge(bundle, now, scanned, proof), judge(true, true, true, true));
        if less.outcome == Outcome::Accepted {
            prop_assert_eq!(more.outcome, Outcome::Accepted);
        }
        for aspect in Aspect::ALL {
            if less.status(aspect) == Standing::Fail {
                prop_assert_eq!(more.status(aspect), Standing::Fail, "{:?}", aspect);
            }
        }
    }
}
