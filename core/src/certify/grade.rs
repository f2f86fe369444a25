//! How good evidence is.

use serde::{Deserialize, Serialize};

/// How good evidence has to be; each grade includes those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Grade {
    /// Somebody says so of his own goods.
    #[default]
    SelfDeclared,
    /// Tested by himself.
    OwnTest,
    /// Confirmed by the other side.
    Confirmed,
    /// Looked up in a registry.
    Registry,
    /// By an accredited third party.
    Accredited,
}

impl Grade {
    const ALL: [(Self, &'static str); 5] = [
        (Self::SelfDeclared, "self-declared"),
        (Self::OwnTest, "own-test"),
        (Self::Confirmed, "confirmed"),
        (Self::Registry, "registry"),
        (Self::Accredited, "accredited"),
    ];

    /// Its word.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(grade, _)| *grade == self).map_or("", |(_, name)| name)
    }

    /// The grade of a word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(grade, _)| *grade)
    }
}
