//! Times in UTC with milliseconds, rounded half up (CBV 2.0 §8.9, rules 8 and 9).

use super::profile::Times;
use alloc::string::String;
use core::fmt::Write as _;

/// Writes a time in UTC with three digits of a second; `false`, and nothing written, if it is none or has no offset.
///
/// `lenient` also takes what the reference implementation takes: a space for the `T`, an offset without colon
/// or minutes, a time without seconds. What is to be kept is written as it stands, if it is a time.
pub(super) fn write(out: &mut String, text: &str, lenient: bool, times: Times) -> bool {
    let Some(moment) = parse(text.as_bytes(), lenient, times) else { return false };
    if times == Times::Kept {
        out.push_str(text);
        return true;
    }
    let Some((days, second, millisecond)) = moment.in_utc() else { return false };
    let Some((year, month, day)) = civil(days) else { return false };
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let _ = write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z");
    true
}

struct Moment {
    /// Days since 1970-01-01.
    days: i64,
    /// Second of the day.
    second: i64,
    millisecond: i64,
    /// Minutes east of UTC.
    offset: i64,
}

impl Moment {
    fn in_utc(&self) -> Option<(i64, i64, i64)> {
        let carry = self.millisecond / 1000;
        let seconds = self.second - self.offset * 60 + carry;
        let days = self.days.checked_add(seconds.div_euclid(86_400))?;
        Some((days, seconds.rem_euclid(86_400), self.millisecond % 1000))
    }
}

struct Reader<'t> {
    bytes: &'t [u8],
}

impl Reader<'_> {
    fn digits(&mut self, count: usize) -> Option<i64> {
        let (digits, rest) = self.bytes.split_at_checked(count)?;
        let value = digits
            .iter()
            .try_fold(0_i64, |value, b| b.is_ascii_digit().then(|| value * 10 + i64::from(b - b'0')))?;
        self.bytes = rest;
        Some(value)
    }

    fn take(&mut self, wanted: u8) -> bool {
        match self.bytes.split_first() {
            Some((first, rest)) if *first == wanted => {
                self.bytes = rest;
                true
            }
            _ => false,
        }
    }

    fn expect(&mut self, wanted: u8) -> Option<()> {
        self.take(wanted).then_some(())
    }
}

fn parse(bytes: &[u8], lenient: bool, times: Times) -> Option<Moment> {
    let mut r = Reader { bytes };
    let year = r.digits(4)?;
    r.expect(b'-')?;
    let month = r.digits(2)?;
    r.expect(b'-')?;
    let day = r.digits(2)?;
    let days = days(year, month, day)?;
    if !(r.take(b'T') || r.take(b't') || (lenient && r.take(b' '))) {
        return None;
    }
    let hour = r.digits(2)?;
    r.expect(b':')?;
    let minute = r.digits(2)?;
    let second = if r.take(b':') {
        r.digits(2)?
    } else if lenient {
        0
    } else {
        return None;
    };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let millisecond = if r.take(b'.') { fraction(&mut r, times)? } else { 0 };
    let offset = offset(&mut r, lenient)?;
    r.bytes.is_empty().then_some(Moment {
        days,
        second: (hour * 60 + minute) * 60 + second,
        millisecond,
        offset,
    })
}

/// Milliseconds, the digits behind them deciding: 1000 where they carry into the second.
fn fraction(r: &mut Reader<'_>, times: Times) -> Option<i64> {
    let count = r.bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let (digits, rest) = r.bytes.split_at_checked(count)?;
    let digit = |at: usize| digits.get(at).map_or(0, |b| i64::from(b - b'0'));
    r.bytes = rest;
    let whole = digit(0) * 100 + digit(1) * 10 + digit(2);
    let more = || (4..count).any(|at| digit(at) > 0);
    let up = match times {
        Times::HalfUp => digit(3) >= 5,
        Times::HalfEven => digit(3) > 5 || (digit(3) == 5 && (more() || whole % 2 == 1)),
        Times::Cut | Times::Kept => false,
    };
    (count > 0).then_some(whole + i64::from(up))
}

fn offset(r: &mut Reader<'_>, lenient: bool) -> Option<i64> {
    if r.take(b'Z') || r.take(b'z') {
        return Some(0);
    }
    let sign = if r.take(b'+') {
        1
    } else if r.take(b'-') {
        -1
    } else {
        return None;
    };
    let hours = r.digits(2)?;
    let minutes = if r.take(b':') {
        r.digits(2)?
    } else if lenient {
        if r.bytes.is_empty() { 0 } else { r.digits(2)? }
    } else {
        return None;
    };
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Days from 1970-01-01 to a date of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(leap),
        _ => return None,
    };
    if day < 1 || day > length {
        return None;
    }
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468)
}

/// Year, month and day of a day count, for years 0 to 9999.
fn civil(days: i64) -> Option<(i64, i64, i64)> {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (0..=9999).contains(&year).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str, lenient: bool) -> Option<String> {
        let mut out = String::new();
        write(&mut out, text, lenient, Times::HalfUp).then_some(out)
    }

    #[test]
    fn rounds_half_up_and_carries() {
        for (text, wanted) in [
            ("2020-04-01T15:00:00+01:00", "2020-04-01T14:00:00.000Z"),
            ("2023-01-18T11:04:03.1415Z", "2023-01-18T11:04:03.142Z"),
            ("2023-01-18T11:04:03.1414999Z", "2023-01-18T11:04:03.141Z"),
            ("2019-12-31T23:59:59.9995Z", "2020-01-01T00:00:00.000Z"),
            ("2024-02-29T00:30:00+08:00", "2024-02-28T16:30:00.000Z"),
            ("1969-12-31T19:00:00-05:00", "1970-01-01T00:00:00.000Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
        ] {
            assert_eq!(utc(text, false).as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "2020-01-01T00:00:00",
            "2023-02-29T00:00:00Z",
            "2020-01-01T24:00:00Z",
            "2020-01-01T00:00:60Z",
            "2020-01-01T00:00:00.Z",
            "2020-01-01 00:00:00Z",
            "2020-01-01T00:00:00+0100",
            "9999-12-31T23:59:59.9999Z",
            "0000-01-01T00:00:00+01:00",
            "٢٠٢٠-01-01T00:00:00Z",
            "",
        ] {
            assert_eq!(utc(text, false), None, "{text}");
        }
        for (times, text, wanted) in [
            (Times::HalfEven, "2020-01-01T00:00:00.0025Z", "2020-01-01T00:00:00.002Z"),
            (Times::HalfEven, "2020-01-01T00:00:00.0035Z", "2020-01-01T00:00:00.004Z"),
            (Times::HalfEven, "2020-01-01T00:00:00.00251Z", "2020-01-01T00:00:00.003Z"),
            (Times::Cut, "2020-01-01T00:00:00.0029Z", "2020-01-01T00:00:00.002Z"),
            (Times::Kept, "2020-01-01T01:00:00+01:00", "2020-01-01T01:00:00+01:00"),
        ] {
            let mut out = String::new();
            assert!(write(&mut out, text, false, times) && out == wanted, "{text}: {out}");
        }
        assert_eq!(utc("2020-01-01 01:00+0100", true).as_deref(), Some("2020-01-01T00:00:00.000Z"));
    }
}
