//! Rounding to a stated interval, GB/T 8170-2008 first.
//!
//! ```
//! use terroir::base::{decimal::Decimal, round::{Interval, Rounding, round_to}};
//!
//! let value: Decimal = "60.25".parse()?;
//! let half = Interval::half(0).unwrap();
//! assert_eq!(round_to(value, half, Rounding::HalfEven).unwrap().to_string(), "60.0");
//! assert_eq!(value.round(1, Rounding::HalfEven).unwrap().to_string(), "60.2");
//! # Ok::<(), terroir::base::decimal::DecimalError>(())
//! ```
//!
//! GB/T 8170 rounds half to even (四舍六入五成双), in one step and never twice (3.3.1).

use super::decimal::{Decimal, pow10};
use serde::{Deserialize, Serialize};

/// What becomes of a value between two multiples of the interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Rounding {
    /// To the nearest; from the middle to the even multiple (GB/T 8170-2008 3.2).
    #[default]
    HalfEven,
    /// To the nearest; from the middle away from zero (四舍五入).
    HalfUp,
    /// To the nearest; from the middle towards zero.
    HalfDown,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
    /// Towards minus infinity.
    Floor,
    /// Towards plus infinity.
    Ceiling,
}

/// The interval that values are rounded to (修约间隔): 1, 0.5 or 0.2 units of a power of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// 1, 2 or 5.
    step: i128,
    /// `step` stands this many digits after the point; negative for tens and hundreds.
    places: i8,
}

impl Interval {
    /// 10^-`places`: one unit of that digit; `None` beyond 38 digits either way.
    #[must_use]
    pub const fn unit(places: i8) -> Option<Self> {
        Self::new(1, places)
    }

    /// Half a unit of the digit `places` after the point (0.5 单位修约, GB/T 8170-2008 3.4.2).
    #[must_use]
    pub const fn half(places: i8) -> Option<Self> {
        Self::new(5, places.saturating_add(1))
    }

    /// A fifth of a unit of the digit `places` after the point (0.2 单位修约, GB/T 8170-2008 3.4.3).
    #[must_use]
    pub const fn fifth(places: i8) -> Option<Self> {
        Self::new(2, places.saturating_add(1))
    }

    const fn new(step: i128, places: i8) -> Option<Self> {
        if places < -37 || places > 37 { None } else { Some(Self { step, places }) }
    }

    /// The interval itself.
    #[must_use]
    pub fn size(self) -> Option<Decimal> {
        match u8::try_from(self.places) {
            Ok(scale) => Decimal::new(self.step, scale),
            Err(_) => Decimal::new(self.step.checked_mul(pow10(self.places.unsigned_abs())?)?, 0),
        }
    }
}

/// The multiple of `interval` that `rounding` picks for `value`; it has the interval's digits after the point.
///
/// `None` if that does not fit.
#[must_use]
pub fn round_to(value: Decimal, interval: Interval, rounding: Rounding) -> Option<Decimal> {
    let scale = u8::try_from(interval.places).unwrap_or(0);
    let step = match u8::try_from(interval.places) {
        Ok(_) => interval.step,
        Err(_) => interval.step.checked_mul(pow10(interval.places.unsigned_abs())?)?,
    };
    // In units of 10^-scale the value is `coefficient / divisor`, and the answer a multiple of `step`.
    let (coefficient, divisor) = match value.scale().checked_sub(scale) {
        Some(finer) => (value.coefficient(), pow10(finer)?),
        None => (value.coefficient().checked_mul(pow10(scale - value.scale())?)?, 1),
    };
    let count = match step.checked_mul(divisor) {
        Some(size) => divide(coefficient, size, rounding)?,
        // The interval is larger than any value that fits, by more than twice or not: its size exceeds 2^127.
        None => divide_by_huge(coefficient, step, divisor, rounding)?,
    };
    Decimal::new(count.checked_mul(step)?, scale)
}

/// `dividend / divisor` as a whole number, rounded; `None` if it does not fit or `divisor` is not positive.
pub(crate) fn divide(dividend: i128, divisor: i128, rounding: Rounding) -> Option<i128> {
    if divisor <= 0 {
        return None;
    }
    let quotient = dividend.checked_div(divisor)?;
    let rest = dividend.checked_rem(divisor)?.unsigned_abs();
    let to_middle = rest.cmp(&(divisor.unsigned_abs() - rest));
    let away = rest != 0 && goes_away(rounding, to_middle, quotient % 2 != 0, dividend < 0);
    if away { quotient.checked_add(dividend.signum()) } else { Some(quotient) }
}

/// As [`divide`] by `step · divisor`, which is above every dividend.
fn divide_by_huge(dividend: i128, step: i128, divisor: i128, rounding: Rounding) -> Option<i128> {
    if dividend == 0 {
        return Some(0);
    }
    // dividend against step·divisor/2, without the product: |dividend| / divisor against step / 2.
    let magnitude = dividend.unsigned_abs();
    let (whole, rest) = (magnitude / divisor.unsigned_abs(), magnitude % divisor.unsigned_abs());
    let twice = whole.checked_mul(2)?;
    let doubled_rest = rest.checked_mul(2)?;
    let carried = twice.checked_add(doubled_rest / divisor.unsigned_abs())?;
    let to_middle = carried.cmp(&step.unsigned_abs()).then((doubled_rest % divisor.unsigned_abs()).cmp(&0));
    Some(if goes_away(rounding, to_middle, false, dividend < 0) { dividend.signum() } else { 0 })
}

/// Whether a value that is no multiple goes away from zero.
fn goes_away(rounding: Rounding, to_middle: core::cmp::Ordering, odd: bool, negative: bool) -> bool {
    match rounding {
        Rounding::HalfEven => to_middle.is_gt() || to_middle.is_eq() && odd,
        Rounding::HalfUp => to_middle.is_ge(),
        Rounding::HalfDown => to_middle.is_gt(),
        Rounding::Down => false,
        Rounding::Up => true,
        Rounding::Floor => negative,
        Rounding::Ceiling => !negative,
    }
}

/// How a measured value is compared with a limit (GB/T 8170-2008 4.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Method {
    /// The value as measured (全数值比较法): what holds where nothing else is stated (4.3.1).
    #[default]
    FullValue,
    /// The value rounded to the digits of the limit (修约值比较法).
    RoundedValue,
}

/// On which side of a limit a value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Bound {
    /// Below it (`<`).
    #[serde(rename = "<")]
    Below,
    /// At most it (`<=`).
    #[serde(rename = "<=")]
    AtMost,
    /// Above it (`>`).
    #[serde(rename = ">")]
    Above,
    /// At least it (`>=`).
    #[serde(rename = ">=")]
    AtLeast,
    /// Equal to it (`=`).
    #[serde(rename = "=")]
    Equal,
}

impl Bound {
    /// Whether `value` keeps to `limit` by `method`; the rounded value method rounds to the limit's written digits.
    ///
    /// `None` if the rounded value does not fit.
    ///
    /// ```
    /// use terroir::base::round::{Bound, Method};
    ///
    /// let (value, limit) = ("0.0204".parse()?, "0.02".parse()?);
    /// assert_eq!(Bound::AtMost.holds(value, limit, Method::FullValue), Some(false));
    /// assert_eq!(Bound::AtMost.holds(value, limit, Method::RoundedValue), Some(true));
    /// # Ok::<(), terroir::base::decimal::DecimalError>(())
    /// ```
    #[must_use]
    pub fn holds(self, value: Decimal, limit: Decimal, method: Method) -> Option<bool> {
        let value = match method {
            Method::FullValue => value,
            Method::RoundedValue => value.round(i8::try_from(limit.scale()).ok()?, Rounding::HalfEven)?,
        };
        let order = value.cmp(&limit);
        Some(match self {
            Self::Below => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Above => order.is_gt(),
            Self::AtLeast => order.is_ge(),
            Self::Equal => order.is_eq(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    fn rounded(value: &str, interval: Option<Interval>) -> alloc::string::String {
        round_to(value.parse().unwrap(), interval.unwrap(), Rounding::HalfEven).unwrap().to_string()
    }

    /// GB/T 8170-2008 3.2 and 3.4, its own examples.
    #[test]
    fn examples_of_the_standard() {
        for (value, places, expected) in [
            ("12.1498", 1, "12.1"),
            ("12.1498", 0, "12"),
            ("1268", -2, "1300"),
            ("1.050", 1, "1.0"),
            ("0.35", 1, "0.4"),
            ("2500", -3, "2000"),
            ("3500", -3, "4000"),
            ("32500", -3, "32000"),
            ("-355", -1, "-360"),
            ("-325", -1, "-320"),
            ("-365", -1, "-360"),
            ("-0.0365", 3, "-0.036"),
            ("15.4546", 0, "15"),
        ] {
            assert_eq!(rounded(value, Interval::unit(places)), expected, "{value} to {places}");
        }
        for (value, expected) in
            [("60.25", "60.0"), ("60.38", "60.5"), ("60.28", "60.5"), ("-60.75", "-61.0")]
        {
            assert_eq!(rounded(value, Interval::half(0)), expected, "{value}");
        }
        for (value, expected) in [("830", "840"), ("842", "840"), ("832", "840"), ("-930", "-920")] {
            assert_eq!(rounded(value, Interval::fifth(-2)), expected, "{value}");
        }
    }

    #[test]
    fn intervals_above_every_value_round_to_zero_or_one_of_them() {
        let fine = "0.00000000000000000000000000000000000049".parse().unwrap();
        assert_eq!(round_to(fine, Interval::unit(-37).unwrap(), Rounding::HalfEven), Some(Decimal::ZERO));
        let up = round_to(fine, Interval::unit(-37).unwrap(), Rounding::Ceiling).unwrap();
        assert_eq!(up.to_string(), "1".to_string() + &"0".repeat(37));
        assert_eq!(Interval::unit(38), None);
    }
}
