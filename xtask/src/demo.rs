//! `cargo xtask demo`: the main job on a season of a co-op.

use crate::run::{Result, cargo, show};
use std::process::ExitCode;

/// Runs the demonstration; words after `demo` go to it.
pub(crate) fn run(words: &[&str]) -> Result<ExitCode> {
    show(cargo().args(["run", "--quiet", "-p", "farm-to-table", "--"]).args(words))?;
    Ok(ExitCode::SUCCESS)
}
