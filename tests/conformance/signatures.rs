//! Signatures against the published vectors: every file and every case of each set.

use p256::ecdsa::Signature as DerReader;
use serde_json::Value;
use std::{fs, path::Path};
use terroir::{
    digest::Suite,
    passport::verdict::{Outcome, Status},
    proof::{
        base64,
        code::Aspect,
        entry::Entry,
        key::{Algorithm, PublicKey, SM2_ID, SignatureBytes, SigningKey},
        line::{self, Context},
    },
};
use terroir_tests::{Tally, signed_lot::SignedLot, vectors};

const ALGORITHMS: [Algorithm; 3] = [Algorithm::Ed25519, Algorithm::P256, Algorithm::Sm2];

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// What is written as an even number of hex digits, if it is that.
fn bytes(value: &Value) -> Option<Vec<u8>> {
    value.as_str().filter(|text| text.len().is_multiple_of(2)).map(unhex)
}

/// All `.json` files of a set, by name.
fn files(set: &Path) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(set).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "json") {
            let value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            found.push((path.file_name().unwrap().to_string_lossy().into_owned(), value));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn verdict(accepted: bool, wanted: bool) -> Result<(), String> {
    if accepted == wanted { Ok(()) } else { Err(format!("accepted: {accepted}, wanted: {wanted}")) }
}

/// Strict verification, a key that does not load included.
fn ed25519(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let Ok(key) = PublicKey::new(Algorithm::Ed25519, key) else { return false };
    accepts(&key, message, signature)
}

fn accepts(key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
    <&SignatureBytes>::try_from(signature).is_ok_and(|signature| key.verify(message, signature).is_ok())
}

#[test]
fn wycheproof() {
    let Some(set) = vectors("proofs/wycheproof") else { return };
    let mut tally = Tally::new("proofs/wycheproof");
    for (name, file) in files(&set) {
        let judge = match text(&file["schema"]) {
            "eddsa_verify_schema_v1.json" => wycheproof_ed25519,
            "ecdsa_p1363_verify_schema_v1.json" => wycheproof_p1363,
            "ecdsa_verify_schema_v1.json" => wycheproof_der,
            other => panic!("{name}: a schema that is not read: {other}"),
        };
        for group in file["testGroups"].as_array().unwrap() {
            for case in group["tests"].as_array().unwrap() {
                let wanted = case["result"] == "valid";
                let (message, signature) = (unhex(text(&case["msg"])), unhex(text(&case["sig"])));
                let outcome = judge(&group["publicKey"], &message, &signature, wanted);
                tally.case(&format!("{name} {} {}", case["tcId"], case["comment"]), outcome);
            }
        }
    }
    tally.finish();
}

fn wycheproof_ed25519(key: &Value, message: &[u8], signature: &[u8], wanted: bool) -> Result<(), String> {
    verdict(ed25519(&unhex(text(&key["pk"])), message, signature), wanted)
}

fn p256_key(key: &Value) -> Option<PublicKey> {
    PublicKey::from_uncompressed(Algorithm::P256, &unhex(text(&key["uncompressed"]))).ok()
}

fn wycheproof_p1363(key: &Value, message: &[u8], signature: &[u8], wanted: bool) -> Result<(), String> {
    verdict(p256_key(key).is_some_and(|key| accepts(&key, message, signature)), wanted)
}

/// DER as it stands is refused, whatever it says; r and s of what is strict DER get the verdict of the case.
fn wycheproof_der(key: &Value, message: &[u8], signature: &[u8], wanted: bool) -> Result<(), String> {
    let Some(key) = p256_key(key) else { return verdict(false, wanted) };
    if accepts(&key, message, signature) {
        return Err("DER was accepted".into());
    }
    let numbers = DerReader::from_der(signature).map(|signature| signature.to_bytes());
    verdict(numbers.is_ok_and(|numbers| accepts(&key, message, &numbers)), wanted)
}

#[test]
fn cctv_ed25519() {
    let Some(set) = vectors("proofs/cctv-ed25519") else { return };
    let mut tally = Tally::new("proofs/cctv-ed25519");
    for (_, file) in files(&set) {
        for case in file.as_array().unwrap() {
            let flags = case["flags"].as_array().into_iter().flatten().map(text);
            let harmless = |flag| matches!(flag, "low_order_component_A" | "low_order_component_R");
            let wanted = flags.into_iter().all(harmless);
            let (key, signature) = (unhex(text(&case["key"])), unhex(text(&case["sig"])));
            let accepted = ed25519(&key, text(&case["msg"]).as_bytes(), &signature);
            tally.case(&case["number"].to_string(), verdict(accepted, wanted));
        }
    }
    tally.finish();
}

/// Only case 3 of the paper's twelve survives strict verification (its table, "Dalek strict").
#[test]
fn ed25519_speccheck() {
    let Some(set) = vectors("proofs/ed25519-speccheck") else { return };
    let mut tally = Tally::new("proofs/ed25519-speccheck");
    for (_, file) in files(&set) {
        for (number, case) in file.as_array().unwrap().iter().enumerate() {
            let part = |name: &str| unhex(text(&case[name]));
            let accepted = ed25519(&part("pub_key"), &part("message"), &part("signature"));
            tally.case(&number.to_string(), verdict(accepted, number == 3));
        }
    }
    tally.finish();
}

#[test]
fn sm2_sm3() {
    let Some(set) = vectors("proofs/sm2-sm3") else { return };
    let mut tally = Tally::new("proofs/sm2-sm3");
    for (name, file) in files(&set) {
        if let Some(hashes) = file.as_array() {
            for case in hashes {
                let found = Suite::Sm3.hash(&[&unhex(text(&case["msg_hex"]))]);
                let right = found[..] == unhex(text(&case["digest_hex"]));
                tally.case(&format!("{name} {}", case["source"]), verdict(right, true));
            }
            continue;
        }
        for case in file.as_object().unwrap().values().filter_map(Value::as_array).flatten() {
            let outcome = verdict(sm2(case).is_some(), case["valid"].as_bool().unwrap());
            tally.case(&format!("{name} {} {}", case["source"], case["name"]), outcome);
        }
    }
    tally.finish();
}

fn sm2_key(bytes: &[u8]) -> Option<PublicKey> {
    PublicKey::new(Algorithm::Sm2, bytes)
        .or_else(|_| PublicKey::from_uncompressed(Algorithm::Sm2, bytes))
        .ok()
}

fn sm2(case: &Value) -> Option<()> {
    let (key, id) = (sm2_key(&bytes(&case["pub"])?)?, text(&case["id"]));
    let (r, s) = (bytes(&case["r"])?, bytes(&case["s"])?);
    let message = bytes(&case["msg_hex"])?;
    // Cut here, or two numbers of 31 and 33 bytes would pass for one signature.
    let (r, s): ([u8; 32], [u8; 32]) = (r.try_into().ok()?, s.try_into().ok()?);
    let signature = [r, s].concat().try_into().ok()?;
    let accepted = key.verify_as(id, &message, &signature);
    assert!(id != SM2_ID || accepted == key.verify(&message, &signature), "the id is the one that is fixed");
    if let Some(secret) = bytes(&case["private_key"]) {
        let signer = SigningKey::new(Algorithm::Sm2, "k", &secret.try_into().unwrap()).unwrap();
        assert_eq!(signer.vkey().public_key(), &key);
        assert!(id != SM2_ID || key.verify(&message, &signer.sign(&message)).is_ok());
    }
    accepted.ok()
}

/// RFC 6979 A.2.5, with SHA-256: nonce, r and s as printed there; the first s is above n / 2 and stays so.
#[test]
fn rfc_6979() {
    let secret = unhex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");
    let key = SigningKey::new(Algorithm::P256, "k", &secret.try_into().unwrap()).unwrap();
    let public = unhex("0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6");
    assert_eq!(key.vkey().public_key().bytes(), public);
    for (message, r, s) in [
        (
            "sample",
            "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
            "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
        ),
        (
            "test",
            "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367",
            "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083",
        ),
    ] {
        assert_eq!(key.sign(message.as_bytes())[..], unhex(&[r, s].concat()));
    }
}

/// The example of GB/T 32918.5-2017 Annex A, and what its key signs with the nonce of RFC 6979 over SM3 (computed apart).
#[test]
fn gb_t_32918_5() {
    let secret = unhex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
    let key = SigningKey::new(Algorithm::Sm2, "k", &secret.try_into().unwrap()).unwrap();
    let public = key.vkey().public_key();
    assert_eq!(public.bytes(), unhex("0309f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"));
    for (r, s) in [
        (
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3",
            "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa",
        ),
        (
            "24858ee71d63e687feefe41f5af80a59f0791eb1dabc2bbe71daf0e57f06c367",
            "3d15550de52785a435004c937256ac715c0e04176ac57062c6722fa692f7a491",
        ),
    ] {
        let signature: SignatureBytes = unhex(&[r, s].concat()).try_into().unwrap();
        assert!(public.verify(b"message digest", &signature).is_ok());
        assert!(public.verify_as("1234567812345679", b"message digest", &signature).is_err());
    }
    assert_eq!(key.sign(b"message digest")[..4], [0x24, 0x85, 0x8e, 0xe7]);
}

/// Public keys that are no point, or not written in the one way, and private keys out of range.
#[test]
fn keys_at_the_door() {
    let curves = [
        (
            Algorithm::P256,
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        ),
        (
            Algorithm::Sm2,
            "fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff",
            "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123",
        ),
    ];
    for (algorithm, p, n) in curves {
        let point = |tag: u8, x: &[u8]| PublicKey::new(algorithm, &[&[tag], x].concat());
        let p = unhex(p);
        let mut found = [0; 2];
        for small in 0..=255 {
            let mut x = [0; 32];
            x[31] = small;
            let on_curve = point(2, &x).is_ok();
            found[usize::from(on_curve)] += 1;
            assert_eq!(point(3, &x).is_ok(), on_curve, "x {small}");
            // The same number beyond p is never a writing of the same point.
            let (sum, carried) = p[31].overflowing_add(small);
            let mut beyond = p.clone();
            beyond[31] = sum;
            assert!(!carried || small > 0);
            if carried {
                let at = beyond[..31].iter().rposition(|byte| *byte < 255).unwrap();
                beyond[at] += 1;
                beyond[at + 1..31].fill(0);
            }
            assert!(point(2, &beyond).is_err(), "p + {small}");
        }
        assert!(found[0] > 64 && found[1] > 64, "about half of all x are on the curve: {found:?}");
        for tag in [0, 1, 4, 5, 6, 7, 255] {
            assert!(point(tag, &[0; 32]).is_err(), "tag {tag}");
        }
        assert!(PublicKey::new(algorithm, &[0]).is_err(), "the point at infinity");
        assert!(PublicKey::from_uncompressed(algorithm, &[0]).is_err());
        let secret = |bytes: &[u8]| SigningKey::new(algorithm, "k", &bytes.try_into().unwrap()).is_ok();
        let mut below = unhex(n);
        assert!(!secret(&[0; 32]) && !secret(&below) && !secret(&[255; 32]));
        below[31] -= 1;
        // 1 + d has no inverse for d = n − 1 (GB/T 32918.2 §6.1, A6).
        assert_eq!(secret(&below), algorithm == Algorithm::P256);
        below[31] -= 1;
        assert!(secret(&below));
    }
}

/// r + s ≡ 0, each number at the ends of its range, and both halves swapped.
#[test]
fn numbers_out_of_range() {
    for (algorithm, n) in [
        (Algorithm::P256, "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
        (Algorithm::Sm2, "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123"),
    ] {
        let key = SigningKey::new(algorithm, "k", &[7; 32]).unwrap();
        let good = key.sign(b"tea");
        let (r, s) = good.split_at(32);
        let (n, mut least, mut most) = (unhex(n), [0; 32], unhex(n));
        least[31] = 1;
        most[31] -= 1;
        let ends = [&[0; 32][..], &n, &[255; 32], &least, &most];
        let refused = |r: &[u8], s: &[u8]| {
            let signature = [r, s].concat().try_into().unwrap();
            assert!(key.vkey().verify(b"tea", &signature).is_err(), "{algorithm}: {signature:?}");
        };
        for end in ends {
            refused(end, s);
            refused(r, end);
            ends.iter().for_each(|other| refused(end, other));
        }
        refused(s, r);
        // With s = n − r the sum of SM2 is the point at infinity times nothing: t = 0.
        refused(r, &minus(&n, r));
        assert!(key.vkey().verify(b"tea", &good).is_ok());
    }
}

/// n − r, digit by digit.
fn minus(n: &[u8], r: &[u8]) -> Vec<u8> {
    let mut borrow = 0;
    let mut out: Vec<u8> = n
        .iter()
        .zip(r)
        .rev()
        .map(|(n, r)| {
            let digit = i16::from(*n) - i16::from(*r) - borrow;
            borrow = i16::from(digit < 0);
            (digit & 255) as u8
        })
        .collect();
    out.reverse();
    out
}

/// A passport whose keys are all of one algorithm is accepted, with the suite of its keys in every hash.
#[test]
fn every_algorithm_carries_a_lot() {
    for algorithm in ALGORITHMS {
        let lot = SignedLot::new(algorithm);
        assert_eq!(lot.signatures.len(), 24);
        let verdict = lot.verify();
        assert_eq!(verdict.outcome, Outcome::Accepted, "{algorithm}: {:?}", verdict.reasons);
        assert_eq!(verdict.status(Aspect::Signatures), Status::Pass);
    }
}

/// One bit of the signature of an entry or a head, and the passport is refused for that.
#[test]
fn one_flipped_bit_fails_the_lot() {
    for algorithm in ALGORITHMS {
        let lot = SignedLot::new(algorithm);
        let mut spoilt = 0;
        for (number, made) in lot.signatures.iter().enumerate() {
            let ending = |signature| format!(" {}\n", base64::encode(signature));
            let mut other = made.signature;
            other[number] ^= 1 << (number % 8);
            let passport = lot.passport.replace(&ending(&made.signature), &ending(&other));
            if passport == lot.passport {
                continue;
            }
            let verdict = SignedLot { passport, ..lot.clone() }.verify();
            assert_eq!(verdict.outcome, Outcome::Refused, "{algorithm}, signature {number}");
            assert_eq!(verdict.status(Aspect::Signatures), Status::Fail);
            spoilt += 1;
        }
        assert_eq!(spoilt, 21);
    }
}

/// `docs/FORMATS.md` §15: every value, recomputed.
#[test]
fn formats_15() {
    let formats = include_str!("../../docs/FORMATS.md");
    let curve = unhex(concat!(
        "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc",
        "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93",
        "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7",
        "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0",
    ));
    for (algorithm, suite, secret) in [(Algorithm::P256, Suite::Sha256, 3), (Algorithm::Sm2, Suite::Sm3, 4)] {
        let title = if suite == Suite::Sm3 { "SM2, suite sm3" } else { "P-256, suite sha256" };
        let (_, block) = formats.split_once(&format!("{title}\n")).unwrap();
        let value = |name: &str| {
            let line = block.lines().find(|line| line.starts_with(name)).unwrap();
            line[name.len()..].trim_start().to_owned()
        };
        let key = SigningKey::new(algorithm, "lab.example/bench-1", &[secret; 32]).unwrap();
        let public = key.vkey().public_key();
        assert_eq!(unhex(&value("private key")), [secret; 32]);
        assert_eq!(unhex(&value("public key")), public.bytes());
        assert_eq!(unhex(&value("alg")), algorithm.prefix());
        assert_eq!(value("vkey"), key.vkey().to_string());
        let (x, y) = (unhex(&value("x ")), unhex(&value("y ")));
        assert_eq!(PublicKey::from_uncompressed(algorithm, &[&[4], &*x, &y].concat()).as_ref(), Ok(public));

        let (line, id) = (value("line "), key.vkey().id().as_str());
        let entry = Entry::parse(&line).unwrap();
        assert_eq!(entry.key, id);
        let message = Context::Entry.message(suite, entry.signed.json);
        let signature = key.sign(&message);
        assert_eq!(line::join(entry.signed.json, &signature), line);
        assert_eq!(unhex(&[value("r "), value("s ")].concat()), signature);
        assert_eq!(value("entry hash"), base64::encode(&entry.hash(suite)));
        assert_eq!(unhex(&value("leaf")), line::leaf(suite, &line));
        if suite == Suite::Sm3 {
            let z = Suite::Sm3.hash(&[&[0, 128], SM2_ID.as_bytes(), &curve, &x, &y]);
            assert_eq!(unhex(&value("Z ")), z);
            assert_eq!(unhex(&value("e ")), Suite::Sm3.hash(&[&z, &message]));
        } else {
            assert_eq!(unhex(&value("e ")), entry.hash(suite));
        }
    }
}
