//! The static files of a log (C2SP tlog-tiles): their names, what stands in them, and which of them a proof needs.
//!
//! ```
//! use terroir::proof::tiles::{self, Tile};
//!
//! let tile: Tile = "tile/0/x001/x234/067.p/8".parse()?;
//! assert_eq!((tile.row(), tile.index(), tile.width()), (tiles::Row::Hashes(0), 1_234_067, 8));
//! assert_eq!(tile.to_string(), "tile/0/x001/x234/067.p/8");
//!
//! // A tree of 70,000 leaves, as the standard tells it.
//! let edge: Vec<_> = tiles::edge(70_000).map(|tile| tile.to_string()).collect();
//! assert_eq!(edge, ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
//! # Ok::<(), tiles::PathError>(())
//! ```
//!
//! A tile is up to 256 hashes of one row: of leaves in row 0, and in every other row of the full tiles of the row below.
//! An entry bundle is the data of the leaves of one tile of row 0. A full tile never changes; one that is partial is
//! followed by a wider one.

mod bundle;
mod path;
mod read;

pub use bundle::{BundleError, ENTRY_BYTES, entries, push_entry};
pub use path::{PathError, Row, Tile};
pub use read::{ReadError, Reader, consistency_tiles, inclusion_tiles};

/// Hashes of a full tile, and entries of a full bundle.
pub const WIDTH: u16 = 256;

/// Levels of the tree from one row of tiles to the next: 2^8 = 256.
pub(crate) const HEIGHT: u32 = 8;

/// Rows that a tree can have whose size fits 64 bits.
pub(crate) const ROWS: u8 = 8;

/// The partial tiles of hashes at the right edge of a tree of this size, from the leaves upwards.
pub fn edge(size: u64) -> impl Iterator<Item = Tile> {
    (0..ROWS).filter_map(move |row| Tile::partial(Row::Hashes(row), size))
}

/// The tiles and bundles of a tree of `size` leaves that one of `since` has not, or not as wide; by rows, the bundles
/// first if `bundles` are asked for.
pub fn new_since(since: u64, size: u64, bundles: bool) -> impl Iterator<Item = Tile> {
    let hashes = (0..ROWS).map(Row::Hashes);
    bundles.then_some(Row::Entries).into_iter().chain(hashes).flat_map(move |row| {
        let (old, new) = (row.count(since), row.count(size));
        let full = old / u64::from(WIDTH)..new / u64::from(WIDTH);
        let partial = (new > old).then(|| Tile::partial(row, size)).flatten();
        full.filter_map(move |index| Tile::new(row, index, WIDTH)).chain(partial)
    })
}
