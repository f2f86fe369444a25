//! `append_entries`: a log one step further, for whoever keeps nothing but its files.

use super::{
    log::{self, Appended, Batch, Kept, Settings, Tiles},
    log_tiles::{self, TileFile},
    wire::{Bytes, Count, HashText},
};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    digest::Suite,
};
use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// Entries of one request, at most; more go through a log that is kept open.
const ENTRIES: usize = limits::REQUEST_ENTRIES;

pub(super) const OPERATION: Operation = operation!(
    "append_entries",
    "appends entries to a log whose edge is given, and answers the tiles to store and the checkpoint to sign",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    append
);

/// A log at its edge, and what comes to it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The log's name: that of its key.
    origin: String,
    /// The hash function of the log; `sha256` unless said.
    suite: Option<Suite>,
    /// What the log keeps: `entries` unless said, or `hashes`.
    #[serde(default)]
    keep: Kept,
    /// Leaves of the log so far; 0 unless said.
    size: Option<Count>,
    /// The partial tiles of hashes at the log's edge and, if it keeps entries, the partial bundle, base64 by path.
    #[serde(default)]
    tiles: Tiles,
    /// Entries to append, as text, at most 256; or else `entries` or `leaf_hashes`.
    texts: Option<Vec<String>>,
    /// Entries to append, base64, at most 256.
    entries: Option<Vec<Bytes>>,
    /// Hashes of leaves to append, base64, at most 256; only if the log keeps hashes.
    leaf_hashes: Option<Vec<HashText>>,
}

/// The log after that.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// What was appended.
    appended: Appended,
    /// The three lines of the checkpoint, for the log's key to sign.
    body: String,
    /// Tiles and bundles to store before the checkpoint is published.
    tiles: Vec<TileFile>,
}

fn append(request: Request) -> Result<Answer, Fault> {
    let Request { origin, suite, keep, size, tiles, texts, entries, leaf_hashes } = request;
    let batch = Batch { texts, entries, leaf_hashes, stored: None };
    if batch.len() > ENTRIES {
        let found = format!("{} entries, at most {ENTRIES}", batch.len());
        return Err(Fault::new(Code::TooLarge, "", found));
    }
    let since = size.map_or(0, |size| size.0);
    let mut log = log::open(Settings { origin, suite, keep, size, tiles })?;
    let appended = log::append(&mut log, batch)?;
    let tiles = log.new_since(since).map(|tile| log_tiles::file(tile, log.read(tile))).collect();
    Ok(Answer { appended, body: log.body(), tiles })
}
