//! `prove_inclusion`: why a leaf is in a log.

use super::{
    log::{self, Tiles, Tree, Unproved},
    wire::{Count, HashText},
};
use crate::{
    api::{Fault, Operation, operation::operation},
    base::limits,
    digest::Suite,
    proof::{checkpoint::Checkpoint, log::Log, merkle, merkle::MerkleError, tiles, tlog_proof},
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "prove_inclusion",
    "proves that a leaf is in a log, out of its leaf hashes, its tiles or the log itself",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    prove,
    Log
);

/// A leaf, and the tree it is in. Asked of a log, only `index` is needed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// Index of the leaf, from 0.
    index: Count,
    /// Leaves in the tree; all that there are unless said, or as many as the checkpoint has.
    size: Option<Count>,
    /// The hash function of the tree; `sha256` unless said.
    suite: Option<Suite>,
    /// The hashes of all leaves, base64; or else `tiles`.
    leaf_hashes: Option<Vec<HashText>>,
    /// Tiles of the tree, base64 by path (`tile/0/000.p/5`), at most 64. The answer names those that are missing.
    tiles: Option<Tiles>,
    /// The signed checkpoint that the proof shall lead to; then the answer holds a whole tlog-proof.
    checkpoint: Option<String>,
}

/// The proof, or why there is none.
#[derive(Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Why there is no proof: `index-beyond-size`, `shrunk`, `missing-tiles`, `other-root`, `malformed-note`,
    /// `too-many-signatures` or `bad-checkpoint`.
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
    /// Index of the leaf, as decimal text.
    index: String,
    /// Leaves in the tree, as decimal text.
    size: String,
    /// The hash of the leaf, base64.
    leaf_hash: HashText,
    /// The hashes from the leaf's sibling upwards, base64.
    proof: Vec<HashText>,
    /// The root that they lead to, base64; what tiles say is to be held against a signed one.
    root: HashText,
    /// The proof with its checkpoint (C2SP tlog-proof), if a checkpoint was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    tlog_proof: Option<String>,
}

fn prove(request: Request, log: Option<&Log>) -> Result<Answer, Fault> {
    let tree = Tree::of(log, request.suite, request.leaf_hashes, request.tiles)?;
    let checkpoint = match request.checkpoint.as_deref().map(Checkpoint::parse).transpose() {
        Ok(checkpoint) => checkpoint,
        Err(error) => return Ok(Answer { reason: Some(error.code()), ..Answer::default() }),
    };
    let asked = request.size.map(|size| size.0).or(checkpoint.as_ref().map(Checkpoint::size));
    let (index, size) = (request.index.0, tree.size(asked, "/size")?);
    match proved(&tree, index, size, checkpoint.as_ref()) {
        Ok(proved) => Ok(Answer { proved: Some(proved), ..Answer::default() }),
        Err(unproved) => {
            let (reason, missing) = tree.why(unproved, tiles::inclusion_tiles(index, size))?;
            Ok(Answer { reason: Some(reason), missing, proved: None })
        }
    }
}

fn proved(
    tree: &Tree<'_>,
    index: u64,
    size: u64,
    checkpoint: Option<&Checkpoint<'_>>,
) -> Result<Proved, Unproved> {
    let (leaf, proof) = tree.ask(size, |reader| Ok((reader.leaf(index)?, reader.inclusion_proof(index)?)))?;
    let root = merkle::root_from_inclusion(tree.suite(), &leaf, index, size, &proof)?;
    let tlog_proof = match checkpoint {
        Some(signed) if signed.size() != size || *signed.root() != root => {
            return Err(MerkleError::OtherRoot.into());
        }
        Some(signed) => Some(tlog_proof::print(index, &proof, &alloc::format!("{signed}"))),
        None => None,
    };
    Ok(Proved {
        index: super::whole(index),
        size: super::whole(size),
        leaf_hash: HashText(leaf),
        proof: log::texts(proof),
        root: HashText(root),
        tlog_proof,
    })
}
