//! The command line of terroir: operations for programs, and the few commands that a person wants.

mod catalogue;
mod files;
mod label;
mod log;
mod stream;
mod trace;
mod verdict;

use clap::{Parser, Subcommand};
use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

/// Farm produce from field to table: scan a code, verify a lot.
///
/// Exit codes: 0 accepted or pass, 1 refused or fail, 2 could not ask, 3 incomplete or unknown.
#[derive(Debug, Parser)]
#[command(name = "terroir", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read one request a line from standard input, write one answer a line, in order.
    Call {
        /// An operation, as `terroir ops` lists them; without one, each line is OPERATION, a tab, and the request.
        operation: Option<String>,
    },
    /// List the operations with one line each.
    Ops,
    /// Print JSON Schemas of requests and answers.
    Schema {
        /// Only this operation.
        operation: Option<String>,
    },
    /// Print every code of faults and findings, with its words in English and Chinese, as JSON.
    Codes,
    /// Say what a scanned text is.
    Scan {
        /// The text, as the scanner gives it.
        text: String,
        /// Print the answer as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Draw a label for the goods: an SVG with both codes of a lot and the same in words.
    Label(label::Draw),
    /// Keep a transparency log in a folder (C2SP tlog-tiles): append, checkpoint, prove.
    Log(log::Logging),
    /// Say where something comes from and what became of it.
    Trace(trace::Trace),
    /// Judge the passport of a lot, aspect by aspect.
    Verify(verdict::Verify),
}

/// What a command ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Accepted, or a pass.
    Accepted = 0,
    /// Refused, or a fail.
    Refused = 1,
    /// The question could not be asked.
    NotAsked = 2,
    /// Incomplete, or unknown.
    Incomplete = 3,
}

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("cannot read {}: {error}", path.display())]
    File { path: PathBuf, error: io::Error },
    #[error("no operation `{name}`: `terroir ops` lists them")]
    NoOperation { name: String },
    #[error("{}: not UTF-8", path.display())]
    NotText { path: PathBuf },
    #[error("{}: not the JSON of pinned roots: {error}", path.display())]
    NotRoots { path: PathBuf, error: serde_json::Error },
    #[error("{}: {found}", path.display())]
    Events { path: PathBuf, found: String },
    #[error("{}: no label: {found}", path.display())]
    NoLabel { path: PathBuf, found: String },
    #[error("cannot write {}: {error}", path.display())]
    Put { path: PathBuf, error: io::Error },
    #[error("{}: {error}", folder.display())]
    Log { folder: PathBuf, error: Box<log::FolderError> },
    #[error("cannot write: {0}")]
    Write(#[from] io::Error),
}

fn main() -> ExitCode {
    let outcome = run(Arguments::parse().command);
    match outcome {
        Ok(ending) => ExitCode::from(ending as u8),
        // Whoever reads our output has heard enough.
        Err(Trouble::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(trouble) => {
            let _ = writeln!(io::stderr(), "terroir: {trouble}");
            ExitCode::from(Ending::NotAsked as u8)
        }
    }
}

fn run(command: Command) -> Result<Ending, Trouble> {
    let mut out = io::stdout().lock();
    match command {
        Command::Call { operation } => {
            stream::answer(operation.as_deref(), &mut io::stdin().lock(), &mut out)
        }
        Command::Ops => {
            for operation in terroir::api::operations() {
                writeln!(out, "{:<22} {}", operation.name, operation.about)?;
            }
            Ok(Ending::Accepted)
        }
        Command::Schema { operation } => catalogue::schemas(operation.as_deref(), &mut out),
        Command::Codes => catalogue::codes(&mut out),
        Command::Scan { text, json } => verdict::scan(&text, json, &mut out),
        Command::Label(label) => label.run(&mut out),
        Command::Log(log) => log.run(&mut out),
        Command::Trace(trace) => trace.run(&mut out),
        Command::Verify(verify) => verify.run(&mut out),
    }
}
