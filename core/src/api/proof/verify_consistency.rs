//! `verify_consistency`: whether a tree has only grown.

use super::wire::{Count, HashText};
use crate::{
    api::{Fault, Operation, operation::operation},
    base::limits,
    digest::Suite,
    proof::merkle,
};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "verify_consistency",
    "checks that a Merkle tree has only grown since an older root (RFC 9162)",
    limits::PHONE_BYTES,
    Request,
    Answer,
    verify
);

/// Two states of a tree and the proof between them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The hash function of the tree; `sha256` unless said.
    suite: Option<Suite>,
    /// Leaves of the older tree; an empty tree is consistent with everything and so is refused.
    old_size: Count,
    /// Root of the older tree, base64.
    old_root: HashText,
    /// Leaves of the newer tree.
    new_size: Count,
    /// Root of the newer tree, base64.
    new_root: HashText,
    /// The hashes of the proof, base64.
    proof: Vec<HashText>,
}

/// Whether the proof holds.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Does it hold?
    valid: bool,
    /// Why not: `empty-tree`, `shrunk`, `proof-length`, `other-root` or `other-old-root`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

fn verify(request: Request) -> Result<Answer, Fault> {
    let suite = request.suite.unwrap_or(Suite::Sha256);
    let proof: Vec<_> = request.proof.into_iter().map(|hash| hash.0).collect();
    let (old, new) = (request.old_size.0, request.new_size.0);
    let reason =
        merkle::verify_consistency(suite, old, &request.old_root.0, new, &request.new_root.0, &proof)
            .err()
            .map(|error| error.code());
    Ok(Answer { valid: reason.is_none(), reason })
}
