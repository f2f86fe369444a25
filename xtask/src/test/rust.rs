//! The parts that cargo does: format, lints, docs, tests, and the proof that core is pure.

use super::Done;
use crate::run::{Result, cargo, in_ci, read, show};
use std::process::{Command, Stdio};

/// What of core fits a target without a standard library.
const WASM_FEATURES: &str = "words,regions,credentials,xml";

/// A cargo command whose settings are those of every part, so that nothing is built twice.
pub(crate) fn steady(command: &str) -> Command {
    let mut cargo = cargo();
    cargo.arg(command).arg("--locked");
    if in_ci() {
        cargo.env("CARGO_INCREMENTAL", "0");
    }
    cargo
}

pub(super) fn format() -> Result<Done> {
    read(cargo().args(["fmt", "--all", "--check"]))?;
    Ok(Done::passed(1))
}

pub(super) fn lints() -> Result<Done> {
    show(steady("clippy").args(["--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    Ok(Done::passed(1))
}

pub(super) fn docs() -> Result<Done> {
    let flags = "-D warnings -D rustdoc::broken_intra_doc_links";
    show(steady("doc").args(["--quiet", "--workspace", "--no-deps", "--lib"]).env("RUSTDOCFLAGS", flags))?;
    Ok(Done::passed(1))
}

/// Unit tests, laws, conformance and shape, in one build.
pub(super) fn tests() -> Result<Done> {
    let mut command = steady("test");
    command.args(["--workspace", "--all-targets", "--no-fail-fast", "--", "--show-output"]);
    counted(&mut command)
}

pub(super) fn doctests() -> Result<Done> {
    let mut command = steady("test");
    command.args(["--workspace", "--doc", "--no-fail-fast"]);
    counted(&mut command)
}

/// Core without a standard library, bare and with all that fits.
pub(super) fn pure() -> Result<Done> {
    let bare: &[&str] = &["-p", "terroir", "--no-default-features"];
    let full: &[&str] = &["-p", "terroir", "--no-default-features", "--features", WASM_FEATURES];
    let small: &[&str] = &["-p", "terroir-mini", "-p", "terroir-verify"];
    for packages in [bare, full, small] {
        let target = ["--quiet", "--target", "wasm32v1-none"];
        show(steady("clippy").args(target).args(packages).args(["--", "-D", "warnings"]))?;
    }
    Ok(Done::passed(3).note("no_std on wasm32v1-none"))
}

/// Runs `cargo test`, shows its set lines and failures, and counts.
fn counted(command: &mut Command) -> Result<Done> {
    let output = command
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut done = Done::passed(0);
    let (mut tests, mut cases) = (0, 0);
    for line in text.lines() {
        if let Some((passed, total)) = set(line) {
            println!("   {line}");
            cases += passed;
            if passed < total {
                done.failed.push(format!("   {} of {total} wrong: {line}", total - passed));
            }
        } else if let Some(rest) = line.strip_prefix("test result: ") {
            tests += before(rest, " passed");
        } else if let Some(name) =
            line.strip_prefix("test ").and_then(|line| line.strip_suffix(" ... FAILED"))
        {
            done.failed.push(format!("   failed: {name}"));
        } else if line.contains(": skipped, ") {
            done.skipped.push(line.trim().to_owned());
        }
    }
    done.passed = tests + cases;
    done.note = if cases > 0 { format!("{tests} tests, {cases} cases in sets") } else { String::new() };
    if !output.status.success() {
        println!("{text}");
        if done.failed.is_empty() {
            return Err("cargo test failed, see above".into());
        }
    }
    Ok(done)
}

/// A line `set: passed/total`.
pub(super) fn set(line: &str) -> Option<(usize, usize)> {
    let (name, counts) = line.split_once(": ")?;
    let (passed, total) = counts.split_once('/')?;
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_/. ".contains(&b));
    if plain { Some((passed.parse().ok()?, total.parse().ok()?)) } else { None }
}

/// The number that stands before a word.
fn before(text: &str, word: &str) -> usize {
    let number = text.split(word).next().and_then(|start| start.rsplit(' ').next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{before, set};

    #[test]
    fn a_set_line_is_told_from_prose() {
        assert_eq!(set("jcs/strict: 17/18"), Some((17, 18)));
        assert_eq!(set("see https://example.org/a: 1/b"), None);
        assert_eq!(before("ok. 12 passed; 0 failed", " passed"), 12);
    }
}
