//! Every peer that runs here, beside ours, in one run: `bench NAME`, or `bench NAME --count` for instructions.
//!
//! A figure is the median of paired runs, as a ratio: the machines are shared and noisy, and a pair shares its noise.

mod bounds;
mod documents;
mod hash;
mod heap;
#[path = "../../tests/bounds/hostile.rs"]
mod hostile;
mod id;
mod json;
mod merkle;
mod network;
mod pair;
mod proof;
#[path = "../../tests/bounds/requests.rs"]
mod requests;
#[path = "../../tests/signed_lot.rs"]
mod signed_lot;
mod size;
mod trace;

use pair::Case;
use std::process::ExitCode;

#[global_allocator]
static HEAP: heap::Counted = heap::Counted;

/// A set of comparisons by the name it is asked for.
const SETS: &[(&str, fn() -> Vec<Case>)] = &[
    ("hash", hash::cases),
    ("id", id::cases),
    ("json", json::cases),
    ("merkle", merkle::cases),
    ("proof", proof::cases),
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--only", set, case, side, times] => only(set, case, side, times),
        ["size", files @ ..] => sizes(files),
        ["trace"] => ExitCode::from(u8::from(!trace::report())),
        ["bounds"] => ExitCode::from(u8::from(!bounds::report())),
        [set] => compare(set, false),
        [set, "--count"] => compare(set, true),
        _ => {
            let names: Vec<_> = SETS.iter().map(|(name, _)| *name).collect();
            eprintln!(
                "usage: bench {} [--count], bench bounds, bench trace, or bench size FILE…",
                names.join("|")
            );
            ExitCode::from(2)
        }
    }
}

fn sizes(files: &[&str]) -> ExitCode {
    let mut missed = files.is_empty();
    for file in files {
        match size::report(file.as_ref()) {
            Ok(met) => missed |= !met,
            Err(error) => {
                eprintln!("{error}");
                missed = true;
            }
        }
    }
    ExitCode::from(u8::from(missed))
}

fn cases(set: &str) -> Option<Vec<Case>> {
    SETS.iter().find(|(name, _)| *name == set).map(|(_, cases)| cases())
}

fn compare(set: &str, count: bool) -> ExitCode {
    let Some(mut cases) = cases(set) else {
        eprintln!("there is no set `{set}`");
        return ExitCode::from(2);
    };
    println!("{:44} {:>12} {:>12} {:>8} {:>8}  goal", "case", "ours", "peer", "ours/peer", "counted");
    let mut missed = 0;
    for case in &mut cases {
        let timed = case.time();
        // Close calls are decided by counting instructions, not by a clock.
        let close = (0.8..1.25).contains(&(timed.ratio / case.goal));
        let by_count = close || case.in_instructions;
        let counted = (count || by_count).then(|| pair::count(set, case)).flatten();
        let judged = counted.filter(|_| by_count).unwrap_or(timed.ratio);
        let met = judged <= case.goal;
        missed += u32::from(!met);
        println!(
            "{:44} {:>12} {:>12} {:>9.3} {:>8}  ≤ {:.2} {}",
            case.name,
            pair::nanoseconds(timed.ours),
            pair::nanoseconds(timed.peer),
            timed.ratio,
            counted.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.3}")),
            case.goal,
            if met { "met" } else { "MISSED" },
        );
    }
    if set == "hash" {
        hash::beside_scripts();
    }
    if set == "id" {
        missed += u32::from(!id::rates());
    }
    if set == "proof" {
        missed += u32::from(!proof::report());
    }
    println!("medians of {} paired runs; `counted` is the ratio of instructions (callgrind)", pair::PAIRS);
    ExitCode::from(u8::from(missed > 0))
}

/// One side of one case, some times: what runs below callgrind.
fn only(set: &str, name: &str, side: &str, times: &str) -> ExitCode {
    let times: u32 = times.parse().unwrap_or(1);
    let mut cases = cases(set).unwrap_or_default();
    let Some(case) = cases.iter_mut().find(|case| case.name == name) else { return ExitCode::from(2) };
    let run = if side == "ours" { &mut case.ours } else { &mut case.peer };
    for _ in 0..times {
        run();
    }
    ExitCode::SUCCESS
}
