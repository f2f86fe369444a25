//! Numbers as people say them: in Chinese words, with thousands apart, or only nearly.

use super::Settings;
use crate::base::decimal::{Decimal, DecimalError};
use alloc::{format, string::String};

/// The value of a Chinese digit, in common or in formal writing.
pub(super) fn digit(c: char) -> Option<i128> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// May a number in Chinese words begin so?
pub(super) fn begins(c: char) -> bool {
    digit(c).is_some() || matches!(c, '十' | '拾' | '半' | '两')
}

/// A number at the start of a text, and the rest.
///
/// # Errors
/// The code of what is wrong.
pub(super) fn number<'t>(text: &'t str, settings: &Settings) -> Result<(Decimal, &'t str), &'static str> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit()) {
        return chinese(text);
    }
    let length =
        unsigned.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(unsigned.len());
    let (digits, rest) = unsigned.split_at_checked(length).ok_or("no-number")?;
    let (point, group) = if settings.comma { (',', '.') } else { ('.', ',') };
    if digits.contains(group) && !are_thousands(digits, point, group) {
        return Err("ambiguous-separator");
    }
    let mut written = String::with_capacity(digits.len() + 1);
    if text.starts_with('-') {
        written.push('-');
    }
    written.extend(digits.chars().filter(|c| *c != group).map(|c| if c == point { '.' } else { c }));
    let value: Decimal = written.parse().map_err(|error| match error {
        DecimalError::Malformed { .. } => "no-number",
        _ => "number-too-large",
    })?;
    for (sign, power) in [('百', 2_u32), ('千', 3), ('万', 4), ('亿', 8)] {
        if let Some(rest) = rest.strip_prefix(sign).filter(|rest| !(sign == '千' && is_metric(rest))) {
            let times = Decimal::new(10_i128.pow(power), 0).ok_or("number-too-large")?;
            return Ok((value.checked_mul(times).ok_or("number-too-large")?.normalized(), rest));
        }
    }
    Ok((value.plain(), rest))
}

/// Is it sure that the sign parts thousands, as in `1,200.5` and `1,200,000`? In `1,200` it may stand before decimals.
fn are_thousands(digits: &str, point: char, group: char) -> bool {
    let (whole, fraction) = match digits.split_once(point) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let sure = match fraction {
        Some(fraction) => !fraction.is_empty() && !fraction.contains([point, group]),
        None => whole.matches(group).count() > 1,
    };
    sure && stands_at_thousands(whole, group)
}

/// Does the sign stand where it would part thousands: `1,200`?
fn stands_at_thousands(whole: &str, group: char) -> bool {
    let Some((first, rest)) = whole.split_once(group) else { return false };
    let begins = (1..=3).contains(&first.len()) && !first.starts_with('0');
    begins && rest.split(group).all(|part| part.len() == 3)
}

/// Does a unit go on after 千: 千克, 千米?
fn is_metric(rest: &str) -> bool {
    rest.starts_with(['克', '米', '升', '瓦'])
}

/// A number in Chinese words at the start of a text: `三`, `十二`, `两百五十`, `三点五`, `半`.
fn chinese(text: &str) -> Result<(Decimal, &str), &'static str> {
    let rest_of = |at: usize| text.get(at..).unwrap_or_default();
    if let Some(rest) = text.strip_prefix('半') {
        return Ok((Decimal::new(5, 1).ok_or("no-number")?, rest));
    }
    let (mut total, mut section, mut last): (i128, i128, Option<i128>) = (0, 0, None);
    let mut end = 0;
    let mut seen = false;
    // What the digit before was counted in, where no zero stands behind it: 三百五 is 350 to those who say it.
    let mut counted = 1;
    for (at, c) in text.char_indices() {
        let rest = rest_of(at + c.len_utf8());
        let times = match c {
            '十' | '拾' => 10,
            '百' | '佰' if last.is_some() => 100,
            // 千克 and its like are units.
            '千' | '仟' if last.is_some() && !is_metric(rest) => 1000,
            _ => 0,
        };
        match c {
            _ if times > 0 => {
                section += last.take().unwrap_or(1) * times;
                counted = times;
            }
            '万' | '萬' if seen && total == 0 => {
                total = (section + last.take().unwrap_or(0)) * 10_000;
                (section, counted) = (0, 10_000);
            }
            // 两 is two only where a number begins and something is counted.
            '两' if at == 0 && rest.chars().next().is_some_and(|c| c != '半') => last = Some(2),
            c => match digit(c) {
                Some(0) => (last, counted) = (None, 1),
                Some(value) if last.is_none() => last = Some(value),
                _ => break,
            },
        }
        seen = true;
        end = at + c.len_utf8();
        if end > 60 {
            return Err("number-too-large");
        }
    }
    if !seen {
        return Err("no-number");
    }
    if last.is_some() && counted >= 100 {
        return Err("ambiguous-number");
    }
    let mut value = total + section + last.unwrap_or(0);
    let mut scale = 0;
    if let Some(fraction) = rest_of(end).strip_prefix('点') {
        for part in fraction.chars().map_while(digit) {
            if scale >= 12 {
                return Err("number-too-large");
            }
            value = value * 10 + part;
            scale += 1;
        }
        // INVARIANT (digits): each of them takes three bytes.
        end += if scale > 0 { '点'.len_utf8() + usize::from(scale) * '一'.len_utf8() } else { 0 };
    }
    Ok((Decimal::new(value, scale).ok_or("number-too-large")?, rest_of(end)))
}

/// Words that make a number a guess, before and behind it.
const BEFORE: &[&str] = &[
    "大约",
    "大概",
    "约",
    "将近",
    "接近",
    "近",
    "差不多",
    "不到",
    "不足",
    "超过",
    "至少",
    "最多",
    "起码",
    "~",
    "≈",
    ">",
    "<",
    "≥",
    "≤",
    "about ",
    "approx. ",
    "approx ",
    "ca. ",
    "ca ",
];
const BEHIND: &[&str] = &["左右", "上下", "以上", "以下", "以内"];

/// Is it a number that is only nearly known: `约300斤`, `300斤左右`, `三百多斤`, `几十斤`, `300-350斤`, `300±5`?
///
/// The text without such words, where that is a number.
pub(super) fn nearly(text: &str) -> Option<Option<String>> {
    let starts = |word: &&&str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if let Some(word) = BEFORE.iter().find(starts) {
        return Some(Some(text.get(word.len()..).unwrap_or_default().trim().into()));
    }
    if let Some(word) = BEHIND.iter().find(|word| text.contains(**word)) {
        return Some(Some(text.replacen(word, "", 1).trim().into()));
    }
    let number = |c: char| c.is_ascii_digit() || begins(c) || matches!(c, '百' | '千' | '万' | '.');
    let mut before = ' ';
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let next = rest.clone().next().is_some_and(|c| c.is_ascii_digit() || begins(c));
        let about = match c {
            '多' | '余' | '来' => number(before),
            '几' | '数' => before == ' ' || number(before),
            // Between two numbers, or a number with its unit and another one.
            '-' | '~' | '—' | '至' | '到' => before != ' ' && next,
            '±' => true,
            _ => false,
        };
        if about {
            return Some(None);
        }
        before = c;
    }
    None
}

/// What may have been meant by what cannot be read for sure; nothing, where that is anybody's guess.
pub(super) fn suggestion(code: &str, found: &str) -> Option<String> {
    match code {
        "approximate-amount" => nearly(found).flatten(),
        "ambiguous-separator" => {
            let start = found.find(|c: char| c.is_ascii_digit())?;
            let length = found.get(start..)?.find(|c: char| !(c.is_ascii_digit() || c == ','))?;
            let (digits, rest) = found.get(start..)?.split_at_checked(length)?;
            stands_at_thousands(digits, ',').then(|| {
                format!("{}{}{rest}", found.get(..start).unwrap_or_default(), digits.replace(',', ""))
            })
        }
        _ => None,
    }
}
