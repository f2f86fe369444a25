//! Chinese market units for input and display: 斤, 两, 亩 and their kin, exact in units of Rec 20.
//!
//! ```
//! use terroir::base::local::LocalQuantity;
//!
//! let picked: LocalQuantity = "3.5 斤".parse()?;
//! assert_eq!(picked.exactly()?.to_string(), "1.75 KGM");
//! let field: LocalQuantity = "2亩".parse()?;
//! assert_eq!(field.exact().map(|square_metres| square_metres.to_string()), Some("4000/3".into()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Since 1959 (国务院 1959-06-25) one 斤 is 0.5 kg of ten 两. One 亩 is 2000/3 m², so 亩 seldom has a finite decimal in square
//! metres or hectares; the answer then says so and gives the exact fraction.

use super::{
    decimal::{Decimal, DecimalError},
    quantity::{ConvertError, Quantity},
    ratio::Ratio,
    round::Rounding,
    text::{shown, text_serde},
    unit::{Dimension, Unit},
};
use alloc::string::String;
use core::{fmt, str::FromStr};

/// A local unit: its names, and what one of it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// What it is called; the first is used for display.
    pub names: &'static [&'static str],
    /// The unit that it is expressed in.
    pub unit: Unit,
    /// What it measures.
    pub dimension: Dimension,
    factor: (i128, i128),
}

const fn local(
    names: &'static [&'static str],
    dimension: Dimension,
    unit: Unit,
    factor: (i128, i128),
) -> Local {
    Local { names, unit, dimension, factor }
}

/// All local units. A name that stands in two of them (分: of 亩 or of 两) needs its dimension said.
pub const LOCALS: &[Local] = &[
    local(&["斤", "市斤"], Dimension::Mass, Unit::KILOGRAM, (1, 2)),
    local(&["两", "市两"], Dimension::Mass, Unit::KILOGRAM, (1, 20)),
    local(&["钱", "市钱"], Dimension::Mass, Unit::GRAM, (5, 1)),
    local(&["分"], Dimension::Mass, Unit::GRAM, (1, 2)),
    local(&["担", "市担"], Dimension::Mass, Unit::KILOGRAM, (50, 1)),
    local(&["公斤", "千克"], Dimension::Mass, Unit::KILOGRAM, (1, 1)),
    local(&["公担"], Dimension::Mass, Unit::KILOGRAM, (100, 1)),
    local(&["吨", "公吨"], Dimension::Mass, Unit::TONNE, (1, 1)),
    local(&["克"], Dimension::Mass, Unit::GRAM, (1, 1)),
    local(&["台斤"], Dimension::Mass, Unit::KILOGRAM, (3, 5)),
    local(&["台两"], Dimension::Mass, Unit::GRAM, (75, 2)),
    local(&["亩", "市亩"], Dimension::Area, Unit::SQUARE_METRE, (2000, 3)),
    local(&["分", "分地"], Dimension::Area, Unit::SQUARE_METRE, (200, 3)),
    local(&["厘地"], Dimension::Area, Unit::SQUARE_METRE, (20, 3)),
    local(&["顷", "市顷"], Dimension::Area, Unit::SQUARE_METRE, (200_000, 3)),
    local(&["公顷"], Dimension::Area, Unit::HECTARE, (1, 1)),
    local(&["公亩"], Dimension::Area, Unit::SQUARE_METRE, (100, 1)),
    local(&["平方米", "平米"], Dimension::Area, Unit::SQUARE_METRE, (1, 1)),
    local(&["尺", "市尺"], Dimension::Length, Unit::METRE, (1, 3)),
    local(&["寸", "市寸"], Dimension::Length, Unit::METRE, (1, 30)),
    local(&["丈", "市丈"], Dimension::Length, Unit::METRE, (10, 3)),
    local(&["里", "市里", "华里"], Dimension::Length, Unit::METRE, (500, 1)),
    local(&["公里", "千米"], Dimension::Length, Unit::METRE, (1000, 1)),
    local(&["米"], Dimension::Length, Unit::METRE, (1, 1)),
    local(&["升", "公升"], Dimension::Volume, Unit::LITRE, (1, 1)),
    local(&["毫升"], Dimension::Volume, Unit::LITRE, (1, 1000)),
    local(&["斗", "市斗"], Dimension::Volume, Unit::LITRE, (10, 1)),
    local(&["立方米", "立方", "方"], Dimension::Volume, Unit::LITRE, (1000, 1)),
    local(
        &["枚", "个", "只", "头", "尾", "羽", "匹", "件", "粒", "颗", "株", "棵"],
        Dimension::Count,
        Unit::PIECE,
        (1, 1),
    ),
    local(&["对", "双"], Dimension::Count, Unit::PIECE, (2, 1)),
    local(&["打"], Dimension::Count, Unit::PIECE, (12, 1)),
];

/// Why a text is not a [`LocalQuantity`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LocalError {
    /// No number at the start.
    #[error(transparent)]
    Value(#[from] DecimalError),
    /// A name that is no local unit.
    #[error("`{name}` is not a local unit")]
    UnknownUnit {
        /// The name, cut where it is long.
        name: String,
    },
    /// A name of two units: 分 of 亩 (area) or of 两 (mass).
    #[error("`{name}` is a unit of more than one dimension: say which")]
    Ambiguous {
        /// The name.
        name: String,
    },
}

impl Local {
    /// How many of [`unit`](Self::unit) one of it is.
    #[must_use]
    pub fn factor(&self) -> Ratio {
        Ratio::new(self.factor.0, self.factor.1).unwrap_or(Ratio::ZERO)
    }

    /// The local unit of a name, and of a dimension where that is said.
    ///
    /// # Errors
    /// [`LocalError::UnknownUnit`], [`LocalError::Ambiguous`].
    pub fn named(name: &str, dimension: Option<Dimension>) -> Result<&'static Self, LocalError> {
        let fits =
            |local: &&Self| local.names.contains(&name) && dimension.is_none_or(|d| d == local.dimension);
        let mut found = LOCALS.iter().filter(fits);
        match (found.next(), found.next()) {
            (Some(local), None) => Ok(local),
            (None, _) => Err(LocalError::UnknownUnit { name: shown(name) }),
            (Some(_), Some(_)) => Err(LocalError::Ambiguous { name: shown(name) }),
        }
    }
}

/// A value in a local unit, as people write it: `3.5斤`, `2 亩`.
#[derive(Clone, Copy, Debug)]
pub struct LocalQuantity {
    /// How many.
    pub value: Decimal,
    /// Of what.
    pub local: &'static Local,
    name: &'static str,
}

impl PartialEq for LocalQuantity {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value && self.local == other.local
    }
}

impl Eq for LocalQuantity {}

impl LocalQuantity {
    /// Reads a number and a local unit, with or without a space between, where the dimension may be said.
    ///
    /// # Errors
    /// [`LocalError`].
    pub fn read(text: &str, dimension: Option<Dimension>) -> Result<Self, LocalError> {
        let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(text.len());
        let (value, name) = text.split_at(end);
        let name = name.strip_prefix(' ').unwrap_or(name);
        let value = value.parse()?;
        Self::new(value, name, dimension)
    }

    /// A value in the local unit of a name.
    ///
    /// # Errors
    /// [`LocalError`].
    pub fn new(value: Decimal, name: &str, dimension: Option<Dimension>) -> Result<Self, LocalError> {
        let local = Local::named(name, dimension)?;
        let name = local.names.iter().copied().find(|known| *known == name).unwrap_or_default();
        Ok(Self { value, local, name })
    }

    /// What the quantity is in a local unit, rounded once from its exact value.
    ///
    /// # Errors
    /// [`ConvertError`].
    pub fn of(
        quantity: &Quantity,
        local: &'static Local,
        places: u8,
        rounding: Rounding,
    ) -> Result<Self, ConvertError> {
        let overflow = ConvertError::Overflow { unit: local.unit };
        let exact = quantity.exact_in(local.unit)?.checked_div(local.factor()).ok_or(overflow.clone())?;
        let value = exact.round(places, rounding).ok_or(overflow)?;
        Ok(Self { value, local, name: local.names.first().copied().unwrap_or_default() })
    }

    /// Its exact value in the local unit's unit of Rec 20; `None` if that does not fit.
    #[must_use]
    pub fn exact(&self) -> Option<Ratio> {
        Ratio::from(self.value).checked_mul(self.local.factor())
    }

    /// The same in a unit of Rec 20, where it has a finite decimal.
    ///
    /// # Errors
    /// [`ConvertError::NotFinite`] with the exact fraction (亩 in square metres), [`ConvertError::Overflow`].
    pub fn exactly(&self) -> Result<Quantity, ConvertError> {
        let unit = self.local.unit;
        let exact = self.exact().ok_or(ConvertError::Overflow { unit })?;
        let value = exact.to_decimal().ok_or(ConvertError::NotFinite { exact, unit })?;
        Ok(Quantity { value, unit })
    }

    /// The same in a unit of Rec 20, rounded once.
    ///
    /// # Errors
    /// [`ConvertError::Overflow`].
    pub fn rounded(&self, places: u8, rounding: Rounding) -> Result<Quantity, ConvertError> {
        let unit = self.local.unit;
        let value = self.exact().and_then(|exact| exact.round(places, rounding));
        Ok(Quantity { value: value.ok_or(ConvertError::Overflow { unit })?, unit })
    }
}

impl FromStr for LocalQuantity {
    type Err = LocalError;

    fn from_str(text: &str) -> Result<Self, LocalError> {
        Self::read(text, None)
    }
}

impl fmt::Display for LocalQuantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.value, self.name)
    }
}

text_serde!(LocalQuantity, "LocalQuantity", "a number and a Chinese market unit, as `3.5斤`");

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    #[test]
    fn market_units_are_exact() {
        for (text, exact) in [
            ("1斤", "0.5 KGM"),
            ("1两", "0.05 KGM"),
            ("3钱", "15 GRM"),
            ("1.5 担", "75 KGM"),
            ("3亩", "2000 MTK"),
            ("15 亩", "10000 MTK"),
            ("30枚", "30 H87"),
            ("1台斤", "0.6 KGM"),
        ] {
            let quantity: LocalQuantity = text.parse().unwrap();
            assert_eq!(quantity.exactly().unwrap().to_string(), exact, "{text}");
        }
        let one: LocalQuantity = "1亩".parse().unwrap();
        assert!(matches!(one.exactly(), Err(ConvertError::NotFinite { .. })));
        assert_eq!(one.rounded(2, Rounding::HalfEven).unwrap().to_string(), "666.67 MTK");
        let back =
            LocalQuantity::of(&"10000 MTK".parse().unwrap(), one.local, 2, Rounding::HalfEven).unwrap();
        assert_eq!(back.to_string(), "15.00亩");
    }

    #[test]
    fn a_name_of_two_units_needs_its_dimension() {
        assert!(matches!("3分".parse::<LocalQuantity>(), Err(LocalError::Ambiguous { .. })));
        let area = LocalQuantity::read("3分", Some(Dimension::Area)).unwrap();
        assert_eq!(area.exactly().unwrap().to_string(), "200 MTK");
        for text in ["斤", "", "3", "3 石", "3  斤", "3斤 "] {
            assert!(text.parse::<LocalQuantity>().is_err(), "{text:?}");
        }
    }
}
