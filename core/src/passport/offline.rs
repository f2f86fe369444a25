//! Labels that need no network (`FORMATS` §10 b): the fields from which the exact signed and logged head is rebuilt.
//!
//! ```
//! use terroir::passport::offline;
//! use terroir::digest::Suite;
//! use terroir::proof::{checkpoint, head::{HeadDraft, Status}, key::SigningKey, line, merkle, note, tlog_proof};
//!
//! let keeper = SigningKey::from_seed("coop.example/keeper", &[1; 32])?;
//! let log = SigningKey::from_seed("log.example/tea", &[8; 32])?;
//! let suite = Suite::Sha256;
//! let json = HeadDraft {
//!     by: None, certs: &[], count: 3, issuer: "coop.example", key: keeper.vkey().id().as_str(),
//!     lot: "t/coop.example/TEA-01/S26", n: 0, prev: None, root: [7; 32], status: Status::Sealed, suite,
//!     time: "2026-04-06T08:05:00+08:00",
//! }.print()?;
//! let head = line::join(&json, &keeper.sign(&line::Context::Head.message(suite, &json)));
//!
//! let leaf = line::logged_head_leaf(suite, &head);
//! let signed = note::sign(&checkpoint::body("log.example/tea", 1, &leaf), &[&log])?;
//! let label = offline::print(&head, &tlog_proof::print(0, &[], &signed), 0)?;
//! assert!(label.starts_with("TR1:"));
//! assert_eq!(offline::parse(&label)?.lot, "t/coop.example/TEA-01/S26");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{label::Label, verify::Seen};
use crate::{
    digest::Suite,
    id::frame::{Cosigned, Frame, FrameError, Logged},
    proof::{
        Moment, base64,
        checkpoint::{self, Checkpoint},
        head::{Head, HeadDraft, Status},
        key::Vkey,
        line::{self, Context},
        merkle, note,
        own::Refusal,
        tlog_proof::{self, TlogProof, TlogProofError},
        trust::{KeyRecord, KnownHead, Trust, Verb},
    },
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};

/// Why a label cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OfflineError {
    /// No head.
    #[error("{0}")]
    Head(#[from] Refusal),
    /// A head that nobody signed.
    #[error("the head is not signed")]
    Unsigned,
    /// No log proof, or one of something else than this head.
    #[error("{0}")]
    Proof(#[from] TlogProofError),
    /// The log has not signed its checkpoint.
    #[error("the checkpoint has no signature by the log that it names")]
    NoLog,
    /// Too long for a label.
    #[error("{0}")]
    Frame(#[from] FrameError),
}

/// Reads a label.
///
/// # Errors
/// [`FrameError`]: it is not exactly what would be printed.
pub fn parse(text: &str) -> Result<Frame, FrameError> {
    let frame = Frame::parse(text)?;
    if Moment::parse(&frame.time).is_some() { Ok(frame) } else { Err(FrameError::Malformed) }
}

/// The lot that a scanned text names: an offline label, or what [`Label::parse`] reads.
#[must_use]
pub fn lot_of(text: &str) -> Option<String> {
    match parse(text) {
        Ok(frame) => Some(frame.lot),
        Err(_) => Label::parse(text).lot,
    }
}

/// The label of a head with its log proof, and at most so many cosignatures, earliest first.
///
/// # Errors
/// [`OfflineError`]: the two do not belong together, or a label has not room enough.
pub fn print(head: &str, proof: &str, witnesses: usize) -> Result<String, OfflineError> {
    let head = Head::parse(head)?;
    let signature = head.signed.signature.ok_or(OfflineError::Unsigned)?;
    let proof = TlogProof::parse_bare(proof)?;
    let checkpoint = proof.checkpoint();
    let leaf = line::logged_head_leaf(head.suite, head.signed.line);
    let (index, size) = (proof.index(), checkpoint.size());
    merkle::verify_inclusion(head.suite, &leaf, index, size, proof.hashes(), checkpoint.root())
        .map_err(TlogProofError::from)?;
    let (key, log_signature) = signed_by_log(checkpoint).ok_or(OfflineError::NoLog)?;
    let local = head.lot.starts_with("t/");
    let frame = Frame {
        lot: head.lot.to_owned(),
        issuer: (!local).then(|| head.issuer.to_owned()),
        key: key_hash(head.key),
        n: head.n,
        prev: head.prev,
        count: head.count,
        root: head.root,
        status: head.status as u8,
        time: head.time.to_owned(),
        signature,
        logged: Logged { size, index, hashes: proof.hashes().to_vec(), key, signature: log_signature },
        witnesses: cosigned(checkpoint, witnesses),
        certs: head.certs.iter().filter_map(|cert| base64::decode_array(cert)).collect(),
        by: head.by.map(ToOwned::to_owned),
    };
    Ok(frame.print()?)
}

/// The first four bytes of a key id, which stand at its end in hexadecimal.
fn key_hash(id: &str) -> [u8; 4] {
    let digits = id.len().checked_sub(8).and_then(|at| id.get(at..)).unwrap_or("");
    u32::from_str_radix(digits, 16).unwrap_or(0).to_be_bytes()
}

fn signed_by_log(checkpoint: &Checkpoint<'_>) -> Option<([u8; 4], [u8; 64])> {
    let mut own = checkpoint.note().signatures().iter().filter(|one| one.name() == checkpoint.origin());
    own.find_map(|one| Some((one.hash(), one.bytes().try_into().ok()?)))
}

/// The earliest cosignatures, one a key, ascending by key.
fn cosigned(checkpoint: &Checkpoint<'_>, most: usize) -> Vec<Cosigned> {
    let mut all: Vec<Cosigned> = Vec::new();
    for one in checkpoint.note().signatures() {
        let Some((seconds, signature)) = one.bytes().split_first_chunk() else { continue };
        let Ok(signature) = signature.try_into() else { continue };
        all.push(Cosigned { key: one.hash(), seconds: u64::from_be_bytes(*seconds), signature });
    }
    all.sort_by_key(|one| (one.seconds, one.key));
    let mut earliest: Vec<Cosigned> = Vec::new();
    for one in all {
        if earliest.len() < most && earliest.iter().all(|known| known.key != one.key) {
            earliest.push(one);
        }
    }
    earliest.sort_by_key(|one| one.key);
    earliest
}

/// What a label's fields come to with the keys of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// The head line.
    pub head: String,
    /// The log proof, if the bundle knows the log and the proof leads anywhere.
    pub proof: Option<String>,
    /// Does the bundle know the log?
    pub known_log: bool,
}

/// Rebuilds head and log proof; `None` if not exactly one key of the bundle may have signed the head.
///
/// Nothing is verified here: both have to be held against their signatures like any other.
#[must_use]
pub fn rebuild(frame: &Frame, trust: &Trust) -> Option<Rebuilt> {
    let record = keeper(frame, trust)?;
    let head = signed_head(frame, record)?;
    let log = only(trust.logs.iter(), frame.logged.key);
    let proof = log.and_then(|log| logged(frame, trust, log, record.suite, &head));
    Some(Rebuilt { head, proof, known_log: log.is_some() })
}

/// The head line, by the key that kept the lot.
fn signed_head(frame: &Frame, record: &KeyRecord) -> Option<String> {
    let draft = HeadDraft {
        by: frame.by.as_deref(),
        certs: &frame.certs,
        count: frame.count,
        issuer: frame.issuer.as_deref().or_else(|| crate::proof::head::local_issuer(&frame.lot))?,
        key: record.vkey.id().as_str(),
        lot: &frame.lot,
        n: frame.n,
        prev: frame.prev,
        root: frame.root,
        status: state(frame)?,
        suite: record.suite,
        time: &frame.time,
    };
    Some(line::join(&draft.print().ok()?, &frame.signature))
}

/// The lot's state; `None` only of a frame that no label can say.
#[must_use]
pub fn state(frame: &Frame) -> Option<Status> {
    Status::ALL.get(usize::from(frame.status)).copied()
}

/// The one key of the bundle that has this id and may keep the lot.
fn keeper<'b>(frame: &Frame, trust: &'b Trust) -> Option<&'b KeyRecord> {
    let fits =
        |record: &&KeyRecord| record.vkey.id().hash() == frame.key && record.may(Verb::Keep, &frame.lot);
    let mut found = trust.keys().iter().filter(fits);
    found.next().filter(|_| found.next().is_none())
}

/// The one key whose id begins so.
fn only<'k>(keys: impl Iterator<Item = &'k Vkey>, hash: [u8; 4]) -> Option<&'k Vkey> {
    let mut found = keys.filter(|key| key.id().hash() == hash);
    found.next().filter(|_| found.next().is_none())
}

fn logged(frame: &Frame, trust: &Trust, log: &Vkey, suite: Suite, head: &str) -> Option<String> {
    let Logged { size, index, hashes, signature, .. } = &frame.logged;
    let leaf = line::logged_head_leaf(suite, head);
    let root = merkle::root_from_inclusion(suite, &leaf, *index, *size, hashes).ok()?;
    let mut signed = checkpoint::body(log.name(), *size, &root);
    signed.push('\n');
    note::push_signature(&mut signed, log, signature);
    let witnesses = trust.witnesses.as_ref().map_or(&[][..], |policy| policy.witnesses());
    for one in &frame.witnesses {
        // A witness that is not in the bundle, or no longer, is passed over, as in any checkpoint.
        if let Some(witness) = only(witnesses.iter(), one.key) {
            let bytes = [&one.seconds.to_be_bytes()[..], &one.signature].concat();
            note::push_signature(&mut signed, witness, &bytes);
        }
    }
    Some(tlog_proof::print(*index, hashes, &signed))
}

/// What an offline label says to whoever holds the lot's passport: the same as a label with `tr=`, which is the answer,
/// and its head, which was seen now if a keeper signed it. `None` if the text is no offline label.
#[must_use]
pub fn as_link(text: &str, trust: Option<&Trust>, seen: &mut Option<Seen>) -> Option<String> {
    let frame = parse(text).ok()?;
    let link = Label::print("label.invalid", &frame.lot.parse().ok()?, frame.count, &frame.root).ok()?;
    if let Some(head) = trust.and_then(|trust| known(&frame, trust)) {
        seen.get_or_insert_default().heads.push(head);
    }
    Some(link)
}

fn known(frame: &Frame, trust: &Trust) -> Option<KnownHead> {
    let record = keeper(frame, trust)?;
    let line = signed_head(frame, record)?;
    let head = Head::parse(&line).ok()?;
    record.vkey.verify(&Context::Head.message(record.suite, head.signed.json), &frame.signature).ok()?;
    Some(KnownHead { hash: head.hash(), lot: frame.lot.clone(), n: frame.n })
}
