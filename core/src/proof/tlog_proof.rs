//! Proofs that a log holds something (C2SP tlog-proof@v1), verifiable offline.
//!
//! ```
//! use terroir::digest::Suite;
//! use terroir::proof::{checkpoint, key::SigningKey, merkle, note};
//! use terroir::proof::tlog_proof::{self, TlogProof};
//!
//! let suite = Suite::Sha256;
//! let log = SigningKey::from_seed("log.example/tea", &[4; 32])?;
//! let leaves = ["a", "b", "c"].map(|data| merkle::leaf_hash(suite, data.as_bytes()));
//! let signed = note::sign(
//!     &checkpoint::body("log.example/tea", 3, &merkle::root(suite, &leaves)),
//!     &[&log],
//! )?;
//! let text = tlog_proof::print(1, &merkle::inclusion_proof(suite, &leaves, 1)?, &signed);
//!
//! let proof = TlogProof::parse_bare(&text)?;
//! proof.verify(suite, &leaves[1], log.vkey())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{
    base64,
    checkpoint::{Checkpoint, CheckpointError},
    key::Vkey,
    merkle::{self, MerkleError},
};
use crate::base::{text::cut, whole};
use crate::digest::{Hash, Suite};
use alloc::{string::String, vec::Vec};
use core::fmt;

const HEADER: &str = "c2sp.org/tlog-proof@v1\n";

/// Hashes that a proof in a tree of any size can have.
const HASHES: usize = 64;

/// Why a text is no proof, or proves something else.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TlogProofError {
    /// The first line is another.
    #[error("the first line is not `c2sp.org/tlog-proof@v1`")]
    Header,
    /// Extra data that is not canonical base64, or is empty.
    #[error("the extra data is not base64 of at least one byte")]
    Extra,
    /// Extra data, which nobody signs, where none is allowed.
    #[error("extra data is not allowed here")]
    ExtraNotAllowed,
    /// No index line with a canonical number.
    #[error("no line `index N`")]
    Index,
    /// A line before the blank one that is not a hash.
    #[error("hash {number} is not 32 bytes in base64")]
    Hash {
        /// Number of the hash, from 1.
        number: usize,
    },
    /// More hashes than any tree calls for, or no blank line after them.
    #[error("no blank line after at most 64 hashes")]
    Hashes,
    /// The checkpoint does not hold.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The proof does not lead to the checkpoint's root.
    #[error(transparent)]
    Merkle(#[from] MerkleError),
}

impl TlogProofError {
    /// The stable code, kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Header | Self::Extra | Self::Index | Self::Hash { .. } | Self::Hashes => "malformed-proof",
            Self::ExtraNotAllowed => "extra",
            Self::Checkpoint(error) => error.code(),
            Self::Merkle(error) => error.code(),
        }
    }
}

/// A proof that has been read; believe it after [`verify`](Self::verify).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof<'t> {
    extra: Option<Vec<u8>>,
    index: u64,
    hashes: Vec<Hash>,
    checkpoint: Checkpoint<'t>,
}

impl<'t> TlogProof<'t> {
    /// Reads any proof of this format.
    ///
    /// # Errors
    /// Anything but the one writing of a proof.
    pub fn parse(proof: &'t str) -> Result<Self, TlogProofError> {
        Self::read(proof, Checkpoint::parse)
    }

    /// Reads a proof as a passport carries it: no extra data, and a [bare](Checkpoint::parse_bare) checkpoint.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), and what a passport does not carry.
    pub fn parse_bare(proof: &'t str) -> Result<Self, TlogProofError> {
        let proof = Self::read(proof, Checkpoint::parse_bare)?;
        if proof.extra.is_some() { Err(TlogProofError::ExtraNotAllowed) } else { Ok(proof) }
    }

    fn read(
        proof: &'t str,
        checkpoint: impl FnOnce(&'t str) -> Result<Checkpoint<'t>, CheckpointError>,
    ) -> Result<Self, TlogProofError> {
        let mut rest = proof.strip_prefix(HEADER).ok_or(TlogProofError::Header)?;
        let mut extra = None;
        if let Some((line, after)) = rest.strip_prefix("extra ").and_then(|rest| cut(rest, b'\n')) {
            extra = base64::decode(line).filter(|data| !data.is_empty());
            if extra.is_none() {
                return Err(TlogProofError::Extra);
            }
            rest = after;
        }
        let (index, mut rest) = rest
            .strip_prefix("index ")
            .and_then(|rest| cut(rest, b'\n'))
            .and_then(|(index, rest)| Some((whole::decimal(index)?, rest)))
            .ok_or(TlogProofError::Index)?;
        let mut hashes = Vec::new();
        loop {
            let (line, after) = cut(rest, b'\n').ok_or(TlogProofError::Hashes)?;
            rest = after;
            if line.is_empty() {
                break;
            }
            if hashes.len() == HASHES {
                return Err(TlogProofError::Hashes);
            }
            let number = hashes.len() + 1;
            hashes.push(base64::decode_array(line).ok_or(TlogProofError::Hash { number })?);
        }
        Ok(Self { extra, index, hashes, checkpoint: checkpoint(rest)? })
    }

    /// Extra data, which nobody has signed.
    #[must_use]
    pub fn extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }

    /// Index of the leaf in the log, from 0.
    #[must_use]
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// The inclusion proof, from the leaf's sibling upwards.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// The checkpoint that it leads to.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint<'t> {
        &self.checkpoint
    }

    /// Checks that the log with this key has this leaf.
    ///
    /// # Errors
    /// A checkpoint not signed by the log, or a proof that does not lead from the leaf to its root.
    pub fn verify(&self, suite: Suite, leaf: &Hash, log: &Vkey) -> Result<(), TlogProofError> {
        let checkpoint = &self.checkpoint;
        merkle::verify_inclusion(
            suite,
            leaf,
            self.index,
            checkpoint.size(),
            &self.hashes,
            checkpoint.root(),
        )?;
        Ok(checkpoint.verify(log)?)
    }
}

impl fmt::Display for TlogProof<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write(self.extra(), self.index, &self.hashes))?;
        self.checkpoint.fmt(f)
    }
}

/// Writes a proof around a signed checkpoint, verbatim.
#[must_use]
pub fn print(index: u64, hashes: &[Hash], checkpoint: &str) -> String {
    write(None, index, hashes) + checkpoint
}

fn write(extra: Option<&[u8]>, index: u64, hashes: &[Hash]) -> String {
    let mut out = String::from(HEADER);
    if let Some(extra) = extra {
        out.push_str("extra ");
        out.push_str(&base64::encode(extra));
        out.push('\n');
    }
    out.push_str("index ");
    whole::push_decimal(&mut out, index);
    out.push('\n');
    for hash in hashes {
        out.push_str(&base64::encode(hash));
        out.push('\n');
    }
    out.push('\n');
    out
}
