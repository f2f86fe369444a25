//! Why a text is no EPCIS XML.

use super::place::{Lines, XmlPlace};
use alloc::string::String;

/// Why a text cannot be read as EPCIS XML, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at line {line}, column {column}{}{found}{}", if found.is_empty() { "" } else { ": `" }, if found.is_empty() { "" } else { "`" })]
pub struct XmlError {
    /// What is wrong.
    pub kind: XmlErrorKind,
    /// The line, from 1.
    pub line: usize,
    /// The character in it, from 1.
    pub column: usize,
    /// What stands there, cut where it is long; empty where the place says enough.
    pub found: String,
}

/// What is wrong with a text that should be EPCIS XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum XmlErrorKind {
    /// Not well-formed.
    #[error("not well-formed")]
    Syntax,
    /// An end tag without its start tag, or the other way round.
    #[error("a tag without its counterpart")]
    Tags,
    /// A prefix that nothing binds to a namespace.
    #[error("the prefix is not bound")]
    Prefix,
    /// An attribute twice in one element.
    #[error("the attribute stands twice")]
    DuplicateAttribute,
    /// A document type declaration that declares something.
    #[error("a document type declaration is not taken")]
    Doctype,
    /// An entity that is not one of the five of XML, or no character.
    #[error("the entity is not taken")]
    Entity,
    /// Elements in each other deeper than is taken.
    #[error("elements stand too deep in each other")]
    Depth,
    /// More bytes, attributes, namespaces or letters of a name than are taken.
    #[error("larger than is taken")]
    Size,
    /// An outermost element that holds no events.
    #[error("neither an EPCIS document, an event list nor an event")]
    Root,
    /// An element twice where it may stand once.
    #[error("the element stands twice")]
    Repeated,
    /// An element, attribute or text where EPCIS has no place for it.
    #[error("it has no place here")]
    Misplaced,
}

/// Bytes of input that an error shows.
const SHOWN: usize = 64;

/// What stops the reader or the writer, and where in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    pub(super) kind: XmlErrorKind,
    pub(super) offset: usize,
}

impl Stop {
    pub(super) const fn at(kind: XmlErrorKind, offset: usize) -> Self {
        Self { kind, offset }
    }

    pub(super) fn locate(self, text: &str) -> XmlError {
        let XmlPlace { line, column } = Lines::of(text).go_to(self.offset);
        let rest = text.get(self.offset..).unwrap_or("");
        let end = rest.find([' ', '\t', '\r', '\n', '<', '>', '=', ';']).unwrap_or(rest.len()).min(SHOWN);
        let end = (0..=end).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
        XmlError { kind: self.kind, line, column, found: rest.get(..end).unwrap_or("").into() }
    }
}
