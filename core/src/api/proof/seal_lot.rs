//! `seal_lot`: the signed head of a lot.

use super::{
    record_entry::Signer,
    wire::{Bytes, HashText},
};
use crate::{
    api::{
        Code, Fault, Operation,
        operation::operation,
        passport::{Roots, trust, verdict::ReasonAnswer},
    },
    base::limits,
    digest::{Hash, Suite},
    proof::{
        head::Status,
        key::KeyId,
        keyring::Keyring,
        seal::{Seal, SealError},
    },
};
use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "seal_lot",
    "computes the head of a lot over all its lines, and signs it or says what is to be signed",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    seal_lot
);

/// A lot and what its head is to say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The lot.
    lot: String,
    /// The party that issued the lot's name.
    issuer: String,
    /// The state: `open`, `sealed`, `recalled` or `superseded`.
    status: String,
    /// The lot that stands for this one, with status `superseded`.
    by: Option<String>,
    /// Hashes of certificates that a label may carry, base64.
    #[serde(default)]
    certs: Vec<HashText>,
    /// The time of sealing.
    time: String,
    /// All lines of the ledger.
    lines: Vec<String>,
    /// The heads so far, from number 0.
    #[serde(default)]
    heads: Vec<String>,
    /// The keeper's key id, if the signature is made elsewhere; else `signer`.
    key: Option<KeyId>,
    /// The keeper's private key; else `key`.
    signer: Option<Signer>,
    /// The hash suite of the keeper's key record; `sha256` unless said.
    suite: Option<Suite>,
    /// The text of the trust bundle.
    bundle: Option<String>,
    /// The pinned roots of the bundle.
    roots: Option<Roots>,
}

/// A head.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The head line, if it was signed here.
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<String>,
    /// The head as it is to be signed; the line is this, a space, and the signature in base64.
    json: String,
    /// The bytes to sign, base64.
    message: Bytes,
    /// Its number.
    n: u64,
    /// Entries.
    count: u64,
    /// Their root, base64.
    root: HashText,
    /// Its object hash, base64.
    hash: HashText,
    /// What is worth knowing, such as tails that are open.
    reasons: Vec<ReasonAnswer>,
}

fn seal_lot(request: Request) -> Result<Answer, Fault> {
    let trust = trust(request.bundle.as_deref(), request.roots.as_ref())?;
    let signer = request.signer.as_ref().map(Signer::key).transpose()?;
    let key = match (&request.key, &signer) {
        (Some(key), None) => key.clone(),
        (None, Some(signer)) => signer.vkey().id().clone(),
        _ => return Err(Fault::new(Code::MalformedRequest, "/key", "give `key` or `signer`, one of them")),
    };
    let status = Status::from_name(&request.status)
        .ok_or_else(|| Fault::new(Code::MalformedRequest, "/status", "no such state"))?;
    let certs: Vec<Hash> = request.certs.iter().map(|hash| hash.0).collect();
    let lines: Vec<&str> = request.lines.iter().map(String::as_str).collect();
    let heads: Vec<&str> = request.heads.iter().map(String::as_str).collect();
    let seal = Seal {
        lot: &request.lot,
        issuer: &request.issuer,
        key: key.as_str(),
        suite: request.suite.unwrap_or(Suite::Sha256),
        status,
        by: request.by.as_deref(),
        certs: &certs,
        time: &request.time,
        lines: &lines,
        heads: &heads,
    };
    let unsigned = seal.prepare(&Keyring::new(trust.as_ref())).map_err(|error| not_sealable(&error))?;
    let head = signer.map(|signer| unsigned.sign(&signer));
    Ok(Answer {
        head,
        json: unsigned.json,
        message: Bytes(unsigned.message),
        n: unsigned.n,
        count: unsigned.count,
        root: HashText(unsigned.root),
        hash: HashText(unsigned.hash),
        reasons: unsigned.reasons.into_iter().map(ReasonAnswer::from).collect(),
    })
}

fn not_sealable(error: &SealError) -> Fault {
    let (code, at) = match error {
        SealError::Refused(_) => (Code::BadLine, ""),
        SealError::Broken { reasons } => {
            let codes: Vec<&str> = reasons.iter().map(|reason| reason.code.as_str()).take(4).collect();
            return Fault::new(Code::NotSealable, "/lines", format!("{error}: {}", codes.join(", ")));
        }
        SealError::OtherHistory { .. } | SealError::OtherLot { .. } => (Code::NotSealable, "/heads"),
        SealError::Status { .. } => (Code::NotSealable, "/status"),
    };
    Fault::new(code, at, format!("{error}"))
}
