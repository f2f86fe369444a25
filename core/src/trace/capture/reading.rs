//! What tools and models read: sensor reports for measurements, rows with version and confidence for judgements.

use super::{
    Settings, amount,
    media::named_digest,
    synonym,
    value::{When, decimal, is_id, is_silent, moment, one, said},
    what::{Wrong, identifier},
    write::Out,
};
use crate::{
    base::{text::shown, unit::Unit},
    digest::json::Value,
    trace::{
        cbv::Family,
        vocabulary::{self, Dimension},
    },
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};

/// What the readings of a record come to.
#[derive(Debug, Default)]
pub(super) struct Readings {
    /// Rows of the field `readings`.
    pub(super) rows: Vec<String>,
    /// Sensor elements, one a device and span of time.
    pub(super) elements: Vec<Element>,
    /// What a reading should carry and does not: the part, and whether it must be there.
    pub(super) missing: Vec<(&'static str, bool)>,
}

/// Reports of one device.
#[derive(Debug)]
pub(super) struct Element {
    device: Option<String>,
    span: Option<(String, String)>,
    reports: Vec<String>,
}

impl Element {
    pub(super) fn json(&self) -> String {
        let mut metadata = Out::object();
        if let Some((from, to)) = &self.span {
            metadata.text("startTime", from);
            metadata.text("endTime", to);
        }
        if let Some(device) = &self.device {
            metadata.text("deviceID", device);
        }
        let mut out = Out::object();
        if !metadata.is_empty() {
            out.raw("sensorMetadata", &metadata.close());
        }
        out.raw("sensorReport", &format!("[{}]", self.reports.join(",")));
        out.close()
    }
}

/// What one reading says.
#[derive(Debug, Default)]
struct Said {
    what: Option<String>,
    value: Option<String>,
    unit: Option<String>,
    min: Option<String>,
    max: Option<String>,
    mean: Option<String>,
    outcome: Option<String>,
    time: Option<String>,
    from: Option<String>,
    to: Option<String>,
    tool: Option<String>,
    version: Option<String>,
    confidence: Option<String>,
    model: Option<String>,
    media: Option<String>,
}

pub(super) fn readings(value: Value<'_>, when: When, settings: &Settings) -> Result<Readings, Wrong> {
    let mut readings = Readings::default();
    let single = value.items().is_none().then_some(value);
    for item in single.into_iter().chain(value.items().into_iter().flatten()) {
        reading(item, when, settings, &mut readings)?;
    }
    Ok(readings)
}

fn read_said(item: Value<'_>) -> Result<Said, Wrong> {
    let members = item.members().ok_or_else(|| ("wrong-shape", shown(item.raw())))?;
    let mut all = Said::default();
    for (name, value) in members {
        if is_silent(value) {
            continue;
        }
        let text = said(value).ok_or_else(|| ("wrong-shape", shown(value.raw())))?;
        let member = match &*name {
            "what" => &mut all.what,
            "value" => &mut all.value,
            "unit" => &mut all.unit,
            "min" => &mut all.min,
            "max" => &mut all.max,
            "mean" => &mut all.mean,
            "outcome" => &mut all.outcome,
            "time" => &mut all.time,
            "from" => &mut all.from,
            "to" => &mut all.to,
            "tool" => &mut all.tool,
            "version" => &mut all.version,
            "confidence" => &mut all.confidence,
            "model" => &mut all.model,
            "media" => &mut all.media,
            _ => return Err(("wrong-shape", shown(&name))),
        };
        *member = Some(text.trim().into());
    }
    Ok(all)
}

fn reading(item: Value<'_>, when: When, settings: &Settings, out: &mut Readings) -> Result<(), Wrong> {
    let said = read_said(item)?;
    let what = said.what.as_deref().ok_or_else(|| ("not-said", String::from("what")))?;
    let what = synonym::value("reading", what).unwrap_or(what);
    let tool = said
        .tool
        .as_deref()
        .map(|tool| identifier(tool, settings).map_or_else(|_| tool.into(), |(id, _)| id));
    let by_model = match said.model.as_deref() {
        None | Some("false" | "否" | "no") => false,
        Some("true" | "是" | "yes") => true,
        Some(other) => return Err(("not-a-flag", shown(other))),
    };
    let numbers = [&said.value, &said.min, &said.max, &said.mean].iter().any(|number| number.is_some());
    let measured = Family::MeasurementType.knows(what) && numbers;
    for (part, given) in [
        ("tool", tool.is_some()),
        ("version", said.version.is_some()),
        ("confidence", said.confidence.is_some()),
    ] {
        // A thermometer is sure of itself; a model has to say how sure it is.
        if !given && (part == "tool" || by_model) && !out.missing.contains(&(part, true)) {
            out.missing.push((part, true));
        }
    }
    let confidence =
        said.confidence.as_deref().map(|text| field("confidence", text, settings)).transpose()?;
    if measured {
        report(&said, what, tool.as_deref(), confidence.as_deref(), when, settings, out)?;
    }
    let judged = !measured || by_model || said.version.is_some() || confidence.is_some();
    if let (Some(tool), true) = (tool, judged) {
        let mut row = Out::object();
        row.raw("terroir:reading", &field("reading", what, settings)?);
        row.raw("terroir:tool", &field("tool", &tool, settings)?);
        if let Some(value) = &said.value {
            let text = with_unit(value, said.unit.as_deref());
            row.raw("terroir:value", &field("value", &text, settings)?);
        }
        if let Some(outcome) = &said.outcome {
            row.raw("terroir:outcome", &field("outcome", outcome, settings)?);
        }
        if let Some(version) = &said.version {
            row.raw("terroir:tool-version", &field("tool-version", version, settings)?);
        }
        if let Some(confidence) = &confidence {
            row.raw("terroir:confidence", confidence);
        }
        if let Some(media) = &said.media {
            let digest = named_digest(media).ok_or_else(|| ("bad-digest", shown(media)))?;
            row.text("terroir:media-digest", &digest);
        }
        if said.value.is_none() && said.outcome.is_none() && !numbers {
            return Err(("not-said", String::from("value")));
        }
        out.rows.push(row.close());
    }
    Ok(())
}

/// The JSON of a field of the vocabulary.
fn field(name: &str, text: &str, settings: &Settings) -> Result<String, Wrong> {
    let field = vocabulary::field(name).ok_or_else(|| ("wrong-shape", String::from(name)))?;
    one(field, text, When::default(), settings).map(|read| read.json).map_err(|code| (code, shown(text)))
}

fn with_unit(value: &str, unit: Option<&str>) -> String {
    match unit {
        Some(unit) => format!("{value} {unit}"),
        None => value.into(),
    }
}

/// A sensor report: numbers as they are, in the unit that is said.
fn report(
    said: &Said,
    what: &str,
    tool: Option<&str>,
    confidence: Option<&str>,
    when: When,
    settings: &Settings,
    out: &mut Readings,
) -> Result<(), Wrong> {
    let mut report = Out::object();
    report.text("type", what);
    let mut unit: Option<Unit> = None;
    for (name, text) in
        [("value", &said.value), ("minValue", &said.min), ("maxValue", &said.max), ("meanValue", &said.mean)]
    {
        let Some(text) = text else { continue };
        let wrong = |code| (code, shown(text));
        let written = with_unit(text, said.unit.as_deref());
        match amount::amount(&written, &[Dimension::Any], settings) {
            Ok(amount) if amount.rounded || unit.is_some_and(|unit| unit != amount.unit) => {
                return Err(wrong("ambiguous-unit"));
            }
            Ok(amount) => {
                unit = Some(amount.unit);
                report.raw(name, &amount.value.to_string());
            }
            // A share has no unit, but a number that should have one is not taken without it.
            Err("no-unit") if what.starts_with("Count") => {
                report.raw(name, &decimal(text, settings).map_err(wrong)?.plain().to_string());
            }
            Err(code) => return Err(wrong(code)),
        }
    }
    if let Some(unit) = unit {
        report.text("uom", unit.code());
    }
    if let Some(time) = &said.time {
        let instant = moment(time, when, settings).map_err(|code| (code, shown(time)))?;
        report.text("time", &instant.to_string());
    }
    let device = tool.filter(|tool| is_id(tool) && tool.contains(':'));
    if let (Some(tool), None) = (tool, device) {
        report.raw("terroir:tool", &field("tool", tool, settings)?);
    }
    if let Some(version) = &said.version {
        report.raw("terroir:tool-version", &field("tool-version", version, settings)?);
    }
    if let Some(confidence) = confidence {
        report.raw("terroir:confidence", confidence);
    }
    let bound = |text: &Option<String>| {
        let text = text.as_deref();
        let read = text.map(|text| moment(text, when, settings).map_err(|code| (code, shown(text))));
        read.transpose().map(|instant| instant.map(|instant| instant.to_string()))
    };
    let span = match (bound(&said.from)?, bound(&said.to)?) {
        (Some(from), Some(to)) => Some((from, to)),
        (None, None) => None,
        _ => return Err(("not-said", String::from("from, to"))),
    };
    let json = report.close();
    match out.elements.iter_mut().find(|element| element.device.as_deref() == device && element.span == span)
    {
        Some(element) => element.reports.push(json),
        None => {
            out.elements.push(Element { device: device.map(Into::into), span, reports: alloc::vec![json] })
        }
    }
    Ok(())
}
