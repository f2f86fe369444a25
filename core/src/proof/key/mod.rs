//! Keys that verify and keys that sign.
//!
//! ```
//! use terroir::proof::key::{SigningKey, Vkey};
//!
//! let key = SigningKey::from_seed("coop.example/keeper", &[1; 32])?;
//! let text = key.vkey().to_string();
//! assert_eq!(text, "coop.example/keeper+f1863564+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c");
//!
//! let pinned: Vkey = text.parse()?;
//! assert_eq!(pinned.id().as_str(), "coop.example/keeper+f1863564");
//! assert!(pinned.verify(b"twelve kilograms", &key.sign(b"twelve kilograms")).is_ok());
//! assert!(pinned.verify(b"twenty kilograms", &key.sign(b"twelve kilograms")).is_err());
//! # Ok::<(), terroir::proof::key::KeyError>(())
//! ```
//!
//! The algorithm always comes from the pinned key, never from what was signed.

mod ed25519;
#[cfg(feature = "p256")]
mod p256;
mod signing;
#[cfg(feature = "sm2")]
mod sm2;
mod vkey;

pub use signing::SigningKey;
pub use vkey::{KeyId, Vkey};

use super::base64;
use core::fmt;
use serde::Serialize;

/// Bytes of a key name, at most.
pub const NAME_BYTES: usize = 64;

/// The id of an SM2 signer where nothing else is agreed on (GM/T 0009-2012 §10); in our own formats always.
pub const SM2_ID: &str = "1234567812345678";

/// A signature of any algorithm: `R ‖ S` of RFC 8032, or r ‖ s as two big-endian numbers of 32 bytes.
pub type SignatureBytes = [u8; 64];

/// What a key's first bytes say it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Algorithm {
    /// Ed25519 (RFC 8032), strict; C2SP signed-note type 0x01.
    Ed25519,
    /// Ed25519 cosignatures with a time, by witnesses; C2SP signed-note type 0x04.
    Cosignature,
    /// ECDSA on P-256 with SHA-256, 64-byte signatures.
    P256,
    /// SM2 with SM3 (GB/T 32918), 64-byte signatures.
    Sm2,
}

impl Algorithm {
    const ALL: [Self; 4] = [Self::Ed25519, Self::Cosignature, Self::P256, Self::Sm2];

    /// The name in answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ed25519 => "ed25519",
            Self::Cosignature => "cosignature",
            Self::P256 => "p256",
            Self::Sm2 => "sm2",
        }
    }

    /// The bytes that stand before the public key in a [`Vkey`].
    #[must_use]
    pub const fn prefix(self) -> &'static [u8] {
        match self {
            Self::Ed25519 => &[1],
            Self::Cosignature => &[4],
            Self::P256 => b"\xffterroir/v1 p256",
            Self::Sm2 => b"\xffterroir/v1 sm2",
        }
    }

    /// The algorithm that some bytes begin with, and what follows.
    fn of(bytes: &[u8]) -> Option<(Self, &[u8])> {
        for algorithm in Self::ALL {
            if let Some(key) = bytes.strip_prefix(algorithm.prefix()) {
                return Some((algorithm, key));
            }
        }
        None
    }

    /// Bytes of a public key.
    const fn key_bytes(self) -> usize {
        match self {
            Self::Ed25519 | Self::Cosignature => 32,
            Self::P256 | Self::Sm2 => 33,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why something is not a key, or not its name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Not of the form `NAME+HEX8+BASE64`, or `NAME+HEX8` for a key id.
    #[error("not of the form NAME+HEX8+BASE64 with lower-case hex and canonical base64")]
    Form,
    /// The name is empty, too long, or has characters other than `0-9A-Za-z._/-`.
    #[error("a key name has 1 to 64 of the characters 0-9 A-Z a-z . _ / -")]
    Name,
    /// The key id does not belong to name and key.
    #[error("key id is {found:08x}, should be {expected:08x}")]
    Id {
        /// The id given.
        found: u32,
        /// The id that name and key call for.
        expected: u32,
    },
    /// An algorithm that this library never verifies (C2SP 0x02, DER ECDSA, among them).
    #[error("no such key algorithm")]
    Algorithm,
    /// A public key of another length.
    #[error("the public key has {found} bytes, should have {expected}")]
    Length {
        /// Bytes given.
        found: usize,
        /// Bytes called for.
        expected: usize,
    },
    /// No point of the curve, or not the shortest writing of one.
    #[error("the public key is not the canonical encoding of a point")]
    Point,
    /// A point of small order: anyone can sign for it.
    #[error("the public key is a point of small order")]
    SmallOrder,
    /// A private key that is zero, or not below what the group's order allows.
    #[error("the private key is out of range")]
    Secret,
    /// A private key of an algorithm that this build does not have.
    #[error("{algorithm} is not in this build")]
    NotBuilt {
        /// The key's algorithm.
        algorithm: Algorithm,
    },
}

/// Why a signature does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// Not by this key over this message, or not strictly.
    #[error("the signature does not verify")]
    Wrong,
    /// The algorithm is known but not in this build: neither right nor wrong.
    #[error("{algorithm} is not in this build")]
    NotBuilt {
        /// The key's algorithm.
        algorithm: Algorithm,
    },
    /// A witness key signs checkpoints with a time, and nothing else.
    #[error("a cosignature key signs only checkpoints")]
    OnlyCheckpoints,
}

impl SignatureError {
    /// The stable code, kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Wrong => "bad-signature",
            Self::NotBuilt { .. } => "not-built",
            Self::OnlyCheckpoints => "only-checkpoints",
        }
    }
}

/// A public key that has been checked.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey {
    algorithm: Algorithm,
    // INVARIANT (padded): an Ed25519 key takes 32 of them, and the last is zero.
    bytes: [u8; 33],
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({}, {})", self.algorithm(), base64::encode(self.bytes()))
    }
}

impl PublicKey {
    /// Reads the bytes of a public key: 32 for Ed25519, 33 (compressed) for P-256 and SM2.
    ///
    /// Whether 33 bytes are a point is known only to a build that has the algorithm; elsewhere their first byte is checked.
    ///
    /// # Errors
    /// Another length, no canonical point, or one of small order.
    pub fn new(algorithm: Algorithm, bytes: &[u8]) -> Result<Self, KeyError> {
        let mut padded = [0; 33];
        let expected = algorithm.key_bytes();
        match padded.get_mut(..expected) {
            Some(place) if place.len() == bytes.len() => place.copy_from_slice(bytes),
            _ => return Err(KeyError::Length { found: bytes.len(), expected }),
        }
        let key = Self { algorithm, bytes: padded };
        if expected == 32 {
            ed25519::check(key.edwards())?;
        } else if !matches!(padded, [2 | 3, ..]) || !is_point(algorithm, bytes) {
            return Err(KeyError::Point);
        }
        Ok(key)
    }

    /// Reads a public key of P-256 or SM2 in the other writing of SEC 1 §2.3.3: `04`, x, y.
    ///
    /// # Errors
    /// Another length, no canonical point, or an algorithm that has no such writing.
    pub fn from_uncompressed(algorithm: Algorithm, bytes: &[u8]) -> Result<Self, KeyError> {
        let [4, x @ .., _] = bytes else { return Err(KeyError::Point) };
        let (Some(x), Some(y_end), 65) = (x.get(..32), bytes.last(), bytes.len()) else {
            return Err(KeyError::Length { found: bytes.len(), expected: 65 });
        };
        if algorithm.key_bytes() != 33 || !is_point(algorithm, bytes) {
            return Err(KeyError::Point);
        }
        let mut padded = [2 | y_end & 1; 33];
        let [_, place @ ..] = &mut padded;
        place.copy_from_slice(x);
        Ok(Self { algorithm, bytes: padded })
    }

    /// What it is for.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Its bytes, without the algorithm: equal bytes are one key, under whatever name.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.algorithm.key_bytes()).unwrap_or_default()
    }

    const fn edwards(&self) -> &[u8; 32] {
        let [edwards @ .., _] = &self.bytes;
        edwards
    }

    /// Checks a signature over exactly these bytes.
    ///
    /// Ed25519 is strict: canonical points and scalar, no small order, equation without cofactor. In ECDSA on P-256 (with
    /// SHA-256) and SM2 (with SM3 and [`SM2_ID`]) both numbers of a signature are from 1 to n − 1; an ECDSA signature
    /// may hold s or n − s, as FIPS 186-5 §6.4.2 has it.
    ///
    /// # Errors
    /// A wrong signature, an algorithm not in this build, or a witness key.
    pub fn verify(&self, message: &[u8], signature: &SignatureBytes) -> Result<(), SignatureError> {
        let good = match self.algorithm {
            Algorithm::Ed25519 => ed25519::verify(self.edwards(), message, signature),
            Algorithm::Cosignature => return Err(SignatureError::OnlyCheckpoints),
            #[cfg(feature = "p256")]
            Algorithm::P256 => p256::verify(&self.bytes, message, signature),
            #[cfg(feature = "sm2")]
            Algorithm::Sm2 => sm2::verify(&self.bytes, SM2_ID, message, signature),
            #[cfg(not(all(feature = "p256", feature = "sm2")))]
            algorithm => return Err(SignatureError::NotBuilt { algorithm }),
        };
        good.ok_or(SignatureError::Wrong)
    }

    /// As [`verify`](Self::verify), for a signer of SM2 who signs under another id than [`SM2_ID`].
    ///
    /// # Errors
    /// A wrong signature, a key that is not one of SM2, or SM2 not in this build.
    pub fn verify_as(
        &self,
        id: &str,
        message: &[u8],
        signature: &SignatureBytes,
    ) -> Result<(), SignatureError> {
        if self.algorithm != Algorithm::Sm2 {
            return Err(SignatureError::Wrong);
        }
        #[cfg(feature = "sm2")]
        return sm2::verify(&self.bytes, id, message, signature).ok_or(SignatureError::Wrong);
        #[cfg(not(feature = "sm2"))]
        {
            let _ = (id, message, signature);
            Err(SignatureError::NotBuilt { algorithm: self.algorithm })
        }
    }

    /// As [`verify`](Self::verify), for the message that a cosignature signs.
    pub(super) fn verify_as_witness(
        &self,
        message: &[u8],
        signature: &SignatureBytes,
    ) -> Result<(), SignatureError> {
        match self.algorithm {
            Algorithm::Cosignature => {
                ed25519::verify(self.edwards(), message, signature).ok_or(SignatureError::Wrong)
            }
            _ => Err(SignatureError::Wrong),
        }
    }
}

/// Is this a point of the curve, in either writing? A build without the algorithm cannot know.
fn is_point(algorithm: Algorithm, bytes: &[u8]) -> bool {
    match algorithm {
        #[cfg(feature = "p256")]
        Algorithm::P256 => p256::is_point(bytes),
        #[cfg(feature = "sm2")]
        Algorithm::Sm2 => sm2::is_point(bytes),
        _ => {
            let _ = bytes;
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(not(any(feature = "p256", feature = "sm2")))]
    #[test]
    fn what_is_not_built_is_neither_right_nor_wrong() {
        for algorithm in [Algorithm::P256, Algorithm::Sm2] {
            let mut point = [7; 33];
            assert_eq!(PublicKey::new(algorithm, &point), Err(KeyError::Point));
            point[0] = 2;
            let key = Vkey::new("a", PublicKey::new(algorithm, &point).unwrap()).unwrap();
            let again: Vkey = alloc::format!("{key}").parse().unwrap();
            assert_eq!(again, key);
            let not_built = SignatureError::NotBuilt { algorithm };
            assert_eq!(again.verify(b"", &[0; 64]), Err(not_built));
            let secret = SigningKey::new(algorithm, "a", &[1; 32]);
            assert_eq!(secret.err(), Some(KeyError::NotBuilt { algorithm }));
        }
    }

    #[test]
    fn der_ecdsa_and_unknown_algorithms_are_refused() {
        for data in [&[2; 33][..], &[3; 33], &[255; 33], b"", b"\xffterroir/v1 p25"] {
            let text = alloc::format!("a+00000000+{}", base64::encode(data));
            assert_eq!(text.parse::<Vkey>(), Err(KeyError::Algorithm));
        }
    }

    #[test]
    fn a_point_with_y_beyond_p_is_refused() {
        for small in 0..=18 {
            // y = p + small is the point of y = small written wrongly, if it is one.
            let mut bytes = [0xff; 32];
            (bytes[0], bytes[31]) = (0xed + small, 0x7f);
            assert!(PublicKey::new(Algorithm::Ed25519, &bytes).is_err(), "p + {small}");
            bytes[31] = 0xff;
            assert!(PublicKey::new(Algorithm::Ed25519, &bytes).is_err(), "p + {small}");
        }
        let mut bytes = [0; 32];
        bytes[0] = 3;
        assert!(PublicKey::new(Algorithm::Ed25519, &bytes).is_ok());
        // y = p − 3, the largest that is a point of full order: its negative is y = 3.
        let mut bytes = [0xff; 32];
        (bytes[0], bytes[31]) = (0xea, 0x7f);
        assert!(PublicKey::new(Algorithm::Ed25519, &bytes).is_ok());
    }

    #[test]
    fn a_witness_key_verifies_no_message() {
        let key = SigningKey::witness_from_seed("w", &[3; 32]).unwrap();
        assert_eq!(key.vkey().verify(b"x", &key.sign(b"x")), Err(SignatureError::OnlyCheckpoints));
    }

    #[test]
    fn names_are_plain() {
        let key = || SigningKey::from_seed("a", &[1; 32]).unwrap().vkey().public_key().clone();
        for name in ["", "a b", "a+b", "ä", "a\n", &"x".repeat(65)] {
            assert_eq!(Vkey::new(name, key()), Err(KeyError::Name), "{name}");
        }
        assert!(Vkey::new(&"x".repeat(64), key()).is_ok());
    }
}
