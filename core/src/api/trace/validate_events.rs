//! `validate_events`: what is wrong with the events of a document, and where.

use super::read;
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{finding::Finding, limits},
    digest::json::Raw,
    trace::validate,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "validate_events",
    "checks events against EPCIS 2.0, CBV 2.0 and the farm vocabulary, with coded, located findings",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    validate_events
);

/// A document with events, as text or parsed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The document as it was written.
    text: Option<String>,
    /// The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events.
    document: Option<Raw>,
}

/// What was found.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Is there no error among the findings?
    valid: bool,
    /// How many events were looked at.
    events: usize,
    /// What was found; places are JSON pointers into the document. At most 1,000.
    findings: Vec<Finding>,
}

fn validate_events(request: Request) -> Result<Answer, Fault> {
    let (_, document) = read(request.text.as_ref(), request.document.as_ref())?;
    let report = validate(document.root());
    Ok(Answer { valid: report.is_valid(), events: report.events, findings: report.findings })
}
