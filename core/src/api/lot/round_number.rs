//! `round_number`: a number rounded, and compared with a limit, by GB/T 8170.

use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::{
        decimal::Decimal,
        limits,
        round::{Bound, Interval, Method, Rounding, round_to},
    },
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "round_number",
    "rounds a number (GB/T 8170: half to even; 0.5 and 0.2 unit intervals), and compares it with a limit",
    limits::PHONE_BYTES,
    Request,
    Answer,
    round_number
);

/// A number, and how it is rounded or compared.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The number.
    value: Decimal,
    /// Digits after the point; negative for tens and hundreds. Without it, those of the limit.
    places: Option<i8>,
    /// How large the interval is, in units of that digit.
    #[serde(default)]
    interval: Unit,
    /// From the middle to even (GB/T 8170) unless stated otherwise.
    #[serde(default)]
    rounding: Rounding,
    /// A limit that the number is compared with.
    limit: Option<Limit>,
}

/// Units of a digit.
#[derive(Clone, Copy, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Unit {
    /// One unit.
    #[default]
    #[serde(rename = "1")]
    One,
    /// Half a unit (0.5 单位修约).
    #[serde(rename = "0.5")]
    Half,
    /// A fifth of a unit (0.2 单位修约).
    #[serde(rename = "0.2")]
    Fifth,
}

/// A limit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Limit {
    /// On which side of it the number must be.
    bound: Bound,
    /// The limit, with the digits it is written in.
    value: Decimal,
}

/// The rounded number, and whether the limit is kept.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The rounded number, with the digits of its interval.
    rounded: Decimal,
    /// Whether that is the number itself.
    exact: bool,
    /// Whether the limit is kept, by both methods.
    #[serde(skip_serializing_if = "Option::is_none")]
    keeps: Option<Keeps>,
}

/// Whether a limit is kept (GB/T 8170-2008 4.3).
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Keeps {
    /// By the number as measured (全数值比较法), which holds where nothing else is stated.
    full_value: bool,
    /// By the number rounded to the limit's digits (修约值比较法).
    rounded_value: bool,
}

fn round_number(request: Request) -> Result<Answer, Fault> {
    let Request { value, places, interval, rounding, limit } = request;
    let limit_scale = limit.as_ref().and_then(|limit| i8::try_from(limit.value.scale()).ok());
    let places = places
        .or(limit_scale)
        .ok_or_else(|| Fault::new(Code::MalformedRequest, "/places", "neither places nor a limit"))?;
    let interval = match interval {
        Unit::One => Interval::unit(places),
        Unit::Half => Interval::half(places),
        Unit::Fifth => Interval::fifth(places),
    };
    let interval =
        interval.ok_or_else(|| Fault::new(Code::NoPlaces, "/places", alloc::format!("{places}")))?;
    let too_large = || Fault::new(Code::NumberTooLarge, "/value", "");
    let rounded = round_to(value, interval, rounding).ok_or_else(too_large)?;
    let keeps = match limit {
        None => None,
        Some(limit) => {
            let holds = |method| limit.bound.holds(value, limit.value, method).ok_or_else(too_large);
            Some(Keeps { full_value: holds(Method::FullValue)?, rounded_value: holds(Method::RoundedValue)? })
        }
    };
    Ok(Answer { rounded, exact: rounded == value, keeps })
}
