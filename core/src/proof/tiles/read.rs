//! Proofs out of tiles, wherever these come from.

use super::{HEIGHT, Row, Tile, WIDTH};
use crate::digest::{Hash, Suite};
use crate::proof::merkle::{self, MerkleError};
use alloc::{collections::BTreeMap, vec::Vec};
use core::ops::Range;

/// Why tiles gave no proof.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No such leaf, or no such older tree.
    #[error(transparent)]
    Merkle(#[from] MerkleError),
    /// A tile that the proof needs is not there.
    #[error("the tile `{tile}` is needed")]
    Missing {
        /// The tile.
        tile: Tile,
    },
    /// A tile that is not made of whole hashes, or of fewer than it should be.
    #[error("the tile `{tile}` has {found} bytes")]
    Length {
        /// The tile.
        tile: Tile,
        /// Its bytes.
        found: usize,
    },
}

/// Reads a tree of one size out of its tiles.
///
/// Tiles are taken as they are: what they lead to is to be held against a signed root.
///
/// ```
/// use terroir::{digest::Suite, proof::{merkle, tiles::{Reader, Tile}}};
///
/// let suite = Suite::Sha256;
/// let leaves: Vec<_> = (0..5u8).map(|n| merkle::leaf_hash(suite, &[n])).collect();
/// let mut fetch = |tile: Tile| (tile.to_string() == "tile/0/000.p/5").then(|| leaves.concat());
/// let mut reader = Reader::new(suite, 5, &mut fetch);
///
/// let proof = reader.inclusion_proof(3)?;
/// merkle::verify_inclusion(suite, &leaves[3], 3, 5, &proof, &reader.root_of(5)?)?;
/// # Ok::<(), terroir::proof::tiles::ReadError>(())
/// ```
pub struct Reader<'f> {
    suite: Suite,
    size: u64,
    fetch: &'f mut dyn FnMut(Tile) -> Option<Vec<u8>>,
    fetched: BTreeMap<Tile, Vec<u8>>,
}

impl core::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Reader").field("suite", &self.suite).field("size", &self.size).finish_non_exhaustive()
    }
}

impl<'f> Reader<'f> {
    /// A reader of a tree of `size` leaves. `fetch` is asked once for each tile that is needed, as a tree of this size
    /// has it, and may give a wider one of the same place.
    pub fn new(suite: Suite, size: u64, fetch: &'f mut dyn FnMut(Tile) -> Option<Vec<u8>>) -> Self {
        Self { suite, size, fetch, fetched: BTreeMap::new() }
    }

    /// The hash of the leaf at an index.
    ///
    /// # Errors
    /// No such leaf, or a tile that is missing or not one.
    pub fn leaf(&mut self, index: u64) -> Result<Hash, ReadError> {
        if index >= self.size {
            return Err(MerkleError::IndexBeyondSize { index, size: self.size }.into());
        }
        self.node(0, index)
    }

    /// The proof that the leaf at an index is in the tree.
    ///
    /// # Errors
    /// No such leaf, or a tile that is missing or not one.
    pub fn inclusion_proof(&mut self, index: u64) -> Result<Vec<Hash>, ReadError> {
        let ranges = merkle::inclusion_ranges(index, self.size)?;
        ranges.iter().map(|range| self.root_of_range(range)).collect()
    }

    /// The proof that the tree extends the one over its first `old` leaves.
    ///
    /// # Errors
    /// An empty older tree or a larger one, or a tile that is missing or not one.
    pub fn consistency_proof(&mut self, old: u64) -> Result<Vec<Hash>, ReadError> {
        let ranges = merkle::consistency_ranges(old, self.size)?;
        ranges.iter().map(|range| self.root_of_range(range)).collect()
    }

    /// The root over the first `size` leaves.
    ///
    /// # Errors
    /// A larger tree than this, or a tile that is missing or not one.
    pub fn root_of(&mut self, size: u64) -> Result<Hash, ReadError> {
        if size > self.size {
            return Err(MerkleError::Shrunk { old: size, new: self.size }.into());
        }
        self.root_of_range(&(0..size))
    }

    /// The roots of the complete subtrees that a tree of the first `size` leaves is made of, the largest first.
    ///
    /// # Errors
    /// A tile that is missing or not one.
    pub fn peaks(&mut self) -> Result<Vec<Hash>, ReadError> {
        merkle::complete_subtrees(&(0..self.size)).map(|(height, index)| self.node(height, index)).collect()
    }

    fn root_of_range(&mut self, range: &Range<u64>) -> Result<Hash, ReadError> {
        merkle::root_of_range(self.suite, range, &mut |height, index| self.node(height, index))
    }

    /// The root of the `index`-th subtree over `2^height` leaves: over hashes that stand side by side in one tile.
    fn node(&mut self, height: u32, index: u64) -> Result<Hash, ReadError> {
        let (tile, places) = place(height, index, self.size)?;
        if !self.fetched.contains_key(&tile) {
            let bytes = (self.fetch)(tile).ok_or(ReadError::Missing { tile })?;
            self.fetched.insert(tile, bytes);
        }
        let bytes = self.fetched.get(&tile).map_or(&[][..], Vec::as_slice);
        subtree(self.suite, bytes, places).ok_or(ReadError::Length { tile, found: bytes.len() })
    }
}

/// The tile that has a node's hashes, and their places in it.
fn place(height: u32, index: u64, size: u64) -> Result<(Tile, Range<usize>), MerkleError> {
    let (row, within) = (height / HEIGHT, height % HEIGHT);
    // Beyond 64 bits there is no leaf, and so no node.
    let none = MerkleError::IndexBeyondSize { index, size };
    let first = index.checked_mul(1 << within).ok_or(none)?;
    let width = u64::from(WIDTH);
    let tile = Tile::in_tree(Row::Hashes(row as u8), first / width, size).ok_or(none)?;
    let start = (first % width) as usize;
    Ok((tile, start..start + (1 << within)))
}

/// The root over some hashes of a tile, which are a power of two; `None` if the tile is not of whole hashes, or too short.
pub(crate) fn subtree(suite: Suite, tile: &[u8], places: Range<usize>) -> Option<Hash> {
    let (hashes, []) = tile.as_chunks() else { return None };
    Some(merkle::root(suite, hashes.get(places)?))
}

/// The tiles that an inclusion proof is made of, and those of the leaf and of the root, in a tree of `size` leaves.
///
/// # Errors
/// No such leaf.
pub fn inclusion_tiles(index: u64, size: u64) -> Result<Vec<Tile>, MerkleError> {
    let mut ranges = merkle::inclusion_ranges(index, size)?;
    ranges.push(index..index + 1);
    tiles_of(&ranges, size)
}

/// The tiles that a consistency proof is made of, and those of both roots, in a tree of `new` leaves.
///
/// # Errors
/// An empty older tree, or one larger than the newer.
pub fn consistency_tiles(old: u64, new: u64) -> Result<Vec<Tile>, MerkleError> {
    let mut ranges = merkle::consistency_ranges(old, new)?;
    ranges.extend([0..old, 0..new]);
    tiles_of(&ranges, new)
}

fn tiles_of(ranges: &[Range<u64>], size: u64) -> Result<Vec<Tile>, MerkleError> {
    let nodes = ranges.iter().flat_map(merkle::complete_subtrees);
    let tiles: Result<Vec<Tile>, _> =
        nodes.map(|(height, index)| place(height, index, size).map(|(tile, _)| tile)).collect();
    let mut tiles = tiles?;
    tiles.sort_unstable();
    tiles.dedup();
    Ok(tiles)
}
