//! The closed set of conditions: no text is ever evaluated.

use super::{CoveredBy, IntervalState, IssuedBy, Limit, MOST_ITEMS, Operand};
use crate::{base::round::Method, id::few::few};
use alloc::{boxed::Box, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// What has to hold. There is no other kind of condition than these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Condition {
    /// All of these.
    All(#[serde(deserialize_with = "few::<_, _, MOST_ITEMS>")] Vec<Condition>),
    /// At least one of these.
    Any(#[serde(deserialize_with = "few::<_, _, MOST_ITEMS>")] Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// At least so many of these.
    AtLeast(AtLeast),
    /// One value held against another.
    Compare(Box<Compare>),
    /// A value is one of a list.
    In(Membership),
    /// There is such a record, of which `then` holds.
    Exists(Pick),
    /// A field is stated; it is not only where the members of such records are known to be all there are.
    Stated(Operand),
    /// There is no such record; shown only by a statement that the record is complete.
    None(Pick),
    /// Of every such record `then` holds.
    Every(Pick),
    /// How many such records there are.
    Count(Count),
    /// What such records add up to.
    Sum(Box<Sum>),
    /// The time between two days is at least, or at most, a period.
    Lapse(Box<Lapse>),
    /// A measured value keeps to a limit.
    Limit(Box<Limit>),
    /// Another rule of the book holds.
    Ref(String),
    /// Something must hold unless an exception does, by which the question does not arise.
    Unless(Box<Exception>),
    /// A place is one of these regions, or in one of them (GB/T 2260, GB/T 10114).
    RegionIn(Membership),
    /// Records follow one another in this order, each no earlier than the last of those before it.
    Sequence(#[serde(deserialize_with = "few::<_, _, MOST_ITEMS>")] Vec<Pick>),
    /// A certificate is valid, suspended … on a day.
    IntervalState(Box<IntervalState>),
    /// A certificate covers goods: in its days, its scope and its quantity.
    CoveredBy(Box<CoveredBy>),
    /// The issuer of a certificate leads back to somebody who is trusted.
    IssuedBy(Box<IssuedBy>),
}

impl Condition {
    /// Its word in a rulebook.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::All(_) => "all",
            Self::Any(_) => "any",
            Self::Not(_) => "not",
            Self::AtLeast(_) => "at_least",
            Self::Compare(_) => "compare",
            Self::In(_) => "in",
            Self::Exists(_) => "exists",
            Self::Stated(_) => "stated",
            Self::None(_) => "none",
            Self::Every(_) => "every",
            Self::Count(_) => "count",
            Self::Sum(_) => "sum",
            Self::Lapse(_) => "lapse",
            Self::Limit(_) => "limit",
            Self::Ref(_) => "ref",
            Self::Unless(_) => "unless",
            Self::RegionIn(_) => "region_in",
            Self::Sequence(_) => "sequence",
            Self::IntervalState(_) => "interval_state",
            Self::CoveredBy(_) => "covered_by",
            Self::IssuedBy(_) => "issued_by",
        }
    }
}

/// At least so many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AtLeast {
    /// How many.
    pub n: u32,
    /// Of these.
    #[serde(deserialize_with = "few::<_, _, MOST_ITEMS>")]
    pub of: Vec<Condition>,
}

/// How one value is held against another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Comparison {
    /// Below it.
    #[serde(rename = "<")]
    Below,
    /// At most it.
    #[serde(rename = "<=")]
    AtMost,
    /// Equal to it.
    #[serde(rename = "=")]
    Equal,
    /// Not equal to it.
    #[serde(rename = "!=")]
    Unequal,
    /// At least it.
    #[serde(rename = ">=")]
    AtLeast,
    /// Above it.
    #[serde(rename = ">")]
    Above,
}

/// One value held against another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Compare {
    /// The one.
    pub left: Operand,
    /// How.
    pub is: Comparison,
    /// The other.
    pub right: Operand,
    /// As measured, or rounded to the digits of the other (GB/T 8170 4.3); as the rulebook says unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
}

/// A value is one of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Membership {
    /// The value.
    pub value: Operand,
    /// The list.
    #[serde(deserialize_with = "few::<_, _, MOST_ITEMS>")]
    pub list: Vec<Operand>,
}

/// Of what records are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Subject {
    /// The lot.
    #[default]
    Lot,
    /// The lot, or one that went into it.
    Lineage,
    /// What grew: the lineage, or a site where it was harvested, gathered or kept.
    Grown,
    /// Anything: the caller gave only what belongs to the question.
    Any,
}

/// Which records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pick {
    /// Their kind: an act of the farm vocabulary, or another word of the rulebook's facts.
    pub event: String,
    /// Of what they are.
    #[serde(default)]
    pub of: Subject,
    /// What must hold of each.
    #[serde(rename = "where", default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Box<Condition>>,
    /// What inner conditions call the record; its kind unless said.
    #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Of `every` and `exists`: how many there have to be, one unless said for `exists`. Where `every` finds so many, nobody has to
    /// say that there are no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// Of `every` and `exists`: what holds of each. Records of which it does not hold are cited; those not picked are not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<Box<Condition>>,
    /// For which days the record has to be complete, where its completeness matters; all days unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complete: Option<Whole>,
    /// What is missing where there are too few, in a word; the kind, of the lot, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<String>,
    /// Of what it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need_of: Option<NeedOf>,
}

/// Of what something is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NeedOf {
    /// What kind of thing that is: `party`, `lot`, `plot` …
    pub kind: String,
    /// Which.
    pub name: Operand,
}

/// From when to when the record has to be complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Whole {
    /// First day.
    pub from: Operand,
    /// Last day.
    pub to: Operand,
    /// What is missing where nobody says so, in a word; `log-completeness` of the lot or site unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<String>,
}

/// How many such records there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Count {
    /// Which records.
    pub of: Pick,
    /// How the number is held.
    pub is: Comparison,
    /// Against this.
    pub n: Operand,
}

/// What such records add up to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sum {
    /// Which records.
    pub of: Pick,
    /// What is added: a number or a quantity of each, never below zero.
    pub value: Operand,
    /// How the sum is held.
    pub is: Comparison,
    /// Against this.
    pub limit: Operand,
}

/// The time between two days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Lapse {
    /// The earlier day.
    pub from: Operand,
    /// The later day.
    pub to: Operand,
    /// `>=` at least, `<=` at most.
    pub is: Comparison,
    /// So long: a period as `P24M`, or a term. Months are rounded as the rulebook says.
    pub period: Operand,
}

/// Something must hold unless an exception does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Exception {
    /// The exception.
    pub exception: Condition,
    /// What must hold otherwise.
    pub then: Condition,
}
