//! Attacks on what is hidden, and on what should be.

use super::SECONDS;
use super::fails;
use super::open;
use super::passes;
use super::sealed;
use super::tea;
use super::tested;
use serde_json::json;
use terroir::digest::Suite;
use terroir::passport::verdict::Outcome;
use terroir::proof::code::Aspect;
use terroir::proof::code::Code;
use terroir::proof::disclosure::Disclosure;
use terroir::proof::head::Status;
use terroir::proof::line;
use terroir_tests::kit::LOT;
use terroir_tests::kit::Ledger;
use terroir_tests::kit::act;
use terroir_tests::kit::event;
use terroir_tests::kit::judge;
use terroir_tests::kit::keeper;

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
    let hidden = [("grower", "\"A\""), ("phone", "\"1\"")]
        .map(|(name, value)| Disclosure::new(&salt, name, value).unwrap());
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
fn one_farmer_is_erased_and_every_proof_still_holds() {
    let mut ledger = Ledger::new(LOT);
    let people = [("Li", 1), ("Wang", 2)]
        .map(|(name, salt)| Disclosure::new(&[salt; 16], "grower", &format!("\"{name}\"")).unwrap());
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
        terroir::proof::record::Draft {
            entry,
            key: "a+00000000",
            suite: Suite::Sha256,
            previous: None,
            hidden: &[],
            public: &[],
        }
        .prepare()
        .map(|_| ())
    };
    let entry = |extra: &str| {
        format!(
            r#"{{"kind":"event","subject":"{LOT}","act":"{}","event":{{"type":"ObjectEvent","eventTime":"2026-04-05T10:00:00+08:00","eventTimeZoneOffset":"+08:00","action":"OBSERVE","epcList":["https://id.gs1.org/00/106141412345678908"]{extra}}}}}"#,
            act(0)
        )
    };
    assert!(draft(&entry("")).is_ok(), "{:?}", draft(&entry("")));
    for extra in [
        r#","terroir:grower":"Li""#,
        r#","terroir:remark":"call 13800138000""#,
        r#","terroir:where":"geo:30.1,120.2""#,
        r#","ex:secret":"1""#,
    ] {
        let found = draft(&entry(extra));
        assert!(
            matches!(found, Err(terroir::proof::record::RecordError::Findings { .. })),
            "{extra}: {found:?}"
        );
    }
    let mut ledger = Ledger::new(LOT);
    let json = format!(
        r#"{{"act":"{}","amount":[["1","KGM"]],"event":{{"a":[{{"terroir:grower":"Li"}}]}},"key":"{}","kind":"made","n":0,"subject":"{LOT}"}}"#,
        act(0),
        keeper().vkey().id()
    );
    ledger.lines.push(line::join(&json, &keeper().sign(&line::Context::Entry.message(Suite::Sha256, &json))));
    fails(&sealed(ledger), Aspect::Redaction, Code::PersonalInClear);
}
