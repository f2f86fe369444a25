//! Why a text is no Digital Link.

use crate::id::gs1::{Ai, ValueError};
use alloc::string::String;

/// Why a URI is not a GS1 Digital Link, or elements make none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LinkError {
    /// It does not begin with `http://` or `https://`, all small or all capital letters.
    #[error("does not begin with `http://` or `https://`")]
    Scheme,
    /// A character that may not stand in a URI.
    #[error("`{found}` at position {at} may not stand in a URI")]
    Character {
        /// Where: bytes from 0.
        at: usize,
        /// The character.
        found: char,
    },
    /// A percent sign without two hexadecimal digits.
    #[error("`%` at position {at} is not followed by two hexadecimal digits")]
    Escape {
        /// Where: bytes from 0.
        at: usize,
    },
    /// The host is missing, or no path follows it.
    #[error("host or path is missing")]
    Host,
    /// No GS1 key stands in the path.
    #[error("there is no GS1 key in the path")]
    NoKey,
    /// The path is a compressed one (GS1 Digital Link: Compression), which is not supported.
    #[error("the path is compressed, which is not supported")]
    Compressed,
    /// A value is empty.
    #[error("({ai}) has no value")]
    NoValue {
        /// Its AI.
        ai: Ai,
    },
    /// A value does not fit its AI.
    #[error("{0}")]
    Value(ValueError),
    /// A value is not text.
    #[error("value of ({ai}) is not text")]
    NotText {
        /// Its AI.
        ai: Ai,
    },
    /// The AIs of the path do not stand in the order that the key calls for.
    #[error("({ai}) may not stand there in the path of key ({key})")]
    Sequence {
        /// The key.
        key: Ai,
        /// The first AI that is out of place.
        ai: Ai,
    },
    /// A query parameter of digits that the dictionary does not know.
    #[error("query parameter `{found}` is not a known AI")]
    UnknownAi {
        /// Its name, shortened.
        found: String,
    },
    /// An AI that may not stand in the query.
    #[error("({ai}) may not stand in the query")]
    NotAnAttribute {
        /// The AI.
        ai: Ai,
    },
    /// An AI in the query that belongs into the path.
    #[error("({ai}) belongs into the path")]
    BelongsInPath {
        /// The AI.
        ai: Ai,
    },
    /// An AI stands twice.
    #[error("({ai}) stands twice")]
    Repeated {
        /// The AI.
        ai: Ai,
    },
    /// There are too many elements.
    #[error("more than {} elements", crate::id::gs1::MAX_ELEMENTS)]
    TooMany,
}
