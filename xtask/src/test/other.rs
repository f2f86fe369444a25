//! The browser test of the demonstration, and what fuzzing once found.

use super::Done;
use crate::{
    demo, fuzz,
    run::{Result, root},
};

/// The demonstration in a headless browser.
pub(super) fn browser() -> Result<Done> {
    if !root().join("examples/farm_to_table/check.mjs").exists() {
        return Ok(Done::skipped("the demonstration has no browser test yet"));
    }
    demo::run(&["--check"])?;
    Ok(Done::passed(1))
}

/// Every regression, on stable.
pub(super) fn fuzz() -> Result<Done> {
    let report = fuzz::replay(&[])?;
    let mut done = Done::passed(0);
    for line in report.lines() {
        println!("   {line}");
        if let Some((passed, _)) = super::rust::set(line) {
            done.passed += passed;
        }
    }
    Ok(done)
}
