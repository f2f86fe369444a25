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
        const FORM: &[u8] = b"dddd-dd-ddTdd:dd:dd";
        let (head, rest) = text.as_bytes().split_at_checked(FORM.len())?;
        let [year, month, day, hour, minute, second] = fields(head, FORM)?;
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
            [sign @ (b'+' | b'-'), zone @ ..] => {
                let [hours, minutes, ..] = fields(zone, b"dd:dd")?;
                let offset = hours * 60 + minutes;
                if minutes > 59 || offset > 14 * 60 || (*sign == b'-' && offset == 0) {
                    return None;
                }
                if *sign == b'-' { -offset } else { offset }
            }
            _ => return None,
        };
        let of_day = (hour * 60 + minute - offset) * 60 + second;
        // Years end at 9999, so this is far from where numbers of 64 bits end.
        let seconds = i64::from(days(year, month, day)).wrapping_mul(86_400).wrapping_add(i64::from(of_day));
        Some(Self { seconds, nanos })
    }
}

/// The numbers in a text of this form: `d` is a digit, anything else stands for itself and ends a number.
fn fields(text: &[u8], form: &[u8]) -> Option<[i32; 6]> {
    if text.len() != form.len() {
        return None;
    }
    let mut fields = [0; 6];
    let mut places = fields.iter_mut();
    let mut place = places.next()?;
    for (byte, form) in text.iter().zip(form) {
        if *form == b'd' {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            *place = *place * 10 + i32::from(digit);
        } else if byte == form {
            place = places.next()?;
        } else {
            return None;
        }
    }
    Some(fields)
}

/// Nanoseconds of an optional fraction, and what follows it.
fn fraction(rest: &[u8]) -> Option<(u32, &[u8])> {
    let [b'.', digits @ ..] = rest else { return Some((0, rest)) };
    let length = digits.iter().position(|byte| !byte.is_ascii_digit())?;
    if !(1..=9).contains(&length) {
        return None;
    }
    let (fraction, zone) = digits.split_at_checked(length)?;
    let mut nanos = 0_u32;
    for place in 0..9 {
        nanos = nanos * 10 + fraction.get(place).map_or(0, |digit| u32::from(digit - b'0'));
    }
    Some((nanos, zone))
}

const fn days_in(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a date not before it.
const fn days(year: i32, month: i32, day: i32) -> i32 {
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
