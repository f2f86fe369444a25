//! The table of attacks of `docs/FORMATS.md` §12, row by row: those that are defeated, and those of which the verdict
//! must say that it cannot see them.

mod bytes;
mod family;
mod ledger;
mod personal;
mod roles;
mod trust;

use serde_json::json;
use terroir::digest::Suite;
use terroir::passport::Verdict;
use terroir::passport::verdict::Outcome;
use terroir::passport::verdict::Status as Standing;
use terroir::proof::base64;
use terroir::proof::code::Aspect;
use terroir::proof::code::Code;
use terroir::proof::head::Head;
use terroir::proof::head::Status;
use terroir::proof::line;
use terroir::proof::merkle;
use terroir::proof::trust::KnownHead;
use terroir::proof::trust::Trust;
use terroir_tests::kit;
use terroir_tests::kit::LOT;
use terroir_tests::kit::Ledger;
use terroir_tests::kit::act;
use terroir_tests::kit::event;
use terroir_tests::kit::judge;
use terroir_tests::kit::keeper;
use terroir_tests::kit::lab;

pub(super) const BOX: &str = "t/coop.example/BOX-100/S26-A";

pub(super) const SECONDS: u64 = 1_775_440_800;

pub(super) fn fails(verdict: &Verdict, aspect: Aspect, code: Code) {
    assert!(verdict.has(aspect, code), "{code:?} missing: {:#?}", verdict.reasons);
    assert_eq!(verdict.status(aspect), Standing::Fail, "{:#?}", verdict.reasons);
    assert_eq!(verdict.outcome, Outcome::Refused);
}

pub(super) fn open(verdict: &Verdict, aspect: Aspect, code: Code) {
    assert!(verdict.has(aspect, code), "{code:?} missing: {:#?}", verdict.reasons);
    assert_eq!(verdict.status(aspect), Standing::NotEvaluated, "{:#?}", verdict.reasons);
}

pub(super) fn passes(verdict: &Verdict, aspect: Aspect) {
    assert_eq!(verdict.status(aspect), Standing::Pass, "{:#?}", verdict.reasons);
}

/// A tea lot with one event by the laboratory, without an end.
pub(super) fn tested() -> Ledger {
    let mut ledger = Ledger::new(LOT);
    ledger.write(&keeper(), json!({"kind": "made", "act": act(0), "amount": [["12.50", "KGM"]]}));
    ledger.write(&lab(), json!({"kind": "event", "act": act(1), "event": event("inspecting")}));
    ledger
}

pub(super) fn sealed(mut ledger: Ledger) -> Verdict {
    ledger.seal_unchecked(&keeper(), Status::Sealed);
    ledger.logged(SECONDS);
    judge(&ledger.passport(), Some(&ledger.label()))
}

pub(super) fn seen(heads: &[(&Head<'_>, [u8; 32])]) -> terroir::passport::Seen {
    let heads = heads.iter().map(|(head, hash)| KnownHead { hash: *hash, lot: head.lot.into(), n: head.n });
    terroir::passport::Seen { version: None, heads: heads.collect() }
}

/// A box made of five kilograms of the tea, and the tea's passport.
pub(super) fn boxed(parent: &Ledger) -> Ledger {
    let mut child = Ledger::new(BOX);
    child.write(&keeper(), input(parent, 2, "5.00"));
    child.write(&keeper(), json!({"kind": "made", "act": act(4), "amount": [["5.00", "KGM"]]}));
    child
}

pub(super) fn input(parent: &Ledger, at: usize, amount: &str) -> serde_json::Value {
    let leaves: Vec<_> = parent.lines.iter().map(|text| line::leaf(Suite::Sha256, text)).collect();
    json!({"kind": "input", "act": act(4), "amount": [[amount, "KGM"]], "count": leaves.len(), "line": at,
        "parent": parent.lot, "root": base64::encode(&merkle::root(Suite::Sha256, &leaves)), "suite": "sha256"})
}

pub(super) fn child_verdict(mut child: Ledger, parent: &Ledger, bounded: &[&str]) -> Verdict {
    child.seal_unchecked(&keeper(), Status::Sealed);
    child.logged(SECONDS);
    judge(&child.passport_of(&[&parent.passport()], bounded), Some(&child.label()))
}

pub(super) fn tea() -> Ledger {
    let mut tea = Ledger::tea();
    tea.logged(SECONDS);
    tea
}

pub(super) fn bundle_with(id: &str, member: &str, time: &str) -> Trust {
    let mut bundle = kit::bundle_json();
    for key in bundle["keys"].as_array_mut().unwrap() {
        if key["vkey"].as_str().unwrap().starts_with(id) {
            key[member] = json!(time);
        }
    }
    kit::opened(&bundle)
}
