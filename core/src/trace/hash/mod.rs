//! The EPCIS event hash id (CBV 2.0 §8.9): one name for one event, however it is written.
//!
//! ```
//! use terroir::{digest::json, trace::{Events, hash::{Hasher, ProfileName}}};
//!
//! let document = json::read(br#"{"type":"ObjectEvent","eventTime":"2020-01-01T08:00:00+08:00",
//!     "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"shipping"}"#)?;
//! let events = Events::of(document.root()).map_err(|_| "events")?;
//! let mut hasher = Hasher::new(ProfileName::Exact);
//! for event in events.iter() {
//!     let id = hasher.hash(&event).map_err(|_| "an event")?;
//!     assert_eq!(id, "ni:///sha-256;6c46d641e14a6d08798ffd776bfeeb30a623c581f58ee773cc05278f10f837cf?ver=CBV2.0");
//!     assert!(hasher.prehash().starts_with("eventType=ObjectEventeventTime=2020-01-01T00:00:00.000Z"));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The pre-hash text is written straight from the tape into one buffer that the [`Hasher`] keeps. Incompatible rules
//! circulate under one version label; a [`ProfileName`] says which. The hash id tells that two systems mean the same
//! event. It is no commitment: pre-hash text has no separators between members, and a document may list members that
//! profile `reference` leaves out ([`Hasher::ignore`]).

mod deviation;
mod difference;
mod double;
mod exact;
mod link;
mod moment;
mod prehash;
mod profile;
mod value;

pub use deviation::{DEVIATIONS, Deviation, Explanation, WORDS, digest_of, explain};
pub use difference::{Difference, difference};
pub(super) use link::{Found, write as write_key_uri};
pub use link::{KeyClaim, key_claim};
pub use profile::{Identifiers, Nested, Numbers, Profile, ProfileName, Times};

use super::{Event, Events, pointer_at};
use crate::digest::{Suite, json::Value};
use alloc::{string::String, vec::Vec};
use core::fmt::Write as _;
use prehash::Writer;

/// Why an event has no hash id in a profile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at `{pointer}`: `{found}`")]
pub struct HashError {
    /// What is wrong.
    pub kind: HashErrorKind,
    /// JSON pointer of the value in the event.
    pub pointer: String,
    /// What stands there, cut where it is long.
    pub found: String,
}

/// What is wrong with an event that is to be hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HashErrorKind {
    /// It has no type, or no time.
    #[error("no event type or no event time")]
    Type,
    /// A time that is none, or has no offset.
    #[error("not a time with offset")]
    Time,
    /// A text that claims to be a GS1 key and is none.
    #[error("malformed identifier")]
    Identifier,
    /// The text to be hashed would be out of proportion to the event.
    #[error("the text to be hashed is out of proportion to the event")]
    Size,
    /// A member of the standard that holds something it cannot hold.
    #[error("a value of this kind cannot stand here")]
    Shape,
}

/// Bytes of input that an error shows.
const SHOWN: usize = 64;

/// What stops the writer, and where in the text.
pub(super) struct Stop {
    kind: HashErrorKind,
    offset: usize,
}

impl Stop {
    fn at(kind: HashErrorKind, value: Value<'_>) -> Self {
        Self { kind, offset: value.offset() }
    }

    fn locate(self, root: Value<'_>) -> HashError {
        let pointer = pointer_at(root, self.offset);
        let found = root.pointer(&pointer).map(|value| value.raw()).unwrap_or_default();
        let mut end = found.len().min(SHOWN);
        while !found.is_char_boundary(end) {
            end = end.saturating_sub(1);
        }
        HashError { kind: self.kind, pointer, found: found.get(..end).unwrap_or_default().into() }
    }
}

/// Hashes events, keeping its buffers from one to the next.
#[derive(Debug)]
pub struct Hasher {
    profile: Profile,
    writer: Writer,
}

impl Hasher {
    /// A hasher for a profile.
    #[must_use]
    pub fn new(name: ProfileName) -> Self {
        Self::with(name.profile())
    }

    /// A hasher for rules that may be nobody's.
    #[must_use]
    pub fn with(profile: Profile) -> Self {
        Self { profile, writer: Writer::default() }
    }

    /// Leaves out the members that a document lists as `ignoreFields`, from here on.
    ///
    /// Repositories add members of their own when they capture an event, and say so in this way. Profile `exact` leaves
    /// nothing out: there the list has no effect.
    pub fn ignore(&mut self, events: &Events<'_>) {
        self.writer.ignored.clear();
        if self.profile.ignore_fields {
            self.writer.ignored = ignored_fields(events);
        }
    }

    /// The hash id of an event.
    ///
    /// # Errors
    /// [`HashError`] with the place, counted from the event, if the profile cannot express it.
    pub fn hash(&mut self, event: &Event<'_, '_>) -> Result<String, HashError> {
        self.writer
            .event(event.value(), event.context(), &self.profile)
            .map_err(|stop| stop.locate(event.value()))?;
        let hash = Suite::Sha256.hash(&[self.writer.out.as_bytes()]);
        let mut id = String::with_capacity(90);
        id.push_str("ni:///sha-256;");
        for byte in hash {
            let _ = write!(id, "{byte:02x}");
        }
        id.push_str("?ver=");
        id.push_str(self.profile.version);
        Ok(id)
    }

    /// The pre-hash text of the event hashed last.
    #[must_use]
    pub fn prehash(&self) -> &str {
        &self.writer.out
    }
}

/// Is this a text of the form of an event hash id: `ni:///sha-256;`, 64 hexadecimal digits, `?ver=CBV` and a version?
#[must_use]
pub fn is_hash_id(text: &str) -> bool {
    text.strip_prefix("ni:///sha-256;").and_then(|rest| rest.split_once("?ver=CBV")).is_some_and(
        |(digest, version)| {
            let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            digest.len() == 64
                && digest.bytes().all(|b| b.is_ascii_hexdigit())
                && version.split('.').count() >= 2
                && version.split('.').all(digits)
        },
    )
}

/// The members that a document lists as `ignoreFields`, at its top or in its query results, sorted.
fn ignored_fields(events: &Events<'_>) -> Vec<(String, String)> {
    let root = events.root();
    let results = root.get("epcisBody").and_then(|body| body.get("queryResults"));
    let context = events.context();
    let mut ignored = Vec::new();
    for (name, list) in [Some(root), results].into_iter().flatten().filter_map(|v| v.members()).flatten() {
        if name != "ignoreFields" && !name.ends_with(":ignoreFields") {
            continue;
        }
        for field in list.items().into_iter().flatten().filter_map(|field| field.text()) {
            let (namespace, local) = context.expand(&field).unwrap_or(("", &field));
            ignored.push((namespace.into(), local.into()));
        }
    }
    ignored.sort_unstable();
    ignored
}
