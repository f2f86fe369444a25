//! Units of measure by their UN/ECE Recommendation 20 codes, and what is exact between them.
//!
//! ```
//! use terroir::base::unit::{Dimension, Unit};
//!
//! let kilogram: Unit = "KGM".parse()?;
//! assert_eq!(kilogram.known().map(|k| (k.dimension, k.symbol)), Some((Dimension::Mass, "kg")));
//! # Ok::<(), terroir::base::unit::UnitError>(())
//! ```
//!
//! Any well-formed code is a [`Unit`] and comes back as it was; those in the table ([`Unit::known`]) can be converted.

use super::{
    ratio::Ratio,
    text::{shown, text_serde},
    unit_table::UNITS,
};
use alloc::string::String;
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

/// A unit of measure: a code of UN/ECE Recommendation 20, two or three of `[0-9A-Z]`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// INVARIANT (code): upper-case letters and digits, the third byte zero in a code of two.
    code: [u8; 3],
}

/// Why a text is not a [`Unit`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnitError {
    /// Not two or three upper-case letters and digits.
    #[error("`{text}` is not a unit code of two or three letters and digits as KGM")]
    Malformed {
        /// The text, cut where it is long.
        text: String,
    },
}

/// What a unit measures; units of one dimension can be converted and added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Dimension {
    /// Pieces, heads, dozens; the base is one.
    Count,
    /// The base is the kilogram.
    Mass,
    /// The base is the litre.
    Volume,
    /// The base is the metre.
    Length,
    /// The base is the square metre.
    Area,
    /// Fixed spans of time; the base is the second.
    Time,
    /// Calendar months, which are no fixed span of time; the base is the month.
    Months,
    /// The base is the kelvin; conversions shift the zero point.
    Temperature,
    /// Parts of a whole of which it is not said by what they are counted (per cent, ppm); the base is one.
    Fraction,
    /// Mass in mass (mg/kg), apart from [`Fraction`](Self::Fraction) because ppm may also be meant by volume.
    MassFraction,
    /// Volume in volume (ml/l).
    VolumeFraction,
    /// Mass in volume (mg/L); the base is the kilogram per litre.
    MassConcentration,
    /// Mass on area; the base is the kilogram per square metre.
    MassPerArea,
    /// The base is the metre per second.
    Speed,
    /// The base is the pascal.
    Pressure,
    /// The base is the joule.
    Energy,
    /// The base is the watt.
    Power,
    /// The base is the lux.
    Illuminance,
}

/// What the table knows of a unit: its value in the base of its dimension is `value · factor + shift`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The code.
    pub code: &'static str,
    /// How it is written for people.
    pub symbol: &'static str,
    /// Its name in English.
    pub english: &'static str,
    /// Its name in Chinese.
    pub chinese: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    pub(super) factor: (i128, i128),
    pub(super) shift: (i128, i128),
}

impl Known {
    /// How many of the dimension's base one unit is.
    #[must_use]
    pub fn factor(&self) -> Ratio {
        Ratio::new(self.factor.0, self.factor.1).unwrap_or(Ratio::ZERO)
    }

    /// What its zero is in the dimension's base: other than zero only for temperatures.
    #[must_use]
    pub fn shift(&self) -> Ratio {
        Ratio::new(self.shift.0, self.shift.1).unwrap_or(Ratio::ZERO)
    }
}

impl Unit {
    /// Kilogram.
    pub const KILOGRAM: Self = Self { code: *b"KGM" };
    /// Gram.
    pub const GRAM: Self = Self { code: *b"GRM" };
    /// Tonne.
    pub const TONNE: Self = Self { code: *b"TNE" };
    /// Litre.
    pub const LITRE: Self = Self { code: *b"LTR" };
    /// Metre.
    pub const METRE: Self = Self { code: *b"MTR" };
    /// Square metre.
    pub const SQUARE_METRE: Self = Self { code: *b"MTK" };
    /// Hectare.
    pub const HECTARE: Self = Self { code: *b"HAR" };
    /// Piece.
    pub const PIECE: Self = Self { code: *b"H87" };
    /// Per cent.
    pub const PERCENT: Self = Self { code: *b"P1\0" };
    /// Degree Celsius.
    pub const CELSIUS: Self = Self { code: *b"CEL" };

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        let length = if self.code[2] == 0 { 2 } else { 3 };
        // INVARIANT (code): ASCII.
        self.code.get(..length).and_then(|code| core::str::from_utf8(code).ok()).unwrap_or_default()
    }

    /// What the table knows of it.
    #[must_use]
    pub fn known(&self) -> Option<&'static Known> {
        let at = UNITS.binary_search_by(|known| known.code.cmp(self.code())).ok()?;
        UNITS.get(at)
    }

    /// What it measures, if the table knows it.
    #[must_use]
    pub fn dimension(&self) -> Option<Dimension> {
        self.known().map(|known| known.dimension)
    }

    /// Every unit that can be converted, by code.
    pub fn all() -> impl Iterator<Item = &'static Known> {
        UNITS.iter()
    }
}

impl FromStr for Unit {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        let code = match *text.as_bytes() {
            [a, b] => [a, b, 0],
            [a, b, c] if c != 0 => [a, b, c],
            _ => return Err(UnitError::Malformed { text: shown(text) }),
        };
        let fits = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        if !text.bytes().all(|b| fits(&b)) {
            return Err(UnitError::Malformed { text: shown(text) });
        }
        Ok(Self { code })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unit({self})")
    }
}

text_serde!(Unit, "Unit", "a unit code of UN/ECE Recommendation 20, as `KGM`");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_sound() {
        assert!(UNITS.windows(2).all(|pair| pair[0].code < pair[1].code));
        for known in UNITS {
            let unit: Unit = known.code.parse().unwrap();
            assert_eq!(unit.known(), Some(known));
            assert!(
                known.factor() > Ratio::ZERO && known.factor.1 > 0 && known.shift.1 > 0,
                "{}",
                known.code
            );
            assert!(known.dimension == Dimension::Temperature || known.shift.0 == 0, "{}", known.code);
        }
    }

    #[test]
    fn refuses_what_is_no_code() {
        for text in ["", "K", "KGMS", "kgm", "K M", "K\0", "KG\0", "斤", "KGé"] {
            assert!(text.parse::<Unit>().is_err(), "{text:?}");
        }
    }
}
