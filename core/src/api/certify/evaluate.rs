//! `evaluate`: a rulebook asked of what is known of a lot.

use super::{
    editions::{MOST_EDITIONS, Pins, chosen},
    outcome::{OutcomeAnswer, answer},
};
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{date::Date, limits},
    certify::{self, Program, Reliance, Verdict},
    digest::{
        caller::{Extension, Reference},
        json::Raw,
    },
    id::few::few,
};
use alloc::{string::String, vec::Vec};
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
    rulebook: Option<String>,
    /// In its stead: editions of it, of which the one is asked that holds on the day that its anchor names.
    #[serde(default, deserialize_with = "few::<_, _, MOST_EDITIONS>")]
    rulebooks: Vec<String>,
    /// What is known: `lot`, `records`, `complete`, `made`.
    evidence: Raw,
    /// The day of the evaluation; records of later days do not count.
    as_of: Date,
    /// SHA-256 hashes of rulebooks that the caller knows, base64: another one decides nothing.
    pinned: Option<Pins>,
    /// No pass by a rulebook that is a sample or a draft, outdated, not pinned, or does not lint.
    #[serde(default)]
    strict: bool,
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
    /// What may be relied on: the verdict of the rulebook, or unknown where something stands against it.
    verdict: Verdict,
    /// Codes of what stands against relying on the rulebook, or why no edition was chosen.
    against: Vec<&'static str>,
    /// What the rulebook says of the lot; absent where no edition holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<OutcomeAnswer>,
    /// Is the rulebook one of those that were pinned? Absent where none were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pinned: Option<bool>,
    /// Codes of the errors of the rulebook (see `lint_rulebook`); nothing that a consumer sees rests on one that has any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lint: Vec<String>,
    /// The caller's own reference.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<Reference>,
    /// The caller's own data.
    #[serde(skip_serializing_if = "Option::is_none")]
    ext: Option<Extension>,
}

fn evaluate(request: Request) -> Result<Answer, Fault> {
    let reliance = Reliance { pinned: request.pinned.map(Pins::hashes).transpose()?, strict: request.strict };
    let read = |program: &Program| super::case(&request.evidence, program);
    let chosen = chosen(request.rulebook.as_deref(), &request.rulebooks, request.as_of, read)?;
    let (reference, ext) = (request.reference, request.ext);
    let (program, case) = match chosen {
        Ok(chosen) => chosen,
        Err(none) => {
            let against = alloc::vec![none.code()];
            let verdict = Verdict::Unknown;
            return Ok(Answer {
                verdict,
                against,
                outcome: None,
                pinned: None,
                lint: Vec::new(),
                reference,
                ext,
            });
        }
    };
    let outcome = certify::evaluate(&program, &case, request.as_of);
    let (verdict, against) = reliance.judge(&program, &outcome);
    let outcome = Some(answer(&program, &case, request.as_of, outcome));
    let (pinned, lint) = (reliance.pins(&program), program.faults());
    Ok(Answer { verdict, against, outcome, pinned, lint, reference, ext })
}
