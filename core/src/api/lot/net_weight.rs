//! `net_weight`: gross weight less tare, moisture and impurities.

use super::{Exact, RoundTo, convert_fault};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::{
        limits,
        quantity::Quantity,
        weigh::{self, Deduction, WeighError},
    },
};
use alloc::{format, string::ToString as _, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "net_weight",
    "takes tare, moisture and impurities off a gross weight, step by step, rounded once",
    limits::PHONE_BYTES,
    Request,
    Answer,
    net_weight
);

/// A gross weight and what comes off it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The gross weight (毛重).
    gross: Quantity,
    /// Deductions in the order they apply, each to what the one before left; at most 64.
    deductions: Vec<Deduction>,
    /// How the net weight is rounded, once.
    round: RoundTo,
}

/// The net weight and how it came about.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The net weight (净重), rounded as asked.
    net: Quantity,
    /// The exact net weight.
    exact: Exact,
    /// One step a deduction, exact.
    steps: Vec<Step>,
}

/// One deduction.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Step {
    /// What it took.
    deducted: Exact,
    /// What it left.
    left: Exact,
}

fn net_weight(request: Request) -> Result<Answer, Fault> {
    let Request { gross, deductions, round } = request;
    let net = weigh::net_weight(&gross, &deductions).map_err(|error| fault(&error))?;
    let rounded =
        net.rounded(round.places, round.rounding).map_err(|error| convert_fault(&error, "/round/places"))?;
    let steps = net.steps.iter().map(|step| Step { deducted: step.deducted.into(), left: step.left.into() });
    Ok(Answer { net: rounded, exact: net.exact.into(), steps: steps.collect() })
}

fn fault(error: &WeighError) -> Fault {
    let place = |at: &usize| format!("/deductions/{at}");
    let (code, at) = match error {
        WeighError::NotAMass { .. } => (Code::UnitsDiffer, "/gross/unit".into()),
        WeighError::NegativeGross { .. } => (Code::NegativeWeight, "/gross/value".into()),
        WeighError::NoPercentage { at, .. } => (Code::NoPercentage, place(at)),
        WeighError::Negative { at, .. } => (Code::NegativeWeight, place(at)),
        WeighError::TooMuch { at } => (Code::MoreThanGross, place(at)),
        WeighError::TooMany { .. } => (Code::TooManyDeductions, "/deductions".into()),
        WeighError::Overflow { at } => (Code::NumberTooLarge, place(at)),
        WeighError::Convert { at, source } => return convert_fault(source, &place(at)),
    };
    Fault::new(code, at, error.to_string())
}
