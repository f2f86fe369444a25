//! `verify_label`: judge an offline label with nothing but pinned keys.

use super::{
    Roots,
    asked::{Asked, SeenRequest},
    verdict::VerdictAnswer,
};
use crate::{
    api::{Fault, Operation, operation::operation},
    digest::json::Raw,
    passport::verify_label as verify,
};
use alloc::string::String;
use serde::Deserialize;

pub(super) const OPERATION: Operation = operation!(
    "verify_label",
    "judges an offline label `TR1:` alone: its signed and logged head, not the entries behind it",
    super::REQUEST_BYTES,
    Request,
    VerdictAnswer,
    verify_label
);

/// An offline label, and what the caller knows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The label's text, exactly.
    label: String,
    /// The text of the trust bundle; several bundles may follow each other.
    bundle: Option<String>,
    /// The pinned roots of the bundle.
    roots: Option<Roots>,
    /// The text of another code on the same goods, which has to name the same lot.
    scanned: Option<String>,
    /// The time of day (RFC 3339 with offset).
    now: Option<String>,
    /// What the caller has seen before.
    seen: Option<SeenRequest>,
    /// The policy, as of `verify_passport`. The published default asks for entries, so that no label alone is accepted
    /// under it.
    require: Option<Raw>,
}

fn verify_label(request: Request) -> Result<VerdictAnswer, Fault> {
    let asked = Asked::read(
        request.bundle.as_deref(),
        request.roots.as_ref(),
        request.now.as_deref(),
        request.seen,
        request.require.as_ref(),
    )?;
    Ok(verify(&asked.question(&request.label, request.scanned.as_deref())).into())
}
