//! Trees, notes and log proofs against the published vectors.

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
        key::Vkey,
        log::{Keep, Log},
        merkle,
        note::Note,
        tiles::{self, Row, Tile},
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

/// Bundles, tiles and checkpoints of every size are those of the log that the entries make.
#[test]
fn tlog_tiles() {
    let Some(set) = vectors("proofs/tlog") else { return };
    let folder = set.join("tessera-testdata/testdata/log");
    let mut tally = Tally::new("proofs/tlog tiles");
    let mut last = String::new();
    for entry in fs::read_dir(folder.join("tile/entries/000.p")).unwrap() {
        let width: u16 = entry.unwrap().file_name().to_string_lossy().parse().unwrap();
        let checkpoint = fs::read_to_string(folder.join(format!("checkpoint.{width}"))).unwrap();
        tally.case(&format!("entries/000.p/{width}"), built(&folder, width, &checkpoint));
        if fs::read_to_string(folder.join("checkpoint")).unwrap() == checkpoint {
            last = checkpoint;
        }
    }
    assert!(!last.is_empty(), "the last checkpoint is one of a size");
    tally.finish();
}

/// A log that takes the entries of a bundle has this tile, this bundle and this checkpoint's text.
fn built(folder: &Path, width: u16, checkpoint: &str) -> Result<(), String> {
    let checkpoint = Checkpoint::parse(checkpoint).map_err(|error| error.to_string())?;
    let stored = |tile: Tile| fs::read(folder.join(tile.to_string())).ok();
    let bundle = Tile::new(Row::Entries, 0, width).and_then(stored).ok_or("no bundle")?;
    let mut log =
        Log::new(Suite::Sha256, checkpoint.origin(), Keep::Entries).map_err(|error| error.to_string())?;
    for entry in tiles::entries(&bundle, width).map_err(|error| error.to_string())? {
        log.append(entry).map_err(|error| error.to_string())?;
    }
    let other = log.new_since(0).find(|tile| log.read(*tile) != stored(*tile));
    if let Some(tile) = other {
        return Err(format!("{tile} is another"));
    }
    let again = Log::open(Suite::Sha256, log.origin(), Keep::Entries, width.into(), &mut |tile| stored(tile));
    if again.as_ref() != Ok(&log) {
        return Err("does not open from its edge".into());
    }
    if log.body() == checkpoint.note().text() { Ok(()) } else { Err("the checkpoint is another".into()) }
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
