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

    /// The same fault, one level further out.
    #[must_use]
    pub fn within(mut self, pointer: &str) -> Self {
        self.at.insert_str(0, pointer);
        self
    }
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
