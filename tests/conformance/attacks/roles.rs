//! Who may speak for whom, what clocks and forks of one writer come to, and families of lots.

use super::{SECONDS, fails, input, passes, sealed, tested};
use serde_json::json;
use terroir::digest::Suite;
use terroir::passport::{Verdict, verdict::Outcome};
use terroir::proof::{
    code::{Aspect, Code},
    head::{Head, Status},
    key::SigningKey,
    line::{self, Context},
    trust::{self, Quorum, Trust},
};
use terroir_tests::kit::{self, LOT, Ledger, act, coop_truck, event, judge, judge_with, keeper, lab, packer};

/// The tea lot with one more event, written by a key for a party.
fn written_for(key: &SigningKey, party: &str) -> String {
    let mut ledger = Ledger::new(LOT);
    ledger.tea_lines();
    let entry = json!({"kind": "event", "act": act(3), "end": true, "event": event("storing"), "for": party});
    ledger.write(key, entry);
    ledger.seal_unchecked(&keeper(), Status::Sealed);
    ledger.logged(SECONDS);
    ledger.passport()
}

#[test]
fn who_writes_for_another_needs_leave_to() {
    // The co-op's second key may write for others; everybody may for his own party.
    for (key, party) in
        [(coop_truck(), "lab.example"), (kit::truck(), "cold.example"), (keeper(), "coop.example")]
    {
        passes(&judge(&written_for(&key, party), None), Aspect::Signatures);
    }
    for party in ["coop.example", "lab.example", "nobody.example"] {
        fails(&judge(&written_for(&kit::truck(), party), None), Aspect::Signatures, Code::NotPermitted);
    }
    // Leave to write for others on other lots is none on this one.
    let mut bundle = kit::bundle_json();
    for key in bundle["keys"].as_array_mut().unwrap() {
        for may in key["may"].as_array_mut().unwrap() {
            if may[0] == "for" {
                may[1] = json!("t/coop.example/OIL-01/");
            }
        }
    }
    let trust = kit::opened(&bundle);
    let verdict = judge_with(&written_for(&coop_truck(), "lab.example"), None, Some(&trust), None);
    fails(&verdict, Aspect::Signatures, Code::NotPermitted);
}

#[test]
fn a_key_does_what_its_record_says_and_nothing_else() {
    // A laboratory makes nothing, gives nothing out and seals nothing; a keeper of another lot writes nothing here.
    for (key, entry) in [
        (lab(), json!({"kind": "made", "act": act(3), "amount": [["1", "KGM"]], "end": true})),
        (lab(), json!({"kind": "handover", "act": act(3), "to": packer().vkey().id().as_str()})),
        (
            coop_truck(),
            json!({"kind": "output", "act": act(3), "amount": [["1", "KGM"]], "end": true,
            "child": "t/coop.example/BOX-100/S26-B"}),
        ),
    ] {
        let mut ledger = tested();
        ledger.write(&key, entry);
        fails(&sealed(ledger), Aspect::Signatures, Code::NotPermitted);
    }
    let mut ledger = Ledger::new(LOT);
    ledger.tea_lines();
    ledger.seal_unchecked(&lab(), Status::Sealed);
    ledger.logged(SECONDS);
    fails(&judge(&ledger.passport(), None), Aspect::Signatures, Code::NotPermitted);
}

#[test]
fn a_writers_fork_is_seen() {
    // Two entries of one number.
    let mut two = Ledger::new(LOT);
    two.tea_lines();
    two.rewind(&lab(), LOT, None);
    two.write(&lab(), json!({"kind": "event", "act": act(2), "end": true, "event": event("storing")}));
    fails(&sealed(two), Aspect::Chains, Code::ChainFork);
    // A second entry that follows another first one.
    let mut other = tested();
    other.rewind(&lab(), LOT, Some((0, [7; 32])));
    other.write(&lab(), json!({"kind": "event", "act": act(2), "end": true, "event": event("storing")}));
    fails(&sealed(other), Aspect::Chains, Code::ChainFork);
    // A number that was left out.
    let mut holed = tested();
    holed.rewind(&lab(), LOT, Some((1, [7; 32])));
    holed.write(&lab(), json!({"kind": "event", "act": act(2), "end": true, "event": event("storing")}));
    fails(&sealed(holed), Aspect::Chains, Code::ChainGap);
}

#[test]
fn a_clock_that_goes_backwards_is_told_and_fails_nothing() {
    let mut ledger = Ledger::new(LOT);
    ledger.tea_lines();
    ledger.write(&keeper(), json!({"kind": "event", "act": act(1), "event": event("storing")}));
    let verdict = sealed(ledger);
    assert!(verdict.has(Aspect::Chains, Code::ClockJump));
    assert_eq!(verdict.outcome, Outcome::Accepted, "{:#?}", verdict.reasons);

    // The keeper's own clock: a head that is earlier than the one before.
    let mut ledger = Ledger::tea();
    ledger.seal_unchecked(&keeper(), Status::Sealed);
    let json = Head::parse(&ledger.heads[1]).unwrap().signed.json.replace("T08:06", "T08:04");
    ledger.heads[1] = line::join(&json, &keeper().sign(&Context::Head.message(Suite::Sha256, &json)));
    ledger.logged(SECONDS);
    let verdict = judge(&ledger.passport(), Some(&ledger.label()));
    assert!(verdict.has(Aspect::Chains, Code::ClockJump));
    assert_eq!(verdict.outcome, Outcome::Accepted, "{:#?}", verdict.reasons);
}

/// A sealed and logged lot: what it takes in, what it makes, what it gives to whom.
fn lot(name: &str, inputs: &[(&Ledger, usize, &str)], made: &str, outputs: &[(&str, &str)]) -> Ledger {
    let mut lot = Ledger::new(&format!("t/coop.example/{name}/S26"));
    for (parent, line, amount) in inputs {
        lot.write(&keeper(), input(parent, *line, amount));
    }
    lot.write(&keeper(), json!({"kind": "made", "act": act(4), "amount": [[made, "KGM"]]}));
    for (child, amount) in outputs {
        let child = format!("t/coop.example/{child}/S26");
        lot.write(
            &keeper(),
            json!({"kind": "output", "act": act(5), "amount": [[amount, "KGM"]], "child": child}),
        );
    }
    lot.seal_unchecked(&keeper(), Status::Sealed);
    lot.logged(SECONDS);
    lot
}

/// Leaf of two gardens is merged and roasted into one blend, which is split into two packs; the verdict on one of them.
fn family(split: [&str; 2], claimed: usize) -> Verdict {
    let north = lot("LEAF-N", &[], "10.00", &[("BLEND", "10.00")]);
    let south = lot("LEAF-S", &[], "6.00", &[("BLEND", "6.00")]);
    let [first, second] = split;
    let inputs = [(&north, 1, "10.00"), (&south, 1, "6.00")];
    let blend = lot("BLEND", &inputs, "15.00", &[("PACK-1", first), ("PACK-2", second)]);
    // Two inputs and `made` stand before what is given out.
    let pack = lot("PACK-1", &[(&blend, 3 + claimed, split[claimed])], first, &[]);
    let above = blend.passport_of(&[&north.passport(), &south.passport()], &[]);
    judge(&pack.passport_of(&[&above], &[]), Some(&pack.label()))
}

#[test]
fn a_family_of_merged_transformed_and_split_lots() {
    let verdict = family(["8.00", "7.00"], 0);
    assert_eq!(verdict.outcome, Outcome::Accepted, "{:#?}", verdict.reasons);
    passes(&verdict, Aspect::Genealogy);
    // More than was made is given out in the split, and one pack claims what the other was given.
    fails(&family(["8.00", "7.01"], 0), Aspect::Genealogy, Code::ParentOverIssued);
    fails(&family(["8.00", "7.00"], 1), Aspect::Genealogy, Code::ParentDoesNotNameChild);
}

/// Two of three old roots and two of two new ones: every set of signers, and only those with enough of both open.
#[test]
fn roots_are_rotated_by_enough_of_the_old_and_enough_of_the_new() {
    let keys = [31, 32, 33, 34, 35].map(|seed| kit::key(&format!("roots.example/{seed}"), seed));
    let (old, new) = keys.split_at(3);
    let mut bundle = kit::bundle_json();
    bundle["roots"] =
        json!({"k": 2, "keys": new.iter().map(|key| key.vkey().to_string()).collect::<Vec<_>>()});
    let (json, message) = trust::prepare(&bundle.to_string()).unwrap();
    let pinned = Quorum::new(2, old.iter().map(|key| key.vkey().clone()).collect()).unwrap();
    for signers in 0..1_u32 << keys.len() {
        let signed = keys.iter().enumerate().filter(|(at, _)| signers >> at & 1 == 1);
        let signatures = signed.map(|(_, key)| (key.vkey().id().to_string(), key.sign(&message))).collect();
        let opened = Trust::open(&trust::assemble(&json, &signatures), &pinned).is_ok();
        let enough = (signers & 0b111).count_ones() >= 2 && (signers >> 3).count_ones() >= 2;
        assert_eq!(opened, enough, "{signers:05b}");
    }
}
