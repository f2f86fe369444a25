//! Ed25519 (RFC 8032), strict.

use super::{KeyError, SignatureBytes};
use ed25519_dalek::{Signature, VerifyingKey};

pub(super) fn check(bytes: &[u8; 32]) -> Result<(), KeyError> {
    let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::Point)?;
    if key.is_weak() {
        return Err(KeyError::SmallOrder);
    }
    // Decompression takes y modulo p; the one right encoding is what the point compresses to.
    if key.to_edwards().compress().as_bytes() != bytes {
        return Err(KeyError::Point);
    }
    Ok(())
}

pub(super) fn verify(key: &[u8; 32], message: &[u8], signature: &SignatureBytes) -> Option<()> {
    let key = VerifyingKey::from_bytes(key).ok()?;
    key.verify_strict(message, &Signature::from_bytes(signature)).ok()
}
