//! The verdict as answers carry it.

use crate::{
    passport::verdict::{CLAIM, Verdict},
    proof::code::Reason,
};
use alloc::{string::String, vec::Vec};
use serde::Serialize;

/// The verdict on one passport.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(in crate::api) struct VerdictAnswer {
    /// The lot; empty if the passport could not be read.
    lot: String,
    /// Entries that the newest head counts: the record is complete up to here, if aspect `completeness` passes.
    count: u64,
    /// Number of the newest head.
    head: u64,
    /// The lot's state: `open`, `sealed`, `recalled` or `superseded`; empty if the passport could not be read.
    state: &'static str,
    /// `accepted`, `incomplete` or `refused`, under the policy.
    outcome: &'static str,
    /// The aspects that decided.
    deciding: Vec<&'static str>,
    /// Every aspect, in order.
    aspects: Vec<AspectAnswer>,
    /// Where it was found, the first few places for each code.
    reasons: Vec<ReasonAnswer>,
    /// What a verdict proves, and what not.
    claim: &'static str,
}

/// One aspect, judged.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct AspectAnswer {
    /// Which one.
    aspect: &'static str,
    /// `pass`, `not-evaluated` or `fail`.
    status: &'static str,
    /// What was found.
    codes: Vec<CodeAnswer>,
    /// Ids of the keys it rests on.
    keys: Vec<String>,
    /// The times it rests on.
    times: Vec<TimeAnswer>,
}

/// One code of an aspect.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct CodeAnswer {
    /// The code; its words are in `messages`.
    code: &'static str,
    /// How often it was found.
    count: u32,
}

/// A time that an aspect rests on.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct TimeAnswer {
    /// What it is: `witnessed`, `head`, `snapshot`, `expires`, `shelf-life`.
    what: &'static str,
    /// The time as written; `witnessed` as seconds since 1970.
    time: String,
}

/// One place where something was found.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(in crate::api) struct ReasonAnswer {
    /// In which aspect.
    aspect: &'static str,
    /// What it is; its words are in `messages`.
    code: &'static str,
    /// The lot it is about.
    lot: String,
    /// Number of the line, head or byte.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<u64>,
    /// What was found, such as a key id.
    found: String,
}

impl From<Reason> for ReasonAnswer {
    fn from(reason: Reason) -> Self {
        Self {
            aspect: reason.aspect.name(),
            code: reason.code.as_str(),
            lot: reason.lot,
            at: reason.at,
            found: reason.found,
        }
    }
}

impl From<Verdict> for VerdictAnswer {
    fn from(verdict: Verdict) -> Self {
        let aspects = verdict.aspects.into_iter().map(|one| AspectAnswer {
            aspect: one.aspect.name(),
            status: one.status.name(),
            codes: one
                .codes
                .iter()
                .map(|(code, count)| CodeAnswer { code: code.as_str(), count: *count })
                .collect(),
            keys: one.keys,
            times: one.times.into_iter().map(|(what, time)| TimeAnswer { what, time }).collect(),
        });
        Self {
            lot: verdict.lot,
            count: verdict.count,
            head: verdict.head,
            state: verdict.state,
            outcome: verdict.outcome.name(),
            deciding: verdict.deciding.iter().map(|aspect| aspect.name()).collect(),
            aspects: aspects.collect(),
            reasons: verdict.reasons.into_iter().map(ReasonAnswer::from).collect(),
            claim: CLAIM.0,
        }
    }
}
