//! Percent-encoding (RFC 3986 §2.1) as GS1 Digital Link uses it: everything but the unreserved characters.

use alloc::{borrow::Cow, string::String, vec::Vec};

/// Where in a URI a value stands: `+` means a space in a query only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Component {
    /// A segment of the path.
    Path,
    /// A name or value of the query.
    Query,
}

/// Unreserved characters of RFC 3986 §2.3, the only ones that stand for themselves.
const fn is_unreserved(byte: u8) -> bool {
    matches!(byte, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~')
}

const fn hex_digit(value: u8) -> char {
    (if value < 10 { b'0' + value } else { b'A' + value - 10 }) as char
}

/// Appends a value percent-encoded.
pub(crate) fn escape_into(out: &mut String, value: &[u8], component: Component) {
    for byte in value {
        match byte {
            byte if is_unreserved(*byte) => out.push(char::from(*byte)),
            b' ' if component == Component::Query => out.push('+'),
            byte => {
                out.push('%');
                out.push(hex_digit(byte >> 4));
                out.push(hex_digit(byte & 15));
            }
        }
    }
}

/// A value percent-encoded: upper-case hexadecimal, and only what must be.
///
/// ```
/// use terroir::id::link::{Component, escape};
///
/// assert_eq!(escape("A/B 1", Component::Path), "A%2FB%201");
/// assert_eq!(escape("A/B 1", Component::Query), "A%2FB+1");
/// ```
#[must_use]
pub fn escape(value: &str, component: Component) -> String {
    let mut out = String::with_capacity(value.len());
    escape_into(&mut out, value.as_bytes(), component);
    out
}

fn hex_value(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// The byte that a text beginning with a percent-encoded byte stands for.
pub(crate) fn escaped_byte(text: &[u8]) -> Option<u8> {
    match text {
        [b'%', high, low, ..] => Some(hex_value(*high)? << 4 | hex_value(*low)?),
        _ => None,
    }
}

/// The bytes that a percent-encoded value stands for; what is not a whole escape stands for itself.
///
/// ```
/// use terroir::id::link::{Component, unescape};
///
/// assert_eq!(unescape("A%2fB+1", Component::Path).as_ref(), b"A/B+1");
/// assert_eq!(unescape("A%2fB+1", Component::Query).as_ref(), b"A/B 1");
/// ```
#[must_use]
pub fn unescape(text: &str, component: Component) -> Cow<'_, [u8]> {
    let special = |byte: &u8| *byte == b'%' || (*byte == b'+' && component == Component::Query);
    let bytes = text.as_bytes();
    let Some(first) = bytes.iter().position(special) else {
        return Cow::Borrowed(bytes);
    };
    let mut out = Vec::with_capacity(bytes.len());
    let (plain, mut rest) = bytes.split_at(first);
    out.extend_from_slice(plain);
    while let [byte, tail @ ..] = rest {
        let (value, used) = match escaped_byte(rest) {
            Some(value) => (value, 3),
            None if *byte == b'+' && component == Component::Query => (b' ', 1),
            None => (*byte, 1),
        };
        out.push(value);
        rest = rest.get(used..).unwrap_or(tail);
    }
    Cow::Owned(out)
}
