//! Operations of `certify`.

mod check_certificate;
mod claims_card;
mod editions;
mod evaluate;
mod grade_lot;
mod lint_rulebook;
mod outcome;

use super::{Code, Fault, Operation};
use crate::{
    certify::{Case, CompileError, EvidenceError, Program},
    digest::json::{self, Raw},
};
use alloc::{format, string::ToString as _};

pub(super) const OPERATIONS: &[Operation] = &[
    evaluate::OPERATION,
    claims_card::OPERATION,
    lint_rulebook::OPERATION,
    check_certificate::OPERATION,
    grade_lot::OPERATION,
];

/// Reads the rulebook that stands at a place of a request.
fn rulebook(text: &str, at: &str) -> Result<Program, Fault> {
    Program::compile(text.as_bytes()).map_err(|error| refused(error, at))
}

/// Why a text is no rulebook.
fn refused(error: CompileError, at: &str) -> Fault {
    let found = error.to_string();
    match error {
        CompileError::TooLarge { .. } => Fault::new(Code::TooLarge, at, found),
        CompileError::Json(error) => {
            Fault::new(Code::MalformedDocument, at, format!("{error} at byte {}", error.offset))
        }
        CompileError::Shape(error) => {
            Fault::new(Code::NotARulebook, at, format!("{}: {}", error.pointer, error.message))
        }
        CompileError::Unfit(_) => Fault::new(Code::NotARulebook, at, found),
    }
}

/// Reads the evidence of a request against a rulebook.
fn case(evidence: &Raw, program: &Program) -> Result<Case, Fault> {
    let document = json::read(evidence.text().as_bytes()).map_err(Fault::from)?;
    Case::read(document.root(), program).map_err(|error| match error {
        EvidenceError::Shape(shape) => {
            Fault::new(Code::MalformedRequest, format!("/evidence{}", shape.pointer), shape.message)
        }
        EvidenceError::SameId { .. } => Fault::new(Code::SameRecord, "/evidence/records", error.to_string()),
    })
}
