//! Instants, as RFC 3339 writes them, with offset and precision kept.
//!
//! ```
//! use terroir::base::time::Instant;
//!
//! let harvest: Instant = "2026-04-03T06:30:00.500+08:00".parse()?;
//! assert_eq!(harvest.to_string(), "2026-04-03T06:30:00.500+08:00");
//! assert_eq!(harvest, "2026-04-02T22:30:00.5Z".parse()?);
//! # Ok::<(), terroir::base::time::InstantError>(())
//! ```

use super::{
    date::Date,
    text::{shown, text_serde},
};
use alloc::string::String;
use core::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

/// Digits of a fraction of a second at most.
pub const FRACTION_DIGITS: u8 = 18;

/// Offset from UTC at most: 14 hours, as in XML Schema and on earth.
const OFFSET_MAX: i16 = 14 * 60;

/// A moment, in the spelling it came in; equal and ordered as moments, whatever the spelling.
///
/// RFC 3339 with up to 18 digits of a second. There is no second 60: the scale counts days of 86,400 seconds (POSIX),
/// on which a leap second has no place of its own.
#[derive(Clone, Copy)]
pub struct Instant {
    /// Seconds since 1970-01-01T00:00:00Z.
    seconds: i64,
    /// The fraction as written, without its point.
    fraction: u64,
    digits: u8,
    offset: i16,
    spelling: Spelling,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Spelling {
    lower_t: bool,
    zone: Zone,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Zone {
    /// `Z`
    Upper,
    /// `z`
    Lower,
    /// `+hh:mm` or `-hh:mm`, not `-00:00`.
    Numeric,
    /// `-00:00`: UTC is known, the offset of the place is not (RFC 3339 §4.3).
    Unknown,
}

/// Why a text is not an [`Instant`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InstantError {
    /// Not a date and time with an offset, as RFC 3339 §5.6 writes it.
    #[error("`{text}` is not a time as 2026-03-01T06:30:00+08:00")]
    Malformed {
        /// The text, cut where it is long.
        text: String,
    },
    /// The offset from UTC is missing.
    #[error("`{text}` has no offset: Z or as +08:00")]
    NoOffset {
        /// The text, cut where it is long.
        text: String,
    },
    /// The calendar or the clock has no such time.
    #[error("`{text}` is no time of day or day of the calendar")]
    NoSuchTime {
        /// The text.
        text: String,
    },
    /// Second 60.
    #[error("`{text}` is a leap second, which the scale of seconds has no place for")]
    LeapSecond {
        /// The text.
        text: String,
    },
    /// More than 14 hours from UTC.
    #[error("`{text}` is more than 14 hours from UTC")]
    OffsetTooLarge {
        /// The text.
        text: String,
    },
    /// More than 18 digits of a second.
    #[error("`{text}` has more than 18 digits of a second")]
    TooFine {
        /// The text, cut where it is long.
        text: String,
    },
}

impl Instant {
    /// A whole second since 1970-01-01T00:00:00Z, written in UTC; `None` outside the years 0000 to 9999.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Self> {
        Self::from_unix_at(seconds, 0)
    }

    /// As [`from_unix`](Self::from_unix), written with an offset in minutes; `None` also beyond 14 hours.
    #[must_use]
    pub fn from_unix_at(seconds: i64, offset: i16) -> Option<Self> {
        if offset.abs() > OFFSET_MAX {
            return None;
        }
        let zone = if offset == 0 { Zone::Upper } else { Zone::Numeric };
        let instant =
            Self { seconds, fraction: 0, digits: 0, offset, spelling: Spelling { lower_t: false, zone } };
        Date::from_days(instant.local_seconds()?.div_euclid(86_400))?;
        Some(instant)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    #[must_use]
    pub const fn unix_seconds(&self) -> i64 {
        self.seconds
    }

    /// The fraction of the second as written: its digits as a number, and how many there are.
    #[must_use]
    pub const fn fraction(&self) -> (u64, u8) {
        (self.fraction, self.digits)
    }

    /// Nanoseconds after the whole second, rounded down.
    #[must_use]
    pub fn nanoseconds(&self) -> u32 {
        u32::try_from(self.attoseconds() / 1_000_000_000).unwrap_or(0)
    }

    /// Attoseconds (10^-18 s) after the whole second: exact.
    #[must_use]
    pub fn attoseconds(&self) -> u64 {
        // INVARIANT (fraction): below 10^digits, so this stays below 10^18.
        self.fraction * 10u64.pow(u32::from(FRACTION_DIGITS - self.digits))
    }

    /// Minutes that local time is ahead of UTC; `None` for `-00:00`, where it is unknown.
    #[must_use]
    pub const fn offset(&self) -> Option<i16> {
        match self.spelling.zone {
            Zone::Unknown => None,
            Zone::Upper | Zone::Lower | Zone::Numeric => Some(self.offset),
        }
    }

    /// The day on the calendar of its own offset.
    #[must_use]
    pub fn date(&self) -> Date {
        // INVARIANT (calendar): only what falls into the years 0000 to 9999 is constructed.
        self.local_seconds().and_then(|s| Date::from_days(s.div_euclid(86_400))).unwrap_or(Date::MIN)
    }

    /// The same moment in UTC (`Z`), with its precision; `None` where that leaves the years 0000 to 9999.
    #[must_use]
    pub fn in_utc(&self) -> Option<Self> {
        Self::from_unix(self.seconds).map(|utc| Self { fraction: self.fraction, digits: self.digits, ..utc })
    }

    /// The moment so many seconds later, with the same offset and precision.
    #[must_use]
    pub fn plus_seconds(&self, seconds: i64) -> Option<Self> {
        let moved = Self { seconds: self.seconds.checked_add(seconds)?, ..*self };
        Date::from_days(moved.local_seconds()?.div_euclid(86_400))?;
        Some(moved)
    }

    /// Whether the text is as our own formats want it: years from 1970, `T` and `Z` upper case, at most nine digits of
    /// a second, offset not `-00:00`.
    #[must_use]
    pub fn is_canonical(&self) -> bool {
        !self.spelling.lower_t
            && matches!(self.spelling.zone, Zone::Upper | Zone::Numeric)
            && self.digits <= 9
            && self.date().year() >= 1970
    }

    fn local_seconds(&self) -> Option<i64> {
        self.seconds.checked_add(i64::from(self.offset) * 60)
    }
}

fn two_digits(text: &str) -> Option<u8> {
    match *text.as_bytes() {
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some((a - b'0') * 10 + (b - b'0')),
        _ => None,
    }
}

impl FromStr for Instant {
    type Err = InstantError;

    fn from_str(text: &str) -> Result<Self, InstantError> {
        Self::read(text)
    }
}

impl Instant {
    fn read(text: &str) -> Result<Self, InstantError> {
        let malformed = || InstantError::Malformed { text: shown(text) };
        let no_such = || InstantError::NoSuchTime { text: shown(text) };
        let (date, time) = text.split_at_checked(10).ok_or_else(malformed)?;
        let date = date.parse::<Date>().map_err(|error| match error {
            super::date::DateError::NoSuchDay { .. } => no_such(),
            _ => malformed(),
        })?;
        let lower_t = match time.as_bytes().first() {
            Some(b'T') => false,
            Some(b't') => true,
            _ => return Err(malformed()),
        };
        let (clock, rest) = time.get(1..).and_then(|t| t.split_at_checked(8)).ok_or_else(malformed)?;
        let mut parts = clock.split(':').map(two_digits);
        let (Some(Some(hour)), Some(Some(minute)), Some(Some(second)), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(malformed());
        };
        let (fraction, digits, zone) = read_fraction(rest, text)?;
        let (offset, zone) = read_zone(zone, text)?;
        if second == 60 && minute < 60 && hour < 24 {
            return Err(InstantError::LeapSecond { text: shown(text) });
        }
        if hour > 23 || minute > 59 || second > 59 {
            return Err(no_such());
        }
        let of_day = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        let seconds = i64::from(date.days_from_epoch()) * 86_400 + of_day - i64::from(offset) * 60;
        Ok(Self { seconds, fraction, digits, offset, spelling: Spelling { lower_t, zone } })
    }
}

/// The fraction's digits as a number, how many, and what follows.
fn read_fraction<'t>(rest: &'t str, text: &str) -> Result<(u64, u8, &'t str), InstantError> {
    let Some(after) = rest.strip_prefix('.') else { return Ok((0, 0, rest)) };
    let count = after.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, zone) = after.split_at(count);
    if digits.is_empty() {
        return Err(InstantError::Malformed { text: shown(text) });
    }
    let too_fine = || InstantError::TooFine { text: shown(text) };
    let count = u8::try_from(count).ok().filter(|n| *n <= FRACTION_DIGITS).ok_or_else(too_fine)?;
    Ok((digits.parse().map_err(|_| too_fine())?, count, zone))
}

fn read_zone(zone: &str, text: &str) -> Result<(i16, Zone), InstantError> {
    let malformed = || InstantError::Malformed { text: shown(text) };
    let negative = match zone.as_bytes() {
        b"Z" => return Ok((0, Zone::Upper)),
        b"z" => return Ok((0, Zone::Lower)),
        [] => return Err(InstantError::NoOffset { text: shown(text) }),
        [b'-', ..] => true,
        [b'+', ..] => false,
        _ => return Err(malformed()),
    };
    let (hours, minutes) = zone.get(1..).and_then(|z| z.split_once(':')).ok_or_else(malformed)?;
    let (hours, minutes) =
        (two_digits(hours).ok_or_else(malformed)?, two_digits(minutes).ok_or_else(malformed)?);
    if minutes > 59 || hours > 23 {
        return Err(InstantError::NoSuchTime { text: shown(text) });
    }
    let offset = i16::from(hours) * 60 + i16::from(minutes);
    if offset > OFFSET_MAX {
        return Err(InstantError::OffsetTooLarge { text: shown(text) });
    }
    Ok(match (negative, offset) {
        (true, 0) => (0, Zone::Unknown),
        (true, _) => (-offset, Zone::Numeric),
        (false, _) => (offset, Zone::Numeric),
    })
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_day = self.local_seconds().unwrap_or(0).rem_euclid(86_400);
        let t = if self.spelling.lower_t { 't' } else { 'T' };
        let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
        write!(f, "{}{t}{hour:02}:{minute:02}:{second:02}", self.date())?;
        if self.digits > 0 {
            write!(f, ".{:0width$}", self.fraction, width = usize::from(self.digits))?;
        }
        match self.spelling.zone {
            Zone::Upper => f.write_str("Z"),
            Zone::Lower => f.write_str("z"),
            Zone::Unknown => f.write_str("-00:00"),
            Zone::Numeric => {
                let sign = if self.offset < 0 { '-' } else { '+' };
                let offset = self.offset.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", offset / 60, offset % 60)
            }
        }
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instant({self})")
    }
}

impl Ord for Instant {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.seconds, self.attoseconds()).cmp(&(other.seconds, other.attoseconds()))
    }
}

impl PartialOrd for Instant {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Instant {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Instant {}

impl Hash for Instant {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.seconds, self.attoseconds()).hash(state);
    }
}

text_serde!(Instant, "Instant", "a time of RFC 3339 with its offset, as `2026-03-01T06:30:00+08:00`");

/// From one moment (or day) up to another, which no longer belongs to it; open at an end that is not stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval<T> {
    from: Option<T>,
    until: Option<T>,
}

impl<T: Ord + Copy> Interval<T> {
    /// The interval; `None` if it ends before it starts, or would be empty.
    #[must_use]
    pub fn new(from: Option<T>, until: Option<T>) -> Option<Self> {
        match (from, until) {
            (Some(from), Some(until)) if from >= until => None,
            _ => Some(Self { from, until }),
        }
    }

    /// Where it starts; this belongs to it.
    #[must_use]
    pub const fn from(&self) -> Option<T> {
        self.from
    }

    /// Where it ends; this does not belong to it.
    #[must_use]
    pub const fn until(&self) -> Option<T> {
        self.until
    }

    /// Whether a moment belongs to it.
    pub fn contains(&self, moment: T) -> bool {
        self.from.is_none_or(|from| from <= moment) && self.until.is_none_or(|until| moment < until)
    }

    /// What belongs to both; `None` if nothing does.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let from = self.from.max(other.from);
        let until = match (self.until, other.until) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        Self::new(from, until)
    }

    /// Whether a moment belongs to both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.intersection(other).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    #[test]
    fn every_spelling_comes_back() {
        for text in [
            "2026-04-03T06:30:00+08:00",
            "2026-04-03t06:30:00z",
            "2026-04-03T06:30:00.000Z",
            "1969-12-31T23:59:59.9-05:30",
            "0000-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59.999999999999999999-14:00",
            "2024-02-29T00:00:00-00:00",
            "2024-02-29T00:00:00+00:00",
        ] {
            assert_eq!(text.parse::<Instant>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn refuses_by_name() {
        let error = |text: &str| text.parse::<Instant>().unwrap_err();
        assert!(matches!(error("2026-04-03T06:30:00"), InstantError::NoOffset { .. }));
        assert!(matches!(error("2016-12-31T23:59:60Z"), InstantError::LeapSecond { .. }));
        assert!(matches!(error("2026-02-29T06:30:00Z"), InstantError::NoSuchTime { .. }));
        assert!(matches!(error("2026-02-28T24:00:00Z"), InstantError::NoSuchTime { .. }));
        assert!(matches!(error("2026-02-28T23:00:00+14:01"), InstantError::OffsetTooLarge { .. }));
        assert!(matches!(error("2026-02-28T23:00:00.0000000000000000000Z"), InstantError::TooFine { .. }));
        for text in [
            "",
            "2026-04-03 06:30:00Z",
            "2026-04-03T6:30:00Z",
            "2026-04-03T06:30:00.Z",
            "2026-04-03T06:30:00+8:00",
            "2026-04-03T06:30:00+0800",
            "2026-04-03T06:30:00ZZ",
            "2026-04-0３T06:30:00Z",
            "2026-04-03T06:30Z",
            "2026-04-03T06:30:00,5Z",
            "2026-04-03T-1:30:00Z",
        ] {
            assert!(matches!(error(text), InstantError::Malformed { .. }), "{text}");
        }
    }

    #[test]
    fn unknown_offset_is_utc_without_a_place() {
        let instant: Instant = "2024-02-29T00:00:00-00:00".parse().unwrap();
        assert_eq!((instant.offset(), instant.is_canonical()), (None, false));
        assert_eq!(instant, "2024-02-29T00:00:00Z".parse().unwrap());
    }

    #[test]
    fn intervals_are_half_open() {
        let interval = Interval::new(Some(1), Some(3)).unwrap();
        assert!(interval.contains(1) && interval.contains(2) && !interval.contains(3));
        assert!(!interval.overlaps(&Interval::new(Some(3), None).unwrap()));
        assert!(interval.overlaps(&Interval::new(None, Some(2)).unwrap()));
        assert_eq!(Interval::new(Some(1), Some(1)), None);
    }
}
