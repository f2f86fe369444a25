//! From what a farmer says to an EPCIS event: who, where, what was done with what, how much, on which day.
//!
//! ```
//! use terroir::{digest::json, trace::capture::{Settings, draft}};
//!
//! let record = json::read(r#"{"act":"打药","lot":"https://coop.example/t/coop.example/TEA/S26",
//!     "input":"1.8%阿维菌素乳油","active":"阿维菌素","amount":"20毫升","area":"0.6亩","day":"5月12日","who":"王某"}"#.as_bytes())?;
//! let settings = Settings { year: Some(2026), offset: Some("+08:00".into()), ..Settings::default() };
//! let draft = draft(record.root(), &settings)?;
//! let event = draft.event.ok_or("complete")?;
//! assert!(event.contains(r#""terroir:act":"spray""#) && event.contains(r#""terroir:amount":"0.02 LTR""#));
//! assert!(event.contains(r#""terroir:area":"400 MTK""#) && !event.contains("王某"));
//! assert_eq!(draft.hidden[0].name, "worker");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing is guessed in silence. Each value is shown with what it was read as ([`Understood`]); what is missing or cannot be
//! read is named with the clause that asks for it ([`Missing`]), and while something needed is missing there is no event.
//! What concerns a person leaves the event for [`Hidden`], ready to be recorded under a salt.

mod advice;
mod amount;
mod day;
mod draft;
mod fields;
mod finish;
mod label;
mod media;
mod member;
mod numeral;
mod reading;
mod settings;
mod synonym;
pub mod table;
mod text;
mod things;
mod value;
mod what;
mod words;
mod write;

pub use day::DayForm;
pub use draft::draft;
pub use member::members;
pub use synonym::{ACTS as ACT_WORDS, MEMBERS as MEMBER_WORDS};
pub use words::WORDS;

use crate::base::{finding::Finding, time::Instant, unit::Unit};
use alloc::{borrow::Cow, collections::BTreeMap, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// What is known beside the record: the day, the place of names, the units of the house.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Settings {
    /// The moment of recording: `昨天` and `5月12日` without a year are read from it (the latest such day not after it), and
    /// its offset is taken where `offset` is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<Instant>,
    /// The year of days that are written without one; goes before `now`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Offset from UTC of times that are written without one: `+08:00`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<String>,
    /// What stands before the name of a lot or place to make a URI of it: `https://id.coop.example/`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// What people call lots, places, parties and devices, and the identifier that is meant.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub known: BTreeMap<String, String>,
    /// Names of units of the house and the unit of Rec 20 that is meant: `{"盒": "H87"}`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub units: BTreeMap<String, Unit>,
    /// Prefixes of extension members and their namespaces; members under another prefix are not taken.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extensions: BTreeMap<String, String>,
    /// How days may be written; year first unless said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<DayForm>,
    /// Does a comma stand before the decimals (`1,5`)? Without it a number with a comma is refused.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub comma: bool,
    /// May a suggestion be taken where a value is missing (the active substance in `1.8% 阿维菌素乳油`)? It is shown as such.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub suggestions: bool,
}

/// Why no draft can be made at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CaptureError {
    /// The record is no object.
    #[error("a record is an object of what was said")]
    NotARecord,
    /// A setting that says nothing.
    #[error("setting `{member}` cannot be: `{found}`")]
    Setting {
        /// Which.
        member: &'static str,
        /// What it says, cut where it is long.
        found: String,
    },
}

/// What came of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The event, as JSON; it passes [`validate`](crate::trace::validate). Absent while something needed is missing.
    pub event: Option<String>,
    /// What there is of the event while something needed is missing; it may break the rules of events.
    pub partial: Option<String>,
    /// What concerns persons: to be recorded as salted digests beside the event.
    pub hidden: Vec<Hidden>,
    /// What is missing or could not be read.
    pub missing: Vec<Missing>,
    /// What was said, and what it was read as.
    pub understood: Vec<Understood>,
    /// What else is worth knowing; places are members of the record, or of the event where they begin with `/event`.
    pub findings: Vec<Finding>,
    /// Members of the record that are in no event, as the vocabulary has no place for them.
    pub not_taken: Vec<String>,
}

/// A member to be hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// Its name in the vocabulary.
    pub name: &'static str,
    /// Its value, a JSON string.
    pub value: String,
}

/// How much a missing value is missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Need {
    /// A rule asks for it in records of this kind; the event stands without it.
    Advised,
    /// There is no event without it.
    Needed,
}

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Missing {
    /// The member of the record.
    pub field: Cow<'static, str>,
    /// Why it is missing: `not-said`, or why what was said could not be read.
    pub why: &'static str,
    /// Is there no event without it?
    pub severity: Need,
    /// The clause that asks for it.
    pub clause: Cow<'static, str>,
    /// What was said, where that could not be read; never for what concerns a person.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub found: String,
    /// A value that the record itself suggests.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub suggestion: String,
}

/// What was said, and what it was read as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Understood {
    /// The member of the record, in the words of the vocabulary.
    pub field: Cow<'static, str>,
    /// What was said; absent for what concerns a person.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// What it was read as; absent for what concerns a person.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub read: String,
    /// In which way.
    pub how: How,
}

/// In which way a value was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum How {
    /// As it was written.
    AsWritten,
    /// By a list of words that mean the same.
    Synonym,
    /// A number with its unit, converted exactly.
    Converted,
    /// A number with its unit that has no finite decimal there: rounded at the fourth, and kept in `as-said`.
    Rounded,
    /// As a day or time of the calendar.
    Calendar,
    /// A day told from the moment of recording or the year of the settings.
    Told,
    /// By the names of the settings.
    Named,
    /// From another value of the record, as the settings allow.
    Suggested,
    /// It concerns a person, and is hidden.
    Hidden,
}
