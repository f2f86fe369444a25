//! An amount as ledgers hold it: one quantity, or a pair of pieces and weight (枚/kg, 头/kg).
//!
//! ```
//! use terroir::base::amount::Amount;
//!
//! let eggs: Amount = "360 H87 / 21.50 KGM".parse()?;
//! assert_eq!(eggs.minus(&"5 DZN / 3500 GRM".parse()?)?.to_string(), "300 H87 / 18.00 KGM");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{
    decimal::Decimal,
    quantity::{ConvertError, Quantity, QuantityError},
    unit::{Dimension, Unit},
};
use alloc::{boxed::Box, vec::Vec};
use core::{fmt, str::FromStr};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// One quantity, or two of different dimensions with pieces first; as JSON `[["360","H87"],["21.50","KGM"]]`.
///
/// Values are plain decimals, not negative, of at most 24 digits before and 9 after the point: what our formats take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    first: Quantity,
    second: Option<Quantity>,
}

/// Why quantities are not an [`Amount`], or two amounts do not add up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AmountError {
    /// Not one or two quantities.
    #[error("an amount has one or two quantities, not {found}")]
    Count {
        /// How many there are.
        found: usize,
    },
    /// Two quantities of one dimension.
    #[error("`{first}` and `{second}` do not measure different things")]
    SameDimension {
        /// The unit of the one.
        first: Unit,
        /// The unit of the other.
        second: Unit,
    },
    /// Pieces stand after weight.
    #[error("pieces (`{unit}`) stand first in a pair")]
    PiecesNotFirst {
        /// The unit of the second quantity.
        unit: Unit,
    },
    /// A value below zero.
    #[error("`{value}` is negative")]
    Negative {
        /// The value.
        value: Decimal,
    },
    /// Not a plain decimal of at most 24 digits before and 9 after the point.
    #[error("`{value}` is not a plain decimal of at most 24 and 9 digits")]
    NotPlain {
        /// The value.
        value: Decimal,
    },
    /// The amounts do not have the same dimensions.
    #[error("the amounts `{left}` and `{right}` do not measure the same things")]
    Dimensions {
        /// The one.
        left: Box<Amount>,
        /// The other.
        right: Box<Amount>,
    },
    /// A unit does not convert.
    #[error(transparent)]
    Convert(#[from] ConvertError),
    /// A part of the text is no quantity.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
}

impl Amount {
    /// Digits before the point at most.
    pub const WHOLE_DIGITS: u8 = 24;
    /// Digits after the point at most.
    pub const FRACTION_DIGITS: u8 = 9;

    /// An amount of one or two quantities.
    ///
    /// # Errors
    /// [`AmountError`].
    pub fn new(quantities: &[Quantity]) -> Result<Self, AmountError> {
        let (first, second) = match *quantities {
            [first] => (first, None),
            [first, second] => (first, Some(second)),
            _ => return Err(AmountError::Count { found: quantities.len() }),
        };
        check_value(first.value)?;
        if let Some(second) = second {
            check_value(second.value)?;
            let (units, dimensions) = ((first.unit, second.unit), (first.dimension(), second.dimension()));
            if units.0 == units.1 || dimensions.0.is_some() && dimensions.0 == dimensions.1 {
                return Err(AmountError::SameDimension { first: units.0, second: units.1 });
            }
            if dimensions.1 == Some(Dimension::Count) {
                return Err(AmountError::PiecesNotFirst { unit: units.1 });
            }
        }
        Ok(Self { first, second })
    }

    /// Its quantities, one or two.
    pub fn quantities(&self) -> impl Iterator<Item = Quantity> {
        core::iter::once(self.first).chain(self.second)
    }

    /// Whether every value is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.quantities().all(|quantity| quantity.value.is_zero())
    }

    /// The same units, nothing of each.
    #[must_use]
    pub fn none_of(&self) -> Self {
        let none = |quantity: Quantity| Quantity { value: Decimal::ZERO, unit: quantity.unit };
        Self { first: none(self.first), second: self.second.map(none) }
    }

    /// The quantity that measures this.
    #[must_use]
    pub fn of(&self, dimension: Dimension) -> Option<Quantity> {
        self.quantities().find(|quantity| quantity.dimension() == Some(dimension))
    }

    /// The sum, in this amount's units.
    ///
    /// # Errors
    /// [`AmountError::Dimensions`], [`AmountError::Convert`], and [`AmountError::NotPlain`] where the sum is too large.
    pub fn plus(&self, other: &Self) -> Result<Self, AmountError> {
        self.each(other, |one, two| one.plus(two))
    }

    /// What is left after taking the other away, in this amount's units.
    ///
    /// # Errors
    /// As [`plus`](Self::plus), and [`AmountError::Negative`] where there is less than is taken.
    pub fn minus(&self, other: &Self) -> Result<Self, AmountError> {
        self.each(other, |one, two| one.minus(two))
    }

    fn each(
        &self,
        other: &Self,
        combine: impl Fn(&Quantity, &Quantity) -> Result<Quantity, ConvertError>,
    ) -> Result<Self, AmountError> {
        let mismatch = || AmountError::Dimensions { left: Box::new(*self), right: Box::new(*other) };
        let same = |one: &Quantity, two: &Quantity| {
            one.unit == two.unit || one.dimension().is_some() && one.dimension() == two.dimension()
        };
        let combined = |one: Quantity, two: Quantity| {
            if !same(&one, &two) {
                return Err(mismatch());
            }
            let sum = combine(&one, &two)?;
            check_value(sum.value)?;
            Ok(sum)
        };
        let second = match (self.second, other.second) {
            (None, None) => None,
            (Some(one), Some(two)) => Some(combined(one, two)?),
            _ => return Err(mismatch()),
        };
        Ok(Self { first: combined(self.first, other.first)?, second })
    }
}

fn check_value(value: Decimal) -> Result<(), AmountError> {
    if value.is_negative() {
        return Err(AmountError::Negative { value });
    }
    let whole = value.coefficient() / 10i128.pow(u32::from(value.scale()));
    let fits = value.is_plain()
        && value.scale() <= Amount::FRACTION_DIGITS
        && whole < 10i128.pow(u32::from(Amount::WHOLE_DIGITS));
    if fits { Ok(()) } else { Err(AmountError::NotPlain { value }) }
}

impl FromStr for Amount {
    type Err = AmountError;

    /// One quantity, or two with ` / ` between, as printed.
    fn from_str(text: &str) -> Result<Self, AmountError> {
        let quantity = |part: &str| part.parse::<Quantity>().map_err(AmountError::Quantity);
        match text.split_once(" / ") {
            None => Self::new(&[quantity(text)?]),
            Some((first, second)) => Self::new(&[quantity(first)?, quantity(second)?]),
        }
    }
}

impl From<Amount> for Vec<Quantity> {
    fn from(amount: Amount) -> Self {
        amount.quantities().collect()
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        self.second.map_or(Ok(()), |second| write!(f, " / {second}"))
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.quantities().map(|quantity| (quantity.value, quantity.unit)))
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> de::Visitor<'de> for Pairs {
            type Value = Amount;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an amount as `[[\"12.50\",\"KGM\"]]`")
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Amount, A::Error> {
                let mut quantities = Vec::with_capacity(2);
                while let Some((value, unit)) = items.next_element::<(Decimal, Unit)>()? {
                    quantities.push(Quantity { value, unit });
                    if quantities.len() > 2 {
                        break;
                    }
                }
                Amount::new(&quantities).map_err(de::Error::custom)
            }
        }
        deserializer.deserialize_seq(Pairs)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Amount {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (value, unit) = (generator.subschema_for::<Decimal>(), generator.subschema_for::<Unit>());
        schemars::json_schema!({
            "type": "array",
            "description": "one or two pairs of value and unit code, pieces first, as `[[\"12.50\",\"KGM\"]]`",
            "minItems": 1,
            "maxItems": 2,
            "items": { "type": "array", "prefixItems": [value, unit], "minItems": 2, "maxItems": 2 },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    fn amount(texts: &[&str]) -> Result<Amount, AmountError> {
        Amount::new(&texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<_>>())
    }

    #[test]
    fn pairs_are_of_two_dimensions_pieces_first() {
        assert!(amount(&["12.50 KGM"]).is_ok() && amount(&["3 HEA", "1500 KGM"]).is_ok());
        assert!(amount(&["3 XBX", "1500 KGM"]).is_ok());
        assert!(matches!(amount(&[]), Err(AmountError::Count { found: 0 })));
        assert!(matches!(amount(&["1 KGM", "2 GRM"]), Err(AmountError::SameDimension { .. })));
        assert!(matches!(amount(&["1 KGM", "2 H87"]), Err(AmountError::PiecesNotFirst { .. })));
        assert!(matches!(amount(&["-1 KGM"]), Err(AmountError::Negative { .. })));
        for text in ["007 KGM", "1e3 KGM", "-0 KGM", "1.0000000001 KGM", "1000000000000000000000000 KGM"] {
            assert!(matches!(amount(&[text]), Err(AmountError::NotPlain { .. })), "{text}");
        }
    }

    #[test]
    fn sums_keep_units_and_never_go_below_zero() {
        let (eggs, sold) =
            (amount(&["360 H87", "21.50 KGM"]).unwrap(), amount(&["5 DZN", "3500 GRM"]).unwrap());
        assert_eq!(eggs.minus(&sold).unwrap().to_string(), "300 H87 / 18.00 KGM");
        assert!(matches!(sold.minus(&eggs), Err(AmountError::Negative { .. })));
        assert!(matches!(eggs.minus(&amount(&["1 KGM"]).unwrap()), Err(AmountError::Dimensions { .. })));
    }
}
