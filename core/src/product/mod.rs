//! What is offered: a product with its names, ids, category, standard, shelf life and packs; and what is expected of its
//! way, as a [`Profile`].
//!
//! ```
//! use terroir::{base::date::Date, product::ShelfLife};
//!
//! let life = ShelfLife::new("P6M".parse()?);
//! let packed: Date = "2026-08-31".parse()?;
//! assert_eq!(life.last_day(packed)?.to_string(), "2027-02-28");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod check;
mod language;
pub mod profile;
mod shelf;
mod words;

pub(crate) use language::each_once;
pub use language::{Language, LanguageError};
pub use profile::Profile;
pub use shelf::{Freshness, ShelfLife, StartsAt};
pub use words::WORDS;

use crate::base::{pack::Pack, unit::Unit};
use alloc::{collections::BTreeMap, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// A product as its owner describes it. Its parts are well-formed; [`check`](Self::check) says whether they make a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Product {
    /// Names by which it is known: GTINs, `ISSUER/PRODUCT` of an issuer without GS1 keys, absolute URIs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<String>,
    /// What it is called, by language (BCP 47): `{"zh-Hans": "阳光玫瑰葡萄", "en": "Shine Muscat grapes"}`.
    #[serde(deserialize_with = "language::each_once")]
    pub names: BTreeMap<Language, String>,
    /// What kind of thing it is, in a scheme of the caller's choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// The product standard and the grade it is sold as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<Standard>,
    /// How long it keeps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shelf_life: Option<ShelfLife>,
    /// The unit it is sold in, where not by the pack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// The packs it comes in, each with its declared content.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packs: Vec<Pack>,
}

/// A category: a code in a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Category {
    /// The scheme: `gpc`, `hs`, `gb-7635`, or a URI.
    pub scheme: String,
    /// The code in it.
    pub code: String,
}

/// A product standard, and the grade within it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Standard {
    /// The standard's number with its year: `GB/T 16862-2008`.
    pub code: String,
    /// The grade: `特级`, `一级`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
}
