//! `sign`: sign a message, a note or, as a witness, a checkpoint.

use super::wire::{self, Algorithm, Bytes};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    proof::{
        cosignature,
        key::{self, Vkey},
        note,
    },
};
use alloc::{format, string::String};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "sign",
    "signs exact bytes, a note or a checkpoint with Ed25519, P-256 or SM2; the same input gives the same signature",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    sign
);

/// A private key and what to sign with it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The key's name.
    name: String,
    /// What it signs with; `ed25519` unless said, and always in the form `cosignature`.
    #[serde(default)]
    algorithm: Algorithm,
    /// The private key, base64 of 32 bytes: the seed of RFC 8032 §5.1.5, or the number d of P-256 and SM2, big-endian. It
    /// stays in this call.
    seed: Bytes,
    /// What is signed, as text; or else `message`.
    text: Option<String>,
    /// What is signed, base64; only in the form `bytes`.
    message: Option<Bytes>,
    /// What comes out; `bytes` unless said.
    #[serde(default)]
    form: Form,
    /// When the witness had seen the checkpoint, in seconds since 1970; only and always in the form `cosignature`.
    time: Option<wire::Count>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Form {
    /// The signature over the bytes as they are.
    #[default]
    Bytes,
    /// A signed note; the text ends in a line feed.
    Note,
    /// The signed checkpoint in `text`, with one cosignature more (C2SP cosignature/v1).
    Cosignature,
}

/// What was signed.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The public key, for others to pin.
    vkey: Vkey,
    /// The signature, base64; in the form `bytes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    signature: Option<Bytes>,
    /// The signed note; in the forms `note` and `cosignature`.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

fn sign(request: Request) -> Result<Answer, Fault> {
    let algorithm = match (request.form, request.algorithm) {
        (Form::Cosignature, Algorithm::Ed25519) => key::Algorithm::Cosignature,
        (Form::Cosignature, _) => {
            return Err(Fault::new(Code::MalformedRequest, "/algorithm", "a witness signs with `ed25519`"));
        }
        (Form::Bytes | Form::Note, algorithm) => algorithm.into(),
    };
    let key = super::signing_key("", algorithm, &request.name, &request.seed)?;
    let (mut signature, mut note) = (None, None);
    match (request.form, request.text, request.message, request.time) {
        (Form::Bytes, text, message, None) => {
            signature = Some(Bytes(key.sign(&wire::payload(text, message)?).into()));
        }
        (Form::Note, Some(text), None, None) => {
            note = Some(note::sign(&text, &[&key]).map_err(|error| unsignable(format!("{error}")))?);
        }
        (Form::Cosignature, Some(text), None, Some(time)) => {
            let signed = cosignature::cosign(&text, &key, time.0);
            note = Some(signed.map_err(|error| unsignable(format!("{error}")))?);
        }
        _ => {
            let wanted = "`note` takes `text`, `cosignature` takes `text` and `time`, `bytes` no `time`";
            return Err(Fault::new(Code::MalformedRequest, "/form", wanted));
        }
    }
    Ok(Answer { vkey: key.vkey().clone(), signature, note })
}

fn unsignable(found: String) -> Fault {
    Fault::new(Code::Unsignable, "/text", found)
}
