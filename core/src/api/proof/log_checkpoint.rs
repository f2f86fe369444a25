//! `log_checkpoint`: what a log says of itself.

use super::wire::{Algorithm, Bytes, Count, HashText};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    proof::{
        checkpoint,
        key::Vkey,
        log::{Log, check_origin},
        note,
    },
};
use alloc::{format, string::String};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "log_checkpoint",
    "writes the checkpoint of a log (C2SP tlog-checkpoint), to be signed or signed with the key given",
    limits::PHONE_BYTES,
    Request,
    Answer,
    checkpoint,
    Log
);

/// A log's name, size and root. Asked of a log, nothing is needed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The log's name: that of its key.
    origin: Option<String>,
    /// Leaves in the log.
    size: Option<Count>,
    /// Root of the log, base64.
    root: Option<HashText>,
    /// The log's private key, base64 of 32 bytes as in `sign`, if it shall be signed here. It stays in this call.
    seed: Option<Bytes>,
    /// What the key signs with; `ed25519` unless said. A log hashes with SM3 if and only if its key is one of SM2.
    algorithm: Option<Algorithm>,
}

/// The checkpoint.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The three lines that the log's key signs: name, size and root.
    body: String,
    /// Leaves in the log, as decimal text.
    size: String,
    /// Root of the log, base64.
    root: HashText,
    /// The signed checkpoint; only with `seed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    checkpoint: Option<String>,
    /// The log's public key, for others to pin; only with `seed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    vkey: Option<Vkey>,
}

fn checkpoint(request: Request, log: Option<&Log>) -> Result<Answer, Fault> {
    let (origin, size, root) = match (log, request.origin, request.size, request.root) {
        (Some(log), None, None, None) => (log.origin().into(), log.size(), log.root()),
        (None, Some(origin), Some(size), Some(root)) => (origin, size.0, root.0),
        (Some(_), ..) => {
            let wanted = "a log has its own `origin`, `size` and `root`";
            return Err(Fault::new(Code::MalformedRequest, "", wanted));
        }
        (None, ..) => {
            return Err(Fault::new(Code::MalformedRequest, "", "give `origin`, `size` and `root`"));
        }
    };
    check_origin(&origin).map_err(|error| super::log::fault(&error, "/origin"))?;
    let body = checkpoint::body(&origin, size, &root);
    let (mut signed, mut vkey) = (None, None);
    if let Some(seed) = request.seed {
        let key = super::signing_key("", request.algorithm.unwrap_or_default().into(), &origin, &seed)?;
        if log.is_some_and(|log| log.suite() != checkpoint::suite(key.vkey())) {
            let wanted = format!("the log's key means `{}`", checkpoint::suite(key.vkey()));
            return Err(Fault::new(Code::BadLog, "/algorithm", wanted));
        }
        let note = note::sign(&body, &[&key]);
        signed = Some(note.map_err(|error| Fault::new(Code::Unsignable, "", format!("{error}")))?);
        vkey = Some(key.vkey().clone());
    }
    Ok(Answer { body, size: super::whole(size), root: HashText(root), checkpoint: signed, vkey })
}
