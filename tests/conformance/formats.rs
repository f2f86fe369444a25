//! The worked example of `docs/FORMATS.md` §13: every value is recomputed here.

use terroir::digest::Suite;
use terroir::proof::{
    base64,
    disclosure::Disclosure,
    entry::{Body, Entry},
    head::{Head, HeadDraft, Status},
    key::SigningKey,
    line::{self, Context},
    merkle,
};

pub(crate) const PASSPORT: &str = include_str!("../frozen/worked-example/passport.txt");

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_worked_example() {
    let suite = Suite::Sha256;
    let keeper = SigningKey::from_seed("coop.example/keeper", &[1; 32]).unwrap();
    let lab = SigningKey::from_seed("lab.example/bench-1", &[2; 32]).unwrap();
    assert_eq!(
        keeper.vkey().to_string(),
        "coop.example/keeper+f1863564+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"
    );
    assert_eq!(
        lab.vkey().to_string(),
        "lab.example/bench-1+e4c51e94+AYE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU"
    );
    assert_eq!(
        (PASSPORT.len(), hex(&suite.hash(&[PASSPORT.as_bytes()]))),
        (1_944, "76ad5cb5531f57031ae5be6265b737700aa507c46a237f1ad9b930317dfa1f33".into())
    );

    let disclosure = Disclosure::new(&[0x11; 16], "grower", "\"Test Person\"").unwrap();
    assert_eq!(disclosure.text(), "WyJFUkVSRVJFUkVSRVJFUkVSRVJFUkVRIiwiZ3Jvd2VyIiwiVGVzdCBQZXJzb24iXQ");
    assert_eq!(disclosure.digest(suite), "feAPqMF_PkUOir0lvJKqlrqShNu8tXRoi3RIn6MiBOc");

    let texts: Vec<&str> = PASSPORT.lines().collect();
    let lines = &texts[5..8];
    assert_eq!(lines.iter().map(|line| line.len()).collect::<Vec<_>>(), [551, 568, 340]);
    let entries: Vec<Entry<'_>> = lines.iter().map(|line| Entry::parse(line).unwrap()).collect();
    let hashes: Vec<String> = entries.iter().map(|entry| base64::encode(&entry.hash(suite))).collect();
    assert_eq!(
        hashes,
        [
            "fSEVLKBH3VuoYwW+7RRzYJ3z6+5W6epa6rDeYIY1WQs=",
            "OkwxdWPxa3ghtXwF2Dh746wiZAChQzKMebo8YPT10jI=",
            "Lpw/Wq+zBht9itiui+VOEq5zcch/Acv0leY4m86ONLE=",
        ]
    );
    assert_eq!(entries[0].digests, [disclosure.digest(suite)]);
    assert!(entries[1].end && !entries[0].end);
    assert_eq!(entries[2].prev.map(|prev| base64::encode(&prev)), Some(hashes[0].clone()));
    assert!(matches!(entries[2].body, Body::Output { child: "t/coop.example/BOX-100/S26-A", .. }));
    for (entry, key) in entries.iter().zip([&keeper, &lab, &keeper]) {
        let message = Context::Entry.message(suite, entry.signed.json);
        assert_eq!(line::join(entry.signed.json, &key.sign(&message)), entry.signed.line);
    }

    let leaves: Vec<_> = lines.iter().map(|text| line::leaf(suite, text)).collect();
    assert_eq!(
        leaves.iter().map(|leaf| hex(leaf)).collect::<Vec<_>>(),
        [
            "3a5b754c14e56fa059be32b93d6c9e9bada8be6bb91587cceb64daeb31205500",
            "695443aae9089832207fc3c6c0030010a112b6e4b05c388bac1beacd9215f7f4",
            "66ad296571e270174cad6bf061a87d141d7b5cb5015152cda3eb2850067fed80",
        ]
    );
    assert_eq!(
        hex(&merkle::node_hash(suite, &leaves[0], &leaves[1])),
        "38801f4af31bfae01104ed299f77065a17c98cbaf377b69830a1ad210bdc604f"
    );
    let root = merkle::root(suite, &leaves);
    assert_eq!(base64::encode(&root), "tPK0DIYtPiu/uMYXJNiyuaCP4K/+8vn4Ro8XBH5zoME=");

    let head = Head::parse(texts[3]).unwrap();
    assert_eq!((head.signed.line.len(), head.count, head.status), (325, 3, Status::Sealed));
    let draft = HeadDraft {
        by: None,
        certs: &[],
        count: 3,
        issuer: "coop.example",
        key: keeper.vkey().id().as_str(),
        lot: "t/coop.example/TEA-01/S26",
        n: 0,
        prev: None,
        root,
        status: Status::Sealed,
        suite,
        time: "2026-04-06T08:05:00+08:00",
    };
    let json = draft.print().unwrap();
    assert_eq!(line::join(&json, &keeper.sign(&Context::Head.message(suite, &json))), texts[3]);
    assert_eq!(base64::encode(&head.hash()), "Gl4Zs3BPyxbNm1dkAf0pol3tkY0FjOLUEkOIolCNWsM=");
    assert_eq!(
        hex(&line::logged_head_leaf(suite, texts[3])),
        "53e442ac39eb9a1db4d4fd4be3fd6d2acfd28925e56fb10a08a369c96c073967"
    );
}

#[test]
fn the_verdict_of_the_worked_example() {
    use terroir::passport::verdict::{Outcome, Status};
    use terroir::proof::code::{Aspect, Code};
    use terroir_tests::kit;

    // The example's bundle permits both keys, names a log and witnesses, and has no snapshot.
    let mut bundle = kit::bundle_json();
    bundle.as_object_mut().unwrap().remove("snapshot");
    let trust = kit::opened(&bundle);
    let label = "https://coop.example/t/coop.example/TEA-01/S26?tr=AAAAA7TytAyGLT4rv7jGFyTYsrk";
    let verdict = kit::judge_with(PASSPORT, Some(label), Some(&trust), None);
    let standing: Vec<(Aspect, Status, Vec<Code>)> = verdict
        .aspects
        .iter()
        .map(|one| (one.aspect, one.status, one.codes.iter().map(|(code, _)| *code).collect()))
        .collect();
    let (pass, open) = (Status::Pass, Status::NotEvaluated);
    assert_eq!(
        standing,
        [
            (Aspect::Bytes, pass, vec![]),
            (Aspect::Signatures, open, vec![Code::NoWitnessedTime]),
            (Aspect::Chains, pass, vec![]),
            (Aspect::Completeness, pass, vec![]),
            (Aspect::Genealogy, pass, vec![]),
            (Aspect::LogInclusion, open, vec![Code::NoProof]),
            (Aspect::Witnesses, open, vec![Code::QuorumShort]),
            (Aspect::NewestHead, open, vec![Code::NoNewestKnown]),
            (Aspect::Recall, open, vec![Code::NoSnapshot]),
            (Aspect::Certification, open, vec![Code::NotBuilt]),
            (Aspect::Freshness, pass, vec![]),
            (Aspect::Redaction, pass, vec![]),
            (Aspect::Identity, pass, vec![]),
        ]
    );
    assert_eq!(verdict.outcome, Outcome::Incomplete);
    assert_eq!(
        verdict.deciding,
        [Aspect::Signatures, Aspect::LogInclusion, Aspect::Witnesses, Aspect::Recall]
    );
}

#[test]
fn the_kit_makes_the_worked_example_accepted() {
    use terroir::passport::verdict::Outcome;
    use terroir_tests::kit::{self, Ledger};

    let mut ledger = Ledger::tea();
    ledger.logged(1_775_440_800);
    let verdict = kit::judge(&ledger.passport(), Some(&ledger.label()));
    assert_eq!(verdict.outcome, Outcome::Accepted, "{verdict:#?}");
}
