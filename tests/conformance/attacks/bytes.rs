//! Attacks on bytes, proofs and labels.

use super::SECONDS;
use super::fails;
use super::open;
use super::passes;
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
use terroir_tests::kit;
use terroir_tests::kit::LOT;
use terroir_tests::kit::Ledger;
use terroir_tests::kit::act;
use terroir_tests::kit::event;
use terroir_tests::kit::judge;
use terroir_tests::kit::judge_with;
use terroir_tests::kit::keeper;

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
        ("@end\n", "@attested 1\nx\n@end\n", Code::Malformed),
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
    assert!(terroir::passport::verdict::CLAIM.0.contains("the record, not the box"));
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
    let bent = format!("{}AAA", &label[..label.len() - 3]);
    assert_ne!(bent, label);
    fails(&judge(&ledger.passport(), Some(&bent)), Aspect::Identity, Code::LabelNotExtended);
    fails(
        &judge(&ledger.passport(), Some(&format!("{label}&tr=AAAA"))),
        Aspect::Identity,
        Code::LabelNotExtended,
    );
    fails(&judge(&ledger.passport(), Some(&label.replace("S26?", "S27?"))), Aspect::Identity, Code::OtherLot);
    open(&judge(&ledger.passport(), Some("https://coop.example/")), Aspect::Identity, Code::NoLotInCode);
    let bare = judge(&ledger.passport(), Some(&format!("https://coop.example/{LOT}")));
    passes(&bare, Aspect::Identity);
    assert!(bare.has(Aspect::Identity, Code::LabelUnbound));
}

#[test]
fn row_30_certificates_of_a_label_stand_in_the_signed_head() {
    let ledger = Ledger::tea();
    let other = ledger.passport().replacen(
        "{\"count\":3",
        &format!("{{\"certs\":[\"{}\"],\"count\":3", base64::encode(&[3; 32])),
        1,
    );
    fails(&judge(&other, None), Aspect::Signatures, Code::BadSignature);
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
    fails(
        &judge_with(&ledger.passport(), None, Some(&kit::opened(&foreign)), None),
        Aspect::Signatures,
        Code::NotPermitted,
    );
}
