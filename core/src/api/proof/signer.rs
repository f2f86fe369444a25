//! The private key of a request.

use super::wire::{Algorithm, Bytes};
use crate::{
    api::{Code, Fault},
    proof::{credential::multikey, key::SigningKey},
};
use alloc::{format, string::String};
use serde::Deserialize;

/// A private key.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CredentialKey"))]
pub(super) struct Signer {
    /// What it signs with, `ed25519` unless said; `sm2` signs no credential.
    #[serde(default)]
    algorithm: Algorithm,
    /// The private key, base64 of 32 bytes: the seed of RFC 8032 §5.1.5, or the number d of P-256, big-endian.
    seed: Bytes,
}

impl Signer {
    /// The key, and its public half as a Multikey.
    pub(super) fn read(&self, at: &str) -> Result<(SigningKey, String), Fault> {
        // A name is needed for notes only.
        let key = super::signing_key(at, self.algorithm.into(), "key", &self.seed)?;
        let multibase = multikey::text(key.vkey().public_key());
        let multibase = multibase
            .ok_or_else(|| Fault::new(Code::BadKey, format!("{at}/algorithm"), "signs no credential"))?;
        Ok((key, multibase))
    }
}
