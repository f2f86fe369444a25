//! `hash_events`: the hash id of every event in a document.

use super::{given::events_request, no_hash};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    trace::hash::{Hasher, ProfileName},
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
        lines.push(Line { at, hash, prehash });
    }
    Ok(Answer { profile, events: lines })
}
