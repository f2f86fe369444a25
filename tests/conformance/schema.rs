//! What GS1's own schema and context say, against what validation says. Read in place; nothing is taken over.

use serde_json::{Value, json};
use std::{collections::BTreeSet, fs};
use terroir::{
    digest::json as tape,
    trace::{EventType, cbv::Family, validate},
};
use terroir_tests::{Tally, vectors};

fn read(name: &str) -> Option<Value> {
    let path = vectors("epcis/schema-gs1")?.join(name);
    Some(serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
}

/// All texts of all `enum` members below a value.
fn enums<'v>(value: &'v Value, out: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                match (name.as_str(), value) {
                    ("enum", Value::Array(words)) => out.extend(words.iter().filter_map(Value::as_str)),
                    _ => enums(value, out),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| enums(item, out)),
        _ => {}
    }
}

#[test]
fn words_are_those_of_the_schema() {
    let Some(schema) = read("EPCIS-JSON-Schema.json") else { return };
    let mut tally = Tally::new("epcis/schema-gs1 words");
    for (definition, family) in [
        ("bizStep", Family::BizStep),
        ("disposition", Family::Disposition),
        ("bizTransaction-type", Family::BizTransactionType),
        ("source-dest-type", Family::SourceDestinationType),
        ("error-reason", Family::ErrorReason),
        ("component", Family::Component),
        ("measurementType", Family::MeasurementType),
        ("sensorAlertType", Family::SensorAlert),
    ] {
        let mut wanted = BTreeSet::new();
        enums(&schema["definitions"][definition], &mut wanted);
        let found: BTreeSet<&str> = family.words().iter().copied().collect();
        let missing: Vec<_> = wanted.difference(&found).collect();
        let outcome = if wanted.is_empty() || !missing.is_empty() {
            Err(format!("missing {missing:?}"))
        } else {
            Ok(())
        };
        tally.case(definition, outcome);
    }
    tally.finish();
}

/// Members of the schema that belong to one type of event belong to it here, and others do not.
#[test]
fn members_belong_to_the_types_of_the_schema() {
    let Some(schema) = read("EPCIS-JSON-Schema.json") else { return };
    let definitions = &schema["definitions"];
    let mut common = BTreeSet::new();
    enums(&definitions["common-event-properties"], &mut common);
    let names = |kind: EventType| {
        let mut names = common.clone();
        for part in definitions[kind.name()]["allOf"].as_array().unwrap() {
            enums(&part["propertyNames"], &mut names);
        }
        names
    };
    let all: BTreeSet<&str> = EventType::ALL.into_iter().flat_map(names).collect();
    let mut tally = Tally::new("epcis/schema-gs1 members");
    for kind in EventType::ALL {
        let own = names(kind);
        for name in all.iter().filter(|name| !name.starts_with('@') && **name != "type") {
            let text = json!({"type": kind.name(), *name: null}).to_string();
            let document = tape::read(text.as_bytes()).unwrap();
            let at = format!("/{name}");
            let report = validate(document.root());
            let belongs = !report.findings.iter().any(|finding| {
                finding.at == at && matches!(&*finding.code, "not-of-this-type" | "unknown-member")
            });
            // EPCIS 2.0 §7.3.1 gives a persistent disposition to every event; the schema forgets three types, and
            // examples of OpenEPCIS have it there.
            let wanted = own.contains(name) || *name == "persistentDisposition";
            let outcome = if belongs == wanted { Ok(()) } else { Err(format!("belongs: {belongs}")) };
            tally.case(&format!("{} {name}", kind.name()), outcome);
        }
    }
    tally.finish();
}
