//! `cargo xtask bench NAME`: ours and the peers in one run, ratios printed.

use crate::{
    run::{Result, cargo, program, put, root, show, target},
    setup, wasm,
};
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
    if *name == "size" && rest.is_empty() {
        command.args(modules()?);
    }
    if *name == "hash" {
        match python_reference() {
            Ok(python) => drop(command.env("TERROIR_PYTHON", python)),
            Err(why) => println!("the Python reference is left out: {why}"),
        }
    }
    show(&mut command)?;
    Ok(ExitCode::SUCCESS)
}

/// The wasm modules as they are shipped, and the same with the names of their functions, which tell the crates.
fn modules() -> Result<Vec<PathBuf>> {
    setup::npm()?;
    let folder = target().join("size");
    let mut paths = Vec::new();
    for (name, module) in [
        ("verify-core.wasm", wasm::verify_core()?),
        ("mini.wasm", wasm::mini()?),
        ("web.wasm", wasm::glue()?.module.clone()),
    ] {
        put(&folder.join(name), module)?;
        paths.push(folder.join(name));
    }
    for (name, package, triple) in [
        ("verify-core, with names", "terroir-verify", "wasm32v1-none"),
        ("web, with names", "terroir-wasm", "wasm32-unknown-unknown"),
    ] {
        let named = folder.join(format!("{name}.wasm"));
        std::fs::copy(wasm::named(package, triple)?, &named).map_err(|error| error.to_string())?;
        paths.push(named);
    }
    Ok(paths)
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
