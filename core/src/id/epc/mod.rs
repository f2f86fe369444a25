//! EPC URNs and the GS1 keys they stand for (EPC Tag Data Standard 2.0 §6, CBV 2.0 §8).
//!
//! ```
//! use terroir::id::epc::Epc;
//!
//! let epc: Epc = "urn:epc:class:lgtin:4012345.012345.Lot987".parse()?;
//! assert_eq!(epc.to_link(), "https://id.gs1.org/01/04012345123456/10/Lot987");
//! assert_eq!(epc.to_string(), "urn:epc:class:lgtin:4012345.012345.Lot987");
//! assert!("urn:epc:id:sgtin:1.2.3".parse::<Epc>().is_err());
//! # Ok::<(), terroir::id::epc::EpcError>(())
//! ```
//!
//! A URN shows where the company prefix ends, a key does not: going back takes the prefix length from the caller.

mod parts;
mod pattern;
mod scheme;

pub(crate) use parts::split;
pub use pattern::EpcPattern;
pub use scheme::Scheme;

use crate::id::{
    gs1::{has_check_digit, in_set_39, in_set_82},
    link::{CANONICAL_STEM, Component, escape_into},
};
use alloc::string::String;
use core::{fmt, ops::RangeInclusive, str::FromStr};
use scheme::{Body, Tail};
use serde::{Deserialize, Serialize};

/// Digits of a company prefix in a URN.
pub const PREFIX_LENGTHS: RangeInclusive<usize> = 6..=12;

/// Why a text is not an [`Epc`], or a key cannot be written as one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EpcError {
    /// It does not begin as an EPC URN does.
    #[error("does not begin with `urn:epc:id:`, `urn:epc:class:` or `urn:epc:idpat:`")]
    NotAnEpc,
    /// The scheme is not known, or not in this form.
    #[error("`{found}` is not a scheme of this form")]
    Scheme {
        /// The scheme given.
        found: String,
    },
    /// The scheme exists and carries no GS1 key.
    #[error("scheme `{scheme}` carries no GS1 key")]
    NoKey {
        /// The scheme.
        scheme: String,
    },
    /// A part between dots is missing.
    #[error("a part is missing: {missing}")]
    Missing {
        /// Which part.
        missing: &'static str,
    },
    /// The company prefix does not have 6 to 12 digits.
    #[error("company prefix has {found} characters, should have 6 to 12 digits")]
    Prefix {
        /// How many characters it has.
        found: usize,
    },
    /// Prefix and reference together do not have the length of the key.
    #[error("company prefix and reference have {found} characters, should have {wanted}")]
    ReferenceLength {
        /// How many they have.
        found: usize,
        /// How many they should have, or at most have.
        wanted: usize,
    },
    /// A character that may not stand in this part, or not unescaped.
    #[error("`{found}` may not stand in the {part}")]
    Character {
        /// The character.
        found: char,
        /// Which part.
        part: &'static str,
    },
    /// The part after the reference is empty or too long.
    #[error("{part} has {found} characters, should have 1 to {most}")]
    TailLength {
        /// Which part.
        part: &'static str,
        /// How many characters it has.
        found: usize,
        /// How many it may have.
        most: usize,
    },
    /// Piece and total are not numbers with 1 ≤ piece ≤ total.
    #[error("piece `{found}` is not one of its total")]
    Pieces {
        /// Piece and total as given.
        found: String,
    },
    /// A number begins with a zero.
    #[error("serial number begins with a zero")]
    LeadingZero,
    /// The key is not valid, or not one of this scheme.
    #[error("key `{found}` is not one of scheme `{scheme}`")]
    Key {
        /// The key.
        found: String,
        /// The scheme.
        scheme: Scheme,
    },
    /// An instance lacks its serial, or a class has one.
    #[error("scheme `{scheme}` cannot name this with the parts given")]
    Parts {
        /// The scheme.
        scheme: Scheme,
    },
}

/// An EPC URN that names a GS1 key: instance (`id`), lot (`class`) or class of all instances (`idpat` with `*`).
///
/// Equal URNs are equal keys with equal company prefixes. Escapes are printed in the canonical way.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
pub struct Epc {
    scheme: Scheme,
    /// Digits of the company prefix.
    prefix: usize,
    /// The value of the key's AI, check digit and serial included.
    key: String,
    /// The value of the qualifying AI.
    qualifier: Option<String>,
    /// Whether it is an `idpat` with `*` for the serial.
    pattern: bool,
}

impl Epc {
    /// Whether a company prefix may have so many digits.
    #[must_use]
    pub fn takes_prefix_length(digits: usize) -> bool {
        PREFIX_LENGTHS.contains(&digits)
    }

    /// Its scheme.
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Whether it names a class of things, not one thing.
    #[must_use]
    pub fn is_class(&self) -> bool {
        self.pattern || self.scheme == Scheme::Lgtin
    }

    /// The company prefix.
    #[must_use]
    pub fn company_prefix(&self) -> &str {
        let skip = usize::from(matches!(self.scheme.layout().body, Body::Indicator(_) | Body::Zero(_)));
        self.key.get(skip..skip + self.prefix).unwrap_or_default()
    }

    /// The value of the key's AI ([`Scheme::key`]).
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// AI and value of what qualifies the key, if there is one.
    #[must_use]
    pub fn qualifier(&self) -> Option<(&'static str, &str)> {
        Some((self.scheme.qualifier()?, self.qualifier.as_deref()?))
    }

    /// The canonical Digital Link URI of the same key.
    #[must_use]
    pub fn to_link(&self) -> String {
        let mut out = String::from(CANONICAL_STEM);
        let mut pair = |ai: &str, value: &str| {
            out.push('/');
            out.push_str(ai);
            out.push('/');
            escape_into(&mut out, value.as_bytes(), Component::Path);
        };
        pair(self.scheme.key(), &self.key);
        if let Some((ai, value)) = self.qualifier() {
            pair(ai, value);
        }
        out
    }

    /// The URN of a key whose company prefix has `prefix` digits.
    ///
    /// `key` is the value of [`Scheme::key`], `qualifier` that of [`Scheme::qualifier`]. Without the serial
    /// that the scheme calls for, it is the class (`idpat`), where the scheme has one.
    ///
    /// # Errors
    /// [`EpcError`], if the key is not one of the scheme or lacks a part.
    pub fn new(scheme: Scheme, key: &str, qualifier: Option<&str>, prefix: usize) -> Result<Self, EpcError> {
        let refuse = || EpcError::Key { found: crate::base::text::shown(key), scheme };
        if !PREFIX_LENGTHS.contains(&prefix) {
            return Err(EpcError::Prefix { found: prefix });
        }
        if !key.is_ascii() {
            return Err(refuse());
        }
        let layout = scheme.layout();
        let (digits, skip) = match layout.body {
            Body::Indicator(count) => (count + 1, 1),
            Body::Digits(count) => (count + 1, 0),
            Body::Zero(count) => (count + 2, 1),
            Body::Text82 | Body::Text39 => (0, 0),
        };
        let (head, serial) = key.split_at_checked(digits).ok_or_else(refuse)?;
        let right = match layout.body {
            Body::Text82 | Body::Text39 => {
                let in_set = if layout.body == Body::Text82 { in_set_82 } else { in_set_39 };
                key.len() <= parts::TEXT_MAX && key.bytes().all(in_set)
            }
            _ => {
                head.bytes().all(|byte| byte.is_ascii_digit())
                    && has_check_digit(head.as_bytes())
                    && (head.starts_with('0') || !matches!(layout.body, Body::Zero(_)))
            }
        };
        let prefixed =
            key.get(skip..skip + prefix).is_some_and(|text| text.bytes().all(|b| b.is_ascii_digit()));
        let enough = digits > 0 || key.len() > prefix;
        if !(right && prefixed && enough) {
            return Err(refuse());
        }
        let given = match layout.tail {
            Tail::None if serial.is_empty() || digits == 0 => true,
            Tail::None => return Err(refuse()),
            Tail::Serial(most) => {
                parts::check_tail(serial, most, false)?;
                !serial.is_empty()
            }
            Tail::SerialNumber(most) => {
                parts::check_tail(serial, most, true)?;
                !serial.is_empty()
            }
            Tail::Pieces(..) => {
                parts::check_pieces(serial)?;
                qualifier.is_some()
            }
            Tail::Extension(..) => {
                if !serial.is_empty() {
                    return Err(refuse());
                }
                true
            }
            Tail::Qualifier(..) | Tail::Number(..) => {
                if digits > 0 && !serial.is_empty() {
                    return Err(refuse());
                }
                qualifier.is_some()
            }
        };
        match (layout.tail, qualifier) {
            (_, None) => {}
            (Tail::Extension(_, most), Some(value)) => {
                parts::require_tail(value, most, false)?;
                if value == "0" {
                    return Err(EpcError::Parts { scheme });
                }
            }
            (Tail::Qualifier(_, most) | Tail::Pieces(_, most), Some(value)) => {
                parts::require_tail(value, most, false)?;
            }
            (Tail::Number(_, most), Some(value)) => {
                parts::require_tail(value, most, true)?;
                if value.starts_with('0') {
                    return Err(EpcError::LeadingZero);
                }
            }
            (Tail::None | Tail::Serial(_) | Tail::SerialNumber(_), Some(_)) => {
                return Err(EpcError::Parts { scheme });
            }
        }
        if !given && !layout.pattern {
            return Err(EpcError::Parts { scheme });
        }
        Ok(Self { scheme, prefix, key: key.into(), qualifier: qualifier.map(String::from), pattern: !given })
    }
}

impl FromStr for Epc {
    type Err = EpcError;

    fn from_str(text: &str) -> Result<Self, EpcError> {
        let parts = split(text)?;
        let layout = parts.scheme.layout();
        let reference = parts.decoded_reference()?;
        let mut key = parts.key_of(&reference);
        if let Some(pieces) = &parts.pieces {
            parts::check_pieces(pieces)?;
            key.push_str(pieces);
        }
        let mut qualifier = None;
        if let Some(tail) = parts.decoded_tail()? {
            match layout.tail {
                Tail::Serial(_) | Tail::SerialNumber(_) => key.push_str(&tail),
                Tail::Extension(..) if tail == "0" => {}
                Tail::Number(..) if tail.starts_with('0') => return Err(EpcError::LeadingZero),
                _ => qualifier = Some(tail),
            }
        }
        Ok(Self {
            scheme: parts.scheme,
            prefix: parts.prefix.len(),
            key,
            qualifier,
            pattern: parts.tail.is_none() && layout.tail != Tail::None,
        })
    }
}

impl fmt::Display for Epc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let layout = self.scheme.layout();
        let form = match (self.pattern, self.scheme) {
            (true, _) => "idpat",
            (_, Scheme::Lgtin) => "class",
            _ => "id",
        };
        let prefix = self.company_prefix();
        write!(f, "urn:epc:{form}:{}:{prefix}.", layout.name)?;
        let part = |from: usize, to: usize| self.key.get(from..to).unwrap_or_default();
        let end = match layout.body {
            Body::Indicator(count) => {
                f.write_str(part(0, 1))?;
                f.write_str(part(1 + self.prefix, count))?;
                count + 1
            }
            Body::Digits(count) => {
                f.write_str(part(self.prefix, count))?;
                count + 1
            }
            Body::Zero(count) => {
                f.write_str(part(1 + self.prefix, count + 1))?;
                count + 2
            }
            Body::Text82 | Body::Text39 => {
                parts::write_escaped(f, part(self.prefix, self.key.len()))?;
                self.key.len()
            }
        };
        let serial = part(end, self.key.len());
        if let Tail::Pieces(..) = layout.tail {
            let (piece, total) = serial.split_at_checked(2).unwrap_or_default();
            write!(f, ".{piece}.{total}")?;
        }
        match (layout.tail, self.pattern, &self.qualifier) {
            (Tail::None, ..) => Ok(()),
            (_, true, _) => f.write_str(".*"),
            (Tail::Serial(_) | Tail::SerialNumber(_), ..) => {
                f.write_str(".")?;
                parts::write_escaped(f, serial)
            }
            (_, _, Some(value)) => {
                f.write_str(".")?;
                parts::write_escaped(f, value)
            }
            (_, _, None) => f.write_str(".0"),
        }
    }
}

impl TryFrom<String> for Epc {
    type Error = EpcError;

    fn try_from(text: String) -> Result<Self, EpcError> {
        text.parse()
    }
}

impl From<Epc> for String {
    fn from(epc: Epc) -> Self {
        alloc::format!("{epc}")
    }
}

#[cfg(test)]
mod tests;
