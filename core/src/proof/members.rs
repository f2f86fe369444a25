//! Reading the members of our own JSON without copying.

use super::{
    base64,
    key::Vkey,
    moment::Moment,
    own::{Refusal, RefusalKind, limit, malformed},
};
use crate::{
    digest::{
        Hash, Suite,
        json::{self, Kind, Value},
    },
    id::name,
};
use alloc::vec::Vec;

/// The members of one object, taken one by one.
///
/// What is refused first is kept, and told by [`finish`](Self::finish); until then whoever reads goes on with nothing.
pub(crate) struct Members<'t, 'd> {
    text: &'t str,
    object: Value<'d>,
    /// Bit by bit which members were taken.
    taken: u64,
    refused: Option<Refusal>,
}

type Found<T> = Result<T, Refusal>;

/// Which texts fit, and what is said of others.
pub(crate) type Fits = (fn(&str) -> bool, &'static str);

pub(crate) const LOT: Fits = (name::is_lot, "not a lot");
pub(crate) const SUBJECT: Fits = (name::is_subject, "not a lot or journey");
pub(crate) const JOURNEY: Fits = (name::is_subject, "not a journey");
pub(crate) const PARTY: Fits = (is_party, "not a party");
pub(crate) const KEY_ID: Fits = (is_key_id, "not a key id");
pub(crate) const WORD: Fits = (is_token, "not a word");
pub(crate) const DIGEST: Fits = (is_digest, "not a digest");
pub(crate) const HASH: Fits = (is_hash, "not a hash");

impl<'t, 'd> Members<'t, 'd> {
    /// The members of an object in a text.
    pub(crate) fn of(text: &'t str, object: Value<'d>) -> Self {
        let mut members = Self { text, object, taken: 0, refused: None };
        members.check(object.kind() == Kind::Object, object.offset(), "not an object");
        members
    }

    /// Refuses the object, if nothing was refused before.
    pub(crate) fn refuse(&mut self, refusal: Refusal) {
        if self.refused.is_none() {
            self.refused = Some(refusal);
        }
    }

    /// Refuses the object unless something holds.
    pub(crate) fn check(&mut self, holds: bool, at: usize, what: &'static str) {
        if !holds {
            self.refuse(malformed(at, what));
        }
    }

    /// What was refused so far.
    pub(crate) fn so_far(&self) -> Found<()> {
        match self.refused {
            Some(refusal) => Err(refusal),
            None => Ok(()),
        }
    }

    /// Fails on what was refused first, or else on any member that nobody took.
    pub(crate) fn finish(&mut self) -> Found<()> {
        let mut untaken = !self.taken;
        let mut members = self.object.members();
        while let Some((_, member)) = members.as_mut().and_then(json::Members::pair) {
            // Few names are known: among the first 64 members is one that is not, if there are more.
            if untaken & 1 == 1 {
                self.refuse(Refusal::new(RefusalKind::UnknownMember, member.offset(), "unknown member"));
            }
            untaken >>= 1;
        }
        self.so_far()
    }

    /// The member of this name, and the bit of its number.
    fn find(&self, name: &str) -> Option<(u64, Value<'d>)> {
        let mut members = self.object.members()?;
        let mut bit = 1_u64;
        while let Some((known, member)) = members.pair() {
            if known.is_text(name) {
                return Some((bit, member));
            }
            bit <<= 1;
        }
        None
    }

    /// Takes the member of this name.
    pub(crate) fn take(&mut self, name: &str) -> Option<Value<'d>> {
        let (bit, member) = self.find(name)?;
        self.taken |= bit;
        Some(member)
    }

    /// Takes a member that must be there.
    pub(crate) fn need(&mut self, name: &'static str) -> Option<Value<'d>> {
        let member = self.take(name);
        self.check(member.is_some(), self.object.offset(), name);
        member
    }

    /// Where the value of a member stands; 0 if it is not there.
    pub(crate) fn place(&self, name: &str) -> usize {
        self.find(name).map_or(0, |(_, value)| value.offset())
    }

    /// What was found, or nothing where it is refused.
    pub(crate) fn note<T: Default>(&mut self, found: Found<T>) -> T {
        found.unwrap_or_else(|refusal| {
            self.refuse(refusal);
            T::default()
        })
    }

    pub(crate) fn need_text(&mut self, name: &'static str) -> &'t str {
        self.need(name).map_or("", |value| self.plain(value))
    }

    /// A text that fits.
    pub(crate) fn need_fitting(&mut self, name: &'static str, fits: Fits) -> &'t str {
        self.need(name).map_or("", |value| self.fitting(value, fits))
    }

    /// As [`need_fitting`](Self::need_fitting), or absent.
    pub(crate) fn take_fitting(&mut self, name: &'static str, fits: Fits) -> Option<&'t str> {
        self.take(name).map(|value| self.fitting(value, fits))
    }

    pub(crate) fn need_integer(&mut self, name: &'static str) -> u64 {
        self.need(name).map_or(0, |value| self.note(integer(value)))
    }

    pub(crate) fn need_hash(&mut self, name: &'static str) -> Hash {
        self.need(name).map_or([0; 32], |value| self.note(hash(self.text, value)))
    }

    pub(crate) fn take_hash(&mut self, name: &'static str) -> Option<Hash> {
        self.take(name).map(|value| self.note(hash(self.text, value)))
    }

    /// `true`, or absent.
    pub(crate) fn take_flag(&mut self, name: &'static str) -> bool {
        let Some(value) = self.take(name) else { return false };
        self.check(value.boolean() == Some(true), value.offset(), "not `true`");
        true
    }

    pub(crate) fn need_suite(&mut self, name: &'static str) -> Suite {
        let Some(value) = self.need(name) else { return Suite::Sha256 };
        let suite = Suite::from_name(self.plain(value));
        self.check(suite.is_some(), value.offset(), "not a suite");
        suite.unwrap_or(Suite::Sha256)
    }

    /// A time, as written and as an instant.
    pub(crate) fn need_time(&mut self, name: &'static str) -> (&'t str, Moment) {
        match self.need(name) {
            Some(value) => self.time(value),
            None => ("", Moment::from_seconds(0)),
        }
    }

    pub(crate) fn take_time(&mut self, name: &'static str) -> Option<Moment> {
        self.take(name).map(|value| self.time(value).1)
    }

    fn time(&mut self, value: Value<'d>) -> (&'t str, Moment) {
        let text = self.plain(value);
        let moment = Moment::parse(text);
        self.check(moment.is_some(), value.offset(), "not a time");
        (text, moment.unwrap_or(Moment::from_seconds(0)))
    }

    /// Looks at each item of an array, until something is refused; absent is empty.
    pub(crate) fn items(&mut self, array: Option<Value<'d>>, look: &mut dyn FnMut(&mut Self, Value<'d>)) {
        let Some(array) = array else { return };
        let items = array.items();
        self.check(items.is_some(), array.offset(), "not an array");
        for item in items.into_iter().flatten() {
            if self.refused.is_some() {
                return;
            }
            look(self, item);
        }
    }

    /// Looks at each object of an array, until something is refused; absent is empty.
    pub(crate) fn each(&mut self, name: &'static str, look: &mut dyn FnMut(&mut Self)) {
        let array = self.take(name);
        self.items(array, &mut |own, item| {
            let mut inner = Self::of(own.text, item);
            look(&mut inner);
            own.note(inner.finish());
        });
    }

    /// The two items of an array that has no others.
    pub(crate) fn pair(&mut self, array: Value<'d>, else_refused: Refusal) -> Option<[Value<'d>; 2]> {
        let items = array.items();
        self.check(items.is_some(), array.offset(), "not an array");
        let mut items = items?;
        if let (Some(first), Some(second), None) = (items.next(), items.next(), items.next()) {
            return Some([first, second]);
        }
        self.refuse(else_refused);
        None
    }

    /// An array of texts that fit, ascending by bytes and unique; absent is empty.
    pub(crate) fn take_ascending(&mut self, name: &'static str, most: usize, fits: Fits) -> Vec<&'t str> {
        let mut texts: Vec<&str> = Vec::new();
        let array = self.take(name);
        self.items(array, &mut |own, item| {
            let text = own.fitting(item, fits);
            own.check(texts.last().is_none_or(|last| *last < text), item.offset(), "not ascending");
            if texts.len() >= most {
                own.refuse(limit(item.offset(), "too many items"));
            }
            texts.push(text);
        });
        texts
    }

    /// The content of a string that has no escapes; none of ours that is read this way has.
    pub(crate) fn plain(&mut self, value: Value<'d>) -> &'t str {
        self.note(plain(self.text, value))
    }

    /// As [`plain`](Self::plain), if it fits.
    pub(crate) fn fitting(&mut self, value: Value<'d>, fits: Fits) -> &'t str {
        self.note(fitting(self.text, value, fits))
    }

    /// A verifier key that must be there.
    pub(crate) fn need_vkey(&mut self, name: &'static str) -> Option<Vkey> {
        let value = self.need(name)?;
        self.vkey(value)
    }

    pub(crate) fn vkey(&mut self, value: Value<'d>) -> Option<Vkey> {
        let vkey = self.plain(value).parse().ok();
        self.check(vkey.is_some(), value.offset(), "not a verifier key");
        vkey
    }

    /// Where the object stands.
    pub(crate) fn offset(&self) -> usize {
        self.object.offset()
    }

    pub(crate) const fn source(&self) -> &'t str {
        self.text
    }
}

/// The content of a string that has no escapes; none of ours that is read this way has.
fn plain<'t>(text: &'t str, value: Value<'_>) -> Found<&'t str> {
    let what =
        if value.kind() == Kind::String { "a character that cannot stand here" } else { "not a string" };
    value.plain().and_then(|place| text.get(place)).ok_or(malformed(value.offset(), what))
}

fn fitting<'t>(text: &'t str, value: Value<'_>, (fits, what): Fits) -> Found<&'t str> {
    let content = plain(text, value)?;
    if fits(content) { Ok(content) } else { Err(malformed(value.offset(), what)) }
}

fn integer(value: Value<'_>) -> Found<u64> {
    value.unsigned().ok_or(malformed(value.offset(), "not an integer"))
}

fn hash(text: &str, value: Value<'_>) -> Found<Hash> {
    base64::decode_array(plain(text, value)?).ok_or(malformed(value.offset(), "not a hash"))
}

/// Is this the id of a party?
fn is_party(text: &str) -> bool {
    name::is_issuer(text.as_bytes())
}

/// Is this a key id, `NAME+HEX8`?
pub(crate) fn is_key_id(text: &str) -> bool {
    let mut parts = text.as_bytes().split(|byte| *byte == b'+');
    let (name, hex) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    (1..=64).contains(&name.len())
        && name.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'/' | b'-'))
        && hex.len() == 8
        && hex.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        && parts.next().is_none()
}

fn is_hash(text: &str) -> bool {
    base64::decode_array::<32>(text).is_some()
}

/// Is this a salted digest: 32 bytes in base64url without padding?
fn is_digest(text: &str) -> bool {
    base64::decode_url_array::<32>(text).is_some()
}

/// A word of 1 to 32 lower-case letters and hyphens.
fn is_token(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}
