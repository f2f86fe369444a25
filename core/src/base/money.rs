//! Money in the minor units of ISO 4217: whole fen, cents and yen, never a fraction of one.
//!
//! ```
//! use terroir::base::money::Money;
//!
//! let price: Money = "12.50 CNY".parse()?;
//! assert_eq!((price.minor(), price.to_string().as_str()), (1250, "12.50 CNY"));
//! assert!("12.505 CNY".parse::<Money>().is_err());
//! assert_eq!("1250 JPY".parse::<Money>()?.minor(), 1250);
//! # Ok::<(), terroir::base::money::MoneyError>(())
//! ```

use super::{
    currency_table::{CURRENCIES, NONE},
    decimal::{Decimal, DecimalError},
    quantity::Quantity,
    ratio::Ratio,
    round::Rounding,
    text::{shown, text_serde},
};
use alloc::string::String;
use core::{fmt, str::FromStr};

/// An active currency of ISO 4217 that has a minor unit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    /// INVARIANT (listed): one of the table's codes.
    code: [u8; 3],
    digits: u8,
}

/// Why a text is not a [`Currency`] or [`Money`], or two amounts of money do not add up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MoneyError {
    /// Not an active code of ISO 4217.
    #[error("`{code}` is not a currency of ISO 4217")]
    UnknownCurrency {
        /// The code, cut where it is long.
        code: String,
    },
    /// ISO 4217 gives it no minor unit: metals, funds' units, test codes.
    #[error("`{code}` has no minor unit")]
    NoMinorUnit {
        /// The code.
        code: String,
    },
    /// Not a number, one space and a currency code.
    #[error("`{text}` is not a number and a currency as `12.50 CNY`")]
    Malformed {
        /// The text, cut where it is long.
        text: String,
    },
    /// The number is none.
    #[error(transparent)]
    Value(#[from] DecimalError),
    /// Finer than the minor unit.
    #[error("`{value}` has a fraction of the smallest unit of `{currency}`")]
    TooFine {
        /// The value.
        value: Decimal,
        /// The currency.
        currency: Currency,
    },
    /// Two currencies in one sum.
    #[error("`{left}` and `{right}` are different currencies")]
    DifferentCurrencies {
        /// The one.
        left: Currency,
        /// The other.
        right: Currency,
    },
    /// More than 127 bits of minor units.
    #[error("the amount in `{currency}` does not fit")]
    Overflow {
        /// The currency.
        currency: Currency,
    },
}

impl Currency {
    /// Renminbi yuan.
    pub const CNY: Self = Self { code: *b"CNY", digits: 2 };

    /// The code of three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        core::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// Digits of the minor unit: 2 for the yuan, 0 for the yen, 3 for the dinar.
    #[must_use]
    pub const fn digits(&self) -> u8 {
        self.digits
    }

    /// The number of three digits.
    #[must_use]
    pub fn number(&self) -> u16 {
        find(self.code()).map_or(0, |(_, number, _)| *number)
    }
}

fn find(code: &str) -> Option<&'static (&'static str, u16, u8)> {
    CURRENCIES.get(CURRENCIES.binary_search_by(|row| row.0.cmp(code)).ok()?)
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let unknown = || MoneyError::UnknownCurrency { code: shown(text) };
        let code = text.as_bytes().try_into().map_err(|_| unknown())?;
        match find(text) {
            None => Err(unknown()),
            Some((_, _, NONE)) => Err(MoneyError::NoMinorUnit { code: text.into() }),
            Some((_, _, digits)) => Ok(Self { code, digits: *digits }),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Currency({self})")
    }
}

text_serde!(Currency, "Currency", "an active currency code of ISO 4217, as `CNY`");

/// An amount of money: a whole number of minor units.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// INVARIANT (symmetric): never `i128::MIN`.
    minor: i128,
    currency: Currency,
}

impl Money {
    /// So many minor units (fen, cents); `None` for `i128::MIN`.
    #[must_use]
    pub const fn new(minor: i128, currency: Currency) -> Option<Self> {
        if minor == i128::MIN { None } else { Some(Self { minor, currency }) }
    }

    /// Minor units.
    #[must_use]
    pub const fn minor(&self) -> i128 {
        self.minor
    }

    /// Which currency.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// The amount in major units (yuan), with the digits of the minor unit.
    #[must_use]
    pub fn value(&self) -> Decimal {
        // INVARIANT (symmetric), and no currency has more than 38 digits of minor unit.
        Decimal::new(self.minor, self.currency.digits).unwrap_or(Decimal::ZERO)
    }

    /// An amount in major units that is a whole number of minor units.
    ///
    /// # Errors
    /// [`MoneyError::TooFine`] where rounding would be needed, [`MoneyError::Overflow`].
    pub fn exact(value: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        match value.normalized().with_scale(currency.digits) {
            Some(minor) => Ok(Self { minor: minor.coefficient(), currency }),
            None if value.normalized().scale() > currency.digits => {
                Err(MoneyError::TooFine { value, currency })
            }
            None => Err(MoneyError::Overflow { currency }),
        }
    }

    /// An exact amount in major units, rounded once to minor units.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn rounded(value: Ratio, currency: Currency, rounding: Rounding) -> Result<Self, MoneyError> {
        let value = value.round(currency.digits, rounding).ok_or(MoneyError::Overflow { currency })?;
        Ok(Self { minor: value.coefficient(), currency })
    }

    /// What a quantity costs at a price per unit, exactly, in major units: round it once, with [`rounded`](Self::rounded).
    ///
    /// `None` if it does not fit, or the units do not convert.
    #[must_use]
    pub fn price_of(quantity: &Quantity, per: &Quantity, price: Decimal) -> Option<Ratio> {
        let units = quantity.exact_in(per.unit).ok()?.checked_div(Ratio::from(per.value))?;
        units.checked_mul(Ratio::from(price))
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyError::DifferentCurrencies`], [`MoneyError::Overflow`].
    pub fn plus(&self, other: &Self) -> Result<Self, MoneyError> {
        let currency = self.currency;
        if currency != other.currency {
            return Err(MoneyError::DifferentCurrencies { left: currency, right: other.currency });
        }
        let minor = self.minor.checked_add(other.minor).and_then(|minor| Self::new(minor, currency));
        minor.ok_or(MoneyError::Overflow { currency })
    }

    /// The difference; negative if the other is more.
    ///
    /// # Errors
    /// [`MoneyError::DifferentCurrencies`], [`MoneyError::Overflow`].
    pub fn minus(&self, other: &Self) -> Result<Self, MoneyError> {
        self.plus(&Self { minor: -other.minor, ..*other })
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (value, currency) =
            text.split_once(' ').ok_or_else(|| MoneyError::Malformed { text: shown(text) })?;
        Self::exact(value.parse()?, currency.parse()?)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value(), self.currency)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Money({self})")
    }
}

text_serde!(Money, "Money", "an amount and a currency of ISO 4217, as `12.50 CNY`");

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    #[test]
    fn the_table_is_sorted_and_sound() {
        assert!(CURRENCIES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (code, number, digits) in CURRENCIES {
            assert_eq!(code.parse::<Currency>().is_ok(), *digits != NONE, "{code}");
            assert!(*number < 1000 && (*digits <= 4 || *digits == NONE));
        }
        for (code, digits) in
            [("CNY", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("VND", 0), ("XAF", 0), ("ISK", 0)]
        {
            assert_eq!(code.parse::<Currency>().unwrap().digits(), digits);
        }
    }

    #[test]
    fn whole_minor_units_only() {
        for (text, printed) in [
            ("12.5 CNY", "12.50 CNY"),
            ("12.500 CNY", "12.50 CNY"),
            ("-3 KWD", "-3.000 KWD"),
            ("1.00 JPY", "1 JPY"),
            ("1e3 USD", "1000.00 USD"),
            ("-0 EUR", "0.00 EUR"),
        ] {
            assert_eq!(text.parse::<Money>().unwrap().to_string(), printed);
        }
        let error = |text: &str| text.parse::<Money>().unwrap_err();
        assert!(matches!(error("0.5 JPY"), MoneyError::TooFine { .. }));
        assert!(matches!(error("1 XAU"), MoneyError::NoMinorUnit { .. }));
        assert!(matches!(error("1 DEM"), MoneyError::UnknownCurrency { .. }));
        assert!(matches!(error("1 cny"), MoneyError::UnknownCurrency { .. }));
        assert!(matches!(error("1CNY"), MoneyError::Malformed { .. }));
        assert!(matches!(error("x CNY"), MoneyError::Value(_)));
        let huge = "9".repeat(38) + " CNY";
        assert!(matches!(error(&huge), MoneyError::Overflow { .. }));
    }

    #[test]
    fn prices_are_exact_until_rounded_once() {
        let (weight, per) = ("7.125 KGM".parse().unwrap(), "500 GRM".parse().unwrap());
        let exact = Money::price_of(&weight, &per, "3.33".parse().unwrap()).unwrap();
        assert_eq!(exact.to_decimal(), "47.4525".parse().ok());
        assert_eq!(Money::rounded(exact, Currency::CNY, Rounding::HalfUp).unwrap().to_string(), "47.45 CNY");
    }
}
