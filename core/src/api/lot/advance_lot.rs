//! `advance_lot`: moves booked on a lot, and its next state.

use super::refusal;
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{finding::Finding, limits},
    lot::{Lot, Move, State},
};
use alloc::{vec, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "advance_lot",
    "books what was sold, lost or found of a lot, and opens, seals or recalls it",
    limits::PHONE_BYTES,
    Request,
    Answer,
    advance
);

/// A lot, and what is to be booked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The lot as it stands.
    lot: Lot,
    /// Moves, in order, booked before the state changes.
    #[serde(default)]
    moves: Vec<Move>,
    /// The state it goes to.
    to: Option<State>,
}

/// The lot, or why not.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Was all of it booked? If not, nothing changed.
    valid: bool,
    /// The lot as it stands now.
    #[serde(skip_serializing_if = "Option::is_none")]
    lot: Option<Lot>,
    /// What was found; places are JSON pointers into the request.
    findings: Vec<Finding>,
}

fn advance(request: Request) -> Result<Answer, Fault> {
    let Request { mut lot, moves, to } = request;
    let refused = |finding| Ok(Answer { valid: false, lot: None, findings: vec![finding] });
    for (at, entry) in moves.into_iter().enumerate() {
        if let Err(error) = lot.record(entry) {
            return refused(refusal(&error, |_| Some(alloc::format!("/moves/{at}"))));
        }
    }
    if let Some(to) = to
        && let Err(error) = lot.advance(to)
    {
        return refused(refusal(&error, |_| Some("/to".into())));
    }
    Ok(Answer { valid: true, lot: Some(lot), findings: Vec::new() })
}
