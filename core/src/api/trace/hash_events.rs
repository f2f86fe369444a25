//! `hash_events`: the hash id of every event in a document.

use super::{
    given::{InXml, events_request},
    no_hash,
};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::{
        finding::{Finding, Severity},
        limits,
    },
    trace::{
        Event, Events, MOST_FINDINGS,
        hash::{Hasher, Numbers, ProfileName, digest_of},
    },
};
use alloc::{format, string::String, vec::Vec};
use serde::Serialize;

pub(super) const OPERATION: Operation = operation!(
    "hash_events",
    "computes the EPCIS event hash id (CBV 2.0 §8.9) of every event in a document",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    hash_events
);

events_request! {
    /// A document with events, in one of three ways.
    struct Request {
        /// Which rules; `exact` unless said.
        profile: Option<ProfileName>,
        /// Shall the answer hold the pre-hash texts, too?
        #[serde(default)]
        prehash: bool,
        /// Shall events be flagged whose hash ids differ between profiles?
        #[serde(default)]
        compare: bool,
    }
}

/// The hash ids.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The rules that were followed.
    profile: ProfileName,
    /// One line an event, in the document's order.
    events: Vec<Line>,
    /// If asked for: events that have different hash ids by different rules (`profiles-differ`, with the profiles that
    /// agree), and events of which the reference implementation rewrites values (`values-rewritten`). At most 1,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<Finding>>,
    /// For a document in XML: line and column of each place among the findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_xml: Option<InXml>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Line {
    /// JSON pointer of the event in the document.
    at: String,
    /// Its hash id, `ni:///sha-256;…?ver=CBV2.0`.
    hash: String,
    /// The text that was hashed, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    prehash: Option<String>,
}

/// Pre-hash texts of an answer are at most this and twice the document.
const PREHASH_FLOOR: usize = 16 << 10;

fn hash_events(request: Request) -> Result<Answer, Fault> {
    let given = request.given()?;
    let document = given.read()?;
    let events = given.events(&document)?;
    let place = given.place();
    let profile = request.profile.unwrap_or(ProfileName::Exact);
    let mut hasher = Hasher::new(profile);
    hasher.ignore(&events);
    let mut comparison = request.compare.then(|| Comparison::new(&events));
    // No event with a type and a time is shorter than this.
    let most = document.text().len() / r#"{"type":"","eventTime":"2026-01-01T00:00:00Z"}"#.len();
    let mut lines = Vec::with_capacity(events.len().min(most));
    let mut left = document.text().len().saturating_mul(2).saturating_add(PREHASH_FLOOR);
    for event in events.iter() {
        let at = event.pointer();
        let hash = hasher.hash(&event).map_err(|error| no_hash(format!("{place}{at}"), &error))?;
        let prehash = request.prehash.then(|| String::from(hasher.prehash()));
        left = match left.checked_sub(prehash.as_ref().map_or(0, String::len)) {
            Some(left) => left,
            None => return Err(Fault::new(Code::OutOfProportion, format!("{place}{at}"), "ask for fewer")),
        };
        if let Some(comparison) = &mut comparison {
            comparison.look(&event, &at);
        }
        lines.push(Line { at, hash, prehash });
    }
    let findings = comparison.map(|comparison| comparison.findings);
    let sought = findings.as_ref().and_then(|findings| given.sought(document, findings));
    let in_xml = given.in_xml(sought);
    Ok(Answer { profile, events: lines, findings, in_xml })
}

/// The hash ids of events in all profiles, beside each other.
struct Comparison {
    hashers: [(ProfileName, Hasher); 4],
    /// Profile `reference`, and what it would be if it did not take texts for numbers.
    values: [Hasher; 2],
    findings: Vec<Finding>,
}

impl Comparison {
    fn new(events: &Events<'_>) -> Self {
        let hasher = |name| {
            let mut hasher = Hasher::new(name);
            hasher.ignore(events);
            (name, hasher)
        };
        let reference = ProfileName::Reference.profile();
        let mut exact = reference;
        exact.numbers = Numbers::Exact;
        let values = [reference, exact].map(|profile| {
            let mut hasher = Hasher::with(profile);
            hasher.ignore(events);
            hasher
        });
        let hashers = ProfileName::PREFERRED.map(hasher);
        Self { hashers, values, findings: Vec::new() }
    }

    fn look(&mut self, event: &Event<'_, '_>, at: &str) {
        let mut groups: Vec<(Option<String>, String)> = Vec::new();
        for (name, hasher) in &mut self.hashers {
            let digest = hasher.hash(event).ok().and_then(|id| digest_of(&id).map(String::from));
            match groups.iter_mut().find(|(other, _)| *other == digest) {
                Some((_, names)) => {
                    names.push_str(", ");
                    names.push_str(name.name());
                }
                None => groups.push((digest, String::from(name.name()))),
            }
        }
        let [doubles, kept] = &mut self.values;
        let rewritten = doubles.hash(event).ok().zip(kept.hash(event).ok()).is_some_and(|(a, b)| a != b);
        let mut add = |severity, code, found: String| {
            if self.findings.len() < MOST_FINDINGS {
                self.findings.push(Finding::new(severity, code).at(at).found(found));
            }
        };
        if groups.len() > 1 {
            let names: Vec<String> = groups.into_iter().map(|(_, names)| names).collect();
            add(Severity::Note, "profiles-differ", names.join(" | "));
        }
        if rewritten {
            add(Severity::Warning, "values-rewritten", String::new());
        }
    }
}
