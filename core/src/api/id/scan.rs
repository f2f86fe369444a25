//! `scan`: what a scanned text is.

use crate::{
    api::{Fault, Operation, operation::operation},
    base::{date::Date, limits},
    id::scan::{self, Scanned},
};
use alloc::string::String;
use serde::Deserialize;

pub(super) const OPERATION: Operation = operation!(
    "scan",
    "says what any scanned text is, in canonical form, with its keys and findings",
    limits::PHONE_BYTES,
    Request,
    Scanned,
    run
);

/// A text from a scanner, a clipboard or a person.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The text; FNC1 as the group separator (U+001D) or `^`.
    text: String,
    /// The day at which "in the future" is judged; without it that is not judged.
    as_of: Option<Date>,
}

fn run(request: Request) -> Result<Scanned, Fault> {
    Ok(scan::scan(&request.text, request.as_of))
}
