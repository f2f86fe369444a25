//! Keys that sign.

#[cfg(feature = "p256")]
use super::p256;
#[cfg(feature = "sm2")]
use super::sm2;
use super::{Algorithm, KeyError, PublicKey, SignatureBytes, Vkey};
use core::fmt;
use ed25519_dalek::Signer as _;

/// A private key, for back ends that hold one. Signing is deterministic: equal message, equal signature.
#[derive(Clone)]
pub struct SigningKey {
    secret: Secret,
    vkey: Vkey,
}

#[derive(Clone)]
enum Secret {
    Ed25519(ed25519_dalek::SigningKey),
    #[cfg(feature = "p256")]
    P256(p256::Secret),
    #[cfg(feature = "sm2")]
    Sm2(sm2::Secret),
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.vkey.id())
    }
}

impl SigningKey {
    /// The key of a private key of 32 bytes: the seed of RFC 8032 §5.1.5 for Ed25519 and for witnesses; for P-256 and SM2
    /// the number d, big-endian. It must be random.
    ///
    /// # Errors
    /// A name that is none, a number out of range, or an algorithm that is not in this build.
    pub fn new(algorithm: Algorithm, name: &str, secret: &[u8; 32]) -> Result<Self, KeyError> {
        let (secret, public) = match algorithm {
            Algorithm::Ed25519 | Algorithm::Cosignature => {
                let key = ed25519_dalek::SigningKey::from_bytes(secret);
                let public = PublicKey::new(algorithm, key.verifying_key().as_bytes())?;
                (Secret::Ed25519(key), public)
            }
            #[cfg(feature = "p256")]
            Algorithm::P256 => {
                let key = p256::Secret::new(secret)?;
                let public = PublicKey::new(algorithm, key.public().as_ref())?;
                (Secret::P256(key), public)
            }
            #[cfg(feature = "sm2")]
            Algorithm::Sm2 => {
                let key = sm2::Secret::new(secret)?;
                let public = PublicKey::new(algorithm, key.public().as_ref())?;
                (Secret::Sm2(key), public)
            }
            #[cfg(not(all(feature = "p256", feature = "sm2")))]
            algorithm => return Err(KeyError::NotBuilt { algorithm }),
        };
        Ok(Self { vkey: Vkey::new(name, public)?, secret })
    }

    /// The Ed25519 key of a seed.
    ///
    /// # Errors
    /// A name that is none.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        Self::new(Algorithm::Ed25519, name, seed)
    }

    /// The same as a witness: it signs checkpoints with a time, and nothing else.
    ///
    /// # Errors
    /// A name that is none.
    pub fn witness_from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        Self::new(Algorithm::Cosignature, name, seed)
    }

    /// What others pin.
    #[must_use]
    pub const fn vkey(&self) -> &Vkey {
        &self.vkey
    }

    /// Signs exactly these bytes. The nonces of P-256 and SM2 are those of RFC 6979, for SM2 with SM3.
    ///
    /// A witness key signs here too, but no verifier takes that for anything.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> SignatureBytes {
        match &self.secret {
            Secret::Ed25519(key) => key.sign(message).to_bytes(),
            #[cfg(feature = "p256")]
            Secret::P256(key) => key.sign(message).unwrap_or(NONE),
            #[cfg(feature = "sm2")]
            Secret::Sm2(key) => key.sign(message).unwrap_or(NONE),
        }
    }
}

/// No signature: what comes out for one message in 2^254, and no verifier takes it for one.
#[cfg(any(feature = "p256", feature = "sm2"))]
const NONE: SignatureBytes = [0; 64];
