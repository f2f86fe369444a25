//! Building trees and making proofs.

use super::{MerkleError, empty_root, node_hash};
use crate::digest::{Hash, Suite};
use alloc::vec::Vec;

/// The right edge of a growing tree: at most one hash for each bit of its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frontier {
    suite: Suite,
    size: u64,
    // INVARIANT (complete): one root of a complete subtree for each set bit of `size`, the largest first.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// An empty tree.
    #[must_use]
    pub const fn new(suite: Suite) -> Self {
        Self { suite, size: 0, peaks: Vec::new() }
    }

    /// Leaves so far.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds one leaf, by its hash.
    pub fn append(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            // INVARIANT (complete): a peak for each of the trailing ones.
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(self.suite, &left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size = self.size.saturating_add(1);
    }

    /// The root over all leaves so far.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            Some(last) => peaks.fold(*last, |right, left| node_hash(self.suite, left, &right)),
            None => empty_root(self.suite),
        }
    }
}

/// The root over leaf hashes.
#[must_use]
pub fn root(suite: Suite, leaves: &[Hash]) -> Hash {
    let mut tree = Frontier::new(suite);
    for leaf in leaves {
        tree.append(*leaf);
    }
    tree.root()
}

/// The proof that the leaf at `index` is in the tree over `leaves` (RFC 9162 §2.1.3.1).
///
/// # Errors
/// No such leaf.
pub fn inclusion_proof(suite: Suite, leaves: &[Hash], index: u64) -> Result<Vec<Hash>, MerkleError> {
    let size = leaves.len() as u64;
    if index >= size {
        return Err(MerkleError::IndexBeyondSize { index, size });
    }
    let mut proof = Vec::new();
    let (mut here, mut at) = (leaves, index as usize);
    while here.len() > 1 {
        let (left, right) = halves(here);
        let sibling = if at < left.len() {
            here = left;
            right
        } else {
            at -= left.len();
            here = right;
            left
        };
        proof.push(root(suite, sibling));
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the tree over `leaves` extends the one over its first `old` (RFC 9162 §2.1.4.1).
///
/// # Errors
/// An empty older tree, or one larger than `leaves`.
pub fn consistency_proof(suite: Suite, leaves: &[Hash], old: u64) -> Result<Vec<Hash>, MerkleError> {
    let new = leaves.len() as u64;
    if old == 0 {
        return Err(MerkleError::EmptyTree);
    }
    if old > new {
        return Err(MerkleError::Shrunk { old, new });
    }
    let mut proof = Vec::new();
    let (mut here, mut old) = (leaves, old as usize);
    // The older tree is known to the verifier as long as we have only gone left.
    let mut known = true;
    while old < here.len() {
        let (left, right) = halves(here);
        if old <= left.len() {
            here = left;
            proof.push(root(suite, right));
        } else {
            old -= left.len();
            here = right;
            known = false;
            proof.push(root(suite, left));
        }
    }
    if !known {
        proof.push(root(suite, here));
    }
    proof.reverse();
    Ok(proof)
}

/// Splits more than one leaf at the largest power of two below their number.
fn halves(leaves: &[Hash]) -> (&[Hash], &[Hash]) {
    let half = leaves.len().next_power_of_two() / 2;
    leaves.split_at_checked(half).unwrap_or((leaves, &[]))
}
