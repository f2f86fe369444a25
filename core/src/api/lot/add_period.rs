//! `add_period`: a date some months and days later.

use super::date_fault;
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{
        date::{Date, MonthRounding, Period},
        limits,
    },
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "add_period",
    "adds months and days to a date, with a stated rounding of months",
    limits::PHONE_BYTES,
    Request,
    Answer,
    add_period
);

/// A date and a period.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The date.
    date: Date,
    /// The period, as `P24M`, `-P1Y` or `P90D`: years and months in one step, then days.
    period: Period,
    /// What becomes of a day that the month reached does not have.
    rounding: MonthRounding,
}

/// The date reached.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Is there a date? Not where the month reached lacks the day and rounding is refused.
    valid: bool,
    /// The date.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    /// Whether the month reached lacks the day, so that rounding decided.
    ambiguous: bool,
    /// Why there is no date.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

fn add_period(request: Request) -> Result<Answer, Fault> {
    let Request { date, period, rounding } = request;
    match date.plus(period, rounding) {
        Ok(reached) => {
            let ambiguous = date.lacks_day_after(period);
            Ok(Answer { valid: true, date: Some(reached), ambiguous, reason: None })
        }
        Err(error) => match date_fault(&error, "/period") {
            Some(fault) => Err(fault),
            None => {
                Ok(Answer { valid: false, date: None, ambiguous: true, reason: Some("month-day-missing") })
            }
        },
    }
}
