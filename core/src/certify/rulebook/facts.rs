//! The facts that rules ask for, and their types.

use crate::base::unit::Dimension;
use serde::{Deserialize, Serialize};

/// One fact of a kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FactKind {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: FactType,
    /// Of a quantity: its dimension; any unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dim: Option<Dimension>,
}

/// What kind of value a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum FactType {
    /// Words for people.
    Text,
    /// A word or an identifier, or several.
    Code,
    /// An exact decimal.
    Number,
    /// A decimal and a unit, as `0.02 mg/kg` or `12.50 KGM`; `ND` where nothing was detected.
    Quantity,
    /// A day.
    Date,
    /// A moment with its offset.
    Time,
    /// Yes or no.
    Flag,
}
