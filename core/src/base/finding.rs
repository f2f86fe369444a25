//! What a check found: how grave, which code, where.

use alloc::{borrow::Cow, string::String};
use serde::Serialize;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Probably wrong, or not verifiable here.
    Warning,
    /// Wrong.
    Error,
}

/// One finding of a check; messages come from the catalogue by `code`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// What it is: kebab-case, appended, never renamed, never reused.
    pub code: Cow<'static, str>,
    /// Where: a JSON pointer (RFC 6901) into what was checked, empty for the whole.
    pub at: String,
    /// What was found, as text, where that helps; empty otherwise.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub found: String,
}

impl Finding {
    /// A finding on the whole of what was checked.
    #[must_use]
    pub fn new(severity: Severity, code: &'static str) -> Self {
        Self { severity, code: Cow::Borrowed(code), at: String::new(), found: String::new() }
    }

    /// The same finding, at a place.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.at = pointer.into();
        self
    }

    /// The same finding, with what was found.
    #[must_use]
    pub fn found(mut self, text: impl Into<String>) -> Self {
        self.found = text.into();
        self
    }
}
