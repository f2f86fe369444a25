//! What the operations on logs share: tiles in requests, opening, appending, and the tree that is asked.

use super::wire::{Bytes, Count, HashText};
use crate::{
    api::{Code, Fault},
    digest::{Hash, Suite},
    proof::{
        log::{Keep, Log, LogError},
        merkle::MerkleError,
        tiles::{BundleError, ReadError, Reader, Tile},
    },
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, de};

/// Tiles of one request, at most; no proof needs more.
const TILES: usize = crate::base::limits::REQUEST_TILES;

/// Tiles and bundles by their paths.
#[derive(Clone, Debug, Default)]
pub(in crate::api) struct Tiles(Vec<(Tile, Vec<u8>)>);

impl Tiles {
    /// The bytes of a tile of this row and place, this wide or wider.
    pub(super) fn fetch(&self, wanted: Tile) -> Option<Vec<u8>> {
        let same = |tile: &Tile| (tile.row(), tile.index()) == (wanted.row(), wanted.index());
        let fits = |tile: &Tile| same(tile) && tile.width() >= wanted.width();
        self.0.iter().find(|(tile, _)| fits(tile)).map(|(_, bytes)| bytes.clone())
    }
}

impl<'de> Deserialize<'de> for Tiles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ByPath;
        impl<'de> de::Visitor<'de> for ByPath {
            type Value = Tiles;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of at most 64 tiles, base64 by path")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut members: A) -> Result<Tiles, A::Error> {
                let mut tiles = Vec::new();
                while let Some(path) = members.next_key::<String>()? {
                    if tiles.len() == TILES {
                        return Err(de::Error::custom(format!("more than {TILES} tiles")));
                    }
                    let tile = path.parse().map_err(de::Error::custom)?;
                    tiles.push((tile, members.next_value::<Bytes>()?.0));
                }
                Ok(Tiles(tiles))
            }
        }
        deserializer.deserialize_map(ByPath)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Tiles {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Tiles".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "object", "additionalProperties": {"type": "string"}})
    }
}

/// What a log keeps of its leaves.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(in crate::api) enum Kept {
    /// Entries and their hashes: the log serves bundles.
    #[default]
    Entries,
    /// Hashes only.
    Hashes,
}

/// A log, new or as it was left.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct Settings {
    pub(super) origin: String,
    pub(super) suite: Option<Suite>,
    #[serde(default)]
    pub(super) keep: Kept,
    pub(super) size: Option<Count>,
    #[serde(default)]
    pub(super) tiles: Tiles,
}

/// Opens a log.
pub(in crate::api) fn open(settings: Settings) -> Result<Log, Fault> {
    let suite = settings.suite.unwrap_or(Suite::Sha256);
    let keep = match settings.keep {
        Kept::Entries => Keep::Entries,
        Kept::Hashes => Keep::Hashes,
    };
    let size = settings.size.map_or(0, |size| size.0);
    let tiles = settings.tiles;
    Log::open(suite, &settings.origin, keep, size, &mut |tile| tiles.fetch(tile))
        .map_err(|error| fault(&error, "/tiles"))
}

/// Entries to append, of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct Batch {
    pub(super) texts: Option<Vec<String>>,
    pub(super) entries: Option<Vec<Bytes>>,
    pub(super) leaf_hashes: Option<Vec<HashText>>,
    pub(super) stored: Option<Count>,
}

impl Batch {
    /// How many entries it has.
    pub(super) fn len(&self) -> usize {
        let texts = self.texts.as_ref().map_or(0, Vec::len);
        let entries = self.entries.as_ref().map_or(0, Vec::len);
        texts + entries + self.leaf_hashes.as_ref().map_or(0, Vec::len)
    }
}

/// What was appended.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(in crate::api) struct Appended {
    /// Index of the first of the new leaves, as decimal text.
    first: String,
    /// Leaves in the log now, as decimal text.
    size: String,
    /// Root of the log now, base64.
    root: HashText,
}

/// Appends a batch, whole or not at all.
pub(in crate::api) fn append(log: &mut Log, batch: Batch) -> Result<Appended, Fault> {
    check(log, &batch)?;
    if batch.len() as u64 > log.room() {
        return Err(fault(&LogError::Full, ""));
    }
    let first = log.size();
    let refused = |error: &LogError| fault(error, "");
    for text in batch.texts.iter().flatten() {
        log.append(text.as_bytes()).map_err(|error| refused(&error))?;
    }
    for entry in batch.entries.iter().flatten() {
        log.append(&entry.0).map_err(|error| refused(&error))?;
    }
    for hash in batch.leaf_hashes.iter().flatten() {
        log.append_hash(hash.0).map_err(|error| refused(&error))?;
    }
    if let Some(stored) = batch.stored {
        log.stored(stored.0);
    }
    Ok(Appended { first: super::whole(first), size: super::whole(log.size()), root: HashText(log.root()) })
}

/// Sees that no entry of a batch will be refused.
fn check(log: &Log, batch: &Batch) -> Result<(), Fault> {
    match (&batch.texts, &batch.entries, &batch.leaf_hashes) {
        (Some(texts), None, None) => check_lengths(log, "/texts", texts.iter().map(String::len)),
        (None, Some(entries), None) => {
            check_lengths(log, "/entries", entries.iter().map(|entry| entry.0.len()))
        }
        (None, None, Some(_)) if log.keep() == Keep::Entries => {
            Err(fault(&LogError::HashWithoutEntry, "/leaf_hashes"))
        }
        (None, None, Some(_)) => Ok(()),
        (None, None, None) if batch.stored.is_some() => Ok(()),
        _ => {
            let wanted = "give `texts`, `entries` or `leaf_hashes`, one of them";
            Err(Fault::new(Code::MalformedRequest, "", wanted))
        }
    }
}

fn check_lengths(log: &Log, at: &str, mut lengths: impl Iterator<Item = usize>) -> Result<(), Fault> {
    let long = |length: usize| length > crate::proof::tiles::ENTRY_BYTES;
    match lengths.position(|length| log.keep() == Keep::Entries && long(length)) {
        Some(place) => {
            Err(Fault::new(Code::BadLeaf, format!("{at}/{place}"), "an entry has at most 65535 bytes"))
        }
        None => Ok(()),
    }
}

/// What a log's error is for whoever asked.
pub(super) fn fault(error: &LogError, at: &str) -> Fault {
    let code = match error {
        LogError::Origin | LogError::Full | LogError::OtherEntry { .. } => Code::BadLog,
        LogError::HashWithoutEntry | LogError::Bundle(BundleError::EntryTooLong { .. }) => Code::BadLeaf,
        LogError::Bundle(BundleError::Cut { .. } | BundleError::Count { .. }) => Code::BadTile,
        LogError::Read(ReadError::Merkle(_)) => Code::BadLog,
        LogError::Read(ReadError::Missing { .. } | ReadError::Length { .. }) => Code::BadTile,
    };
    let at = if matches!(error, LogError::Origin) { "/origin" } else { at };
    Fault::new(code, at, format!("{error}"))
}

/// The tree that a proof is asked of: all leaf hashes, or tiles, or a log and the tiles it has let go of.
pub(super) struct Tree<'l> {
    log: Option<&'l Log>,
    built: Option<Log>,
    suite: Suite,
    tiles: Tiles,
}

impl<'l> Tree<'l> {
    /// The tree of a request, or of the log it is asked of.
    pub(super) fn of(
        log: Option<&'l Log>,
        suite: Option<Suite>,
        leaf_hashes: Option<Vec<HashText>>,
        tiles: Option<Tiles>,
    ) -> Result<Self, Fault> {
        if log.is_some() && (suite.is_some() || leaf_hashes.is_some()) {
            let wanted = "a log has its own `suite` and leaves";
            return Err(Fault::new(Code::MalformedRequest, "", wanted));
        }
        let suite = log.map_or(suite.unwrap_or(Suite::Sha256), Log::suite);
        let built = match leaf_hashes {
            Some(leaves) if tiles.is_none() => {
                Some(built(suite, &leaves).map_err(|error| fault(&error, ""))?)
            }
            None => None,
            Some(_) => {
                let wanted = "give `leaf_hashes` or `tiles`, one of them";
                return Err(Fault::new(Code::MalformedRequest, "", wanted));
            }
        };
        Ok(Self { log, built, suite, tiles: tiles.unwrap_or_default() })
    }

    pub(super) const fn suite(&self) -> Suite {
        self.suite
    }

    /// Its size: the one asked for, or that of all leaves there are.
    pub(super) fn size(&self, asked: Option<u64>, at: &str) -> Result<u64, Fault> {
        let own = self.log.or(self.built.as_ref()).map(Log::size);
        let missing = || Fault::new(Code::MalformedRequest, at, "how many leaves the tree has");
        asked.or(own).ok_or_else(missing)
    }

    /// Asks something of the tree of this size.
    pub(super) fn ask<A>(
        &self,
        size: u64,
        ask: impl FnOnce(&mut Reader<'_>) -> Result<A, ReadError>,
    ) -> Result<A, ReadError> {
        let fetch = &mut |tile| self.tiles.fetch(tile);
        match self.log.or(self.built.as_ref()) {
            Some(log) => log.reading(size, fetch, ask),
            None => ask(&mut Reader::new(self.suite, size, fetch)),
        }
    }

    /// Why there is no proof, and the paths of those of its tiles that are not there, if that is why.
    pub(super) fn why(
        &self,
        unproved: Unproved,
        needed: Result<Vec<Tile>, MerkleError>,
    ) -> Result<(&'static str, Vec<String>), Fault> {
        match unproved {
            Unproved::Fault(fault) => Err(fault),
            Unproved::Reason(reason) => Ok((reason, Vec::new())),
            Unproved::Missing => Ok(("missing-tiles", self.missing(needed.unwrap_or_default()))),
        }
    }

    fn missing(&self, needed: Vec<Tile>) -> Vec<String> {
        let there = |tile: &Tile| {
            self.tiles.fetch(*tile).is_some()
                || self.log.or(self.built.as_ref()).is_some_and(|log| log.read(*tile).is_some())
        };
        needed.into_iter().filter(|tile| !there(tile)).map(|tile| tile.to_string()).collect()
    }
}

fn built(suite: Suite, leaves: &[HashText]) -> Result<Log, LogError> {
    let mut log = Log::new(suite, "leaves", Keep::Hashes)?;
    for leaf in leaves {
        log.append_hash(leaf.0)?;
    }
    Ok(log)
}

/// Why there is no proof.
pub(super) enum Unproved {
    /// A domain "no": its code.
    Reason(&'static str),
    /// Tiles have to be fetched first.
    Missing,
    /// The question could not be asked.
    Fault(Fault),
}

impl From<ReadError> for Unproved {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Merkle(error) => error.into(),
            ReadError::Missing { .. } => Self::Missing,
            ReadError::Length { .. } => Self::Fault(Fault::new(Code::BadTile, "/tiles", format!("{error}"))),
        }
    }
}

impl From<MerkleError> for Unproved {
    fn from(error: MerkleError) -> Self {
        Self::Reason(error.code())
    }
}

/// Hashes as they stand in answers.
pub(super) fn texts(hashes: Vec<Hash>) -> Vec<HashText> {
    hashes.into_iter().map(HashText).collect()
}
