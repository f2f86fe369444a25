//! The browser test of the demonstration, and what fuzzing once found.

use super::Done;
use crate::{demo, fuzz, run::Result};

/// The demonstration in a headless browser.
pub(super) fn browser() -> Result<Done> {
    let report = demo::checked()?;
    let line = report.lines().rev().find_map(|line| line.strip_prefix("in Chromium: "));
    let line = line.ok_or("the demonstration did not say what it checked in Chromium")?;
    println!("   {line}");
    let checks = line.split(' ').next().and_then(|count| count.parse().ok()).unwrap_or(0);
    Ok(Done::passed(checks).note("the season reported, its page driven in Chromium"))
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
