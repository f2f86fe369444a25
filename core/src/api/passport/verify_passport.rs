//! `verify_passport`: judge one lot offline.

use super::{Roots, verdict::VerdictAnswer};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    digest::json::{self, Raw},
    passport::{Question, Require, Seen, verify},
    proof::trust::KnownHead,
};
use alloc::{format, string::String, vec::Vec};
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
    /// The text of the code on the goods: a label's URL, a GS1 Digital Link, or the lot's name.
    scanned: Option<String>,
    /// The time of day (RFC 3339 with offset).
    now: Option<String>,
    /// What the caller has seen before.
    seen: Option<SeenRequest>,
    /// The policy `{"aspects","allow","grade","headDays","snapshotDays","toleranceSeconds"}`; what is absent is as in
    /// the published default.
    require: Option<Raw>,
}

/// What the caller has seen before, so that forks and rollbacks show.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct SeenRequest {
    /// The newest version of a bundle.
    version: Option<u64>,
    /// Newest heads of lots.
    #[serde(default)]
    heads: Vec<SeenHead>,
}

/// A head that was seen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct SeenHead {
    /// Its object hash, base64.
    hash: String,
    /// The lot.
    lot: String,
    /// Its number.
    n: u64,
}

fn verify_passport(request: Request) -> Result<VerdictAnswer, Fault> {
    let trust = super::trust(request.bundle.as_deref(), request.roots.as_ref())?;
    let now = request.now.as_deref().map(|now| super::moment("/now", now)).transpose()?;
    let seen = request.seen.map(seen).transpose()?;
    let require = match &request.require {
        None => Require::default(),
        Some(raw) => {
            let document = json::read(raw.text().as_bytes())?;
            Require::read(document.root()).map_err(|error| super::bad_policy(&error))?
        }
    };
    let verdict = verify(&Question {
        passport: request.passport.as_bytes(),
        trust: trust.as_ref(),
        scanned: request.scanned.as_deref(),
        now,
        seen: seen.as_ref(),
        require: &require,
        limit: limits::PHONE_BYTES,
    });
    Ok(verdict.into())
}

fn seen(request: SeenRequest) -> Result<Seen, Fault> {
    let mut heads = Vec::new();
    for (at, head) in request.heads.into_iter().enumerate() {
        let hash = crate::proof::base64::decode_array(&head.hash).ok_or_else(|| {
            Fault::new(Code::MalformedRequest, format!("/seen/heads/{at}/hash"), "not 32 bytes in base64")
        })?;
        heads.push(KnownHead { hash, lot: head.lot, n: head.n });
    }
    Ok(Seen { version: request.version, heads })
}
