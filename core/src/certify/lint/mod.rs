//! What is wrong with a rulebook, or missing from it, before anybody asks it.
//!
//! [`lint`] tells everything that [`Program::compile`](super::Program::compile) refuses, not only the first of it, and more:
//! rules that nothing can satisfy, or nothing violate, terms without a value on some day, texts and test cases that are
//! missing, facts that no rule asks for. Errors are what makes answers wrong; a rulebook that is
//! [released](crate::product::profile::Standing::Released) also has to be whole, so that what is a warning in a sample is an
//! error there.

mod dates;
mod reach;
mod text;
mod whole;
mod words;

pub use dates::lint_editions;
pub use words::WORDS;

use super::{CompileError, Program, program};
use crate::{
    base::{
        date::Date,
        finding::{Finding, Severity},
    },
    digest::json,
    product::profile::Standing,
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};

/// Findings on one rulebook, at most; the last says that there were more.
const MOST_FINDINGS: usize = 2_048;

/// What is wrong with the text of a rulebook, and what it lacks; on a day, also whether it is outdated. Work is linear in
/// its bytes.
///
/// # Errors
/// [`CompileError`] where the text is too large or no JSON. A text of another shape is a finding.
pub fn lint(bytes: &[u8], as_of: Option<Date>) -> Result<Vec<Finding>, CompileError> {
    let draft = match program::draft(bytes) {
        Err(CompileError::Shape(error)) => {
            let found = Finding::new(Severity::Error, "rulebook-shape").at(error.pointer);
            return Ok(alloc::vec![found.found(error.message)]);
        }
        draft => draft?,
    };
    let document = json::read(bytes)?;
    let mut report = Report::of(&draft.program);
    for unfit in &draft.unfit {
        report.error(unfit.problem.code(), unfit.at.clone(), unfit.name.clone());
    }
    let book = draft.program.book();
    for (name, table) in &book.tables {
        for problem in table.problems(&book.trees).iter().filter(|problem| problem.problem.compiles()) {
            let row = problem.row.map_or_else(String::new, |row| format!("/rows/{row}"));
            report.error(problem.problem.code(), format!("/tables/{name}{row}"), problem.word.clone());
        }
    }
    whole::look(&draft, document.root(), &mut report);
    dates::look(draft.program.book(), as_of, &mut report);
    text::look(&draft.program, &mut report);
    reach::look(&draft.program, &mut report);
    Ok(report.done())
}

impl Program {
    /// Codes of what makes its answers wrong, or lets nobody rely on them, each once: of the errors that [`lint`] finds
    /// in a rulebook that can be asked.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut report = Report::of(self);
        whole::complete(self, &mut report);
        dates::look(self.book(), None, &mut report);
        text::look(self, &mut report);
        reach::look(self, &mut report);
        let errors = report.done().into_iter().filter(|finding| finding.severity == Severity::Error);
        let mut codes: Vec<String> = errors.map(|finding| finding.code.to_string()).collect();
        codes.sort();
        codes.dedup();
        codes
    }
}

/// What was found so far.
struct Report {
    findings: Vec<Finding>,
    /// How grave it is that something is not whole.
    lack: Severity,
    more: bool,
}

impl Report {
    fn of(program: &Program) -> Self {
        let released = program.book().status == Standing::Released;
        let lack = if released { Severity::Error } else { Severity::Warning };
        Self { findings: Vec::new(), lack, more: false }
    }

    fn tell(
        &mut self,
        severity: Severity,
        code: &'static str,
        at: impl Into<String>,
        found: impl Into<String>,
    ) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(Finding::new(severity, code).at(at).found(found));
        } else {
            self.more = true;
        }
    }

    fn error(&mut self, code: &'static str, at: impl Into<String>, found: impl Into<String>) {
        self.tell(Severity::Error, code, at, found);
    }

    fn warning(&mut self, code: &'static str, at: impl Into<String>, found: impl Into<String>) {
        self.tell(Severity::Warning, code, at, found);
    }

    fn note(&mut self, code: &'static str, at: impl Into<String>, found: impl Into<String>) {
        self.tell(Severity::Note, code, at, found);
    }

    /// Something is not whole.
    fn lack(&mut self, code: &'static str, at: impl Into<String>, found: impl Into<String>) {
        self.tell(self.lack, code, at, found);
    }

    fn done(mut self) -> Vec<Finding> {
        if self.more {
            self.findings.push(Finding::new(Severity::Warning, "more-findings"));
        }
        self.findings
    }
}

/// A name as a part of a JSON pointer (RFC 6901 §3).
fn part(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}
