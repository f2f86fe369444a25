//! `cargo xtask fuzz`: replays on stable what fuzzing once found; exploring needs cargo-fuzz and a nightly.

use crate::run::{Result, cargo, read, root, show};
use std::process::ExitCode;

/// Replays all regressions or those of the targets named, or explores one target.
pub(crate) fn run(words: &[&str]) -> Result<ExitCode> {
    if let ["explore", target, rest @ ..] = words {
        explore(target, rest.first().unwrap_or(&"600"))?;
    } else {
        print!("{}", replay(words)?);
    }
    Ok(ExitCode::SUCCESS)
}

/// One line `target: passed/total` each.
pub(crate) fn replay(targets: &[&str]) -> Result<String> {
    let folder = root().join("fuzz");
    read(
        cargo()
            .args(["run", "--quiet", "--manifest-path"])
            .arg(folder.join("Cargo.toml"))
            .args(["--bin", "replay", "--"])
            .arg(folder.join("regressions"))
            .args(targets)
            .env("CARGO_TARGET_DIR", crate::run::target()),
    )
}

/// libFuzzer on one target for some seconds; what it finds goes to `fuzz/artifacts`.
fn explore(target: &str, seconds: &str) -> Result<()> {
    let seconds: u32 = seconds.parse().map_err(|_| format!("`{seconds}` is not a number of seconds"))?;
    show(
        cargo()
            .args(["+nightly", "fuzz", "run", "--features", "explore", target, "--"])
            .arg(format!("-max_total_time={seconds}"))
            .args(["-rss_limit_mb=4096", "-max_len=65536"]),
    )
}
