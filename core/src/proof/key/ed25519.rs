//! Ed25519 (RFC 8032), strict.

use super::{KeyError, SignatureBytes};
use ed25519_dalek::{Signature, VerifyingKey};

pub(super) fn check(bytes: &[u8; 32]) -> Result<(), KeyError> {
    let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::Point)?;
    if key.is_weak() {
        return Err(KeyError::SmallOrder);
    }
    // Decompression takes y modulo p = 2^255 − 19. The sign of x = 0 is free there, but both such points are of small order.
    let [low, middle @ .., high] = bytes;
    if *low >= 0xed && middle.iter().all(|byte| *byte == 0xff) && high & 0x7f == 0x7f {
        return Err(KeyError::Point);
    }
    Ok(())
}

pub(super) fn verify(key: &[u8; 32], message: &[u8], signature: &SignatureBytes) -> Option<()> {
    let key = VerifyingKey::from_bytes(key).ok()?;
    key.verify_strict(message, &Signature::from_bytes(signature)).ok()
}
