//! `resolve_events`: which events are in force, and why others are not.

use super::given::{InXml, events_request};
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{finding::Finding, limits, time::Instant},
    trace::resolve::{self, Status},
};
use alloc::{string::String, vec::Vec};
use serde::Serialize;

pub(super) const OPERATION: Operation = operation!(
    "resolve_events",
    "gives the effective view of events at a time: error declarations, corrections and duplicates (EPCIS 2.0 §7.4.1)",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    resolve_events
);

events_request! {
    /// Events, and a time.
    struct Request {
        /// The view at this time: what was recorded or declared later is not known. All that is here, unless given.
        as_of: Option<Instant>,
    }
}

/// The view.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// How many events there are.
    events: usize,
    /// Numbers of the events in force, from 0 in the order of the document.
    effective: Vec<u32>,
    /// One line for each event that is not in force, will be declared wrong after the time asked for, or is an error
    /// declaration. Events without type or time are in the findings alone.
    lines: Vec<Line>,
    /// What is wrong with declarations, corrections and identities; places are JSON pointers into the document. At
    /// most 1,000.
    findings: Vec<Finding>,
    /// For a document in XML: line and column of each place among the findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_xml: Option<InXml>,
}

/// What an event is worth.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Worth {
    /// It is in force.
    Effective,
    /// The error declaration `by` says that it is wrong.
    DeclaredWrong,
    /// It is an error declaration.
    Declaration,
    /// It says what the event `by` says, which is in force.
    Duplicate,
    /// At the time asked for it was not known.
    NotYet,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Line {
    /// Number of the event.
    event: u32,
    /// JSON pointer of the event in the document.
    at: String,
    /// What it is worth.
    status: Worth,
    /// Number of the declaration that says it is wrong, or of the event it is a duplicate of.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<u32>,
    /// For an event in force: number of the declaration after the time asked for that says it is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    superseded_later: Option<usize>,
    /// For a declaration: numbers of the events it names as corrections, in the order of its list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrected_by: Vec<usize>,
}

fn resolve_events(request: Request) -> Result<Answer, Fault> {
    let given = request.given()?;
    let document = given.read()?;
    let events = given.events(&document)?;
    let resolution = resolve::resolve(&events, request.as_of);
    let effective = (0_u32..)
        .zip(resolution.statuses())
        .filter(|(_, status)| **status == Status::Effective)
        .map(|(number, _)| number)
        .collect();
    let findings = resolve::findings(&events, &resolution);
    let mut lines = Vec::new();
    for ((event, status), number) in events.iter().zip(resolution.statuses()).zip(0_u32..) {
        let mut superseded_later = None;
        let (status, by) = match status {
            Status::Effective => {
                superseded_later = resolution.superseded_later(number as usize);
                if superseded_later.is_none() {
                    continue;
                }
                (Worth::Effective, None)
            }
            Status::DeclaredWrong { by } => (Worth::DeclaredWrong, Some(*by)),
            Status::Declaration => (Worth::Declaration, None),
            Status::Duplicate { of } => (Worth::Duplicate, Some(*of)),
            Status::NotYet => (Worth::NotYet, None),
            Status::Unreadable => continue,
        };
        let corrected_by = match status {
            Worth::Declaration => resolution.corrected_by(number as usize).collect(),
            _ => Vec::new(),
        };
        lines.push(Line { event: number, at: event.pointer(), status, by, superseded_later, corrected_by });
    }
    let events = resolution.len();
    let sought = given.sought(document, &findings);
    let in_xml = given.in_xml(sought);
    Ok(Answer { events, effective, lines, findings, in_xml })
}
