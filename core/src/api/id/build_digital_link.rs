//! `build_digital_link`: the Digital Link URI of elements.

use super::gs1::{Given, checked, link_fault};
use crate::{
    api::{Fault, Operation, operation::operation},
    base::limits,
    id::link::{CANONICAL_STEM, Link, Options, build},
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "build_digital_link",
    "writes GS1 elements as a Digital Link URI",
    limits::PHONE_BYTES,
    Request,
    Answer,
    link_of
);

/// Elements to write.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The elements, at most 64: the first key among them becomes the primary key.
    elements: Vec<Given>,
    /// Scheme, host and any path before the key; `https://id.gs1.org` without it.
    stem: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The URI with the stem asked for.
    uri: String,
    /// The canonical URI.
    canonical: String,
    /// The canonical URI without attributes: what is identified.
    identifier: String,
}

fn link_of(request: Request) -> Result<Answer, Fault> {
    let elements = checked(&request.elements)?;
    let stem = request.stem.as_deref().unwrap_or(CANONICAL_STEM);
    let canonical = build(&elements, CANONICAL_STEM).map_err(|error| link_fault(&error, "/elements"))?;
    let uri = build(&elements, stem).map_err(|error| link_fault(&error, "/stem"))?;
    let identifier = Link::parse(&canonical, Options::STRICT).map(|link| link.canonical_key());
    Ok(Answer { uri, identifier: identifier.map_err(|error| link_fault(&error, "/elements"))?, canonical })
}
