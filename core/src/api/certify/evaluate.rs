//! `evaluate`: a rulebook asked of what is known of a lot.

use super::outcome::{OutcomeAnswer, answer};
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{date::Date, limits},
    certify,
    digest::{
        caller::{Extension, Reference},
        json::Raw,
    },
};
use alloc::string::String;
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "evaluate",
    "asks a rulebook of what is known of a lot: pass, fail or unknown of each rule, why, by which records, and what is missing",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    evaluate
);

/// A rulebook, and what is known of a lot.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The rulebook, as the exact text of its file.
    rulebook: String,
    /// What is known: `lot`, `records`, `complete`, `made`.
    evidence: Raw,
    /// The day of the evaluation; records of later days do not count.
    as_of: Date,
    /// The caller's own reference, returned untouched.
    #[serde(rename = "ref")]
    reference: Option<Reference>,
    /// The caller's own data, returned untouched.
    ext: Option<Extension>,
}

/// What the rulebook says.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// What it says of the lot.
    outcome: OutcomeAnswer,
    /// The caller's own reference.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<Reference>,
    /// The caller's own data.
    #[serde(skip_serializing_if = "Option::is_none")]
    ext: Option<Extension>,
}

fn evaluate(request: Request) -> Result<Answer, Fault> {
    let program = super::rulebook(&request.rulebook, "/rulebook")?;
    let case = super::case(&request.evidence, &program)?;
    let outcome = certify::evaluate(&program, &case, request.as_of);
    let outcome = answer(&program, &case, request.as_of, outcome);
    Ok(Answer { outcome, reference: request.reference, ext: request.ext })
}
