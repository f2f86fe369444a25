//! `build_elements`: elements in all the ways in which they are written.

use super::gs1::{Given, Written, checked};
use crate::{
    api::{Fault, Operation, operation::operation},
    base::limits,
};
use alloc::vec::Vec;
use serde::Deserialize;

pub(super) const OPERATION: Operation = operation!(
    "build_elements",
    "writes GS1 elements as element string, in brackets and as a Digital Link",
    limits::PHONE_BYTES,
    Request,
    Written,
    build
);

/// Elements to write.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The elements, in order; at most 64.
    elements: Vec<Given>,
}

fn build(request: Request) -> Result<Written, Fault> {
    checked(&request.elements).map(|elements| Written::new(&elements))
}
