//! `merge_entries`: one ledger from what arrived, the same from any order.

use crate::{
    api::{
        Code, Fault, Operation,
        operation::operation,
        passport::{Roots, trust, verdict::ReasonAnswer},
    },
    base::limits,
    proof::{
        keyring::Keyring,
        merge::{self, Arrivals},
    },
};
use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "merge_entries",
    "merges lines of many writers into a lot's ledger, the same from any order of arrival",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    merge_entries
);

/// What came in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The lot.
    lot: String,
    /// Lines that the ledger already has, in its order.
    #[serde(default)]
    ledger: Vec<String>,
    /// Lines that arrived, in any order; journeys' lines among them.
    arrived: Vec<String>,
    /// Heads of the lot, from number 0.
    #[serde(default)]
    heads: Vec<String>,
    /// The text of the trust bundle, which says whose hash suite is which.
    bundle: Option<String>,
    /// The pinned roots of the bundle.
    roots: Option<Roots>,
}

/// A merged ledger.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// All lines, in order.
    lines: Vec<String>,
    /// Lines that were not taken.
    held_back: Vec<HeldBack>,
    /// What the merged chains look like: forks, late entries, clock jumps, open tails.
    reasons: Vec<ReasonAnswer>,
}

/// A line that was not taken.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct HeldBack {
    /// Why: `malformed-line`, `stray-line`, `waiting`, `chain-fork`, `signed-twice`.
    code: &'static str,
    /// The line.
    line: String,
}

fn merge_entries(request: Request) -> Result<Answer, Fault> {
    let trust = trust(request.bundle.as_deref(), request.roots.as_ref())?;
    let ledger: Vec<&str> = request.ledger.iter().map(String::as_str).collect();
    let arrived: Vec<&str> = request.arrived.iter().map(String::as_str).collect();
    let heads: Vec<&str> = request.heads.iter().map(String::as_str).collect();
    let arrivals = Arrivals { lot: &request.lot, ledger: &ledger, arrived: &arrived, heads: &heads };
    let merged = merge::merge(&arrivals, &Keyring::new(trust.as_ref()))
        .map_err(|refusal| Fault::new(Code::BadLine, "/ledger", format!("{refusal}")))?;
    Ok(Answer {
        lines: merged.lines,
        held_back: merged
            .held_back
            .into_iter()
            .map(|(why, line)| HeldBack { code: why.code(), line })
            .collect(),
        reasons: merged.reasons.into_iter().map(ReasonAnswer::from).collect(),
    })
}
