//! Days of the calendar, and periods added to them with a stated rounding of months.
//!
//! ```
//! use terroir::base::date::{Date, MonthRounding, Period};
//!
//! let sown: Date = "2024-02-29".parse()?;
//! let year: Period = "P1Y".parse()?;
//! assert_eq!(sown.plus(year, MonthRounding::Up)?.to_string(), "2025-03-01");
//! assert_eq!(sown.plus(year, MonthRounding::Down)?.to_string(), "2025-02-28");
//! assert!(sown.plus(year, MonthRounding::Refuse).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::text::{shown, text_serde};
use alloc::string::String;
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

/// A day of the proleptic Gregorian calendar, from 0000-01-01 to 9999-12-31.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Why a text is not a [`Date`], or a period cannot be added to one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// Not of the form `YYYY-MM-DD`.
    #[error("`{text}` is not a date as 2026-03-01")]
    Malformed {
        /// The text, cut where it is long.
        text: String,
    },
    /// No such day in that month.
    #[error("`{text}` is no day of the calendar")]
    NoSuchDay {
        /// The text.
        text: String,
    },
    /// The month that was reached has no such day, and rounding was refused.
    #[error("{date} and {months} months is {day} of a month that has {days} days")]
    Ambiguous {
        /// The date that was added to.
        date: Date,
        /// The months that were added.
        months: i64,
        /// The day of the month that was wanted.
        day: u8,
        /// The days that the month has.
        days: u8,
    },
    /// Before the year 0000 or after 9999.
    #[error("the date lies outside the years 0000 to 9999")]
    OutOfRange,
}

/// What becomes of a day that the month reached does not have (31 January and one month).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MonthRounding {
    /// The first day of the next month.
    Up,
    /// The last day of that month.
    Down,
    /// No answer: the question is refused.
    Refuse,
}

impl Date {
    /// The first day that can be written.
    pub const MIN: Self = Self { year: 0, month: 1, day: 1 };
    /// The last day that can be written.
    pub const MAX: Self = Self { year: 9999, month: 12, day: 31 };

    /// The day with these numbers; `None` if the calendar has none.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// The year, 0 to 9999.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01, negative before.
    #[must_use]
    pub fn days_from_epoch(self) -> i32 {
        // Years from March, so that a leap day is the last of its year; eras of 400 years.
        let year = i32::from(self.year) - i32::from(self.month <= 2);
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let month = (i32::from(self.month) + 9) % 12;
        let of_year = (153 * month + 2) / 5 + i32::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day so many days after 1970-01-01; `None` outside the years 0000 to 9999.
    #[must_use]
    pub fn from_days(days: i64) -> Option<Self> {
        if !(-719_528..=2_932_896).contains(&days) {
            return None;
        }
        let shifted = i32::try_from(days).ok()? + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = u8::try_from(of_year - (153 * month + 2) / 5 + 1).ok()?;
        let month = u8::try_from(if month < 10 { month + 3 } else { month - 9 }).ok()?;
        let year = u16::try_from(year + era * 400 + i32::from(month <= 2)).ok()?;
        Self::new(year, month, day)
    }

    /// The day `days` later (earlier if negative).
    ///
    /// # Errors
    /// [`DateError::OutOfRange`].
    pub fn plus_days(self, days: i64) -> Result<Self, DateError> {
        days.checked_add(self.days_from_epoch().into()).and_then(Self::from_days).ok_or(DateError::OutOfRange)
    }

    /// The same day of the month `months` later (earlier if negative); one that is missing there goes as `rounding` says.
    ///
    /// # Errors
    /// [`DateError::OutOfRange`], [`DateError::Ambiguous`].
    pub fn plus_months(self, months: i64, rounding: MonthRounding) -> Result<Self, DateError> {
        let first = i64::from(self.year) * 12 + i64::from(self.month) - 1;
        let reached = first.checked_add(months).ok_or(DateError::OutOfRange)?;
        let year =
            u16::try_from(reached.div_euclid(12)).ok().filter(|y| *y <= 9999).ok_or(DateError::OutOfRange)?;
        let month = u8::try_from(reached.rem_euclid(12) + 1).map_err(|_| DateError::OutOfRange)?;
        let days = days_in_month(year, month);
        if self.day <= days {
            return Ok(Self { year, month, day: self.day });
        }
        match rounding {
            MonthRounding::Down => Ok(Self { year, month, day: days }),
            MonthRounding::Up => Self { year, month, day: days }.plus_days(1),
            MonthRounding::Refuse => Err(DateError::Ambiguous { date: self, months, day: self.day, days }),
        }
    }

    /// The date and a period: years and months in one step, rounded once, then days.
    ///
    /// # Errors
    /// [`DateError::OutOfRange`], [`DateError::Ambiguous`].
    pub fn plus(self, period: Period, rounding: MonthRounding) -> Result<Self, DateError> {
        self.plus_months(period.months(), rounding)?.plus_days(period.days())
    }

    /// Whether the month that a period leads to lacks this day of the month, so that rounding decides.
    #[must_use]
    pub fn lacks_day_after(self, period: Period) -> bool {
        let refused = self.plus_months(period.months(), MonthRounding::Refuse);
        matches!(refused, Err(DateError::Ambiguous { .. }))
    }

    /// Days from `earlier` to this day; negative if that is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        i64::from(self.days_from_epoch()) - i64::from(earlier.days_from_epoch())
    }
}

/// Days of a month of the Gregorian calendar.
const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let malformed = || DateError::Malformed { text: shown(text) };
        let bytes: &[u8; 10] = text.as_bytes().try_into().map_err(|_| malformed())?;
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *bytes else { return Err(malformed()) };
        if ![y1, y2, y3, y4, m1, m2, d1, d2].iter().all(u8::is_ascii_digit) {
            return Err(malformed());
        }
        let two = |a: u8, b: u8| (a - b'0') * 10 + (b - b'0');
        let year = u16::from(two(y1, y2)) * 100 + u16::from(two(y3, y4));
        Self::new(year, two(m1, m2), two(d1, d2)).ok_or_else(|| DateError::NoSuchDay { text: text.into() })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({self})")
    }
}

text_serde!(Date, "Date", "a date as `2026-03-01`");

/// A span of calendar months and days, as in ISO 8601: `P24M`, `P1Y6M`, `P90D`, `P2W`, `-P1M`.
///
/// Months and days are kept apart, since a month is no fixed number of days. Equal as added: `P12M` is `P1Y`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    months: i32,
    days: i32,
}

/// Why a text is not a [`Period`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PeriodError {
    /// Not of the form `P1Y2M3W4D`.
    #[error("`{text}` is not a period as P1Y6M or P90D")]
    Malformed {
        /// The text, cut where it is long.
        text: String,
    },
    /// More than the calendar's 120,000 months or 3,660,000 days.
    #[error("`{text}` is longer than the calendar")]
    TooLong {
        /// The text, cut where it is long.
        text: String,
    },
}

impl Period {
    /// Months in any period at most: the 10,000 years of the calendar.
    pub const MONTHS_MAX: i32 = 120_000;
    /// Days in any period at most.
    pub const DAYS_MAX: i32 = 3_660_000;

    /// A period of months and days; `None` if longer than the calendar, or if one is negative and the other positive.
    #[must_use]
    pub const fn new(months: i32, days: i32) -> Option<Self> {
        if months.unsigned_abs() > Self::MONTHS_MAX.unsigned_abs()
            || days.unsigned_abs() > Self::DAYS_MAX.unsigned_abs()
            || (months < 0 && days > 0 || months > 0 && days < 0)
        {
            return None;
        }
        Some(Self { months, days })
    }

    /// Its months, years included.
    #[must_use]
    pub fn months(self) -> i64 {
        self.months.into()
    }

    /// Its days, weeks included.
    #[must_use]
    pub fn days(self) -> i64 {
        self.days.into()
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let malformed = || PeriodError::Malformed { text: shown(text) };
        let too_long = || PeriodError::TooLong { text: shown(text) };
        let (sign, mut rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        rest = rest.strip_prefix('P').ok_or_else(malformed)?;
        if rest.is_empty() {
            return Err(malformed());
        }
        let (mut months, mut days) = (0i32, 0i32);
        for (unit, per, is_days) in [('Y', 12, false), ('M', 1, false), ('W', 7, true), ('D', 1, true)] {
            let Some((digits, after)) = rest.split_once(unit) else { continue };
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return Err(malformed());
            }
            let count: i32 = digits.parse().map_err(|_| too_long())?;
            let total = if is_days { &mut days } else { &mut months };
            *total = count.checked_mul(per).and_then(|n| total.checked_add(n)).ok_or_else(too_long)?;
            rest = after;
        }
        if !rest.is_empty() {
            return Err(malformed());
        }
        Self::new(sign * months, sign * days).ok_or_else(too_long)
    }
}

impl fmt::Display for Period {
    /// As ISO 8601, in years, months and days.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (months, days) = (self.months.unsigned_abs(), self.days.unsigned_abs());
        f.write_str(if self.months < 0 || self.days < 0 { "-P" } else { "P" })?;
        if months / 12 != 0 {
            write!(f, "{}Y", months / 12)?;
        }
        if months % 12 != 0 {
            write!(f, "{}M", months % 12)?;
        }
        if days != 0 || months == 0 {
            write!(f, "{days}D")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Period({self})")
    }
}

text_serde!(Period, "Period", "a period as `P24M`, `P1Y6M` or `P90D`");

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    #[test]
    fn every_day_of_the_calendar_comes_back() {
        let (first, last) = (Date::MIN.days_from_epoch(), Date::MAX.days_from_epoch());
        assert_eq!((first, last), (-719_528, 2_932_896));
        let mut expected = Date::MIN;
        for days in first..=last {
            let date = Date::from_days(days.into()).unwrap();
            assert_eq!((date, date.days_from_epoch()), (expected, days));
            expected = Date::new(date.year, date.month, date.day + 1)
                .or_else(|| Date::new(date.year, date.month + 1, 1))
                .or_else(|| Date::new(date.year + 1, 1, 1))
                .unwrap_or(Date::MAX);
        }
        assert_eq!(Date::from_days(i64::from(last) + 1), None);
        assert_eq!(Date::from_days(i64::MIN), None);
    }

    #[test]
    fn refuses_days_that_are_none() {
        for text in ["2023-02-29", "2100-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-01-00"] {
            assert!(matches!(text.parse::<Date>(), Err(DateError::NoSuchDay { .. })), "{text}");
        }
        for text in ["", "2024-1-01", "20240101", "2024-01-01Z", "２024-01-01", "-024-01-01", "2024/01/01"] {
            assert!(matches!(text.parse::<Date>(), Err(DateError::Malformed { .. })), "{text}");
        }
        assert!(Date::MAX.plus_days(1).is_err() && Date::MIN.plus_days(-1).is_err());
        assert!(Date::MAX.plus_months(i64::MAX, MonthRounding::Up).is_err());
        assert!(Date::MIN.plus_days(i64::MIN).is_err());
    }

    #[test]
    fn periods_read_and_print() {
        for (text, printed) in [
            ("P24M", "P2Y"),
            ("P1Y6M", "P1Y6M"),
            ("P2W", "P14D"),
            ("P0D", "P0D"),
            ("-P1M", "-P1M"),
            ("P1Y2M3W4D", "P1Y2M25D"),
            ("P007D", "P7D"),
        ] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), printed);
        }
        for text in ["", "P", "1M", "P1", "PM", "P1D1M", "P1.5M", "PT1H", "P-1M", "P1M-3D", "P1M1M"] {
            assert!(matches!(text.parse::<Period>(), Err(PeriodError::Malformed { .. })), "{text}");
        }
        assert!(matches!("P10001Y".parse::<Period>(), Err(PeriodError::TooLong { .. })));
        assert!(matches!("P99999999999Y".parse::<Period>(), Err(PeriodError::TooLong { .. })));
    }
}
