//! Signed notes (C2SP signed-note): a text, and under it who signed it.
//!
//! ```
//! use terroir::proof::key::SigningKey;
//! use terroir::proof::note::{self, Note};
//!
//! let key = SigningKey::from_seed("coop.example/keeper", &[1; 32])?;
//! let text = note::sign("twelve kilograms of tea\n", &[&key])?;
//! let note = Note::parse(&text)?;
//! assert_eq!(note.text(), "twelve kilograms of tea\n");
//! assert_eq!(note.verify(&[key.vkey().clone()])?.len(), 1);
//! assert_eq!(note.to_string(), text);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! One text, one note: what parses prints to the same bytes.

use super::{
    base64, cosignature,
    key::{Algorithm, KeyId, SignatureBytes, SignatureError, SigningKey, Vkey},
};
use crate::base::{limits, text::cut};
use alloc::{string::String, vec::Vec};
use core::fmt;

/// Signatures that a note may carry; the standard asks for at least 16.
pub const SIGNATURES: usize = limits::NOTE_SIGNATURES;

/// What a signature line begins with: em dash and space.
const MARK: &str = "\u{2014} ";

/// Why a text is no note, or one that nobody known has signed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoteError {
    /// A control character other than the line feed.
    #[error("control character at byte {at}")]
    Control {
        /// Byte offset.
        at: usize,
    },
    /// No blank line with signature lines after it, each ended by a line feed.
    #[error("no blank line followed by signature lines")]
    NoSignature,
    /// A signature line that is not `— NAME BASE64` with an id and a signature.
    #[error("signature line {line} is not of the form `\u{2014} NAME BASE64`")]
    SignatureLine {
        /// Number among the signature lines, from 1.
        line: usize,
    },
    /// More signatures than are looked at.
    #[error("more than {most} signatures")]
    TooManySignatures {
        /// How many there may be.
        most: usize,
    },
    /// A signature under a known key's name and id that is not that key's.
    #[error("the signature of `{key}` does not verify")]
    WrongSignature {
        /// The key's id.
        key: KeyId,
    },
    /// No signature is by a known key.
    #[error("no signature is by a known key")]
    NoKnownKey,
    /// The only known keys that signed are of an algorithm not in this build.
    #[error("{algorithm} is not in this build")]
    NotBuilt {
        /// Their algorithm.
        algorithm: Algorithm,
    },
}

impl NoteError {
    /// The stable code, kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Control { .. } | Self::NoSignature | Self::SignatureLine { .. } => "malformed-note",
            Self::TooManySignatures { .. } => "too-many-signatures",
            Self::WrongSignature { .. } => "bad-signature",
            Self::NoKnownKey => "unknown-key",
            Self::NotBuilt { .. } => "not-built",
        }
    }
}

/// A note that has been read; its signatures are not yet believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note<'t> {
    text: &'t str,
    signatures: Vec<NoteSignature<'t>>,
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature<'t> {
    name: &'t str,
    hash: [u8; 4],
    bytes: Vec<u8>,
}

/// A known key whose signature verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signer<'k> {
    /// The key.
    pub key: &'k Vkey,
    /// For a witness: when it says it had seen the note, in seconds since 1970; the earliest if it signed twice.
    pub time: Option<u64>,
}

impl<'t> Note<'t> {
    /// Reads a note.
    ///
    /// # Errors
    /// Anything but the one writing of a note.
    pub fn parse(note: &'t str) -> Result<Self, NoteError> {
        if let Some(at) = note.bytes().position(|b| b < 0x20 && b != b'\n') {
            return Err(NoteError::Control { at });
        }
        let mut blank = note.len();
        while note.as_bytes().get(blank..blank + 2) != Some(b"\n\n") {
            blank = blank.checked_sub(1).ok_or(NoteError::NoSignature)?;
        }
        let (text, rest) = note.split_at_checked(blank + 1).ok_or(NoteError::NoSignature)?;
        let mut rest = rest.get(1..).unwrap_or("");
        if !rest.as_bytes().ends_with(b"\n") {
            return Err(NoteError::NoSignature);
        }
        let mut signatures = Vec::new();
        while !rest.is_empty() {
            let (line, after) = cut(rest, b'\n').ok_or(NoteError::NoSignature)?;
            rest = after;
            if signatures.len() == SIGNATURES {
                return Err(NoteError::TooManySignatures { most: SIGNATURES });
            }
            let number = signatures.len() + 1;
            signatures.push(NoteSignature::parse(line).ok_or(NoteError::SignatureLine { line: number })?);
        }
        Ok(Self { text, signatures })
    }

    /// The text that is signed, with its last line feed.
    #[must_use]
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// Who claims to have signed, in the order written.
    #[must_use]
    pub fn signatures(&self) -> &[NoteSignature<'t>] {
        &self.signatures
    }

    /// Which of these keys have signed. Signatures of others are ignored, one under a known key's name and id is not.
    ///
    /// # Errors
    /// A wrong signature of a known key, or no signature of any.
    pub fn verify<'k>(&self, keys: &'k [Vkey]) -> Result<Vec<Signer<'k>>, NoteError> {
        let mut signers: Vec<Signer<'k>> = Vec::new();
        let mut not_built = None;
        for signature in &self.signatures {
            let Some(key) = keys.iter().find(|key| signature.is_under(key)) else { continue };
            match signature.verify(key, self.text) {
                Ok(time) => match signers.iter_mut().find(|signer| signer.key.id() == key.id()) {
                    Some(signer) => signer.time = signer.time.min(time),
                    None => signers.push(Signer { key, time }),
                },
                Err(SignatureError::NotBuilt { algorithm }) => not_built = Some(algorithm),
                Err(_) => return Err(NoteError::WrongSignature { key: key.id().clone() }),
            }
        }
        match not_built {
            Some(algorithm) if signers.is_empty() => Err(NoteError::NotBuilt { algorithm }),
            _ if signers.is_empty() => Err(NoteError::NoKnownKey),
            _ => Ok(signers),
        }
    }
}

impl fmt::Display for Note<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

impl<'t> NoteSignature<'t> {
    fn parse(line: &'t str) -> Option<Self> {
        let (name, encoded) = cut(line.strip_prefix(MARK)?, b' ')?;
        if name.is_empty() || name.chars().any(|c| c == '+' || c.is_whitespace()) {
            return None;
        }
        let data = base64::decode(encoded)?;
        let (hash, bytes) = data.split_first_chunk()?;
        (!bytes.is_empty()).then(|| Self { name, hash: *hash, bytes: bytes.into() })
    }

    /// The name of the key that is said to have signed.
    #[must_use]
    pub const fn name(&self) -> &'t str {
        self.name
    }

    /// The four bytes of the key's id.
    #[must_use]
    pub const fn hash(&self) -> [u8; 4] {
        self.hash
    }

    /// The signature, in the form of the key's algorithm.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Does it claim to be by this key?
    #[must_use]
    pub fn is_under(&self, key: &Vkey) -> bool {
        self.name == key.name() && self.hash == key.id().hash()
    }

    /// Checks it under a key; the answer is the time, if the key is a witness's.
    pub(super) fn verify(&self, key: &Vkey, text: &str) -> Result<Option<u64>, SignatureError> {
        if key.algorithm() == Algorithm::Cosignature {
            return cosignature::verify(key, text, &self.bytes).map(Some);
        }
        let signature = <&SignatureBytes>::try_from(&*self.bytes).map_err(|_| SignatureError::Wrong)?;
        key.verify(text.as_bytes(), signature).map(|()| None)
    }
}

impl fmt::Display for NoteSignature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut data = Vec::from(self.hash);
        data.extend_from_slice(&self.bytes);
        write!(f, "{MARK}{} {}", self.name, base64::encode(&data))
    }
}

/// Signs a text as a note, one signature line a key.
///
/// # Errors
/// A text that does not end in a line feed or has another control character; no key, or too many.
pub fn sign(text: &str, keys: &[&SigningKey]) -> Result<String, NoteError> {
    if !text.ends_with('\n') {
        return Err(NoteError::NoSignature);
    }
    let mut note = String::from(text);
    note.push('\n');
    for key in keys {
        push_signature(&mut note, key.vkey(), &key.sign(text.as_bytes()));
    }
    Note::parse(&note)?;
    Ok(note)
}

/// Adds a signature line to a note.
pub(crate) fn push_signature(note: &mut String, key: &Vkey, signature: &[u8]) {
    let mut data = Vec::from(key.id().hash());
    data.extend_from_slice(signature);
    note.push_str(MARK);
    note.push_str(key.name());
    note.push(' ');
    note.push_str(&base64::encode(&data));
    note.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str, seed: u8) -> SigningKey {
        SigningKey::from_seed(name, &[seed; 32]).unwrap()
    }

    #[test]
    fn framing_is_exact() {
        let good = sign("a\n\nb\n", &[&key("k", 1)]).unwrap();
        assert_eq!(Note::parse(&good).unwrap().text(), "a\n\nb\n");
        let spoiled = [
            good.replace('\n', "\r\n"),
            good.replace('\u{2014}', "-"),
            good.replace("k ", "k  "),
            good.replace("k ", "k+x "),
            good.replace("k ", "k\u{a0} "),
            good.trim_end().into(),
            alloc::format!("{good}\n"),
            alloc::format!("{good} "),
            good.replace("a\n", "a\t\n"),
            String::from("a\n"),
            String::new(),
            String::from("a\n\n"),
            String::from("a\n\n\u{2014} k AAAAAA==\n"),
        ];
        for text in spoiled {
            assert!(Note::parse(&text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_known_key_must_be_right_and_others_are_ignored() {
        let (ours, theirs) = (key("k", 1), key("k", 2));
        let both = sign("a\n", &[&theirs, &ours]).unwrap();
        let known = [ours.vkey().clone()];
        assert_eq!(Note::parse(&both).unwrap().verify(&known).unwrap().len(), 1);
        let alone = sign("a\n", &[&theirs]).unwrap();
        assert_eq!(Note::parse(&alone).unwrap().verify(&known), Err(NoteError::NoKnownKey));
        let moved = sign("a\n", &[&ours]).unwrap().replacen('a', "b", 1);
        let wrong = NoteError::WrongSignature { key: ours.vkey().id().clone() };
        assert_eq!(Note::parse(&moved).unwrap().verify(&known), Err(wrong));
    }

    #[test]
    fn signatures_are_counted() {
        let key = key("k", 1);
        assert!(sign("a\n", &[&key; SIGNATURES]).is_ok());
        let many = sign("a\n", &[&key; SIGNATURES + 1]);
        assert_eq!(many, Err(NoteError::TooManySignatures { most: SIGNATURES }));
        assert_eq!(sign("a\n", &[]), Err(NoteError::NoSignature));
        assert_eq!(sign("a", &[&key]), Err(NoteError::NoSignature));
    }
}
