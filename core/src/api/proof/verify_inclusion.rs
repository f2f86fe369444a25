//! `verify_inclusion`: whether a leaf stands in a tree.

use super::wire::{self, Bytes, Count, HashText};
use crate::{
    api::{Fault, Operation, operation::operation},
    base::limits,
    digest::Suite,
    proof::merkle,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "verify_inclusion",
    "checks that a leaf stands at an index of a Merkle tree (RFC 9162)",
    limits::PHONE_BYTES,
    Request,
    Answer,
    verify
);

/// A leaf, a tree's size and root, and the proof between them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The hash function of the tree; `sha256` unless said.
    suite: Option<Suite>,
    /// The leaf's data, as text; or else `leaf` or `leaf_hash`.
    text: Option<String>,
    /// The leaf's data, base64.
    leaf: Option<Bytes>,
    /// The leaf's hash, base64.
    leaf_hash: Option<HashText>,
    /// Index of the leaf, from 0.
    index: Count,
    /// Leaves in the tree.
    size: Count,
    /// The hashes from the leaf's sibling upwards, base64.
    proof: Vec<HashText>,
    /// Root of the tree, base64.
    root: HashText,
}

/// Whether the proof holds.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Does it hold?
    valid: bool,
    /// Why not: `index-beyond-size`, `proof-length` or `other-root`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

fn verify(request: Request) -> Result<Answer, Fault> {
    let suite = request.suite.unwrap_or(Suite::Sha256);
    let leaf = wire::leaf(suite, request.text, request.leaf, request.leaf_hash)?;
    let proof: Vec<_> = request.proof.into_iter().map(|hash| hash.0).collect();
    let (index, size) = (request.index.0, request.size.0);
    let reason = merkle::verify_inclusion(suite, &leaf, index, size, &proof, &request.root.0)
        .err()
        .map(|error| error.code());
    Ok(Answer { valid: reason.is_none(), reason })
}
