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

use super::base64;
use crate::base::text::cut;
use crate::digest::Suite;
use alloc::{borrow::ToOwned as _, format, string::String, vec::Vec};
use core::{fmt, str::FromStr};
use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};

/// Bytes of a key name, at most.
pub const NAME_BYTES: usize = 64;

/// A signature of any algorithm.
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
}

impl Algorithm {
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
    /// Reads the bytes of a public key: 32 for Ed25519, 33 (compressed) for the curves of Weierstrass form.
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
            check_edwards(key.edwards())?;
        } else if !matches!(padded, [2 | 3, ..]) {
            return Err(KeyError::Point);
        }
        Ok(key)
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
    /// Ed25519 is strict: canonical points and scalar, no small order, equation without cofactor.
    ///
    /// # Errors
    /// A wrong signature, an algorithm not in this build, or a witness key.
    pub fn verify(&self, message: &[u8], signature: &SignatureBytes) -> Result<(), SignatureError> {
        match self.algorithm {
            Algorithm::Ed25519 => strictly(self.edwards(), message, signature),
            Algorithm::Cosignature => Err(SignatureError::OnlyCheckpoints),
            Algorithm::P256 | Algorithm::Sm2 => Err(SignatureError::NotBuilt { algorithm: self.algorithm }),
        }
    }

    /// As [`verify`](Self::verify), for the message that a cosignature signs.
    pub(super) fn verify_as_witness(
        &self,
        message: &[u8],
        signature: &SignatureBytes,
    ) -> Result<(), SignatureError> {
        match self.algorithm {
            Algorithm::Cosignature => strictly(self.edwards(), message, signature),
            _ => Err(SignatureError::Wrong),
        }
    }
}

fn check_edwards(bytes: &[u8; 32]) -> Result<(), KeyError> {
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

fn strictly(key: &[u8; 32], message: &[u8], signature: &SignatureBytes) -> Result<(), SignatureError> {
    let key = VerifyingKey::from_bytes(key).map_err(|_| SignatureError::Wrong)?;
    let good = key.verify_strict(message, &Signature::from_bytes(signature));
    good.map_err(|_| SignatureError::Wrong)
}

/// A key id, `NAME+HEX8`: an index into the pinned keys, not a commitment to one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
pub struct KeyId(String);

impl KeyId {
    fn new(name: &str, hash: [u8; 4]) -> Self {
        let mut text = String::with_capacity(name.len() + 9);
        text.push_str(name);
        text.push('+');
        let number = u32::from_be_bytes(hash);
        for digit in (0..8).rev() {
            let nibble = (number >> (4 * digit)) as u8 & 15;
            text.push(char::from(if nibble < 10 { b'0' + nibble } else { b'a' - 10 + nibble }));
        }
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key's name.
    #[must_use]
    pub fn name(&self) -> &str {
        cut(&self.0, b'+').map_or("", |(name, _)| name)
    }

    /// The four bytes before a signature in a note.
    #[must_use]
    pub fn hash(&self) -> [u8; 4] {
        cut(&self.0, b'+').and_then(|(_, hex)| unhex(hex)).unwrap_or_default()
    }
}

impl FromStr for KeyId {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (name, hex) = cut(text, b'+').ok_or(KeyError::Form)?;
        check_name(name)?;
        unhex(hex).ok_or(KeyError::Form)?;
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for KeyId {
    type Error = KeyError;

    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}

impl From<KeyId> for String {
    fn from(id: KeyId) -> Self {
        id.0
    }
}

fn check_name(name: &str) -> Result<(), KeyError> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'/' | b'-');
    if name.is_empty() || name.len() > NAME_BYTES || !name.bytes().all(plain) {
        return Err(KeyError::Name);
    }
    Ok(())
}

/// Four bytes in lower-case hex.
fn unhex(text: &str) -> Option<[u8; 4]> {
    let mut number = 0_u32;
    for digit in text.bytes() {
        let value = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            _ => return None,
        };
        number = number << 4 | u32::from(value);
    }
    (text.len() == 8).then(|| number.to_be_bytes())
}

/// A named public key in the form of C2SP signed notes, `NAME+HEX8+BASE64(algorithm ‖ key)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
pub struct Vkey {
    id: KeyId,
    key: PublicKey,
}

impl Vkey {
    /// A key under a name; the id follows from both.
    ///
    /// # Errors
    /// A name that is none.
    pub fn new(name: &str, key: PublicKey) -> Result<Self, KeyError> {
        check_name(name)?;
        let id = KeyId::new(name, id_hash(name, key.algorithm().prefix(), key.bytes()));
        Ok(Self { id, key })
    }

    /// Its id, `NAME+HEX8`.
    #[must_use]
    pub const fn id(&self) -> &KeyId {
        &self.id
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.id.name()
    }

    /// What it is for.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.key.algorithm()
    }

    /// The key without its name.
    #[must_use]
    pub const fn public_key(&self) -> &PublicKey {
        &self.key
    }

    /// Checks a signature over exactly these bytes; see [`PublicKey::verify`].
    ///
    /// # Errors
    /// Those of [`PublicKey::verify`].
    pub fn verify(&self, message: &[u8], signature: &SignatureBytes) -> Result<(), SignatureError> {
        self.key.verify(message, signature)
    }
}

/// SHA-256(NAME ‖ LF ‖ algorithm ‖ key), first four bytes; SHA-256 in every suite.
fn id_hash(name: &str, prefix: &[u8], key: &[u8]) -> [u8; 4] {
    let [a, b, c, d, ..] = Suite::Sha256.hash(&[name.as_bytes(), b"\n", prefix, key]);
    [a, b, c, d]
}

impl FromStr for Vkey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (name, rest) = cut(text, b'+').ok_or(KeyError::Form)?;
        // Base64 may hold a plus too: the second one ends the hex.
        let (hex, encoded) = cut(rest, b'+').ok_or(KeyError::Form)?;
        check_name(name)?;
        let found = unhex(hex).ok_or(KeyError::Form)?;
        let data = base64::decode(encoded).ok_or(KeyError::Form)?;
        let (algorithm, bytes) = Algorithm::of(&data).ok_or(KeyError::Algorithm)?;
        let expected = id_hash(name, algorithm.prefix(), bytes);
        if found != expected {
            return Err(KeyError::Id {
                found: u32::from_be_bytes(found),
                expected: u32::from_be_bytes(expected),
            });
        }
        Self::new(name, PublicKey::new(algorithm, bytes)?)
    }
}

impl fmt::Display for Vkey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut data = Vec::from(self.key.algorithm().prefix());
        data.extend_from_slice(self.key.bytes());
        write!(f, "{}+{}", self.id, base64::encode(&data))
    }
}

impl TryFrom<String> for Vkey {
    type Error = KeyError;

    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}

impl From<Vkey> for String {
    fn from(key: Vkey) -> Self {
        format!("{key}")
    }
}

/// A private key, for back ends that hold one. Signing is deterministic: equal message, equal signature.
#[derive(Clone)]
pub struct SigningKey {
    key: ed25519_dalek::SigningKey,
    vkey: Vkey,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.vkey.id)
    }
}

impl SigningKey {
    /// The Ed25519 key of a 32-byte private key (the "seed" of RFC 8032 §5.1.5).
    ///
    /// # Errors
    /// A name that is none.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        Self::of(name, seed, Algorithm::Ed25519)
    }

    /// The same as a witness: it signs checkpoints with a time, and nothing else.
    ///
    /// # Errors
    /// A name that is none.
    pub fn witness_from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        Self::of(name, seed, Algorithm::Cosignature)
    }

    fn of(name: &str, seed: &[u8; 32], algorithm: Algorithm) -> Result<Self, KeyError> {
        let key = ed25519_dalek::SigningKey::from_bytes(seed);
        let public = PublicKey::new(algorithm, key.verifying_key().as_bytes())?;
        Ok(Self { vkey: Vkey::new(name, public)?, key })
    }

    /// What others pin.
    #[must_use]
    pub const fn vkey(&self) -> &Vkey {
        &self.vkey
    }

    /// Signs exactly these bytes.
    ///
    /// A witness key signs here too, but no verifier takes that for anything.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> SignatureBytes {
        use ed25519_dalek::Signer as _;
        self.key.sign(message).to_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_algorithms_parse_and_answer_not_built() {
        for algorithm in [Algorithm::P256, Algorithm::Sm2] {
            let mut point = [7; 33];
            assert_eq!(PublicKey::new(algorithm, &point), Err(KeyError::Point));
            point[0] = 2;
            let key = Vkey::new("a", PublicKey::new(algorithm, &point).unwrap()).unwrap();
            let again: Vkey = format!("{key}").parse().unwrap();
            assert_eq!(again, key);
            assert_eq!(again.verify(b"", &[0; 64]), Err(SignatureError::NotBuilt { algorithm }));
        }
    }

    #[test]
    fn der_ecdsa_and_unknown_algorithms_are_refused() {
        for data in [&[2; 33][..], &[3; 33], &[255; 33], b"", b"\xffterroir/v1 p25"] {
            let text = format!("a+00000000+{}", base64::encode(data));
            assert_eq!(text.parse::<Vkey>(), Err(KeyError::Algorithm));
        }
    }

    #[test]
    fn a_large_order_point_with_y_beyond_p_is_refused() {
        // y = p + 3 is a point of full order written wrongly; y = 3 is the same point.
        let mut bytes = [0xff; 32];
        (bytes[0], bytes[31]) = (0xf0, 0x7f);
        assert_eq!(PublicKey::new(Algorithm::Ed25519, &bytes), Err(KeyError::Point));
        let mut bytes = [0; 32];
        bytes[0] = 3;
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
