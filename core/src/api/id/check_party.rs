//! `check_party`: identifiers, roles, membership and permissions of a party.

use crate::{
    api::{Fault, Operation, operation::operation},
    base::{date::Date, finding::Severity, limits},
    digest::caller::{Extension, Reference},
    id::{
        few::few,
        party::{self, CheckedParty, Party},
    },
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "check_party",
    "checks identifiers, roles, membership and permissions of a party",
    limits::PHONE_BYTES,
    Request,
    Answer,
    check
);

/// A party, and others that it may belong to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The caller's own reference, returned untouched; at most 128 bytes.
    #[serde(rename = "ref")]
    reference: Option<Reference>,
    /// The caller's own data (an object), returned untouched.
    ext: Option<Extension>,
    /// The party.
    party: Party,
    /// Other parties, for the chain of organisations; at most 1,024.
    #[serde(default, deserialize_with = "few::<_, _, MOST_OTHERS>")]
    others: Vec<Party>,
    /// The day for which it is asked; without one, any day.
    as_of: Option<Date>,
}

/// What was found.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The caller's own reference.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<Reference>,
    /// The caller's own data.
    #[serde(skip_serializing_if = "Option::is_none")]
    ext: Option<Extension>,
    /// The party's id.
    id: String,
    /// Whether no finding is an error.
    valid: bool,
    /// Whether its data are those of natural persons.
    natural: bool,
    /// Identifiers, roles, permissions, chain and findings.
    #[serde(flatten)]
    checked: CheckedParty,
}

/// Other parties of one request, at most.
const MOST_OTHERS: usize = 1024;

fn check(request: Request) -> Result<Answer, Fault> {
    let checked = party::check_party(&request.party, &request.others, request.as_of);
    Ok(Answer {
        reference: request.reference,
        ext: request.ext,
        id: request.party.id.as_str().into(),
        valid: checked.findings.iter().all(|finding| finding.severity < Severity::Error),
        natural: request.party.kind.is_natural(),
        checked,
    })
}
