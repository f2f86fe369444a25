//! Dates and times from and to the crate `chrono`, for callers who keep theirs in it.
//!
//! ```
//! use chrono::{DateTime, FixedOffset, NaiveDate};
//! use terroir::base::{date::Date, time::Instant};
//!
//! let harvest: Date = "2026-04-03".parse()?;
//! let day = NaiveDate::try_from(harvest)?;
//! assert_eq!(Date::try_from(day)?, harvest);
//!
//! let loaded: Instant = "2026-04-03T06:30:00.125+08:00".parse()?;
//! let time = DateTime::<FixedOffset>::try_from(loaded)?;
//! assert_eq!(Instant::try_from(time)?.to_string(), "2026-04-03T06:30:00.125+08:00");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{date::Date, time::Instant};
use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};

/// Why a date or time has no equal on the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChronoError {
    /// Before the year 0000 or after 9999.
    #[error("the year is not one of 0000 to 9999")]
    Year,
    /// More digits of a second than nanoseconds hold.
    #[error("the time is finer than nanoseconds")]
    TooFine,
    /// A leap second, or an offset that is no whole number of minutes or more than 14 hours.
    #[error("the time is a leap second or has an offset that RFC 3339 does not write")]
    NotWritable,
}

impl TryFrom<Date> for NaiveDate {
    type Error = ChronoError;

    fn try_from(date: Date) -> Result<Self, ChronoError> {
        Self::from_ymd_opt(i32::from(date.year()), u32::from(date.month()), u32::from(date.day()))
            .ok_or(ChronoError::Year)
    }
}

impl TryFrom<NaiveDate> for Date {
    type Error = ChronoError;

    fn try_from(date: NaiveDate) -> Result<Self, ChronoError> {
        let year = u16::try_from(date.year()).map_err(|_| ChronoError::Year)?;
        let part = |value: u32| u8::try_from(value).map_err(|_| ChronoError::Year);
        Self::new(year, part(date.month())?, part(date.day())?).ok_or(ChronoError::Year)
    }
}

/// The unknown offset `-00:00` becomes UTC.
impl TryFrom<Instant> for DateTime<FixedOffset> {
    type Error = ChronoError;

    fn try_from(time: Instant) -> Result<Self, ChronoError> {
        if time.fraction().1 > 9 {
            return Err(ChronoError::TooFine);
        }
        let offset = FixedOffset::east_opt(i32::from(time.offset().unwrap_or(0)) * 60);
        let utc = DateTime::from_timestamp(time.unix_seconds(), time.nanoseconds());
        match (utc, offset) {
            (Some(utc), Some(offset)) => Ok(utc.with_timezone(&offset)),
            _ => Err(ChronoError::Year),
        }
    }
}

impl TryFrom<DateTime<FixedOffset>> for Instant {
    type Error = ChronoError;

    fn try_from(time: DateTime<FixedOffset>) -> Result<Self, ChronoError> {
        // RFC 3339 text is the meeting point: what it cannot write has no equal here.
        time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
            .parse()
            .map_err(|_| ChronoError::NotWritable)
    }
}
