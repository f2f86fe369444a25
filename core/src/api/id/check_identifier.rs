//! `check_identifier`: examine a text as an identifier of one scheme.

use crate::{
    api::{Fault, Operation, operation::operation},
    base::{date::Date, limits},
    id::{Report, Scheme, china, examine, spelling::Spelling},
};
use alloc::string::String;
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "check_identifier",
    "examines a text as an identifier of one scheme, layer by layer",
    limits::PHONE_BYTES,
    Request,
    Answer,
    check
);

/// A text, and the scheme it is said to belong to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The scheme.
    scheme: Scheme,
    /// The text as it was written.
    text: String,
    /// The day at which "in the future" is judged; without it that is not judged.
    as_of: Option<Date>,
}

/// What was found.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Scheme, status, canonical spelling, pieces and findings.
    #[serde(flatten)]
    report: Report,
    /// How strict a reader may be and still take it.
    accepted: Accepted,
}

/// Whether the identifier is valid, by how its spelling is read.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Accepted {
    /// Exactly as written.
    strict: bool,
    /// After removing spaces and dashes and raising lower case.
    hard: bool,
    /// After folding full-width and other compatibility characters, too.
    lenient: bool,
}

fn check(request: Request) -> Result<Answer, Fault> {
    let mut report = examine(request.scheme, &request.text, request.as_of);
    china::hide_residents(&mut report);
    let accepted = Accepted {
        strict: report.accepted(Spelling::Exact),
        hard: report.accepted(Spelling::Cleaned),
        lenient: report.accepted(Spelling::Folded),
    };
    Ok(Answer { report, accepted })
}
