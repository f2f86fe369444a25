//! Building trees and making proofs.

use super::{MerkleError, empty_root, node_hash};
use crate::digest::{Hash, Suite};
use alloc::vec::Vec;
use core::ops::Range;

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

    /// The tree of a size whose complete subtrees have these roots, the largest first; `None` if they are too many or
    /// too few.
    #[must_use]
    pub fn from_peaks(suite: Suite, size: u64, peaks: Vec<Hash>) -> Option<Self> {
        (peaks.len() as u64 == u64::from(size.count_ones())).then_some(Self { suite, size, peaks })
    }

    /// The hash function.
    #[must_use]
    pub const fn suite(&self) -> Suite {
        self.suite
    }

    /// Adds one leaf, by its hash.
    pub fn append(&mut self, leaf: Hash) {
        self.append_seen(leaf, |_, _| ());
    }

    /// As [`append`](Self::append); `complete` is shown every subtree that the leaf completes, the leaf first, with its
    /// height.
    pub fn append_seen(&mut self, leaf: Hash, mut complete: impl FnMut(u32, &Hash)) {
        let mut hash = leaf;
        complete(0, &hash);
        for below in 0..self.size.trailing_ones() {
            // INVARIANT (complete): a peak for each of the trailing ones.
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(self.suite, &left, &hash);
                complete(below + 1, &hash);
            }
        }
        self.peaks.push(hash);
        self.size = self.size.saturating_add(1);
    }

    /// The root over all leaves so far.
    #[must_use]
    pub fn root(&self) -> Hash {
        joined(self.suite, &self.peaks)
    }
}

/// The root over complete subtrees that stand side by side, the largest first.
fn joined(suite: Suite, peaks: &[Hash]) -> Hash {
    let mut peaks = peaks.iter().rev();
    match peaks.next() {
        Some(last) => peaks.fold(*last, |right, left| node_hash(suite, left, &right)),
        None => empty_root(suite),
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

/// The root over a range of leaves, from those of complete subtrees: `node` gives the root of the `index`-th subtree over
/// `2^height` leaves. The range begins where a subtree of its size can begin, as those of [`inclusion_ranges`] do.
///
/// # Errors
/// Those of `node`.
pub fn root_of_range<E>(
    suite: Suite,
    range: &Range<u64>,
    node: &mut dyn FnMut(u32, u64) -> Result<Hash, E>,
) -> Result<Hash, E> {
    let peaks: Result<Vec<Hash>, E> =
        complete_subtrees(range).map(|(height, index)| node(height, index)).collect();
    Ok(joined(suite, &peaks?))
}

/// The largest complete subtrees of such a range, from left to right: height, and number among those of the height.
pub fn complete_subtrees(range: &Range<u64>) -> impl Iterator<Item = (u32, u64)> + use<> {
    let (mut start, end) = (range.start, range.end);
    core::iter::from_fn(move || {
        let height = end.checked_sub(start)?.checked_ilog2()?;
        let index = start >> height;
        start += 1 << height;
        Some((height, index))
    })
}

/// The ranges of leaves whose roots prove that the leaf at `index` is in a tree of `size` leaves, in the order of the
/// proof (RFC 9162 §2.1.3.1).
///
/// # Errors
/// No such leaf.
pub fn inclusion_ranges(index: u64, size: u64) -> Result<Vec<Range<u64>>, MerkleError> {
    if index >= size {
        return Err(MerkleError::IndexBeyondSize { index, size });
    }
    let mut ranges = Vec::new();
    let mut here = 0..size;
    while let Some((left, right)) = halves(&here) {
        let (with, sibling) = if index < right.start { (left, right) } else { (right, left) };
        here = with;
        ranges.push(sibling);
    }
    ranges.reverse();
    Ok(ranges)
}

/// The ranges of leaves whose roots prove that a tree of `new` leaves extends that over its first `old`, in the order
/// of the proof (RFC 9162 §2.1.4.1).
///
/// # Errors
/// An empty older tree, or one larger than the newer.
pub fn consistency_ranges(old: u64, new: u64) -> Result<Vec<Range<u64>>, MerkleError> {
    if old == 0 {
        return Err(MerkleError::EmptyTree);
    }
    if old > new {
        return Err(MerkleError::Shrunk { old, new });
    }
    let mut ranges = Vec::new();
    let mut here = 0..new;
    while here.end > old {
        let Some((left, right)) = halves(&here) else { break };
        let (with, sibling) = if old <= right.start { (left, right) } else { (right, left) };
        here = with;
        ranges.push(sibling);
    }
    // The older tree is known to the verifier as long as the way has only gone left.
    if here.start > 0 {
        ranges.push(here);
    }
    ranges.reverse();
    Ok(ranges)
}

/// The proof that the leaf at `index` is in the tree over `leaves` (RFC 9162 §2.1.3.1).
///
/// # Errors
/// No such leaf.
pub fn inclusion_proof(suite: Suite, leaves: &[Hash], index: u64) -> Result<Vec<Hash>, MerkleError> {
    Ok(roots(suite, leaves, &inclusion_ranges(index, leaves.len() as u64)?))
}

/// The proof that the tree over `leaves` extends the one over its first `old` (RFC 9162 §2.1.4.1).
///
/// # Errors
/// An empty older tree, or one larger than `leaves`.
pub fn consistency_proof(suite: Suite, leaves: &[Hash], old: u64) -> Result<Vec<Hash>, MerkleError> {
    Ok(roots(suite, leaves, &consistency_ranges(old, leaves.len() as u64)?))
}

/// The roots over ranges of these leaves.
fn roots(suite: Suite, leaves: &[Hash], ranges: &[Range<u64>]) -> Vec<Hash> {
    let leaves_of = |range: &Range<u64>| leaves.get(range.start as usize..range.end as usize);
    ranges.iter().map(|range| root(suite, leaves_of(range).unwrap_or_default())).collect()
}

/// Splits more than one leaf at the largest power of two below their number.
fn halves(range: &Range<u64>) -> Option<(Range<u64>, Range<u64>)> {
    let height = (range.end - range.start - 1).checked_ilog2()?;
    let middle = range.start + (1 << height);
    Some((range.start..middle, middle..range.end))
}
