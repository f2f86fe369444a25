//! `validate_events`: what is wrong with the events of a document, and where.

use super::given::{InXml, events_request};
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{finding::Finding, limits},
    trace::{clause, validate, validate_xml},
};
use alloc::{collections::BTreeMap, vec::Vec};
use serde::Serialize;

pub(super) const OPERATION: Operation = operation!(
    "validate_events",
    "checks events against EPCIS 2.0, CBV 2.0 and the farm vocabulary, with coded, located findings",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    validate_events
);

events_request! {
    /// A document with events, in one of three ways.
    struct Request {}
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
    /// For a document in XML: line and column of each place among the findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_xml: Option<InXml>,
    /// For each code that was found the section of a standard, or the definition in its schema or ontology, that it
    /// follows.
    clauses: BTreeMap<&'static str, &'static str>,
}

fn validate_events(request: Request) -> Result<Answer, Fault> {
    let given = request.given()?;
    let document = given.read()?;
    let check = if request.xml.is_some() { validate_xml } else { validate };
    let report = check(document.root());
    let valid = report.is_valid();
    let clauses = report.findings.iter().filter_map(|finding| clause(&finding.code)).collect();
    let sought = given.sought(document, &report.findings);
    let in_xml = given.in_xml(sought);
    Ok(Answer { valid, events: report.events, findings: report.findings, in_xml, clauses })
}
