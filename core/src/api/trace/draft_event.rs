//! `draft_event`: what a farmer says was done, as an event, with what is missing named.

use super::capture_fault;
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{finding::Finding, limits},
    digest::json::{self, Raw},
    trace::capture::{self, Missing, Settings, Understood, draft},
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "draft_event",
    "turns a short farm record into an event of the farm vocabulary, and names what is missing and what was understood",
    limits::PHONE_BYTES,
    Request,
    Answer,
    draft_event
);

/// A record of what was done.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// What was said, an object: `act` (`spray`, `打药`), `day`, `time`, `lot` with `quantity` or `items`, `place`, and any field of
    /// the farm vocabulary, under its own name or a common one (`用量`, `registration`); amounts in any unit (`20毫升`, `0.6亩`).
    record: Raw,
    /// What is known beside it.
    #[serde(default)]
    settings: Settings,
}

/// What came of it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Is there an event: is nothing missing that is needed?
    complete: bool,
    /// The event; `validate_events` finds no error in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Raw>,
    /// What there is of it while something needed is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    partial: Option<Raw>,
    /// What concerns persons and stands in no event: members for `record_entry` to hide, each still without its salt.
    hidden: Vec<Hidden>,
    /// What is missing or could not be read.
    missing: Vec<Missing>,
    /// What was said, and what it was read as. At most 128.
    understood: Vec<Understood>,
    /// What else is worth knowing; places are members of the record, or of the event where they begin with `/event`.
    findings: Vec<Finding>,
    /// Members of the record that stand in no event, as nothing in the vocabulary means them.
    not_taken: Vec<String>,
}

/// A member to hide.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Hidden {
    /// Its name.
    name: &'static str,
    /// Its value.
    value: Raw,
}

/// What an event or member is on its own.
pub(super) fn raw(text: &str) -> Option<Raw> {
    json::read(text.as_bytes()).ok().map(Raw::from)
}

pub(super) fn hidden(members: &[capture::Hidden]) -> Vec<Hidden> {
    members
        .iter()
        .filter_map(|member| Some(Hidden { name: member.name, value: raw(&member.value)? }))
        .collect()
}

fn draft_event(request: Request) -> Result<Answer, Fault> {
    let record =
        json::read(request.record.text().as_bytes()).map_err(|error| Fault::in_text("/record", &error))?;
    let draft = draft(record.root(), &request.settings).map_err(|error| capture_fault("/record", &error))?;
    Ok(Answer {
        complete: draft.event.is_some(),
        event: draft.event.as_deref().and_then(raw),
        partial: draft.partial.as_deref().and_then(raw),
        hidden: hidden(&draft.hidden),
        missing: draft.missing,
        understood: draft.understood,
        findings: draft.findings,
        not_taken: draft.not_taken,
    })
}
