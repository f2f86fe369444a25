//! Laws of the formats of logs: what is read prints as it was read, and nothing is believed that nobody signed.

use terroir::{
    digest::Suite,
    proof::{
        checkpoint::Checkpoint,
        cosignature::{self, Policy},
        key::SigningKey,
        merkle,
        note::Note,
        tiles::{self, Row, Tile},
        tlog_proof::TlogProof,
    },
};

fn log() -> SigningKey {
    key(SigningKey::from_seed("log.example/tea", &[4; 32]))
}

fn witness() -> SigningKey {
    key(SigningKey::witness_from_seed("w.example", &[5; 32]))
}

fn key(made: Result<SigningKey, terroir::proof::key::KeyError>) -> SigningKey {
    made.unwrap_or_else(|error| panic!("a key of ours: {error}"))
}

/// A note prints as it was read, has the text that stands before its last blank line, and is verified without harm.
pub fn note(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(note) = Note::parse(text) else { return };
    assert_eq!(note.to_string(), text);
    assert_eq!(text.rsplit_once("\n\n").map(|(body, _)| format!("{body}\n")), Some(note.text().to_owned()));
    let keys = [log().vkey().clone(), witness().vkey().clone()];
    if let Ok(signers) = note.verify(&keys) {
        assert!(!signers.is_empty() && signers.len() <= keys.len());
    }
}

/// A checkpoint prints as it was read, and its three lines are those that a log of its name would sign.
pub fn checkpoint(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(checkpoint) = Checkpoint::parse(text) else {
        assert!(Checkpoint::parse_bare(text).is_err());
        return;
    };
    assert_eq!(checkpoint.to_string(), text);
    let body = terroir::proof::checkpoint::body(checkpoint.origin(), checkpoint.size(), checkpoint.root());
    assert_eq!(body + checkpoint.extensions(), checkpoint.note().text());
    if checkpoint.verify(log().vkey()).is_ok() {
        assert_eq!(checkpoint.origin(), "log.example/tea");
    }
}

/// A cosignature that is added to any checkpoint is the only one that the witness gave, and changes nothing before it.
pub fn cosignature(data: &[u8]) {
    let Some((time, text)) = data.split_first_chunk() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let time = u64::from_be_bytes(*time);
    let witness = witness();
    let Ok(cosigned) = cosignature::cosign(text, &witness, time) else { return };
    assert!(cosigned.starts_with(text));
    let Ok(parsed) = Checkpoint::parse(&cosigned) else { panic!("cosigned, but no checkpoint") };
    assert_eq!(parsed.to_string(), cosigned);
    let Ok(policy) = Policy::new(1, vec![witness.vkey().clone()], &[]) else { panic!("one witness") };
    match policy.witnessed(&parsed) {
        Ok(seen) => assert!(seen.time <= Some(time) && seen.time.is_some()),
        // There was a wrong signature of the witness before, or a time that no cosignature can have.
        Err(_) => assert!(time > i64::MAX as u64 || text.contains("w.example")),
    }
}

/// A log proof prints as it was read; one that is believed has a leaf where it says.
pub fn tlog_proof(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(proof) = TlogProof::parse(text) else {
        assert!(TlogProof::parse_bare(text).is_err());
        return;
    };
    assert_eq!(proof.to_string(), text);
    let leaf = merkle::leaf_hash(Suite::Sha256, b"sprayed");
    if proof.verify(Suite::Sha256, &leaf, log().vkey()).is_ok() {
        assert!(proof.index() < proof.checkpoint().size());
    }
}

/// A path prints as it was read and names a tile that some tree has; a bundle holds what was put into it.
pub fn tile(data: &[u8]) {
    if let Some(tile) = std::str::from_utf8(data).ok().and_then(|path| path.parse::<Tile>().ok()) {
        assert_eq!(tile.to_string().as_bytes(), data);
        assert!((1..=tiles::WIDTH).contains(&tile.width()));
        assert_eq!(Tile::new(tile.row(), tile.index(), tile.width()), Some(tile));
        if tile.row() < Row::Hashes(8) {
            let end = tile.places().end;
            assert!(end > tile.places().start);
        }
    }
    let Some((width, bundle)) = data.split_first() else { return };
    let Ok(entries) = tiles::entries(bundle, (*width).into()) else { return };
    let mut again = Vec::new();
    for entry in entries {
        assert_eq!(tiles::push_entry(&mut again, entry), Ok(()));
    }
    assert_eq!(again, bundle);
}
