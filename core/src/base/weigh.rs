//! From gross to net weight, each deduction explicit and exact: 毛重, 皮重, 扣水, 扣杂.
//!
//! ```
//! use terroir::base::weigh::{Deduction, net_weight};
//!
//! let wheat = net_weight(
//!     &"1250.0 KGM".parse()?,
//!     &[
//!         Deduction::Tare { weight: "50.0 KGM".parse()? },
//!         Deduction::Moisture { found: "14.5".parse()?, standard: "12.5".parse()? },
//!     ],
//! )?;
//! assert_eq!(wheat.exact.to_string(), "8208/7"); // 1200 · 85.5 / 87.5
//! assert_eq!(wheat.rounded(1, Default::default())?.to_string(), "1172.6 KGM");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Deductions apply in the order given, each to what the one before left. Nothing is rounded between; the net weight is rounded
//! once, as stated by who asks.

use super::{
    decimal::Decimal,
    limits::DEDUCTIONS,
    quantity::{ConvertError, Quantity},
    ratio::Ratio,
    round::Rounding,
    unit::{Dimension, Unit},
};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What is taken off a weight, and how it is reckoned. Percentages are decimals as text: `14.5` is 14.5 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Deduction {
    /// Vehicle, baskets, sacks together (皮重).
    Tare {
        /// Their weight.
        weight: Quantity,
    },
    /// Packs of one weight each.
    PackTare {
        /// How many packs.
        packs: u32,
        /// The weight of one empty pack.
        each: Quantity,
    },
    /// Foreign matter above what is allowed, by its share of the weight (扣杂).
    Impurity {
        /// Per cent found.
        found: Decimal,
        /// Per cent that needs no deduction.
        allowed: Decimal,
    },
    /// Moisture above the standard, on the same dry matter (扣水): weight × (100 − found) / (100 − standard).
    Moisture {
        /// Per cent found.
        found: Decimal,
        /// Per cent of the standard.
        standard: Decimal,
    },
    /// Moisture (or another property) above the standard, at an agreed rate a point: weight × (found − standard) × rate / 100.
    Points {
        /// Per cent found.
        found: Decimal,
        /// Per cent of the standard.
        standard: Decimal,
        /// Per cent of weight for each point above it.
        rate: Decimal,
    },
    /// An agreed share of the weight.
    Percent {
        /// Per cent.
        rate: Decimal,
    },
    /// An agreed weight.
    Fixed {
        /// The weight.
        weight: Quantity,
    },
}

/// A weight after one deduction; exact fractions in the unit of the gross weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What this deduction took.
    pub deducted: Ratio,
    /// What it left.
    pub left: Ratio,
}

/// The net weight and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Net {
    /// The exact net weight, in [`unit`](Self::unit).
    pub exact: Ratio,
    /// The unit of the gross weight.
    pub unit: Unit,
    /// One step a deduction, in order.
    pub steps: Vec<Step>,
}

/// Why there is no net weight.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WeighError {
    /// A gross weight in a unit that is no mass.
    #[error("unit `{unit}` measures no mass")]
    NotAMass {
        /// The unit.
        unit: Unit,
    },
    /// A gross weight below zero.
    #[error("the gross weight `{value}` is negative")]
    NegativeGross {
        /// The value.
        value: Decimal,
    },
    /// A percentage below 0 or above 100, or a standard moisture of 100.
    #[error("deduction {at}: `{value}` is no percentage here")]
    NoPercentage {
        /// Which deduction, from 0.
        at: usize,
        /// The value.
        value: Decimal,
    },
    /// A weight to take off that is negative.
    #[error("deduction {at}: `{value}` is negative")]
    Negative {
        /// Which deduction, from 0.
        at: usize,
        /// The value.
        value: Decimal,
    },
    /// More is taken off than there is.
    #[error("deduction {at} takes more than is left")]
    TooMuch {
        /// Which deduction, from 0.
        at: usize,
    },
    /// More than [`DEDUCTIONS`] deductions.
    #[error("{found} deductions are more than {DEDUCTIONS}")]
    TooMany {
        /// How many.
        found: usize,
    },
    /// A number that does not fit.
    #[error("deduction {at}: the exact weight does not fit")]
    Overflow {
        /// Which deduction, from 0.
        at: usize,
    },
    /// A unit that does not convert to that of the gross weight.
    #[error("deduction {at}: {source}")]
    Convert {
        /// Which deduction, from 0.
        at: usize,
        /// Why not.
        source: ConvertError,
    },
}

/// The net weight of a gross weight after deductions, exactly.
///
/// # Errors
/// [`WeighError`].
pub fn net_weight(gross: &Quantity, deductions: &[Deduction]) -> Result<Net, WeighError> {
    let unit = gross.unit;
    if gross.dimension() != Some(Dimension::Mass) {
        return Err(WeighError::NotAMass { unit });
    }
    if gross.value.is_negative() {
        return Err(WeighError::NegativeGross { value: gross.value });
    }
    if deductions.len() > DEDUCTIONS {
        return Err(WeighError::TooMany { found: deductions.len() });
    }
    let mut left = Ratio::from(gross.value);
    let mut steps = Vec::with_capacity(deductions.len());
    for (at, deduction) in deductions.iter().enumerate() {
        let deducted = deduction.of(left, unit, at)?;
        if deducted > left {
            return Err(WeighError::TooMuch { at });
        }
        left = left.checked_sub(deducted).ok_or(WeighError::Overflow { at })?;
        steps.push(Step { deducted, left });
    }
    Ok(Net { exact: left, unit, steps })
}

impl Deduction {
    /// What this takes of a weight.
    fn of(&self, weight: Ratio, unit: Unit, at: usize) -> Result<Ratio, WeighError> {
        let overflow = WeighError::Overflow { at };
        match self {
            Self::Tare { weight } | Self::Fixed { weight } => mass(weight, unit, at),
            Self::PackTare { packs, each } => {
                let packs = Ratio::from(Decimal::from_integer(i64::from(*packs)));
                mass(each, unit, at)?.checked_mul(packs).ok_or(overflow)
            }
            Self::Impurity { found, allowed } => {
                let excess = excess(*found, *allowed, at)?;
                weight.checked_mul(excess).ok_or(overflow)
            }
            Self::Moisture { found, standard } => {
                let excess = excess(*found, *standard, at)?;
                let dry = Ratio::ONE.checked_sub(percentage(*standard, at)?).filter(|dry| *dry > Ratio::ZERO);
                let dry = dry.ok_or(WeighError::NoPercentage { at, value: *standard })?;
                // 1 − (100 − found) / (100 − standard) is the excess over the standard's dry matter.
                excess.checked_div(dry).and_then(|part| weight.checked_mul(part)).ok_or(overflow)
            }
            Self::Points { found, standard, rate } => {
                // A rate is per cent of weight a point, and may exceed what a share of it could be.
                let hundred = Ratio::from(Decimal::from_integer(100));
                let rate = not_negative(*rate, at)?;
                let part =
                    excess(*found, *standard, at)?.checked_mul(hundred).and_then(|p| p.checked_mul(rate));
                let part = part.and_then(|part| part.checked_div(hundred));
                part.and_then(|part| weight.checked_mul(part)).ok_or(overflow)
            }
            Self::Percent { rate } => weight.checked_mul(percentage(*rate, at)?).ok_or(overflow),
        }
    }
}

/// How far a percentage exceeds another, as a fraction; zero where it does not.
fn excess(found: Decimal, standard: Decimal, at: usize) -> Result<Ratio, WeighError> {
    let (found, standard) = (percentage(found, at)?, percentage(standard, at)?);
    let excess = found.checked_sub(standard).ok_or(WeighError::Overflow { at })?;
    Ok(excess.max(Ratio::ZERO))
}

/// A percentage from 0 to 100, as a fraction.
fn percentage(value: Decimal, at: usize) -> Result<Ratio, WeighError> {
    let hundred = Decimal::from_integer(100);
    if value.is_negative() || value > hundred {
        return Err(WeighError::NoPercentage { at, value });
    }
    Ratio::from(value).checked_div(Ratio::from(hundred)).ok_or(WeighError::Overflow { at })
}

fn not_negative(value: Decimal, at: usize) -> Result<Ratio, WeighError> {
    if value.is_negative() { Err(WeighError::Negative { at, value }) } else { Ok(Ratio::from(value)) }
}

fn mass(weight: &Quantity, unit: Unit, at: usize) -> Result<Ratio, WeighError> {
    not_negative(weight.value, at)?;
    weight.exact_in(unit).map_err(|source| WeighError::Convert { at, source })
}

impl Net {
    /// The net weight, rounded once from its exact value.
    ///
    /// # Errors
    /// [`ConvertError::Overflow`].
    pub fn rounded(&self, places: u8, rounding: Rounding) -> Result<Quantity, ConvertError> {
        let value = self.exact.round(places, rounding).ok_or(ConvertError::Overflow { unit: self.unit })?;
        Ok(Quantity { value, unit: self.unit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    fn net(gross: &str, deductions: &[Deduction]) -> Result<Net, WeighError> {
        net_weight(&gross.parse().unwrap(), deductions)
    }

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn deductions_apply_in_order_and_exactly() {
        let weighed = net(
            "1000 KGM",
            &[
                Deduction::PackTare { packs: 20, each: "1.5 KGM".parse().unwrap() },
                Deduction::Impurity { found: decimal("1.5"), allowed: decimal("1.0") },
                Deduction::Points { found: decimal("14.0"), standard: decimal("13.0"), rate: decimal("1.2") },
                Deduction::Percent { rate: decimal("2") },
                Deduction::Fixed { weight: "500 GRM".parse().unwrap() },
            ],
        )
        .unwrap();
        let left: Vec<_> =
            weighed.steps.iter().map(|step| step.left.to_decimal().unwrap().to_string()).collect();
        assert_eq!(left, ["970", "965.15", "953.5682", "934.496836", "933.996836"]);
    }

    #[test]
    fn better_than_the_standard_deducts_nothing() {
        for deduction in [
            Deduction::Moisture { found: decimal("12"), standard: decimal("13.5") },
            Deduction::Impurity { found: decimal("0.3"), allowed: decimal("1") },
        ] {
            assert_eq!(net("10 KGM", &[deduction]).unwrap().exact, Ratio::from(decimal("10")));
        }
    }

    #[test]
    fn refuses_by_name() {
        let percent = |rate: &str| Deduction::Percent { rate: decimal(rate) };
        let tare = |weight: &str| Deduction::Tare { weight: weight.parse().unwrap() };
        assert!(matches!(net("1 LTR", &[]), Err(WeighError::NotAMass { .. })));
        assert!(matches!(net("-1 KGM", &[]), Err(WeighError::NegativeGross { .. })));
        assert!(matches!(net("1 KGM", &[percent("100.1")]), Err(WeighError::NoPercentage { at: 0, .. })));
        assert!(matches!(
            net("1 KGM", &[tare("0 KGM"), tare("1001 GRM")]),
            Err(WeighError::TooMuch { at: 1 })
        ));
        assert!(matches!(net("1 KGM", &[tare("-1 KGM")]), Err(WeighError::Negative { .. })));
        assert!(matches!(net("1 KGM", &[tare("1 LTR")]), Err(WeighError::Convert { .. })));
        let dry = Deduction::Moisture { found: decimal("100"), standard: decimal("100") };
        assert!(matches!(net("1 KGM", &[dry]), Err(WeighError::NoPercentage { .. })));
        assert!(matches!(net("1 KGM", &[percent("0"); 65]), Err(WeighError::TooMany { .. })));
    }
}
