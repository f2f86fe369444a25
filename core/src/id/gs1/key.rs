//! Keys with text in them, and GTINs with a serial or a lot.

use super::{
    ai::{Ai, ValueError},
    digits::{Gtin, GtinError},
};
use crate::id::link::{Component, escape, unescape};
use alloc::string::String;
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

macro_rules! text_key {
    ($(#[$meta:meta])* $key:ident, $ai:literal, $error:ident) => {
        #[doc = concat!("Why a text is not a [`", stringify!($key), "`].")]
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        #[error("{why}")]
        pub struct $error {
            /// What the AI says of the value.
            pub why: ValueError,
        }

        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
        pub struct $key(String);

        impl $key {
            /// The AI that carries it.
            pub const AI: &'static str = $ai;

            /// The value of the AI.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            fn check(text: &str) -> Result<(), $error> {
                Ai::of($ai.as_bytes()).map_or(Ok(()), |ai| ai.check(text)).map_err(|why| $error { why })
            }
        }

        impl FromStr for $key {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::check(text).map(|()| Self(text.into()))
            }
        }

        impl fmt::Display for $key {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl TryFrom<String> for $key {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                Self::check(&text).map(|()| Self(text))
            }
        }

        impl From<$key> for String {
            fn from(key: $key) -> Self {
                key.0
            }
        }
    };
}

text_key!(
    /// A Global Returnable Asset Identifier: a zero, 13 digits, at most 16 characters of serial.
    ///
    /// ```
    /// use terroir::id::gs1::Grai;
    ///
    /// let crate_7: Grai = "04012345000221CRATE7".parse()?;
    /// assert_eq!(crate_7.to_string(), "04012345000221CRATE7");
    /// # Ok::<(), terroir::id::gs1::GraiError>(())
    /// ```
    Grai, "8003", GraiError
);
text_key!(
    /// A Global Individual Asset Identifier: a company prefix and a reference, at most 30 characters.
    Giai, "8004", GiaiError
);
text_key!(
    /// A Global Document Type Identifier: 13 digits, at most 17 characters of serial.
    Gdti, "253", GdtiError
);
text_key!(
    /// A Global Identification Number for Consignment: a company prefix and a reference, at most 30 characters.
    Ginc, "401", GincError
);
text_key!(
    /// A Global Coupon Number: 13 digits, at most 12 digits of serial.
    Gcn, "255", GcnError
);
text_key!(
    /// A Component and Part Identifier: at most 30 characters of set 39.
    Cpid, "8010", CpidError
);
text_key!(
    /// An Identification of Trade Item Pieces: a GTIN of 14 digits, piece and total of two digits each.
    Itip, "8006", ItipError
);
text_key!(
    /// A Global Model Number: at most 25 characters, the last two of them check characters.
    Gmn, "8013", GmnError
);

/// A GTIN with what follows it, as the path of its Digital Link: `01/GTIN/AI/VALUE`, escaped.
macro_rules! qualified_gtin {
    ($(#[$meta:meta])* $key:ident, $field:ident: $about:literal, $ai:literal, $error:ident) => {
        #[doc = concat!("Why a text is not a [`", stringify!($key), "`], or a part of it is wrong.")]
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        #[non_exhaustive]
        pub enum $error {
            /// It is not a path of these two AIs, with each character spelled in the one right way.
            #[error("should be `01/GTIN/{}/VALUE`, percent-encoded", $ai)]
            Path,
            /// The GTIN is wrong.
            #[error("GTIN: {0}")]
            Gtin(GtinError),
            /// What follows it is wrong.
            #[error("{0}")]
            Value(ValueError),
        }

        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
        pub struct $key {
            gtin: Gtin,
            $field: String,
        }

        impl $key {
            #[doc = concat!("A GTIN with its ", $about, ".")]
            ///
            /// # Errors
            #[doc = concat!("[`", stringify!($error), "::Value`].")]
            pub fn new(gtin: Gtin, $field: &str) -> Result<Self, $error> {
                Ai::of($ai.as_bytes()).map_or(Ok(()), |ai| ai.check($field)).map_err($error::Value)?;
                Ok(Self { gtin, $field: $field.into() })
            }

            /// The GTIN.
            #[must_use]
            pub fn gtin(&self) -> Gtin {
                self.gtin
            }

            #[doc = concat!("The ", $about, ", unescaped.")]
            #[must_use]
            pub fn $field(&self) -> &str {
                &self.$field
            }
        }

        impl FromStr for $key {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                let rest = text.strip_prefix("01/").ok_or($error::Path)?;
                let (gtin, rest) = rest.split_once('/').ok_or($error::Path)?;
                let raw = rest.strip_prefix(concat!($ai, "/")).ok_or($error::Path)?;
                let bytes = unescape(raw, Component::Path);
                let value = core::str::from_utf8(&bytes).map_err(|_| $error::Path)?;
                let key = Self::new(gtin.parse().map_err($error::Gtin)?, value)?;
                if gtin.len() == 14 && escape(value, Component::Path) == raw { Ok(key) } else { Err($error::Path) }
            }
        }

        impl fmt::Display for $key {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!("01/{}/", $ai, "/{}"), self.gtin, escape(&self.$field, Component::Path))
            }
        }

        impl TryFrom<String> for $key {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                text.parse()
            }
        }

        impl From<$key> for String {
            fn from(key: $key) -> Self {
                alloc::format!("{key}")
            }
        }
    };
}

qualified_gtin!(
    /// A GTIN with the serial number of one thing.
    ///
    /// ```
    /// use terroir::id::gs1::Sgtin;
    ///
    /// let one: Sgtin = "01/06901234567892/21/A%2F7".parse()?;
    /// assert_eq!(one.serial(), "A/7");
    /// assert_eq!(one.to_string(), "01/06901234567892/21/A%2F7");
    /// # Ok::<(), terroir::id::gs1::SgtinError>(())
    /// ```
    Sgtin, serial: "serial number", "21", SgtinError
);
qualified_gtin!(
    /// A GTIN with a lot: the key of what was made together. Its text is the name of the lot in proofs and labels.
    ///
    /// ```
    /// use terroir::id::gs1::Lgtin;
    ///
    /// let lot = Lgtin::new("6901234567892".parse()?, "S26")?;
    /// assert_eq!(lot.to_string(), "01/06901234567892/10/S26");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Lgtin, lot: "lot", "10", LgtinError
);
