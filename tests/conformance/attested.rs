//! What others attest of a lot, and what a bundle says of them (`docs/FORMATS.md` §8, §9).

use serde_json::{Value, json};
use terroir::digest::Suite;
use terroir::passport::{self, Question, Require, Verdict, verdict::Status as Standing};
use terroir::proof::{
    Moment, base64,
    code::{Aspect, Code},
    head::{Head, Status},
    key::SigningKey,
    line::Context,
    trust::Trust,
};
use terroir_tests::kit::{self, LOT, Ledger, inspector, keeper, lab};

const SECONDS: u64 = 1_775_440_800;
const SCHEME: &str = "cn-green-food";

fn tea() -> Ledger {
    let mut tea = Ledger::tea();
    tea.logged(SECONDS);
    tea
}

/// A bundle in which the inspector and the keeper may attest, and whatever is changed besides.
pub(super) fn bundle(change: impl FnOnce(&mut Value)) -> Trust {
    let mut bundle = kit::bundle_json();
    for key in bundle["keys"].as_array_mut().unwrap() {
        if key["party"] == "office.example" || key["party"] == "coop.example" {
            key["may"].as_array_mut().unwrap().push(json!(["attest", "t/"]));
        }
    }
    let mut keys = [inspector(), keeper()].map(|key| key.vkey().id().to_string());
    keys.sort();
    bundle["schemes"] = json!([{"keys": keys, "scheme": SCHEME}]);
    change(&mut bundle);
    kit::opened(&bundle)
}

pub(super) fn statement(ledger: &Ledger, key: &SigningKey) -> Value {
    let head = Head::parse(ledger.heads.last().unwrap()).unwrap();
    json!({"count": head.count, "key": key.vkey().id().as_str(), "lot": ledger.lot, "outcome": "pass",
        "root": base64::encode(&head.root), "scheme": SCHEME, "time": "2026-04-06T10:00:00Z", "until": "2026-12-01T00:00:00Z"})
}

fn signed(key: &SigningKey, statement: &Value) -> String {
    kit::signed_statement(key, Context::Verdict, statement)
}

fn with(ledger: &Ledger, section: &str, line: &str) -> String {
    ledger.passport().replace("@end\n", &format!("@{section} 1\n{line}\n@end\n"))
}

fn judge(passport: &str, trust: &Trust, require: &str) -> Verdict {
    passport::verify(&Question {
        passport: passport.as_bytes(),
        trust: Some(trust),
        scanned: None,
        now: Moment::parse(kit::NOW),
        seen: None,
        require: &Require::parse(require).unwrap(),
        limit: 1 << 20,
    })
}

fn certified(passport: &str, trust: &Trust) -> Verdict {
    judge(passport, trust, "{}")
}

#[test]
fn a_verdict_is_attested_by_a_pinned_key() {
    let tea = tea();
    let text = with(&tea, "attested", &signed(&inspector(), &statement(&tea, &inspector())));
    let verdict = certified(&text, &bundle(|_| {}));
    assert_eq!(verdict.status(Aspect::Certification), Standing::Pass, "{:#?}", verdict.reasons);
    assert!(verdict.has(Aspect::Certification, Code::Attested));
    assert!(!verdict.has(Aspect::Certification, Code::Recomputed), "attested is not recomputed");
    let aspect = verdict.aspect(Aspect::Certification).unwrap();
    assert_eq!(aspect.keys, [inspector().vkey().id().as_str()]);
    assert_eq!(aspect.times, [("attested", "2026-04-06T10:00:00Z".to_owned())]);
}

#[test]
fn what_is_wrong_with_an_attested_verdict() {
    type Change = fn(&mut Value);
    let tea = tea();
    let cases: &[(Change, Code)] = &[
        (|one| one["outcome"] = json!("fail"), Code::RuleFailed),
        (|one| one["outcome"] = json!("unknown"), Code::Unknown),
        (|one| one["lot"] = json!("t/coop.example/TEA-01/S27"), Code::CertificateInvalid),
        (|one| one["root"] = json!(base64::encode(&[9; 32])), Code::CertificateInvalid),
        (|one| one["count"] = json!(2), Code::CertificateInvalid),
        (|one| one["count"] = json!(4), Code::CertificateInvalid),
        (|one| one["until"] = json!("2026-04-08T00:00:00Z"), Code::CertificateInvalid),
        (|one| one["scheme"] = json!("other"), Code::RulebookNotPinned),
        (|one| one["time"] = json!("2025-12-31T00:00:00Z"), Code::CertificateInvalid),
    ];
    for (at, (change, code)) in cases.iter().enumerate() {
        let mut one = statement(&tea, &inspector());
        change(&mut one);
        let verdict = certified(&with(&tea, "attested", &signed(&inspector(), &one)), &bundle(|_| {}));
        assert!(verdict.has(Aspect::Certification, *code), "case {at}: {:#?}", verdict.reasons);
        assert_ne!(verdict.status(Aspect::Certification), Standing::Pass, "case {at}");
    }
    let good = signed(&inspector(), &statement(&tea, &inspector()));
    let by_lab = signed(&lab(), &statement(&tea, &lab()));
    let forged = signed(&lab(), &statement(&tea, &inspector()));
    let unsigned = good.rsplit_once(' ').unwrap().0.to_owned();
    let stranger = kit::key("who.example/1", 77);
    let unknown = signed(&stranger, &statement(&tea, &stranger));
    for (line, code) in [
        (&by_lab, Code::RulebookNotPinned),
        (&forged, Code::CertificateInvalid),
        (&unsigned, Code::CertificateInvalid),
        (&unknown, Code::UnknownKey),
    ] {
        let verdict = certified(&with(&tea, "attested", line), &bundle(|_| {}));
        assert!(verdict.has(Aspect::Certification, code), "{code:?}: {:#?}", verdict.reasons);
    }
}

#[test]
fn entries_after_a_verdict_are_not_covered_by_it() {
    let mut tea = tea();
    let line = signed(&inspector(), &statement(&tea, &inspector()));
    tea.write(&keeper(), json!({"kind": "event", "act": kit::act(4), "event": kit::event("storing")}));
    tea.seal(&keeper(), Status::Sealed);
    tea.logged(SECONDS);
    let verdict = certified(&with(&tea, "attested", &line), &bundle(|_| {}));
    assert!(verdict.has(Aspect::Certification, Code::AttestedEarlier), "{:#?}", verdict.reasons);
    assert_eq!(verdict.status(Aspect::Certification), Standing::NotEvaluated);
}

#[test]
fn revoked_verdicts_and_keys() {
    let tea = tea();
    let line = signed(&inspector(), &statement(&tea, &inspector()));
    let text = with(&tea, "attested", &line);
    let hash = base64::encode(&Suite::Sha256.hash(&[line.as_bytes()]));
    let verdict = certified(&text, &bundle(|bundle| bundle["snapshot"]["revoked"] = json!([hash])));
    assert!(verdict.has(Aspect::Certification, Code::CertificateRevoked), "{:#?}", verdict.reasons);
    for member in ["revoked", "compromised"] {
        let trust = bundle(|bundle| {
            for key in bundle["keys"].as_array_mut().unwrap() {
                if key["party"] == "office.example" {
                    key[member] = json!("2026-05-01T00:00:00Z");
                }
            }
        });
        // Its own time is only a claim: nobody knows that it was said before.
        let verdict = certified(&text, &trust);
        assert!(verdict.has(Aspect::Certification, Code::CertificateInvalid), "{member}");
    }
}

#[test]
fn a_verdict_that_a_logged_head_names_outlives_its_key() {
    use terroir::proof::{keyring::Keyring, seal::Seal};
    let mut tea = Ledger::new(LOT);
    tea.tea_lines();
    tea.seal(&keeper(), Status::Open);
    let line = signed(&inspector(), &statement(&tea, &inspector()));
    let trust = kit::trusted();
    let keys = Keyring::new(Some(&trust));
    let (lines, heads) = (tea.lines.clone(), tea.heads.clone());
    let (lines, heads): (Vec<&str>, Vec<&str>) =
        (lines.iter().map(String::as_str).collect(), heads.iter().map(String::as_str).collect());
    let certs = [Suite::Sha256.hash(&[line.as_bytes()])];
    let keeper = keeper();
    let seal = Seal {
        lot: LOT,
        issuer: "coop.example",
        key: keeper.vkey().id().as_str(),
        suite: Suite::Sha256,
        status: Status::Sealed,
        by: None,
        certs: &certs,
        time: "2026-04-06T18:05:00+08:00",
        lines: &lines,
        heads: &heads,
    };
    let head = seal.prepare(&keys).unwrap().sign(&keeper);
    tea.heads.push(head);
    tea.logged(SECONDS + 40_000);
    let trust = bundle(|bundle| {
        for key in bundle["keys"].as_array_mut().unwrap() {
            if key["party"] == "office.example" {
                key["revoked"] = json!("2026-05-01T00:00:00Z");
            }
        }
    });
    let verdict = certified(&with(&tea, "attested", &line), &trust);
    assert_eq!(verdict.status(Aspect::Certification), Standing::Pass, "{:#?}", verdict.reasons);
}

#[test]
fn grades_of_attested_verdicts() {
    let tea = tea();
    let by = |key: &SigningKey| with(&tea, "attested", &signed(key, &statement(&tea, key)));
    let accredited = |until: &str| {
        let until = until.to_owned();
        bundle(move |bundle| {
            bundle["accreditations"] = json!([{"by": "CNAS", "from": "2026-01-01T00:00:00Z", "party": "office.example",
                "scheme": SCHEME, "until": until}]);
        })
    };
    for (text, trust, grade, shown) in [
        (by(&keeper()), bundle(|_| {}), "confirmed", false),
        (by(&keeper()), bundle(|_| {}), "self-declared", true),
        (by(&inspector()), bundle(|_| {}), "confirmed", true),
        (by(&inspector()), bundle(|_| {}), "accredited", false),
        (by(&inspector()), accredited("2027-01-01T00:00:00Z"), "accredited", true),
        (by(&inspector()), accredited("2026-04-01T00:00:00Z"), "accredited", false),
    ] {
        let verdict = judge(&text, &trust, &format!("{{\"grade\":\"{grade}\"}}"));
        assert_eq!(!verdict.has(Aspect::Certification, Code::GradeNotShown), shown, "{grade}");
    }
}

#[test]
fn status_lists_are_pinned_by_the_snapshot() {
    let tea = tea();
    let list = "{\"type\":\"BitstringStatusListCredential\"}";
    let text = with(&tea, "lists", list);
    assert!(certified(&text, &bundle(|_| {})).has(Aspect::Certification, Code::ListNotPinned));
    let hash = base64::encode(&Suite::Sha256.hash(&[list.as_bytes()]));
    let trust = bundle(|bundle| {
        bundle["snapshot"]["lists"] = json!([{"hash": hash, "uri": "https://office.example/status/1"}]);
    });
    assert!(!certified(&text, &trust).has(Aspect::Certification, Code::ListNotPinned));
}

#[test]
fn a_snapshot_or_bundle_of_tomorrow_is_seen() {
    let tea = tea().passport();
    let mut bundle = kit::bundle_json();
    bundle["snapshot"]["at"] = json!("2026-04-11T00:00:00Z");
    let verdict = kit::judge_with(&tea, None, Some(&kit::opened(&bundle)), None);
    assert!(verdict.has(Aspect::Freshness, Code::NotYet), "{:#?}", verdict.reasons);
    bundle["snapshot"]["at"] = json!("2026-04-01T00:00:00Z");
    let verdict = kit::judge_with(&tea, None, Some(&kit::opened(&bundle)), None);
    assert!(verdict.has(Aspect::Recall, Code::SnapshotStale));
    bundle["issued"] = json!("2026-04-11T00:00:00Z");
    let verdict = kit::judge_with(&tea, None, Some(&kit::opened(&bundle)), None);
    assert!(verdict.has(Aspect::Freshness, Code::NotYet));
}

#[test]
fn a_key_beyond_its_role_is_told() {
    let mut bundle = kit::bundle_json();
    let check = |bundle: &Value| -> Value {
        let request = json!({"bundle": kit::signed_bundle(bundle),
            "roots": {"k": 1, "keys": [kit::root().vkey().to_string()]}});
        serde_json::from_str(&terroir::api::call("check_trust", &request.to_string())).unwrap()
    };
    assert_eq!(check(&bundle)["ok"]["findings"], json!([]));
    for party in bundle["parties"].as_array_mut().unwrap() {
        if party["id"] == "lab.example" || party["id"] == "coop.example" {
            party["roles"] = json!(["laboratory"]);
        }
    }
    let answer = check(&bundle);
    let found: Vec<&str> = answer["ok"]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["found"].as_str().unwrap())
        .collect();
    assert!(found.contains(&keeper().vkey().id().as_str()), "{answer:#}");
    // The laboratory writes receipts and spans in the kit, which no laboratory does.
    assert!(found.contains(&lab().vkey().id().as_str()));
}

/// The roots that verdicts name are all computed in one pass over the record: many verdicts are each judged.
#[test]
fn many_verdicts_on_a_long_record() {
    let stranger = kit::key("who.example/1", 77);
    let mut long = Ledger::new(LOT);
    for _ in 0..600 {
        long.write(&stranger, json!({"kind": "event", "act": kit::act(1), "event": kit::event("storing")}));
    }
    long.seal(&keeper(), Status::Open);
    let mut one = statement(&long, &inspector());
    one["root"] = json!(base64::encode(&[9; 32]));
    let lines = format!("{}\n", signed(&inspector(), &one)).repeat(500);
    let text = long.passport().replace("@end\n", &format!("@attested 500\n{lines}@end\n"));
    let verdict = certified(&text, &bundle(|_| {}));
    assert!(verdict.has(Aspect::Certification, Code::CertificateInvalid));
    assert_eq!(verdict.status(Aspect::Bytes), Standing::Pass, "{:#?}", verdict.reasons);
}
