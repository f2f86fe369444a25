//! `verify_signature`: whether a key signed a message.

use super::wire::{self, Algorithm, Bytes};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    proof::key::{self, KeyError, PublicKey, SignatureBytes, SignatureError, Vkey},
};
use alloc::string::String;
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "verify_signature",
    "checks a signature over exact bytes, strictly, with the algorithm of the key",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    verify
);

/// A key, a message and a signature.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The key as `NAME+HEX8+BASE64` (C2SP vkey); or else `public_key`.
    vkey: Option<String>,
    /// The bare public key, base64, with `algorithm`: 32 bytes for Ed25519; 33 or, uncompressed, 65 for P-256 and SM2.
    public_key: Option<Bytes>,
    /// What the bare key is for; `ed25519` unless said.
    algorithm: Option<Algorithm>,
    /// The id of an SM2 signer; `1234567812345678` unless said, as in all formats of ours.
    id: Option<String>,
    /// The message, as text; or else `message`.
    text: Option<String>,
    /// The message, base64.
    message: Option<Bytes>,
    /// The signature, base64; 64 bytes in every algorithm.
    signature: Bytes,
}

/// Whether the signature holds.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Does it hold?
    valid: bool,
    /// Why not: `bad-signature` or `only-checkpoints`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

fn verify(request: Request) -> Result<Answer, Fault> {
    let key = key(request.vkey, request.public_key, request.algorithm)?;
    let message = wire::payload(request.text, request.message)?;
    let outcome = match (<&SignatureBytes>::try_from(&*request.signature.0), request.id) {
        (Ok(signature), None) => key.verify(&message, signature),
        (_, Some(_)) if key.algorithm() != key::Algorithm::Sm2 => {
            return Err(Fault::new(Code::MalformedRequest, "/id", "only a signer of SM2 has an id"));
        }
        (Ok(signature), Some(id)) => key.verify_as(&id, &message, signature),
        (Err(_), _) => Err(SignatureError::Wrong),
    };
    match outcome {
        Ok(()) => Ok(Answer { valid: true, reason: None }),
        Err(SignatureError::NotBuilt { algorithm }) => Err(super::not_built("", algorithm)),
        Err(error) => Ok(Answer { valid: false, reason: Some(error.code()) }),
    }
}

fn key(
    vkey: Option<String>,
    public_key: Option<Bytes>,
    algorithm: Option<Algorithm>,
) -> Result<PublicKey, Fault> {
    match (vkey, public_key, algorithm) {
        (Some(vkey), None, None) => {
            let vkey: Vkey = vkey.parse().map_err(|error: KeyError| super::bad_key("/vkey", &error))?;
            Ok(vkey.public_key().clone())
        }
        (None, Some(Bytes(bytes)), algorithm) => {
            let algorithm = algorithm.unwrap_or_default().into();
            let key = match *bytes {
                [4, ..] if algorithm != key::Algorithm::Ed25519 => {
                    PublicKey::from_uncompressed(algorithm, &bytes)
                }
                _ => PublicKey::new(algorithm, &bytes),
            };
            key.map_err(|error| super::bad_key("/public_key", &error))
        }
        _ => Err(Fault::new(Code::MalformedRequest, "", "give `vkey`, or `public_key` with `algorithm`")),
    }
}
