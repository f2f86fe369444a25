//! `verify_passport`: judge one lot offline.

use super::{
    Roots,
    asked::{Asked, SeenRequest},
    verdict::VerdictAnswer,
};
use crate::{
    api::{Fault, Operation, operation::operation},
    digest::json::Raw,
    passport::{offline, verify},
};
use alloc::string::String;
use serde::Deserialize;

pub(super) const OPERATION: Operation = operation!(
    "verify_passport",
    "judges a passport of at most 1 MiB, aspect by aspect, and reduces the verdict under a stated policy",
    super::REQUEST_BYTES,
    Request,
    VerdictAnswer,
    verify_passport
);

/// A passport, and what the caller knows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The passport's text, exactly.
    passport: String,
    /// The text of the trust bundle; several bundles may follow each other.
    bundle: Option<String>,
    /// The pinned roots of the bundle.
    roots: Option<Roots>,
    /// The text of the code on the goods: a label's URL, an offline label, a GS1 Digital Link, or the lot's name.
    scanned: Option<String>,
    /// The time of day (RFC 3339 with offset).
    now: Option<String>,
    /// What the caller has seen before.
    seen: Option<SeenRequest>,
    /// The policy `{"aspects","allow","grade","headDays","snapshotDays","toleranceSeconds"}`; what is absent is as in
    /// the published default.
    require: Option<Raw>,
}

fn verify_passport(request: Request) -> Result<VerdictAnswer, Fault> {
    let mut asked = Asked::read(
        request.bundle.as_deref(),
        request.roots.as_ref(),
        request.now.as_deref(),
        request.seen,
        request.require.as_ref(),
    )?;
    let scanned = request.scanned.as_deref();
    let link = scanned.and_then(|text| offline::as_link(text, asked.trust.as_ref(), &mut asked.seen));
    let scanned = link.as_deref().or(scanned);
    Ok(verify(&asked.question(&request.passport, scanned)).into())
}
