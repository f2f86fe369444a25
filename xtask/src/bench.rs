//! `cargo xtask bench NAME`: ours and the peers in one run, ratios printed.

use crate::run::{Result, cargo, root, show};
use std::process::ExitCode;

/// Runs one bench of the workspace `benches/`.
pub(crate) fn run(words: &[&str]) -> Result<ExitCode> {
    let [name, rest @ ..] = words else { return Err("which bench? id, json, hash, merkle or size".into()) };
    let manifest = root().join("benches/Cargo.toml");
    if !manifest.exists() {
        return Err("there is no bench yet".into());
    }
    show(
        cargo()
            .args(["run", "--release", "--quiet", "--manifest-path"])
            .arg(manifest)
            .args(["--bin", name, "--"])
            .args(rest),
    )?;
    Ok(ExitCode::SUCCESS)
}
