//! Trees, signatures, notes and log proofs against the published vectors.

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};
use terroir::{
    digest::{Hash, Suite},
    proof::{
        base64,
        checkpoint::Checkpoint,
        key::{Algorithm, PublicKey, SignatureBytes, SignatureError, Vkey},
        merkle,
        note::Note,
        tlog_proof::TlogProof,
    },
};
use terroir_tests::{Tally, vectors};

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// All `.json` files below a folder.
fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(json_files(&path));
        } else if path.extension().is_some_and(|e| e == "json") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn verdict(accepted: bool, wanted: bool) -> Result<(), String> {
    if accepted == wanted { Ok(()) } else { Err(format!("accepted: {accepted}, wanted: {wanted}")) }
}

fn hash(value: &Value) -> Option<Hash> {
    base64::decode_array(text(value))
}

fn proof(value: &Value) -> Option<Vec<Hash>> {
    value.as_array().map_or(Some(Vec::new()), |hashes| hashes.iter().map(hash).collect())
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

fn included(case: &Value) -> Option<()> {
    let (leaf, root) = (hash(&case["leafHash"])?, hash(&case["root"])?);
    let (index, size) = (number(&case["leafIdx"]), number(&case["treeSize"]));
    merkle::verify_inclusion(Suite::Sha256, &leaf, index, size, &proof(&case["proof"])?, &root).ok()
}

fn consistent(case: &Value) -> Option<()> {
    let (old_root, new_root) = (hash(&case["root1"])?, hash(&case["root2"])?);
    let (old, new) = (number(&case["size1"]), number(&case["size2"]));
    merkle::verify_consistency(Suite::Sha256, old, &old_root, new, &new_root, &proof(&case["proof"])?).ok()
}

/// Roots of twelve bytes, accepted: no SHA-256 root can say that (MANIFEST).
const TWELVE_BYTES: &str = "sizes-are-equal-one-and-proof-is-empty";

#[test]
fn rfc6962_merkle() {
    let Some(set) = vectors("proofs/rfc6962-merkle") else { return };
    let mut tally = Tally::new("proofs/rfc6962-merkle");
    for path in json_files(&set) {
        let name = path.strip_prefix(&set).unwrap().display().to_string();
        if path.file_stem().is_some_and(|stem| stem == TWELVE_BYTES) {
            println!("{name}: left out by name, its roots have 12 bytes");
            continue;
        }
        let case = read(&path);
        let accepted = if case.get("leafIdx").is_some() { included(&case) } else { consistent(&case) };
        let wanted = !case["wantErr"].as_bool().unwrap();
        tally.case(&name, verdict(accepted.is_some(), wanted));
    }
    tally.finish();
}

/// Strict verification, a key that does not load included.
fn ed25519(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let Ok(key) = PublicKey::new(Algorithm::Ed25519, key) else { return false };
    let Ok(signature) = <&SignatureBytes>::try_from(signature) else { return false };
    key.verify(message, signature).is_ok()
}

#[test]
fn wycheproof_ed25519() {
    let Some(set) = vectors("proofs/wycheproof") else { return };
    let mut tally = Tally::new("proofs/wycheproof ed25519");
    for path in json_files(&set).iter().filter(|path| path.display().to_string().contains("ed25519")) {
        for group in read(path)["testGroups"].as_array().unwrap() {
            let key = unhex(text(&group["publicKey"]["pk"]));
            for case in group["tests"].as_array().unwrap() {
                let accepted = ed25519(&key, &unhex(text(&case["msg"])), &unhex(text(&case["sig"])));
                let name = format!("{} {}", case["tcId"], case["comment"]);
                tally.case(&name, verdict(accepted, case["result"] == "valid"));
            }
        }
    }
    tally.finish();
}

/// P-256 is reserved: no case is accepted and none is called wrong.
#[test]
fn wycheproof_p256_is_not_built() {
    let Some(set) = vectors("proofs/wycheproof") else { return };
    let mut tally = Tally::new("proofs/wycheproof p256, not built");
    for path in json_files(&set).iter().filter(|path| path.display().to_string().contains("p1363")) {
        for group in read(path)["testGroups"].as_array().unwrap() {
            let point = unhex(text(&group["publicKey"]["uncompressed"]));
            let mut key = vec![2 | point[64] & 1];
            key.extend_from_slice(&point[1..33]);
            let key = PublicKey::new(Algorithm::P256, &key).unwrap();
            for case in group["tests"].as_array().unwrap() {
                let signature = unhex(text(&case["sig"]));
                let Ok(signature) = <&SignatureBytes>::try_from(&*signature) else { continue };
                let outcome = key.verify(&unhex(text(&case["msg"])), signature);
                let wanted = Err(SignatureError::NotBuilt { algorithm: Algorithm::P256 });
                tally.case(&case["tcId"].to_string(), verdict(outcome == wanted, true));
            }
        }
    }
    tally.finish();
}

#[test]
fn cctv_ed25519() {
    let Some(set) = vectors("proofs/cctv-ed25519") else { return };
    let mut tally = Tally::new("proofs/cctv-ed25519");
    for path in json_files(&set) {
        for case in read(&path).as_array().unwrap() {
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
    for path in json_files(&set) {
        for (number, case) in read(&path).as_array().unwrap().iter().enumerate() {
            let part = |name: &str| unhex(text(&case[name]));
            let accepted = ed25519(&part("pub_key"), &part("message"), &part("signature"));
            tally.case(&number.to_string(), verdict(accepted, number == 3));
        }
    }
    tally.finish();
}

#[test]
fn sm3() {
    let Some(set) = vectors("proofs/sm2-sm3") else { return };
    let mut tally = Tally::new("proofs/sm2-sm3 sm3");
    for case in read(&set.join("sm3.json")).as_array().unwrap() {
        let found = Suite::Sm3.hash(&[&unhex(text(&case["msg_hex"]))]);
        tally.case(text(&case["source"]), verdict(found[..] == unhex(text(&case["digest_hex"])), true));
    }
    tally.finish();
}

#[test]
fn tlog_proofs() {
    let Some(set) = vectors("proofs/tlog") else { return };
    let file = read(&set.join("tlog-proof-vectors.json"));
    let log: Vkey = text(&file["vkey"]).parse().unwrap();
    assert_eq!(log.name(), text(&file["origin"]));
    let mut tally = Tally::new("proofs/tlog proofs");
    for case in file["vectors"].as_array().unwrap() {
        let source = text(&case["proof"]);
        let leaf = merkle::leaf_hash(Suite::Sha256, &base64::decode(text(&case["leaf_b64"])).unwrap());
        let parsed = TlogProof::parse(source);
        let printed = parsed.as_ref().is_ok_and(|proof| proof.to_string() != source);
        let accepted = parsed.is_ok_and(|proof| proof.verify(Suite::Sha256, &leaf, &log).is_ok());
        let outcome = verdict(accepted, case["expect"].as_bool().unwrap());
        let outcome = if printed { Err("does not print as it was read".into()) } else { outcome };
        tally.case(text(&case["name"]), outcome);
    }
    tally.finish();
}

#[test]
fn tlog_checkpoints() {
    let Some(set) = vectors("proofs/tlog") else { return };
    let log: Vkey = text(&read(&set.join("tlog-proof-vectors.json"))["vkey"]).parse().unwrap();
    let folder = set.join("tessera-testdata/testdata/log");
    let mut tally = Tally::new("proofs/tlog checkpoints");
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("checkpoint") {
            tally.case(&name, checkpoint(&folder, &fs::read_to_string(&path).unwrap(), &log));
        }
    }
    tally.finish();
}

/// The checkpoint is the log's, and its root is that of the leaves in the log's tile.
fn checkpoint(folder: &Path, text: &str, log: &Vkey) -> Result<(), String> {
    let checkpoint = Checkpoint::parse(text).map_err(|error| error.to_string())?;
    checkpoint.verify(log).map_err(|error| error.to_string())?;
    if checkpoint.to_string() != text {
        return Err("does not print as it was read".into());
    }
    let tile = match checkpoint.size() {
        0 => Vec::new(),
        size => fs::read(folder.join(format!("tile/0/000.p/{size}"))).map_err(|error| error.to_string())?,
    };
    let leaves: Vec<Hash> = tile.chunks_exact(32).map(|hash| hash.try_into().unwrap()).collect();
    if merkle::root(Suite::Sha256, &leaves) != *checkpoint.root() {
        return Err("the tile's root is another".into());
    }
    Ok(())
}

#[test]
fn tlog_note() {
    let Some(set) = vectors("proofs/tlog") else { return };
    let mut tally = Tally::new("proofs/tlog notes");
    for entry in fs::read_dir(&set).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "vkey") {
            let key = fs::read_to_string(&path).unwrap().trim_end().parse::<Vkey>().unwrap();
            let text = fs::read_to_string(path.with_extension("txt")).unwrap();
            let outcome = Note::parse(&text).and_then(|note| {
                assert_eq!(note.to_string(), text);
                note.verify(&[key]).map(|_| ())
            });
            tally.case(&path.display().to_string(), outcome.map_err(|error| error.to_string()));
        }
    }
    tally.finish();
}
