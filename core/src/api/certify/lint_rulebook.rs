//! `lint_rulebook`: what is wrong with a rulebook, or missing from it.

use super::editions::MOST_EDITIONS;
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{
        date::Date,
        finding::{Finding, Severity},
        limits,
    },
    certify,
    digest::caller::{Extension, Reference},
    id::few::few,
};
use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "lint_rulebook",
    "tells what is wrong with a rulebook or missing from it: names, types, units, rules that can never pass or fail, days, texts, test cases",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    lint_rulebook
);

/// A rulebook.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The rulebook, as the exact text of its file.
    rulebook: String,
    /// Other editions of it: days on which none holds, or several do, are found, too.
    #[serde(default, deserialize_with = "few::<_, _, MOST_EDITIONS>")]
    editions: Vec<String>,
    /// The day on which it shall not be outdated.
    as_of: Option<Date>,
    /// The caller's own reference, returned untouched.
    #[serde(rename = "ref")]
    reference: Option<Reference>,
    /// The caller's own data, returned untouched.
    ext: Option<Extension>,
}

/// What was found.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// There are no errors: what the rulebook says may be relied on as far as its status goes.
    sound: bool,
    /// There is nothing but notes.
    clean: bool,
    /// What was found, with its place in the rulebook; of editions, the place in `[rulebook, …editions]`.
    findings: Vec<Finding>,
    /// The caller's own reference.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<Reference>,
    /// The caller's own data.
    #[serde(skip_serializing_if = "Option::is_none")]
    ext: Option<Extension>,
}

fn lint_rulebook(request: Request) -> Result<Answer, Fault> {
    let found = certify::lint(request.rulebook.as_bytes(), request.as_of);
    let mut findings = found.map_err(|error| super::refused(error, "/rulebook"))?;
    if !request.editions.is_empty() {
        let mut programs = alloc::vec![super::rulebook(&request.rulebook, "/rulebook")?];
        for (at, text) in request.editions.iter().enumerate() {
            programs.push(super::rulebook(text, &format!("/editions/{at}"))?);
        }
        findings.extend(certify::lint_editions(&programs.iter().collect::<Vec<_>>()));
    }
    let worst = findings.iter().map(|finding| finding.severity).max();
    Ok(Answer {
        sound: worst < Some(Severity::Error),
        clean: worst < Some(Severity::Warning),
        findings,
        reference: request.reference,
        ext: request.ext,
    })
}
