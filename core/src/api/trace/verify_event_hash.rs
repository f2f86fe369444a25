//! `verify_event_hash`: which rules, if any, yield a hash id for an event, and what was done otherwise if none does.

use super::{given::events_request, no_hash};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    digest::json::{self, Raw},
    trace::{
        DocumentError, Event, Events,
        hash::{Difference, Hasher, ProfileName, difference, digest_of, explain, is_hash_id},
    },
};
use alloc::{format, string::String, vec::Vec};
use core::cmp::Reverse;
use serde::Serialize;

pub(super) const OPERATION: Operation = operation!(
    "verify_event_hash",
    "says which profile yields a given event hash id, or what known deviation does, or where the texts part",
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
        /// The event as the other side has it, where that is known: an event, or a document of which it is the first.
        theirs: Option<Raw>,
    }
}

/// Whether some profile yields it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Does a profile yield this hash id?
    valid: bool,
    /// The profile that does; of several, the one that keeps most of the event apart: `exact`, else `reference`.
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<ProfileName>,
    /// Where no profile does: what was done otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    explained: Option<Explained>,
    /// Where the other side's text or event is given: the profile in which it goes along furthest.
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<ProfileName>,
    /// What each profile yields.
    profiles: Vec<Line>,
}

/// How a hash id can be made that no profile yields.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Explained {
    /// The profile from which it deviates.
    profile: ProfileName,
    /// In what, as codes that `messages` has words for: `type-behind-identifier`, `time-cut-off`, …; the fewest that do.
    deviations: Vec<&'static str>,
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
    /// Where the other side's text or event parts from this one.
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
    let their_text = request.theirs.as_ref().map(Raw::text).unwrap_or("null");
    let their_document = json::read(their_text.as_bytes()).map_err(|e| Fault::in_text("/theirs", &e))?;
    let their_events = match &request.theirs {
        Some(_) => Some(Events::of(their_document.root()).map_err(|error| no_events(&error))?),
        None => None,
    };
    let their_event = match &their_events {
        Some(events) => Some(events.iter().next().ok_or_else(|| no_events(&DocumentError::Shape))?),
        None => None,
    };

    let mut answer =
        Answer { valid: false, profile: None, explained: None, nearest: None, profiles: Vec::new() };
    for profile in ProfileName::ALL {
        let mut hasher = Hasher::new(profile);
        hasher.ignore(&events);
        let mut line = Line { profile, hash: None, refused: None, difference: None };
        match hasher.hash(&event) {
            Ok(hash) => {
                let theirs = match (&request.prehash, &their_event) {
                    (Some(theirs), _) => Some(theirs.clone()),
                    (None, Some(theirs)) => prehash(profile, their_events.as_ref(), theirs),
                    (None, None) => None,
                };
                if !hash.eq_ignore_ascii_case(wanted) {
                    line.difference = theirs.and_then(|theirs| difference(&hasher, &theirs));
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
    let lines = || {
        let line = |name| answer.profiles.iter().find(move |line| line.profile == name);
        ProfileName::PREFERRED.into_iter().filter_map(line)
    };
    let yields = |line: &&Line| line.hash.as_ref().is_some_and(|hash| hash.eq_ignore_ascii_case(wanted));
    answer.profile = lines().find(yields).map(|line| line.profile);
    answer.valid = answer.profile.is_some();
    if !answer.valid {
        if request.prehash.is_some() || request.theirs.is_some() {
            let expressed = lines().filter(|line| line.hash.is_some());
            answer.nearest = expressed.min_by_key(|line| Reverse(line.reach())).map(|line| line.profile);
        }
        answer.explained = explained(&answer, &events, &event, wanted);
    }
    Ok(answer)
}

impl Line {
    /// How far the other side's text goes along.
    fn reach(&self) -> usize {
        self.difference.as_ref().map_or(usize::MAX, |difference| difference.offset)
    }
}

/// The fewest known deviations that yield the hash id.
fn explained(answer: &Answer, events: &Events<'_>, event: &Event<'_, '_>, wanted: &str) -> Option<Explained> {
    let digest = digest_of(wanted)?;
    let same = |line: &&Line| {
        let ours = line.hash.as_deref().and_then(digest_of);
        ours.is_some_and(|ours| ours.eq_ignore_ascii_case(digest))
    };
    let named = |name| answer.profiles.iter().filter(same).any(|line| line.profile == name);
    if let Some(profile) = ProfileName::PREFERRED.into_iter().find(|name| named(*name)) {
        return Some(Explained { profile, deviations: alloc::vec!["version-label"] });
    }
    explain(events, event, digest)
        .map(|found| Explained { profile: found.profile, deviations: found.deviations })
}

/// The pre-hash text of the other side's event.
fn prehash(profile: ProfileName, events: Option<&Events<'_>>, event: &Event<'_, '_>) -> Option<String> {
    let mut hasher = Hasher::new(profile);
    if let Some(events) = events {
        hasher.ignore(events);
    }
    hasher.hash(event).ok()?;
    Some(hasher.prehash().into())
}

fn no_events(error: &DocumentError) -> Fault {
    Fault::new(Code::NoEvents, format!("/theirs{}", error.pointer()), format!("{error}"))
}
