//! The parts of an EPC URN between its dots, each with the right shape.

use super::{
    EpcError, PREFIX_LENGTHS,
    scheme::{Body, Scheme, Tail},
};
use crate::{
    base::text::shown,
    id::{
        gs1::{check_digit, in_set_39, in_set_82},
        link::escaped_byte,
    },
};
use alloc::{format, string::String};
use core::fmt::{self, Write as _};

/// Characters of a key whose reference is text (GIAI, GINC, CPID).
pub(super) const TEXT_MAX: usize = 30;

/// An EPC URN taken apart. Lengths, digits and escapes are right; numbers are not yet judged.
pub(crate) struct Parts<'t> {
    pub(crate) scheme: Scheme,
    /// The company prefix: digits.
    pub(crate) prefix: &'t str,
    /// The reference as written.
    pub(crate) reference: &'t str,
    /// Piece and total, four digits.
    pub(crate) pieces: Option<String>,
    /// Serial, lot or extension as written; `None` for a pattern and where the scheme has none.
    pub(crate) tail: Option<&'t str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Instance,
    Class,
    Pattern,
}

/// Takes a URN apart.
///
/// # Errors
/// [`EpcError`].
pub(crate) fn split(text: &str) -> Result<Parts<'_>, EpcError> {
    let (form, rest) =
        [("urn:epc:id:", Form::Instance), ("urn:epc:class:", Form::Class), ("urn:epc:idpat:", Form::Pattern)]
            .iter()
            .find_map(|(start, form)| Some((*form, text.strip_prefix(start)?)))
            .ok_or(EpcError::NotAnEpc)?;
    let (name, rest) = rest.split_once(':').ok_or(EpcError::Missing { missing: "scheme" })?;
    let scheme: Scheme = name.parse()?;
    let layout = scheme.layout();
    if (form == Form::Class) != (scheme == Scheme::Lgtin) || (form == Form::Pattern && !layout.pattern) {
        return Err(EpcError::Scheme { found: shown(name) });
    }

    let (prefix, rest) = rest.split_once('.').ok_or(EpcError::Missing { missing: "reference" })?;
    digits(prefix, "company prefix")?;
    if !PREFIX_LENGTHS.contains(&prefix.len()) {
        return Err(EpcError::Prefix { found: prefix.len() });
    }
    // A reference of text without a tail may hold dots; no other may.
    let (reference, mut rest) = match (layout.tail, rest.split_once('.')) {
        (Tail::None, _) => (rest, None),
        (_, Some((reference, rest))) => (reference, Some(rest)),
        (_, None) => return Err(EpcError::Missing { missing: "serial" }),
    };
    check_reference(layout.body, prefix, reference)?;

    let mut pieces = None;
    if let (Tail::Pieces(..), Some(text)) = (layout.tail, rest) {
        let mut parts = text.splitn(3, '.');
        let (Some(piece), Some(total), Some(after)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(EpcError::Missing { missing: "piece, total or serial" });
        };
        digits(piece, "piece")?;
        digits(total, "total")?;
        if piece.len() != 2 || total.len() != 2 {
            return Err(EpcError::Pieces { found: shown(&format!("{piece}.{total}")) });
        }
        pieces = Some(format!("{piece}{total}"));
        rest = Some(after);
    }
    if form == Form::Pattern {
        if rest != Some("*") {
            return Err(EpcError::Missing { missing: "`*` for the serial" });
        }
        return Ok(Parts { scheme, prefix, reference, pieces, tail: None });
    }
    if let Some(tail) = rest {
        let length = decode(tail, "serial", in_set_82)?.len();
        let (most, number) = match layout.tail {
            Tail::Qualifier(_, most)
            | Tail::Extension(_, most)
            | Tail::Pieces(_, most)
            | Tail::Serial(most) => (most, false),
            Tail::Number(_, most) | Tail::SerialNumber(most) => (most, true),
            Tail::None => (0, false),
        };
        if length == 0 || length > most {
            return Err(EpcError::TailLength { part: "serial", found: length, most });
        }
        if number {
            digits(tail, "serial number")?;
        }
    }
    Ok(Parts { scheme, prefix, reference, pieces, tail: rest })
}

impl<'t> Parts<'t> {
    /// The key of the prefix and a reference, with its check digit where it has one.
    pub(super) fn key_of(&self, reference: &str) -> String {
        let mut key = String::with_capacity(36);
        let body = self.scheme.layout().body;
        let (first, rest) = match body {
            Body::Indicator(_) => reference.split_at_checked(1).unwrap_or((reference, "")),
            Body::Zero(_) => ("0", reference),
            Body::Digits(_) | Body::Text82 | Body::Text39 => ("", reference),
        };
        key.push_str(first);
        key.push_str(self.prefix);
        key.push_str(rest);
        if !matches!(body, Body::Text82 | Body::Text39) {
            key.push(char::from(check_digit(key.as_bytes())));
        }
        key
    }

    /// Key and qualifier with every character as written: for the lenient normal form.
    pub(crate) fn raw_link(&self) -> (String, Option<&'t str>) {
        let mut key = self.key_of(self.reference);
        key.push_str(self.pieces.as_deref().unwrap_or_default());
        match (self.scheme.layout().tail, self.tail) {
            (Tail::Serial(_) | Tail::SerialNumber(_), tail) => {
                key.push_str(tail.unwrap_or_default());
                (key, None)
            }
            (Tail::Extension(..), Some("0")) => (key, None),
            (_, tail) => (key, tail),
        }
    }

    pub(super) fn decoded_reference(&self) -> Result<String, EpcError> {
        match self.scheme.layout().body {
            Body::Text82 => decode(self.reference, "reference", in_set_82),
            Body::Text39 => decode(self.reference, "reference", in_set_39),
            _ => Ok(self.reference.into()),
        }
    }

    pub(super) fn decoded_tail(&self) -> Result<Option<String>, EpcError> {
        self.tail.map(|tail| decode(tail, "serial", in_set_82)).transpose()
    }
}

pub(super) fn check_reference(body: Body, prefix: &str, reference: &str) -> Result<(), EpcError> {
    let length = |length: usize| prefix.len() + length;
    match body {
        Body::Indicator(wanted) | Body::Digits(wanted) | Body::Zero(wanted) => {
            digits(reference, "reference")?;
            let found = length(reference.len());
            if found == wanted { Ok(()) } else { Err(EpcError::ReferenceLength { found, wanted }) }
        }
        Body::Text82 | Body::Text39 => {
            let in_set = if body == Body::Text82 { in_set_82 } else { in_set_39 };
            let decoded = decode(reference, "reference", in_set)?;
            if decoded.is_empty() {
                return Err(EpcError::Missing { missing: "reference" });
            }
            let found = length(decoded.len());
            if found <= TEXT_MAX {
                Ok(())
            } else {
                Err(EpcError::ReferenceLength { found, wanted: TEXT_MAX })
            }
        }
    }
}

fn digits(text: &str, part: &'static str) -> Result<(), EpcError> {
    match text.chars().find(|c| !c.is_ascii_digit()) {
        None => Ok(()),
        Some(found) => Err(EpcError::Character { found, part }),
    }
}

/// Characters that a URN takes only as an escape (Tag Data Standard, Table A-1).
const fn needs_escape(byte: u8) -> bool {
    matches!(byte, b'"' | b'%' | b'&' | b'/' | b'<' | b'>' | b'?' | b'#')
}

pub(super) fn decode(text: &str, part: &'static str, in_set: fn(u8) -> bool) -> Result<String, EpcError> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let escaped = escaped_byte(text.as_bytes().get(at..).unwrap_or_default());
        let byte = match (escaped, u8::try_from(c)) {
            (Some(byte), _) => {
                chars.next();
                chars.next();
                byte
            }
            (None, Ok(byte)) if !needs_escape(byte) => byte,
            _ => return Err(EpcError::Character { found: c, part }),
        };
        if !in_set(byte) {
            return Err(EpcError::Character { found: char::from(byte), part });
        }
        out.push(char::from(byte));
    }
    Ok(out)
}

/// A decoded part, printed as a URN has it.
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_escaped(f, self.0)
    }
}

pub(super) fn write_escaped(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for byte in text.bytes() {
        if needs_escape(byte) {
            write!(f, "%{byte:02X}")?;
        } else {
            f.write_char(char::from(byte))?;
        }
    }
    Ok(())
}

/// Whether a tail of a key is empty or right.
pub(super) fn check_tail(tail: &str, most: usize, number: bool) -> Result<(), EpcError> {
    if tail.is_empty() { Ok(()) } else { require_tail(tail, most, number) }
}

pub(super) fn require_tail(tail: &str, most: usize, number: bool) -> Result<(), EpcError> {
    let wrong =
        |c: &char| !u8::try_from(*c).is_ok_and(|b| if number { b.is_ascii_digit() } else { in_set_82(b) });
    if let Some(found) = tail.chars().find(wrong) {
        return Err(EpcError::Character { found, part: "serial" });
    }
    if tail.is_empty() || tail.len() > most {
        return Err(EpcError::TailLength { part: "serial", found: tail.len(), most });
    }
    Ok(())
}

/// Whether four digits are a piece and its total.
pub(super) fn check_pieces(pieces: &str) -> Result<(), EpcError> {
    let right = match pieces.split_at_checked(2) {
        Some((piece, total)) if pieces.len() == 4 && pieces.bytes().all(|b| b.is_ascii_digit()) => {
            piece != "00" && piece <= total
        }
        _ => false,
    };
    if right { Ok(()) } else { Err(EpcError::Pieces { found: shown(pieces) }) }
}
