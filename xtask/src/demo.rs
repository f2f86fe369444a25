//! `cargo xtask demo`: the main job on a season of a co-op.

use crate::{
    dist,
    run::{Result, program, read, show, target},
    setup,
    test::steady,
};
use std::process::{Command, ExitCode};

/// Builds the page's library and runs the demonstration; words after `demo` go to it.
pub(crate) fn run(words: &[&str]) -> Result<ExitCode> {
    setup::rust_targets()?;
    setup::npm()?;
    let mut demo = built()?;
    demo.args(words);
    if words.contains(&"--check") {
        show(&mut demo)?;
        return Ok(ExitCode::SUCCESS);
    }
    become_it(demo)
}

/// The headless run on a free port; all it printed.
pub(crate) fn checked() -> Result<String> {
    read(built()?.args(["--check", "--port", "0"]))
}

fn built() -> Result<Command> {
    let web = dist::web()?;
    show(steady("build").args(["--quiet", "-p", "farm-to-table"]))?;
    let mut demo = program(target().join("debug/farm-to-table"));
    demo.arg("--site").arg(web);
    Ok(demo)
}

/// Ctrl-C is for the demonstration alone, which ends cleanly.
#[cfg(unix)]
fn become_it(mut demo: Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    Err(format!("cannot run the demonstration: {}", demo.exec()))
}

#[cfg(not(unix))]
fn become_it(mut demo: Command) -> Result<ExitCode> {
    show(&mut demo)?;
    Ok(ExitCode::SUCCESS)
}
