//! Checkpoints (C2SP tlog-checkpoint): a log's size and root, signed.
//!
//! ```
//! use terroir::proof::checkpoint::{self, Checkpoint};
//! use terroir::proof::{key::SigningKey, note};
//!
//! let log = SigningKey::from_seed("log.example/tea", &[4; 32])?;
//! let text = note::sign(&checkpoint::body("log.example/tea", 7, &[0; 32]), &[&log])?;
//! let checkpoint = Checkpoint::parse(&text)?;
//! checkpoint.verify(log.vkey())?;
//! assert_eq!(checkpoint.size(), 7);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{
    base64,
    key::{Algorithm, SignatureError, Vkey},
    note::{Note, NoteError},
};
use crate::base::{
    limits,
    text::{self, cut},
    whole,
};
use crate::digest::{Hash, Suite};
use alloc::string::String;
use core::fmt;

/// Signatures of a checkpoint in a passport, at most.
pub const BARE_SIGNATURES: usize = limits::CHECKPOINT_SIGNATURES;

/// Leaves of a log that a passport rests on, at most.
pub const BARE_SIZE: u64 = limits::PASSPORT_LOG_LEAVES;

/// Why a text is no checkpoint, or not this log's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// Not a note, or its signatures do not hold.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Not origin, size, root and non-empty extension lines.
    #[error("not an origin, a canonical size and a root of 32 bytes in base64, one a line")]
    Body,
    /// Extension lines, which nobody audits, where none are allowed.
    #[error("extension lines are not allowed here")]
    Extensions,
    /// A size that no log of a passport has.
    #[error("a tree of {size} leaves, should have 1 to 2^40")]
    Size {
        /// Leaves claimed.
        size: u64,
    },
    /// The first line is not the log's name.
    #[error("the origin is not the name of the log's key")]
    OtherOrigin,
}

impl CheckpointError {
    /// The stable code, kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Note(error) => error.code(),
            Self::Body | Self::Extensions | Self::Size { .. } => "bad-checkpoint",
            Self::OtherOrigin => "other-origin",
        }
    }
}

/// A checkpoint that has been read; believe it after [`verify`](Self::verify).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint<'t> {
    origin: &'t str,
    size: u64,
    root: Hash,
    extensions: &'t str,
    note: Note<'t>,
}

impl<'t> Checkpoint<'t> {
    /// Reads any C2SP checkpoint.
    ///
    /// # Errors
    /// Not a note, or not a checkpoint's lines.
    pub fn parse(text: &'t str) -> Result<Self, CheckpointError> {
        let note = Note::parse(text)?;
        let (origin, size, root, extensions) = lines(note.text()).ok_or(CheckpointError::Body)?;
        Ok(Self { origin, size, root, extensions, note })
    }

    /// Reads a checkpoint as a passport carries it: no extension lines, at most 16 signatures, 1 to 2^40 leaves.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), and what a passport does not carry.
    pub fn parse_bare(text: &'t str) -> Result<Self, CheckpointError> {
        let checkpoint = Self::parse(text)?;
        if !checkpoint.extensions.is_empty() {
            return Err(CheckpointError::Extensions);
        }
        if checkpoint.note.signatures().len() > BARE_SIGNATURES {
            return Err(NoteError::TooManySignatures { most: BARE_SIGNATURES }.into());
        }
        if checkpoint.size == 0 || checkpoint.size > BARE_SIZE {
            return Err(CheckpointError::Size { size: checkpoint.size });
        }
        Ok(checkpoint)
    }

    /// The log's name for itself.
    #[must_use]
    pub const fn origin(&self) -> &'t str {
        self.origin
    }

    /// Leaves in the tree.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Root of the tree.
    #[must_use]
    pub const fn root(&self) -> &Hash {
        &self.root
    }

    /// Extension lines, each with its line feed; empty if none.
    #[must_use]
    pub const fn extensions(&self) -> &'t str {
        self.extensions
    }

    /// The note around it.
    #[must_use]
    pub const fn note(&self) -> &Note<'t> {
        &self.note
    }

    /// Checks that the log with this key signed it under its own name.
    ///
    /// # Errors
    /// Another origin, no signature by the key, or a wrong one.
    pub fn verify(&self, log: &Vkey) -> Result<(), CheckpointError> {
        if self.origin != log.name() {
            return Err(CheckpointError::OtherOrigin);
        }
        let mut signed = false;
        for signature in self.note.signatures().iter().filter(|signature| signature.is_under(log)) {
            match signature.verify(log, self.note.text()) {
                Ok(_) => signed = true,
                Err(SignatureError::NotBuilt { algorithm }) => {
                    return Err(NoteError::NotBuilt { algorithm }.into());
                }
                Err(_) => return Err(NoteError::WrongSignature { key: log.id().clone() }.into()),
            }
        }
        if signed { Ok(()) } else { Err(NoteError::NoKnownKey.into()) }
    }
}

impl fmt::Display for Checkpoint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}

fn lines(body: &str) -> Option<(&str, u64, Hash, &str)> {
    let (origin, rest) = cut(body, b'\n')?;
    let (size, rest) = cut(rest, b'\n')?;
    let (root, extensions) = cut(rest, b'\n')?;
    let empty_line = extensions.starts_with('\n') || text::holds(extensions, "\n\n");
    if origin.is_empty() || empty_line {
        return None;
    }
    Some((origin, whole::decimal(size)?, base64::decode_array(root)?, extensions))
}

/// The hash function of the log with this key: SM3 throughout for an SM2 key, SHA-256 for every other.
#[must_use]
pub fn suite(log: &Vkey) -> Suite {
    if log.algorithm() == Algorithm::Sm2 { Suite::Sm3 } else { Suite::Sha256 }
}

/// The three lines that a log signs.
#[must_use]
pub fn body(origin: &str, size: u64, root: &Hash) -> String {
    let mut body = String::from(origin);
    body.push('\n');
    whole::push_decimal(&mut body, size);
    body.push('\n');
    body.push_str(&base64::encode(root));
    body.push('\n');
    body
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::{key::SigningKey, note};

    fn log() -> SigningKey {
        SigningKey::from_seed("log.example/tea", &[4; 32]).unwrap()
    }

    fn signed(body: &str) -> String {
        note::sign(body, &[&log()]).unwrap()
    }

    #[test]
    fn lines_have_one_writing() {
        let good = body("log.example/tea", 7, &[9; 32]);
        assert!(Checkpoint::parse_bare(&signed(&good)).is_ok());
        for (from, to) in [
            ("\n7\n", "\n07\n"),
            ("\n7\n", "\n+7\n"),
            ("\n7\n", "\n\n7\n"),
            ("log.example/tea", ""),
            ("CQk=", "CQl="),
        ] {
            let text = signed(&good.replacen(from, to, 1));
            assert_eq!(Checkpoint::parse(&text), Err(CheckpointError::Body), "{text}");
        }
    }

    #[test]
    fn extensions_are_for_the_general_form_only() {
        let text = signed(&alloc::format!("{}extra\n", body("log.example/tea", 7, &[9; 32])));
        assert_eq!(Checkpoint::parse(&text).unwrap().extensions(), "extra\n");
        assert_eq!(Checkpoint::parse_bare(&text), Err(CheckpointError::Extensions));
        let text = signed(&alloc::format!("{}extra\n\nmore\n", body("log.example/tea", 7, &[9; 32])));
        assert_eq!(Checkpoint::parse(&text), Err(CheckpointError::Body));
    }

    #[test]
    fn sizes_of_a_passport() {
        for (size, fits) in [(0, false), (1, true), (BARE_SIZE, true), (BARE_SIZE + 1, false)] {
            let text = signed(&body("log.example/tea", size, &[9; 32]));
            assert!(Checkpoint::parse(&text).is_ok());
            assert_eq!(Checkpoint::parse_bare(&text).is_ok(), fits, "{size}");
        }
    }

    #[test]
    fn another_log_of_the_same_name_is_unknown() {
        let text = signed(&body("log.example/tea", 7, &[9; 32]));
        let checkpoint = Checkpoint::parse(&text).unwrap();
        assert_eq!(checkpoint.verify(log().vkey()), Ok(()));
        let other = SigningKey::from_seed("log.example/tea", &[5; 32]).unwrap();
        assert_eq!(checkpoint.verify(other.vkey()), Err(NoteError::NoKnownKey.into()));
        let other = SigningKey::from_seed("log.example/rice", &[4; 32]).unwrap();
        assert_eq!(checkpoint.verify(other.vkey()), Err(CheckpointError::OtherOrigin));
    }
}
