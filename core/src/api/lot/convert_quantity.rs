//! `convert_quantity`: a quantity in another unit, exactly, or rounded as stated.

use super::{Exact, RoundTo, convert_fault};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::{
        limits,
        local::{Local, LocalError, LocalQuantity},
        quantity::{ConvertError, Quantity},
        ratio::Ratio,
        unit::{Dimension, Unit},
    },
};
use alloc::string::{String, ToString as _};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "convert_quantity",
    "converts a quantity between units of Rec 20 and 斤, 两, 亩, exactly, and says where no finite decimal exists",
    limits::PHONE_BYTES,
    Request,
    Answer,
    convert
);

/// What is converted, and to what.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// A quantity in a unit of Rec 20.
    quantity: Option<Quantity>,
    /// Or what a person wrote: `3.5斤`, `2 亩`.
    text: Option<String>,
    /// The unit wanted: a code of Rec 20, or a Chinese market unit.
    to: String,
    /// What a name measures that is a unit of two kinds (分).
    dimension: Option<Dimension>,
    /// How it is rounded; without it only an exact decimal is given.
    round: Option<RoundTo>,
}

/// The quantity in the other unit.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Is there a value: an exact decimal, or a rounded one where rounding was asked for?
    valid: bool,
    /// The value as a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// The unit, as it was asked for.
    unit: String,
    /// The exact value.
    exact: Exact,
    /// Whether the decimal is not the exact value.
    rounded: bool,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

/// A unit of either kind.
enum Target {
    Unit(Unit),
    Local(&'static Local),
}

fn convert(request: Request) -> Result<Answer, Fault> {
    let Request { quantity, text, to, dimension, round } = request;
    let target = match to.parse::<Unit>() {
        Ok(unit) => Target::Unit(unit),
        Err(_) => Target::Local(Local::named(&to, dimension).map_err(|error| local_fault(&error, "/to"))?),
    };
    let (value, unit) = match (quantity, text) {
        (Some(quantity), None) => (Ratio::from(quantity.value), quantity.unit),
        (None, Some(text)) => {
            let read = LocalQuantity::read(&text, dimension).map_err(|error| local_fault(&error, "/text"))?;
            let exact = read.exact().ok_or_else(|| Fault::new(Code::NumberTooLarge, "/text", ""))?;
            (exact, read.local.unit)
        }
        _ => {
            return Err(Fault::new(Code::MalformedRequest, "", "one of `quantity` and `text` is wanted"));
        }
    };
    let wanted = match target {
        Target::Unit(unit) => unit,
        Target::Local(local) => local.unit,
    };
    let exact = Quantity::convert_ratio(value, unit, wanted);
    let exact = exact.and_then(|exact| match target {
        Target::Unit(_) => Ok(exact),
        Target::Local(local) => {
            exact.checked_div(local.factor()).ok_or(ConvertError::Overflow { unit: wanted })
        }
    });
    let exact = exact.map_err(|error| convert_fault(&error, "/to"))?;
    answer(exact, to, round)
}

fn answer(exact: Ratio, unit: String, round: Option<RoundTo>) -> Result<Answer, Fault> {
    let too_large = || Fault::new(Code::NumberTooLarge, "/to", "");
    let decimal = match round {
        Some(round) => Some(exact.round(round.places, round.rounding).ok_or_else(too_large)?),
        None => exact.to_decimal(),
    };
    if decimal.is_none() && exact.is_finite_decimal() {
        return Err(too_large());
    }
    let rounded = decimal.is_some_and(|decimal| Ratio::from(decimal) != exact);
    Ok(Answer {
        valid: decimal.is_some(),
        value: decimal.map(|decimal| decimal.to_string()),
        unit,
        exact: exact.into(),
        rounded,
        reason: if decimal.is_none() { Some("no-finite-decimal") } else { None },
    })
}

fn local_fault(error: &LocalError, at: &str) -> Fault {
    let code = match error {
        LocalError::Value(_) => Code::MalformedRequest,
        LocalError::UnknownUnit { .. } => Code::UnknownUnit,
        LocalError::Ambiguous { .. } => Code::AmbiguousUnit,
    };
    Fault::new(code, at, error.to_string())
}
