//! ECDSA on P-256 with SHA-256 (FIPS 186-5 §6).

use super::{KeyError, SignatureBytes};
use crate::digest::Suite;
use p256::{
    PublicKey,
    ecdsa::{
        Signature, SigningKey, VerifyingKey,
        signature::hazmat::{PrehashSigner as _, PrehashVerifier as _},
    },
};

pub(super) fn is_point(bytes: &[u8]) -> bool {
    PublicKey::from_sec1_bytes(bytes).is_ok()
}

pub(super) fn verify(key: &[u8; 33], message: &[u8], signature: &SignatureBytes) -> Option<()> {
    let key = VerifyingKey::from_sec1_bytes(key).ok()?;
    // Both numbers are from 1 to n − 1, or this fails.
    let signature = Signature::from_slice(signature).ok()?;
    key.verify_prehash(&Suite::Sha256.hash(&[message]), &signature).ok()
}

/// A private key.
#[derive(Clone)]
pub(super) struct Secret(SigningKey);

impl Secret {
    pub(super) fn new(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        SigningKey::from_slice(bytes).map(Self).map_err(|_| KeyError::Secret)
    }

    /// The public key, compressed.
    pub(super) fn public(&self) -> impl AsRef<[u8]> {
        self.0.verifying_key().to_sec1_point(true)
    }

    /// Signs with the nonce of RFC 6979 §3.2; s stays as it comes out, low or high.
    pub(super) fn sign(&self, message: &[u8]) -> Option<SignatureBytes> {
        let signature: Signature = self.0.sign_prehash(&Suite::Sha256.hash(&[message])).ok()?;
        Some(signature.to_bytes().into())
    }
}
