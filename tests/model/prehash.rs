//! The pre-hash text of an event in profiles `exact`, `table` and `cbv-2.1`, by building every text and sorting it
//! (CBV 2.0 §8.9).

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use terroir::{base::time::Instant, id::epc::Epc};

/// Prefixes and what they stand for.
pub type Prefixes = BTreeMap<String, String>;

const BEFORE: &[&str] = &[
    "eventTime",
    "eventTimeZoneOffset",
    "certificationInfo",
    "parentID",
    "epcList",
    "inputEPCList",
    "childEPCs",
    "quantityList",
    "childQuantityList",
    "inputQuantityList",
    "outputEPCList",
    "outputQuantityList",
    "action",
    "transformationID",
    "bizStep",
    "disposition",
    "persistentDisposition",
    "readPoint",
    "bizLocation",
    "sensorElementList",
];
/// The order of the published table of elements.
const TABLE: &[&str] = &[
    "eventTime",
    "eventTimeZoneOffset",
    "epcList",
    "parentID",
    "inputEPCList",
    "childEPCs",
    "quantityList",
    "childQuantityList",
    "inputQuantityList",
    "outputEPCList",
    "outputQuantityList",
    "action",
    "transformationID",
    "bizStep",
    "disposition",
    "persistentDisposition",
    "readPoint",
    "bizLocation",
    "bizTransactionList",
    "sourceList",
    "destinationList",
    "sensorElementList",
    "ilmd",
];
const NOT_HASHED: &[&str] = &["type", "@context", "eventID", "id", "recordTime", "errorDeclaration"];
const QUANTITY: &[&str] = &["epcClass", "quantity", "uom"];
const METADATA: &[&str] = &[
    "time",
    "startTime",
    "endTime",
    "deviceID",
    "deviceMetadata",
    "rawData",
    "dataProcessingMethod",
    "bizRules",
];
const REPORT: &[&str] = &[
    "type",
    "exception",
    "deviceID",
    "deviceMetadata",
    "rawData",
    "dataProcessingMethod",
    "time",
    "microorganism",
    "chemicalSubstance",
    "value",
    "component",
    "stringValue",
    "booleanValue",
    "hexBinaryValue",
    "uriValue",
    "minValue",
    "maxValue",
    "meanValue",
    "sDev",
    "percRank",
    "percValue",
    "uom",
    "coordinateReferenceSystem",
];

/// The pre-hash text of an event whose members are of the standard's shape, in profile `exact`.
///
/// # Panics
/// If they are not.
#[must_use]
pub fn prehash(event: &Value, prefixes: &Prefixes) -> String {
    let model = Model { prefixes };
    let among = ["bizTransactionList", "sourceList", "destinationList", "ilmd"];
    model.all(event, BEFORE) + &model.rest(event, &among)
}

/// The same in profile `cbv-2.1`.
///
/// # Panics
/// If its members are not of the standard's shape.
#[must_use]
pub fn prehash_cbv_2_1(event: &Value, prefixes: &Prefixes) -> String {
    let model = Model { prefixes };
    model.all(event, TABLE) + &model.rest(event, &[])
}

/// The same in profile `table`: once without any extension in standard members, then nothing but these. Transactions,
/// sources and destinations have none.
///
/// # Panics
/// If its members are not of the standard's shape.
#[must_use]
pub fn prehash_table(event: &Value, prefixes: &Prefixes) -> String {
    let model = Model { prefixes };
    let unnamed = |text: String| text.replace("sensorElementListsensorElement", "sensorElement");
    let (mut plain, mut aside) = (event.clone(), Map::new());
    for (name, value) in plain.as_object_mut().unwrap() {
        if TABLE.contains(&name.as_str()) && name != "ilmd" {
            aside.insert(name.clone(), part(value));
        }
    }
    let aside: String = TABLE
        .iter()
        .filter_map(|name| Some(model.member(name, aside.get(*name).filter(|value| !is_nothing(value))?)))
        .collect();
    unnamed(model.all(&plain, TABLE)) + &unnamed(aside) + &model.rest(event, &[])
}

/// Takes the extensions out of what stands in a standard member, and gives them without what the standard knows.
fn part(value: &mut Value) -> Value {
    match value {
        Value::Array(items) => {
            let own: Vec<Value> = items.iter_mut().map(part).filter(|own| !is_nothing(own)).collect();
            own.into()
        }
        Value::Object(members) => {
            let mut own = Map::new();
            for (name, value) in members.iter_mut().filter(|(name, _)| !name.contains(':')) {
                own.insert(name.clone(), part(value));
            }
            let extensions = members.iter().filter(|(name, _)| name.contains(':'));
            own.extend(extensions.map(|(name, value)| (name.clone(), value.clone())));
            own.retain(|_, value| !is_nothing(value));
            members.retain(|name, _| !name.contains(':'));
            own.into()
        }
        _ => Value::Null,
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_null()
        || value.as_array().is_some_and(Vec::is_empty)
        || value.as_object().is_some_and(Map::is_empty)
}

fn sorted(mut texts: Vec<String>) -> String {
    texts.sort();
    texts.concat()
}

struct Model<'p> {
    prefixes: &'p Prefixes,
}

impl Model<'_> {
    /// The event's type and the members that have a place.
    fn all(&self, event: &Value, order: &[&str]) -> String {
        let members = order.iter().filter_map(|name| Some(self.member(name, event.get(*name)?)));
        format!("eventType={}{}", event["type"].as_str().unwrap(), members.collect::<String>())
    }

    /// What stands among the extensions, and these.
    fn rest(&self, event: &Value, among: &[&str]) -> String {
        let mut rest = Vec::new();
        for (name, value) in event.as_object().unwrap() {
            let name = name.as_str();
            if among.contains(&name) {
                rest.push(self.member(name, value));
            } else if !BEFORE.contains(&name) && !TABLE.contains(&name) && !NOT_HASHED.contains(&name) {
                rest.extend(self.extension(name, value));
            }
        }
        sorted(rest)
    }

    fn member(&self, name: &str, value: &Value) -> String {
        let body = match name {
            "epcList" | "childEPCs" | "inputEPCList" | "outputEPCList" => {
                sorted(items(value).map(|epc| format!("epc={}", uri(epc))).collect())
            }
            "quantityList" | "childQuantityList" | "inputQuantityList" | "outputQuantityList" => {
                let one = |element| format!("quantityElement{}", self.object(QUANTITY, element));
                sorted(items(value).map(one).collect())
            }
            "bizTransactionList" => self.pairs("bizTransaction", "BTT", value),
            "sourceList" => self.pairs("source", "SDT", value),
            "destinationList" => self.pairs("destination", "SDT", value),
            "persistentDisposition" => {
                let list = |name: &str| {
                    let words = value.get(name).into_iter().flat_map(items);
                    sorted(words.map(|word| format!("{name}={}", self::word("cbv/Disp-", word))).collect())
                };
                list("set") + &list("unset")
            }
            "readPoint" | "bizLocation" => self.object(&["id"], value),
            "sensorElementList" => sorted(items(value).map(|element| self.sensor(element)).collect()),
            "ilmd" => self.members(value.as_object().unwrap()),
            _ => return format!("{name}={}", leaf(name, value)),
        };
        if body.is_empty() { body } else { format!("{name}{body}") }
    }

    fn object(&self, order: &[&str], value: &Value) -> String {
        let object = value.as_object().unwrap();
        let known =
            order.iter().filter_map(|name| Some(format!("{name}={}", leaf(name, object.get(*name)?))));
        let known: String = known.collect();
        let rest = object.iter().filter(|(name, _)| !order.contains(&name.as_str()));
        known + &sorted(rest.flat_map(|(name, value)| self.extension(name, value)).collect())
    }

    fn pairs(&self, name: &str, family: &str, value: &Value) -> String {
        let one = |pair: &Value| {
            format!("type={}{name}={}", word(&format!("cbv/{family}-"), &pair["type"]), uri(&pair[name]))
        };
        sorted(items(value).map(one).collect())
    }

    fn sensor(&self, element: &Value) -> String {
        let metadata = element.get("sensorMetadata").map(|value| self.object(METADATA, value));
        let metadata = metadata.filter(|text| !text.is_empty()).map(|text| format!("sensorMetadata{text}"));
        let report = |report: &Value| {
            let mut report = report.clone();
            if let Some(kind) = report.get_mut("type") {
                *kind = Value::from(format!("https://gs1.org/voc/{}", kind.as_str().unwrap()));
            }
            format!("sensorReport{}", self.object(REPORT, &report))
        };
        let reports = sorted(element.get("sensorReport").into_iter().flat_map(items).map(report).collect());
        let known = ["sensorMetadata", "sensorReport"];
        let own = element.as_object().unwrap().iter().filter(|(name, _)| !known.contains(&name.as_str()));
        let own = sorted(own.flat_map(|(name, value)| self.extension(name, value)).collect());
        format!("sensorElement{}{reports}{own}", metadata.unwrap_or_default())
    }

    fn extension(&self, name: &str, value: &Value) -> Vec<String> {
        let full = match name.split_once(':') {
            Some((prefix, local)) if self.prefixes.contains_key(prefix) => {
                format!("{{{}}}{local}", self.prefixes[prefix])
            }
            _ => name.to_owned(),
        };
        let one = |value: &Value| match value {
            Value::Object(object) => format!("{full}{}", self.members(object)),
            Value::String(text) if text.trim().is_empty() => full.clone(),
            value => format!("{full}={}", plain(value)),
        };
        match value {
            Value::Null => Vec::new(),
            Value::Array(values) => values.iter().filter(|value| !value.is_null()).map(one).collect(),
            value => vec![one(value)],
        }
    }

    fn members(&self, object: &Map<String, Value>) -> String {
        sorted(object.iter().flat_map(|(name, value)| self.extension(name, value)).collect())
    }
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

fn leaf(name: &str, value: &Value) -> String {
    match name {
        "eventTime" | "time" | "startTime" | "endTime" => time(value.as_str().unwrap()),
        "bizStep" => word("cbv/BizStep-", value),
        "disposition" => word("cbv/Disp-", value),
        "epcClass" | "id" | "parentID" | "transformationID" | "deviceID" => uri(value),
        _ => plain(value),
    }
}

fn word(stem: &str, value: &Value) -> String {
    format!("https://ref.gs1.org/{stem}{}", value.as_str().unwrap())
}

fn uri(value: &Value) -> String {
    let text = value.as_str().unwrap();
    text.parse::<Epc>().map_or_else(|_| text.to_owned(), |epc| epc.to_link())
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => shortest(&number.to_string()),
        other => other.to_string(),
    }
}

/// A plain decimal without what says nothing.
fn shortest(text: &str) -> String {
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    if text == "-0" { "0".into() } else { text.into() }
}

/// Second by second: the instant, its digits as a number, and one more where the fourth calls for it.
fn time(text: &str) -> String {
    let instant: Instant = text.parse().unwrap();
    let milli = (instant.attoseconds() + 500_000_000_000_000) / 1_000_000_000_000_000;
    let second = instant.unix_seconds() + i64::try_from(milli / 1000).unwrap();
    let utc = Instant::from_unix(second).unwrap().to_string();
    format!("{}.{:03}Z", utc.trim_end_matches('Z'), milli % 1000)
}
