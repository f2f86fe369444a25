//! Requests made from an operation's own schema, one member hostile at a time.

use serde_json::{Map, Value};
use terroir::api::Operation;

/// Requests that reach as far into the operation as its schema lets us, with one member hostile.
pub(crate) fn requests(operation: &Operation, size: usize) -> Vec<(String, String)> {
    let schema = Value::from((operation.request_schema)());
    let empty = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&empty);
    let mut made = Vec::new();
    for (name, property) in properties {
        for (what, text) in super::hostile::texts(size) {
            made.push((format!("/{name} {what}"), around(&schema, name, &Value::from(text).to_string())));
        }
        if !takes_text_only(property) {
            for (what, document) in super::hostile::documents(size) {
                made.push((format!("/{name} {what}"), around(&schema, name, &document)));
            }
        }
    }
    made
}

fn takes_text_only(property: &Value) -> bool {
    property["type"] == "string"
        || property["type"].as_array().is_some_and(|types| types.iter().all(|t| t == "string" || t == "null"))
}

/// A request with what is required besides, as plainly as the schema allows.
fn around(schema: &Value, hostile_name: &str, hostile: &str) -> String {
    let mut members = vec![format!("{}:{hostile}", Value::from(hostile_name))];
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if name != hostile_name {
            members.push(format!("{}:{}", Value::from(name), plain(schema, &schema["properties"][name], 0)));
        }
    }
    format!("{{{}}}", members.join(","))
}

/// The plainest value of a schema.
fn plain(root: &Value, schema: &Value, depth: usize) -> Value {
    if depth > 8 {
        return Value::Null;
    }
    if let Some(path) = schema["$ref"].as_str() {
        return plain(root, root.pointer(path.trim_start_matches('#')).unwrap_or(&Value::Null), depth + 1);
    }
    if let Some(value) = schema.get("const").or_else(|| schema["enum"].get(0)) {
        return value.clone();
    }
    if let Some(first) = schema["oneOf"].get(0).or_else(|| schema["anyOf"].get(0)) {
        return plain(root, first, depth + 1);
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or("object");
    match kind {
        "string" => "2026-11-24T08:00:00+08:00".into(),
        "integer" | "number" => 1.into(),
        "boolean" => true.into(),
        "array" => Value::Array(Vec::new()),
        "null" => Value::Null,
        _ => {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            Value::Object(
                required
                    .map(|name| (name.to_owned(), plain(root, &schema["properties"][name], depth + 1)))
                    .collect(),
            )
        }
    }
}
