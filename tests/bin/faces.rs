//! `faces lines` prints the questions of our vectors, one a line: operation, tab, request. `faces check FACE` reads a
//! face's answers, one a line, and holds each against what is wanted.

use std::{
    io::{BufRead as _, Write as _},
    process::ExitCode,
};
use terroir_tests::faces::cases;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["lines"] => lines(),
        ["check", face] => check(face),
        _ => {
            eprintln!("usage: faces lines | faces check FACE");
            ExitCode::from(2)
        }
    }
}

fn lines() -> ExitCode {
    let mut out = std::io::stdout().lock();
    let written = cases().iter().try_for_each(|case| writeln!(out, "{}\t{}", case.op, case.text()));
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn check(face: &str) -> ExitCode {
    let cases = cases();
    let answers: Vec<String> = std::io::stdin().lock().lines().map_while(Result::ok).collect();
    let mut wrong = 0;
    for (number, case) in cases.iter().enumerate() {
        let outcome = match answers.get(number) {
            Some(answer) => case.check(answer),
            None => Err("no answer".into()),
        };
        if let Err(why) = outcome {
            wrong += 1;
            println!("{face}: {}: {why}", case.name);
        }
    }
    println!("{face}: {}/{}", cases.len() - wrong, cases.len());
    if wrong == 0 && answers.len() == cases.len() && !cases.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
