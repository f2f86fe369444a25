//! Data that somebody's rules require, as data: which of it is there, which is missing, and who must supply it.
//!
//! A [`RequiredSet`] lists elements: what is required, by which clause, of which events, and where in an event, its master
//! data or its documents it may stand. Nothing in it is code, so that a set can be read, corrected and dated by those who
//! know the rules; each element says how it was [`Checked`].
//!
//! ```
//! use terroir::{digest::json, trace::required::{Asked, RequiredSet, State, check_required}};
//!
//! let set = r#"{"schema":"terroir-required/1","id":"sample.harvest","version":"1","names":{"en":"A sample"},
//!   "status":"sample","sources":[{"title":"A rule of ours","checked":"memory"}],
//!   "elements":[{"id":"crop","names":{"en":"Which crop"},"clause":"1","checked":"memory","of":{"acts":["harvest"]},
//!     "none":"missing","where":[{"farm":"crop"}],"who":"producer"}]}"#;
//! let set: RequiredSet = json::from_value(json::read(set.as_bytes())?.root())?;
//! let picked = json::read(br#"{"type":"ObjectEvent","action":"ADD","eventTime":"2026-04-03T06:30:00+08:00",
//!   "epcList":["urn:uuid:1"],"terroir:act":"harvest"}"#)?;
//!
//! let found = check_required(&picked, &set, &Asked::default())?;
//! assert_eq!(found.elements[0].state, State::Missing);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod judge;
mod lint;
mod master;
mod place;
mod words;

pub use judge::{
    Asked, ElementFound, Hidden, Lacking, MOST_LACKING, PlotGiven, RequiredFound, check_required,
    check_required_in,
};
pub use lint::lint_set;
pub use words::WORDS;

use crate::{
    base::date::{Date, Period},
    id::{few::few, party::Role},
    product::{Language, each_once, profile::Standing},
    trace::EventType,
};
use alloc::{collections::BTreeMap, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// Elements of a set, at most.
pub const MOST_ELEMENTS: usize = 128;
/// Places where one element may stand, at most.
pub const MOST_PLACES: usize = 8;
/// Words (acts, steps, kinds) in one list of a set, at most.
pub const MOST_WORDS: usize = 24;
/// Sources of a set, and remarks on what is unknown of them, at most.
const MOST_SOURCES: usize = 16;

/// The format of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RequiredFormat {
    /// The first.
    #[serde(rename = "terroir-required/1")]
    V1,
}

/// How it was checked that a rule says this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Checked {
    /// It is known that there is such a rule, and not what it says: the element is never judged.
    Unknown,
    /// From memory.
    Memory,
    /// Against an excerpt, a copy or a summary.
    Excerpt,
    /// Against the official text.
    OfficialText,
}

/// What somebody's rules require.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequiredSet {
    /// The format: `terroir-required/1`.
    pub schema: RequiredFormat,
    /// Its name, as `cn.production-record`.
    pub id: String,
    /// Its version, of the publisher's choice.
    pub version: String,
    /// What it is called, by language.
    #[serde(deserialize_with = "each_once")]
    pub names: BTreeMap<Language, String>,
    /// How far it may be relied on.
    pub status: Standing,
    /// Where the rules stand.
    #[serde(deserialize_with = "few::<_, _, MOST_SOURCES>")]
    pub sources: Vec<Source>,
    /// First day on which the rules are in force; events before are not judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day on which they are in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// How long the records must be kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<Keep>,
    /// What is not known of the rules, in words.
    #[serde(default, deserialize_with = "few::<_, _, MOST_SOURCES>", skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
    /// The elements; at most 128.
    #[serde(deserialize_with = "few::<_, _, MOST_ELEMENTS>")]
    pub elements: Vec<Element>,
}

/// A text in which rules stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Its number or citation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// How its content was checked.
    pub checked: Checked,
}

/// How long records must be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Keep {
    /// For how long, as `P2Y`.
    pub period: Period,
    /// By which clause.
    pub clause: String,
    /// How that was checked.
    pub checked: Checked,
}

/// One thing that is required.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Element {
    /// Its name within the set.
    pub id: String,
    /// What it is called, by language.
    #[serde(deserialize_with = "each_once")]
    pub names: BTreeMap<Language, String>,
    /// By which clause of the source.
    pub clause: String,
    /// How it was checked that the clause says so.
    pub checked: Checked,
    /// Of which events.
    pub of: Selector,
    /// Of each such event, or of one of them.
    #[serde(default)]
    pub scope: Extent,
    /// What it means that no such event is recorded.
    #[serde(default)]
    pub none: WithoutEvent,
    /// Acts for which a statement that their record is complete makes of `unknown` a `not-applicable`: nothing was done.
    #[serde(default, deserialize_with = "few::<_, _, MOST_WORDS>", skip_serializing_if = "Vec::is_empty")]
    pub complete: Vec<String>,
    /// Where it may stand: in any of these places.
    #[serde(
        rename = "where",
        default,
        deserialize_with = "few::<_, _, MOST_PLACES>",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub places: Vec<Where>,
    /// Who must supply it.
    pub who: Role,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Which events an element is required of: those that fit every list given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Selector {
    /// Acts of the farm vocabulary.
    #[serde(default, deserialize_with = "few::<_, _, MOST_WORDS>", skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<String>,
    /// Business steps, bare words of the CBV or others whole, of events that name no act.
    #[serde(default, deserialize_with = "few::<_, _, MOST_WORDS>", skip_serializing_if = "Vec::is_empty")]
    pub biz_steps: Vec<String>,
    /// Types of event.
    #[serde(default, deserialize_with = "few::<_, _, MOST_WORDS>", skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<EventType>,
    /// Kinds of product, in words that the asker uses too (`produce`, `cattle`, `wild-catch`).
    #[serde(default, deserialize_with = "few::<_, _, MOST_WORDS>", skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
}

/// Of how many of the events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Extent {
    /// Each of them must carry it.
    #[default]
    Event,
    /// It is enough that one does.
    History,
}

/// What it means that an event is not recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum WithoutEvent {
    /// The record itself is missing.
    Missing,
    /// Nothing can be said: it may not have happened, or not have been recorded.
    #[default]
    Unknown,
    /// Nothing is required.
    NotApplicable,
}

/// Which of the things in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Side {
    /// Any.
    Any,
    /// What was used.
    Input,
    /// What was made.
    Output,
}

impl Side {
    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Input => "input",
            Self::Output => "output",
        }
    }
}

/// Where an element may stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Where {
    /// In this member of the event: a JSON pointer as `/readPoint/id`.
    Member(String),
    /// In this field of the farm vocabulary, in clear.
    Farm(String),
    /// In this personal field, which never stands in the event: opened, or behind a digest.
    Personal(String),
    /// In an instance attribute of this local name, anywhere in `ilmd`.
    Ilmd(String),
    /// In an extension of the event with this local name, whatever its namespace.
    Extension(String),
    /// In a source of this type (`owning_party`, `possessing_party`, `location`), or `any`.
    Source(String),
    /// In a destination of this type, or `any`.
    Destination(String),
    /// In a business transaction of this type (`inv`, `desadv`, `po`, …), or `any`.
    Transaction(String),
    /// In a sensor report of this measurement type.
    Sensor(String),
    /// In the identifiers of things.
    Things(Side),
    /// In identifiers of things that name a lot or a single thing.
    Lot(Side),
    /// In how much there is of things.
    Amount(Side),
    /// In the master data of what the event names.
    Master(Master),
    /// In another record.
    Record(OtherRecord),
    /// In the geometry of a plot, as the regulation on deforestation wants it.
    Plot(Geometry),
}

/// Attributes of a place, party or product in master data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Master {
    /// Of whom or what.
    pub of: MasterOf,
    /// Local names of attributes that must all be there; alternatives are parted by `|`.
    #[serde(deserialize_with = "few::<_, _, MOST_WORDS>")]
    pub has: Vec<String>,
}

/// Whose master data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MasterOf {
    /// The read point.
    ReadPoint,
    /// The business location.
    BizLocation,
    /// A source: party or place.
    Source,
    /// A destination: party or place.
    Destination,
    /// A thing: the lot itself, or the class it belongs to.
    Thing,
}

impl MasterOf {
    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ReadPoint => "read-point",
            Self::BizLocation => "biz-location",
            Self::Source => "source",
            Self::Destination => "destination",
            Self::Thing => "thing",
        }
    }
}

/// Another record about the same things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OtherRecord {
    /// Acts, one of which it records.
    #[serde(deserialize_with = "few::<_, _, MOST_WORDS>")]
    pub acts: Vec<String>,
    /// About which things.
    #[serde(default)]
    pub about: About,
    /// When it was made, seen from the event.
    #[serde(default)]
    pub when: When,
}

/// About which things another record is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum About {
    /// Each thing that the event makes, or else that it is about.
    #[default]
    Same,
    /// Anything in what was given, such as the whole way of a lot.
    Anything,
}

/// When another record was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum When {
    /// At any time.
    #[default]
    Any,
    /// Not after the event.
    Before,
    /// Not before the event.
    After,
}

/// What a geometry must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Geometry {
    /// Six decimals in the text, a closed polygon above four hectares (Regulation (EU) 2023/1115).
    Eudr,
}

/// How an element stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum State {
    /// It is there.
    Present,
    /// It may stand behind a digest, which does not say.
    Hidden,
    /// It is not there.
    Missing,
    /// Nothing can be said.
    Unknown,
    /// Nothing is required.
    NotApplicable,
}

impl Selector {
    /// Does it select nothing in particular?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.acts.is_empty() && self.biz_steps.is_empty() && self.types.is_empty()
    }
}
