//! Reading the members of our own JSON without copying.

use super::{
    base64,
    moment::Moment,
    own::{Refusal, RefusalKind, malformed},
};
use crate::digest::{
    Hash, Suite,
    json::{Kind, Value},
};
use alloc::vec::Vec;

/// The members of one object, taken one by one; what is left over is refused.
pub(crate) struct Members<'t, 'd> {
    text: &'t str,
    at: usize,
    // INVARIANT (own): the object has been read by `own::read`, so names of ours stand in it without escapes.
    members: Vec<(&'t str, Value<'d>)>,
}

type Found<T> = Result<T, Refusal>;

impl<'t, 'd> Members<'t, 'd> {
    /// The members of an object in a text.
    pub(crate) fn of(text: &'t str, value: Value<'d>) -> Found<Self> {
        let at = value.offset();
        let Some(members) = value.members() else { return Err(malformed(at, "not an object")) };
        let mut named = Vec::new();
        for (_, member) in members {
            named.push((name_before(text, member.offset()), member));
        }
        Ok(Self { text, at, members: named })
    }

    /// Takes the member of this name.
    pub(crate) fn take(&mut self, name: &'static str) -> Option<Value<'d>> {
        let at = self.members.iter().position(|(known, _)| *known == name)?;
        Some(self.members.remove(at).1)
    }

    /// Takes a member that must be there.
    pub(crate) fn need(&mut self, name: &'static str) -> Found<Value<'d>> {
        self.take(name).ok_or_else(|| malformed(self.at, name))
    }

    /// Fails on any member that nobody took.
    pub(crate) fn finish(self) -> Found<()> {
        match self.members.first() {
            None => Ok(()),
            Some((_, member)) => {
                Err(Refusal::new(RefusalKind::UnknownMember, member.offset(), "unknown member"))
            }
        }
    }

    pub(crate) fn text(&self, value: Value<'d>) -> Found<&'t str> {
        plain(self.text, value)
    }

    pub(crate) fn need_text(&mut self, name: &'static str) -> Found<&'t str> {
        let value = self.need(name)?;
        self.text(value)
    }

    pub(crate) fn need_integer(&mut self, name: &'static str) -> Found<u64> {
        integer(self.need(name)?)
    }

    pub(crate) fn need_hash(&mut self, name: &'static str) -> Found<Hash> {
        let value = self.need(name)?;
        hash(self.text, value)
    }

    pub(crate) fn take_hash(&mut self, name: &'static str) -> Found<Option<Hash>> {
        self.take(name).map(|value| hash(self.text, value)).transpose()
    }

    /// `true`, or absent.
    pub(crate) fn take_flag(&mut self, name: &'static str) -> Found<bool> {
        match self.take(name) {
            None => Ok(false),
            Some(value) if value.boolean() == Some(true) => Ok(true),
            Some(value) => Err(malformed(value.offset(), "not `true`")),
        }
    }

    pub(crate) fn need_suite(&mut self, name: &'static str) -> Found<Suite> {
        let value = self.need(name)?;
        Suite::from_name(plain(self.text, value)?).ok_or_else(|| malformed(value.offset(), "not a suite"))
    }

    pub(crate) fn need_time(&mut self, name: &'static str) -> Found<(&'t str, Moment)> {
        let value = self.need(name)?;
        time(self.text, value)
    }

    pub(crate) fn take_time(&mut self, name: &'static str) -> Found<Option<Moment>> {
        self.take(name).map(|value| time(self.text, value).map(|(_, moment)| moment)).transpose()
    }

    /// A text that fits.
    pub(crate) fn need_fitting(
        &mut self,
        name: &'static str,
        fits: fn(&str) -> bool,
        what: &'static str,
    ) -> Found<&'t str> {
        let value = self.need(name)?;
        fitting(self.text, value, fits, what)
    }

    /// An array of texts that fit, ascending by bytes and unique; absent is empty.
    pub(crate) fn take_ascending(
        &mut self,
        name: &'static str,
        most: usize,
        fits: fn(&str) -> bool,
        what: &'static str,
    ) -> Found<Vec<&'t str>> {
        let Some(value) = self.take(name) else { return Ok(Vec::new()) };
        let mut out: Vec<&str> = Vec::new();
        for item in items(value)? {
            let text = fitting(self.text, item, fits, what)?;
            if out.last().is_some_and(|last| *last >= text) {
                return Err(malformed(item.offset(), "not ascending"));
            }
            if out.len() >= most {
                return Err(super::own::limit(item.offset(), "too many items"));
            }
            out.push(text);
        }
        Ok(out)
    }

    pub(crate) const fn source(&self) -> &'t str {
        self.text
    }
}

/// The name of the member whose value starts at an offset; empty if it has escapes, as no name of ours has.
fn name_before(text: &str, value_at: usize) -> &str {
    let before = text.get(..value_at.saturating_sub(2)).unwrap_or("");
    match before.rsplit_once('"') {
        Some((rest, name)) if !rest.ends_with('\\') && !name.contains('\\') => name,
        _ => "",
    }
}

/// The content of a string that has no escapes; none of ours that is read this way has.
pub(crate) fn plain<'t>(text: &'t str, value: Value<'_>) -> Found<&'t str> {
    let at = value.offset();
    if value.kind() != Kind::String {
        return Err(malformed(at, "not a string"));
    }
    text.get(at + 1..value.end().saturating_sub(1))
        .filter(|content| !content.contains('\\'))
        .ok_or_else(|| malformed(at, "a character that cannot stand here"))
}

pub(crate) fn fitting<'t>(
    text: &'t str,
    value: Value<'_>,
    fits: fn(&str) -> bool,
    what: &'static str,
) -> Found<&'t str> {
    let content = plain(text, value)?;
    if fits(content) { Ok(content) } else { Err(malformed(value.offset(), what)) }
}

pub(crate) fn integer(value: Value<'_>) -> Found<u64> {
    value.unsigned().ok_or_else(|| malformed(value.offset(), "not an integer"))
}

pub(crate) fn hash(text: &str, value: Value<'_>) -> Found<Hash> {
    base64::decode_array(plain(text, value)?).ok_or_else(|| malformed(value.offset(), "not a hash"))
}

pub(crate) fn time<'t>(text: &'t str, value: Value<'_>) -> Found<(&'t str, Moment)> {
    let content = plain(text, value)?;
    match Moment::parse(content) {
        Some(moment) => Ok((content, moment)),
        None => Err(malformed(value.offset(), "not a time")),
    }
}

pub(crate) fn items(value: Value<'_>) -> Found<crate::digest::json::Items<'_>> {
    value.items().ok_or_else(|| malformed(value.offset(), "not an array"))
}

/// Is this a lot name?
pub(crate) fn is_lot(text: &str) -> bool {
    text.parse::<crate::id::local::LotName>().is_ok()
}

/// Is this the name of a lot or a journey?
pub(crate) fn is_subject(text: &str) -> bool {
    text.parse::<crate::id::local::SubjectName>().is_ok()
}

/// Is this the id of a party?
pub(crate) fn is_party(text: &str) -> bool {
    text.parse::<crate::id::local::IssuerId>().is_ok()
}

/// Is this a key id, `NAME+HEX8`?
pub(crate) fn is_key_id(text: &str) -> bool {
    text.rsplit_once('+').is_some_and(|(name, hex)| {
        (1..=64).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'/' | b'-'))
            && hex.len() == 8
            && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// Is this a salted digest: 32 bytes in base64url without padding?
pub(crate) fn is_digest(text: &str) -> bool {
    base64::decode_url_array::<32>(text).is_some()
}

/// A word of 1 to 32 lower-case letters and hyphens.
pub(crate) fn is_token(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}
