//! Sensor elements and their reports (EPCIS 2.0 §7.3.7).

use super::Checker;
use crate::{
    base::{
        decimal::Decimal,
        finding::Severity,
        unit::{Dimension, Unit},
    },
    digest::json::Value,
    trace::{Context, cbv::Family, moment},
};

/// Members that hold what was measured.
const VALUES: &[&str] = &[
    "value",
    "stringValue",
    "booleanValue",
    "hexBinaryValue",
    "uriValue",
    "minValue",
    "maxValue",
    "meanValue",
    "sDev",
    "percValue",
    "exception",
];

/// Members that an element may have once for all its reports, or each report for itself.
const EITHER: &[&str] =
    &["time", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules"];

pub(super) fn element(checker: &mut Checker, element: Value<'_>) {
    if element.get("sensorReport").and_then(|list| list.items()).is_some_and(|mut list| list.next().is_none())
    {
        checker.find_at("sensorReport", Severity::Error, "empty-list", "");
    }
    let Some(metadata) = element.get("sensorMetadata") else { return };
    let instant = |name: &str| moment(&metadata.get(name)?.text()?);
    let length = checker.enter("sensorMetadata");
    if let (Some(start), Some(end)) = (instant("startTime"), instant("endTime"))
        && end < start
    {
        checker.find_at("endTime", Severity::Error, "ends-before-it-starts", "");
    }
    for name in ["time", "startTime", "endTime"] {
        after_event(checker, metadata, name);
    }
    checker.leave(length);
    if metadata.get("startTime").is_some() != metadata.get("endTime").is_some() {
        checker.find_at("sensorMetadata", Severity::Warning, "half-open-period", "");
    }
    let shared = EITHER.iter().filter(|name| metadata.get(name).is_some());
    let reports = || element.get("sensorReport").and_then(|list| list.items()).into_iter().flatten();
    for name in shared {
        if let Some(index) = reports().position(|report| report.get(name).is_some()) {
            let length = checker.enter("sensorReport");
            checker.enter_item(index);
            checker.find_at(name, Severity::Warning, "metadata-in-two-places", "");
            checker.leave(length);
        }
    }
}

/// What a sensor saw it saw before the event was over: `eventTime` is when the step was completed (EPCIS 2.0 §7.3.7).
fn after_event(checker: &mut Checker, holder: Value<'_>, name: &str) {
    let Some(seen) = holder.get(name).and_then(|time| time.text()) else { return };
    if moment(&seen).zip(checker.event_time).is_some_and(|(seen, event)| seen > event) {
        checker.find_at(name, Severity::Warning, "sensor-after-event", &seen);
    }
}

pub(super) fn report(checker: &mut Checker, report: Value<'_>, context: &Context<'_>) {
    let has = |name: &str| report.get(name).is_some();
    if !VALUES.iter().any(|name| has(name)) {
        checker.warning("report-without-value", "");
    }
    after_event(checker, report, "time");
    let number = |name: &str| report.get(name)?.number()?.parse::<Decimal>().ok();
    if let (Some(min), Some(max)) = (number("minValue"), number("maxValue")) {
        if max < min {
            checker.find_at("minValue", Severity::Error, "min-above-max", "");
        }
        if number("meanValue").is_some_and(|mean| mean < min || mean > max) {
            checker.find_at("meanValue", Severity::Warning, "mean-outside", "");
        }
    }
    if number("sDev").is_some_and(|deviation| deviation.is_negative()) {
        checker.find_at("sDev", Severity::Error, "negative-deviation", "");
    }
    if has("sDev") && !has("meanValue") {
        checker.find_at("sDev", Severity::Warning, "deviation-without-mean", "");
    }
    if has("percRank") != has("percValue") {
        checker.find_at("percRank", Severity::Warning, "half-percentile", "");
    }
    if number("percRank").is_some_and(|rank| rank.is_negative() || rank > Decimal::from(100_i64)) {
        checker.find_at("percRank", Severity::Warning, "rank-out-of-range", "");
    }
    if has("chemicalSubstance") && has("microorganism") {
        checker.find_at("microorganism", Severity::Warning, "two-subjects", "");
    }
    if has("component") && !(has("value") && has("uom")) {
        checker.find_at("component", Severity::Warning, "component-without-value", "");
    }
    unit(checker, report, context);
}

fn unit(checker: &mut Checker, report: Value<'_>, context: &Context<'_>) {
    let has = |name: &str| report.get(name).is_some();
    let valued = ["value", "minValue", "maxValue", "meanValue", "percValue"].iter().any(|name| has(name));
    let kind = report.get("type").and_then(|kind| kind.text()).unwrap_or_default();
    let Some(uom) = report.get("uom").and_then(|uom| uom.text()) else {
        if valued && wanted(&kind, context).is_some() {
            checker.warning("value-without-unit", "");
        }
        return;
    };
    if !valued {
        checker.find_at("uom", Severity::Warning, "unit-without-value", &uom);
    }
    let dimension = uom.parse::<Unit>().ok().and_then(|unit| unit.known()).map(|known| known.dimension);
    if let (Some(wanted), Some(found)) = (wanted(&kind, context), dimension)
        && wanted != found
    {
        checker.find_at("uom", Severity::Warning, "unit-of-other-dimension", &uom);
    }
}

/// What the unit of a measurement type measures, for the types that leave no doubt.
fn wanted(kind: &str, context: &Context<'_>) -> Option<Dimension> {
    Some(match Family::MeasurementType.word(kind, context) {
        "Temperature" => Dimension::Temperature,
        "Mass" => Dimension::Mass,
        "Length" | "Altitude" => Dimension::Length,
        "Area" => Dimension::Area,
        "Volume" => Dimension::Volume,
        "Pressure" => Dimension::Pressure,
        "Speed" => Dimension::Speed,
        "Illuminance" => Dimension::Illuminance,
        "Energy" => Dimension::Energy,
        "Power" => Dimension::Power,
        _ => return None,
    })
}
