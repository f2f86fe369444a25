//! `cargo xtask bench NAME`: ours and the peers in one run, ratios printed.

use crate::run::{Result, cargo, program, root, show, target};
use std::{path::PathBuf, process::ExitCode};

/// What can be measured.
const NAMES: &str = "id, json, hash, merkle, bounds or size";

/// The Python reference for event hashes, as PyPI has it.
const PYTHON_REFERENCE: &str = "epcis-event-hash-generator==1.9.3";

/// Runs one bench of the workspace `benches/`.
pub(crate) fn run(words: &[&str]) -> Result<ExitCode> {
    let [name, rest @ ..] = words else { return Err(format!("which bench? {NAMES}")) };
    let mut command = cargo();
    command
        .args(["run", "--release", "--quiet", "--manifest-path"])
        .arg(root().join("benches/Cargo.toml"))
        .args(["--", name])
        .args(rest);
    if *name == "hash" {
        match python_reference() {
            Ok(python) => drop(command.env("TERROIR_PYTHON", python)),
            Err(why) => println!("the Python reference is left out: {why}"),
        }
    }
    show(&mut command)?;
    Ok(ExitCode::SUCCESS)
}

/// An interpreter that has the Python reference, in a folder of its own below the build products.
fn python_reference() -> Result<PathBuf> {
    let folder = target().join("python-reference");
    let python = folder.join("bin/python");
    if !python.exists() {
        show(program("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    show(program(&python).args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        PYTHON_REFERENCE,
    ]))?;
    Ok(python)
}
