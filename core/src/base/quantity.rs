//! Quantities: an exact value and its unit, and amounts that may be a pair (pieces and weight).
//!
//! ```
//! use terroir::base::quantity::Quantity;
//!
//! let picked: Quantity = "12.50 KGM".parse()?;
//! assert_eq!(picked.convert("GRM".parse()?)?.to_string(), "12500 GRM");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{
    decimal::{Decimal, DecimalError},
    ratio::Ratio,
    round::Rounding,
    text::shown,
    unit::{Dimension, Known, Unit, UnitError},
};
use alloc::string::String;
use core::{cmp::Ordering, fmt, str::FromStr};
use serde::{Deserialize, Serialize};

/// An exact value in a unit.
///
/// Equal means the same value in the same unit; [`compare`](Self::compare) also compares over units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quantity {
    /// How many: an exact decimal as text.
    pub value: Decimal,
    /// Of what: a unit code of UN/ECE Recommendation 20.
    pub unit: Unit,
}

/// Why a text is not a [`Quantity`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuantityError {
    /// Not a number, one space and a unit code.
    #[error("`{text}` is not a number and a unit code as `12.50 KGM`")]
    Malformed {
        /// The text, cut where it is long.
        text: String,
    },
    /// The number is none.
    #[error(transparent)]
    Value(#[from] DecimalError),
    /// The unit code is none.
    #[error(transparent)]
    Unit(#[from] UnitError),
}

/// Why a quantity cannot be expressed in another unit, compared with or added to another.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// The table does not know the unit; it only equals itself.
    #[error("unit `{unit}` has no conversion")]
    UnknownUnit {
        /// The unit.
        unit: Unit,
    },
    /// The units measure different things.
    #[error("unit `{from}` does not measure the same as `{to}`")]
    DifferentDimensions {
        /// The unit given.
        from: Unit,
        /// The unit wanted.
        to: Unit,
    },
    /// The exact value has no finite decimal: it must be rounded, which is asked for by another name.
    #[error("`{exact}` of unit `{unit}` has no finite decimal")]
    NotFinite {
        /// The exact value.
        exact: Ratio,
        /// The unit wanted.
        unit: Unit,
    },
    /// The value does not fit 38 digits.
    #[error("the value in unit `{unit}` does not fit 38 digits")]
    Overflow {
        /// The unit wanted.
        unit: Unit,
    },
}

impl Quantity {
    /// A value in a unit.
    #[must_use]
    pub const fn new(value: Decimal, unit: Unit) -> Self {
        Self { value, unit }
    }

    /// What it measures, if the table knows its unit.
    #[must_use]
    pub fn dimension(&self) -> Option<Dimension> {
        self.unit.dimension()
    }

    /// The exact value in another unit, as a fraction.
    ///
    /// # Errors
    /// All of [`ConvertError`] but [`NotFinite`](ConvertError::NotFinite).
    pub fn exact_in(&self, unit: Unit) -> Result<Ratio, ConvertError> {
        Self::convert_ratio(Ratio::from(self.value), self.unit, unit)
    }

    /// An exact value of one unit in another.
    ///
    /// # Errors
    /// All of [`ConvertError`] but [`NotFinite`](ConvertError::NotFinite).
    pub fn convert_ratio(value: Ratio, from: Unit, unit: Unit) -> Result<Ratio, ConvertError> {
        if unit == from {
            return Ok(value);
        }
        let (from, to) = known_pair(from, unit)?;
        let converted = || {
            let base = value.checked_mul(from.factor())?.checked_add(from.shift())?;
            base.checked_sub(to.shift())?.checked_div(to.factor())
        };
        // Where no zero point shifts, one factor keeps the numbers small.
        let scaled = || value.checked_mul(from.factor().checked_div(to.factor())?);
        let exact =
            if from.shift() == to.shift() && from.shift() == Ratio::ZERO { scaled() } else { converted() };
        exact.ok_or(ConvertError::Overflow { unit })
    }

    /// The same quantity in another unit, exactly.
    ///
    /// # Errors
    /// [`ConvertError`]; where no finite decimal exists, [`NotFinite`](ConvertError::NotFinite).
    pub fn convert(&self, unit: Unit) -> Result<Self, ConvertError> {
        if unit == self.unit {
            return Ok(*self);
        }
        let exact = self.exact_in(unit)?;
        match exact.to_decimal() {
            Some(value) => Ok(Self { value, unit }),
            None if exact.is_finite_decimal() => Err(ConvertError::Overflow { unit }),
            None => Err(ConvertError::NotFinite { exact, unit }),
        }
    }

    /// The quantity in another unit, rounded once from its exact value to `places` digits after the point.
    ///
    /// # Errors
    /// All of [`ConvertError`] but [`NotFinite`](ConvertError::NotFinite).
    pub fn convert_rounded(&self, unit: Unit, places: u8, rounding: Rounding) -> Result<Self, ConvertError> {
        let value = self.exact_in(unit)?.round(places, rounding).ok_or(ConvertError::Overflow { unit })?;
        Ok(Self { value, unit })
    }

    /// How it compares with another quantity of the same dimension, exactly.
    ///
    /// # Errors
    /// All of [`ConvertError`] but [`NotFinite`](ConvertError::NotFinite).
    pub fn compare(&self, other: &Self) -> Result<Ordering, ConvertError> {
        if self.unit == other.unit {
            return Ok(self.value.cmp(&other.value));
        }
        Ok(self.exact_in(other.unit)?.cmp(&Ratio::from(other.value)))
    }

    /// The sum, in this quantity's unit.
    ///
    /// # Errors
    /// [`ConvertError`].
    pub fn plus(&self, other: &Self) -> Result<Self, ConvertError> {
        let unit = self.unit;
        let other = other.convert(unit)?;
        let value = self.value.checked_add(other.value).ok_or(ConvertError::Overflow { unit })?;
        Ok(Self { value, unit })
    }

    /// What is left after taking the other away, in this quantity's unit; negative if that is more.
    ///
    /// # Errors
    /// [`ConvertError`].
    pub fn minus(&self, other: &Self) -> Result<Self, ConvertError> {
        self.plus(&Self { value: -other.value, unit: other.unit })
    }
}

fn known_pair(from: Unit, to: Unit) -> Result<(&'static Known, &'static Known), ConvertError> {
    let known = |unit: Unit| unit.known().ok_or(ConvertError::UnknownUnit { unit });
    let (one, two) = (known(from)?, known(to)?);
    if one.dimension == two.dimension {
        Ok((one, two))
    } else {
        Err(ConvertError::DifferentDimensions { from, to })
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let (value, unit) =
            text.split_once(' ').ok_or_else(|| QuantityError::Malformed { text: shown(text) })?;
        Ok(Self { value: value.parse()?, unit: unit.parse()? })
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value, self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    fn quantity(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    fn converted(text: &str, unit: &str) -> Result<String, ConvertError> {
        quantity(text).convert(unit.parse().unwrap()).map(|q| q.to_string())
    }

    #[test]
    fn converts_exactly_or_says_why_not() {
        for (from, unit, to) in [
            ("12.50 KGM", "GRM", "12500 GRM"),
            ("18 J33", "NA", "0.018 NA"),
            ("1 LBR", "KGM", "0.45359237 KGM"),
            ("-40 CEL", "FAH", "-40 FAH"),
            ("4 CEL", "KEL", "277.15 KEL"),
            ("39.2 FAH", "CEL", "4 CEL"),
            ("2 DZN", "H87", "24 H87"),
            ("6.10 P1", "59", "61000 59"),
            ("1 HAR", "MTK", "10000 MTK"),
            ("36 KMH", "MTS", "10 MTS"),
            ("007 KGM", "KGM", "007 KGM"),
            ("5 XYZ", "XYZ", "5 XYZ"),
        ] {
            assert_eq!(converted(from, unit).unwrap(), to);
        }
        assert!(matches!(converted("1 KGM", "LBR"), Err(ConvertError::NotFinite { .. })));
        assert!(matches!(converted("1 KGM", "LTR"), Err(ConvertError::DifferentDimensions { .. })));
        assert!(matches!(converted("1 59", "NA"), Err(ConvertError::DifferentDimensions { .. })));
        assert!(matches!(converted("1 XYZ", "KGM"), Err(ConvertError::UnknownUnit { .. })));
        let most = "1".to_string() + &"0".repeat(37) + " KTN";
        assert!(matches!(converted(&most, "MC"), Err(ConvertError::Overflow { .. })));
    }

    #[test]
    fn compares_over_units() {
        assert_eq!(quantity("18 J33").compare(&quantity("0.02 NA")), Ok(Ordering::Less));
        assert_eq!(quantity("1000 GRM").compare(&quantity("1.000 KGM")), Ok(Ordering::Equal));
        assert_eq!(quantity("1 LBR").compare(&quantity("0.45 KGM")), Ok(Ordering::Greater));
        assert!(quantity("1 CEL").compare(&quantity("1 P1")).is_err());
    }
}
