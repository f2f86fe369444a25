//! Offline labels (`docs/FORMATS.md` §10 b): their sizes, their one form, and what can be judged from one alone.

use qrcode::{EcLevel, QrCode, Version};
use serde_json::json;
use terroir::base::base45;
use terroir::digest::{Hash, Suite};
use terroir::id::frame::{Frame, FrameError};
use terroir::passport::{
    self, Question, Require, Seen, Verdict, offline,
    verdict::{Outcome, Status as Standing},
    verify_label,
};
use terroir::proof::{
    Moment, checkpoint,
    code::{Aspect, Code},
    cosignature,
    head::{Head, HeadDraft, Status},
    line::{self, Context},
    merkle, note, tlog_proof,
    trust::{KnownHead, Trust},
};
use terroir_tests::kit::{self, LOT, Ledger, keeper, log, witness};

const SECONDS: u64 = 1_775_440_800;
const SUITE: Suite = Suite::Sha256;

/// A head like those of long use: with a predecessor and one certificate.
fn head(lot: &str, issuer: &str, status: Status) -> String {
    let json = HeadDraft {
        by: (status == Status::Superseded).then_some("t/coop.example/TEA-01/S26-B"),
        certs: &[[3; 32]],
        count: 3,
        issuer,
        key: keeper().vkey().id().as_str(),
        lot,
        n: 1,
        prev: Some([2; 32]),
        root: [1; 32],
        status,
        suite: SUITE,
        time: "2026-04-06T08:05:00+08:00",
    }
    .print()
    .unwrap();
    line::join(&json, &keeper().sign(&Context::Head.message(SUITE, &json)))
}

/// Its proof in a log of so many levels of leaves.
fn proof(head: &str, levels: u8, witnesses: u8) -> String {
    let hashes: Vec<Hash> = (0..levels).map(|level| SUITE.hash(&[&[level]])).collect();
    let (index, size) = ((1 << levels) / 3, 1 << levels);
    let leaf = line::logged_head_leaf(SUITE, head);
    let root = merkle::root_from_inclusion(SUITE, &leaf, index, size, &hashes).unwrap();
    let mut signed = note::sign(&checkpoint::body("log.example/tea", size, &root), &[&log()]).unwrap();
    for number in 1..=witnesses {
        signed = cosignature::cosign(&signed, &witness(number), SECONDS + u64::from(number)).unwrap();
    }
    tlog_proof::print(index, &hashes, &signed)
}

fn label(lot: &str, issuer: &str, witnesses: u8) -> String {
    let head = head(lot, issuer, Status::Sealed);
    offline::print(&head, &proof(&head, 20, witnesses), 3).unwrap()
}

fn judge_label(text: &str, trust: Option<&Trust>, seen: Option<&Seen>) -> Verdict {
    verify_label(&Question {
        passport: text.as_bytes(),
        trust,
        scanned: None,
        now: Moment::parse(kit::NOW),
        seen,
        require: &Require::default(),
        limit: 1 << 20,
    })
}

/// The table of sizes in FORMATS: log of 2^20, one certificate digest, head with predecessor.
#[test]
fn sizes_of_labels() {
    let gs1_longest = format!("01/06901234567892/10/{}", "%2F".repeat(20));
    let local_longest = format!("t/{}/{}/{}", "i".repeat(32), "p".repeat(20), "l".repeat(20));
    let cases = [
        ("GS1 lot", "01/06901234567892/10/S26-0417", "coop.example"),
        ("local lot", LOT, "coop.example"),
        ("longest local name", &local_longest, &"i".repeat(32)),
        ("longest GS1 name and issuer", &gs1_longest, &"i".repeat(32)),
    ];
    let formats = include_str!("../../docs/FORMATS.md");
    let mut missing = Vec::new();
    for (name, lot, issuer) in cases {
        let mut row = [String::new(), String::new(), String::new()];
        for (witnesses, bytes_most) in [(0, 1_050), (3, 1_300)] {
            let text = label(lot, issuer, witnesses);
            let bytes = base45::decode(&text[4..]).unwrap().len();
            let code = QrCode::with_error_correction_level(&text, EcLevel::M).unwrap();
            let Version::Normal(version) = code.version() else { unreachable!() };
            let short = lot.len() + issuer.len() <= 100;
            assert!(!short || bytes <= bytes_most, "{name}, {witnesses} witnesses: {bytes} bytes");
            assert!(version <= if witnesses == 0 { 28 } else { 30 }, "{name}: {version}");
            for (cell, value) in
                row.iter_mut().zip([format!("{bytes}"), format!("{}", text.len()), format!("{version}-M")])
            {
                *cell += if witnesses == 0 { "" } else { " / " };
                *cell += &value;
            }
        }
        let [cbor, text, code] = row;
        let row = format!("| {name}, 0 / 3 witnesses | {cbor} B | {text} | {code} |");
        println!("{row}");
        missing.extend((!formats.contains(&row)).then_some(row));
    }
    assert!(missing.is_empty(), "FORMATS has other rows than {missing:#?}");
}

#[test]
fn a_label_is_rebuilt_to_the_signed_and_logged_head() {
    for (lot, issuer) in [(LOT, "coop.example"), ("01/06901234567892/10/S26%2FA", "coop.example")] {
        for status in [Status::Open, Status::Sealed, Status::Recalled, Status::Superseded] {
            let head = head(lot, issuer, status);
            let proof = proof(&head, 20, 3);
            let text = offline::print(&head, &proof, 3).unwrap();
            let frame = offline::parse(&text).unwrap();
            assert_eq!(frame.print().as_deref(), Ok(text.as_str()));
            let rebuilt = offline::rebuild(&frame, &kit::trusted()).unwrap();
            assert_eq!(rebuilt.head, head);
            // The proof is the same text, but for the order of witnesses.
            let again = offline::print(&rebuilt.head, &rebuilt.proof.unwrap(), 3).unwrap();
            assert_eq!(again, text);
        }
    }
}

/// The aspects of a label and their codes.
fn standing(verdict: &Verdict) -> Vec<(&'static str, Standing, Vec<&'static str>)> {
    let codes =
        |one: &passport::verdict::Judgement| one.codes.iter().map(|(code, _)| code.as_str()).collect();
    verdict.aspects.iter().map(|one| (one.aspect.name(), one.status, codes(one))).collect()
}

#[test]
fn what_a_label_alone_can_show() {
    let (pass, open) = (Standing::Pass, Standing::NotEvaluated);
    let verdict = judge_label(&label(LOT, "coop.example", 3), Some(&kit::trusted()), None);
    assert_eq!(
        standing(&verdict),
        [
            ("bytes", pass, vec![]),
            ("signatures", pass, vec![]),
            ("chains", open, vec!["no-lines"]),
            ("completeness", open, vec!["no-lines"]),
            ("genealogy", open, vec!["no-lines"]),
            ("log-inclusion", pass, vec![]),
            ("witnesses", pass, vec![]),
            ("newest-head", open, vec!["no-newest-known"]),
            ("recall", open, vec!["no-lines"]),
            ("certification", open, vec!["no-lines"]),
            ("freshness", pass, vec![]),
            ("redaction", open, vec!["no-lines"]),
            ("identity", pass, vec![]),
        ]
    );
    assert_eq!(verdict.outcome, Outcome::Incomplete, "the default policy asks for entries");
    assert_eq!((verdict.lot.as_str(), verdict.count, verdict.head, verdict.state), (LOT, 3, 1, "sealed"));

    let without = judge_label(&label(LOT, "coop.example", 0), Some(&kit::trusted()), None);
    assert!(without.has(Aspect::Witnesses, Code::QuorumShort));
    assert!(without.has(Aspect::Signatures, Code::NoWitnessedTime));
    let nobody = judge_label(&label(LOT, "coop.example", 3), None, None);
    assert!(nobody.has(Aspect::Signatures, Code::NoBundle) && nobody.outcome == Outcome::Incomplete);
    for aspect in &nobody.aspects {
        assert!(aspect.codes.iter().all(|(_, times)| *times == 1), "{aspect:?}");
    }
}

#[test]
fn another_code_on_the_goods_names_the_same_lot() {
    let trust = kit::trusted();
    let text = label(LOT, "coop.example", 3);
    let judged = |scanned: &str| {
        verify_label(&Question {
            passport: text.as_bytes(),
            trust: Some(&trust),
            scanned: Some(scanned),
            now: Moment::parse(kit::NOW),
            seen: None,
            require: &Require::default(),
            limit: 1 << 20,
        })
    };
    let other = "t/coop.example/TEA-01/S27";
    for scanned in
        [other.to_owned(), format!("https://coop.example/{other}"), label(other, "coop.example", 0)]
    {
        let verdict = judged(&scanned);
        assert!(verdict.has(Aspect::Identity, Code::OtherLot), "{scanned}");
        assert_eq!(verdict.outcome, Outcome::Refused, "{scanned}");
    }
    for scanned in [LOT.to_owned(), format!("https://coop.example/{LOT}"), label(LOT, "coop.example", 0)] {
        assert_eq!(judged(&scanned).status(Aspect::Identity), Standing::Pass, "{scanned}");
    }
}

#[test]
fn what_is_known_of_a_lot_counts_for_its_label() {
    let text = label(LOT, "coop.example", 3);
    let frame = offline::parse(&text).unwrap();
    let trust = kit::trusted();
    let rebuilt = offline::rebuild(&frame, &trust).unwrap();
    let hash = Head::parse(&rebuilt.head).unwrap().hash();
    for (n, hash, code) in [
        (1, hash, None),
        (1, [9; 32], Some(Code::Equivocation)),
        (0, [9; 32], Some(Code::Equivocation)),
        (0, [2; 32], Some(Code::NoNewestKnown)),
        (2, [9; 32], Some(Code::OlderThanSeen)),
    ] {
        let heads = vec![KnownHead { hash, lot: LOT.into(), n }];
        let verdict = judge_label(&text, Some(&trust), Some(&Seen { version: None, heads }));
        match code {
            None => assert_eq!(verdict.status(Aspect::NewestHead), Standing::Pass),
            Some(code) => assert!(verdict.has(Aspect::NewestHead, code), "{n}: {code:?}"),
        }
    }
    let mut listed = kit::bundle_json();
    listed["snapshot"]["recalled"] = json!([LOT]);
    let verdict = judge_label(&text, Some(&kit::opened(&listed)), None);
    assert!(verdict.has(Aspect::Recall, Code::Recalled) && verdict.outcome == Outcome::Refused);
    for (status, aspect, code) in [
        (Status::Recalled, Aspect::Recall, Code::Recalled),
        (Status::Superseded, Aspect::Identity, Code::SupersededBy),
    ] {
        let head = head(LOT, "coop.example", status);
        let text = offline::print(&head, &proof(&head, 20, 3), 3).unwrap();
        let verdict = judge_label(&text, Some(&trust), None);
        assert!(verdict.has(aspect, code) && verdict.outcome == Outcome::Refused);
    }
}

/// Changes one field of a label and judges it.
fn changed(change: impl FnOnce(&mut Frame)) -> Verdict {
    let mut frame = offline::parse(&label(LOT, "coop.example", 3)).unwrap();
    change(&mut frame);
    judge_label(&frame.print().unwrap(), Some(&kit::trusted()), None)
}

#[test]
fn each_field_of_a_label_is_covered() {
    type Change = fn(&mut Frame);
    let (signatures, log, seen) = (Aspect::Signatures, Aspect::LogInclusion, Aspect::Witnesses);
    let cases: &[(Change, Aspect, Code)] = &[
        (|frame| frame.lot = "t/coop.example/TEA-01/S27".into(), signatures, Code::BadSignature),
        (|frame| frame.n = 2, signatures, Code::BadSignature),
        (|frame| frame.prev = Some([9; 32]), signatures, Code::BadSignature),
        (|frame| frame.count = 4, signatures, Code::BadSignature),
        (|frame| frame.root = [9; 32], signatures, Code::BadSignature),
        (|frame| frame.status = 0, signatures, Code::BadSignature),
        (|frame| frame.time = "2026-04-06T08:05:01+08:00".into(), signatures, Code::BadSignature),
        (|frame| frame.signature[5] ^= 1, signatures, Code::BadSignature),
        (|frame| frame.certs = vec![[4; 32]], signatures, Code::BadSignature),
        (|frame| frame.certs.clear(), signatures, Code::BadSignature),
        // Whatever changes the head line changes its leaf in the log, too.
        (|frame| frame.signature[5] ^= 1, log, Code::BadCheckpoint),
        (|frame| frame.logged.index += 1, log, Code::BadCheckpoint),
        (|frame| frame.logged.size += 1, log, Code::BadProof),
        (|frame| frame.logged.hashes[7][0] ^= 1, log, Code::BadCheckpoint),
        (|frame| frame.logged.hashes.push([0; 32]), log, Code::BadProof),
        (|frame| frame.logged.hashes.truncate(19), log, Code::BadProof),
        (|frame| frame.logged.signature[0] ^= 1, log, Code::BadCheckpoint),
        (|frame| frame.witnesses[1].signature[0] ^= 1, seen, Code::BadCosignature),
        (|frame| frame.witnesses[1].seconds += 1, seen, Code::BadCosignature),
        (|frame| frame.by = Some("t/a/b/c".into()), signatures, Code::BadSignature),
    ];
    for (at, (change, aspect, code)) in cases.iter().enumerate() {
        let verdict = changed(|frame| {
            change(frame);
            frame.status = if frame.by.is_some() { 3 } else { frame.status };
        });
        assert!(verdict.has(*aspect, *code), "case {at}: {:#?}", verdict.reasons);
        assert_eq!(verdict.outcome, Outcome::Refused, "case {at}");
    }
    for (change, aspect, code) in [
        ((|frame| frame.key[0] ^= 1) as Change, signatures, Code::UnknownKey),
        (|frame| frame.logged.key[0] ^= 1, log, Code::UnknownLog),
        (|frame| frame.witnesses.truncate(1), seen, Code::QuorumShort),
        (|frame| frame.witnesses[1].key[3] ^= 1, seen, Code::QuorumShort),
    ] {
        let verdict = changed(|frame| {
            change(frame);
            frame.witnesses.truncate(2);
            frame.witnesses.sort_by_key(|one| one.key);
        });
        assert!(verdict.has(aspect, code), "{code:?}: {:#?}", verdict.reasons);
        assert_eq!(verdict.outcome, Outcome::Incomplete, "{code:?}");
    }
}

#[test]
fn row_30_another_certificate_in_a_label() {
    let verdict = changed(|frame| frame.certs.push([9; 32]));
    assert!(verdict.has(Aspect::Signatures, Code::BadSignature) && verdict.outcome == Outcome::Refused);
}

#[test]
fn a_label_has_one_form() {
    let text = label(LOT, "coop.example", 3);
    let cbor = base45::decode(&text[4..]).unwrap();
    let print = |bytes: &[u8]| format!("TR1:{}", base45::encode(bytes));
    let mut twice = cbor.clone();
    twice[0] += 1;
    twice.extend([14, 0x61, b'a']);
    let mut longer = cbor.clone();
    longer.splice(1..2, [0x18, 1]);
    let mut indefinite = cbor.clone();
    indefinite[0] = 0xBF;
    indefinite.push(0xFF);
    let mut tail = cbor.clone();
    tail.push(0);
    for (bytes, what) in
        [(twice, "stray `by`"), (longer, "long key"), (indefinite, "indefinite map"), (tail, "tail")]
    {
        assert_eq!(offline::parse(&print(&bytes)), Err(FrameError::Malformed), "{what}");
    }
    for (wrong, error) in [
        (text.to_lowercase(), FrameError::Heading),
        (format!("{text} "), FrameError::Base45),
        (format!(" {text}"), FrameError::Heading),
        (format!("{text}\n"), FrameError::Base45),
        (format!("\u{feff}{text}"), FrameError::Heading),
        (text[..text.len() - 1].into(), FrameError::Base45),
        (text[..text.len() - 3].into(), FrameError::Malformed),
        (format!("TR1:{}", "0".repeat(1_953)), FrameError::Limit),
        ("TR1:".into(), FrameError::Malformed),
    ] {
        assert_eq!(offline::parse(&wrong), Err(error), "{wrong}");
        let verdict = judge_label(&wrong, Some(&kit::trusted()), None);
        let code = if error == FrameError::Limit { Code::Limit } else { Code::Malformed };
        assert!(verdict.has(Aspect::Bytes, code) && verdict.outcome == Outcome::Refused, "{wrong}");
    }
}

#[test]
fn a_label_is_made_only_of_what_belongs_together() {
    let head = head(LOT, "coop.example", Status::Sealed);
    let other = head.replace("sealed", "opened");
    assert!(offline::print(&head, &proof(&other, 4, 1), 3).is_err(), "a proof of another head");
    let unsigned = Head::parse(&head).unwrap().signed.json.to_owned();
    assert!(offline::print(&unsigned, &proof(&head, 4, 1), 3).is_err());
    assert!(offline::print(&head, "", 3).is_err());
    let few = offline::parse(&offline::print(&head, &proof(&head, 4, 3), 1).unwrap()).unwrap();
    assert_eq!(
        few.witnesses.iter().map(|one| one.seconds).collect::<Vec<_>>(),
        [SECONDS + 1],
        "the earliest"
    );
}

#[test]
fn two_keys_with_one_id_rebuild_no_head() {
    // A head by somebody who may not keep the lot has no keeper either.
    let mut bundle = kit::bundle_json();
    for key in bundle["keys"].as_array_mut().unwrap() {
        let may = key["may"].as_array_mut().unwrap();
        may.retain(|one| one[0] != "keep");
    }
    let verdict = judge_label(&label(LOT, "coop.example", 3), Some(&kit::opened(&bundle)), None);
    assert!(verdict.has(Aspect::Signatures, Code::UnknownKey));
    assert_eq!(verdict.outcome, Outcome::Incomplete);
    assert!(verdict.aspects.iter().all(|one| one.status != Standing::Fail));
}

#[test]
fn an_offline_label_beside_the_passport() {
    let call = |name: &str, request: &serde_json::Value| -> serde_json::Value {
        serde_json::from_str(&terroir::api::call(name, &request.to_string())).unwrap()
    };
    let mut tea = Ledger::tea();
    tea.logged(SECONDS);
    let label = offline::print(&tea.heads[0], &tea.proofs[0].1, 3).unwrap();
    let asked = |passport: &str, label: &str| {
        call(
            "verify_passport",
            &json!({"passport": passport, "scanned": label, "now": kit::NOW,
                "bundle": kit::signed_bundle(&kit::bundle_json()),
                "roots": {"k": 1, "keys": [kit::root().vkey().to_string()]}}),
        )
    };
    let answer = asked(&tea.passport(), &label);
    assert_eq!(answer["ok"]["outcome"], "accepted", "{answer:#}");
    // A signed head was seen, so this is known to be the newest.
    let newest =
        answer["ok"]["aspects"].as_array().unwrap().iter().find(|one| one["aspect"] == "newest-head");
    assert_eq!(newest.unwrap()["status"], "pass");

    let mut two = Ledger::new(LOT);
    two.write(&keeper(), json!({"kind": "made", "act": kit::act(0), "amount": [["99", "KGM"]]}));
    two.seal(&keeper(), Status::Sealed);
    two.logged(SECONDS);
    let answer = asked(&two.passport(), &label);
    assert_eq!(answer["ok"]["outcome"], "refused");
    let text = answer.to_string();
    assert!(text.contains("equivocation") && text.contains("label-not-extended"), "{answer:#}");
    // A label that no keeper signed says no more than its root.
    let mut frame = offline::parse(&label).unwrap();
    frame.signature[0] ^= 1;
    frame.root[0] ^= 1;
    let text = asked(&two.passport(), &frame.print().unwrap()).to_string();
    assert!(text.contains("label-not-extended") && !text.contains("equivocation"));
}
