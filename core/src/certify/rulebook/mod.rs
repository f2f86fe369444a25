//! What a rulebook says, as it is written.

mod certificate;
mod condition;
mod facts;
mod limit;
mod operand;
mod table;

pub use certificate::{
    CertificateLife, CoveredBy, CoveredQuantity, InScope, IntervalState, IssuedBy, SoldUnder, StatusChange,
    StatusLook,
};
pub use condition::{
    AtLeast, Compare, Comparison, Condition, Count, Exception, Lapse, Membership, NeedOf, Pick, Subject, Sum,
    Whole,
};
pub use facts::{FactKind, FactType};
pub use limit::Limit;
pub use operand::{Operand, Shift};
pub use table::{Allowance, Columns, Named, Row, Sort, Table, Tree};

use crate::{
    base::{
        date::{Date, MonthRounding},
        round::Method,
    },
    certify::{Grade, Verdict},
    digest::json::Raw,
    id::few::few,
    product::{Language, each_once, profile::Standing},
};
use alloc::{collections::BTreeMap, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// Rules of a book, at most.
pub(super) const MOST_RULES: usize = 512;
/// Kinds of fact of a book, at most.
pub(super) const MOST_FACTS: usize = 1_024;
/// Items of one list within a rule, at most.
pub(super) const MOST_ITEMS: usize = 256;
/// Tables, and trees, of a book, at most.
pub(super) const MOST_TABLES: usize = 64;
/// Rows of a table, at most.
pub(super) const MOST_ROWS: usize = 65_536;
/// Rows of a table about the very same, at most: they differ in their days.
pub(super) const MOST_ALIKE: usize = 32;
/// Fixtures of a rule, at most.
pub(super) const MOST_FIXTURES: usize = 64;

/// The format of a rulebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RulebookFormat {
    /// The first.
    #[serde(rename = "agri-rules/1")]
    V1,
}

/// Rules that somebody publishes, with the days on which they hold and their own test cases.
///
/// Its hash is that of the exact bytes, and stands outside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rulebook {
    /// The format: `agri-rules/1`.
    pub schema: RulebookFormat,
    /// Its name, as `cn.gb2763`; editions of the same rules share it.
    pub id: String,
    /// Its version, of the publisher's choice.
    pub version: String,
    /// What it is called, by language.
    #[serde(default, deserialize_with = "each_once", skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<Language, String>,
    /// How far it may be relied on; nothing that a consumer sees rests on a sample.
    pub status: Standing,
    /// Who checked it against which text, and when; absent in a sample.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<Checked>,
    /// Where it holds: ISO 3166-1 codes, or words of the publisher.
    #[serde(deserialize_with = "few::<_, _, MOST_ITEMS>")]
    pub jurisdiction: Vec<String>,
    /// The text whose rules these are.
    pub source: Origin,
    /// On which days it holds, and of what.
    pub effective: Effective,
    /// Day from which it is outdated unless it was looked through again; verdicts after it say so.
    pub review_by: Date,
    /// How dates and values are rounded.
    pub rounding: RoundingModes,
    /// Every fact that a rule may ask for, as `KIND.FIELD`, with its type.
    pub facts: BTreeMap<String, FactKind>,
    /// Named constants, asked for as `#NAME`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub terms: BTreeMap<String, Term>,
    /// Tables of limits.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tables: BTreeMap<String, Table>,
    /// Trees of commodities, species or substances that tables refer to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub trees: BTreeMap<String, Tree>,
    /// The rules.
    #[serde(deserialize_with = "few::<_, _, MOST_RULES>")]
    pub rules: Vec<Rule>,
    /// What is not known of the rules, in words.
    #[serde(default, deserialize_with = "few::<_, _, MOST_ITEMS>", skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
}

/// That the rules were compared with the official text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Checked {
    /// Against which text.
    pub against: String,
    /// By whom.
    pub by: String,
    /// When.
    pub on: Date,
}

/// The text whose rules a book holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Origin {
    /// Its title.
    pub title: String,
    /// Its number, as `GB 2763-2026`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// Numbers of the texts that it replaces.
    #[serde(default, deserialize_with = "few::<_, _, MOST_ITEMS>", skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<String>,
}

/// The days on which rules hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Effective {
    /// First day; from ever unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day; for ever unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// What has to fall into these days: the day of the evaluation, or that of the lot's first record of this kind.
    pub anchor: Anchor,
}

/// What decides which edition of rules holds: `as-of`, or a kind of record, as `harvest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Anchor(pub String);

/// How dates and values are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoundingModes {
    /// Which day it is where a month has no such day.
    pub months: MonthRounding,
    /// How a measured value is compared with a limit (GB/T 8170 4.3).
    #[serde(default)]
    pub compare: Method,
}

/// A named constant: one value, or one for each span of days by the anchor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Term {
    /// The same on every day.
    Always(Operand),
    /// Another from another day on.
    Dated(#[serde(deserialize_with = "few::<_, _, MOST_ITEMS>")] Vec<DatedTerm>),
}

/// A constant that holds on some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DatedTerm {
    /// Its value.
    pub value: Operand,
    /// First day of the anchor; from ever unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day of the anchor; for ever unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// Which side of production a rule is about: the five that the scheme for trust in produce names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Scope {
    /// Production equipment (生产设备).
    Equipment,
    /// Raw materials and inputs (原材料).
    Material,
    /// The way of production (生产方法).
    Method,
    /// Its steps and their control (流程).
    Process,
    /// Soil, water, air and surroundings (生产环境).
    Environment,
}

impl Scope {
    /// All five.
    pub const ALL: [Self; 5] =
        [Self::Equipment, Self::Material, Self::Method, Self::Process, Self::Environment];
}

/// How much a rule weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Severity {
    /// Without it there is no pass.
    Must,
    /// Recommended; it does not change the verdict of the book.
    Should,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rule {
    /// Its name within the book.
    pub id: String,
    /// Which side of production it is about.
    pub scope: Scope,
    /// The clause of the source.
    pub clause: String,
    /// How much it weighs.
    pub severity: Severity,
    /// What it is called, by language.
    #[serde(deserialize_with = "each_once")]
    pub title: BTreeMap<Language, String>,
    /// Of what it is: where this fails, the rule is not applicable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies: Option<Condition>,
    /// What must hold.
    pub require: Condition,
    /// How good evidence of a kind has to be.
    #[serde(default, deserialize_with = "few::<_, _, MOST_ITEMS>", skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Demand>,
    /// What a person reads, by verdict.
    #[serde(default)]
    pub messages: BTreeMap<Verdict, Messages>,
    /// Test cases: at least one pass, one fail, one unknown.
    #[serde(default, deserialize_with = "few::<_, _, MOST_FIXTURES>", skip_serializing_if = "Vec::is_empty")]
    pub fixtures: Vec<Fixture>,
}

/// A message by language; `{NAME}` stands for an argument of the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Messages(#[serde(deserialize_with = "each_once")] pub BTreeMap<Language, String>);

/// How good evidence of a kind has to be: a record that does not meet it decides nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Demand {
    /// The kind of record.
    pub event: String,
    /// The least grade; self-declared unless said.
    #[serde(default)]
    pub least: Grade,
    /// Who must have chosen the sample: `drawn` (抽检), `submitted` (送检) or `own`; anybody unless said.
    #[serde(default, deserialize_with = "few::<_, _, 3>", skip_serializing_if = "Vec::is_empty")]
    pub sample: Vec<String>,
    /// How many days before the evaluation it may have been made, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age_days: Option<u32>,
}

/// A test case of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fixture {
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the rule has to answer.
    pub expect: Verdict,
    /// On which day.
    pub as_of: Date,
    /// What is known: as the evidence of `evaluate`.
    pub evidence: Raw,
}
