//! `cargo xtask bench NAME`: ours and the peers in one run, ratios printed.

use crate::{
    dist,
    run::{Result, cargo, program, put, root, show, target},
    setup,
    wasm::{self, Verifier},
};
use serde_json::{Value, json};
use std::{path::PathBuf, process::ExitCode};

/// What can be measured.
const NAMES: &str = "id, json, hash, merkle, proof, trace, bounds or size";

/// The Python reference for event hashes, as PyPI has it.
const PYTHON_REFERENCE: &str = "epcis-event-hash-generator==1.9.3";

/// The JavaScript library for EPCIS 2.0, as npm has it.
const EPCIS2_JS: &str = "2.7.3";

/// Signatures in JavaScript, as npm has them.
const NOBLE_CURVES: &str = "2.4.0";
const SM_CRYPTO: &str = "0.5.8";

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
    if *name == "proof" {
        dist::npm()?;
        command.env("TERROIR_PACKAGE", dist::package());
        match proof_peers() {
            Ok(folder) => drop(command.env("TERROIR_PROOF_PEERS", folder)),
            Err(why) => println!("the peers in JavaScript are left out: {why}"),
        }
    }
    if *name == "hash" {
        match python_reference() {
            Ok(python) => drop(command.env("TERROIR_PYTHON", python)),
            Err(why) => println!("the Python reference is left out: {why}"),
        }
        match epcis2_js() {
            Ok(folder) => drop(command.env("TERROIR_EPCIS2JS", folder)),
            Err(why) => println!("epcis2.js is left out: {why}"),
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
        ("verify-core.wasm", wasm::verifier(Verifier::Core)?),
        ("verify-full.wasm", wasm::verifier(Verifier::Full)?),
        ("mini.wasm", wasm::mini()?),
        ("web.wasm", wasm::glue()?.module.clone()),
    ] {
        put(&folder.join(name), module)?;
        paths.push(folder.join(name));
    }
    let mut with_names = |name: &str, module: PathBuf| {
        paths.push(folder.join(format!("{name}, with names.wasm")));
        paths.last().map_or(Ok(0), |named| std::fs::copy(module, named)).map_err(|error| error.to_string())
    };
    // Both verifiers leave the compiler under one name: each is copied before the next is built.
    for verifier in Verifier::ALL {
        with_names(verifier.name(), verifier.named()?)?;
    }
    with_names("web", wasm::named("terroir-wasm", "wasm32-unknown-unknown")?)?;
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

/// A folder of its own below the build products that has epcis2.js.
fn epcis2_js() -> Result<PathBuf> {
    let folder = target().join("epcis2-js");
    // One of its dependencies is an empty package that only keeps the name of a module of Node.
    put(&folder.join("fs/package.json"), br#"{"name": "fs", "version": "0.0.1-security"}"#)?;
    installed(
        folder,
        &json!({
            "private": true, "dependencies": {"epcis2.js": EPCIS2_JS}, "overrides": {"fs": "file:./fs"},
        }),
    )
}

/// A folder of its own below the build products that has the peers of signatures.
fn proof_peers() -> Result<PathBuf> {
    installed(
        target().join("proof-peers"),
        &json!({
            "private": true, "dependencies": {"@noble/curves": NOBLE_CURVES, "sm-crypto": SM_CRYPTO},
        }),
    )
}

/// A folder with what its manifest for npm asks for.
fn installed(folder: PathBuf, manifest: &Value) -> Result<PathBuf> {
    put(&folder.join("package.json"), manifest.to_string())?;
    let quiet = ["install", "--silent", "--no-audit", "--no-fund"];
    show(program("npm").args(quiet).current_dir(&folder))?;
    Ok(folder)
}
