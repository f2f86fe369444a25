//! What is missing in a history: measured against the profile of a product, and seen without one.
//!
//! ```
//! use terroir::{digest::json, product::Profile, trace::gaps::{Scope, find_gaps}};
//!
//! let profile = r#"{"schema":"terroir-profile/1","id":"sample.tea","version":"1","names":{"en":"Tea"},"status":"sample",
//!   "steps":[{"id":"pick","link":"grow","acts":["harvest"],"fields":["crop"],"supplier":"producer"},
//!     {"id":"fire","link":"process","acts":["process"],"after":["pick"],"supplier":"processor"}]}"#;
//! let profile: Profile = json::from_value(json::read(profile.as_bytes())?.root())?;
//! let picked = json::read(br#"{"type":"ObjectEvent","action":"ADD","eventTime":"2026-04-03T06:30:00+08:00",
//!   "epcList":["urn:uuid:1"],"terroir:act":"harvest","terroir:crop":"tea"}"#)?;
//!
//! let gaps = find_gaps(&picked, Some(&profile), Scope::default())?;
//! let coverage = gaps.coverage.ok_or("measured")?;
//! assert_eq!((coverage.satisfied, coverage.expected), (2, 4));
//! assert!(find_gaps(&picked, None, Scope::default())?.coverage.is_none());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The figure counts expectations of the profile, never records: a further true record can only raise it. What it cannot
//! say stands beside it, gap by gap.

pub(in crate::trace) mod complete;
pub(in crate::trace) mod expect;
mod gap;
mod link;
mod lint;
mod reading;
pub(in crate::trace) mod record;
mod thing;
pub(in crate::trace) mod way;
mod words;

pub use expect::{Expectation, ExpectationKind, Lack, MOST_NAMED};
pub use gap::{GAP_WORDS, Gap, GapCode, MOST_GAPS};
pub use link::link_of;
pub use lint::lint_profile;
pub(in crate::trace) use lint::{known_acts, known_steps};

pub use way::Scope;
pub use words::WORDS;

use super::{
    Events,
    history::{History, HistoryError},
};
use crate::{
    base::finding::{Finding, Severity},
    digest::json::Document,
    product::profile::{Link, Profile},
};
use alloc::{string::String, vec::Vec};
use record::Records;

/// How many expectations are met, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// Expectations that are met.
    pub satisfied: usize,
    /// Expectations of the profile.
    pub expected: usize,
}

/// How one link of the way stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkCoverage {
    /// Which link.
    pub link: Link,
    /// How many records there are of it.
    pub records: usize,
    /// What the profile expects of it; absent without a profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
}

/// What is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gaps<'p> {
    /// Names asked for that no event mentions.
    pub unknown: Vec<String>,
    /// Was the whole way looked at? Not if it was too long to walk.
    pub whole: bool,
    /// How many records were looked at.
    pub records: usize,
    /// How many stood there more than once, and counted once.
    pub repeated: usize,
    /// How many are declared wrong, and did not count.
    pub wrong: usize,
    /// How many say neither when nor what, and did not count.
    pub mute: usize,
    /// The figure; `None` without a profile, or with one that contradicts itself.
    pub coverage: Option<Coverage>,
    /// The links of the way.
    pub links: Vec<LinkCoverage>,
    /// Every expectation of the profile.
    pub expectations: Vec<Expectation<'p>>,
    /// What is missing or does not fit, at most [`MOST_GAPS`].
    pub gaps: Vec<Gap>,
    /// What is wrong with the profile.
    pub findings: Vec<Finding>,
}

/// What is missing in the events of a document, in its effective view: in all of them, or on the way of a lot.
///
/// A record can take others off the way of a lot, as one that says when it left a container; such a record takes back a
/// conclusion, and with it may lower the figure. Over all events nothing can.
///
/// # Errors
/// [`HistoryError`], where the document holds no events.
pub fn find_gaps<'p>(
    document: &Document<'_>,
    profile: Option<&'p Profile>,
    scope: Scope<'_>,
) -> Result<Gaps<'p>, HistoryError> {
    let events = Events::of(document.root()).map_err(HistoryError::Events)?;
    let mut records = Records::of(&events, scope.as_of);
    let mut history = History::new();
    history.append_read(document)?;
    let way = way::narrow(&mut records, &history, scope.of);
    Ok(measure(&history, &records, profile, way))
}

/// As [`find_gaps`], of the events of a history; events in the answer are those of the history.
#[must_use]
pub fn find_gaps_in<'p>(history: &History, profile: Option<&'p Profile>, scope: Scope<'_>) -> Gaps<'p> {
    way::on_way(history, scope, false, |records, _, way| measure(history, &records, profile, way))
}

fn measure<'p>(
    history: &History,
    records: &Records<'_>,
    profile: Option<&'p Profile>,
    (unknown, whole): (Vec<String>, bool),
) -> Gaps<'p> {
    let findings = profile.map(lint_profile).unwrap_or_default();
    let sound = findings.iter().all(|finding| finding.severity < Severity::Error);
    let profile = profile.filter(|_| sound);
    let expectations = profile.map(|profile| expect::expectations(profile, records)).unwrap_or_default();
    let mut found = gap::Found::default();
    gap::of_links(profile, records, &mut found);
    thing::of_things(history, records, &mut found);
    if let Some(profile) = profile {
        gap::of_profile(profile, records, &mut found);
    }
    let count = |wanted: &dyn Fn(&Expectation<'_>) -> bool| {
        let own = || expectations.iter().filter(|expectation| wanted(expectation));
        Coverage { satisfied: own().filter(|own| own.is_satisfied()).count(), expected: own().count() }
    };
    let links = Link::WAY.map(|link| LinkCoverage {
        link,
        records: records.list.iter().filter(|record| record.link() == link).count(),
        coverage: profile.map(|_| count(&|expectation| expectation.link == link)),
    });
    Gaps {
        unknown,
        whole,
        records: records.list.len(),
        repeated: records.counts.repeated,
        wrong: records.counts.wrong,
        mute: records.counts.mute,
        coverage: profile.map(|_| count(&|_| true)),
        links: Vec::from(links),
        expectations,
        gaps: found.done(),
        findings,
    }
}
