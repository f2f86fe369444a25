//! `build_passport`: put a lot's ledger and its parents' passports into one text.

use crate::{
    api::{Fault, Operation, operation::operation},
    base::limits,
    passport::{Parts, build, file::Lot},
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "build_passport",
    "builds a passport from a lot's ledger and the passports of lots that it comes from",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    build_passport
);

/// What the passport is built from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The lot's name.
    lot: String,
    /// Its head lines, from number 0.
    heads: Vec<String>,
    /// Its ledger lines.
    lines: Vec<String>,
    /// Log proofs of heads, ascending by head.
    #[serde(default)]
    proofs: Vec<Proof>,
    /// What is shown of hidden members.
    #[serde(default)]
    disclosures: Vec<String>,
    /// Passports of lots that it comes from.
    #[serde(default)]
    parents: Vec<String>,
    /// Names of lots of which only the handing over is shown.
    #[serde(default)]
    bounded: Vec<String>,
    /// Rotation lines.
    #[serde(default)]
    rotations: Vec<String>,
    /// Alias lines.
    #[serde(default)]
    aliases: Vec<String>,
    /// Certificate lines.
    #[serde(default)]
    certificates: Vec<String>,
    /// Signed certification verdicts.
    #[serde(default)]
    attested: Vec<String>,
    /// Status lists, one a line.
    #[serde(default)]
    lists: Vec<String>,
    /// Bytes that the passport may have; 1 MiB unless said. Ancestors are bounded, farthest first, until it fits.
    limit: Option<u32>,
}

/// A log proof.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Proof {
    /// Number of the head.
    head: u64,
    /// The C2SP `tlog-proof@v1` text.
    text: String,
}

/// A passport.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Its text.
    passport: String,
    /// Bytes of it.
    bytes: usize,
}

fn texts(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

fn build_passport(request: Request) -> Result<Answer, Fault> {
    let lot = Lot {
        name: &request.lot,
        heads: texts(&request.heads),
        proofs: request.proofs.iter().map(|proof| (proof.head, proof.text.as_str())).collect(),
        lines: texts(&request.lines),
        disclosures: texts(&request.disclosures),
    };
    let passport = build(&Parts {
        lot: &lot,
        parents: &texts(&request.parents),
        bounded: &texts(&request.bounded),
        rotations: &texts(&request.rotations),
        aliases: &texts(&request.aliases),
        certificates: &texts(&request.certificates),
        attested: &texts(&request.attested),
        lists: &texts(&request.lists),
        limit: request.limit.map_or(limits::PHONE_BYTES, |limit| limit as usize),
    })
    .map_err(|error| super::unbuildable(&error))?;
    Ok(Answer { bytes: passport.len(), passport })
}
