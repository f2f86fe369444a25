//! What the tests share: the conformance data, and the slow models.

#![expect(clippy::panic, reason = "only tests use this")]

use std::path::{Path, PathBuf};

pub mod faces;
pub mod kit;
pub mod model;
pub mod signed_lot;

/// The folder of the conformance data: `TERROIR_VECTORS`, else `../shared/vectors` beside the repository.
///
/// `None` where it is absent, unless `CI` is set: then its absence is a failure.
#[must_use]
pub fn vectors(set: &str) -> Option<PathBuf> {
    let root = std::env::var_os("TERROIR_VECTORS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors"),
        PathBuf::from,
    );
    let folder = root.join(set);
    if folder.exists() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "conformance set `{set}` is missing: set TERROIR_VECTORS");
    println!("{set}: skipped, no conformance data");
    None
}

/// The text of a file of the conformance data.
///
/// # Panics
/// If it cannot be read.
#[must_use]
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The JSON of a file of the conformance data.
///
/// # Panics
/// If it cannot be read.
#[must_use]
pub fn read_json(path: &Path) -> serde_json::Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Counts the cases of a set, prints `set: passed/total`, and fails at the end with all that went wrong.
#[derive(Debug)]
pub struct Tally {
    set: String,
    total: usize,
    wrong: Vec<String>,
}

impl Tally {
    /// A tally for one set.
    #[must_use]
    pub fn new(set: &str) -> Self {
        Self { set: set.into(), total: 0, wrong: Vec::new() }
    }

    /// One case: what went wrong, if anything.
    pub fn case(&mut self, name: &str, outcome: Result<(), String>) {
        self.total += 1;
        if let Err(why) = outcome {
            self.wrong.push(format!("{name}: {why}"));
        }
    }

    /// Prints the line; fails if a case went wrong or there was none.
    ///
    /// # Panics
    /// If the set is empty or a case went wrong.
    pub fn finish(self) {
        println!("{}: {}/{}", self.set, self.total - self.wrong.len(), self.total);
        assert!(self.total > 0, "{}: the set is empty", self.set);
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n"));
    }
}

/// The blocks of the README; the folder of this package is where they run.
#[doc = include_str!("../README.md")]
#[cfg(doctest)]
#[derive(Debug)]
pub struct Readme;
