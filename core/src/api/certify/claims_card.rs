//! `claims_card`: what a seller may show of a lot.

use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::{date::Date, limits},
    certify::{Beyond, Card, Case, Claim, Program, Scope, Score, Showing, card},
    digest::{
        Hash,
        caller::{Extension, Reference},
        json::Raw,
    },
    id::few::few,
    product::Language,
    proof::base64,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec::Vec,
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "claims_card",
    "says which claims about a lot may be shown, how each of the five scopes stands, and whether wording goes beyond what is proved",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    claims_card
);

/// Rulebooks, pinned hashes and claims, at most.
const MOST_BOOKS: usize = 32;
const MOST_CLAIMS: usize = 256;

/// Claims, rulebooks, and what is known of a lot.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// Rulebooks, each as the exact text of its file; of two with one id the first counts.
    #[serde(deserialize_with = "few::<_, _, MOST_BOOKS>")]
    rulebooks: Vec<String>,
    /// Hashes of rulebooks that the caller trusts: SHA-256 of their exact bytes, base64.
    #[serde(default, deserialize_with = "few::<_, _, MOST_CLAIMS>")]
    pinned: Vec<String>,
    /// What is known of the lot.
    evidence: Raw,
    /// What the seller would like to say.
    #[serde(deserialize_with = "few::<_, _, MOST_CLAIMS>")]
    claims: Vec<Claim>,
    /// Wording of an advertisement or a page, to be looked through.
    #[serde(default)]
    wording: String,
    /// The day.
    as_of: Date,
    /// The caller's own reference, returned untouched.
    #[serde(rename = "ref")]
    reference: Option<Reference>,
    /// The caller's own data, returned untouched.
    ext: Option<Extension>,
}

/// What may be shown.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Claims that may be shown, in order.
    shown: Vec<Shown>,
    /// Claims that may not, and why.
    withheld: Vec<Withheld>,
    /// The five scopes, each with how many of its rules pass, fail and are unknown.
    scopes: BTreeMap<Scope, Score>,
    /// Words of the wording that go beyond what is proved.
    beyond: Vec<Beyond>,
    /// The caller's own reference.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<Reference>,
    /// The caller's own data.
    #[serde(skip_serializing_if = "Option::is_none")]
    ext: Option<Extension>,
}

/// A claim that may be shown.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Shown {
    /// Which.
    claim: String,
    /// What a consumer reads, by language.
    text: BTreeMap<Language, String>,
}

/// A claim that may not be shown.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Withheld {
    /// Which.
    claim: String,
    /// Why: the first thing in the way.
    why: Showing,
}

fn claims_card(request: Request) -> Result<Answer, Fault> {
    let mut programs = Vec::with_capacity(request.rulebooks.len());
    for (at, text) in request.rulebooks.iter().enumerate() {
        programs.push(super::rulebook(text, &format!("/rulebooks/{at}"))?);
    }
    let cases = programs.iter().map(|program| super::case(&request.evidence, program));
    let cases: Vec<Case> = cases.collect::<Result<_, _>>()?;
    let books: Vec<(&Program, &Case)> = programs.iter().zip(&cases).collect();
    let pinned = pinned(&request.pinned)?;
    let Card { claims, scopes, beyond, .. } =
        card(&books, &pinned, &request.claims, &request.wording, request.as_of);
    let (mut shown, mut withheld) = (Vec::new(), Vec::new());
    for (claim, showing) in request.claims.into_iter().zip(claims) {
        if showing == Showing::Proved {
            shown.push(Shown { claim: claim.id, text: claim.text });
        } else {
            withheld.push(Withheld { claim: claim.id, why: showing });
        }
    }
    Ok(Answer { shown, withheld, scopes, beyond, reference: request.reference, ext: request.ext })
}

/// Hashes that a caller pinned.
fn pinned(texts: &[String]) -> Result<BTreeSet<Hash>, Fault> {
    let hash = |(at, text): (usize, &String)| {
        let problem =
            || Fault::new(Code::MalformedRequest, format!("/pinned/{at}"), "32 bytes in base64 are needed");
        base64::decode_array(text).ok_or_else(problem)
    };
    texts.iter().enumerate().map(hash).collect()
}
