//! One value of a field: what was said, read by the field's kind.

use super::{
    How, Settings, amount, day, numeral, synonym,
    text::{is_space, normal},
    write::{Out, string},
};
use crate::{
    base::{date::Date, decimal::Decimal, text::shown, time::Instant},
    digest::json::{Kind, Value},
    trace::vocabulary::{self, Field, FieldKind},
};
use alloc::{
    borrow::Cow,
    format,
    string::{String, ToString as _},
};

/// What a value was read as.
#[derive(Debug)]
pub(super) struct Read {
    /// Its JSON.
    pub(super) json: String,
    /// It for people: the string's content, or the JSON.
    pub(super) shown: String,
    pub(super) how: How,
}

impl Read {
    pub(super) fn text(text: &str, how: How) -> Self {
        Self { json: string(text), shown: text.into(), how }
    }
}

/// What a member says, if it is a text, a number or a flag; empty where it says nothing.
pub(super) fn said<'v>(value: Value<'v>) -> Option<Cow<'v, str>> {
    match value.kind() {
        Kind::String => value.text(),
        Kind::Number | Kind::Bool => Some(Cow::Borrowed(value.raw())),
        Kind::Null => Some(Cow::Borrowed("")),
        Kind::Array | Kind::Object => None,
    }
}

/// Does a member say nothing: null, an empty text, an empty list?
pub(super) fn is_silent(value: Value<'_>) -> bool {
    match value.items() {
        Some(mut items) => items.next().is_none(),
        None => said(value).is_some_and(|text| text.trim_matches(is_space).is_empty()),
    }
}

/// Where a day stands that times may refer to.
#[derive(Clone, Copy, Default)]
pub(super) struct When {
    pub(super) date: Option<Date>,
    pub(super) offset: Option<i16>,
}

/// Reads what a member says by the field's kind.
///
/// # Errors
/// The code of what is wrong, and what was found.
pub(super) fn field(
    field: &Field,
    value: Value<'_>,
    when: When,
    settings: &Settings,
) -> Result<Read, (&'static str, String)> {
    match (field.kind, value.items()) {
        (FieldKind::Rows(required, optional), Some(items)) => {
            let mut out = Out::array();
            for item in items {
                out.item(&row(item, required, optional, when, settings)?);
            }
            let json = out.close();
            Ok(Read { shown: json.clone(), json, how: How::AsWritten })
        }
        (FieldKind::Rows(required, optional), None) if value.kind() == Kind::Object => {
            let json = format!("[{}]", row(value, required, optional, when, settings)?);
            Ok(Read { shown: json.clone(), json, how: How::AsWritten })
        }
        (FieldKind::Text | FieldKind::Id, Some(items)) => {
            let mut out = Out::array();
            let mut how = How::AsWritten;
            for item in items {
                let read = said(item).ok_or("wrong-shape").and_then(|text| one(field, &text, when, settings));
                let read = read.map_err(|code| (code, shown(item.raw())))?;
                how = how.max(read.how);
                out.item(&read.json);
            }
            let json = out.close();
            Ok(Read { shown: json.clone(), json, how })
        }
        _ => {
            let text = said(value).ok_or_else(|| ("wrong-shape", shown(value.raw())))?;
            one(field, &text, when, settings).map_err(|code| (code, shown(&text)))
        }
    }
}

/// A row of a field that has rows.
fn row(
    value: Value<'_>,
    required: &[&str],
    optional: &[&str],
    when: When,
    settings: &Settings,
) -> Result<String, (&'static str, String)> {
    let members = value.members().ok_or_else(|| ("wrong-shape", shown(value.raw())))?;
    let mut out = Out::object();
    let mut seen = [false; 16];
    for (name, value) in members {
        let bare = name.strip_prefix("terroir:").unwrap_or(&name);
        let alias =
            synonym::MEMBERS.iter().find(|(word, _)| *word == bare).map_or(bare, |(_, member)| member);
        let at = required.iter().chain(optional).position(|known| *known == alias);
        let of = at.zip(vocabulary::field(alias)).ok_or_else(|| ("wrong-shape", shown(&name)))?;
        if is_silent(value) {
            continue;
        }
        let text = said(value).ok_or_else(|| ("wrong-shape", shown(value.raw())))?;
        let read = one(of.1, &text, when, settings).map_err(|code| (code, shown(&text)))?;
        if let Some(seen) = seen.get_mut(of.0) {
            if *seen {
                return Err(("said-twice", shown(&name)));
            }
            *seen = true;
        }
        out.raw(&format!("{}:{}", vocabulary::PREFIX, of.1.name), &read.json);
    }
    for (name, seen) in required.iter().zip(seen) {
        if !seen {
            return Err(("not-said", (*name).into()));
        }
    }
    Ok(out.close())
}

/// Reads one text by the field's kind.
///
/// # Errors
/// The code of what is wrong.
pub(super) fn one(field: &Field, said: &str, when: When, settings: &Settings) -> Result<Read, &'static str> {
    let text = said.trim_matches(is_space);
    match field.kind {
        FieldKind::Text => {
            if text.chars().count() > 1000 {
                return Err("too-long");
            }
            let listed = matches!(field.name, "covers").then(|| super::draft::act_named(text)).flatten();
            Ok(listed.map_or_else(|| Read::text(text, How::AsWritten), |act| Read::text(act, How::Synonym)))
        }
        FieldKind::Id => match settings.known.get(text) {
            Some(id) => Ok(Read::text(id, How::Named)),
            None if is_id(text) => Ok(Read::text(text, How::AsWritten)),
            None => Err("not-an-id"),
        },
        FieldKind::Word(words) => match words.iter().find(|word| **word == text) {
            Some(word) => Ok(Read::text(word, How::AsWritten)),
            None => {
                let word = synonym::value(field.name, text).filter(|word| words.contains(word));
                word.map(|word| Read::text(word, How::Synonym)).ok_or("not-a-word")
            }
        },
        FieldKind::Date => {
            let day = day::day(text, settings)?;
            let how = if day.told { How::Told } else { How::Calendar };
            Ok(Read::text(&day.date.to_string(), how))
        }
        FieldKind::Time => {
            moment(text, when, settings).map(|instant| Read::text(&instant.to_string(), How::Calendar))
        }
        FieldKind::Count => {
            let count = amount::count(text, settings)?.to_string();
            let how = if count == text { How::AsWritten } else { How::Converted };
            Ok(Read { json: count.clone(), shown: count, how })
        }
        FieldKind::Decimal => {
            decimal(text, settings).map(|value| Read::text(&value.to_string(), How::AsWritten))
        }
        FieldKind::Share => share(text, settings),
        FieldKind::Amount(dimensions) => {
            let amount = amount::amount(text, dimensions, settings)?;
            let how = how(amount);
            Ok(Read::text(&amount.text(), how))
        }
        FieldKind::Rate(dimensions, per) => {
            let (amount, per) = amount::rate(text, dimensions, per, settings)?;
            Ok(Read::text(&format!("{}/{per}", amount.text()), how(amount)))
        }
        FieldKind::Region => {
            let digits = matches!(text.len(), 6 | 9 | 12) && text.bytes().all(|b| b.is_ascii_digit());
            if digits { Ok(Read::text(text, How::AsWritten)) } else { Err("not-a-region") }
        }
        FieldKind::Flag => {
            let word =
                if matches!(text, "true" | "false") { Some(text) } else { synonym::value("flag", text) };
            let word = word.ok_or("not-a-flag")?;
            let how = if word == text { How::AsWritten } else { How::Synonym };
            Ok(Read { json: word.into(), shown: word.into(), how })
        }
        FieldKind::Rows(..) => Err("wrong-shape"),
    }
}

const fn how(amount: amount::Amount) -> How {
    if amount.rounded { How::Rounded } else { How::Converted }
}

/// A number alone.
pub(super) fn decimal(text: &str, settings: &Settings) -> Result<Decimal, &'static str> {
    let text = normal(text);
    let (value, rest) = numeral::number(&text, settings)?;
    if rest.trim().is_empty() { Ok(value) } else { Err("no-number") }
}

/// A decimal from 0 to 1, or a percentage of it.
fn share(text: &str, settings: &Settings) -> Result<Read, &'static str> {
    let normal = normal(text);
    let (number, percent) = match normal.strip_suffix('%') {
        Some(number) => (number.trim(), true),
        None => (&*normal, false),
    };
    let value = decimal(number, settings)?;
    let value = if percent {
        let hundredth = Decimal::new(1, 2).and_then(|hundredth| value.checked_mul(hundredth));
        hundredth.ok_or("number-too-large")?.normalized()
    } else {
        value
    };
    if value.is_negative() || value > Decimal::ONE {
        return Err("not-a-share");
    }
    Ok(Read::text(&value.to_string(), if percent { How::Converted } else { How::AsWritten }))
}

/// A moment: with its offset, or a day and time of the place, or a time of the record's day.
pub(super) fn moment(text: &str, when: When, settings: &Settings) -> Result<Instant, &'static str> {
    if let Ok(instant) = text.parse::<Instant>() {
        return Ok(instant);
    }
    let offset = when.offset.ok_or("no-offset")?;
    if let (Some(date), Ok(clock)) = (when.date, day::clock(text)) {
        return day::instant(date, Some(clock), offset).ok_or("not-a-time");
    }
    let read = day::day(text, settings)?;
    let clock = read.clock.ok_or("not-a-time")?;
    day::instant(read.date, Some(clock), offset).ok_or("not-a-time")
}

pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= 160 && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}
