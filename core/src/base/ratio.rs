//! Exact fractions, for what has no finite decimal.

use super::{
    decimal::{Decimal, SCALE_MAX, pow10},
    round::{Rounding, divide},
    wide::{gcd, mul_div},
};
use core::{cmp::Ordering, fmt};

/// An exact fraction in lowest terms; the denominator is positive.
///
/// ```
/// use terroir::base::ratio::Ratio;
///
/// let third = Ratio::new(1, 3).unwrap();
/// assert_eq!(third.to_string(), "1/3");
/// assert_eq!(third.to_decimal(), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    /// INVARIANT (symmetric): never `i128::MIN`.
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// Zero.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    /// One.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// `numerator / denominator`; `None` if the denominator is zero or a part does not fit.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let common = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let above = i128::try_from(numerator.unsigned_abs() / common).ok()?;
        let below = i128::try_from(denominator.unsigned_abs() / common).ok()?;
        let negative = (numerator < 0) != (denominator < 0);
        Some(Self { numerator: if negative { -above } else { above }, denominator: below })
    }

    /// What stands above the line.
    #[must_use]
    pub const fn numerator(&self) -> i128 {
        self.numerator
    }

    /// What stands below the line: at least 1.
    #[must_use]
    pub const fn denominator(&self) -> i128 {
        self.denominator
    }

    /// The sum; `None` if it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let common =
            i128::try_from(gcd(self.denominator.unsigned_abs(), other.denominator.unsigned_abs())).ok()?;
        let (left, right) = (other.denominator / common, self.denominator / common);
        let above = self.numerator.checked_mul(left)?.checked_add(other.numerator.checked_mul(right)?)?;
        Self::new(above, self.denominator.checked_mul(left)?)
    }

    /// The difference; `None` if it does not fit.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self { numerator: -other.numerator, ..other })
    }

    /// The product; `None` if it does not fit.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let left = Self::new(self.numerator, other.denominator)?;
        let right = Self::new(other.numerator, self.denominator)?;
        let above = left.numerator.checked_mul(right.numerator).filter(|n| *n != i128::MIN)?;
        Some(Self { numerator: above, denominator: left.denominator.checked_mul(right.denominator)? })
    }

    /// The quotient; `None` if `other` is zero or it does not fit.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        self.checked_mul(Self::new(other.denominator, other.numerator)?)
    }

    /// The same value as a decimal, with the fewest digits; `None` if it has no finite one of at most 38 digits.
    #[must_use]
    pub fn to_decimal(self) -> Option<Decimal> {
        let mut rest = self.denominator;
        let (mut twos, mut fives) = (0u8, 0u8);
        while rest % 2 == 0 {
            rest /= 2;
            twos += 1;
        }
        while rest % 5 == 0 {
            rest /= 5;
            fives += 1;
        }
        let scale = twos.max(fives);
        if rest != 1 || scale > SCALE_MAX {
            return None;
        }
        Decimal::new(self.numerator.checked_mul(pow10(scale)? / self.denominator)?, scale)
    }

    /// Whether some finite decimal has this value, if not one that fits.
    #[must_use]
    pub const fn is_finite_decimal(self) -> bool {
        let mut rest = self.denominator;
        while rest % 2 == 0 {
            rest /= 2;
        }
        while rest % 5 == 0 {
            rest /= 5;
        }
        rest == 1
    }

    /// Rounded to `places` digits after the point (0 to 38); `None` if that does not fit.
    #[must_use]
    pub fn round(self, places: u8, rounding: Rounding) -> Option<Decimal> {
        if places > SCALE_MAX {
            return None;
        }
        let factor = pow10(places)?;
        if let Some(scaled) = self.numerator.checked_mul(factor) {
            return Decimal::new(divide(scaled, self.denominator, rounding)?, places);
        }
        let denominator = self.denominator.unsigned_abs();
        let (quotient, rest) = mul_div(self.numerator.unsigned_abs(), factor.unsigned_abs(), denominator)?;
        // The tail rounds as a value of its own, with the parity of the quotient before it.
        let quotient = i128::try_from(quotient).ok()?;
        let sign = if self.numerator < 0 { -1 } else { 1 };
        let even = quotient - quotient % 2;
        let tail_size = i128::try_from(denominator).ok()?;
        let tail = match (quotient % 2).checked_mul(tail_size)?.checked_add(i128::try_from(rest).ok()?) {
            Some(tail) => divide(sign * tail, tail_size, rounding)?,
            None => return None,
        };
        Decimal::new((sign * even).checked_add(tail)?, places)
    }
}

impl From<Decimal> for Ratio {
    fn from(value: Decimal) -> Self {
        // A decimal's coefficient is never `i128::MIN` and its scale at most 38: both parts fit.
        let divisor = pow10(value.scale()).unwrap_or(1);
        Self::new(value.coefficient(), divisor).unwrap_or(Self::ZERO)
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    /// By Euclid's algorithm on both at once, so that no product is needed.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (self.numerator, self.denominator);
        let (mut c, mut d) = (other.numerator, other.denominator);
        let mut swapped = false;
        loop {
            let order = a.div_euclid(b).cmp(&c.div_euclid(d));
            let (left, right) = (a.rem_euclid(b), c.rem_euclid(d));
            let order = match (order, left, right) {
                (Ordering::Equal, 0, 0) => Ordering::Equal,
                (Ordering::Equal, 0, _) => Ordering::Less,
                (Ordering::Equal, _, 0) => Ordering::Greater,
                (Ordering::Equal, ..) => {
                    // left/b against right/d is b/left against d/right, the other way round.
                    (a, b, c, d) = (b, left, d, right);
                    swapped = !swapped;
                    continue;
                }
                (order, ..) => order,
            };
            return if swapped { order.reverse() } else { order };
        }
    }
}

impl fmt::Display for Ratio {
    /// `n`, or `n/d`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            write!(f, "{}", self.numerator)
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ratio({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_without_products() {
        let ratio = |a, b| Ratio::new(a, b).unwrap();
        assert!(
            ratio(i128::MAX, i128::MAX - 1)
                > ratio(i128::MAX - 1, i128::MAX - 2).checked_sub(Ratio::ONE).unwrap()
        );
        assert!(ratio(i128::MAX, i128::MAX - 1) < ratio(i128::MAX - 1, i128::MAX - 2));
        assert!(ratio(-1, 3) > ratio(-1, 2));
        assert_eq!(ratio(2, 4).cmp(&ratio(1, 2)), Ordering::Equal);
        assert!(ratio(7, 2) > ratio(3, 1));
    }

    #[test]
    fn rounds_as_a_decimal_does() {
        let ratio = Ratio::new(2_000, 3).unwrap();
        assert_eq!(ratio.round(2, Rounding::HalfEven), "666.67".parse().ok());
        let huge = Ratio::new(i128::MAX, 3).unwrap();
        assert_eq!(huge.round(0, Rounding::Down), Decimal::new(i128::MAX / 3, 0));
        let wide = Ratio::new(i128::MAX, i128::MAX - 2).unwrap();
        assert_eq!(wide.round(37, Rounding::Floor), "1.0000000000000000000000000000000000000".parse().ok());
        assert_eq!(wide.round(37, Rounding::Up), "1.0000000000000000000000000000000000001".parse().ok());
    }
}
