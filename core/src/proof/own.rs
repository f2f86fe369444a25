//! Our own JSON (`FORMATS` §1): one object on one line, which is only read if it is exactly what would be printed.
//!
//! ```
//! use terroir::proof::own::{self, Place};
//!
//! assert_eq!(own::print(r#"{ "b": 1, "a": "x" }"#, |_| Place::Own)?, r#"{"a":"x","b":1}"#);
//! assert!(own::read(r#"{"b":1,"a":"x"}"#, |_| Place::Own).is_err(), "sorted members only");
//! # Ok::<(), terroir::proof::own::Refusal>(())
//! ```

use crate::base::{sorted, text::position};
use crate::digest::json::{self, Document, Kind, Limits, ReadErrorKind, Value};
use alloc::{string::String, vec::Vec};

/// Containers in each other.
pub const DEPTH: usize = 32;
/// Containers in each other inside `ext`.
pub const EXT_DEPTH: usize = 8;
/// Bytes of one string, unescaped.
pub const STRING_BYTES: usize = 16_384;
/// Members of an object, items of an array.
pub const ITEMS: usize = 4_096;
/// Bytes of a number's text inside `event`.
pub const NUMBER_BYTES: usize = 40;
/// The largest integer outside `event`: 2^53 − 1.
pub const INTEGER_MAX: u64 = json::MAX_SAFE_INTEGER;

/// What is wrong with bytes of our own formats; each is a code of aspect `bytes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RefusalKind {
    /// Not the printed form of anything.
    Malformed,
    /// A member that has no meaning here.
    UnknownMember,
    /// A member twice, after unescaping.
    DuplicateMember,
    /// A kind or section that is kept for later.
    Reserved,
    /// More than the format takes.
    Limit,
}

impl RefusalKind {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::UnknownMember => "unknown-member",
            Self::DuplicateMember => "duplicate-member",
            Self::Reserved => "reserved",
            Self::Limit => "limit",
        }
    }
}

/// Why bytes of our own formats are refused, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} at byte {offset}")]
pub struct Refusal {
    /// What is wrong.
    pub kind: RefusalKind,
    /// Byte offset in the text that was read.
    pub offset: usize,
    /// The rule that was broken.
    pub what: &'static str,
}

impl Refusal {
    /// A refusal at an offset.
    #[must_use]
    pub const fn new(kind: RefusalKind, offset: usize, what: &'static str) -> Self {
        Self { kind, offset, what }
    }

    /// The same refusal, in a text that begins further in.
    #[must_use]
    pub const fn shifted(mut self, by: usize) -> Self {
        self.offset = self.offset.saturating_add(by);
        self
    }
}

pub(super) const fn malformed(offset: usize, what: &'static str) -> Refusal {
    Refusal::new(RefusalKind::Malformed, offset, what)
}

pub(super) const fn limit(offset: usize, what: &'static str) -> Refusal {
    Refusal::new(RefusalKind::Limit, offset, what)
}

/// Which rules hold for the value of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Ours: integers, no `null`, no `false`, nothing empty.
    Own,
    /// As [`Place::Own`], with the numbers of an event (`ext`, disclosed values).
    Extension,
    /// An event: any JSON, number text kept.
    Event,
    /// As [`Place::Own`], without a limit on items (the trust bundle, which has one on its size).
    Bundle,
}

/// Reads one line of our own JSON; `place` says which rules hold for the value of each top-level member.
///
/// # Errors
/// [`Refusal`]: it is not exactly what [`print`] would make of it.
pub fn read(text: &str, place: fn(&str) -> Place) -> Result<Document<'_>, Refusal> {
    let document = parse(text)?;
    let mut printer = Printer::new(place, text, false);
    printer.top(document.root())?;
    if printer.same && printer.at == text.len() {
        return Ok(document);
    }
    Err(malformed(printer.at, "not in printed form"))
}

/// The printed form of an object: members sorted, no white space, strings escaped in one way, number text kept.
///
/// # Errors
/// [`Refusal`]: no form of it would be read.
pub fn print(text: &str, place: fn(&str) -> Place) -> Result<String, Refusal> {
    let document = parse(text)?;
    let mut printer = Printer::new(place, text, true);
    printer.top(document.root())?;
    Ok(printer.out)
}

/// The printed form of any one value.
///
/// # Errors
/// [`Refusal`]: no form of it would be read.
pub fn print_value(text: &str, place: Place) -> Result<String, Refusal> {
    let document = parse(text)?;
    let mut printer = Printer::new(|_| Place::Own, text, true);
    printer.value(document.root(), place, 0)?;
    Ok(printer.out)
}

pub(super) fn parse(text: &str) -> Result<Document<'_>, Refusal> {
    if let Some(offset) = position(text.as_bytes(), 0x7F) {
        return Err(malformed(offset, "byte 7F"));
    }
    json::tape(text, Limits { bytes: 1 << 24, depth: DEPTH }).map_err(|(kind, offset)| {
        let (kind, what) = match kind {
            ReadErrorKind::DuplicateMember => (RefusalKind::DuplicateMember, "duplicate member"),
            ReadErrorKind::TooDeep => (RefusalKind::Limit, "too deep"),
            ReadErrorKind::TooLong => (RefusalKind::Limit, "too long"),
            _ => (RefusalKind::Malformed, "not strict JSON"),
        };
        Refusal::new(kind, offset, what)
    })
}

/// Order of member names: by UTF-16 code units (RFC 8785 §3.2.3).
///
/// That is the order of their bytes, but for U+E000 to U+FFFF (which begin with EE and EF) behind all that follows them.
pub(super) fn name_order(a: &str, b: &str) -> core::cmp::Ordering {
    let place = |byte: u8| if byte == 0xEE || byte == 0xEF { byte + 0x10 } else { byte };
    a.bytes().map(place).cmp(b.bytes().map(place))
}

/// Prints a text that has been read, or only looks how far the text is what would be printed.
struct Printer<'t> {
    text: &'t str,
    place: fn(&str) -> Place,
    /// What is printed, where that is wanted.
    out: String,
    keeps: bool,
    /// So far the text is as it would be printed.
    at: usize,
    same: bool,
}

impl<'t> Printer<'t> {
    fn new(place: fn(&str) -> Place, text: &'t str, keeps: bool) -> Self {
        Self {
            text,
            place,
            out: String::with_capacity(if keeps { text.len() } else { 0 }),
            keeps,
            at: 0,
            same: true,
        }
    }

    fn push(&mut self, piece: &str) {
        if self.keeps {
            self.out.push_str(piece);
        } else if self.same {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let same = piece.bytes().zip(rest).take_while(|(a, b)| a == *b).count();
            self.at += same;
            self.same = same == piece.len();
        }
    }

    /// Prints a value as it stands in the text.
    fn push_raw(&mut self, value: Value<'_>) {
        if !self.keeps && self.same && value.offset() == self.at {
            self.at = value.end();
        } else {
            self.push(value.raw());
        }
    }

    fn top(&mut self, root: Value<'_>) -> Result<(), Refusal> {
        if root.kind() != Kind::Object {
            return Err(malformed(root.offset(), "not an object"));
        }
        self.object(root, None, 0)
    }

    /// INVARIANT (depth): the reader took at most [`DEPTH`] levels, so this recursion is bounded.
    fn value(&mut self, value: Value<'_>, place: Place, depth: usize) -> Result<(), Refusal> {
        let at = value.offset();
        if place == Place::Extension && depth > EXT_DEPTH {
            return Err(limit(at, "too deep"));
        }
        match value.kind() {
            Kind::Null | Kind::Bool => {
                if place != Place::Event && value.boolean() != Some(true) {
                    return Err(malformed(at, "`null` and `false` are left out"));
                }
                self.push_raw(value);
            }
            Kind::Number => {
                number_fits(value, place)?;
                self.push_raw(value);
            }
            Kind::String => self.string(value, at)?,
            Kind::Array => {
                self.push("[");
                let mut count = 0;
                for item in value.items().into_iter().flatten() {
                    self.next(&mut count, place, item.offset())?;
                    self.value(item, place, depth + 1)?;
                }
                self.close(count, place, at, "]")?;
            }
            Kind::Object => self.object(value, Some(place), depth)?,
        }
        Ok(())
    }

    fn object(&mut self, object: Value<'_>, place: Option<Place>, depth: usize) -> Result<(), Refusal> {
        self.push("{");
        let mut count = 0;
        let mut members = object.members();
        let pairs = core::iter::from_fn(|| members.as_mut()?.pair());
        if is_sorted(object) {
            for pair in pairs {
                self.member(pair, place, depth, &mut count)?;
            }
        } else {
            let pairs: Vec<_> = pairs.collect();
            let mut order = sorted::numbers(pairs.len());
            let name = |at: u32| pairs.get(at as usize).and_then(|(name, _)| name.text()).unwrap_or_default();
            sorted::sort(&mut order, &mut |a, b| name_order(&name(a), &name(b)));
            for at in order {
                let Some(pair) = pairs.get(at as usize) else { continue };
                self.member(*pair, place, depth, &mut count)?;
            }
        }
        self.close(count, place.unwrap_or(Place::Own), object.offset(), "}")
    }

    fn member(
        &mut self,
        (name, member): (Value<'_>, Value<'_>),
        place: Option<Place>,
        depth: usize,
        count: &mut usize,
    ) -> Result<(), Refusal> {
        let inner = place.unwrap_or_else(|| (self.place)(&name.text().unwrap_or_default()));
        self.next(count, place.unwrap_or(Place::Own), member.offset())?;
        self.string(name, member.offset())?;
        self.push(":");
        self.value(member, inner, depth + 1)
    }

    fn next(&mut self, count: &mut usize, place: Place, at: usize) -> Result<(), Refusal> {
        if *count > 0 {
            self.push(",");
        }
        *count += 1;
        if *count > ITEMS && place != Place::Bundle { Err(limit(at, "too many items")) } else { Ok(()) }
    }

    fn close(&mut self, count: usize, place: Place, at: usize, bracket: &str) -> Result<(), Refusal> {
        if count == 0 && place != Place::Event {
            return Err(malformed(at, "what is empty is left out"));
        }
        self.push(bracket);
        Ok(())
    }

    /// A string; what is wrong with it is wrong with what stands at an offset.
    fn string(&mut self, string: Value<'_>, at: usize) -> Result<(), Refusal> {
        let fits = |length| if length > STRING_BYTES { Err(limit(at, "string too long")) } else { Ok(()) };
        if let Some(plain) = string.plain() {
            fits(plain.len())?;
            // It stood there without an escape, and needs none: a reader takes nothing else in clear, nor `parse` the byte 7F.
            self.push_raw(string);
            return Ok(());
        }
        let content = string.text().unwrap_or_default();
        fits(content.len())?;
        if content.bytes().any(|byte| byte == 0x7F) {
            return Err(malformed(at, "byte 7F"));
        }
        let mut printed = String::new();
        json::write_string(&mut printed, &content);
        self.push(&printed);
        Ok(())
    }
}

/// Do the members of an object stand in the order in which they are printed?
fn is_sorted(object: Value<'_>) -> bool {
    let mut members = object.members();
    let mut names = core::iter::from_fn(|| members.as_mut()?.pair()?.0.text());
    let mut last = names.next();
    names.all(|name| {
        let before = last.replace(name.clone());
        before.is_none_or(|before| name_order(&before, &name).is_le())
    })
}

fn number_fits(value: Value<'_>, place: Place) -> Result<(), Refusal> {
    let at = value.offset();
    let text = value.raw();
    if matches!(place, Place::Own | Place::Bundle) {
        return match value.unsigned() {
            Some(number) if number <= INTEGER_MAX => Ok(()),
            _ => Err(malformed(at, "not an integer of 0 to 2^53 - 1")),
        };
    }
    // Beyond the grammar of JSON: the length, and at most two digits of exponent.
    let exponent = text.bytes().skip_while(|byte| !matches!(byte, b'e' | b'E'));
    let digits = exponent.filter(u8::is_ascii_digit).count();
    if text.len() > NUMBER_BYTES || digits > 2 { Err(limit(at, "number too long")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> RefusalKind {
        read(text, |name| if name == "event" { Place::Event } else { Place::Own }).unwrap_err().kind
    }

    #[test]
    fn only_the_printed_form_is_read() {
        let place = |name: &str| if name == "event" { Place::Event } else { Place::Own };
        for good in [
            r#"{"a":1}"#,
            r#"{"event":{"a":-0,"b":12.50,"c":1e5,"d":null,"e":[],"f":false}}"#,
            "{\"a\":\"\\u000b\\n\u{e9}\u{10348}\"}",
            r#"{"a":9007199254740991,"b":true}"#,
            "{\"\u{10000}\":1,\"\u{ffff}\":2}",
        ] {
            assert!(read(good, place).is_ok(), "{good}");
            assert_eq!(print(good, place).unwrap(), good);
        }
        for bad in [
            "",
            "[]",
            "{}",
            " {\"a\":1}",
            "{\"a\":1} ",
            "{\"a\": 1}",
            r#"{"b":1,"a":1}"#,
            r#"{"a":-1}"#,
            r#"{"a":1.0}"#,
            r#"{"a":9007199254740992}"#,
            r#"{"a":null}"#,
            r#"{"a":false}"#,
            r#"{"a":[]}"#,
            r#"{"a":"\u0061"}"#,
            r#"{"a":"\/"}"#,
            r#"{"a":"\u000B"}"#,
            "{\"\u{ffff}\":2,\"\u{10000}\":1}",
            "{\"a\":\"\u{7f}\"}",
            r#"{"a":"\u007f"}"#,
        ] {
            assert_eq!(refused(bad), RefusalKind::Malformed, "{bad}");
        }
        assert_eq!(refused(r#"{"a":1,"\u0061":2}"#), RefusalKind::DuplicateMember);
        assert_eq!(refused(r#"{"event":{"a":1e100}}"#), RefusalKind::Limit);
        let deep = alloc::format!("{{\"event\":{}1{}}}", "[".repeat(40), "]".repeat(40));
        assert_eq!(refused(&deep), RefusalKind::Limit);
    }
}
