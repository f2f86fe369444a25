//! A day of the calendar, for judging "in the future" without a clock.

use super::text::{shown, through_text};
use alloc::string::String;
use core::{fmt, str::FromStr};

/// Why a text is not a [`Day`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DayError {
    /// Not `YYYY-MM-DD`.
    #[error("a day is written `YYYY-MM-DD`, not `{found}`")]
    Form {
        /// Its beginning.
        found: String,
    },
    /// No such day in the calendar.
    #[error("there is no day `{found}`")]
    NoSuchDay {
        /// What was given.
        found: String,
    },
}

/// A day of the Gregorian calendar, `YYYY-MM-DD`, from year 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// The day with this year, month and day of the month, if there is one.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        };
        if year >= 1 && year <= 9999 && day >= 1 && day <= days {
            Some(Self { year, month, day })
        } else {
            None
        }
    }

    /// The day of 8 digits `YYYYMMDD`.
    #[must_use]
    pub fn from_digits(digits: &str) -> Option<Self> {
        if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let number = |from: usize, to: usize| digits.get(from..to).and_then(|d| d.parse::<u16>().ok());
        Self::new(number(0, 4)?, u8::try_from(number(4, 6)?).ok()?, u8::try_from(number(6, 8)?).ok()?)
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let form = || DayError::Form { found: shown(text).into() };
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return Err(form());
        }
        let digits: String = text.chars().filter(|&c| c != '-').collect();
        if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(form());
        }
        Self::from_digits(&digits).ok_or_else(|| DayError::NoSuchDay { found: shown(text).into() })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

through_text!(Day, "Day", "A day, YYYY-MM-DD");
