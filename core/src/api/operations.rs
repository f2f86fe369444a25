//! `operations`: what can be asked.

use super::{Fault, Operation, operation::operation};
use crate::base::limits;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

pub(super) const OPERATIONS: &[Operation] = &[operation!(
    "operations",
    "lists all operations with one line each",
    limits::PHONE_BYTES,
    Request,
    Answer,
    list
)];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// All operations, by module.
    operations: Vec<Line>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Line {
    /// Its name.
    name: &'static str,
    /// What it does.
    about: &'static str,
    /// Bytes of request that it takes.
    limit: usize,
}

fn list(Request {}: Request) -> Result<Answer, Fault> {
    let line = |op: &Operation| Line { name: op.name, about: op.about, limit: op.limit };
    Ok(Answer { operations: super::operations().map(line).collect() })
}
