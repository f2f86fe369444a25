//! `cargo xtask test`: the whole check, part by part, and a table at the end.

mod faces;
mod other;
mod readme;
mod rust;

pub(crate) use rust::steady;

use crate::{
    run::{Result, in_ci},
    setup,
};
use std::{process::ExitCode, time::Instant};

/// One part of the check: its name and what it does.
type Part = (&'static str, fn() -> Result<Done>);

/// What a part reports when nothing went wrong with running it.
pub(crate) struct Done {
    /// Cases that passed.
    passed: usize,
    /// Cases that failed, each with why.
    failed: Vec<String>,
    /// What the table says beside the numbers.
    note: String,
    /// What could not run here.
    skipped: Vec<String>,
}

impl Done {
    /// So many cases, all passed.
    pub(crate) fn passed(cases: usize) -> Self {
        Self { passed: cases, failed: Vec::new(), note: String::new(), skipped: Vec::new() }
    }

    /// The same with a word for the table.
    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

const PARTS: &[Part] = &[
    ("setup", prepared),
    ("format", rust::format),
    ("lints", rust::lints),
    ("docs", rust::docs),
    ("tests", rust::tests),
    ("doctests", rust::doctests),
    ("pure core", rust::pure),
    ("generated", generated),
    ("javascript", faces::javascript),
    ("mini-program", faces::mini),
    ("verify-core", faces::verify_core),
    ("c", faces::c),
    ("memory", faces::memory),
    ("packages", faces::packages),
    ("readme", readme::blocks),
    ("browser", other::browser),
    ("fuzz", other::fuzz),
];

/// One line of the table.
struct Row {
    name: &'static str,
    outcome: Result<Done>,
    seconds: u64,
}

/// Runs all parts, or those named (spaces as dashes).
pub(crate) fn run(names: &[&str]) -> Result<ExitCode> {
    let dashed = |name: &str| name.replace(' ', "-");
    let known: Vec<String> = PARTS.iter().map(|(name, _)| dashed(name)).collect();
    if let Some(unknown) = names.iter().find(|name| !known.iter().any(|part| part == *name)) {
        return Err(format!("no part `{unknown}`; there are {}", known.join(", ")));
    }
    let mut rows = Vec::new();
    let parts: Vec<&Part> =
        PARTS.iter().filter(|(name, _)| names.is_empty() || names.contains(&&*dashed(name))).collect();
    for (number, (name, part)) in parts.iter().enumerate() {
        println!("== {} of {}: {name}", number + 1, parts.len());
        let start = Instant::now();
        let outcome = part();
        match &outcome {
            Ok(done) => done.failed.iter().for_each(|why| println!("{why}")),
            Err(why) => println!("{why}"),
        }
        rows.push(Row { name, outcome, seconds: start.elapsed().as_secs() });
    }
    Ok(report(&rows))
}

/// Prints the table and the closing line.
fn report(rows: &[Row]) -> ExitCode {
    let (mut passed, mut failed) = (0, 0);
    println!("\n{:<12} {:>8} {:>7} {:>8}", "part", "passed", "failed", "minutes");
    for row in rows {
        let (good, bad, note) = match &row.outcome {
            Ok(done) => {
                let lost = if in_ci() { done.skipped.len() } else { 0 };
                let skips = done.skipped.iter().map(|why| format!("SKIPPED: {why}"));
                let notes: Vec<String> =
                    skips.chain([done.note.clone()]).filter(|note| !note.is_empty()).collect();
                (done.passed, done.failed.len() + lost, notes.join("; "))
            }
            Err(why) => (0, 1, why.lines().next().unwrap_or("").to_owned()),
        };
        passed += good;
        failed += bad;
        let minutes = format!("{}:{:02}", row.seconds / 60, row.seconds % 60);
        println!("{:<12} {good:>8} {bad:>7} {minutes:>8}  {note}", row.name);
    }
    println!("\n{passed} passed, {failed} failed");
    if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn prepared() -> Result<Done> {
    let mut done = Done::passed(0);
    for (what, outcome) in [
        ("targets", setup::rust_targets()),
        ("Debian packages", setup::debian()),
        ("npm packages", setup::npm()),
    ] {
        match outcome {
            Ok(()) => done.passed += 1,
            Err(why) => done.skipped.push(format!("{what}: {}", why.lines().next().unwrap_or(""))),
        }
    }
    Ok(done)
}

fn generated() -> Result<Done> {
    let (files, absent) = crate::r#gen::check()?;
    let mut done = Done::passed(files).note("files equal to what is generated");
    done.skipped = absent;
    Ok(done)
}
