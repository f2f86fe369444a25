//! A transparency log that grows: its right edge, and the tiles that were filled since they were last stored.
//!
//! ```
//! use terroir::{digest::Suite, proof::{checkpoint::Checkpoint, key::SigningKey, log::{Keep, Log}, merkle}};
//!
//! let key = SigningKey::from_seed("log.example/tea", &[4; 32])?;
//! let mut log = Log::new(Suite::Sha256, "log.example/tea", Keep::Entries)?;
//! for entry in ["sown", "sprayed", "picked"] {
//!     log.append(entry.as_bytes())?;
//! }
//!
//! // What to store: the bundle and the tile first, then the checkpoint.
//! let tiles: Vec<_> = log.new_since(0).map(|tile| tile.to_string()).collect();
//! assert_eq!(tiles, ["tile/entries/000.p/3", "tile/0/000.p/3"]);
//! let text = log.checkpoint(&[&key])?;
//!
//! // What to hand out: why an entry is in the log.
//! let proof = log.inclusion_proof(1, log.size(), &mut |_| None)?;
//! let leaf = merkle::leaf_hash(Suite::Sha256, b"sprayed");
//! let signed = Checkpoint::parse(&text)?;
//! merkle::verify_inclusion(Suite::Sha256, &leaf, 1, signed.size(), &proof, signed.root())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Opened again from its size and the partial tiles at its edge, it goes on as if it had never stopped. What it holds is
//! bounded by what was appended since it was last told that tiles are stored.

use super::{
    checkpoint,
    key::SigningKey,
    merkle::{self, Frontier, MerkleError},
    note::{self, NoteError},
    tiles::{self, BundleError, HEIGHT, ROWS, ReadError, Reader, Row, Tile, WIDTH},
};
use crate::{
    base::limits,
    digest::{Hash, Suite},
};
use alloc::{string::String, vec::Vec};

/// Bytes of a log's name, at most.
const ORIGIN_BYTES: usize = limits::LOG_NAME_BYTES;

/// Leaves of a log, at most: far beyond any, and far from where numbers of 64 bits end.
pub const MOST_LEAVES: u64 = limits::LOG_LEAVES;

/// What a log keeps of its leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Entries and their hashes: the log serves bundles.
    Entries,
    /// Hashes only: the entries are published elsewhere, or not at all.
    Hashes,
}

/// Why a log does not open, or does not take an entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    /// A name that cannot stand in a checkpoint's first line.
    #[error("a log's name has 1 to 255 bytes and no control character")]
    Origin,
    /// A hash for a log that keeps entries.
    #[error("a log that keeps entries takes entries, not hashes")]
    HashWithoutEntry,
    /// The log has as many leaves as it can have.
    #[error("the log is full")]
    Full,
    /// An entry that is too long, or a bundle that is none.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// An entry of the bundle at the edge that is not what the tile says.
    #[error("entry {index} is not the one that the tile has the hash of")]
    OtherEntry {
        /// Its index in the log.
        index: u64,
    },
    /// Tiles that are missing or are none.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// One row of hashes, from the first tile on that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Hashes {
    // INVARIANT (whole): a multiple of 256, so that the hashes begin a tile.
    first: u64,
    hashes: Vec<Hash>,
}

/// The entries, in the form of bundles that stand side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Bundles {
    // INVARIANT (whole): a multiple of 256.
    first: u64,
    bytes: Vec<u8>,
    /// Where each entry begins.
    starts: Vec<usize>,
}

/// A log that grows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    origin: String,
    tree: Frontier,
    rows: [Hashes; ROWS as usize],
    bundles: Option<Bundles>,
}

impl Log {
    /// A log without leaves. Its name is that of the key that signs its checkpoints.
    ///
    /// # Errors
    /// A name that cannot stand in a checkpoint.
    pub fn new(suite: Suite, origin: &str, keep: Keep) -> Result<Self, LogError> {
        check_origin(origin)?;
        let bundles = (keep == Keep::Entries).then(Bundles::default);
        Ok(Self { origin: origin.into(), tree: Frontier::new(suite), rows: Default::default(), bundles })
    }

    /// Goes on with a log of `size` leaves. `fetch` is asked for the partial tiles of its [edge](tiles::edge) and, if
    /// entries are kept, for the partial bundle. The [root](Self::root) is to be held against the last checkpoint.
    ///
    /// # Errors
    /// A name that cannot stand in a checkpoint, too many leaves, tiles that are missing or none, or entries that are
    /// not those of the tile.
    pub fn open(
        suite: Suite,
        origin: &str,
        keep: Keep,
        size: u64,
        fetch: &mut dyn FnMut(Tile) -> Option<Vec<u8>>,
    ) -> Result<Self, LogError> {
        let mut log = Self::new(suite, origin, keep)?;
        if size > MOST_LEAVES {
            return Err(LogError::Full);
        }
        for (row, hashes) in (0..ROWS).map(Row::Hashes).zip(&mut log.rows) {
            hashes.first = in_full_tiles(row.count(size));
            if let Some(tile) = Tile::partial(row, size) {
                hashes.hashes = whole_hashes(tile, &fetched(tile, fetch)?)?;
            }
        }
        if let Some(bundles) = &mut log.bundles {
            bundles.first = in_full_tiles(size);
            if let Some(tile) = Tile::partial(Row::Entries, size) {
                let bytes = fetched(tile, fetch)?;
                let leaves = &log.rows.first().map_or(&[][..], |row| &row.hashes);
                for (index, (entry, leaf)) in
                    tile.places().zip(tiles::entries(&bytes, tile.width())?.iter().zip(*leaves))
                {
                    if merkle::leaf_hash(suite, entry) != *leaf {
                        return Err(LogError::OtherEntry { index });
                    }
                    bundles.push(entry)?;
                }
            }
        }
        let peaks = log.peaks(size)?;
        log.tree = Frontier::from_peaks(suite, size, peaks).ok_or(LogError::Full)?;
        Ok(log)
    }

    /// Its name.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Its hash function.
    #[must_use]
    pub const fn suite(&self) -> Suite {
        self.tree.suite()
    }

    /// What it keeps of its leaves.
    #[must_use]
    pub const fn keep(&self) -> Keep {
        if self.bundles.is_some() { Keep::Entries } else { Keep::Hashes }
    }

    /// Leaves so far.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.tree.size()
    }

    /// The root over all leaves so far.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.tree.root()
    }

    /// Adds an entry at the end; the answer is its index.
    ///
    /// # Errors
    /// An entry of more than 65,535 bytes for a log that keeps them, or a full log; nothing is added.
    pub fn append(&mut self, entry: &[u8]) -> Result<u64, LogError> {
        self.check_room()?;
        if let Some(bundles) = &mut self.bundles {
            bundles.push(entry)?;
        }
        Ok(self.push(merkle::leaf_hash(self.suite(), entry)))
    }

    /// Adds a leaf at the end by its hash; the answer is its index.
    ///
    /// # Errors
    /// A log that keeps entries, or a full one; nothing is added.
    pub fn append_hash(&mut self, leaf: Hash) -> Result<u64, LogError> {
        if self.bundles.is_some() {
            return Err(LogError::HashWithoutEntry);
        }
        self.check_room()?;
        Ok(self.push(leaf))
    }

    const fn check_room(&self) -> Result<(), LogError> {
        if self.room() > 0 { Ok(()) } else { Err(LogError::Full) }
    }

    /// How many more leaves it can have.
    pub(crate) const fn room(&self) -> u64 {
        // INVARIANT (room): opened with no more than there can be, and appended to only while there is room.
        MOST_LEAVES.saturating_sub(self.size())
    }

    fn push(&mut self, leaf: Hash) -> u64 {
        let index = self.size();
        let rows = &mut self.rows;
        self.tree.append_seen(leaf, |height, hash| {
            if height.is_multiple_of(HEIGHT)
                && let Some(row) = rows.get_mut((height / HEIGHT) as usize)
            {
                row.hashes.push(*hash);
            }
        });
        index
    }

    /// The three lines that the log's key signs.
    #[must_use]
    pub fn body(&self) -> String {
        checkpoint::body(&self.origin, self.size(), &self.root())
    }

    /// The checkpoint, signed.
    ///
    /// # Errors
    /// No key, or too many.
    pub fn checkpoint(&self, keys: &[&SigningKey]) -> Result<String, NoteError> {
        note::sign(&self.body(), keys)
    }

    /// The tiles and bundles that the log had not, or not as wide, when it had `since` leaves; bundles first.
    pub fn new_since(&self, since: u64) -> impl Iterator<Item = Tile> + use<> {
        tiles::new_since(since, self.size(), self.bundles.is_some())
    }

    /// The bytes of a tile or bundle, if the log still has them.
    #[must_use]
    pub fn read(&self, tile: Tile) -> Option<Vec<u8>> {
        match tile.row() {
            Row::Entries => self.bundles.as_ref()?.read(tile),
            Row::Hashes(row) => Some(self.rows.get(usize::from(row))?.read(tile)?.as_flattened().into()),
        }
    }

    /// Lets go of the full tiles of the first `size` leaves: they are stored, and proofs that need them will fetch them.
    pub fn stored(&mut self, size: u64) {
        let size = size.min(self.size());
        for (row, hashes) in (0..ROWS).map(Row::Hashes).zip(&mut self.rows) {
            hashes.stored(row.count(size));
        }
        if let Some(bundles) = &mut self.bundles {
            bundles.stored(size);
        }
    }

    /// The proof that the leaf at an index is in the tree of the first `size` leaves. `fetch` is asked for tiles that the
    /// log has let go of.
    ///
    /// # Errors
    /// No such leaf, no such tree yet, or a tile that is missing or not one.
    pub fn inclusion_proof(
        &self,
        index: u64,
        size: u64,
        fetch: &mut dyn FnMut(Tile) -> Option<Vec<u8>>,
    ) -> Result<Vec<Hash>, ReadError> {
        self.reading(size, fetch, |reader| reader.inclusion_proof(index))
    }

    /// The proof that the tree of the first `new` leaves extends that of the first `old`; as
    /// [`inclusion_proof`](Self::inclusion_proof).
    ///
    /// # Errors
    /// An empty older tree or a larger one, no such tree yet, or a tile that is missing or not one.
    pub fn consistency_proof(
        &self,
        old: u64,
        new: u64,
        fetch: &mut dyn FnMut(Tile) -> Option<Vec<u8>>,
    ) -> Result<Vec<Hash>, ReadError> {
        self.reading(new, fetch, |reader| reader.consistency_proof(old))
    }

    /// Asks something of the tree of the first `size` leaves, out of the tiles that are kept and those that `fetch` has.
    ///
    /// # Errors
    /// No such tree yet, and those of what is asked.
    pub fn reading<A>(
        &self,
        size: u64,
        fetch: &mut dyn FnMut(Tile) -> Option<Vec<u8>>,
        ask: impl FnOnce(&mut Reader<'_>) -> Result<A, ReadError>,
    ) -> Result<A, ReadError> {
        if size > self.size() {
            return Err(MerkleError::Shrunk { old: size, new: self.size() }.into());
        }
        ask(&mut Reader::new(self.suite(), size, &mut |tile| self.read(tile).or_else(|| fetch(tile))))
    }

    fn peaks(&self, size: u64) -> Result<Vec<Hash>, ReadError> {
        Reader::new(self.suite(), size, &mut |tile| self.read(tile)).peaks()
    }
}

impl Hashes {
    fn read(&self, tile: Tile) -> Option<&[Hash]> {
        let places = tile.places();
        let start = usize::try_from(places.start.checked_sub(self.first)?).ok()?;
        self.hashes.get(start..start.checked_add(tile.width().into())?)
    }

    fn stored(&mut self, count: u64) {
        let past = past(self.first, count, self.hashes.len());
        self.hashes.drain(..past);
        self.first += past as u64;
    }
}

impl Bundles {
    fn push(&mut self, entry: &[u8]) -> Result<(), BundleError> {
        let start = self.bytes.len();
        tiles::push_entry(&mut self.bytes, entry)?;
        self.starts.push(start);
        Ok(())
    }

    fn read(&self, tile: Tile) -> Option<Vec<u8>> {
        let first = usize::try_from(tile.places().start.checked_sub(self.first)?).ok()?;
        let past = first.checked_add(tile.width().into())?;
        let start = *self.starts.get(first)?;
        let end = if past == self.starts.len() { self.bytes.len() } else { *self.starts.get(past)? };
        self.bytes.get(start..end).map(Vec::from)
    }

    fn stored(&mut self, count: u64) {
        let past = past(self.first, count, self.starts.len());
        let bytes = self.starts.get(past).copied().unwrap_or(self.bytes.len());
        self.bytes.drain(..bytes);
        self.starts.drain(..past);
        for start in &mut self.starts {
            *start -= bytes;
        }
        self.first += past as u64;
    }
}

/// How many of a row stand in full tiles.
fn in_full_tiles(count: u64) -> u64 {
    count - count % u64::from(WIDTH)
}

/// How many of those that are `kept` from `first` on stand in the full tiles of the first `count`.
fn past(first: u64, count: u64, kept: usize) -> usize {
    in_full_tiles(count).saturating_sub(first).min(kept as u64) as usize
}

/// Sees that a log can have this name: it is a line of a checkpoint.
///
/// # Errors
/// It cannot.
pub fn check_origin(origin: &str) -> Result<(), LogError> {
    let fits = (1..=ORIGIN_BYTES).contains(&origin.len()) && origin.bytes().all(|byte| byte >= 0x20);
    if fits { Ok(()) } else { Err(LogError::Origin) }
}

fn fetched(tile: Tile, fetch: &mut dyn FnMut(Tile) -> Option<Vec<u8>>) -> Result<Vec<u8>, ReadError> {
    fetch(tile).ok_or(ReadError::Missing { tile })
}

/// The hashes of a tile that is exactly as wide as it says.
fn whole_hashes(tile: Tile, bytes: &[u8]) -> Result<Vec<Hash>, ReadError> {
    match bytes.as_chunks() {
        (hashes, []) if hashes.len() == usize::from(tile.width()) => Ok(hashes.into()),
        _ => Err(ReadError::Length { tile, found: bytes.len() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_a_checkpoint() {
        for name in ["", "a\nb", "a\tb", &"x".repeat(256)] {
            assert_eq!(Log::new(Suite::Sha256, name, Keep::Hashes), Err(LogError::Origin), "{name}");
        }
        assert!(Log::new(Suite::Sha256, &"x".repeat(255), Keep::Hashes).is_ok());
    }

    #[test]
    fn an_entry_that_does_not_fit_leaves_the_log_as_it_was() {
        let mut log = Log::new(Suite::Sha256, "log", Keep::Entries).unwrap();
        let before = log.clone();
        let long = LogError::Bundle(BundleError::EntryTooLong { found: 65_536 });
        assert_eq!(log.append(&[0; 65_536]), Err(long));
        assert_eq!(log.append_hash([0; 32]), Err(LogError::HashWithoutEntry));
        assert_eq!(log, before);
        let mut hashes = Log::new(Suite::Sha256, "log", Keep::Hashes).unwrap();
        assert_eq!(hashes.append(&[0; 65_536]), Ok(0));
    }

    #[test]
    fn an_edge_that_does_not_fit_is_refused() {
        let mut log = Log::new(Suite::Sha256, "log", Keep::Entries).unwrap();
        log.append(b"one").unwrap();
        let open = |size, spoil: &dyn Fn(Tile, Vec<u8>) -> Option<Vec<u8>>| {
            Log::open(Suite::Sha256, "log", Keep::Entries, size, &mut |tile| {
                log.read(tile).and_then(|bytes| spoil(tile, bytes))
            })
        };
        assert_eq!(open(1, &|_, bytes| Some(bytes)).as_ref(), Ok(&log));
        assert!(matches!(open(1, &|_, _| None), Err(LogError::Read(ReadError::Missing { .. }))));
        assert!(matches!(open(2, &|_, bytes| Some(bytes)), Err(LogError::Read(ReadError::Missing { .. }))));
        let cut = |_: Tile, mut bytes: Vec<u8>| bytes.pop().map(|_| bytes);
        assert!(matches!(open(1, &cut), Err(LogError::Read(ReadError::Length { .. }))));
        let other = |tile: Tile, mut bytes: Vec<u8>| {
            if tile.row() == Row::Entries {
                bytes[2] ^= 1;
            }
            Some(bytes)
        };
        assert_eq!(open(1, &other), Err(LogError::OtherEntry { index: 0 }));
        assert_eq!(open(MOST_LEAVES + 1, &|_, bytes| Some(bytes)), Err(LogError::Full));
    }
}
