//! Times as our formats write them (`FORMATS` §1), compared as instants.

use core::cmp::Ordering;

/// An instant: seconds since 1970-01-01T00:00:00Z and nanoseconds.
///
/// The text it came from is kept beside it by whoever holds it.
///
/// ```
/// use terroir::proof::Moment;
///
/// let moment = |text| Moment::parse(text).unwrap();
/// assert_eq!(moment("2026-04-03T06:30:00+08:00"), moment("2026-04-02T22:30:00Z"));
/// assert_eq!(Moment::parse("2026-04-03 06:30:00Z"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    seconds: i64,
    nanos: u32,
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.seconds, self.nanos).cmp(&(other.seconds, other.nanos))
    }
}

impl Moment {
    /// The instant of Unix seconds.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self { seconds, nanos: 0 }
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// The instant so many seconds later.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self { seconds: self.seconds.saturating_add(seconds), nanos: self.nanos }
    }

    /// The time of a text `YYYY-MM-DDThh:mm:ss[.f{1,9}](Z|±hh:mm)`: upper case, year 1970 to 9999, second 00 to 59,
    /// offset at most 14:00 and not `-00:00`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (head, rest) = bytes.split_at_checked(19)?;
        let number = |from: usize, to: usize| digits(head.get(from..to)?);
        let mark = |at: usize, byte: u8| (head.get(at) == Some(&byte)).then_some(());
        for (at, byte) in [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')] {
            mark(at, byte)?;
        }
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        let fits = year >= 1970
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        if !fits {
            return None;
        }
        let (nanos, zone) = fraction(rest)?;
        let offset = match zone {
            b"Z" => 0,
            [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
                let (hours, minutes) = (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?);
                let offset = hours * 60 + minutes;
                if minutes > 59 || offset > 14 * 60 || (*sign == b'-' && offset == 0) {
                    return None;
                }
                if *sign == b'-' { -offset } else { offset }
            }
            _ => return None,
        };
        let seconds = ((days(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second;
        Some(Self { seconds, nanos })
    }
}

/// Nanoseconds of an optional fraction, and what follows it.
fn fraction(rest: &[u8]) -> Option<(u32, &[u8])> {
    let Some(digits) = rest.strip_prefix(b".") else { return Some((0, rest)) };
    let length = digits.iter().take_while(|b| b.is_ascii_digit()).count();
    if !(1..=9).contains(&length) {
        return None;
    }
    let (fraction, zone) = digits.split_at_checked(length)?;
    let value = fraction.iter().fold(0_u32, |sum, &digit| sum * 10 + u32::from(digit - b'0'));
    Some((value * 10_u32.pow(9 - length as u32), zone))
}

fn digits(bytes: &[u8]) -> Option<i64> {
    bytes.iter().try_fold(0, |sum, &b| b.is_ascii_digit().then(|| sum * 10 + i64::from(b - b'0')))
}

const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a date not before it.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    // Counted from 1 March, so that the leap day is the last of its year.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 719_469
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_right_and_forms_are_strict() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2000-02-29T12:00:00Z", 951_825_600),
            ("2026-11-24T07:00:00+08:00", 1_795_474_800),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
            ("1970-01-01T00:00:00+14:00", -50_400),
        ] {
            assert_eq!(Moment::parse(text).map(Moment::seconds), Some(seconds), "{text}");
        }
        assert!(Moment::parse("2026-01-01T00:00:00.5Z") > Moment::parse("2026-01-01T00:00:00.49Z"));
        for bad in [
            "1969-12-31T23:59:59Z",
            "2026-02-29T00:00:00Z",
            "2026-01-01t00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:00:60Z",
            "2026-01-01T00:00:00",
            "2026-01-01T00:00:00-00:00",
            "2026-01-01T00:00:00+14:01",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00.1234567890Z",
            "2026-01-01T00:00:00+08:60",
            "2026-13-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-01T00:00:00z",
            "2026-01-01T00:00:00Zx",
        ] {
            assert_eq!(Moment::parse(bad), None, "{bad}");
        }
    }
}
