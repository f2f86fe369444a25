//! `check_product`: whether a product's parts make a whole.

use super::is_valid;
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{finding::Finding, limits},
    digest::caller::{Extension, Reference},
    product::Product,
};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "check_product",
    "checks a product: names, ids, category, standard, shelf life, packs",
    limits::PHONE_BYTES,
    Request,
    Answer,
    check
);

/// A product.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The product.
    product: Product,
    /// The caller's own reference, returned untouched.
    #[serde(rename = "ref")]
    reference: Option<Reference>,
    /// The caller's own data, returned untouched.
    ext: Option<Extension>,
}

/// What was found.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Is there no error among the findings?
    valid: bool,
    /// The product, with ids in canonical spelling.
    product: Product,
    /// What was found; places are JSON pointers into the product.
    findings: Vec<Finding>,
    /// The caller's own reference.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<Reference>,
    /// The caller's own data.
    #[serde(skip_serializing_if = "Option::is_none")]
    ext: Option<Extension>,
}

fn check(request: Request) -> Result<Answer, Fault> {
    let Request { mut product, reference, ext } = request;
    let findings = product.check();
    product.ids = product.canonical_ids();
    Ok(Answer { valid: is_valid(&findings), product, findings, reference, ext })
}
