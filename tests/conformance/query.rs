//! Every parameter that GS1's query schema knows is taken, and no other.

use serde_json::{Value, json};
use terroir::{
    digest::json as tape,
    trace::{
        Context,
        query::{Master, Query, QueryErrorKind},
    },
};
use terroir_tests::{Tally, read_json, vectors};

/// A value that the schema of a parameter allows.
fn sample(schema: &Value, name: &str) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return match reference.rsplit('/').next().unwrap() {
            "time" => json!("2026-05-12T07:30:00+08:00"),
            "decimal" | "date-string-or-number" => json!(1.5),
            "string-array-or-date-string-or-number" => json!(["text"]),
            "%40context" => json!({"ex": "https://ns.example.org/"}),
            other => panic!("{name}: {other}"),
        };
    }
    match schema["type"].as_str().unwrap() {
        "array" => {
            let item = &schema["items"];
            let one = match item["$ref"].as_str().and_then(|text| text.rsplit('/').next()) {
                Some("eventType") => json!("ObjectEvent"),
                Some("action") => json!("ADD"),
                Some("bizStep") => json!("shipping"),
                Some("disposition") => json!("in_transit"),
                Some("error-reason") => json!("did_not_occur"),
                Some("measurementType") => json!("Temperature"),
                Some("decimal") => json!(1.5),
                _ if item["type"] == "number" => json!(1.5),
                _ if name == "EQ_hexBinaryValue" => json!("00FF"),
                _ => json!("urn:epc:id:sgtin:4012345.011111.9876"),
            };
            json!([one])
        }
        "integer" => json!(3),
        "number" => json!(1.5),
        "boolean" => json!(true),
        "string" => match name {
            "orderBy" => json!("eventTime"),
            _ => json!("ASC"),
        },
        other => panic!("{name}: {other}"),
    }
}

/// A name that a pattern of the schema allows. (Its patterns escape the colon once too often.)
fn name_of(pattern: &str) -> String {
    let name = pattern.trim_start_matches('^').trim_end_matches('$');
    let name = name.replace(r"[a-z][a-zA-Z0-9]*\\:\\w+", "ex:myField").replace("[A-Z0-9]{2,4}", "CEL");
    let name = name.replace("[a-z][a-zA-Z0-9_]+", "po").replace(r"\\w+_\\w+", "bizLocation_cbvmda:city");
    assert!(!name.contains(['[', '\\']), "{name}");
    name
}

fn read(query: &Value) -> Result<Query, QueryErrorKind> {
    let text = query.to_string();
    let document = tape::read(text.as_bytes()).unwrap();
    Query::read(document.root(), &Context::default(), &Master::default()).map_err(|error| error.kind)
}

#[test]
fn every_parameter_of_the_schema_is_taken() {
    let Some(folder) = vectors("epcis/schema-gs1") else { return };
    let schema = read_json(&folder.join("query-schema.json"));
    let schema = &schema["definitions"]["EPCIS-Query"];
    let fixed = schema["properties"].as_object().unwrap().iter();
    let patterns = schema["patternProperties"].as_object().unwrap().iter();
    let all = fixed.map(|(name, schema)| (name.clone(), schema));
    let all = all.chain(patterns.map(|(pattern, schema)| (name_of(pattern), schema)));
    let mut tally = Tally::new("epcis/schema-gs1/query-schema");
    for (name, schema) in all {
        let query = |name: &str| {
            let mut query = json!({"@context": {"ex": "https://ns.example.org/"}, "orderBy": "eventTime"});
            query[name] = sample(schema, name);
            read(&query).map(|_| ())
        };
        tally.case(&name, query(&name).map_err(|error| error.to_string()));
        let refused = query(&format!("x{name}")) == Err(QueryErrorKind::Unknown);
        tally.case(&format!("x{name}"), refused.then_some(()).ok_or_else(|| "was taken".into()));
    }
    tally.finish();
}
