//! Attacks on a lot's ledger: dropped, cut, replayed and doubled entries.

use super::SECONDS;
use super::fails;
use super::open;
use super::passes;
use super::sealed;
use super::seen;
use super::tested;
use serde_json::json;
use terroir::digest::Suite;
use terroir::passport::verdict::Outcome;
use terroir::proof::base64;
use terroir::proof::code::Aspect;
use terroir::proof::code::Code;
use terroir::proof::head::Head;
use terroir::proof::head::Status;
use terroir_tests::kit;
use terroir_tests::kit::LOT;
use terroir_tests::kit::Ledger;
use terroir_tests::kit::act;
use terroir_tests::kit::coop_truck;
use terroir_tests::kit::event;
use terroir_tests::kit::inspector;
use terroir_tests::kit::judge;
use terroir_tests::kit::judge_with;
use terroir_tests::kit::keeper;
use terroir_tests::kit::lab;
use terroir_tests::kit::packer;
use terroir_tests::kit::truck;

fn receipt(
    ledger: &Ledger,
    of: &terroir::proof::key::SigningKey,
    subject: &str,
    is_final: bool,
) -> serde_json::Value {
    let (n, hash) = ledger.last(of, subject);
    let chain = json!({"hash": hash, "key": of.vkey().id().as_str(), "n": n, "subject": subject});
    let mut entry = json!({"kind": "receipt", "act": act(2), "chain": chain});
    if is_final {
        entry["final"] = json!(true);
    }
    entry
}

#[test]
fn row_1_dropping_the_last_entry_of_a_laboratory() {
    open(&sealed(tested()), Aspect::Completeness, Code::TailOpen);

    let mut ledger = tested();
    let bad = json!({"kind": "event", "act": act(2), "event": event("inspecting"), "subject": LOT});
    let _dropped = ledger.line(&lab(), &bad, &[]);
    let named = receipt(&ledger, &lab(), LOT, false);
    ledger.write(&inspector(), named);
    fails(&sealed(ledger), Aspect::Chains, Code::TailDropped);
}

#[test]
fn row_2_an_older_receipt_closes_nothing() {
    let mut ledger = tested();
    let plain = receipt(&ledger, &lab(), LOT, false);
    ledger.write(&inspector(), plain);
    ledger.write(&inspector(), json!({"kind": "end", "act": act(3), "end": true}));
    open(&sealed(ledger.clone()), Aspect::Completeness, Code::TailOpen);

    let mut closed = tested();
    let last = receipt(&closed, &lab(), LOT, true);
    closed.write(&inspector(), last);
    closed.write(&inspector(), json!({"kind": "end", "act": act(3), "end": true}));
    passes(&sealed(closed.clone()), Aspect::Completeness);

    // Given too early and outrun: the later line shows, and dropped it is not seen.
    let mut outrun = closed.clone();
    outrun.write(&lab(), json!({"kind": "event", "act": act(4), "event": event("inspecting")}));
    fails(&sealed(outrun), Aspect::Chains, Code::AfterEnd);

    // A final receipt by the keeper's own party, or by one that may not close, closes nothing.
    let mut own = tested();
    let by_keeper = receipt(&own, &lab(), LOT, true);
    own.write(&coop_truck(), by_keeper);
    own.write(&coop_truck(), json!({"kind": "end", "act": act(3), "end": true}));
    let verdict = sealed(own);
    assert!(verdict.has(Aspect::Completeness, Code::TailOpen));
    fails(&verdict, Aspect::Signatures, Code::NotPermitted);
}

#[test]
fn row_3_dropping_a_whole_chain() {
    let mut ledger = Ledger::new(LOT);
    ledger.write(&keeper(), json!({"kind": "made", "act": act(0), "amount": [["12.50", "KGM"]]}));
    let expects = json!([lab().vkey().id().as_str()]);
    let drawn = json!({"kind": "event", "act": act(1), "event": event("inspecting"), "end": true, "expects": expects});
    ledger.write(&inspector(), drawn);
    open(&sealed(ledger.clone()), Aspect::Completeness, Code::ExpectedChainMissing);
    ledger.write(&lab(), json!({"kind": "event", "act": act(2), "event": event("inspecting"), "end": true}));
    passes(&sealed(ledger), Aspect::Completeness);

    // Not defeated if nobody named it: the verdict never claims more than the record.
    let mut silent = Ledger::new(LOT);
    silent.write(&keeper(), json!({"kind": "made", "act": act(0), "amount": [["12.50", "KGM"]]}));
    let verdict = sealed(silent);
    passes(&verdict, Aspect::Completeness);
    assert!(terroir::passport::verdict::CLAIM.0.contains("the record, not the box"));
    assert!(
        terroir::passport::verdict::NOT_PROVED.iter().any(|(english, _)| english.contains("nobody expected"))
    );
}

#[test]
fn row_4_dropping_a_correction_after_the_end() {
    let mut ledger = Ledger::tea();
    let first = Head::parse(&ledger.heads[0]).unwrap().hash();
    let target = ledger.last(&lab(), LOT).1;
    let correction =
        json!({"kind": "correct", "act": act(5), "corrects": target, "reason": "recalibrated", "end": true});
    ledger.write(&lab(), correction);
    let mut forked = Ledger::tea();
    ledger.seal(&keeper(), Status::Sealed);
    ledger.logged(SECONDS);
    let verdict = judge(&ledger.passport(), Some(&ledger.label()));
    assert_eq!(verdict.outcome, Outcome::Accepted, "{:#?}", verdict.reasons);
    for (aspect, code) in [
        (Aspect::Completeness, Code::Corrected),
        (Aspect::Completeness, Code::Superseding),
        (Aspect::Chains, Code::LateEntry),
    ] {
        assert!(verdict.has(aspect, code), "{code:?}");
    }
    // Once in a head, leaving it out is another head of that number.
    forked.seal(&keeper(), Status::Sealed);
    let newer = Head::parse(&ledger.heads[1]).unwrap();
    let seen = seen(&[(&newer, newer.hash())]);
    let verdict = judge_with(&forked.passport(), None, Some(&kit::trusted()), Some(&seen));
    fails(&verdict, Aspect::Completeness, Code::Equivocation);
    // Never taken in, it is not defeated: the old record still passes, its newest head is not judged.
    let mut old = Ledger::tea();
    old.logged(SECONDS);
    let verdict = judge(&old.passport(), None);
    passes(&verdict, Aspect::Completeness);
    open(&verdict, Aspect::NewestHead, Code::NoNewestKnown);
    assert_eq!(Head::parse(&old.heads[0]).unwrap().hash(), first);
}

const JOURNEY: &str = "j/cold.example/truck-7/2026-04";

/// A ledger with a made entry, and journey lines ready to be spanned.
fn journey(key: &terroir::proof::key::SigningKey, entries: u8) -> (Ledger, Vec<String>) {
    let mut ledger = Ledger::new(LOT);
    ledger.write(&keeper(), json!({"kind": "made", "act": act(0), "amount": [["12.50", "KGM"]]}));
    let lines = (0..entries)
        .map(|n| {
            let reading = json!({"kind": "event", "act": act(1 + n), "event": event("transporting"), "subject": JOURNEY});
            ledger.line(key, &reading, &[])
        })
        .collect();
    (ledger, lines)
}

fn span(
    ledger: &mut Ledger,
    signer: &terroir::proof::key::SigningKey,
    of: &terroir::proof::key::SigningKey,
    lines: &[String],
    first: usize,
    last: usize,
    end: bool,
) {
    let hash =
        base64::encode(&terroir::proof::entry::Entry::parse(&lines[last]).unwrap().hash(Suite::Sha256));
    let mut entry = json!({"kind": "span", "act": act(9), "chain": {"key": of.vkey().id().as_str(), "subject": JOURNEY},
        "first": first, "last": last, "hash": hash});
    if end {
        entry["end"] = json!(true);
    }
    ledger.write(signer, entry);
    ledger.lines.extend_from_slice(&lines[first..=last]);
}

#[test]
fn row_5_cutting_a_journey_to_its_cold_part() {
    let (mut own, lines) = journey(&truck(), 4);
    span(&mut own, &truck(), &truck(), &lines, 1, 2, true);
    passes(&sealed(own), Aspect::Completeness);

    let (mut cut, lines) = journey(&truck(), 4);
    span(&mut cut, &keeper(), &truck(), &lines, 1, 2, false);
    open(&sealed(cut.clone()), Aspect::Completeness, Code::TailOpen);

    // Another party's final receipt that names the last entry vouches for the keeper's bounds.
    let hash = base64::encode(&terroir::proof::entry::Entry::parse(&lines[2]).unwrap().hash(Suite::Sha256));
    let chain = json!({"hash": hash, "key": truck().vkey().id().as_str(), "n": 2, "subject": JOURNEY});
    let closing = json!({"kind": "receipt", "act": act(10), "chain": chain, "final": true, "end": true});
    cut.write(&inspector(), closing);
    passes(&sealed(cut), Aspect::Completeness);

    // Its own truck is the keeper's party too.
    let (mut own_truck, lines) = journey(&coop_truck(), 3);
    span(&mut own_truck, &coop_truck(), &coop_truck(), &lines, 0, 2, true);
    open(&sealed(own_truck), Aspect::Completeness, Code::TailOpen);

    let (mut holed, lines) = journey(&truck(), 4);
    span(&mut holed, &truck(), &truck(), &lines, 0, 0, false);
    span(&mut holed, &truck(), &truck(), &lines, 2, 3, true);
    open(&sealed(holed), Aspect::Completeness, Code::SpanGap);
}

#[test]
fn row_6_a_span_of_another_truck() {
    let (mut ledger, lines) = journey(&truck(), 3);
    span(&mut ledger, &truck(), &truck(), &lines, 0, 1, true);
    ledger.lines.swap(2, 3);
    fails(&sealed(ledger.clone()), Aspect::Chains, Code::SpanMismatch);
    ledger.lines.swap(2, 3);
    // The span says that it ends in another entry.
    ledger.lines[3] = lines[2].clone();
    fails(&sealed(ledger.clone()), Aspect::Chains, Code::SpanMismatch);
    ledger.lines.truncate(3);
    fails(&sealed(ledger), Aspect::Chains, Code::SpanMismatch);

    // A foreign party may not say where a journey begins and ends.
    let (mut foreign, lines) = journey(&truck(), 3);
    span(&mut foreign, &lab(), &truck(), &lines, 0, 2, true);
    open(&sealed(foreign), Aspect::Completeness, Code::TailOpen);
}

#[test]
fn row_15_an_entry_of_another_lot() {
    let mut other = Ledger::new("t/coop.example/TEA-01/S25");
    let foreign = other
        .write(&lab(), json!({"kind": "event", "act": act(1), "event": event("inspecting"), "end": true}))
        .to_owned();
    let mut ledger = tested();
    ledger.lines.push(foreign);
    fails(&sealed(ledger), Aspect::Chains, Code::StrayLine);
    let (mut ledger, lines) = journey(&truck(), 1);
    ledger.lines.push(lines[0].clone());
    fails(&sealed(ledger), Aspect::Chains, Code::StrayLine);
}

#[test]
fn row_16_an_entry_twice() {
    let mut ledger = Ledger::new(LOT);
    ledger.tea_lines();
    ledger.lines.push(ledger.lines[2].clone());
    fails(&sealed(ledger), Aspect::Chains, Code::ChainRepeat);
    // A doubled last leaf is another root: nodes without a sibling are promoted.
    let mut sealed_tea = Ledger::tea();
    sealed_tea.lines.push(sealed_tea.lines[2].clone());
    fails(&judge(&sealed_tea.passport(), None), Aspect::Completeness, Code::CountMismatch);
}

#[test]
fn keeping_is_handed_over() {
    let mut ledger = Ledger::new(LOT);
    ledger.tea_lines();
    let to = packer().vkey().id().to_string();
    ledger.write(&keeper(), json!({"kind": "handover", "act": act(4), "to": to}));
    ledger.seal(&keeper(), Status::Open);
    ledger.write(&packer(), json!({"kind": "event", "act": act(5), "event": event("storing")}));
    ledger.seal(&packer(), Status::Sealed);
    ledger.logged(SECONDS);
    let verdict = judge(&ledger.passport(), Some(&ledger.label()));
    assert_eq!(verdict.outcome, Outcome::Accepted, "{:#?}", verdict.reasons);
    // Without the handover nobody else may go on.
    let mut taken = Ledger::new(LOT);
    taken.tea_lines();
    taken.seal(&keeper(), Status::Open);
    taken.write(&packer(), json!({"kind": "event", "act": act(5), "event": event("storing")}));
    taken.seal_unchecked(&packer(), Status::Sealed);
    fails(&judge(&taken.passport(), None), Aspect::Completeness, Code::HeadNotExtending);
    // And only the keeper of the day says what was made.
    let mut late = ledger.clone();
    late.heads.pop();
    late.proofs.clear();
    late.write(&coop_truck(), json!({"kind": "made", "act": act(6), "amount": [["1", "KGM"]], "end": true}));
    late.seal_unchecked(&packer(), Status::Sealed);
    fails(&judge(&late.passport(), None), Aspect::Signatures, Code::NotPermitted);
}
