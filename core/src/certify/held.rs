//! One measured value against another, exactly or rounded first.

use super::Comparison;
use crate::base::{quantity::Quantity, ratio::Ratio, round::Rounding};
use core::cmp::Ordering;

/// How a value stands to a limit, in the limit's unit: as it is, or rounded to so many digits after the point (GB/T 8170 4.3).
pub(super) fn order(value: &Quantity, limit: &Quantity, places: Option<u8>) -> Option<Ordering> {
    if value.unit == limit.unit {
        let value = match places {
            None => value.value,
            Some(places) => value.value.round(i8::try_from(places).ok()?, Rounding::HalfEven)?,
        };
        return Some(value.cmp(&limit.value));
    }
    let exact = value.exact_in(limit.unit).ok()?;
    Some(match places {
        None => exact.cmp(&Ratio::from(limit.value)),
        Some(places) => exact.round(places, Rounding::HalfEven)?.cmp(&limit.value),
    })
}

impl Comparison {
    /// Does it hold of two that stand so?
    #[must_use]
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Below => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Equal => order.is_eq(),
            Self::Unequal => order.is_ne(),
            Self::AtLeast => order.is_ge(),
            Self::Above => order.is_gt(),
        }
    }
}
