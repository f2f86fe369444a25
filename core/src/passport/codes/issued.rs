//! What was issued for a lot, held against what was made.

use super::Checked;
use crate::base::{
    decimal::Decimal,
    finding::{Finding, Severity},
    quantity::Quantity,
};
use alloc::{
    collections::BTreeSet,
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use core::cmp::Ordering;

/// Numbers of units, from one to another, both of the same count of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range<'c> {
    first: &'c str,
    last: &'c str,
}

impl<'c> Range<'c> {
    /// The numbers from `first` to `last`: 1 to 18 digits, the same count of them in both.
    #[must_use]
    pub fn new(first: &'c str, last: &'c str) -> Option<Self> {
        let fits = (1..=18).contains(&first.len()) && first.len() == last.len() && first <= last;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        (fits && digits(first) && digits(last)).then_some(Self { first, last })
    }

    /// How many there are.
    fn count(&self) -> u64 {
        let number = |text: &str| text.parse().unwrap_or(0_u64);
        number(self.last) - number(self.first) + 1
    }
}

/// The codes that were issued for a lot, and what it holds.
#[derive(Clone, Debug, Default)]
pub struct Issued<'c> {
    /// How many codes were issued, if that was counted.
    pub count: Option<u64>,
    /// How many packs there are; each bears one code.
    pub packs: Option<u64>,
    /// What the lot holds.
    pub quantity: Option<Quantity>,
    /// What stands behind one code.
    pub each: Option<Quantity>,
    // INVARIANT (sorted): both ascend, ranges by the count of their digits first.
    units: Vec<&'c str>,
    ranges: Vec<Range<'c>>,
    /// For each range, the largest end of those with as many digits, up to it.
    reach: Vec<&'c str>,
}

impl<'c> Issued<'c> {
    /// Codes that name these units, one by one and by numbers.
    #[must_use]
    pub fn of(mut units: Vec<&'c str>, mut ranges: Vec<Range<'c>>) -> Self {
        units.sort_unstable();
        ranges.sort_unstable_by_key(|range| (range.first.len(), range.first, range.last));
        let mut reach: Vec<&'c str> = Vec::with_capacity(ranges.len());
        for range in &ranges {
            let before = reach.last().filter(|last| last.len() == range.last.len());
            reach.push(before.map_or(range.last, |before| range.last.max(before)));
        }
        Self { units, ranges, reach, ..Self::default() }
    }

    /// Was this unit given a code? Without a list of units every one may have been.
    pub(super) fn knows(&self, unit: &str) -> bool {
        let open = self.units.is_empty() && self.ranges.is_empty();
        open || self.units.binary_search(&unit).is_ok() || self.in_ranges(unit)
    }

    fn in_ranges(&self, unit: &str) -> bool {
        let digits = unit.bytes().all(|byte| byte.is_ascii_digit());
        let begun =
            self.ranges.partition_point(|range| (range.first.len(), range.first) <= (unit.len(), unit));
        let reach = begun.checked_sub(1).and_then(|at| self.reach.get(at));
        digits && reach.is_some_and(|reach| reach.len() == unit.len() && *reach >= unit)
    }

    pub(super) fn check(&self, checked: &mut Checked) {
        let listed = self.listed(checked);
        let mut add = |severity, code, found: String| {
            checked.add(Finding::new(severity, code).at("/issued").found(found));
        };
        let count = match (self.count, listed) {
            (Some(count), Some(listed)) if count != listed => {
                add(Severity::Error, "codes-count-differs", format!("{count}, {listed}"));
                count.max(listed)
            }
            (Some(count), _) | (None, Some(count)) => count,
            (None, None) => return add(Severity::Note, "codes-not-counted", String::new()),
        };
        if let Some(packs) = self.packs {
            match count.cmp(&packs) {
                Ordering::Greater => add(Severity::Error, "codes-over-packs", format!("{count}, {packs}")),
                Ordering::Less => add(Severity::Note, "packs-without-code", format!("{count}, {packs}")),
                Ordering::Equal => {}
            }
        }
        match (&self.quantity, &self.each) {
            (Some(quantity), Some(each)) => {
                if let Some((severity, code)) = over(count, each, quantity) {
                    let found = format!(
                        "{count} x {} {}, {} {}",
                        each.value, each.unit, quantity.value, quantity.unit
                    );
                    add(severity, code, found);
                }
            }
            (Some(_), None) => add(Severity::Note, "content-of-code-unknown", String::new()),
            (None, _) => {}
        }
    }

    /// How many units are listed, if any are; those that are listed twice are told.
    fn listed(&self, checked: &mut Checked) -> Option<u64> {
        if self.units.is_empty() && self.ranges.is_empty() {
            return None;
        }
        let mut twice = BTreeSet::new();
        for pair in self.units.windows(2) {
            if let [one, other] = pair
                && one == other
            {
                twice.insert(*one);
            }
        }
        for (range, reach) in self.ranges.iter().skip(1).zip(&self.reach) {
            if reach.len() == range.first.len() && *reach >= range.first {
                twice.insert(range.first);
            }
        }
        twice.extend(self.units.iter().filter(|unit| self.in_ranges(unit)));
        for unit in &twice {
            let finding =
                Finding::new(Severity::Error, "code-issued-twice").at("/issued").found(unit.to_string());
            checked.add(finding);
        }
        let in_ranges = self.ranges.iter().fold(0_u64, |sum, range| sum.saturating_add(range.count()));
        Some(in_ranges.saturating_add(self.units.len() as u64))
    }
}

/// Do so many codes stand for more than there is?
fn over(count: u64, each: &Quantity, quantity: &Quantity) -> Option<(Severity, &'static str)> {
    let unknown = Some((Severity::Warning, "codes-not-comparable"));
    let Some(value) =
        i64::try_from(count).ok().and_then(|count| each.value.checked_mul(Decimal::from_integer(count)))
    else {
        return unknown;
    };
    match Quantity::new(value, each.unit).compare(quantity) {
        Ok(Ordering::Greater) => Some((Severity::Error, "codes-over-quantity")),
        Ok(_) => None,
        Err(_) => unknown,
    }
}
