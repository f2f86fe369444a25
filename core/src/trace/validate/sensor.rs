//! Sensor elements and their reports (EPCIS 2.0 §7.3.7).

use super::Checker;
use crate::{
    base::{
        decimal::Decimal,
        finding::Severity,
        time::Instant,
        unit::{Dimension, Unit},
    },
    digest::json::Value,
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

pub(super) fn element(checker: &mut Checker, element: Value<'_>) {
    if element.get("sensorReport").and_then(|list| list.items()).is_some_and(|mut list| list.next().is_none())
    {
        checker.find_at("sensorReport", Severity::Error, "empty-list", "");
    }
    let Some(metadata) = element.get("sensorMetadata") else { return };
    let instant = |name: &str| metadata.get(name)?.text()?.parse::<Instant>().ok();
    if let (Some(start), Some(end)) = (instant("startTime"), instant("endTime"))
        && end < start
    {
        let length = checker.enter("sensorMetadata");
        checker.find_at("endTime", Severity::Error, "ends-before-it-starts", "");
        checker.leave(length);
    }
    if metadata.get("startTime").is_some() != metadata.get("endTime").is_some() {
        checker.find_at("sensorMetadata", Severity::Warning, "half-open-period", "");
    }
}

pub(super) fn report(checker: &mut Checker, report: Value<'_>) {
    if !VALUES.iter().any(|name| report.get(name).is_some()) {
        checker.warning("report-without-value", "");
    }
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
    if report.get("percRank").is_some() != report.get("percValue").is_some() {
        checker.find_at("percRank", Severity::Warning, "half-percentile", "");
    }
    let Some(uom) = report.get("uom").and_then(|uom| uom.text()) else {
        if ["value", "minValue", "maxValue", "meanValue"].iter().any(|name| report.get(name).is_some())
            && report.get("type").and_then(|kind| kind.text()).is_some_and(|kind| wanted(&kind).is_some())
        {
            checker.warning("value-without-unit", "");
        }
        return;
    };
    let kind = report.get("type").and_then(|kind| kind.text()).unwrap_or_default();
    let dimension = uom.parse::<Unit>().ok().and_then(|unit| unit.known()).map(|known| known.dimension);
    if let (Some(wanted), Some(found)) = (wanted(&kind), dimension)
        && wanted != found
    {
        checker.find_at("uom", Severity::Warning, "unit-of-other-dimension", &uom);
    }
}

/// What the unit of a measurement type measures, for the types that leave no doubt.
fn wanted(kind: &str) -> Option<Dimension> {
    let bare = kind.rsplit([':', '/']).next().unwrap_or(kind);
    Some(match bare.strip_prefix("MT-").unwrap_or(bare) {
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
