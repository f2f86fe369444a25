//! A measured value held against a limit.

use super::Operand;
use crate::base::round::Method;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// A measured value keeps to a limit, of a table or a fixed one. Units are converted exactly.
///
/// `ND` passes only where the limit of quantification is at most the limit; else a better test is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Limit {
    /// The table of the rulebook that has the limit; its row is chosen by the anchor's day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// The limit itself, where there is no table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Operand>,
    /// Of a table: the substance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substance: Option<Operand>,
    /// Of a table: the commodity, crop or species.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commodity: Option<Operand>,
    /// Of a table: the part, tissue or formulation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Operand>,
    /// The measured value: a field that is a quantity or a number.
    pub value: Operand,
    /// The limit of quantification of the test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loq: Option<Operand>,
    /// Was anything detected? Where the value is not stated, `false` is as `ND`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detected: Option<Operand>,
    /// The expanded uncertainty: what is within it of the limit is not decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncertainty: Option<Operand>,
    /// As measured, or rounded first (GB/T 8170 4.3); as the rulebook says unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Digits after the point that a value is rounded to; those of the limit unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<u8>,
}
