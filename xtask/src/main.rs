//! Build logic, and only here: `cargo xtask setup | test | demo | dist | gen [--check] | bench NAME | fuzz`.

mod bench;
mod demo;
mod dist;
mod fuzz;
mod r#gen;
mod run;
mod setup;
mod test;
mod wasm;

use run::Result;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask COMMAND

  setup          install what the other commands need
  test [PART…]   the whole check, or the parts named
  demo           a season of a co-op, recorded, sealed and verified, then served on localhost
  dist           the npm tarball and the C archive, in target/dist
  gen [--check]  the generated files; with --check, fail where one differs
  bench NAME     id | json | hash | trace | merkle | proof | bounds | size, with peers in the same run
  fuzz [TARGET]  replay what fuzzing once found; `fuzz explore TARGET SECONDS` looks for more";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match command(&words) {
        Ok(code) => code,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}

fn command(words: &[&str]) -> Result<ExitCode> {
    match words {
        ["setup"] => setup::all()?,
        ["test", parts @ ..] => return test::run(parts),
        ["demo", rest @ ..] => return demo::run(rest),
        ["dist"] => dist::all()?,
        ["gen"] => r#gen::write()?,
        ["gen", "--check"] => {
            let (files, absent) = r#gen::check()?;
            absent.iter().for_each(|why| println!("{why}"));
            println!("{files} generated files are up to date");
        }
        ["bench", rest @ ..] => return bench::run(rest),
        ["fuzz", rest @ ..] => return fuzz::run(rest),
        _ => {
            println!("{USAGE}");
            return Ok(if words.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) });
        }
    }
    Ok(ExitCode::SUCCESS)
}
