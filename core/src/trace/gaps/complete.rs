//! Statements that a record is complete.

use crate::{base::date::Date, trace::Event};

/// The days for which an event says that the record of an act is complete, as days since 1970.
pub(in crate::trace) fn days(event: &Event<'_, '_>, act: &str) -> Option<(i32, i32)> {
    let covers = event.farm("covers")?;
    let named = match covers.items() {
        Some(mut items) => items.any(|item| item.is_text(act)),
        None => covers.is_text(act),
    };
    let day = |field: &str| {
        let text = event.farm(field)?.text()?;
        text.parse::<Date>().ok().map(Date::days_from_epoch)
    };
    named.then_some((day("first-date")?, day("last-date")?))
}
