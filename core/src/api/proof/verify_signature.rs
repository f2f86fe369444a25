//! `verify_signature`: whether a key signed a message.

use super::wire::{self, Bytes};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    proof::key::{KeyError, PublicKey, SignatureBytes, SignatureError, Vkey},
};
use alloc::{format, string::String};
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
    /// The bare public key, base64, with `algorithm`.
    public_key: Option<Bytes>,
    /// What the bare key is for; `ed25519` unless said.
    algorithm: Option<Algorithm>,
    /// The message, as text; or else `message`.
    text: Option<String>,
    /// The message, base64.
    message: Option<Bytes>,
    /// The signature, base64; 64 bytes in every algorithm.
    signature: Bytes,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Algorithm {
    /// Ed25519, strict.
    Ed25519,
    /// ECDSA on P-256 with SHA-256.
    P256,
    /// SM2 with SM3.
    Sm2,
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
    let outcome = match <&SignatureBytes>::try_from(&*request.signature.0) {
        Ok(signature) => key.verify(&message, signature),
        Err(_) => Err(SignatureError::Wrong),
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
    use crate::proof::key::Algorithm as Of;
    match (vkey, public_key, algorithm) {
        (Some(vkey), None, None) => {
            let vkey: Vkey = vkey.parse().map_err(|error: KeyError| super::bad_key("/vkey", &error))?;
            Ok(vkey.public_key().clone())
        }
        (None, Some(Bytes(bytes)), algorithm) => {
            let algorithm = match algorithm {
                None | Some(Algorithm::Ed25519) => Of::Ed25519,
                Some(Algorithm::P256) => Of::P256,
                Some(Algorithm::Sm2) => Of::Sm2,
            };
            PublicKey::new(algorithm, &bytes)
                .map_err(|error| Fault::new(Code::BadKey, "/public_key", format!("{error}")))
        }
        _ => Err(Fault::new(Code::MalformedRequest, "", "give `vkey`, or `public_key` with `algorithm`")),
    }
}
