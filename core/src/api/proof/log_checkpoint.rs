//! `log_checkpoint`: what a log says of itself.

use super::wire::{Bytes, Count, HashText};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    proof::{
        checkpoint,
        key::{SigningKey, Vkey},
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
    log
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
    /// The log's private key, base64 of 32 bytes (RFC 8032 §5.1.5), if it shall be signed here. It stays in this call.
    seed: Option<Bytes>,
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
        let key = key(&origin, &seed)?;
        let note = note::sign(&body, &[&key]);
        signed = Some(note.map_err(|error| Fault::new(Code::Unsignable, "", format!("{error}")))?);
        vkey = Some(key.vkey().clone());
    }
    Ok(Answer { body, size: super::whole(size), root: HashText(root), checkpoint: signed, vkey })
}

fn key(origin: &str, seed: &Bytes) -> Result<SigningKey, Fault> {
    let seed =
        <&[u8; 32]>::try_from(&*seed.0).map_err(|_| Fault::new(Code::BadKey, "/seed", "not 32 bytes"))?;
    SigningKey::from_seed(origin, seed).map_err(|error| super::bad_key("/origin", &error))
}
