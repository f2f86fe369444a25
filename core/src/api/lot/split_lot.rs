//! `split_lot`: parts of a lot as lots of their own.

use super::refusal;
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{
        finding::{Finding, Severity},
        limits,
        time::Instant,
    },
    lot::{Loss, Lot, Part},
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec,
    vec::Vec,
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "split_lot",
    "takes parts out of a lot as lots of their own, to the last gram",
    limits::PHONE_BYTES,
    Request,
    Answer,
    split
);

/// A lot, and what becomes of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The lot as it stands.
    lot: Lot,
    /// The parts, 1 to 1,024.
    parts: Vec<Part>,
    /// What was lost on the way.
    #[serde(default)]
    losses: Vec<Loss>,
    /// Whether nothing may be left over.
    #[serde(default)]
    take_all: bool,
    /// When.
    at: Option<Instant>,
}

/// The lots, or why not.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Was the lot split? If not, nothing changed.
    valid: bool,
    /// The lot as it stands now; consumed if nothing is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    lot: Option<Lot>,
    /// The parts as lots, in the order asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Lot>,
    /// What was found; places are JSON pointers into the request.
    findings: Vec<Finding>,
}

fn split(request: Request) -> Result<Answer, Fault> {
    let Request { mut lot, parts, losses, take_all, at } = request;
    let refused =
        |finding| Ok(Answer { valid: false, lot: None, parts: Vec::new(), findings: vec![finding] });
    match lot.split(&parts, &losses, at) {
        Err(error) => {
            let place = |name: &_| -> Option<String> {
                let at = parts.iter().rposition(|part| part.name == *name);
                at.map(|at| format!("/parts/{at}/lot")).or_else(|| Some("/lot".into()))
            };
            refused(refusal(&error, place))
        }
        Ok(_) if take_all && !lot.left().is_zero() => {
            let finding = Finding::new(Severity::Error, "left-over").at("/take_all");
            refused(finding.found(lot.left().to_string()))
        }
        Ok(lots) => Ok(Answer { valid: true, lot: Some(lot), parts: lots, findings: Vec::new() }),
    }
}
