//! Verifying; needs nothing of the tree but its size and root.

use super::{MerkleError, node_hash};
use crate::digest::{Hash, Suite};

/// How many hashes an inclusion proof has, or `None` if there is no such leaf.
#[must_use]
pub const fn inclusion_proof_length(index: u64, size: u64) -> Option<u32> {
    if index >= size {
        return None;
    }
    let inner = inner_length(index, size);
    Some(inner + border_length(index, inner))
}

/// How many hashes a consistency proof has, or `None` if the old size is zero or beyond the new.
#[must_use]
pub const fn consistency_proof_length(old: u64, new: u64) -> Option<u32> {
    if old == 0 || old > new {
        return None;
    }
    if old == new {
        return Some(0);
    }
    let last = old - 1;
    let inner = inner_length(last, new);
    // The old root itself stands for the first hash where the old tree is complete.
    let seed = !old.is_power_of_two() as u32;
    Some(seed + inner - old.trailing_zeros() + border_length(last, inner))
}

/// Hashes up to where the paths of this leaf and of the last leaf meet: below, siblings stand on both sides.
const fn inner_length(index: u64, size: u64) -> u32 {
    u64::BITS - (index ^ (size - 1)).leading_zeros()
}

/// Hashes above that: only left siblings.
const fn border_length(index: u64, inner: u32) -> u32 {
    match index.checked_shr(inner) {
        Some(above) => above.count_ones(),
        None => 0,
    }
}

/// The root that an inclusion proof leads to (RFC 9162 §2.1.3.2).
///
/// # Errors
/// No such leaf, or a proof of the wrong length.
pub fn root_from_inclusion(
    suite: Suite,
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
) -> Result<Hash, MerkleError> {
    let expected = inclusion_proof_length(index, size).ok_or(MerkleError::IndexBeyondSize { index, size })?;
    if proof.len() as u64 != u64::from(expected) {
        return Err(MerkleError::ProofLength { found: proof.len(), expected });
    }
    let mut path = index;
    let mut last = size - 1;
    let mut hash = *leaf;
    for sibling in proof {
        // A last node without sibling is promoted until it is a right child.
        while path == last && path & 1 == 0 && path != 0 {
            path >>= 1;
            last >>= 1;
        }
        hash =
            if path & 1 == 1 { node_hash(suite, sibling, &hash) } else { node_hash(suite, &hash, sibling) };
        path >>= 1;
        last >>= 1;
    }
    Ok(hash)
}

/// Checks that a leaf stands at this index of the tree with this size and root.
///
/// # Errors
/// No such leaf, a proof of the wrong length, or one that leads to another root.
pub fn verify_inclusion(
    suite: Suite,
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), MerkleError> {
    if root_from_inclusion(suite, leaf, index, size, proof)? == *root {
        Ok(())
    } else {
        Err(MerkleError::OtherRoot)
    }
}

/// Checks that the newer tree begins with all leaves of the older, in order (RFC 9162 §2.1.4.2).
///
/// # Errors
/// An empty or larger older tree, a proof of the wrong length, or one that does not lead from the old root to the new.
pub fn verify_consistency(
    suite: Suite,
    old: u64,
    old_root: &Hash,
    new: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), MerkleError> {
    let expected = match consistency_proof_length(old, new) {
        Some(length) => length,
        None if old == 0 => return Err(MerkleError::EmptyTree),
        None => return Err(MerkleError::Shrunk { old, new }),
    };
    if proof.len() as u64 != u64::from(expected) {
        return Err(MerkleError::ProofLength { found: proof.len(), expected });
    }
    let (seed, rest) = match proof.split_first() {
        Some((first, rest)) if !old.is_power_of_two() => (first, rest),
        _ => (old_root, proof),
    };
    // Both walks start at the largest complete subtree that ends with the old tree's last leaf.
    let mut path = (old - 1) >> old.trailing_zeros();
    let mut last = (new - 1) >> old.trailing_zeros();
    let (mut from_old, mut from_new) = (*seed, *seed);
    for sibling in rest {
        while path == last && path & 1 == 0 && path != 0 {
            path >>= 1;
            last >>= 1;
        }
        if path & 1 == 1 {
            from_old = node_hash(suite, sibling, &from_old);
            from_new = node_hash(suite, sibling, &from_new);
        } else {
            from_new = node_hash(suite, &from_new, sibling);
        }
        path >>= 1;
        last >>= 1;
    }
    if from_new != *new_root {
        return Err(MerkleError::OtherRoot);
    }
    if from_old != *old_root {
        return Err(MerkleError::OtherOldRoot);
    }
    Ok(())
}
