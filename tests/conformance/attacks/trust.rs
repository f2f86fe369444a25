//! Attacks on keys, bundles, heads and witnesses.

use super::SECONDS;
use super::bundle_with;
use super::fails;
use super::open;
use super::passes;
use super::seen;
use super::tea;
use serde_json::json;
use terroir::digest::Suite;
use terroir::passport::verdict::Outcome;
use terroir::proof::base64;
use terroir::proof::code::Aspect;
use terroir::proof::code::Code;
use terroir::proof::head::Head;
use terroir::proof::head::Status;
use terroir::proof::line;
use terroir::proof::trust::Quorum;
use terroir::proof::trust::Trust;
use terroir::proof::trust::TrustError;
use terroir_tests::kit;
use terroir_tests::kit::LOT;
use terroir_tests::kit::Ledger;
use terroir_tests::kit::act;
use terroir_tests::kit::event;
use terroir_tests::kit::inspector;
use terroir_tests::kit::judge;
use terroir_tests::kit::judge_with;
use terroir_tests::kit::keeper;
use terroir_tests::kit::lab;
use terroir_tests::kit::truck;

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
    fails(
        &judge_with(&old, None, Some(&kit::trusted()), Some(&known)),
        Aspect::NewestHead,
        Code::OlderThanSeen,
    );
    let verdict = judge(&old, None);
    open(&verdict, Aspect::NewestHead, Code::NoNewestKnown);
    assert_eq!(verdict.outcome, Outcome::Incomplete, "nothing was scanned");
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
fn row_22_an_alias_that_nobody_may_sign() {
    let ledger = tea();
    let (own, brand) = (LOT, "01/06901234567892/10/S26");
    let json = format!(
        "{{\"key\":\"{}\",\"names\":[\"{brand}\",\"{own}\"],\"time\":\"{}\"}}",
        keeper().vkey().id(),
        act(3)
    );
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
    fails(
        &judge_with(&text, None, Some(&kit::trusted()), Some(&seen)),
        Aspect::Freshness,
        Code::BundleRollback,
    );
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
    let outcome = |keys: &[&terroir::proof::key::SigningKey]| {
        Trust::open(&sign(keys), &kit::roots()).map(|trust| trust.version)
    };
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
fn keys_are_rotated() {
    let new = kit::key("lab.example/bench-1", 77);
    let json =
        format!("{{\"from\":\"{}\",\"time\":\"{}\",\"to\":\"{}\"}}", lab().vkey().id(), act(0), new.vkey());
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
    fails(
        &judge_with(&with(&rotation(&lab())), None, Some(&trust), None),
        Aspect::Signatures,
        Code::KeyNotValid,
    );
    let trust = bundle_with("lab.example", "compromised", "2026-04-01T00:00:00Z");
    fails(
        &judge_with(&with(&rotation(&lab())), None, Some(&trust), None),
        Aspect::Signatures,
        Code::KeyCompromised,
    );
}
