//! What types that go through text share.

use alloc::string::String;
use serde::{
    Deserialize,
    de::value::{BorrowedStrDeserializer, Error},
};

/// A user's text as it may stand in a message: cut after 64 bytes, at a character.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 64;
    if text.len() <= MOST {
        return text.into();
    }
    let mut end = MOST;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut cut = String::from(text.get(..end).unwrap_or_default());
    cut.push('…');
    cut
}

/// Whether a text has a part, compared byte by byte: smaller than the search of `str`, which pays off for long parts.
pub(crate) fn holds(text: &str, part: &str) -> bool {
    let Some(first) = part.bytes().next() else { return true };
    let mut rest = text.as_bytes();
    while let Some(at) = position(rest, first) {
        rest = rest.get(at..).unwrap_or_default();
        if rest.starts_with(part.as_bytes()) {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

/// What stands before and behind the first such ASCII byte.
pub(crate) fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    around(text, position(text.as_bytes(), at)?)
}

/// Where the first such byte stands; eight are looked at in one step.
pub(crate) fn position(bytes: &[u8], wanted: u8) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    let mut before = 0;
    for chunk in bytes.as_chunks::<8>().0 {
        // Zero where the byte is the one wanted; only below a zero does the subtraction borrow into a top bit.
        let other = u64::from_ne_bytes(*chunk) ^ (ONES * u64::from(wanted));
        if other.wrapping_sub(ONES) & !other & (ONES << 7) != 0 {
            break;
        }
        before += chunk.len();
    }
    let rest = bytes.get(before..)?;
    Some(before + rest.iter().position(|byte| *byte == wanted)?)
}

/// Where the first control character stands that is no line feed; whole pieces are looked at in one step.
pub(crate) fn control(bytes: &[u8]) -> Option<usize> {
    let is_control = |byte: u8| (byte < 0x20 && byte != b'\n') | (byte == 0x7F);
    let mut before = 0;
    for piece in bytes.chunks(64) {
        if piece.iter().fold(false, |found, byte| found | is_control(*byte)) {
            return Some(before + piece.iter().position(|byte| is_control(*byte))?);
        }
        before += piece.len();
    }
    None
}

/// What stands before and behind the last such ASCII byte.
pub(crate) fn cut_last(text: &str, at: u8) -> Option<(&str, &str)> {
    around(text, text.bytes().rposition(|byte| byte == at)?)
}

/// The line of this number, from 0; empty if there is none.
pub(crate) fn line(lines: &str, number: usize) -> &str {
    let mut rest = lines;
    for _ in 0..number {
        rest = cut(rest, b'\n').map_or("", |(_, rest)| rest);
    }
    cut(rest, b'\n').map_or(rest, |(line, _)| line)
}

fn around(text: &str, at: usize) -> Option<(&str, &str)> {
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The pieces of a text between ASCII bytes.
pub(crate) struct Pieces<'t> {
    rest: Option<&'t str>,
    at: u8,
}

/// The pieces of a text between such bytes: one more than there are of these.
pub(crate) const fn pieces(text: &str, at: u8) -> Pieces<'_> {
    Pieces { rest: Some(text), at }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let rest = self.rest?;
        let (piece, rest) = match cut(rest, self.at) {
            Some((piece, rest)) => (piece, Some(rest)),
            None => (rest, None),
        };
        self.rest = rest;
        Some(piece)
    }
}

/// What stands behind the last `:`, `/` or `#` of a name.
pub(crate) fn local(name: &str) -> &str {
    let before = name.bytes().rposition(|byte| matches!(byte, b':' | b'/' | b'#'));
    before.and_then(|at| name.get(at + 1..)).unwrap_or(name)
}

/// Parts, one behind the other; smaller than `concat`.
pub(crate) fn joined(parts: &[&str]) -> String {
    let mut out = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    for part in parts {
        out.push_str(part);
    }
    out
}

/// Is it one of the words of a text that has a line feed behind each?
pub(crate) fn is_word_of(lines: &str, word: &str) -> bool {
    let mut rest = lines;
    while let Some((line, after)) = cut(rest, b'\n') {
        if line == word {
            return true;
        }
        rest = after;
    }
    false
}

/// What serde reads from a word, such as a case of an enum; `None` if it is not one of its words.
pub(crate) fn read_word<'w, T: Deserialize<'w>>(word: &'w str) -> Option<T> {
    T::deserialize(BorrowedStrDeserializer::<Error>::new(word)).ok()
}

/// serde, and the schema, of a type that goes through `FromStr` and `Display`.
macro_rules! text_serde {
    ($type:ty, $name:literal, $about:literal) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl serde::de::Visitor<'_> for Text {
                    type Value = $type;

                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str($about)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> alloc::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "description": $about })
            }
        }
    };
}
pub(crate) use text_serde;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_as_the_library_finds_it() {
        for text in ["", "a", "aab", "abab", "ababc", "茶叶"] {
            for part in ["", "a", "ab", "abc", "abab", "叶", "茶叶茶"] {
                assert_eq!(holds(text, part), text.contains(part), "{text} {part}");
            }
        }
    }

    #[test]
    fn a_control_character_is_found_where_it_first_stands() {
        for control in [0, 1, b'\t', b'\r', 0x1f, 0x7f] {
            for length in [1, 63, 64, 65, 200] {
                let mut bytes = alloc::vec![b'\n'; length];
                assert_eq!(super::control(&bytes), None);
                for at in (0..length).rev() {
                    bytes[at] = control;
                    assert_eq!(super::control(&bytes), Some(at));
                }
            }
        }
    }

    #[test]
    fn a_byte_is_found_where_it_first_stands() {
        for wanted in [0, 1, 0x0a, 0x7f, 0x80, 0x81, 0xff] {
            for other in [0, 1, 0x7f, 0x80, 0xff].into_iter().filter(|other| *other != wanted) {
                for length in 0..20 {
                    let mut bytes = alloc::vec![other; length];
                    assert_eq!(position(&bytes, wanted), None);
                    for at in (0..length).rev() {
                        bytes[at] = wanted;
                        assert_eq!(position(&bytes, wanted), Some(at), "{wanted} among {other}");
                    }
                }
            }
        }
    }
}
