//! `log_tiles`: the files of a log that are new.

use super::wire::{Bytes, Count};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    proof::{
        log::{Keep, Log, MOST_LEAVES},
        tiles::{self, Tile, WIDTH},
    },
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use serde::{Deserialize, Serialize};

/// Full tiles of leaves in one answer with their bytes, at most: some 11 MiB of hashes in base64, and their entries.
const READ_AT_ONCE: u64 = 1024;

/// The same of their paths only.
const LISTED_AT_ONCE: u64 = 64;

pub(super) const OPERATION: Operation = operation!(
    "log_tiles",
    "lists the tiles and entry bundles that a log has since it was smaller (C2SP tlog-tiles), with their bytes if a log is asked",
    limits::PHONE_BYTES,
    Request,
    Answer,
    list,
    Log
);

/// Two sizes of a log. Asked of a log, nothing is needed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// Leaves of the log whose tiles are stored already; 0 unless said.
    since: Option<Count>,
    /// Leaves of the log now; a log that is asked knows.
    size: Option<Count>,
    /// List entry bundles too? A log that is asked knows.
    bundles: Option<bool>,
}

/// What to store, in this order, before the checkpoint of this size is published.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Leaves that these tiles are for, as decimal text; ask again with this as `since` until it is the log's size.
    size: String,
    /// The tiles.
    tiles: Vec<TileFile>,
}

/// One file of a log.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct TileFile {
    /// Its path below the log's prefix.
    path: String,
    /// Its bytes, base64; absent where only paths were asked for, or where the log has let go of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Bytes>,
}

pub(super) fn file(tile: Tile, data: Option<Vec<u8>>) -> TileFile {
    TileFile { path: tile.to_string(), data: data.map(Bytes) }
}

fn list(request: Request, log: Option<&Log>) -> Result<Answer, Fault> {
    let since = request.since.map_or(0, |since| since.0);
    let (size, at_once, bundles) = match (log, request.size, request.bundles) {
        (Some(log), None, None) => (log.size(), READ_AT_ONCE, log.keep() == Keep::Entries),
        (None, Some(size), bundles) => (size.0, LISTED_AT_ONCE, bundles.unwrap_or(false)),
        (Some(_), ..) => {
            let wanted = "a log has its own `size` and `bundles`";
            return Err(Fault::new(Code::MalformedRequest, "", wanted));
        }
        (None, None, _) => {
            return Err(Fault::new(Code::MalformedRequest, "/size", "how many leaves the log has"));
        }
    };
    if since > size || size > MOST_LEAVES {
        let found = format!("from {since} to {size} leaves, at most {MOST_LEAVES}");
        return Err(Fault::new(Code::BadLog, "/since", found));
    }
    let width = u64::from(WIDTH);
    let size = size.min((since / width + at_once) * width);
    let read = |tile| log.and_then(|log| log.read(tile));
    let tiles = tiles::new_since(since, size, bundles).map(|tile| file(tile, read(tile))).collect();
    Ok(Answer { size: super::whole(size), tiles })
}
