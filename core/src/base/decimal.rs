//! Exact decimals that keep the text they were written in.
//!
//! ```
//! use terroir::base::decimal::Decimal;
//!
//! let weight: Decimal = "10.50".parse()?;
//! assert_eq!(weight.to_string(), "10.50");
//! assert_eq!(weight, "1.05e1".parse()?);
//! # Ok::<(), terroir::base::decimal::DecimalError>(())
//! ```
//!
//! Values are equal and ordered as numbers, whatever their spelling. A spelling that is more than sign, digits and
//! point (`00123`, `1e3`, `-0`) is kept too; [`Decimal::is_plain`] tells it apart where a format allows one spelling only.

use super::{
    limits::DECIMAL_BYTES,
    round::Rounding,
    text::{shown, text_serde},
};
use core::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    ops::Neg,
    str::FromStr,
};

/// Digits after the point at most, and significant digits that always fit.
pub const SCALE_MAX: u8 = 38;

/// An exact decimal: an integer of at most 127 bits and a sign, divided by a power of ten up to 10^38.
///
/// Arithmetic is checked: what does not fit is `None`, never wrapped or rounded.
#[derive(Clone, Copy)]
#[repr(Rust, packed(8))] // 24 bytes instead of 32, and every amount a third smaller
pub struct Decimal {
    /// INVARIANT (symmetric): never `i128::MIN`, so that every value has its negative.
    coefficient: i128,
    scale: u8,
    spelling: Spelling,
}

/// What a text said beyond its coefficient and scale.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Spelling {
    /// A minus sign before a zero.
    negative_zero: bool,
    /// Zeros before the first digit that counts.
    leading_zeros: u8,
    exponent: Option<Exponent>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Exponent {
    value: i8,
    /// Digits after the point of the part before the `e`.
    scale: u8,
    upper: bool,
    sign: Option<bool>,
    digits: u8,
}

/// Why a text is not a [`Decimal`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecimalError {
    /// Not of the form `-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?`.
    #[error("`{text}` is not a decimal number")]
    Malformed {
        /// The text, cut where it is long.
        text: alloc::string::String,
    },
    /// More than 96 bytes, or more digits than 127 bits hold.
    #[error("`{text}` has more digits than the 38 that fit")]
    TooLarge {
        /// The text, cut where it is long.
        text: alloc::string::String,
    },
    /// More than 38 digits after the point.
    #[error("`{text}` has more than 38 digits after the point")]
    TooFine {
        /// The text, cut where it is long.
        text: alloc::string::String,
    },
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self::from_integer(0);
    /// One.
    pub const ONE: Self = Self::from_integer(1);

    /// `coefficient` divided by 10^`scale`; `None` for a scale above 38 and for `i128::MIN`.
    #[must_use]
    pub const fn new(coefficient: i128, scale: u8) -> Option<Self> {
        if scale > SCALE_MAX || coefficient == i128::MIN {
            return None;
        }
        Some(Self { coefficient, scale, spelling: PLAIN })
    }

    /// A whole number.
    #[must_use]
    pub const fn from_integer(value: i64) -> Self {
        Self { coefficient: value as i128, scale: 0, spelling: PLAIN }
    }

    /// The integer that is divided by 10^[`scale`](Self::scale).
    #[must_use]
    pub const fn coefficient(&self) -> i128 {
        self.coefficient
    }

    /// Digits after the point.
    #[must_use]
    pub const fn scale(&self) -> u8 {
        self.scale
    }

    /// Whether the value is zero.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.coefficient == 0
    }

    /// Whether the value is below zero; `-0` is not.
    #[must_use]
    pub const fn is_negative(&self) -> bool {
        self.coefficient < 0
    }

    /// Whether the text is `-?(0|[1-9][0-9]*)(\.[0-9]+)?` and not a negative zero: the one spelling that our formats take.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.spelling == PLAIN
    }

    /// The same value with the same digits after the point, in plain spelling.
    #[must_use]
    pub const fn plain(self) -> Self {
        Self { spelling: PLAIN, ..self }
    }

    /// The same value without zeros at the end of its fraction, in plain spelling.
    #[must_use]
    pub fn normalized(self) -> Self {
        let (mut coefficient, mut scale) = (self.coefficient, self.scale);
        while scale > 0 && coefficient % 10 == 0 {
            coefficient /= 10;
            scale -= 1;
        }
        Self { coefficient, scale, spelling: PLAIN }
    }

    /// The same value with exactly `scale` digits after the point; `None` if digits would be lost or do not fit.
    #[must_use]
    pub fn with_scale(self, scale: u8) -> Option<Self> {
        if scale > SCALE_MAX {
            return None;
        }
        if scale >= self.scale {
            let factor = pow10(scale - self.scale)?;
            return Self::new(self.coefficient.checked_mul(factor)?, scale);
        }
        let factor = pow10(self.scale - scale)?;
        if self.coefficient % factor == 0 { Self::new(self.coefficient / factor, scale) } else { None }
    }

    /// The sum, with the digits after the point of the finer of the two.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let (left, right, scale) = self.aligned(other)?;
        Self::new(left.checked_add(right)?, scale)
    }

    /// The difference, with the digits after the point of the finer of the two.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let (left, right, scale) = self.aligned(other)?;
        Self::new(left.checked_sub(right)?, scale)
    }

    /// The product, with the digits after the point of both together, fewer only where they would not fit and are zeros.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let full = |left: Self, right: Self| {
            Self::new(left.coefficient.checked_mul(right.coefficient)?, left.scale.checked_add(right.scale)?)
        };
        full(self, other).or_else(|| full(self.normalized(), other.normalized()))
    }

    /// The value without its sign, in plain spelling.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self { coefficient: self.coefficient.abs(), scale: self.scale, spelling: PLAIN }
    }

    /// Rounded to `places` digits after the point (negative: tens, hundreds), which the answer then has.
    ///
    /// `None` if the result does not fit.
    #[must_use]
    pub fn round(self, places: i8, rounding: Rounding) -> Option<Self> {
        super::round::round_to(self, super::round::Interval::unit(places)?, rounding)
    }

    fn aligned(self, other: Self) -> Option<(i128, i128, u8)> {
        let scale = self.scale.max(other.scale);
        let left = self.coefficient.checked_mul(pow10(scale - self.scale)?);
        let right = other.coefficient.checked_mul(pow10(scale - other.scale)?);
        if let (Some(left), Some(right)) = (left, right) {
            return Some((left, right, scale));
        }
        let (left, right) = (self.normalized(), other.normalized());
        let scale = left.scale.max(right.scale);
        Some((
            left.coefficient.checked_mul(pow10(scale - left.scale)?)?,
            right.coefficient.checked_mul(pow10(scale - right.scale)?)?,
            scale,
        ))
    }

    /// Whole part and fraction in units of 10^-38, both with the value's sign.
    fn parts(&self) -> (i128, i128) {
        let Some(divisor) = pow10(self.scale) else { return (self.coefficient, 0) };
        let fill = pow10(SCALE_MAX - self.scale).unwrap_or(1);
        // INVARIANT (fraction): |remainder| < 10^scale, so it stays below 10^38 < 2^127.
        (self.coefficient / divisor, (self.coefficient % divisor).wrapping_mul(fill))
    }
}

const PLAIN: Spelling = Spelling { negative_zero: false, leading_zeros: 0, exponent: None };

/// 10^`exponent`, up to 10^38.
pub(crate) fn pow10(exponent: u8) -> Option<i128> {
    10i128.checked_pow(u32::from(exponent))
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let malformed = || DecimalError::Malformed { text: shown(text) };
        let too_large = || DecimalError::TooLarge { text: shown(text) };
        if text.len() > DECIMAL_BYTES {
            let wellformed = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
            return Err(if wellformed { too_large() } else { malformed() });
        }
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Some(exponent)),
            None => (unsigned, None),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((_, "")) => return Err(malformed()),
            Some(parts) => parts,
            None => (mantissa, ""),
        };
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) {
            return Err(malformed());
        }
        let significant = whole.trim_start_matches('0');
        let leading = whole.len() - significant.len() - usize::from(significant.is_empty());
        let mut coefficient = 0i128;
        for digit in significant.bytes().chain(fraction.bytes()) {
            let digit = i128::from(digit - b'0');
            coefficient = coefficient
                .checked_mul(10)
                .and_then(|c| if negative { c.checked_sub(digit) } else { c.checked_add(digit) })
                .ok_or_else(too_large)?;
        }
        let mut spelling = Spelling {
            negative_zero: negative && coefficient == 0,
            leading_zeros: u8::try_from(leading).map_err(|_| too_large())?,
            exponent: None,
        };
        let too_fine = || DecimalError::TooFine { text: shown(text) };
        let mut scale = u8::try_from(fraction.len()).map_err(|_| too_fine())?;
        if let Some(exponent) = exponent {
            let exponent = Exponent::read(exponent, scale, unsigned.contains('E')).ok_or_else(malformed)?;
            let shifted = i32::from(scale) - i32::from(exponent.value);
            if shifted < 0 {
                let factor = u8::try_from(-shifted).ok().and_then(pow10);
                coefficient = match coefficient {
                    0 => 0,
                    _ => factor.and_then(|f| coefficient.checked_mul(f)).ok_or_else(too_large)?,
                };
            }
            scale = u8::try_from(shifted.max(0)).map_err(|_| too_fine())?;
            spelling.exponent = Some(exponent);
        }
        if scale > SCALE_MAX {
            return Err(too_fine());
        }
        if coefficient == i128::MIN {
            return Err(too_large());
        }
        Ok(Self { coefficient, scale, spelling })
    }
}

impl Exponent {
    fn read(text: &str, scale: u8, upper: bool) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix(['+', '-']) {
            Some(rest) => (Some(text.starts_with('+')), rest),
            None => (None, text),
        };
        if !(1..=2).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let value: i8 = digits.parse().ok()?;
        let value = if sign == Some(false) { -value } else { value };
        Some(Self { value, scale, upper, sign, digits: u8::try_from(digits.len()).ok()? })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Spelling { negative_zero, leading_zeros, exponent } = self.spelling;
        let (mut magnitude, mut scale) = (self.coefficient.unsigned_abs(), self.scale);
        if let Some(exponent) = exponent {
            let shifted = i32::from(exponent.value) - i32::from(exponent.scale);
            if let Some(factor) = u8::try_from(shifted).ok().and_then(pow10) {
                magnitude /= factor.unsigned_abs();
            }
            scale = exponent.scale;
        }
        if self.coefficient < 0 || negative_zero {
            f.write_str("-")?;
        }
        for _ in 0..leading_zeros {
            f.write_str("0")?;
        }
        let divisor = pow10(scale).map_or(1, i128::unsigned_abs);
        write!(f, "{}", magnitude / divisor)?;
        if scale > 0 {
            write!(f, ".{:0width$}", magnitude % divisor, width = usize::from(scale))?;
        }
        if let Some(Exponent { value, upper, sign, digits, .. }) = exponent {
            f.write_str(if upper { "E" } else { "e" })?;
            f.write_str(match sign {
                Some(true) => "+",
                Some(false) => "-",
                None => "",
            })?;
            write!(f, "{:0width$}", value.unsigned_abs(), width = usize::from(digits))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({self})")
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self::from_integer(value)
    }
}

impl Neg for Decimal {
    type Output = Self;

    /// The value with the opposite sign, in plain spelling.
    fn neg(self) -> Self {
        Self { coefficient: -self.coefficient, scale: self.scale, spelling: PLAIN }
    }
}

text_serde!(Decimal, "Decimal", "an exact decimal as text, such as `12.50`");

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn every_spelling_comes_back() {
        for text in [
            "0",
            "-0",
            "-0.00",
            "10.50",
            "00123",
            "-007.10",
            "1e3",
            "1E+03",
            "1.50e-2",
            "0e99",
            "0.0e0",
            "123456789012345678901234.5",
            "99999999999999999999999999999999999999",
            "000",
            "0.5e1",
        ] {
            assert_eq!(decimal(text).to_string(), text);
        }
    }

    #[test]
    fn refuses_what_is_no_decimal() {
        for text in
            ["", "-", "+1", ".5", "5.", "1e", "1e100", "1 ", "１", "0x10", "1_000", "--1", "1.2.3", "NaN"]
        {
            assert!(matches!(text.parse::<Decimal>(), Err(DecimalError::Malformed { .. })), "{text}");
        }
        assert!(matches!("1e39".parse::<Decimal>(), Err(DecimalError::TooLarge { .. })));
        assert!(matches!("1e-39".parse::<Decimal>(), Err(DecimalError::TooFine { .. })));
        assert!(matches!("9".repeat(39).parse::<Decimal>(), Err(DecimalError::TooLarge { .. })));
        assert!(matches!("9".repeat(1 << 20).parse::<Decimal>(), Err(DecimalError::TooLarge { .. })));
        assert!("-170141183460469231731687303715884105727".parse::<Decimal>().is_ok());
        assert!("-170141183460469231731687303715884105728".parse::<Decimal>().is_err());
    }

    #[test]
    fn compares_as_numbers() {
        assert_eq!(decimal("1.50"), decimal("15e-1"));
        assert_eq!(decimal("-0"), decimal("0.000"));
        assert!(decimal("-1.5") < decimal("-1.2"));
        assert!(decimal("-0.5") < decimal("0.3"));
        assert!(
            decimal("170141183460469231731687303715884105727")
                > decimal("0.00000000000000000000000000000000000001")
        );
    }

    #[test]
    fn overflow_is_none() {
        let most = Decimal::new(i128::MAX, 0).unwrap();
        assert_eq!(most.checked_add(Decimal::ONE), None);
        assert_eq!(most.checked_mul(decimal("10")), None);
        assert_eq!(Decimal::new(i128::MIN, 0), None);
        assert_eq!(most.checked_add(decimal("0.0")), Some(most));
    }
}
