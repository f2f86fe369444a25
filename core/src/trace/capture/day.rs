//! Days and times as people write them: `2026-05-12`, `2026年5月12日`, `5月12日`, `昨天`, `下午3点半`.

use super::{Settings, numeral::digit, text::normal};
use crate::base::{date::Date, decimal::Decimal, round::Rounding, time::Instant};
use alloc::{format, string::String};
use serde::{Deserialize, Serialize};

/// A way in which days are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum DayForm {
    /// Year, month, day: `2026-05-12`, `2026/5/12`, `2026.5.12`, `20260512`.
    Ymd,
    /// Day, month, year: `12.5.2026`, `12/05/2026`.
    Dmy,
    /// Month, day, year: `5/12/2026`.
    Mdy,
    /// Month and day, the year being told by the settings: `5-12`, `5/12`, `5.12`.
    Md,
    /// Days of the 1900 system of spreadsheets, in which 60 is the day 1900-02-29 that never was: `46154`, `46154.3125`.
    Excel1900,
    /// Days of the 1904 system of spreadsheets.
    Excel1904,
}

/// A day, and what else its text says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Day {
    pub(super) date: Date,
    /// Seconds of the day, and how exactly they are known, if the text goes on with a time.
    pub(super) clock: Option<Clock>,
    /// Was the year, or the day itself, told by the settings?
    pub(super) told: bool,
}

/// A time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) seconds: i64,
    pub(super) precision: &'static str,
}

/// The offset of the settings, in minutes.
pub(super) fn offset(settings: &Settings) -> Option<i16> {
    match &settings.offset {
        Some(text) => offset_minutes(text),
        None => settings.now.and_then(|now| now.offset()),
    }
}

/// Minutes east of UTC of `±hh:mm` or `Z`.
pub(super) fn offset_minutes(text: &str) -> Option<i16> {
    format!("2026-01-01T00:00:00{text}").parse::<Instant>().ok()?.offset()
}

/// An instant as events write it, with the offset of its place.
pub(super) fn instant(date: Date, clock: Option<Clock>, offset: i16) -> Option<Instant> {
    let noon = 12 * 3600;
    let seconds = i64::from(date.days_from_epoch())
        .checked_mul(86_400)?
        .checked_add(clock.map_or(noon, |clock| clock.seconds))?
        .checked_sub(i64::from(offset).checked_mul(60)?)?;
    Instant::from_unix_at(seconds, offset)
}

/// `+08:00`, also for UTC.
pub(super) fn offset_text(offset: i16) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Reads a day, with or without a time behind it.
///
/// # Errors
/// The code of what is wrong.
pub(super) fn day(text: &str, settings: &Settings) -> Result<Day, &'static str> {
    let text = normal(text);
    let today = || settings.now.map(|now| now.date()).ok_or("needs-now");
    for (word, back) in
        [("今天", 0), ("今日", 0), ("昨天", 1), ("昨日", 1), ("前天", 2), ("today", 0), ("yesterday", 1)]
    {
        if let Some(rest) = strip_word(&text, word) {
            let date = today()?.plus_days(-back).map_err(|_| "no-such-day")?;
            return Ok(Day { date, clock: rest_clock(rest)?, told: true });
        }
    }
    if is_lunar(&text) {
        return Err("lunar-day");
    }
    if text.contains('月') {
        return chinese(&text, settings);
    }
    let default = [DayForm::Ymd];
    let forms = if settings.dates.is_empty() { &default[..] } else { &settings.dates };
    let mut wrong = "not-a-day";
    for form in forms {
        match form {
            DayForm::Excel1900 | DayForm::Excel1904 => {
                if let Some(found) = serial(&text, *form == DayForm::Excel1904) {
                    return found;
                }
            }
            form => match written(&text, *form, settings) {
                Ok(day) => return Ok(day),
                Err("not-a-day") => {}
                Err(code) => wrong = code,
            },
        }
    }
    // Such a number is a day to a spreadsheet; of which system, nobody said.
    Err(if wrong == "not-a-day" && looks_serial(&text) { "serial-day" } else { wrong })
}

/// A number of days of a spreadsheet, from 1954 to 2119.
fn looks_serial(text: &str) -> bool {
    let (days, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    days.len() == 5 && digits(days) && digits(fraction) && ("20000".."80000").contains(&days)
}

/// The day that a spreadsheet of the common system means by a number.
pub(super) fn of_serial(text: &str) -> Option<Date> {
    serial(text.trim(), false)?.ok().map(|day| day.date)
}

/// Does it name a day of the lunar calendar: 农历, 正月, 初三, 廿三?
fn is_lunar(text: &str) -> bool {
    ["农历", "阴历", "旧历", "正月", "冬月", "腊月", "闰", "初", "廿"].iter().any(|word| text.contains(word))
}

fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let start = text.get(..word.len())?;
    start.eq_ignore_ascii_case(word).then(|| text.get(word.len()..).unwrap_or_default())
}

/// A time behind a day, or nothing.
fn rest_clock(rest: &str) -> Result<Option<Clock>, &'static str> {
    let rest = rest.trim_start();
    if rest.is_empty() { Ok(None) } else { clock(rest).map(Some) }
}

/// What stands behind a day: its day of the week, which must be right, and a time.
fn behind(date: Date, rest: &str) -> Result<Option<Clock>, &'static str> {
    let bare = rest.trim_start();
    let open = bare.strip_prefix('(').unwrap_or(bare);
    let Some(name) = ["星期", "礼拜", "周"].iter().find_map(|word| open.strip_prefix(word)) else {
        return rest_clock(rest);
    };
    let mut chars = name.chars();
    let said = chars.next().ok_or("not-a-day")?;
    let at = "一二三四五六日天".chars().position(|day| day == said).ok_or("not-a-day")?;
    // 1970-01-01 was a Thursday.
    let is = date.days_from_epoch().rem_euclid(7).saturating_add(3) % 7;
    if i32::try_from(at.min(6)) != Ok(is) {
        return Err("weekday-differs");
    }
    let after = chars.as_str();
    rest_clock(if open.len() < bare.len() { after.strip_prefix(')').ok_or("not-a-day")? } else { after })
}

/// `2026年5月12日`, `5月12日`, `5月12号`, `九月三日`, with a day of the week and a time behind it or not.
fn chinese(text: &str, settings: &Settings) -> Result<Day, &'static str> {
    let (year, rest) = match text.split_once('年') {
        Some((year, rest)) => (Some(year_of(year.trim())?), rest.trim_start()),
        None => (None, text),
    };
    let (month, rest) = rest.split_once('月').ok_or("not-a-day")?;
    let rest = rest.trim_start();
    let length = rest.find(|c: char| !(c.is_ascii_digit() || c == '十' || digit(c).is_some()));
    let (day, rest) = rest.split_at(length.unwrap_or(rest.len()));
    let after = rest.strip_prefix(['日', '号']);
    let in_words = !day.is_empty() && !day.starts_with(|c: char| c.is_ascii_digit());
    if in_words && after.is_none() {
        // 九月十五 may be a day of the moon; 九月十五日 is one of the calendar.
        return Err("lunar-day");
    }
    let (month, day) = (small(month.trim()).ok_or("not-a-day")?, small(day).ok_or("not-a-day")?);
    let (date, told) = match year {
        Some(year) => (date(year, month, day)?, false),
        None => (told(month, day, settings)?, true),
    };
    Ok(Day { date, clock: behind(date, after.unwrap_or(rest))?, told })
}

/// A year of four digits, or of four Chinese ones: `二〇二六`.
fn year_of(text: &str) -> Result<u16, &'static str> {
    let in_words = || {
        let digits = text.chars().map(|c| u16::try_from(digit(c)?).ok());
        let year = digits.collect::<Option<alloc::vec::Vec<u16>>>().filter(|digits| digits.len() == 4)?;
        Some(year.iter().fold(0, |year, digit| year * 10 + digit))
    };
    match whole(text, 4).or_else(in_words) {
        Some(0..=99) => Err("no-year"),
        Some(year) => Ok(year),
        None => Err("not-a-day"),
    }
}

/// A month or day, in digits or in words: `9`, `九`, `十一`, `二十三`.
fn small(text: &str) -> Option<u16> {
    let one = |text: &str| {
        let mut chars = text.chars();
        let value = chars.next().and_then(digit).filter(|value| *value > 0)?;
        chars.next().is_none().then_some(value)
    };
    let in_words = || match text.split_once('十') {
        None => one(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { one(tens)? };
            Some(tens * 10 + if ones.is_empty() { 0 } else { one(ones)? })
        }
    };
    whole(text, 2).or_else(|| u16::try_from(in_words()?).ok())
}

/// The day of a month in the year that the settings tell.
fn told(month: u16, day: u16, settings: &Settings) -> Result<Date, &'static str> {
    if let Some(year) = settings.year {
        return date(year, month, day);
    }
    let today = settings.now.ok_or("no-year")?.date();
    // The latest such day that is not in the future; 29 February may lie up to eight years back.
    (0..=8)
        .filter_map(|back| date(today.year().checked_sub(back)?, month, day).ok())
        .find(|date| *date <= today)
        .ok_or("no-such-day")
}

/// Digits only, at most so many.
fn whole(text: &str, most: usize) -> Option<u16> {
    let digits = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

fn date(year: u16, month: u16, day: u16) -> Result<Date, &'static str> {
    let part = |value: u16| u8::try_from(value).map_err(|_| "no-such-day");
    Date::new(year, part(month)?, part(day)?).filter(|date| date.year() >= 1900).ok_or("no-such-day")
}

/// Numbers with `-`, `/` or `.` between, or eight digits.
fn written(text: &str, form: DayForm, settings: &Settings) -> Result<Day, &'static str> {
    let length =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/' | '.'))).unwrap_or(text.len());
    let (numbers, rest) = text.split_at(length);
    let rest = rest.strip_prefix('T').unwrap_or(rest);
    if form == DayForm::Ymd && numbers.len() == 8 && numbers.bytes().all(|b| b.is_ascii_digit()) {
        let part =
            |from: usize, to: usize| numbers.get(from..to).and_then(|part| whole(part, 4)).ok_or("not-a-day");
        let date = date(part(0, 4)?, part(4, 6)?, part(6, 8)?)?;
        return Ok(Day { date, clock: behind(date, rest)?, told: false });
    }
    let separator =
        numbers.find(['-', '/', '.']).and_then(|at| numbers.get(at..at + 1)).ok_or("not-a-day")?;
    let mut parts = numbers.split(separator);
    let mut part = |most: usize| parts.next().and_then(|part| whole(part, most)).ok_or("not-a-day");
    let (year, month, day) = match form {
        DayForm::Ymd => (Some(part(4)?), part(2)?, part(2)?),
        DayForm::Dmy => {
            let (day, month) = (part(2)?, part(2)?);
            (Some(part(4)?), month, day)
        }
        DayForm::Mdy => {
            let (month, day) = (part(2)?, part(2)?);
            (Some(part(4)?), month, day)
        }
        _ => (None, part(2)?, part(2)?),
    };
    if parts.next().is_some() {
        return Err("not-a-day");
    }
    let (date, told) = match year {
        // A year of two digits is anybody's guess.
        Some(year) if year < 100 => return Err("no-year"),
        Some(year) => (date(year, month, day)?, false),
        None => (told(month, day, settings)?, true),
    };
    Ok(Day { date, clock: behind(date, rest)?, told })
}

/// A day of a spreadsheet, with the time in its fraction, to the nearest second.
fn serial(text: &str, from_1904: bool) -> Option<Result<Day, &'static str>> {
    let value: Decimal =
        text.parse().ok().filter(|value: &Decimal| value.is_plain() && !value.is_negative())?;
    let days = value.round(0, Rounding::Down)?;
    let rest = value.checked_sub(days)?.checked_mul(Decimal::from_integer(86_400))?;
    let seconds = i64::try_from(rest.round(0, Rounding::HalfUp)?.coefficient()).ok()?;
    let days = i64::try_from(days.coefficient()).ok()?;
    let epoch = match (from_1904, days) {
        (true, _) => Date::new(1904, 1, 1)?,
        // The 1900 system has a 29 February in 1900.
        (false, 60) => return Some(Err("no-such-day")),
        (false, 0..=59) => Date::new(1899, 12, 31)?,
        (false, _) => Date::new(1899, 12, 30)?,
    };
    let whole = value.scale() == 0;
    let (days, seconds) = if seconds >= 86_400 { (days.checked_add(1)?, 0) } else { (days, seconds) };
    let clock = (!whole).then_some(Clock { seconds, precision: "second" });
    Some(match epoch.plus_days(days) {
        Ok(date) => Ok(Day { date, clock, told: false }),
        Err(_) => Err("no-such-day"),
    })
}

/// Reads a time of the day: `07:30`, `7:30:15`, `7点半`, `下午3时`, `15点20分`.
///
/// # Errors
/// The code of what is wrong.
pub(super) fn clock(text: &str) -> Result<Clock, &'static str> {
    let text = normal(text);
    let mut rest: &str = &text;
    let mut half = None;
    for (word, later) in [
        ("凌晨", false),
        ("清晨", false),
        ("早上", false),
        ("上午", false),
        ("中午", true),
        ("下午", true),
        ("傍晚", true),
        ("晚上", true),
    ] {
        if let Some(after) = rest.strip_prefix(word) {
            half = Some(later);
            rest = after.trim_start();
            break;
        }
    }
    let (hours, minutes, seconds, precision) = match rest.split_once(['点', '时']) {
        Some((hours, after)) => {
            let after = after.strip_prefix('整').unwrap_or(after).trim();
            let hours = small(hours.trim()).ok_or("not-a-time")?;
            match after {
                "" => (hours, 0, 0, "hour"),
                "半" => (hours, 30, 0, "minute"),
                after => {
                    let minutes = small(after.strip_suffix('分').unwrap_or(after)).ok_or("not-a-time")?;
                    (hours, minutes, 0, "minute")
                }
            }
        }
        None => {
            let mut parts = rest.split(':');
            let mut part = || parts.next().and_then(|part| whole(part, 2));
            let (hours, minutes) = (part().ok_or("not-a-time")?, part().ok_or("not-a-time")?);
            let seconds = part();
            if parts.next().is_some() || rest.matches(':').count() != 1 + usize::from(seconds.is_some()) {
                return Err("not-a-time");
            }
            (hours, minutes, seconds.unwrap_or(0), if seconds.is_some() { "second" } else { "minute" })
        }
    };
    // Noon has its hour already; 12 in the afternoon is noon, not midnight.
    let hours = if half == Some(true) && hours < 12 && !(text.starts_with("中午") && hours >= 11) {
        hours + 12
    } else {
        hours
    };
    if hours > 23 || minutes > 59 || seconds > 59 {
        return Err("not-a-time");
    }
    let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60 + i64::from(seconds);
    Ok(Clock { seconds, precision })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{string::ToString as _, vec};

    fn read(text: &str, settings: &Settings) -> Result<String, &'static str> {
        let day = day(text, settings)?;
        Ok(instant(day.date, day.clock, 480).map(|instant| instant.to_string()).unwrap_or_default())
    }

    #[test]
    fn days() {
        let now = Settings { now: "2026-11-24T08:00:00+08:00".parse().ok(), ..Settings::default() };
        for (text, wanted) in [
            ("2026-05-12", "2026-05-12T12:00:00+08:00"),
            ("2026/5/12 7:30", "2026-05-12T07:30:00+08:00"),
            ("2026.5.12", "2026-05-12T12:00:00+08:00"),
            ("20260512", "2026-05-12T12:00:00+08:00"),
            ("2026年5月12日", "2026-05-12T12:00:00+08:00"),
            ("２０２６年５月１２日下午3点半", "2026-05-12T15:30:00+08:00"),
            ("5月12日", "2026-05-12T12:00:00+08:00"),
            ("12月1号", "2025-12-01T12:00:00+08:00"),
            ("昨天", "2026-11-23T12:00:00+08:00"),
            ("today 07:05", "2026-11-24T07:05:00+08:00"),
            ("2026-05-12T07:30:15", "2026-05-12T07:30:15+08:00"),
            ("2026年九月三日", "2026-09-03T12:00:00+08:00"),
            ("二〇二六年十月二十一日", "2026-10-21T12:00:00+08:00"),
            ("九月三日上午八点", "2026-09-03T08:00:00+08:00"),
            ("十一月二十号", "2026-11-20T12:00:00+08:00"),
            ("2026年9月3日 星期四 07:30", "2026-09-03T07:30:00+08:00"),
            ("2026-09-03（周四）", "2026-09-03T12:00:00+08:00"),
        ] {
            assert_eq!(read(text, &now), Ok(wanted.into()), "{text}");
        }
        let none = Settings::default();
        for (text, code) in [
            ("昨天", "needs-now"),
            ("5月12日", "no-year"),
            ("2026-02-30", "no-such-day"),
            ("26-05-12", "no-year"),
            ("12.5.2026", "not-a-day"),
            ("46154", "serial-day"),
            ("46154.3125", "serial-day"),
            ("4615", "not-a-day"),
            ("26年9月3日", "no-year"),
            ("2026年农历八月十五", "lunar-day"),
            ("九月初三", "lunar-day"),
            ("2026年九月十五", "lunar-day"),
            ("2026年腊月二十三", "lunar-day"),
            ("2026年9月3日 星期五", "weekday-differs"),
            ("2026年9月三十一日", "no-such-day"),
            ("2026年二十三月三日", "no-such-day"),
            ("5-12", "not-a-day"),
            ("", "not-a-day"),
            ("2026-05-12 25:00", "not-a-time"),
        ] {
            assert_eq!(read(text, &none), Err(code), "{text}");
        }
        let sheet = Settings { dates: vec![DayForm::Excel1900, DayForm::Dmy], ..Settings::default() };
        assert_eq!(read("46154.3125", &sheet), Ok("2026-05-12T07:30:00+08:00".into()));
        assert_eq!(read("12/05/2026", &sheet), Ok("2026-05-12T12:00:00+08:00".into()));
        assert_eq!(read("60", &sheet), Err("no-such-day"));
        let mac = Settings { dates: vec![DayForm::Excel1904], ..Settings::default() };
        assert_eq!(read("44692", &mac), Ok("2026-05-12T12:00:00+08:00".into()));
    }

    #[test]
    fn clocks() {
        for (text, wanted) in
            [("07:30", 27_000), ("7点半", 27_000), ("下午3时", 54_000), ("中午12点", 43_200)]
        {
            assert_eq!(clock(text).map(|clock| clock.seconds), Ok(wanted), "{text}");
        }
        for text in ["7", "24:00", "7:60", "7:30:15:1", "noon", "7点半分"] {
            assert!(clock(text).is_err(), "{text}");
        }
    }
}
