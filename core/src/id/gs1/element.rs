//! Element strings: application identifiers and values in a row, as a symbol carries them or a person writes them.
//!
//! ```
//! use terroir::id::gs1::{Element, Ai, parse_bracketed, parse_element_string, write_bracketed, write_element_string};
//!
//! let elements = parse_bracketed("(01)06901234567892(10)A(3103)000195")?;
//! assert_eq!(write_element_string(&elements, '^'), "^010690123456789210A^3103000195");
//! assert_eq!(parse_element_string("^010690123456789210A^3103000195")?, elements);
//! assert_eq!(write_bracketed(&elements), "(01)06901234567892(10)A(3103)000195");
//! # Ok::<(), terroir::id::gs1::ElementError>(())
//! ```

use super::ai::{Ai, ValueError};
use alloc::{borrow::Cow, string::String, vec::Vec};
use serde::Serialize;

/// FNC1 as a scanner transmits it between elements: the ASCII group separator.
pub const GROUP_SEPARATOR: char = '\u{1d}';

/// FNC1 as people write it; neither it nor the group separator may stand in a value.
pub const CARET: char = '^';

/// Elements in one message at most.
pub const MAX_ELEMENTS: usize = 64;

/// An application identifier with its value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Element<'t> {
    /// The application identifier.
    pub ai: Ai,
    /// Its value, without any escape.
    pub value: Cow<'t, str>,
}

impl Element<'_> {
    /// The same, owning its value.
    #[must_use]
    pub fn into_owned(self) -> Element<'static> {
        Element { ai: self.ai, value: Cow::Owned(self.value.into_owned()) }
    }
}

/// Why a text is not a row of elements. Positions are bytes, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ElementError {
    /// There is nothing in it.
    #[error("there are no elements")]
    Empty,
    /// It does not begin with FNC1.
    #[error("does not begin with FNC1")]
    NoFnc1,
    /// It does not begin with a bracket, or a bracket is not closed after two to four digits.
    #[error("no application identifier in brackets at position {at}")]
    NoBracket {
        /// Where.
        at: usize,
    },
    /// What stands where an AI should is none that the dictionary knows.
    #[error("`{found}` at position {at} does not begin with a known AI")]
    UnknownAi {
        /// Where.
        at: usize,
        /// What stands there, shortened.
        found: String,
    },
    /// A value does not fit its AI.
    #[error("{why} (value at position {at})")]
    Value {
        /// Where the value begins.
        at: usize,
        /// Why.
        why: ValueError,
    },
    /// There are too many elements.
    #[error("more than {MAX_ELEMENTS} elements")]
    TooMany,
}

const fn is_fnc1(byte: u8) -> bool {
    matches!(byte, b'^' | 0x1d)
}

/// The elements of a string that begins with FNC1; each FNC1 is `^` or the group separator.
///
/// An FNC1 after a value of predefined length, and one at the end, change nothing and are allowed.
///
/// # Errors
/// [`ElementError`]. Which AIs go together is another question: [`check_associations`](super::check_associations).
pub fn parse_element_string(text: &str) -> Result<Vec<Element<'_>>, ElementError> {
    match text.as_bytes() {
        [] => Err(ElementError::Empty),
        [first, ..] if is_fnc1(*first) => extract(text, 1),
        _ => Err(ElementError::NoFnc1),
    }
}

/// The elements of a text from a place on, where an AI must stand.
pub(super) fn extract(text: &str, mut at: usize) -> Result<Vec<Element<'_>>, ElementError> {
    let mut elements = Vec::new();
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if elements.len() == MAX_ELEMENTS {
            return Err(ElementError::TooMany);
        }
        let ai = Ai::at_start_of(rest.as_bytes())
            .ok_or_else(|| ElementError::UnknownAi { at, found: crate::base::text::shown(rest) })?;
        at += ai.as_str().len();
        let rest = text.get(at..).unwrap_or_default();
        let mut length = rest.bytes().position(is_fnc1).unwrap_or(rest.len());
        if ai.is_predefined_length() {
            length = length.min(ai.max_length());
            // A character that is cut here is not in the set, which the check says.
            while !rest.is_char_boundary(length) {
                length += 1;
            }
        }
        let value = rest.get(..length).unwrap_or(rest);
        ai.check(value).map_err(|why| ElementError::Value { at, why })?;
        elements.push(Element { ai, value: Cow::Borrowed(value) });
        at += length;
        at += usize::from(text.as_bytes().get(at).copied().is_some_and(is_fnc1));
    }
    if elements.is_empty() { Err(ElementError::Empty) } else { Ok(elements) }
}

/// The elements of a text in which every AI stands in brackets; a bracket in a value is written `\(`.
///
/// # Errors
/// [`ElementError`].
pub fn parse_bracketed(text: &str) -> Result<Vec<Element<'_>>, ElementError> {
    bracketed(text, false)
}

/// The same with white space around AIs and values, as it is printed under a symbol.
///
/// # Errors
/// [`ElementError`].
pub fn parse_human_readable(text: &str) -> Result<Vec<Element<'_>>, ElementError> {
    bracketed(text, true)
}

fn bracketed(text: &str, spaced: bool) -> Result<Vec<Element<'_>>, ElementError> {
    let mut elements = Vec::new();
    let mut at = if spaced { text.len() - text.trim_start().len() } else { 0 };
    if text.len() == at {
        return Err(ElementError::Empty);
    }
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if elements.len() == MAX_ELEMENTS {
            return Err(ElementError::TooMany);
        }
        let (digits, rest) = rest
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(')'))
            .filter(|(digits, _)| Ai::of(digits.as_bytes()).is_some())
            .ok_or(ElementError::NoBracket { at })?;
        let known = Ai::of(digits.as_bytes()).filter(|ai| ai.is_known());
        let ai = known.ok_or_else(|| ElementError::UnknownAi { at: at + 1, found: digits.into() })?;
        let start = at + digits.len() + 2;
        let end = bracket_in(rest);
        let written = rest.get(..end).unwrap_or(rest);
        let trimmed = if spaced { written.trim() } else { written };
        let value = if trimmed.contains("\\(") {
            Cow::Owned(trimmed.replace("\\(", "("))
        } else {
            Cow::Borrowed(trimmed)
        };
        ai.check(&value).map_err(|why| ElementError::Value { at: start, why })?;
        elements.push(Element { ai, value });
        at = start + end;
    }
    Ok(elements)
}

/// Where the next bracket opens that no backslash stands before, or the end.
fn bracket_in(text: &str) -> usize {
    let bytes = text.as_bytes();
    let opens =
        |at: &usize| bytes.get(*at) == Some(&b'(') && (*at == 0 || bytes.get(*at - 1) != Some(&b'\\'));
    (0..bytes.len()).find(opens).unwrap_or(bytes.len())
}

/// The element string, FNC1 first and after every value whose length is not predefined, but for the last.
#[must_use]
pub fn write_element_string(elements: &[Element<'_>], fnc1: char) -> String {
    let mut out = String::new();
    let mut separate = true;
    for Element { ai, value } in elements {
        if separate {
            out.push(fnc1);
        }
        out.push_str(ai.as_str());
        out.push_str(value);
        separate = !ai.is_predefined_length();
    }
    out
}

/// The elements with their AIs in brackets.
#[must_use]
pub fn write_bracketed(elements: &[Element<'_>]) -> String {
    let mut out = String::new();
    for Element { ai, value } in elements {
        out.push('(');
        out.push_str(ai.as_str());
        out.push(')');
        for c in value.chars() {
            if c == '(' {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// The elements as they are printed under a symbol: one space between them, brackets in values as they are.
#[must_use]
pub fn write_human_readable(elements: &[Element<'_>]) -> String {
    let mut out = String::new();
    for Element { ai, value } in elements {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push('(');
        out.push_str(ai.as_str());
        out.push(')');
        out.push_str(value);
    }
    out
}
