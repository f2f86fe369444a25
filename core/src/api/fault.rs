//! A question that could not be asked.

use super::Code;
use crate::digest::json::{DeError, ReadError};
use alloc::{format, string::String};
use serde::Serialize;

/// Why a question could not be asked, and where in the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What is wrong; stable for ever.
    pub code: Code,
    /// JSON pointer (RFC 6901) into the request; empty for the whole.
    pub at: String,
    /// The same for a person, in English; other languages come from the catalogue by `code`.
    pub message: String,
}

impl Fault {
    /// A fault with what was found.
    #[must_use]
    pub fn new(code: Code, at: impl Into<String>, found: impl AsRef<str>) -> Self {
        let found = found.as_ref();
        let title = code.english();
        let message = if found.is_empty() { String::from(title) } else { format!("{title}: {found}") };
        Self { code, at: at.into(), message }
    }

    /// A fault in a document that stands as text at a place of the request.
    ///
    /// `at` stays the place of the text; the message says the byte, line and column in it.
    #[must_use]
    pub fn in_text(place: &str, error: &ReadError) -> Self {
        let inner = if error.pointer.is_empty() {
            String::new()
        } else {
            format!(", in `{}`", brief(&error.pointer))
        };
        Self::new(Code::MalformedDocument, place, format!("{error}{inner}"))
    }

    /// The same fault, one level further out.
    #[must_use]
    pub fn within(mut self, pointer: &str) -> Self {
        self.at.insert_str(0, pointer);
        self
    }
}

/// The beginning of a text that somebody else wrote: at most 64 bytes.
pub(crate) fn brief(text: &str) -> &str {
    const MOST: usize = 64;
    let end = (0..=MOST.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    text.get(..end).unwrap_or("")
}

impl From<ReadError> for Fault {
    fn from(error: ReadError) -> Self {
        Self::new(Code::MalformedJson, error.pointer.clone(), format!("{error}"))
    }
}

impl From<DeError> for Fault {
    fn from(error: DeError) -> Self {
        Self::new(Code::MalformedRequest, error.pointer, error.message)
    }
}
