//! Numbers with a unit: quantities and sensor values, compared exactly in whatever unit they were written.

use super::{Match, predicate::Comparison};
use crate::{
    base::{
        decimal::{Decimal, DecimalError},
        quantity::{ConvertError, Quantity},
        unit::Unit,
    },
    digest::json::Value,
};
use alloc::vec::Vec;

/// A number of an element, with the element's unit, against numbers in another.
#[derive(Clone, Debug)]
pub(super) struct Measure {
    /// The member that holds the number; the unit stands beside it in `uom`.
    pub(super) member: &'static str,
    pub(super) comparison: Comparison,
    pub(super) values: Vec<Decimal>,
    pub(super) unit: Unit,
    /// Without a unit it is a count of pieces (EPCIS 2.0 §7.3.3.3).
    pub(super) pieces: bool,
}

impl Measure {
    pub(super) fn test(&self, element: Value<'_>) -> Match {
        let Some(value) = element.get(self.member) else { return Match::No };
        let Some(number) = value.number().and_then(|text| text.parse::<Decimal>().ok()) else {
            return Match::Undecided;
        };
        let unit = match element.get("uom") {
            Some(unit) => unit.text().and_then(|code| code.parse::<Unit>().ok()),
            None => self.pieces.then_some(Unit::PIECE),
        };
        let Some(unit) = unit else { return Match::Undecided };
        let found = Quantity::new(number, unit);
        Match::any(self.values.iter().map(|value| match found.compare(&Quantity::new(*value, self.unit)) {
            Ok(order) => Match::of(self.comparison.holds(order)),
            Err(ConvertError::DifferentDimensions { .. }) => Match::No,
            Err(_) => Match::Undecided,
        }))
    }
}

/// A number against numbers, whatever its unit.
pub(super) fn number(value: Value<'_>, comparison: Comparison, wanted: &[Decimal]) -> Match {
    match value.number().map(str::parse::<Decimal>) {
        Some(Ok(found)) => compare(found, comparison, wanted),
        _ => Match::Undecided,
    }
}

/// A number, or a text that is one, against numbers; a text that is none is another kind of thing.
pub(super) fn number_or_text(value: Value<'_>, comparison: Comparison, wanted: &[Decimal]) -> Match {
    let text = value.text();
    let Some(found) = value.number().or(text.as_deref()) else { return Match::No };
    match found.parse::<Decimal>() {
        Ok(found) => compare(found, comparison, wanted),
        Err(DecimalError::Malformed { .. }) => Match::No,
        Err(_) => Match::Undecided,
    }
}

fn compare(found: Decimal, comparison: Comparison, wanted: &[Decimal]) -> Match {
    Match::of(wanted.iter().any(|wanted| comparison.holds(found.cmp(wanted))))
}
