//! `verify_event_hash`: which rules, if any, yield a hash id for an event, and where two pre-hash texts part.

use super::{given::events_request, no_hash};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    trace::hash::{Hasher, ProfileName, is_hash_id},
};
use alloc::{format, string::String, vec::Vec};
use serde::Serialize;

pub(super) const OPERATION: Operation = operation!(
    "verify_event_hash",
    "says which profile yields a given event hash id, or where the texts that were hashed differ",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    verify_event_hash
);

events_request! {
    /// An event and the hash id somebody gave for it.
    struct Request {
        /// Number of the event in the document, from 0; the first unless said.
        #[serde(default)]
        event: usize,
        /// The hash id to verify; the event's own `eventID` unless given.
        hash: Option<String>,
        /// The pre-hash text from which the other side made it, where it is known.
        prehash: Option<String>,
    }
}

/// Whether some profile yields it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Does a profile yield this hash id?
    valid: bool,
    /// The profile that does; `exact` where both do.
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<ProfileName>,
    /// What each profile yields.
    profiles: Vec<Line>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Line {
    /// The profile.
    profile: ProfileName,
    /// The hash id it yields; absent where it cannot express the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    /// Why it cannot.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Refused>,
    /// Where the other side's pre-hash text parts from this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<Difference>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Refused {
    /// The code of what is wrong.
    code: &'static str,
    /// JSON pointer of it, in the event.
    at: String,
}

/// The first difference of two pre-hash texts.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Difference {
    /// Byte offset, from 0.
    offset: usize,
    /// What stands before it in both, at most 40 characters.
    after: String,
    /// How this profile goes on, at most 40 characters.
    ours: String,
    /// How the other text goes on, at most 40 characters.
    theirs: String,
}

fn verify_event_hash(request: Request) -> Result<Answer, Fault> {
    let given = request.given()?;
    let document = given.read()?;
    let events = given.events(&document)?;
    let place = given.place();
    let Some(event) = events.iter().nth(request.event) else {
        return Err(Fault::new(Code::NoSuchEvent, "/event", format!("it has {}", events.len())));
    };
    let own = event.text("eventID").unwrap_or_default();
    let (from, wanted) = match &request.hash {
        Some(hash) => (String::from("/hash"), hash.trim()),
        None => (format!("{place}{}/eventID", event.pointer()), own.trim()),
    };
    if !is_hash_id(wanted) {
        return Err(Fault::new(Code::MalformedHash, from, "should be `ni:///sha-256;HEX64?ver=CBV2.0`"));
    }
    let mut answer = Answer { valid: false, profile: None, profiles: Vec::new() };
    for profile in ProfileName::ALL {
        let mut hasher = Hasher::new(profile);
        hasher.ignore(&events);
        let mut line = Line { profile, hash: None, refused: None, difference: None };
        match hasher.hash(&event) {
            Ok(hash) => {
                if hash.eq_ignore_ascii_case(wanted) {
                    answer.valid = true;
                    answer.profile = Some(profile);
                } else if let Some(theirs) = &request.prehash {
                    line.difference = difference(hasher.prehash(), theirs);
                }
                line.hash = Some(hash);
            }
            Err(error) => {
                let fault = no_hash(String::new(), &error);
                line.refused = Some(Refused { code: fault.code.as_str(), at: fault.at });
            }
        }
        answer.profiles.push(line);
    }
    Ok(answer)
}

fn difference(ours: &str, theirs: &str) -> Option<Difference> {
    if ours == theirs {
        return None;
    }
    let same = ours.char_indices().zip(theirs.chars()).find(|((_, a), b)| a != b).map(|((at, _), _)| at);
    let offset = same.unwrap_or(ours.len().min(theirs.len()));
    let (before, rest) = ours.split_at_checked(offset)?;
    let skipped = before.chars().count().saturating_sub(40);
    Some(Difference {
        offset,
        after: before.chars().skip(skipped).collect(),
        ours: rest.chars().take(40).collect(),
        theirs: theirs.get(offset..).unwrap_or_default().chars().take(40).collect(),
    })
}
