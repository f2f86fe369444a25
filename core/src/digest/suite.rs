//! The two hash suites.

use core::fmt;
use serde::{Deserialize, Serialize};

/// A hash value of 32 bytes; both suites have this size.
pub type Hash = [u8; 32];

/// Which hash function a chain, tree or head uses throughout.
///
/// ```
/// use terroir::digest::Suite;
///
/// assert_eq!(Suite::Sha256.hash(&[b"a", b"bc"]), Suite::Sha256.hash(&[b"abc"]));
/// assert_ne!(Suite::Sm3.hash(&[b"abc"]), Suite::Sha256.hash(&[b"abc"]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Suite {
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SM3 (GB/T 32905-2016).
    Sm3,
}

impl Suite {
    /// The name in context lines and key records: `sha256` or `sm3`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sm3 => "sm3",
        }
    }

    /// The suite of a name, exactly as [`Suite::name`] prints it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "sha256" => Some(Self::Sha256),
            "sm3" => Some(Self::Sm3),
            _ => None,
        }
    }

    /// The hash of the parts, joined.
    #[must_use]
    pub fn hash(self, parts: &[&[u8]]) -> Hash {
        match self {
            Self::Sha256 => joined::<sha2::Sha256>(parts),
            Self::Sm3 => joined::<sm3::Sm3>(parts),
        }
    }
}

impl fmt::Display for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

fn joined<D: digest::Digest<OutputSize = digest::consts::U32>>(parts: &[&[u8]]) -> Hash {
    let mut hasher = D::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}
