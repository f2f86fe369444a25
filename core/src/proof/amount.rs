//! Amounts (`FORMATS` §1): one or two decimals with their units.

use super::{members::Members, own::malformed};
use crate::base::text::cut;

/// One decimal with its unit, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure<'t> {
    /// `(0|[1-9][0-9]{0,23})(\.[0-9]{1,9})?`
    pub value: &'t str,
    /// UN/ECE Rec 20 code.
    pub unit: &'t str,
}

impl<'t> Measure<'t> {
    /// Its dimension, and its value in billionths of that dimension's smallest unit; `None` beyond 128 bits.
    #[must_use]
    pub fn in_base(&self) -> (&'t str, Option<u128>) {
        let (dimension, factor) = scale(self.unit);
        let (whole, fraction) = cut(self.value, b'.').unwrap_or((self.value, ""));
        let mut billionths = 0_u128;
        // At most 24 and 9 digits, so billionths fit.
        let fraction = fraction.bytes().chain(core::iter::repeat(b'0')).take(9);
        for digit in whole.bytes().chain(fraction) {
            let tenfold = billionths.wrapping_shl(3).wrapping_add(billionths.wrapping_shl(1));
            billionths = tenfold.wrapping_add(u128::from(digit.wrapping_sub(b'0')));
        }
        (dimension, billionths.checked_mul(u128::from(factor)))
    }
}

/// An amount: a measure, or pieces and another measure. Two amounts are the same if their bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount<'t> {
    /// As written.
    pub text: &'t str,
    /// The first measure; pieces, if there are two.
    pub first: Measure<'t>,
    /// The second measure.
    pub second: Option<Measure<'t>>,
}

impl<'t> Amount<'t> {
    pub(super) fn member(members: &mut Members<'t, '_>) -> Self {
        let none = Self { text: "", first: Measure { value: "", unit: "" }, second: None };
        let Some(value) = members.need("amount") else { return none };
        let at = value.offset();
        let wrong = malformed(at, "not an amount");
        let (mut first, mut second) = (None, None);
        members.items(Some(value), &mut |members, item| {
            let Some([number, unit]) = members.pair(item, wrong) else { return };
            let measure = Measure {
                value: members.fitting(number, (is_decimal, "not a decimal")),
                unit: members.fitting(unit, (is_unit, "not a unit")),
            };
            match (first, second) {
                (None, _) => first = Some(measure),
                (_, None) => second = Some(measure),
                _ => members.refuse(wrong),
            }
        });
        let Some(first) = first else {
            members.refuse(wrong);
            return none;
        };
        let fits = second.is_none_or(|second: Measure<'_>| is_pieces(first.unit) && !is_pieces(second.unit));
        members.check(fits, at, "of two measures the first is of pieces, the second is not");
        Self { text: members.source().get(at..value.end()).unwrap_or(""), first, second }
    }

    /// Its measures.
    pub fn measures(&self) -> impl Iterator<Item = Measure<'t>> {
        core::iter::once(self.first).chain(self.second)
    }
}

/// `(0|[1-9][0-9]{0,23})(\.[0-9]{1,9})?`
pub(super) fn is_decimal(text: &str) -> bool {
    let (whole, fraction) = match cut(text, b'.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    (1..=24).contains(&whole.len())
        && digits(whole)
        && (whole.len() == 1 || !whole.as_bytes().starts_with(b"0"))
        && fraction.is_none_or(|part| (1..=9).contains(&part.len()) && digits(part))
}

fn is_unit(text: &str) -> bool {
    (2..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

/// Units that one lot's amounts are added up in: code, dimension, and how many of the smallest one it is. Fixed for
/// ever; a unit that does not stand here is compared with itself only.
const UNITS: &[(&str, &str, u32)] = &[
    ("C62", "count", 1),
    ("CEN", "count", 100),
    ("DZN", "count", 12),
    ("EA", "count", 1),
    ("GRM", "mass", 1_000),
    ("H87", "count", 1),
    ("HEA", "count", 1),
    ("HLT", "volume", 100_000),
    ("KGM", "mass", 1_000_000),
    ("LTR", "volume", 1_000),
    ("MGM", "mass", 1),
    ("MIL", "count", 1_000),
    ("MLT", "volume", 1),
    ("MTQ", "volume", 1_000_000),
    ("NAR", "count", 1),
    ("NPR", "count", 2),
    ("TNE", "mass", 1_000_000_000),
];

/// The dimension of a unit, or the unit itself, and its factor.
fn scale(unit: &str) -> (&str, u32) {
    for (code, dimension, factor) in UNITS {
        if *code == unit {
            return (dimension, *factor);
        }
    }
    (unit, 1)
}

/// Does it count pieces?
fn is_pieces(unit: &str) -> bool {
    scale(unit).0 == "count"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_exact() {
        let in_base = |value, unit| Measure { value, unit }.in_base();
        assert_eq!(in_base("12.50", "KGM"), in_base("12500", "GRM"));
        assert_eq!(in_base("0.000000001", "KGM"), ("mass", Some(1_000_000)));
        assert_eq!(in_base("1", "XYZ"), ("XYZ", Some(1_000_000_000)));
        assert_eq!(in_base("999999999999999999999999.999999999", "TNE").1, None);
    }

    #[test]
    fn decimals() {
        for good in ["0", "12.50", "0.000000001", "999999999999999999999999"] {
            assert!(is_decimal(good), "{good}");
        }
        for bad in
            ["", ".5", "1.", "01", "-1", "1e3", "0.0000000001", "9999999999999999999999999", "1.2.3", "+1"]
        {
            assert!(!is_decimal(bad), "{bad}");
        }
    }
}
