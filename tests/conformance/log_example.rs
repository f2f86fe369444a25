//! The worked example of `docs/FORMATS.md` §18: a log of three entries in each suite, byte by byte.

use std::fmt::Write as _;
use terroir::{
    digest::Suite,
    proof::{
        base64,
        checkpoint::Checkpoint,
        cosignature::{self, Policy},
        key::{Algorithm, SigningKey},
        log::{Keep, Log},
        merkle,
        tlog_proof::{self, TlogProof},
    },
};

const FORMATS: &str = include_str!("../../docs/FORMATS.md");

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The example as it stands on the page, from nothing but the entries and the private keys.
fn example(suite: Suite, algorithm: Algorithm) -> String {
    let key = SigningKey::new(algorithm, "log.example/tea", &[4; 32]).unwrap();
    let mut log = Log::new(suite, "log.example/tea", Keep::Entries).unwrap();
    for entry in ["sown", "sprayed", "picked"] {
        log.append(entry.as_bytes()).unwrap();
    }
    let mut out = format!("suite {suite}, log key {algorithm}\nlog vkey   {}\n", key.vkey());
    let mut checkpoint = log.checkpoint(&[&key]).unwrap();
    let mut witnesses = Vec::new();
    for (seed, time) in [(5, 1_700_000_100), (6, 1_700_000_200)] {
        let witness = SigningKey::witness_from_seed(&format!("w{seed}.example"), &[seed; 32]).unwrap();
        let _ = writeln!(out, "witness    {}", witness.vkey());
        checkpoint = cosignature::cosign(&checkpoint, &witness, time).unwrap();
        witnesses.push(witness.vkey().clone());
    }
    for tile in log.new_since(0) {
        let _ = writeln!(out, "{tile}  {}", hex(&log.read(tile).unwrap()));
    }
    let hashes = log.inclusion_proof(1, 3, &mut |_| None).unwrap();
    let node = log.reading(3, &mut |_| None, |reader| reader.root_of(2)).unwrap();
    let _ = writeln!(out, "node(0,1)  {}", hex(&node));
    let _ = writeln!(out, "root       {}", hex(&log.root()));
    let proof = tlog_proof::print(1, &hashes, &checkpoint);
    let _ = write!(out, "proof of `sprayed`, with the checkpoint as it is served:\n{proof}");

    let parsed = TlogProof::parse_bare(&proof).unwrap();
    let leaf = merkle::leaf_hash(suite, b"sprayed");
    assert_eq!(parsed.verify(suite, &leaf, key.vkey()), Ok(()));
    assert_eq!(terroir::proof::checkpoint::suite(key.vkey()), suite);
    let policy = Policy::new(2, witnesses, &[key.vkey()]).unwrap();
    assert_eq!(policy.witnessed(parsed.checkpoint()).unwrap().time, Some(1_700_000_200));
    assert_eq!(Checkpoint::parse(&checkpoint).unwrap().note().text(), log.body());
    assert_eq!(base64::encode(&log.root()), log.body().lines().nth(2).unwrap());
    out
}

#[test]
fn the_worked_example_of_a_log() {
    let examples = [(Suite::Sha256, Algorithm::Ed25519), (Suite::Sm3, Algorithm::Sm2)];
    let examples = examples.map(|(suite, algorithm)| example(suite, algorithm)).join("\n");
    assert!(FORMATS.contains(&examples), "docs/FORMATS.md §18 is another than\n{examples}");
}
