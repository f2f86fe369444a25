//! Where two pre-hash texts part, told as a field and not only as a byte.

use super::Hasher;
use crate::trace::model::{EVENT, Field, Kind};
use alloc::string::String;
use serde::Serialize;

/// The first difference of two pre-hash texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// The member of the event in which they differ: a member of the standard, or an extension as `{namespace}name`.
    pub field: String,
    /// The member in it, where it has some: `epc`, `quantity`, `value`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub member: String,
    /// The member that the other text has in this place, if it is another one; empty where the text ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub their_field: Option<String>,
    /// Byte offset, from 0.
    pub offset: usize,
    /// What stands before it in both, at most 40 characters.
    pub after: String,
    /// How this profile goes on, at most 40 characters.
    pub ours: String,
    /// How the other text goes on, at most 40 characters.
    pub theirs: String,
}

/// Where the text of the event hashed last parts from another; `None` if they are the same.
#[must_use]
pub fn difference(hasher: &Hasher, theirs: &str) -> Option<Difference> {
    let ours = hasher.prehash();
    if ours == theirs {
        return None;
    }
    let same = ours.char_indices().zip(theirs.chars()).find(|((_, a), b)| a != b).map(|((at, _), _)| at);
    let offset = same.unwrap_or(ours.len().min(theirs.len()));
    let (before, rest) = ours.split_at_checked(offset)?;
    let skipped = before.chars().count().saturating_sub(SHOWN);
    let start = start_of_field(hasher, offset);
    let field = name_at(ours.get(start..).unwrap_or_default());
    let other = name_at(theirs.get(start..).unwrap_or_default());
    // Where ours has ended, the difference is what the other text has more.
    let (field, their_field) = match field {
        "" => (other, None),
        field if field == other => (field, None),
        field => (field, Some(String::from(other))),
    };
    let inside = ours.get(start.saturating_add(field.len())..).unwrap_or_default();
    let reached = offset.saturating_sub(start).saturating_sub(field.len());
    Some(Difference {
        field: field.into(),
        member: if their_field.is_none() { member_at(field, inside, reached).into() } else { String::new() },
        their_field,
        offset,
        after: before.chars().skip(skipped).collect(),
        ours: rest.chars().take(SHOWN).collect(),
        theirs: theirs.get(offset..).unwrap_or_default().chars().take(SHOWN).collect(),
    })
}

/// Characters of either text that are shown.
const SHOWN: usize = 40;

/// Where the member of the event begins in which an offset lies.
fn start_of_field(hasher: &Hasher, offset: usize) -> usize {
    let writer = &hasher.writer;
    if offset < writer.rest || writer.rest == 0 {
        return writer.marks.iter().rev().find(|(at, _)| *at <= offset).map_or(0, |(at, _)| *at);
    }
    // The items of the last list that was sorted are those of the event's extensions, unless there was but one.
    let items = writer.starts();
    items.rev().find(|at| *at <= offset).unwrap_or(writer.rest).max(writer.rest)
}

/// The name with which a text begins: an extension's in full, or a member's of the standard.
fn name_at(text: &str) -> &str {
    if text.starts_with('{') {
        let close = text.find('}').unwrap_or(0);
        let rest = text.get(close..).unwrap_or_default();
        let end = rest.find(['=', '{']).unwrap_or(rest.len());
        return text.get(..close.saturating_add(end)).unwrap_or(text);
    }
    let known = EVENT.iter().map(|field| field.name).chain(["eventType", "sensorElement"]);
    let longest = known.filter(|name| text.starts_with(name)).max_by_key(|name| name.len());
    match longest {
        Some(name) => name,
        None => text.split(['=', '{']).next().unwrap_or(text),
    }
}

/// The member that is being written where `reached` bytes of a field's text are.
fn member_at<'t>(field: &str, text: &'t str, reached: usize) -> &'t str {
    let Some(field) = EVENT.iter().find(|known| known.name == field) else { return "" };
    let mut last = None;
    let mut look = |name: &str| {
        let places = text.match_indices(name).map(|(at, _)| at).take_while(|at| *at <= reached);
        let end = |at: usize| at.saturating_add(name.len());
        let named = places.filter(|at| text.get(end(*at)..).is_some_and(|rest| rest.starts_with('=')));
        if let Some(at) = named.last().filter(|at| last.is_none_or(|(from, _)| *at >= from)) {
            last = Some((at, end(at)));
        }
    };
    look_through(field, &mut look);
    last.and_then(|(from, to)| text.get(from..to)).unwrap_or_default()
}

fn look_through(field: &Field, look: &mut impl FnMut(&str)) {
    match field.kind {
        Kind::Epcs => look("epc"),
        Kind::Object(members) | Kind::Elements(_, members) => {
            for member in members {
                match member.kind {
                    Kind::Object(_) | Kind::Elements(..) => look_through(member, look),
                    _ => look(member.name),
                }
            }
        }
        _ => {}
    }
}
