//! What the verdicts of the season should be: `data/expected.json`, which the page's check reads, too.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use terroir::digest::json::{self, Raw};

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    /// Every lot that is handed over.
    pub(crate) lots: BTreeMap<String, Lot>,
    /// The lot that the page's check tampers with.
    #[serde(rename = "lot")]
    pub(crate) _lot: String,
    /// What that leads to; only the page can try.
    #[serde(rename = "tampered")]
    pub(crate) _tampered: Raw,
}

/// One lot's verdict.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lot {
    /// `accepted`, `refused`, `incomplete`.
    pub(crate) outcome: String,
    /// Aspects that are worth naming.
    #[serde(default)]
    pub(crate) aspects: BTreeMap<String, Aspect>,
}

/// One aspect of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Aspect {
    /// `pass`, `fail`, `not-evaluated`.
    pub(crate) status: String,
    /// Codes that must be there.
    #[serde(default)]
    pub(crate) codes: Vec<String>,
}

impl Expected {
    /// Reads the file of a season.
    ///
    /// # Errors
    /// It cannot be read, or is not what it should be.
    pub(crate) fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let text = fs::read(folder.join("expected.json"))?;
        Ok(json::from_value(json::read(&text)?.root()).map_err(|error| format!("expected.json: {error}"))?)
    }
}
