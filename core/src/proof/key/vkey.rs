//! Public keys under a name, as C2SP signed notes write them.

use super::{Algorithm, KeyError, NAME_BYTES, PublicKey, SignatureBytes, SignatureError};
use crate::{base::text::cut, digest::Suite, proof::base64};
use alloc::{borrow::ToOwned as _, format, string::String, vec::Vec};
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

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
