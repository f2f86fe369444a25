//! Dates and times of day.

use super::{LintError, LintFault, number::digits};

type Outcome = Result<(), LintFault>;

/// Value of two digits; what is not a digit was refused before.
fn two(data: &[u8], at: usize) -> u32 {
    let digit = |at: usize| data.get(at).map_or(0, |byte| u32::from(byte.wrapping_sub(b'0')));
    digit(at) * 10 + digit(at + 1)
}

/// Two digits below a limit.
fn pair(data: &[u8], limit: u32, short: LintError, long: LintError, illegal: LintError) -> Outcome {
    if data.len() < 2 {
        return Err(short.whole(data));
    }
    if data.len() > 2 {
        return Err(long.whole(data));
    }
    digits(data)?;
    if two(data, 0) < limit { Ok(()) } else { Err(illegal.whole(data)) }
}

pub(super) fn hour(data: &[u8]) -> Outcome {
    pair(data, 24, LintError::HourTooShort, LintError::HourTooLong, LintError::IllegalHour)
}

pub(super) fn minute(data: &[u8]) -> Outcome {
    pair(data, 60, LintError::MinuteTooShort, LintError::MinuteTooLong, LintError::IllegalMinute)
}

pub(super) fn second(data: &[u8]) -> Outcome {
    pair(data, 60, LintError::SecondTooShort, LintError::SecondTooLong, LintError::IllegalSecond)
}

pub(super) fn hour_minute(data: &[u8]) -> Outcome {
    if data.len() < 4 {
        return Err(LintError::HourWithMinuteTooShort.whole(data));
    }
    if data.len() > 4 {
        return Err(LintError::HourWithMinuteTooLong.whole(data));
    }
    digits(data)?;
    if two(data, 0) > 23 {
        return Err(LintError::IllegalHour.at(0, 2));
    }
    if two(data, 2) > 59 {
        return Err(LintError::IllegalMinute.at(2, 2));
    }
    Ok(())
}

/// A date of six or eight digits; day 00 means that the day is not given, where it may be.
///
/// Whatever century two digits of a year stand for (General Specifications §7.12), leap years are those that
/// four divides: 1900 and 2100 are never in reach.
pub(super) fn date(data: &[u8], length: usize, day_optional: bool) -> Outcome {
    if data.len() < length {
        return Err(LintError::DateTooShort.whole(data));
    }
    if data.len() > length {
        return Err(LintError::DateTooLong.whole(data));
    }
    digits(data)?;
    let year = if length == 8 { two(data, 0) * 100 + two(data, 2) } else { 2000 + two(data, 0) };
    let (month, day) = (two(data, length - 4), two(data, length - 2));
    let days = match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return Err(LintError::IllegalMonth.at(length - 4, 2)),
    };
    if day > days || (day == 0 && !day_optional) {
        return Err(LintError::IllegalDay.at(length - 2, 2));
    }
    Ok(())
}
