//! Signed lines (`FORMATS` §1): JSON, a space, a signature; and what is hashed of them.

use super::{
    base64, merkle,
    own::{Refusal, limit, malformed},
};
use crate::base::text::{cut_last, joined};
use crate::digest::{Hash, Suite};
use alloc::{string::String, vec::Vec};

/// Bytes of a ledger line at most.
pub const LINE_BYTES: usize = 65_536;
/// Bytes of a head line at most.
pub const HEAD_BYTES: usize = 2_048;

/// What a signed or hashed text is; it stands in the context line, so that no signature fits another use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Context {
    /// An entry: signed, and its object hash.
    Entry,
    /// A ledger line: the leaf of the lot's tree.
    Line,
    /// A lot head: signed, and its object hash.
    Head,
    /// A head as leaf of a log.
    LoggedHead,
    /// One writer key follows another.
    Rotation,
    /// Two names for one lot.
    Alias,
    /// A certification verdict.
    Verdict,
    /// The trust bundle.
    Bundle,
}

impl Context {
    const fn name(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Line => "line",
            Self::Head => "head",
            Self::LoggedHead => "logged-head",
            Self::Rotation => "rotation",
            Self::Alias => "alias",
            Self::Verdict => "verdict",
            Self::Bundle => "bundle",
        }
    }

    /// The bytes before what is signed or hashed, in parts: `terroir/v1 KIND SUITE` and a line feed.
    const fn line(self, suite: Suite) -> [&'static str; 5] {
        ["terroir/v1 ", self.name(), " ", suite.name(), "\n"]
    }

    /// The bytes that a key of this suite signs.
    #[must_use]
    pub fn message(self, suite: Suite, json: &str) -> Vec<u8> {
        let [mark, name, space, suite, end] = self.line(suite);
        joined(&[mark, name, space, suite, end, json]).into_bytes()
    }

    /// The object hash of an entry or head: of what is signed, without the signature.
    ///
    /// A line signed again (a malleable signature) is then still the same object and cannot fork a chain.
    #[must_use]
    pub fn hash(self, suite: Suite, json: &str) -> Hash {
        self.hash_behind(&[], suite, json)
    }

    /// As [`hash`](Self::hash), with other bytes before all that.
    fn hash_behind(self, before: &[u8], suite: Suite, text: &str) -> Hash {
        let [mark, name, space, word, end] = self.line(suite).map(str::as_bytes);
        suite.hash(&[before, mark, name, space, word, end, text.as_bytes()])
    }
}

/// A line in its two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed<'t> {
    /// The whole line, without line feed.
    pub line: &'t str,
    /// What is signed.
    pub json: &'t str,
    /// The signature; `None` if the line has none.
    pub signature: Option<[u8; 64]>,
}

impl<'t> Signed<'t> {
    /// Splits a line at its last space.
    ///
    /// A line without a space has no signature; it parses, and no signature of it will ever verify.
    ///
    /// # Errors
    /// [`Refusal`]: longer than `most` bytes, or something else than 88 characters of base64 behind the space.
    pub fn split(line: &'t str, most: usize) -> Result<Self, Refusal> {
        if line.len() > most {
            return Err(limit(most, "line too long"));
        }
        // An unsigned line ends in the brace of its object; strings in it may hold spaces.
        if line.as_bytes().ends_with(b"}") {
            return Ok(Self { line, json: line, signature: None });
        }
        let Some((json, text)) = cut_last(line, b' ') else {
            return Err(malformed(0, "not JSON, a space and a signature"));
        };
        match base64::decode_array::<64>(text) {
            Some(signature) => Ok(Self { line, json, signature: Some(signature) }),
            None => Err(malformed(json.len() + 1, "not a signature of 64 bytes in base64")),
        }
    }
}

/// A line of JSON and signature.
#[must_use]
pub fn join(json: &str, signature: &[u8; 64]) -> String {
    [json, " ", &base64::encode(signature)].concat()
}

/// The leaf of a ledger line: over the whole line with its signature, in the keeper's suite.
#[must_use]
pub fn leaf(suite: Suite, line: &str) -> Hash {
    Context::Line.hash_behind(merkle::LEAF, suite, line)
}

/// The leaf of a head line in a log.
#[must_use]
pub fn logged_head_leaf(suite: Suite, head_line: &str) -> Hash {
    Context::LoggedHead.hash_behind(merkle::LEAF, suite, head_line)
}
