//! Amounts (`FORMATS` §1): one or two decimals with their units.

use super::{
    members::{self, Members},
    own::{Refusal, malformed},
};

/// One decimal with its unit, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure<'t> {
    /// `(0|[1-9][0-9]{0,23})(\.[0-9]{1,9})?`
    pub value: &'t str,
    /// UN/ECE Rec 20 code.
    pub unit: &'t str,
}

impl Measure<'_> {
    /// The value in billionths of the unit; at most 24 + 9 digits, so it always fits.
    #[must_use]
    pub fn billionths(&self) -> u128 {
        let (whole, fraction) = self.value.split_once('.').unwrap_or((self.value, ""));
        let digits = |text: &str, zero: u128| {
            text.bytes().fold(zero, |sum, digit| {
                sum.saturating_mul(10).saturating_add(u128::from(digit.wrapping_sub(b'0')))
            })
        };
        (fraction.len()..9).fold(digits(fraction, digits(whole, 0)), |sum, _| sum.saturating_mul(10))
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
    pub(super) fn member(members: &mut Members<'t, '_>) -> Result<Self, Refusal> {
        let value = members.need("amount")?;
        let source = members.source();
        let at = value.offset();
        let wrong = || malformed(at, "not an amount");
        let mut measures = [None; 2];
        let mut count = 0;
        for pair in members::items(value)? {
            let mut parts = members::items(pair)?;
            let (Some(number), Some(unit), None) = (parts.next(), parts.next(), parts.next()) else {
                return Err(wrong());
            };
            let measure = Measure {
                value: members::fitting(source, number, is_decimal, "not a decimal")?,
                unit: members::fitting(source, unit, is_unit, "not a unit")?,
            };
            *measures.get_mut(count).ok_or_else(wrong)? = Some(measure);
            count += 1;
        }
        let [Some(first), second] = measures else { return Err(wrong()) };
        if let Some(second) = second {
            if !is_pieces(first.unit) || is_pieces(second.unit) {
                return Err(malformed(at, "of two measures the first is of pieces, the second is not"));
            }
        }
        Ok(Self { text: source.get(at..value.end()).unwrap_or(""), first, second })
    }

    /// Its measures.
    pub fn measures(&self) -> impl Iterator<Item = Measure<'t>> {
        core::iter::once(self.first).chain(self.second)
    }
}

/// `(0|[1-9][0-9]{0,23})(\.[0-9]{1,9})?`
pub(super) fn is_decimal(text: &str) -> bool {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    (1..=24).contains(&whole.len())
        && digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(|part| (1..=9).contains(&part.len()) && digits(part))
}

fn is_unit(text: &str) -> bool {
    (2..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

/// Units that count (Rec 20): piece, head, item and their multiples.
pub(super) fn is_pieces(unit: &str) -> bool {
    matches!(unit, "H87" | "HEA" | "EA" | "C62" | "NAR" | "PR" | "DZN" | "CEN" | "MIL" | "NPR")
}
