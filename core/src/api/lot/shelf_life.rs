//! `shelf_life`: the last good day, and how many days are left.

use super::date_fault;
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{date::Date, limits, time::Instant},
    product::{Freshness, ShelfLife},
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "shelf_life",
    "reckons the last day of a shelf life, with months rounded as stated, and the days left at a moment",
    limits::PHONE_BYTES,
    Request,
    Answer,
    shelf_life
);

/// When it starts, and how long it lasts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The day of harvest, production or packing.
    start: Date,
    /// How long it keeps.
    shelf_life: ShelfLife,
    /// The moment at which it is judged, on the calendar of its own offset.
    as_of: Option<Instant>,
}

/// The last day, and where the moment stands.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Is there a last day? Not where the month reached lacks the day and rounding is refused.
    valid: bool,
    /// The last good day.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_day: Option<Date>,
    /// Whether the month reached lacks the day, so that rounding decided.
    rounded: bool,
    /// Days left after the day of the moment: 0 on the last day, negative when it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    days_left: Option<i64>,
    /// Where the moment stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    freshness: Option<Freshness>,
    /// Why there is no last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

fn shelf_life(request: Request) -> Result<Answer, Fault> {
    let Request { start, shelf_life, as_of } = request;
    match shelf_life.last_day(start) {
        Ok(last) => {
            let stands = as_of.map(|moment| ShelfLife::at(start, last, &moment));
            Ok(Answer {
                valid: true,
                last_day: Some(last),
                rounded: start.lacks_day_after(shelf_life.period),
                days_left: stands.map(|(_, days)| days),
                freshness: stands.map(|(freshness, _)| freshness),
                reason: None,
            })
        }
        Err(error) => match date_fault(&error, "/shelf_life/period") {
            Some(fault) => Err(fault),
            None => Ok(Answer {
                valid: false,
                last_day: None,
                rounded: true,
                days_left: None,
                freshness: None,
                reason: Some("month-day-missing"),
            }),
        },
    }
}
