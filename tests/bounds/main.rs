//! Hostile input into every operation: an answer or a fault, within the memory that is promised.
//!
//! The requests are made from each operation's own schema: every member that takes text or a document is filled with
//! each hostile text in turn.

mod hostile;

use peak_alloc::PeakAlloc;
use serde_json::{Map, Value};
use terroir::api::{self, Operation};

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// Bytes of heap for each byte of input, at most.
const PER_BYTE: usize = 16;
/// What an operation may use however small its input: tables, buffers, the answer's frame.
const FLOOR: usize = 64 << 10;

/// Asks once, and says how much heap it took at the most.
fn ask(operation: &Operation, request: &str) -> (usize, String) {
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let answer = api::call(operation.name, request);
    (HEAP.peak_usage().saturating_sub(before), answer)
}

fn assert_answers(operation: &Operation, request: &str, what: &str) {
    let (peak, answer) = ask(operation, request);
    let shown: String = answer.chars().take(120).collect();
    assert!(
        answer.starts_with(r#"{"ok":"#) || answer.starts_with(r#"{"fault":"#),
        "{}: {what}: {shown}",
        operation.name
    );
    let allowed = PER_BYTE * request.len() + FLOOR;
    assert!(
        peak <= allowed,
        "{}: {what}: {peak} bytes of heap for {} of input: {shown}",
        operation.name,
        request.len()
    );
}

/// Requests that reach as far into the operation as its schema lets us, with one member hostile.
fn requests(operation: &Operation, size: usize) -> Vec<(String, String)> {
    let schema = Value::from((operation.request_schema)());
    let empty = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&empty);
    let mut made = Vec::new();
    for (name, property) in properties {
        for (what, text) in hostile::texts(size) {
            made.push((format!("/{name} {what}"), around(&schema, name, &Value::from(text).to_string())));
        }
        if !takes_text_only(property) {
            for (what, document) in hostile::documents(size) {
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

fn each_operation(size: impl Fn(&Operation) -> usize) {
    let mut asked = 0;
    for operation in api::operations() {
        for (what, request) in requests(operation, size(operation)) {
            assert_answers(operation, &request, &what);
            asked += 1;
        }
        for (what, document) in hostile::documents(size(operation)) {
            assert_answers(operation, &document, &format!("whole request {what}"));
            asked += 1;
        }
    }
    println!("bounds: {asked}/{asked}");
    assert!(asked > 100);
}

// One test, because the heap is counted for the whole process.
#[test]
fn every_operation_answers_hostile_input_within_its_memory() {
    each_operation(|_| 300);
    each_operation(|operation| (operation.limit - 4096).min(1 << 20));
}
