//! Operations of `base`, `product` and `lot`.

mod add_period;
mod advance_lot;
mod check_product;
mod convert_quantity;
mod create_lot;
mod merge_lots;
mod net_weight;
mod round_number;
mod share_out;
mod shelf_life;
mod split_lot;
mod transform_lot;

use super::{Code, Fault, Operation, exact::Exact};
use crate::{
    base::{
        date::DateError,
        finding::{Finding, Severity},
        quantity::ConvertError,
        round::Rounding,
    },
    id::local::LotName,
    lot::LotError,
};
use alloc::string::{String, ToString as _};

pub(super) const OPERATIONS: &[Operation] = &[
    check_product::OPERATION,
    create_lot::OPERATION,
    split_lot::OPERATION,
    merge_lots::OPERATION,
    transform_lot::OPERATION,
    advance_lot::OPERATION,
    shelf_life::OPERATION,
    convert_quantity::OPERATION,
    net_weight::OPERATION,
    round_number::OPERATION,
    share_out::OPERATION,
    add_period::OPERATION,
];

/// Why an act on lots is refused, as a finding; `place` says where in the request a lot stands.
fn refusal(error: &LotError, place: impl FnOnce(&LotName) -> Option<String>) -> Finding {
    let at = error.lot().and_then(place).unwrap_or_default();
    Finding::new(Severity::Error, error.code()).at(at).found(error.to_string())
}

/// Whether findings leave what was checked valid.
fn is_valid(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity < Severity::Error)
}

/// The fault of a conversion that cannot be made; `at` is where its unit stands.
fn convert_fault(error: &ConvertError, at: &str) -> Fault {
    let code = match error {
        ConvertError::UnknownUnit { .. } => Code::UnknownUnit,
        ConvertError::DifferentDimensions { .. } => Code::UnitsDiffer,
        // Answered before this, by rounding or as a fraction.
        ConvertError::NotFinite { .. } | ConvertError::Overflow { .. } => Code::NumberTooLarge,
    };
    Fault::new(code, at, error.to_string())
}

/// The fault of a date that cannot be reached; `None` for one that only the refusal of rounding prevents.
fn date_fault(error: &DateError, at: &str) -> Option<Fault> {
    match error {
        DateError::Ambiguous { .. } => None,
        DateError::Malformed { .. } | DateError::NoSuchDay { .. } | DateError::OutOfRange => {
            Some(Fault::new(Code::DateOutOfRange, at, error.to_string()))
        }
    }
}

/// How a result is rounded, where it must be.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct RoundTo {
    /// Digits after the point, 0 to 38.
    places: u8,
    /// From the middle to even (GB/T 8170) unless stated otherwise.
    #[serde(default)]
    rounding: Rounding,
}
