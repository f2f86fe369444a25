//! `merge_lots`: several lots, or amounts of them, as one.

use super::refusal;
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{
        finding::{Finding, Severity},
        limits,
        time::Instant,
    },
    digest::caller::{Extension, Reference},
    id::local::LotName,
    lot::{Lot, Source, Tag, merge},
};
use alloc::{format, string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "merge_lots",
    "makes one lot of several, or of amounts of them, and names each in its ledger",
    limits::PHONE_BYTES,
    Request,
    Answer,
    merge_lots
);

/// The lots, and what they become.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The name of the new lot.
    lot: LotName,
    /// The lots that it is made of, 1 to 1,024.
    sources: Vec<Source>,
    /// The product that it is of, where the sources are not of one.
    product: Option<String>,
    /// When.
    at: Option<Instant>,
    /// The caller's own reference to the new lot, returned untouched.
    #[serde(rename = "ref")]
    reference: Option<Reference>,
    /// The caller's own data on the new lot, returned untouched.
    ext: Option<Extension>,
}

/// The lots, or why not.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Were they merged? If not, nothing changed.
    valid: bool,
    /// The new lot.
    #[serde(skip_serializing_if = "Option::is_none")]
    lot: Option<Lot>,
    /// The sources as they stand now, in the order given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Lot>,
    /// What was found; places are JSON pointers into the request.
    findings: Vec<Finding>,
}

fn merge_lots(request: Request) -> Result<Answer, Fault> {
    let Request { lot: name, mut sources, product, at, reference, ext } = request;
    let whole = match merge(&name, &mut sources, product, at) {
        Ok(whole) => whole.tagged(Tag { reference, ext }),
        Err(error) => {
            let finding = refusal(&error, |lot| place(&sources, lot));
            return Ok(Answer { valid: false, lot: None, sources: Vec::new(), findings: vec![finding] });
        }
    };
    let mut findings = Vec::new();
    let undated = sources.iter().any(|source| source.lot.last_day().is_none());
    if undated && sources.iter().any(|source| source.lot.last_day().is_some()) {
        findings.push(Finding::new(Severity::Warning, "shelf-life-unknown").at("/sources"));
    }
    let issuer = |source: &Source| source.lot.name().issuer().map(String::from);
    if sources.windows(2).any(|pair| matches!(pair, [one, two] if issuer(one) != issuer(two))) {
        findings.push(Finding::new(Severity::Note, "producers-mixed").at("/sources"));
    }
    let sources = sources.into_iter().map(|source| source.lot).collect();
    Ok(Answer { valid: true, lot: Some(whole), sources, findings })
}

/// Where a lot stands among the sources.
pub(super) fn place(sources: &[Source], lot: &LotName) -> Option<String> {
    let at = sources.iter().rposition(|source| source.lot.name() == lot)?;
    Some(format!("/sources/{at}"))
}
