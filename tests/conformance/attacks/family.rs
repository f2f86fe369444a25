//! Attacks on where a lot comes from.

use super::BOX;
use super::SECONDS;
use super::boxed;
use super::bundle_with;
use super::child_verdict;
use super::fails;
use super::input;
use super::open;
use super::passes;
use super::sealed;
use super::tea;
use serde_json::json;
use terroir::passport::verdict::Outcome;
use terroir::proof::base64;
use terroir::proof::code::Aspect;
use terroir::proof::code::Code;
use terroir::proof::head::Status;
use terroir_tests::kit;
use terroir_tests::kit::LOT;
use terroir_tests::kit::Ledger;
use terroir_tests::kit::act;
use terroir_tests::kit::judge;
use terroir_tests::kit::judge_with;
use terroir_tests::kit::keeper;
use terroir_tests::kit::packer;

#[test]
fn a_box_made_of_tea_is_accepted() {
    let verdict = child_verdict(boxed(&tea()), &tea(), &[]);
    assert_eq!(verdict.outcome, Outcome::Accepted, "{:#?}", verdict.reasons);
    passes(&verdict, Aspect::Genealogy);
}

#[test]
fn row_7_claiming_a_famous_parent() {
    let parent = tea();
    for (line, amount) in [(0, "5.00"), (1, "5.00"), (2, "5.000"), (2, "6.00")] {
        let mut child = Ledger::new(BOX);
        child.write(&keeper(), input(&parent, line, amount));
        child.write(&keeper(), json!({"kind": "made", "act": act(4), "amount": [["5.00", "KGM"]]}));
        fails(&child_verdict(child, &parent, &[]), Aspect::Genealogy, Code::ParentDoesNotNameChild);
    }
    // Another child than the one named, and another root than the parent's.
    let mut other = Ledger::new("t/coop.example/BOX-100/S26-B");
    other.write(&keeper(), input(&parent, 2, "5.00"));
    fails(&child_verdict(other, &parent, &[]), Aspect::Genealogy, Code::ParentDoesNotNameChild);
    let mut forged = Ledger::new(BOX);
    let mut claim = input(&parent, 2, "5.00");
    claim["root"] = json!(base64::encode(&[7; 32]));
    forged.write(&keeper(), claim);
    for bounded in [&[][..], &[LOT]] {
        fails(
            &child_verdict(forged.clone(), &parent, bounded),
            Aspect::Genealogy,
            Code::ParentDoesNotNameChild,
        );
    }
    let alone = boxed(&parent);
    let mut alone_sealed = alone.clone();
    alone_sealed.seal(&keeper(), Status::Sealed);
    open(&judge(&alone_sealed.passport(), None), Aspect::Genealogy, Code::ParentMissing);
}

#[test]
fn row_8_one_output_used_twice() {
    let parent = tea();
    let mut child = boxed(&parent);
    child.write(&keeper(), input(&parent, 2, "5.00"));
    fails(&child_verdict(child, &parent, &[]), Aspect::Genealogy, Code::InputRepeated);
}

#[test]
fn row_9_selling_more_than_was_made() {
    let over = |amount: &str, unit: &str| {
        let mut parent = Ledger::new(LOT);
        parent.tea_lines();
        let more = json!({"kind": "output", "act": act(3), "amount": [[amount, unit]], "child": "t/coop.example/BOX-100/S26-C"});
        parent.write(&keeper(), more);
        parent.seal(&keeper(), Status::Sealed);
        parent.logged(SECONDS);
        parent
    };
    let parent = over("7500.000000001", "GRM");
    fails(&child_verdict(boxed(&parent), &parent, &[]), Aspect::Genealogy, Code::ParentOverIssued);
    let parent = over("7500", "GRM");
    passes(&child_verdict(boxed(&parent), &parent, &[]), Aspect::Genealogy);
    let parent = over("10", "H87");
    open(&child_verdict(boxed(&parent), &parent, &[]), Aspect::Genealogy, Code::UnitsDiffer);
    // Bounded, it is not seen, and the verdict says that.
    let parent = over("7600", "GRM");
    let verdict = child_verdict(boxed(&parent), &parent, &[LOT]);
    open(&verdict, Aspect::Genealogy, Code::AncestorBounded);
}

#[test]
fn row_10_overstating_what_was_made_is_a_record_like_any_other() {
    let mut ledger = Ledger::new(LOT);
    ledger.write(&keeper(), json!({"kind": "made", "act": act(0), "amount": [["999999", "TNE"]]}));
    let verdict = sealed(ledger);
    passes(&verdict, Aspect::Completeness);
    assert!(terroir::passport::verdict::NOT_PROVED.iter().any(|(english, _)| english.contains("true")));
}

#[test]
fn row_24_cycles_and_sizes() {
    // Two lots that name each other: each input is a lie about a root, and the cycle is seen as such.
    let mut a = Ledger::new(LOT);
    let mut b = Ledger::new(BOX);
    let claim = |parent: &str| {
        json!({"kind": "input", "act": act(0), "amount": [["1", "KGM"]], "count": 1, "line": 0,
        "parent": parent, "root": base64::encode(&[1; 32]), "suite": "sha256"})
    };
    a.write(&keeper(), claim(BOX));
    b.write(&keeper(), claim(LOT));
    a.seal_unchecked(&keeper(), Status::Sealed);
    b.seal_unchecked(&keeper(), Status::Sealed);
    let verdict = judge(&a.passport_of(&[&b.passport()], &[]), None);
    fails(&verdict, Aspect::Genealogy, Code::GenealogyCycle);
    let big = "x".repeat((1 << 20) + 1);
    fails(&judge(&big, None), Aspect::Bytes, Code::Limit);
    let many = Ledger::tea().passport().replace("@lines 3", "@lines 65537");
    fails(&judge(&many, None), Aspect::Bytes, Code::Limit);
}

#[test]
fn recalls_stay() {
    let mut ledger = Ledger::tea();
    ledger.seal(&keeper(), Status::Recalled);
    fails(&judge(&ledger.passport(), None), Aspect::Recall, Code::Recalled);
    ledger.seal_unchecked(&keeper(), Status::Sealed);
    fails(&judge(&ledger.passport(), None), Aspect::Recall, Code::RecallUndone);
    let mut listed = kit::bundle_json();
    listed["snapshot"]["recalled"] = json!([LOT]);
    let trust = kit::opened(&listed);
    fails(&judge_with(&tea().passport(), None, Some(&trust), None), Aspect::Recall, Code::Recalled);
    let mut child = boxed(&tea());
    child.seal(&keeper(), Status::Sealed);
    for bounded in [&[][..], &[LOT]] {
        let text = child.passport_of(&[&tea().passport()], bounded);
        fails(&judge_with(&text, None, Some(&trust), None), Aspect::Recall, Code::ParentRecalled);
    }
}

#[test]
fn a_bounded_parent_by_a_revoked_key() {
    // The head of a bounded parent is held against time like every other: without a log proof nobody knows when it was
    // signed, and with one the revocation counts.
    let (parent, bare) = (tea(), Ledger::tea());
    let mut child = Ledger::new(BOX);
    child.write(&packer(), input(&parent, 2, "5.00"));
    child.seal_unchecked(&packer(), Status::Sealed);
    child.logged(SECONDS);
    let revoked = bundle_with("coop.example/keeper", "revoked", "2026-04-05T00:00:00Z");
    let judged = |parent: &Ledger, trust: &terroir::proof::trust::Trust| {
        judge_with(&child.passport_of(&[&parent.passport()], &[LOT]), None, Some(trust), None)
    };
    fails(&judged(&parent, &revoked), Aspect::Genealogy, Code::ParentFailed);
    open(&judged(&bare, &revoked), Aspect::Signatures, Code::NoWitnessedTime);
    passes(&judged(&parent, &terroir_tests::kit::trusted()), Aspect::Signatures);
}
