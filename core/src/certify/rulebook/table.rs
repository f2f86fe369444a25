//! Tables of limits, and the trees of what they are about.

use crate::{
    base::{date::Date, decimal::Decimal, unit::Unit},
    product::{Language, each_once},
};
use alloc::{
    boxed::Box,
    collections::BTreeMap,
    string::{String, ToString as _},
    vec::Vec,
};
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A tree of commodities, species, tissues or substances: which belongs to which group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tree {
    /// Each node, and the group it belongs to; a group that belongs to none is a root.
    #[serde(rename = "in")]
    pub groups: BTreeMap<Box<str>, Box<str>>,
    /// Nodes that belong to no group and have no members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alone: Vec<Box<str>>,
    /// What nodes are called, by language.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<Box<str>, Named>,
}

/// What a node is called, by language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Named(#[serde(deserialize_with = "each_once")] pub BTreeMap<Language, String>);

/// A table of limits: the most specific row that is in force decides.
///
/// A row without `commodity` is about every commodity that has no row nearer to it, and so for `substance` and `part`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Table {
    /// The unit of its limits (Rec 20: `NA` mg/kg, `J33` ug/kg); plain numbers without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// The trees that its words stand in; a word outside its tree is not known, and its limit is not.
    #[serde(default)]
    pub trees: Columns,
    /// What holds where no row speaks of a substance and commodity.
    pub unlisted: Allowance,
    /// The limit of quantification that a test has to reach where nothing may be detected; any will do unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loq: Option<Decimal>,
    /// The rows.
    pub rows: Vec<Box<Row>>,
}

/// Which tree each column of a table has, if it has one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Columns {
    /// Of the substances.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substance: Option<String>,
    /// Of the commodities, crops or species.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commodity: Option<String>,
    /// Of the parts, tissues or formulations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
}

/// One row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Row {
    /// The substance, or a group of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub substance: Option<Box<str>>,
    /// The commodity, or a group of them; the crop or species.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commodity: Option<Box<str>>,
    /// The part, tissue or formulation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Box<str>>,
    /// Items and groups of the commodity that the row is not about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Box<str>>,
    /// It is about the other members of the group: those not listed on their own.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub remainder: bool,
    /// The limit; where it stands at the limit of quantification without a number, it may be absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Allowance>,
    /// The limit stands at the limit of quantification (`*` in many tables): without a number, nothing may be detected.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub at_loq: bool,
    /// What sort of limit it is, if not an ordinary one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<Sort>,
    /// First day of the anchor; from ever unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day of the anchor; for ever unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// What the source says beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Box<str>>,
}

/// What sort of limit it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Sort {
    /// Temporary (临时限量).
    Temporary,
    /// Extraneous: of a substance that is no longer used (再残留限量).
    Extraneous,
}

/// How much there may be: a decimal, `not-detected`, `no-limit` or `unknown`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowance {
    /// At most this.
    AtMost(Decimal),
    /// Nothing may be detected.
    NotDetected,
    /// No limit is set: the question does not arise.
    NoLimit,
    /// It is not known what holds.
    Unknown,
}

impl Allowance {
    const WORDS: [(&'static str, Self); 3] =
        [("not-detected", Self::NotDetected), ("no-limit", Self::NoLimit), ("unknown", Self::Unknown)];
}

impl fmt::Display for Allowance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(limit) => limit.fmt(f),
            other => {
                let word = Self::WORDS.iter().find(|(_, known)| known == other);
                f.write_str(word.map_or("", |(word, _)| word))
            }
        }
    }
}

impl Serialize for Allowance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Allowance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl de::Visitor<'_> for Text {
            type Value = Allowance;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a decimal as text, `not-detected`, `no-limit` or `unknown`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Allowance, E> {
                if let Some((_, word)) = Allowance::WORDS.iter().find(|(word, _)| *word == text) {
                    return Ok(*word);
                }
                let limit: Decimal = text.parse().map_err(|error| {
                    E::custom(alloc::format!("{error}, nor `not-detected`, `no-limit` or `unknown`"))
                })?;
                if limit.is_negative() {
                    return Err(E::custom("a limit is not below zero"));
                }
                Ok(Allowance::AtMost(limit))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Allowance {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Allowance".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "How much there may be: a decimal, `not-detected`, `no-limit` or `unknown`.",
            "type": "string"
        })
    }
}

impl Row {
    /// How much there may be, if the row says so.
    #[must_use]
    pub fn allowance(&self) -> Option<Allowance> {
        self.limit.or(self.at_loq.then_some(Allowance::NotDetected))
    }

    /// What it is about, for a person.
    #[must_use]
    pub fn shown(&self) -> String {
        let words = [&self.substance, &self.commodity, &self.part];
        words.into_iter().flatten().map(|word| word.to_string()).collect::<Vec<_>>().join(", ")
    }
}
