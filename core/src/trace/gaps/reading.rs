//! When a sensor was read.

use super::{expect::moment, record::Moment};
use crate::{
    base::{decimal::Decimal, quantity::Quantity, ratio::Ratio},
    trace::{Event, cbv::Family},
};

/// The moments at which readings of a measurement type were taken, and the times that a logger covers without a gap.
///
/// A summary of a period (`startTime`, `endTime`) covers all of it only if the event says that its readings lie no further
/// apart than they may (`logger-interval`); else it stands for its two ends.
pub(super) fn marks(event: &Event<'_, '_>, measured: &str, most: i64, mut found: impl FnMut(Moment, Moment)) {
    let mut dense = None;
    for report in event.sensor_reports() {
        let kind = report.report.get("type").and_then(|kind| kind.text()).unwrap_or_default();
        if Family::MeasurementType.word(&kind, event.context()) != measured {
            continue;
        }
        let text = |name: &str| report.text(name);
        let start = moment(text("startTime"));
        let end = moment(text("endTime"));
        let time = moment(text("time")).or_else(|| {
            let alone = start.is_none() && end.is_none();
            alone.then(|| moment(event.event_time())).flatten()
        });
        if let Some(time) = time {
            found(time, time);
        }
        match start.zip(end) {
            Some((start, end)) if start <= end && *dense.get_or_insert_with(|| is_dense(event, most)) => {
                found(start, end);
            }
            _ => {
                for end in [start, end].into_iter().flatten() {
                    found(end, end);
                }
            }
        }
    }
}

/// Does the event say that its readings lie no further apart than this?
fn is_dense(event: &Event<'_, '_>, most: i64) -> bool {
    let span = event.farm("logger-interval").and_then(|value| value.text());
    let span: Option<Quantity> = span.and_then(|text| text.parse().ok());
    let seconds = span.zip("SEC".parse().ok()).and_then(|(span, unit)| span.exact_in(unit).ok());
    let most = Ratio::from(Decimal::from_integer(most));
    seconds.is_some_and(|seconds| seconds <= most)
}
