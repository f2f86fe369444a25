//! What examining an identifier found: layer by layer, never one yes or no.

use super::{
    scheme::Scheme,
    spelling::{self, Spelling},
};
use crate::base::finding::{Finding, Severity};
use alloc::{borrow::Cow, format, string::String, vec::Vec};
use serde::Serialize;

/// Bytes of the longest code that is examined.
pub const CODE_BYTES: usize = 256;

/// What the findings come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Status {
    /// No error was found.
    Valid,
    /// The format is not published, or not known here: neither valid nor invalid.
    Unverified,
    /// At least one finding is an error.
    Invalid,
}

/// One meaningful piece of an identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Key {
    /// What the piece is, kebab-case; for GS1 keys the application identifier.
    pub name: Cow<'static, str>,
    /// The piece.
    pub value: String,
}

/// What examining a text as an identifier of one scheme found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// The scheme it was examined as.
    pub scheme: Scheme,
    /// What the findings come to.
    pub status: Status,
    /// The canonical spelling (masked where it names a person); empty where the text has no such form.
    pub canonical: String,
    /// How far the text was from the canonical spelling; absent where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spelling: Option<Spelling>,
    /// Its pieces, in order.
    pub keys: Vec<Key>,
    /// What was found, in order of checking.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The value of a piece.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&str> {
        self.keys.iter().find(|key| key.name == name).map(|key| key.value.as_str())
    }

    /// Was this found?
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        self.findings.iter().any(|finding| finding.code == code)
    }

    /// Valid, and spelled at most this loosely.
    #[must_use]
    pub fn accepted(&self, loosest: Spelling) -> bool {
        self.status == Status::Valid && self.spelling.is_some_and(|spelling| spelling <= loosest)
    }

    /// Does the text have the outer form of the scheme: length, characters, fixed letters?
    #[must_use]
    pub const fn has_form(&self) -> bool {
        !self.canonical.is_empty()
    }
}

/// A report in the making.
pub(super) struct Examination<'t> {
    text: &'t str,
    /// The text without spaces and dashes, upper case, folded.
    pub(super) code: String,
    report: Report,
}

impl<'t> Examination<'t> {
    pub(super) fn new(scheme: Scheme, text: &'t str) -> Self {
        let report = Report {
            scheme,
            status: Status::Valid,
            canonical: String::new(),
            spelling: None,
            keys: Vec::new(),
            findings: Vec::new(),
        };
        let code = if text.len() > CODE_BYTES { String::new() } else { spelling::folded(text) };
        Self { text, code, report }
    }

    fn find(&mut self, severity: Severity, code: &'static str, found: impl Into<String>) {
        self.report.findings.push(Finding::new(severity, code).found(found));
    }

    pub(super) fn error(&mut self, code: &'static str, found: impl Into<String>) {
        self.find(Severity::Error, code, found);
    }

    pub(super) fn warning(&mut self, code: &'static str, found: impl Into<String>) {
        self.find(Severity::Warning, code, found);
    }

    pub(super) fn note(&mut self, code: &'static str, found: impl Into<String>) {
        self.find(Severity::Note, code, found);
    }

    pub(super) fn key(&mut self, name: &'static str, value: impl Into<String>) {
        self.report.keys.push(Key { name: Cow::Borrowed(name), value: value.into() });
    }

    /// Checks length and characters; says whether both are right.
    pub(super) fn shape(&mut self, length: usize, allowed: fn(u8) -> bool) -> bool {
        if self.text.len() > CODE_BYTES {
            self.error("length", format!("{} bytes", self.text.len()));
            return false;
        }
        let count = self.code.chars().count();
        if count != length {
            self.error("length", format!("{count}, should be {length}"));
            return false;
        }
        self.characters(allowed)
    }

    /// Checks the characters; says whether all are right.
    pub(super) fn characters(&mut self, allowed: fn(u8) -> bool) -> bool {
        let wrong = self.code.chars().enumerate().find(|(_, c)| !(c.is_ascii() && allowed(*c as u8)));
        if let Some((at, found)) = wrong {
            self.error("character", format!("{found} at {}", at + 1));
            return false;
        }
        true
    }

    /// Ends with the canonical spelling; judges how far the text was from it. `other` are spellings that
    /// count as exact as well.
    pub(super) fn spelled(mut self, canonical: &str, other: &[&str]) -> Report {
        let level = if self.text == canonical || other.contains(&self.text) {
            Spelling::Exact
        } else if spelling::cleaned(self.text) == spelling::cleaned(canonical) {
            Spelling::Cleaned
        } else {
            Spelling::Folded
        };
        match level {
            Spelling::Exact => {}
            Spelling::Cleaned => self.warning("spelling-cleaned", ""),
            Spelling::Folded => self.warning("spelling-folded", ""),
        }
        self.report.canonical = canonical.into();
        self.report.spelling = Some(level);
        self.done()
    }

    /// As [`Examination::spelled`] where letters and hyphens matter: only exact or cleaned.
    pub(super) fn spelled_uri(mut self, canonical: &str) -> Report {
        let level = if self.text == canonical { Spelling::Exact } else { Spelling::Cleaned };
        if level == Spelling::Cleaned {
            self.warning("spelling-cleaned", "");
        }
        self.report.canonical = canonical.into();
        self.report.spelling = Some(level);
        self.done()
    }

    /// Ends without a canonical spelling.
    pub(super) fn done(mut self) -> Report {
        let findings = &self.report.findings;
        self.report.status = if findings.iter().any(|finding| finding.severity == Severity::Error) {
            Status::Invalid
        } else if findings.iter().any(|finding| finding.code == "format-unverified") {
            Status::Unverified
        } else {
            Status::Valid
        };
        self.report
    }
}
