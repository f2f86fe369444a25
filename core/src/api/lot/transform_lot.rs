//! `transform_lot`: lots turned into lots of something else, in balance.

use super::{Exact, merge_lots::place, refusal};
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{finding::Finding, limits, ratio::Ratio, round::Rounding, time::Instant, unit::Dimension},
    lot::{Added, Balance, Loss, Lot, LotError, Output, Recipe, Source, transform},
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec,
    vec::Vec,
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "transform_lot",
    "turns lots into lots of something else: yield, by-products and losses must balance exactly",
    limits::PHONE_BYTES,
    Request,
    Answer,
    transform_lot
);

/// What goes in and what comes out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The act's id, which the moves of all its lots carry: an EPCIS transformation id.
    act: Option<String>,
    /// The lots that something is taken from, 1 to 1,024.
    sources: Vec<Source>,
    /// What goes in and is no lot: water, brine, ice.
    #[serde(default)]
    added: Vec<Added>,
    /// The lots that come out, 1 to 1,024.
    outputs: Vec<Output>,
    /// What is lost.
    #[serde(default)]
    losses: Vec<Loss>,
    /// What must balance; mass unless stated otherwise.
    #[serde(default = "mass")]
    conserved: Dimension,
    /// When.
    at: Option<Instant>,
}

const fn mass() -> Dimension {
    Dimension::Mass
}

/// The lots and how they balance, or why not.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Was it done? If not, nothing changed.
    valid: bool,
    /// The lots that came out, in the order of the outputs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lots: Vec<Lot>,
    /// The sources as they stand now, in the order given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Lot>,
    /// How it balances.
    #[serde(skip_serializing_if = "Option::is_none")]
    balance: Option<Sums>,
    /// What went in less what came out, where that is not nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<Exact>,
    /// What was found; places are JSON pointers into the request.
    findings: Vec<Finding>,
}

/// Exact sums, in the base unit of what must balance: kilograms for mass, litres for volume.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Sums {
    /// Taken from lots.
    taken: Exact,
    /// Added beside.
    added: Exact,
    /// What was wanted.
    wanted: Exact,
    /// What arose beside it.
    by_products: Exact,
    /// Lost.
    lost: Exact,
    /// What was wanted in per cent of what was taken, to two digits (GB/T 8170).
    #[serde(skip_serializing_if = "Option::is_none")]
    yield_percent: Option<String>,
}

impl From<Balance> for Sums {
    fn from(balance: Balance) -> Self {
        let percent = balance.yielded().and_then(|part| part.checked_mul(Ratio::new(100, 1)?));
        Self {
            taken: balance.taken.into(),
            added: balance.added.into(),
            wanted: balance.wanted.into(),
            by_products: balance.by_products.into(),
            lost: balance.lost.into(),
            yield_percent: percent.and_then(|p| p.round(2, Rounding::HalfEven)).map(|p| p.to_string()),
        }
    }
}

fn transform_lot(request: Request) -> Result<Answer, Fault> {
    let Request { act, mut sources, added, outputs, losses, conserved, at } = request;
    let recipe =
        Recipe { act: act.as_deref(), added: &added, outputs: &outputs, losses: &losses, conserved, at };
    match transform(&mut sources, &recipe) {
        Ok(done) => Ok(Answer {
            valid: true,
            lots: done.lots,
            sources: sources.into_iter().map(|source| source.lot).collect(),
            balance: Some(done.balance.into()),
            difference: None,
            findings: Vec::new(),
        }),
        Err(error) => {
            let output = |lot: &_| {
                let at = outputs.iter().rposition(|output| output.lot == *lot)?;
                Some(format!("/outputs/{at}"))
            };
            let finding = refusal(&error, |lot| output(lot).or_else(|| place(&sources, lot)));
            let difference = match error {
                LotError::Unbalanced { difference } => Some(difference.into()),
                _ => None,
            };
            Ok(Answer {
                valid: false,
                lots: Vec::new(),
                sources: Vec::new(),
                balance: None,
                difference,
                findings: vec![finding],
            })
        }
    }
}
