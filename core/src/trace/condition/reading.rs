//! Readings: from sensor reports to values with a time, in one unit.

use super::{Attoseconds, SECOND, moment};
use crate::{
    base::{decimal::Decimal, quantity::Quantity, ratio::Ratio, unit::Unit},
    trace::{self, Event, Selection, SensorReport, cbv::Family, history::name},
};
use alloc::{borrow::Cow, collections::BTreeMap, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// What is taken to be so between two readings of a device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Between {
    /// A reading holds until the next one.
    #[default]
    Hold,
    /// The value goes in a straight line from one reading to the next.
    Linear,
}

/// What one kind of measurement must keep to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Limit {
    /// The measurement type as CBV names it, without prefix; `Temperature` unless stated.
    #[serde(default = "temperature")]
    pub measure: String,
    /// The unit of `low` and `high` and of every value in the answer, a Rec 20 code: `CEL`, `FAH`, `KEL`, `P1`.
    pub uom: Unit,
    /// The lowest value that is good.
    pub low: Option<Decimal>,
    /// The highest value that is good.
    pub high: Option<Decimal>,
    /// Seconds outside, all together, that are allowed; none unless stated.
    #[serde(default)]
    pub most_outside_seconds: u32,
    /// Seconds between two readings of a device after which the time between them is not known. Without it no gap is.
    pub most_gap_seconds: Option<u32>,
}

fn temperature() -> String {
    "Temperature".into()
}

impl Limit {
    /// A limit on temperature, with no time outside allowed and no gap counted.
    #[must_use]
    pub fn new(uom: Unit, low: Option<Decimal>, high: Option<Decimal>) -> Self {
        Self { measure: temperature(), uom, low, high, most_outside_seconds: 0, most_gap_seconds: None }
    }

    /// Is a report of the measurement type asked for?
    fn asks_for(&self, event: &Event<'_, '_>, report: &SensorReport<'_>) -> bool {
        let word = |kind: &str| Family::MeasurementType.word(kind, event.context()) == self.measure;
        report.text("type").is_some_and(|kind| word(&kind))
    }

    pub(super) fn most_gap(&self) -> Option<Attoseconds> {
        self.most_gap_seconds.map(|seconds| i128::from(seconds) * SECOND)
    }
}

/// A period that ought to be covered by readings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// Where it begins; with the first reading if not stated.
    pub from: Option<Attoseconds>,
    /// Where it ends; with the last reading if not stated.
    pub until: Option<Attoseconds>,
}

/// One reading, or a summary of readings over a time, in the unit of the limit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) from: Attoseconds,
    pub(super) until: Attoseconds,
    pub(super) low: Ratio,
    pub(super) high: Ratio,
    /// The event that reports it, by its place in the document.
    pub(super) event: u32,
    pub(super) device: u32,
}

impl Reading {
    /// By device and time; of one moment by what they say.
    fn order(&self) -> impl Ord + use<> {
        (self.device, self.from, self.until, self.low, self.high, self.event)
    }

    /// Is it about the same moment or time of the same device?
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        (self.device, self.from, self.until) == (other.device, other.from, other.until)
    }

    /// Readings beside each other as one: which of several values holds nobody knows, so any between them may.
    pub(super) fn together(beside: &[Self]) -> Option<(&[Self], Self)> {
        let mut one = *beside.first()?;
        for other in beside {
            (one.low, one.high) = (one.low.min(other.low), one.high.max(other.high));
        }
        Some((beside, one))
    }

    /// Is it one value at one instant, or one value all the time?
    pub(super) fn is_steady(&self) -> bool {
        self.low == self.high
    }
}

/// What could not be taken as a reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Skipped {
    /// Without a number.
    pub(super) valueless: usize,
    /// Without a unit, or with one that the table does not know or that measures something else.
    pub(super) unit: usize,
    /// Without a time that can be read.
    pub(super) time: usize,
}

/// The readings of one measurement type, by device and time.
pub(super) fn readings(selection: &Selection<'_, '_>, limit: &Limit) -> (Vec<Reading>, Skipped) {
    let mut reports = 0;
    selection
        .for_each(|_, event| reports += event.sensor_reports().filter(|r| limit.asks_for(event, r)).count());
    let mut found = Vec::with_capacity(reports);
    let mut skipped = Skipped::default();
    let mut devices: BTreeMap<String, u32> = BTreeMap::new();
    selection.for_each(|index, event| {
        for report in event.sensor_reports() {
            if !limit.asks_for(event, &report) {
                continue;
            }
            let Some((low, high)) = values(&report) else {
                skipped.valueless += 1;
                continue;
            };
            let unit = report.report.get("uom").and_then(|uom| uom.text()).and_then(|uom| uom.parse().ok());
            let converted = |value| Quantity::new(value, unit?).exact_in(limit.uom).ok();
            let (Some(low), Some(high)) = (converted(low), converted(high)) else {
                skipped.unit += 1;
                continue;
            };
            let Some((from, until)) = times(event, &report) else {
                skipped.time += 1;
                continue;
            };
            // INVARIANT (count): a document of 16 MiB has fewer events and devices than 2^32.
            let next = u32::try_from(devices.len()).unwrap_or(u32::MAX);
            let event = u32::try_from(index).unwrap_or(u32::MAX);
            let device = name(&report.text("deviceID").unwrap_or_default()).into_owned();
            let device = *devices.entry(device).or_insert(next);
            found.push(Reading { from, until, low, high, event, device });
        }
    });
    // Devices are numbered anew by name, so that the order of arrival plays no part.
    let mut numbers = alloc::vec![0_u32; devices.len()];
    for (number, first) in (0..).zip(devices.into_values()) {
        if let Some(place) = numbers.get_mut(first as usize) {
            *place = number;
        }
    }
    for reading in &mut found {
        reading.device = numbers.get(reading.device as usize).copied().unwrap_or_default();
    }
    found.sort_unstable_by_key(Reading::order);
    (found, skipped)
}

/// The lowest and the highest that a report tells.
fn values(report: &SensorReport<'_>) -> Option<(Decimal, Decimal)> {
    let number = |name: &str| report.number(name)?.parse::<Decimal>().ok();
    if let Some(value) = number("value") {
        return Some((value, value));
    }
    match (number("minValue"), number("maxValue"), number("meanValue")) {
        (Some(low), Some(high), _) if low <= high => Some((low, high)),
        (None, None, Some(mean)) => Some((mean, mean)),
        _ => None,
    }
}

/// When: the report's own time, else the element's, else the event's.
fn times(event: &Event<'_, '_>, report: &SensorReport<'_>) -> Option<(Attoseconds, Attoseconds)> {
    let parsed = |text: Cow<'_, str>| trace::moment(&text).as_ref().map(moment);
    if let Some(time) = report.report.get("time").and_then(|time| time.text()) {
        return parsed(time).map(|at| (at, at));
    }
    let metadata = |name: &str| report.metadata?.get(name)?.text();
    if let (Some(start), Some(end)) = (metadata("startTime"), metadata("endTime")) {
        let (start, end) = (parsed(start)?, parsed(end)?);
        return (start <= end).then_some((start, end));
    }
    let time = metadata("time").or_else(|| event.event_time())?;
    parsed(time).map(|at| (at, at))
}
