//! Packs with declared content: 箱, 筐, 袋.
//!
//! ```
//! use terroir::base::pack::{Pack, PackKind};
//!
//! let crate_of_apples = Pack { kind: "筐".parse()?, content: "10 KGM".parse()?, tare: Some("1.2 KGM".parse()?) };
//! assert_eq!(crate_of_apples.kind.code(), "BK");
//! assert_eq!(crate_of_apples.content_of(12)?.to_string(), "120 KGM");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{
    amount::{Amount, AmountError},
    decimal::Decimal,
    quantity::Quantity,
    text::{shown, text_serde},
};
use alloc::{string::String, vec::Vec};
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

/// A kind of pack: a code of two letters or digits of UN/ECE Recommendation 21.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackKind([u8; 2]);

/// Chinese names, the code each stands for, and the code's name in English; the first name of a code is shown.
const KINDS: &[(&str, &str, &str)] = &[
    ("箱", "BX", "box"),
    ("纸箱", "CT", "carton"),
    ("筐", "BK", "basket"),
    ("篮", "BK", "basket"),
    ("篓", "BK", "basket"),
    ("袋", "BG", "bag"),
    ("麻袋", "SA", "sack"),
    ("盒", "CS", "case"),
    ("板条箱", "CR", "crate"),
    ("桶", "PL", "pail"),
    ("瓶", "BO", "bottle"),
    ("罐", "JR", "jar"),
    ("托盘", "PX", "pallet"),
    ("盘", "PU", "tray"),
    ("网袋", "NT", "net"),
    ("捆", "BE", "bundle"),
    ("束", "BH", "bunch"),
    ("包", "PA", "packet"),
];

/// Why a text is not a [`PackKind`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is neither a package code of two letters or digits nor a pack as 箱, 筐, 袋")]
pub struct PackKindError {
    /// The text, cut where it is long.
    pub text: String,
}

impl PackKind {
    /// The code of Recommendation 21.
    #[must_use]
    pub fn code(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Its Chinese name, where it has one here.
    #[must_use]
    pub fn chinese(&self) -> Option<&'static str> {
        KINDS.iter().find(|kind| kind.1 == self.code()).map(|kind| kind.0)
    }

    /// Its English name, where it has one here.
    #[must_use]
    pub fn english(&self) -> Option<&'static str> {
        KINDS.iter().find(|kind| kind.1 == self.code()).map(|kind| kind.2)
    }
}

impl FromStr for PackKind {
    type Err = PackKindError;

    fn from_str(text: &str) -> Result<Self, PackKindError> {
        let code = KINDS.iter().find(|kind| kind.0 == text).map_or(text, |kind| kind.1);
        match *code.as_bytes() {
            [a, b] if [a, b].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) => Ok(Self([a, b])),
            _ => Err(PackKindError { text: shown(text) }),
        }
    }
}

impl fmt::Display for PackKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for PackKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PackKind({self})")
    }
}

text_serde!(PackKind, "PackKind", "a package code of UN/ECE Recommendation 21 as `BX`, or 箱, 筐, 袋");

/// A pack and what is declared to be in it. Packs are never converted to weight but through their declared content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pack {
    /// What it is.
    pub kind: PackKind,
    /// What one holds.
    pub content: Amount,
    /// What one weighs empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tare: Option<Quantity>,
}

impl Pack {
    /// The declared content of so many packs.
    ///
    /// # Errors
    /// [`AmountError::NotPlain`] where it does not fit.
    pub fn content_of(&self, packs: u32) -> Result<Amount, AmountError> {
        let packs = Decimal::from_integer(i64::from(packs));
        let times = |quantity: Quantity| {
            let value =
                quantity.value.checked_mul(packs).ok_or(AmountError::NotPlain { value: quantity.value })?;
            Ok(Quantity { value, ..quantity })
        };
        Amount::new(&self.content.quantities().map(times).collect::<Result<Vec<_>, AmountError>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_codes_or_chinese_names() {
        for (name, code, _) in KINDS {
            assert_eq!(name.parse::<PackKind>().unwrap().code(), *code);
        }
        assert_eq!("4H".parse::<PackKind>().unwrap().chinese(), None);
        for text in ["", "b", "bx", "BOX", "篋"] {
            assert!(text.parse::<PackKind>().is_err());
        }
    }

    #[test]
    fn content_is_exact_or_refused() {
        let pack = Pack { kind: "BX".parse().unwrap(), content: "0.33 KGM".parse().unwrap(), tare: None };
        assert_eq!(pack.content_of(3).unwrap(), "0.99 KGM".parse().unwrap());
        let most = Pack { content: "999999999999999999999999 KGM".parse().unwrap(), ..pack };
        assert!(most.content_of(2).is_err());
    }
}
