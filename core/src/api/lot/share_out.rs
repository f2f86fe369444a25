//! `share_out`: money shared out to the last minor unit.

use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::{
        decimal::Decimal,
        limits,
        money::Money,
        share::{self, Carry, ShareError},
        wide::gcd,
    },
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "share_out",
    "shares money out in proportion, to the last minor unit, and carries remainders to the next settlement",
    limits::PHONE_BYTES,
    Request,
    Answer,
    share_out
);

/// An amount, and who gets how much of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The amount, as `100.00 CNY`; negative for money that is called back.
    total: Money,
    /// The parties. Among equal remainders the first in the list gets the unit.
    parties: Vec<Party>,
}

/// A party to the division.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Party {
    /// Its name, returned as it is.
    name: String,
    /// Its weight: any decimal that is not negative, such as kilograms delivered.
    weight: Decimal,
    /// What it carries from the settlement before, in minor units; nothing if left out.
    #[serde(default)]
    carry: Carry,
}

/// The shares.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// One share a party, in the order given; they add up to the total.
    shares: Vec<Share>,
}

/// One party's share.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Share {
    /// The party's name.
    name: String,
    /// Its share.
    amount: Money,
    /// What rounding owes it, in minor units: carry it to the next settlement.
    carry: Carry,
}

fn share_out(request: Request) -> Result<Answer, Fault> {
    let Request { total, parties } = request;
    let weights = whole_weights(&parties)?;
    let carries: Vec<Carry> = parties.iter().map(|party| party.carry).collect();
    let shares = share::share_out(total.minor(), &weights, &carries).map_err(|error| fault(&error))?;
    let rows = parties.into_iter().zip(shares.shares).zip(shares.carries);
    let share = |((party, minor), carry): ((Party, i128), Carry)| {
        let amount = Money::new(minor, total.currency())?;
        Some(Share { name: party.name, amount, carry })
    };
    let shares: Option<Vec<Share>> = rows.map(share).collect();
    Ok(Answer { shares: shares.ok_or_else(|| Fault::new(Code::NumberTooLarge, "/total", ""))? })
}

/// The weights as whole numbers in the same proportion.
fn whole_weights(parties: &[Party]) -> Result<Vec<u128>, Fault> {
    if let Some(at) = parties.iter().position(|party| party.weight.is_negative()) {
        return Err(Fault::new(Code::NegativeWeight, format!("/parties/{at}/weight"), ""));
    }
    let scale = parties.iter().map(|party| party.weight.normalized().scale()).max().unwrap_or(0);
    let whole = |(at, party): (usize, &Party)| {
        let weight = party.weight.normalized().with_scale(scale);
        let too_large = || Fault::new(Code::NumberTooLarge, format!("/parties/{at}/weight"), "");
        weight.map(|weight| weight.coefficient().unsigned_abs()).ok_or_else(too_large)
    };
    let weights = parties.iter().enumerate().map(whole).collect::<Result<Vec<_>, _>>()?;
    let common = weights.iter().copied().fold(0, gcd).max(1);
    Ok(weights.into_iter().map(|weight| weight / common).collect())
}

fn fault(error: &ShareError) -> Fault {
    let (code, at) = match error {
        ShareError::NoWeight => (Code::NoWeight, "/parties"),
        ShareError::TooMany { .. } => (Code::TooManyParties, "/parties"),
        ShareError::WeightsTooLarge => (Code::NumberTooLarge, "/parties"),
        ShareError::TotalTooLarge => (Code::NumberTooLarge, "/total"),
        ShareError::CarriesDiffer { .. }
        | ShareError::CarriesUneven { .. }
        | ShareError::NotACarry { .. } => (Code::UnevenCarries, "/parties"),
    };
    Fault::new(code, at, error.to_string())
}
