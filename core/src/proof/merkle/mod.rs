//! The Merkle tree of RFC 6962 §2.1 and RFC 9162 §2.1, over either suite.
//!
//! ```
//! use terroir::digest::Suite;
//! use terroir::proof::merkle::{self, Frontier};
//!
//! let suite = Suite::Sha256;
//! let leaves: Vec<_> = (0..5u8).map(|i| merkle::leaf_hash(suite, &[i])).collect();
//!
//! let mut tree = Frontier::new(suite);
//! for leaf in &leaves {
//!     tree.append(*leaf);
//! }
//! assert_eq!(tree.root(), merkle::root(suite, &leaves));
//!
//! let old = merkle::root(suite, &leaves[..3]);
//! let proof = merkle::consistency_proof(suite, &leaves, 3)?;
//! merkle::verify_consistency(suite, 3, &old, 5, &tree.root(), &proof)?;
//! # Ok::<(), merkle::MerkleError>(())
//! ```
//!
//! Leaves and inner nodes are hashed with different first bytes, so no node can pass for a leaf. A subtree without a
//! sibling is promoted, never doubled. The length of a proof follows from index and size alone, and a proof of any
//! other length is refused before anything is hashed.

mod build;
mod verify;

pub use build::{
    Frontier, complete_subtrees, consistency_proof, consistency_ranges, inclusion_proof, inclusion_ranges,
    root, root_of_range,
};
pub use verify::{
    consistency_proof_length, inclusion_proof_length, root_from_inclusion, verify_consistency,
    verify_inclusion,
};

use crate::digest::{Hash, Suite};

/// Why a proof does not hold, or cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MerkleError {
    /// There is no such leaf in a tree of this size.
    #[error("leaf {index} is not in a tree of {size} leaves")]
    IndexBeyondSize {
        /// The index asked for, from 0.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The older tree is larger than the newer.
    #[error("a tree of {old} leaves cannot grow into one of {new}")]
    Shrunk {
        /// Leaves in the older tree.
        old: u64,
        /// Leaves in the newer tree.
        new: u64,
    },
    /// Every tree extends the empty one: a proof of that proves nothing (RFC 9162 §2.1.4).
    #[error("consistency with an empty tree says nothing")]
    EmptyTree,
    /// The proof has not the number of hashes that index and size call for.
    #[error("the proof has {found} hashes, should have {expected}")]
    ProofLength {
        /// Hashes given.
        found: usize,
        /// Hashes called for.
        expected: u32,
    },
    /// The proof leads to another root than the one given, or to another old root.
    #[error("the proof leads to another root")]
    OtherRoot,
    /// The proof leads to the new root, but not from the old one.
    #[error("the proof does not start from the old root")]
    OtherOldRoot,
}

impl MerkleError {
    /// The stable code, kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::IndexBeyondSize { .. } => "index-beyond-size",
            Self::Shrunk { .. } => "shrunk",
            Self::EmptyTree => "empty-tree",
            Self::ProofLength { .. } => "proof-length",
            Self::OtherRoot => "other-root",
            Self::OtherOldRoot => "other-old-root",
        }
    }
}

/// What stands before a leaf's data when it is hashed.
pub(super) const LEAF: &[u8] = &[0];

/// The hash of a leaf's data: H(0x00 ‖ data).
#[must_use]
pub fn leaf_hash(suite: Suite, data: &[u8]) -> Hash {
    suite.hash(&[LEAF, data])
}

/// The hash of an inner node: H(0x01 ‖ left ‖ right).
#[must_use]
pub fn node_hash(suite: Suite, left: &Hash, right: &Hash) -> Hash {
    // In one piece: a hash function takes each of several with some ceremony.
    let mut node = [1; 65];
    let [_, children @ ..] = &mut node;
    let (first, second) = children.split_at_mut(32);
    first.copy_from_slice(left);
    second.copy_from_slice(right);
    suite.hash(&[&node])
}

/// The root of the tree without leaves: H of nothing.
#[must_use]
pub fn empty_root(suite: Suite) -> Hash {
    suite.hash(&[])
}
