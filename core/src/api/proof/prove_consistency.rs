//! `prove_consistency`: why a log has only grown.

use super::{
    log::{self, Tiles, Tree, Unproved},
    wire::{Count, HashText},
};
use crate::{
    api::{Fault, Operation, operation::operation},
    base::limits,
    digest::Suite,
    proof::{log::Log, tiles},
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "prove_consistency",
    "proves that a log has only grown since it was smaller, out of its leaf hashes, its tiles or the log itself",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    prove,
    Log
);

/// Two sizes of a tree. Asked of a log, only `old_size` is needed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// Leaves of the older tree.
    old_size: Count,
    /// Leaves of the newer tree; all that there are unless said.
    new_size: Option<Count>,
    /// The hash function of the tree; `sha256` unless said.
    suite: Option<Suite>,
    /// The hashes of all leaves, base64; or else `tiles`.
    leaf_hashes: Option<Vec<HashText>>,
    /// Tiles of the newer tree, base64 by path (`tile/0/000.p/5`), at most 64. The answer names those that are missing.
    tiles: Option<Tiles>,
}

/// The proof, or why there is none.
#[derive(Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Why there is no proof: `empty-tree`, `shrunk` or `missing-tiles`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// Paths of the tiles to fetch and to give with the next try.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<String>,
    /// The proof; absent if there is a reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    proved: Option<Proved>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Proved {
    /// Leaves of the older tree, as decimal text.
    old_size: String,
    /// Root of the older tree, base64; what tiles say is to be held against a signed one.
    old_root: HashText,
    /// Leaves of the newer tree, as decimal text.
    new_size: String,
    /// Root of the newer tree, base64.
    new_root: HashText,
    /// The hashes of the proof, base64.
    proof: Vec<HashText>,
}

fn prove(request: Request, log: Option<&Log>) -> Result<Answer, Fault> {
    let tree = Tree::of(log, request.suite, request.leaf_hashes, request.tiles)?;
    let new = tree.size(request.new_size.map(|size| size.0), "/new_size")?;
    let old = request.old_size.0;
    match proved(&tree, old, new) {
        Ok(proved) => Ok(Answer { proved: Some(proved), ..Answer::default() }),
        Err(unproved) => {
            let (reason, missing) = tree.why(unproved, tiles::consistency_tiles(old, new))?;
            Ok(Answer { reason: Some(reason), missing, proved: None })
        }
    }
}

fn proved(tree: &Tree<'_>, old: u64, new: u64) -> Result<Proved, Unproved> {
    let (proof, old_root, new_root) = tree.ask(new, |reader| {
        Ok((reader.consistency_proof(old)?, reader.root_of(old)?, reader.root_of(new)?))
    })?;
    Ok(Proved {
        old_size: super::whole(old),
        old_root: HashText(old_root),
        new_size: super::whole(new),
        new_root: HashText(new_root),
        proof: log::texts(proof),
    })
}
