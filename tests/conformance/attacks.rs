//! The table of attacks of `docs/FORMATS.md` §12, row by row: those that are defeated, and those of which the verdict
//! must say that it cannot see them.

use serde_json::json;
use terroir::digest::Suite;
use terroir::passport::{
    Verdict,
    verdict::{Outcome, Status as Standing},
};
use terroir::proof::{
    base64,
    code::{Aspect, Code},
    disclosure::Disclosure,
    head::{Head, Status},
    line, merkle,
    trust::{KnownHead, Quorum, Trust, TrustError},
};
use terroir_tests::kit::{
    self, LOT, Ledger, act, coop_truck, event, inspector, judge, judge_with, keeper, lab, packer, truck,
};

const BOX: &str = "t/coop.example/BOX-100/S26-A";
const SECONDS: u64 = 1_775_440_800;

fn fails(verdict: &Verdict, aspect: Aspect, code: Code) {
    assert!(verdict.has(aspect, code), "{code:?} missing: {:#?}", verdict.reasons);
    assert_eq!(verdict.status(aspect), Standing::Fail, "{:#?}", verdict.reasons);
    assert_eq!(verdict.outcome, Outcome::Refused);
}

fn open(verdict: &Verdict, aspect: Aspect, code: Code) {
    assert!(verdict.has(aspect, code), "{code:?} missing: {:#?}", verdict.reasons);
    assert_eq!(verdict.status(aspect), Standing::NotEvaluated, "{:#?}", verdict.reasons);
}

fn passes(verdict: &Verdict, aspect: Aspect) {
    assert_eq!(verdict.status(aspect), Standing::Pass, "{:#?}", verdict.reasons);
}

/// A tea lot with one event by the laboratory, without an end.
fn tested() -> Ledger {
    let mut ledger = Ledger::new(LOT);
    ledger.write(&keeper(), json!({"kind": "made", "act": act(0), "amount": [["12.50", "KGM"]]}));
    ledger.write(&lab(), json!({"kind": "event", "act": act(1), "event": event("inspecting")}));
    ledger
}

fn receipt(ledger: &Ledger, of: &terroir::proof::key::SigningKey, subject: &str, is_final: bool) -> serde_json::Value {
    let (n, hash) = ledger.last(of, subject);
    let chain = json!({"hash": hash, "key": of.vkey().id().as_str(), "n": n, "subject": subject});
    let mut entry = json!({"kind": "receipt", "act": act(2), "chain": chain});
    if is_final {
        entry["final"] = json!(true);
    }
    entry
}

fn sealed(mut ledger: Ledger) -> Verdict {
    ledger.seal_unchecked(&keeper(), Status::Sealed);
    ledger.logged(SECONDS);
    judge(&ledger.passport(), Some(&ledger.label()))
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
    assert!(terroir::passport::write(&verdict).contains("proves the record, not the box"));
    assert!(terroir::passport::verdict::NOT_PROVED.iter().any(|(english, _)| english.contains("nobody expected")));
}

#[test]
fn row_4_dropping_a_correction_after_the_end() {
    let mut ledger = Ledger::tea();
    let first = Head::parse(&ledger.heads[0]).unwrap().hash();
    let target = ledger.last(&lab(), LOT).1;
    let correction = json!({"kind": "correct", "act": act(5), "corrects": target, "reason": "recalibrated", "end": true});
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

fn seen(heads: &[(&Head<'_>, [u8; 32])]) -> terroir::passport::Seen {
    let heads = heads.iter().map(|(head, hash)| KnownHead { hash: *hash, lot: head.lot.into(), n: head.n });
    terroir::passport::Seen { version: None, heads: heads.collect() }
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

fn span(ledger: &mut Ledger, signer: &terroir::proof::key::SigningKey, of: &terroir::proof::key::SigningKey, lines: &[String], first: usize, last: usize, end: bool) {
    let hash = base64::encode(&terroir::proof::entry::Entry::parse(&lines[last]).unwrap().hash(Suite::Sha256));
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

/// A box made of five kilograms of the tea, and the tea's passport.
fn boxed(parent: &Ledger) -> Ledger {
    let mut child = Ledger::new(BOX);
    child.write(&keeper(), input(parent, 2, "5.00"));
    child.write(&keeper(), json!({"kind": "made", "act": act(4), "amount": [["5.00", "KGM"]]}));
    child
}

fn input(parent: &Ledger, at: usize, amount: &str) -> serde_json::Value {
    let leaves: Vec<_> = parent.lines.iter().map(|text| line::leaf(Suite::Sha256, text)).collect();
    json!({"kind": "input", "act": act(4), "amount": [[amount, "KGM"]], "count": leaves.len(), "line": at,
        "parent": parent.lot, "root": base64::encode(&merkle::root(Suite::Sha256, &leaves)), "suite": "sha256"})
}

fn child_verdict(mut child: Ledger, parent: &Ledger, bounded: &[&str]) -> Verdict {
    child.seal_unchecked(&keeper(), Status::Sealed);
    child.logged(SECONDS);
    judge(&child.passport_of(&[&parent.passport()], bounded), Some(&child.label()))
}

fn tea() -> Ledger {
    let mut tea = Ledger::tea();
    tea.logged(SECONDS);
    tea
}

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
        fails(&child_verdict(forged.clone(), &parent, bounded), Aspect::Genealogy, Code::ParentDoesNotNameChild);
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
fn row_11_two_histories() {
    let (one, mut other) = (Ledger::tea(), Ledger::new(LOT));
    other.write(&keeper(), json!({"kind": "made", "act": act(0), "amount": [["99.00", "KGM"]]}));
    other.seal(&keeper(), Status::Sealed);
    let head = Head::parse(&other.heads[0]).unwrap();
    let seen = seen(&[(&head, head.hash())]);
    let verdict = judge_with(&one.passport(), None, Some(&kit::trusted()), Some(&seen));
    fails(&verdict, Aspect::NewestHead, Code::Equivocation);
    fails(&verdict, Aspect::Completeness, Code::Equivocation);
    let mut listed = kit::bundle_json();
    listed["snapshot"]["heads"] = json!([{"hash": base64::encode(&head.hash()), "lot": LOT, "n": 0}]);
    let verdict = judge_with(&one.passport(), None, Some(&kit::opened(&listed)), None);
    fails(&verdict, Aspect::Completeness, Code::Equivocation);
    // And the pair itself is evidence that needs nothing else.
    let evidence = terroir::proof::evidence::print(&one.heads[0], &other.heads[0]).unwrap();
    assert_eq!(evidence, terroir::proof::evidence::print(&other.heads[0], &one.heads[0]).unwrap());
    assert!(terroir::proof::evidence::verify(&evidence, keeper().vkey()).is_ok());
    assert!(terroir::proof::evidence::verify(&evidence, lab().vkey()).is_err());
    assert!(terroir::proof::evidence::print(&one.heads[0], &one.heads[0]).is_err());
}

#[test]
fn row_12_a_ledger_cut_to_an_old_head() {
    let mut ledger = Ledger::tea();
    ledger.logged(SECONDS);
    let old = ledger.passport();
    ledger.write(&keeper(), json!({"kind": "event", "act": act(4), "event": event("storing")}));
    ledger.seal(&keeper(), Status::Sealed);
    let newest = Head::parse(&ledger.heads[1]).unwrap();
    let known = seen(&[(&newest, newest.hash())]);
    fails(&judge_with(&old, None, Some(&kit::trusted()), Some(&known)), Aspect::NewestHead, Code::OlderThanSeen);
    let verdict = judge(&old, None);
    open(&verdict, Aspect::NewestHead, Code::NoNewestKnown);
    assert_eq!(verdict.outcome, Outcome::Incomplete, "nothing was scanned");
}

fn bundle_with(id: &str, member: &str, time: &str) -> Trust {
    let mut bundle = kit::bundle_json();
    for key in bundle["keys"].as_array_mut().unwrap() {
        if key["vkey"].as_str().unwrap().starts_with(id) {
            key[member] = json!(time);
        }
    }
    kit::opened(&bundle)
}

#[test]
fn rows_13_and_14_stolen_keys() {
    let mut witnessed = Ledger::tea();
    witnessed.logged(SECONDS);
    let bare = Ledger::tea().passport();
    // 1 775 440 800 is 2026-04-06T02:00:00Z; the claimed act of 5 April never counts.
    let before = "2026-04-05T00:00:00Z";
    let after = "2026-04-07T00:00:00Z";
    for (member, code) in [("revoked", Code::KeyNotValid), ("compromised", Code::KeyCompromised)] {
        let trust = bundle_with("lab.example", member, before);
        let verdict = judge_with(&witnessed.passport(), None, Some(&trust), None);
        fails(&verdict, Aspect::Signatures, code);
        let trust = bundle_with("lab.example", member, after);
        passes(&judge_with(&witnessed.passport(), None, Some(&trust), None), Aspect::Signatures);
    }
    let trust = bundle_with("lab.example", "revoked", after);
    open(&judge_with(&bare, None, Some(&trust), None), Aspect::Signatures, Code::NoWitnessedTime);
    let trust = bundle_with("lab.example", "compromised", after);
    fails(&judge_with(&bare, None, Some(&trust), None), Aspect::Signatures, Code::KeyCompromised);
    // 14: before anyone notices it is not seen; with the earlier time set, every later entry fails.
    passes(&judge(&witnessed.passport(), None), Aspect::Signatures);
    assert!(terroir::passport::verdict::NOT_PROVED.iter().any(|(english, _)| english.contains("its loss")));
}

#[test]
fn row_15_an_entry_of_another_lot() {
    let mut other = Ledger::new("t/coop.example/TEA-01/S25");
    let foreign = other.write(&lab(), json!({"kind": "event", "act": act(1), "event": event("inspecting"), "end": true})).to_owned();
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
fn row_17_proofs_of_other_heads_and_logs() {
    let mut ledger = Ledger::tea();
    ledger.proofs.push((0, kit::log_proof("{} other", &[(1, SECONDS), (2, SECONDS)])));
    fails(&judge(&ledger.passport(), None), Aspect::LogInclusion, Code::BadProof);
    let good = kit::log_proof(&ledger.heads[0], &[(1, SECONDS), (2, SECONDS)]);
    for (from, to, code) in [
        ("index 3", "index 2", Code::BadProof),
        ("log.example/tea\n4\n", "log.example/tea\n5\n", Code::BadProof),
        ("c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v1\nextra AAAA\n", Code::Extra),
    ] {
        ledger.proofs = vec![(0, good.replacen(from, to, 1))];
        fails(&judge(&ledger.passport(), None), Aspect::LogInclusion, code);
    }
    ledger.proofs = vec![(0, good.replace("log.example/tea", "log.example/oil"))];
    open(&judge(&ledger.passport(), None), Aspect::LogInclusion, Code::UnknownLog);
}

#[test]
fn row_18_suites_and_kinds_are_not_the_senders_choice() {
    let ledger = Ledger::tea();
    let other = ledger.passport().replace("\"suite\":\"sha256\"", "\"suite\":\"sm3\"");
    let verdict = judge(&other, None);
    fails(&verdict, Aspect::Signatures, Code::SuiteMismatch);
    // A signature over an entry is none over a head with the same bytes: the context line names the kind.
    let head = Head::parse(&ledger.heads[0]).unwrap();
    let as_entry = keeper().sign(&line::Context::Entry.message(Suite::Sha256, head.signed.json));
    let mut swapped = ledger.clone();
    swapped.heads[0] = line::join(head.signed.json, &as_entry);
    fails(&judge(&swapped.passport(), None), Aspect::Signatures, Code::BadSignature);
}

#[test]
fn row_19_a_hidden_field_that_a_rule_may_need() {
    let mut ledger = tea();
    ledger.disclosures.clear();
    let verdict = judge(&ledger.passport(), None);
    open(&verdict, Aspect::Certification, Code::PossiblyHidden);
    assert!(!judge(&tea().passport(), None).has(Aspect::Certification, Code::PossiblyHidden));

    let hidden = Disclosure::new(&[9; 16], "terroir:dose", "\"2 KGM/HAR\"").unwrap();
    let mut ledger = Ledger::new(LOT);
    let digest = hidden.digest(Suite::Sha256);
    let entry = json!({"_sd": [digest], "act": act(0), "amount": [["1", "KGM"]], "key": keeper().vkey().id().as_str(),
        "kind": "made", "n": 0, "subject": LOT});
    let json = terroir::proof::own::print(&entry.to_string(), |_| terroir::proof::own::Place::Own).unwrap();
    ledger.lines.push(line::join(&json, &keeper().sign(&line::Context::Entry.message(Suite::Sha256, &json))));
    ledger.disclosures.push(hidden.text().into());
    fails(&sealed(ledger), Aspect::Redaction, Code::MustShowHidden);
}

#[test]
fn row_20_salts() {
    let salt = [5; 16];
    let hidden = [("grower", "\"A\""), ("phone", "\"1\"")].map(|(name, value)| Disclosure::new(&salt, name, value).unwrap());
    let mut ledger = Ledger::new(LOT);
    let made = json!({"kind": "made", "act": act(0), "amount": [["1", "KGM"]]});
    ledger.write_hidden(&keeper(), made, &hidden[..1]);
    let event = json!({"kind": "event", "act": act(1), "event": event("storing")});
    ledger.write_hidden(&keeper(), event, &hidden[1..]);
    ledger.disclosures = hidden.iter().map(|one| one.text().to_owned()).collect();
    let verdict = sealed(ledger);
    assert!(verdict.has(Aspect::Redaction, Code::SaltReused));
    passes(&verdict, Aspect::Redaction);
}

#[test]
fn row_21_a_disclosure_moved_to_another_entry() {
    let mut ledger = tested();
    ledger.seal_unchecked(&keeper(), Status::Sealed);
    let stray = Disclosure::new(&[0x11; 16], "grower", "\"Test Person\"").unwrap();
    let with = ledger.passport().replace("@end\n", &format!("@disclosures 1\n{}\n@end\n", stray.text()));
    fails(&judge(&with, None), Aspect::Redaction, Code::StrayDisclosure);

    let mut twice = Ledger::new(LOT);
    let made = json!({"kind": "made", "act": act(0), "amount": [["1", "KGM"]]});
    twice.write_hidden(&keeper(), made.clone(), std::slice::from_ref(&stray));
    twice.write_hidden(&keeper(), made, std::slice::from_ref(&stray));
    fails(&sealed(twice), Aspect::Redaction, Code::DigestRepeated);
}

#[test]
fn row_22_an_alias_that_nobody_may_sign() {
    let ledger = tea();
    let (own, brand) = (LOT, "01/06901234567892/10/S26");
    let json = format!("{{\"key\":\"{}\",\"names\":[\"{brand}\",\"{own}\"],\"time\":\"{}\"}}", keeper().vkey().id(), act(3));
    let signed = line::join(&json, &keeper().sign(&line::Context::Alias.message(Suite::Sha256, &json)));
    let with = |line: &str| ledger.passport().replace("@end\n", &format!("@aliases 1\n{line}\n@end\n"));
    let scanned = format!("https://brand.example/{brand}");
    fails(&judge(&ledger.passport(), Some(&scanned)), Aspect::Identity, Code::OtherLot);
    open(&judge(&with(&json), Some(&scanned)), Aspect::Identity, Code::UnsignedAlias);
    passes(&judge(&with(&signed), Some(&scanned)), Aspect::Identity);
    let by_lab = json.replace(keeper().vkey().id().as_str(), lab().vkey().id().as_str());
    let by_lab = line::join(&by_lab, &lab().sign(&line::Context::Alias.message(Suite::Sha256, &by_lab)));
    open(&judge(&with(&by_lab), Some(&scanned)), Aspect::Identity, Code::UnsignedAlias);
}

#[test]
fn row_23_stale_and_rogue_bundles() {
    let ledger = tea();
    let text = ledger.passport();
    let seen = terroir::passport::Seen { version: Some(4), heads: Vec::new() };
    fails(&judge_with(&text, None, Some(&kit::trusted()), Some(&seen)), Aspect::Freshness, Code::BundleRollback);
    let mut old = kit::bundle_json();
    old["expires"] = json!("2026-04-02T00:00:00Z");
    fails(&judge_with(&text, None, Some(&kit::opened(&old)), None), Aspect::Freshness, Code::BundleExpired);
    // Another root set: the pinned roots and the new ones must both have signed.
    let rogue = kit::key("rogue.example/1", 99);
    let mut taken = kit::bundle_json();
    taken["roots"] = json!({"k": 1, "keys": [rogue.vkey().to_string()]});
    let (json, message) = terroir::proof::trust::prepare(&taken.to_string()).unwrap();
    let sign = |keys: &[&terroir::proof::key::SigningKey]| {
        let signatures = keys.iter().map(|key| (key.vkey().id().to_string(), key.sign(&message))).collect();
        terroir::proof::trust::assemble(&json, &signatures)
    };
    let outcome = |keys: &[&terroir::proof::key::SigningKey]| Trust::open(&sign(keys), &kit::roots()).map(|trust| trust.version);
    assert!(matches!(outcome(&[&rogue]), Err(TrustError::NotSigned { .. })));
    assert!(matches!(outcome(&[&kit::root()]), Err(TrustError::NotSigned { .. })));
    assert_eq!(outcome(&[&kit::root(), &rogue]), Ok(3));
    // An old pin walks forward over several bundles.
    let mut next = taken.clone();
    next["version"] = json!(4);
    let (next_json, next_message) = terroir::proof::trust::prepare(&next.to_string()).unwrap();
    let id = rogue.vkey().id().to_string();
    let next = terroir::proof::trust::assemble(&next_json, &[(id, rogue.sign(&next_message))].into());
    let walk = format!("{}{next}", sign(&[&kit::root(), &rogue]));
    assert_eq!(Trust::open(&walk, &kit::roots()).unwrap().version, 4);
    assert_eq!(Trust::open(&walk, &Quorum::new(1, vec![rogue.vkey().clone()]).unwrap()).unwrap().version, 4);
    assert!(Trust::open(&next, &kit::roots()).is_err());
}

#[test]
fn row_24_cycles_and_sizes() {
    // Two lots that name each other: each input is a lie about a root, and the cycle is seen as such.
    let mut a = Ledger::new(LOT);
    let mut b = Ledger::new(BOX);
    let claim = |parent: &str| json!({"kind": "input", "act": act(0), "amount": [["1", "KGM"]], "count": 1, "line": 0,
        "parent": parent, "root": base64::encode(&[1; 32]), "suite": "sha256"});
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
fn row_25_other_bytes_of_the_same_meaning() {
    let ledger = Ledger::tea();
    let text = ledger.passport();
    let tail = &ledger.lines[0][ledger.lines[0].len() - 3..];
    for (from, to, code) in [
        ("\n", "\r\n", Code::Malformed),
        ("terroir/v1", "\u{feff}terroir/v1", Code::Malformed),
        ("{\"_sd\"", "{ \"_sd\"", Code::Malformed),
        ("\"n\":0,\"subject\"", "\"subject\":\"x\",\"n\":0,\"subject\"", Code::DuplicateMember),
        ("\"count\":3", "\"count\":3.0", Code::Malformed),
        ("\"count\":3", "\"count\":3,\"countx\":1", Code::UnknownMember),
        ("\"kind\":\"output\"", "\"kind\":\"price\"", Code::Reserved),
        (tail, "B==", Code::Malformed),
        ("@lines 3", "@lines 03", Code::Malformed),
        ("@lines 3", "@lines 4", Code::Malformed),
        ("@end\n", "@end\n\n", Code::Malformed),
        ("@end\n", "@attested 1\nx\n@end\n", Code::Reserved),
        ("\"grower\"", "\"grower\"", Code::Malformed),
    ] {
        if from != to {
            fails(&judge(&text.replacen(from, to, 1), None), Aspect::Bytes, code);
        }
    }
    // Number text is hashed: 12.50 and 12.5 are two entries.
    let verdict = judge(&text.replacen("[\"12.50\"", "[\"12.5\"", 1), None);
    fails(&verdict, Aspect::Signatures, Code::BadSignature);
    fails(&verdict, Aspect::Completeness, Code::RootMismatch);
}

#[test]
fn row_26_a_signature_that_was_made_again() {
    // The object hash leaves the signature out, the leaf does not.
    let ledger = Ledger::tea();
    let entry = terroir::proof::entry::Entry::parse(&ledger.lines[0]).unwrap();
    let again = line::join(entry.signed.json, &[0; 64]);
    let other = terroir::proof::entry::Entry::parse(&again).unwrap();
    assert_eq!(entry.hash(Suite::Sha256), other.hash(Suite::Sha256));
    assert_ne!(line::leaf(Suite::Sha256, &ledger.lines[0]), line::leaf(Suite::Sha256, &again));
    let mut swapped = ledger.clone();
    swapped.lines[0] = again;
    let verdict = judge(&swapped.passport(), None);
    passes(&verdict, Aspect::Chains);
    fails(&verdict, Aspect::Completeness, Code::RootMismatch);
}

#[test]
fn row_27_a_copied_label_is_not_seen() {
    let ledger = tea();
    let verdict = judge(&ledger.passport(), Some(&ledger.label()));
    assert_eq!(verdict.outcome, Outcome::Accepted);
    assert!(terroir::passport::write(&verdict).contains("proves the record, not the box"));
}

#[test]
fn row_28_another_ledger_for_a_label() {
    let ledger = tea();
    let mut longer = Ledger::new(LOT);
    longer.tea_lines();
    longer.write(&keeper(), json!({"kind": "event", "act": act(4), "event": event("storing")}));
    longer.seal(&keeper(), Status::Sealed);
    // Printed for more than the passport holds; or for another record.
    fails(&judge(&ledger.passport(), Some(&longer.label())), Aspect::Identity, Code::LabelNotExtended);
    passes(&judge(&longer.passport(), Some(&ledger.label())), Aspect::Identity);
    let label = ledger.label();
    let bent = label.replace("TytAy", "TytBy");
    assert_ne!(bent, label);
    fails(&judge(&ledger.passport(), Some(&bent)), Aspect::Identity, Code::LabelNotExtended);
    fails(&judge(&ledger.passport(), Some(&format!("{label}&tr=AAAA"))), Aspect::Identity, Code::LabelNotExtended);
    fails(&judge(&ledger.passport(), Some(&label.replace("S26?", "S27?"))), Aspect::Identity, Code::OtherLot);
    open(&judge(&ledger.passport(), Some("https://coop.example/")), Aspect::Identity, Code::NoLotInCode);
    let bare = judge(&ledger.passport(), Some(&format!("https://coop.example/{LOT}")));
    passes(&bare, Aspect::Identity);
    assert!(bare.has(Aspect::Identity, Code::LabelUnbound));
}

#[test]
fn row_29_a_log_without_witnesses() {
    let mut ledger = Ledger::tea();
    ledger.proofs = vec![(0, kit::log_proof(&ledger.heads[0], &[(1, SECONDS)]))];
    let verdict = judge(&ledger.passport(), None);
    passes(&verdict, Aspect::LogInclusion);
    open(&verdict, Aspect::Witnesses, Code::QuorumShort);
    open(&verdict, Aspect::Signatures, Code::NoWitnessedTime);
    // The log as its own witness makes no bundle.
    let own = terroir::proof::key::SigningKey::witness_from_seed("log.example/tea", &[8; 32]).unwrap();
    let mut bundle = kit::bundle_json();
    bundle["witnesses"] = json!({"k": 1, "keys": [own.vkey().to_string()]});
    assert!(terroir::proof::trust::prepare(&bundle.to_string()).is_err());
    // A witness from the future.
    ledger.proofs = vec![(0, kit::log_proof(&ledger.heads[0], &[(1, SECONDS * 2), (2, SECONDS * 2)]))];
    fails(&judge(&ledger.passport(), None), Aspect::Witnesses, Code::Future);
}

#[test]
fn row_30_certificates_of_a_label_stand_in_the_signed_head() {
    let ledger = Ledger::tea();
    let other = ledger.passport().replacen("{\"count\":3", &format!("{{\"certs\":[\"{}\"],\"count\":3", base64::encode(&[3; 32])), 1);
    fails(&judge(&other, None), Aspect::Signatures, Code::BadSignature);
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

#[test]
fn a_lot_with_gs1_keys_works_the_same_way() {
    let gs1 = "01/06901234567892/10/S26%2FA";
    let mut ledger = Ledger::new(gs1);
    ledger.write(&keeper(), json!({"kind": "made", "act": act(0), "amount": [["12.50", "KGM"]]}));
    ledger.seal(&keeper(), Status::Sealed);
    ledger.logged(SECONDS);
    let tr = ledger.label().split_once('?').unwrap().1.to_owned();
    for path in ["/01/06901234567892/10/S26%2FA", "/shop/01/06901234567892/22/B/10/S26%2fA/21/12345"] {
        let scanned = format!("https://id.example{path}?linkType=gs1:pip&{tr}&17=261231");
        let verdict = judge(&ledger.passport(), Some(&scanned));
        assert_eq!(verdict.outcome, Outcome::Accepted, "{path}: {:#?}", verdict.reasons);
    }
    // An issuer may issue only names that begin with his own prefix.
    let mut foreign = kit::bundle_json();
    foreign["parties"][1]["gtins"] = json!(["690123457"]);
    fails(&judge_with(&ledger.passport(), None, Some(&kit::opened(&foreign)), None), Aspect::Signatures, Code::NotPermitted);
}

#[test]
fn one_farmer_is_erased_and_every_proof_still_holds() {
    let mut ledger = Ledger::new(LOT);
    let people = [("Li", 1), ("Wang", 2)].map(|(name, salt)| {
        Disclosure::new(&[salt; 16], "grower", &format!("\"{name}\"")).unwrap()
    });
    for person in &people {
        let made = json!({"kind": "made", "act": act(0), "amount": [["6.25", "KGM"]]});
        ledger.write_hidden(&keeper(), made, std::slice::from_ref(person));
    }
    ledger.disclosures = people.iter().map(|person| person.text().to_owned()).collect();
    ledger.seal(&keeper(), Status::Sealed);
    ledger.logged(SECONDS);
    let before = ledger.passport();
    let after = terroir::passport::redact(&before, |shown| shown.value() != "\"Li\"").unwrap();
    assert!(before.contains(people[0].text()) && !after.contains(people[0].text()));
    for (name, text) in [("before", &before), ("after", &after)] {
        let verdict = judge(text, Some(&ledger.label()));
        assert_eq!(verdict.outcome, Outcome::Accepted, "{name}: {:#?}", verdict.reasons);
    }
    assert!(after.contains(people[1].text()), "the other farmer stays");
}

#[test]
fn personal_data_in_clear_is_refused() {
    // At recording, and again by everyone who verifies.
    let draft = |entry: &str| {
        terroir::proof::record::Draft { entry, key: "a+00000000", suite: Suite::Sha256, previous: None, hidden: &[], public: &[] }
            .prepare()
            .map(|_| ())
    };
    let entry = |extra: &str| {
        format!(r#"{{"kind":"event","subject":"{LOT}","act":"{}","event":{{"type":"ObjectEvent","eventTime":"2026-04-05T10:00:00+08:00","eventTimeZoneOffset":"+08:00","action":"OBSERVE","epcList":["https://id.gs1.org/00/106141412345678908"]{extra}}}}}"#, act(0))
    };
    assert!(draft(&entry("")).is_ok(), "{:?}", draft(&entry("")));
    for extra in [
        r#","terroir:grower":"Li""#,
        r#","terroir:remark":"call 13800138000""#,
        r#","terroir:where":"geo:30.1,120.2""#,
        r#","ex:secret":"1""#,
    ] {
        let found = draft(&entry(extra));
        assert!(matches!(found, Err(terroir::proof::record::RecordError::Findings { .. })), "{extra}: {found:?}");
    }
    let mut ledger = Ledger::new(LOT);
    let json = format!(
        r#"{{"act":"{}","amount":[["1","KGM"]],"event":{{"a":[{{"terroir:grower":"Li"}}]}},"key":"{}","kind":"made","n":0,"subject":"{LOT}"}}"#,
        act(0), keeper().vkey().id()
    );
    ledger.lines.push(line::join(&json, &keeper().sign(&line::Context::Entry.message(Suite::Sha256, &json))));
    fails(&sealed(ledger), Aspect::Redaction, Code::PersonalInClear);
}

#[test]
fn keys_are_rotated() {
    let new = kit::key("lab.example/bench-1", 77);
    let json = format!("{{\"from\":\"{}\",\"time\":\"{}\",\"to\":\"{}\"}}", lab().vkey().id(), act(0), new.vkey());
    let message = line::Context::Rotation.message(Suite::Sha256, &json);
    let rotation = |old: &terroir::proof::key::SigningKey| {
        format!("{json} {} {}", base64::encode(&old.sign(&message)), base64::encode(&new.sign(&message)))
    };
    let mut ledger = Ledger::new(LOT);
    ledger.write(&keeper(), json!({"kind": "made", "act": act(0), "amount": [["1", "KGM"]]}));
    let expects = json!([lab().vkey().id().as_str()]);
    ledger.write(&inspector(), json!({"kind": "end", "act": act(1), "end": true, "expects": expects}));
    ledger.write(&new, json!({"kind": "event", "act": act(2), "event": event("inspecting"), "end": true}));
    ledger.seal_unchecked(&keeper(), Status::Sealed);
    ledger.logged(SECONDS);
    let text = ledger.passport();
    let with = |line: &str| text.replace("@end\n", &format!("@rotations 1\n{line}\n@end\n"));
    open(&judge(&text, None), Aspect::Signatures, Code::UnknownKey);
    let good = judge(&with(&rotation(&lab())), Some(&ledger.label()));
    assert_eq!(good.outcome, Outcome::Accepted, "{:#?}", good.reasons);
    fails(&judge(&with(&rotation(&truck())), None), Aspect::Signatures, Code::BadSignature);
    // Who stole a key does not outlive it by rotating.
    let trust = bundle_with("lab.example", "revoked", "2026-04-01T00:00:00Z");
    fails(&judge_with(&with(&rotation(&lab())), None, Some(&trust), None), Aspect::Signatures, Code::KeyNotValid);
    let trust = bundle_with("lab.example", "compromised", "2026-04-01T00:00:00Z");
    fails(&judge_with(&with(&rotation(&lab())), None, Some(&trust), None), Aspect::Signatures, Code::KeyCompromised);
}
