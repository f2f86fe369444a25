//! Exact numbers in answers.

use crate::base::ratio::Ratio;
use alloc::string::{String, ToString as _};
use serde::Serialize;

/// An exact number as it stands in answers.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(in crate::api) struct Exact {
    /// The exact value: a decimal, or a fraction `n/d` where no finite decimal of 38 digits exists.
    value: String,
    /// Whether it is a decimal.
    decimal: bool,
}

impl From<Ratio> for Exact {
    fn from(exact: Ratio) -> Self {
        match exact.to_decimal() {
            Some(decimal) => Self { value: decimal.to_string(), decimal: true },
            None => Self { value: exact.to_string(), decimal: false },
        }
    }
}
