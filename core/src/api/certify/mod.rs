//! Operations of `certify`.

mod evaluate;
mod outcome;

use super::{Code, Fault, Operation};
use crate::{
    certify::{Case, CompileError, EvidenceError, Program},
    digest::json::{self, Raw},
};
use alloc::{format, string::ToString as _};

pub(super) const OPERATIONS: &[Operation] = &[evaluate::OPERATION];

/// Reads the rulebook of a request.
fn rulebook(text: &str) -> Result<Program, Fault> {
    Program::compile(text.as_bytes()).map_err(|error| {
        let found = error.to_string();
        match error {
            CompileError::TooLarge { .. } => Fault::new(Code::TooLarge, "/rulebook", found),
            CompileError::Json(error) => {
                Fault::new(Code::MalformedDocument, "/rulebook", format!("{error} at byte {}", error.offset))
            }
            CompileError::Shape(error) => {
                Fault::new(Code::NotARulebook, "/rulebook", format!("{}: {}", error.pointer, error.message))
            }
            CompileError::Unfit { .. } => Fault::new(Code::NotARulebook, "/rulebook", found),
        }
    })
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
