//! What is expected of the way of a product: steps, intervals, completeness statements, as data.
//!
//! A profile is what a history is measured against; without one there is no number. Its acts and fields are words of the
//! farm vocabulary, which `trace` knows and checks.
//!
//! ```
//! use terroir::{digest::json, product::Profile};
//!
//! let text = r#"{"schema":"terroir-profile/1","id":"sample.tea","version":"1","names":{"en":"Tea"},"status":"sample",
//!   "steps":[{"id":"pick","link":"grow","acts":["harvest"],"fields":["crop"],"supplier":"producer"},
//!     {"id":"fire","link":"process","acts":["process","dry"],"after":["pick"],"supplier":"processor"}]}"#;
//! let profile: Profile = json::from_value(json::read(text.as_bytes())?.root())?;
//! assert_eq!(profile.expected(), 4);
//! assert!(profile.check().is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod check;

use super::language::{Language, each_once};
use crate::{
    base::quantity::Quantity,
    id::{few::few, party::Role},
};
use alloc::{collections::BTreeMap, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// Steps of a profile, at most: one bit each.
pub const MOST_STEPS: usize = 64;
/// Intervals, and completeness statements, of a profile, at most.
pub const MOST_SPANS: usize = 32;
/// Words (acts, fields, steps) in one list of a profile, at most.
pub const MOST_WORDS: usize = 24;
/// Expectations of a profile, at most.
pub const MOST_EXPECTED: usize = 96;
/// Lines on where a profile comes from, at most.
const MOST_BASIS: usize = 32;

/// The format of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ProfileFormat {
    /// The first.
    #[serde(rename = "terroir-profile/1")]
    V1,
}

/// How far a profile or a set of rules may be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Standing {
    /// To show the form; nobody answers for its content.
    Sample,
    /// Proposed, not yet in use.
    Draft,
    /// In use by whoever publishes it.
    Released,
}

/// A part of the way from field to table (种养, 加工, 运输, 销售), or a statement about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Link {
    /// Growing, breeding, gathering (种养).
    Grow,
    /// Processing and packing (加工).
    Process,
    /// Carrying and keeping (运输).
    Transport,
    /// Selling and handing over (销售).
    Sell,
    /// Statements about goods or records: tests, pledges, certificates.
    State,
}

impl Link {
    /// The four links of the way, in order.
    pub const WAY: [Self; 4] = [Self::Grow, Self::Process, Self::Transport, Self::Sell];

    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Grow => "grow",
            Self::Process => "process",
            Self::Transport => "transport",
            Self::Sell => "sell",
            Self::State => "state",
        }
    }
}

/// What is expected of the way of a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Profile {
    /// The format: `terroir-profile/1`.
    pub schema: ProfileFormat,
    /// Its name, as `sample.tea`: letters, digits, dots and dashes.
    pub id: String,
    /// Its version, of the publisher's choice.
    pub version: String,
    /// What it is called, by language.
    #[serde(deserialize_with = "each_once")]
    pub names: BTreeMap<Language, String>,
    /// How far it may be relied on.
    pub status: Standing,
    /// Where its expectations come from, and what of that was checked.
    #[serde(default, deserialize_with = "few::<_, _, MOST_BASIS>", skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// The steps; at most 64.
    #[serde(deserialize_with = "few::<_, _, MOST_STEPS>")]
    pub steps: Vec<ExpectedStep>,
    /// How far apart records may be; at most 32.
    #[serde(default, deserialize_with = "few::<_, _, MOST_SPANS>", skip_serializing_if = "Vec::is_empty")]
    pub intervals: Vec<ExpectedInterval>,
    /// Which records shall be stated complete, without which nothing follows from their absence; at most 32.
    #[serde(default, deserialize_with = "few::<_, _, MOST_SPANS>", skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<ExpectedClaim>,
    /// Acts that do not belong to this product, as `spray` to one that is never sprayed. Seen nonetheless they are named;
    /// the figure stays.
    #[serde(default, deserialize_with = "few::<_, _, MOST_WORDS>", skip_serializing_if = "Vec::is_empty")]
    pub unexpected: Vec<String>,
}

/// One step of the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExpectedStep {
    /// Its name within the profile: small letters, digits and dashes.
    pub id: String,
    /// The link it belongs to.
    pub link: Link,
    /// Acts of the farm vocabulary, any of which is this step.
    #[serde(default, deserialize_with = "few::<_, _, MOST_WORDS>", skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<String>,
    /// Business steps of the CBV, bare, that are this step where an event names no farm act.
    #[serde(default, deserialize_with = "few::<_, _, MOST_WORDS>", skip_serializing_if = "Vec::is_empty")]
    pub biz_steps: Vec<String>,
    /// How many records there should be at least; 1 unless said, 0 for a step that may be left out.
    #[serde(default = "one")]
    pub least: u32,
    /// How many at most; more are named, the figure stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// Fields of the farm vocabulary that a record of this step should carry.
    #[serde(default, deserialize_with = "few::<_, _, MOST_WORDS>", skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Steps that come before it.
    #[serde(default, deserialize_with = "few::<_, _, MOST_WORDS>", skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// Who can supply the record.
    pub supplier: Role,
}

/// How far apart records of a kind may be, from one step to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExpectedInterval {
    /// Its name within the profile.
    pub id: String,
    /// The link it belongs to.
    pub link: Link,
    /// Acts of the farm vocabulary that count.
    #[serde(default, deserialize_with = "few::<_, _, MOST_WORDS>", skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<String>,
    /// Or sensor readings of this measurement type (`Temperature`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// The step with which it begins.
    pub from: String,
    /// The step with which it ends.
    pub until: String,
    /// The longest time from one record to the next, and to both ends: `{"value":"15","unit":"MIN"}`. Without it nothing
    /// is expected; records may only not lie too close.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Quantity>,
    /// The shortest time between two records; closer ones are named, the figure stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Quantity>,
    /// Who can supply the records.
    pub supplier: Role,
}

/// A statement that the record of some acts is complete from one step to another (`input-log-complete`,
/// `records-complete`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExpectedClaim {
    /// Its name within the profile.
    pub id: String,
    /// The link it belongs to.
    pub link: Link,
    /// Acts whose record shall be stated complete; each is an expectation of its own.
    #[serde(deserialize_with = "few::<_, _, MOST_WORDS>")]
    pub covers: Vec<String>,
    /// The step with which the time begins.
    pub from: String,
    /// The step with which it ends.
    pub until: String,
    /// Who can make the statement.
    pub supplier: Role,
}

const fn one() -> u32 {
    1
}

impl ExpectedStep {
    /// How many expectations it is: the step itself, each field, each step before it; none if it may be left out.
    #[must_use]
    pub fn expected(&self) -> usize {
        if self.least == 0 { 0 } else { 1 + self.fields.len() + self.after.len() }
    }
}

impl Profile {
    /// How many expectations it holds, which never depends on what was recorded.
    #[must_use]
    pub fn expected(&self) -> usize {
        self.steps.iter().map(ExpectedStep::expected).sum::<usize>()
            + self.intervals.iter().filter(|interval| interval.at_most.is_some()).count()
            + self.claims.iter().map(|claim| claim.covers.len()).sum::<usize>()
    }

    /// Where a step of this name stands.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<usize> {
        self.steps.iter().position(|step| step.id == id)
    }
}
