//! What a record may say: the members of the event itself, and the fields of the farm vocabulary.

use super::{Settings, synonym, text::normal};
use crate::trace::vocabulary::{self, Field};

/// Members of a record that become members of the standard, or are read in a way of their own.
const OWN: &[&str] = &[
    "act",
    "day",
    "time",
    "id",
    "lot",
    "quantity",
    "items",
    "container",
    "made-from",
    "made-into",
    "place",
    "site",
    "documents",
    "from-owner",
    "to-owner",
    "from-keeper",
    "to-keeper",
    "from-place",
    "to-place",
    "disposition",
    "step",
    "action",
    "media",
    "readings",
];

/// Fields that a draft writes itself.
const WRITTEN: &[&str] = &["time-precision", "as-said"];

/// Members of the parts of a record that are objects, under the member that holds them.
const PARTS: &[(&str, &[&str])] = &[
    ("made-from", &["lot", "quantity", "items"]),
    ("made-into", &["lot", "quantity", "items"]),
    ("documents", &["id", "type"]),
    ("media", &["sha256", "sm3", "type", "size", "uri", "shows-person"]),
    (
        "readings",
        &[
            "what",
            "value",
            "unit",
            "min",
            "max",
            "mean",
            "outcome",
            "time",
            "from",
            "to",
            "tool",
            "version",
            "confidence",
            "model",
            "media",
        ],
    ),
    ("results", &["substance", "value", "detected", "loq", "limit", "limit-source", "method", "result"]),
    ("inputs", &["lot", "claim", "amount"]),
];

/// A member that a record may have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Member {
    /// One of [`OWN`].
    Own(&'static str),
    /// A field of the vocabulary.
    Field(&'static Field),
    /// An extension under a prefix of the settings.
    Extension,
}

impl Member {
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Own(name) => Some(name),
            Self::Field(field) => Some(field.name),
            Self::Extension => None,
        }
    }
}

/// Every member that a record may have, in the words of the vocabulary.
pub fn members() -> impl Iterator<Item = &'static str> {
    let fields = vocabulary::FIELDS.iter().map(|field| field.name);
    OWN.iter().copied().chain(fields.filter(|name| !OWN.contains(name) && !WRITTEN.contains(name)))
}

/// The members of the objects that this member holds.
pub(super) fn parts(member: &str) -> Option<&'static [&'static str]> {
    PARTS.iter().find(|(name, _)| *name == member).map(|(_, parts)| *parts)
}

/// The member that a name means: its own name, with or without the vocabulary's prefix, or a word of
/// [`synonym::MEMBERS`]; or an extension under a prefix that the settings know.
pub(super) fn resolve(name: &str, settings: &Settings) -> Option<Member> {
    let bare = name.strip_prefix("terroir:").unwrap_or(name);
    if let Some((prefix, local)) = bare.split_once(':') {
        return (settings.extensions.contains_key(prefix) && !local.is_empty()).then_some(Member::Extension);
    }
    let name = normal(bare);
    let alias = synonym::MEMBERS.iter().find(|(word, _)| *word == name).map(|(_, member)| *member);
    let name = alias.unwrap_or(&name);
    if let Some(own) = OWN.iter().find(|own| **own == name) {
        return Some(Member::Own(own));
    }
    vocabulary::field(name).filter(|field| !WRITTEN.contains(&field.name)).map(Member::Field)
}
