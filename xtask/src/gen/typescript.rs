//! `wasm/js/terroir.d.ts`: named, typed functions from the operations' JSON Schemas.

use super::{javascript::camel, schema::Operations};
use crate::run::{Result, root, text_of};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// Names that the hand-written head of the file takes.
const TAKEN: &[&str] = &[
    "Answer",
    "Fault",
    "Json",
    "Book",
    "History",
    "Appended",
    "Log",
    "LogSettings",
    "LogBatch",
    "LogAppended",
    "Terroir",
    "Operations",
    "Request",
    "Name",
];

/// The whole file: the head in `wasm/js/head.d.ts`, then types, functions and the map of operations.
pub(crate) fn declarations(operations: &Operations) -> Result<String> {
    let mut types = Types::new(operations);
    let mut functions = String::new();
    let mut map = String::from(
        "/** Every operation by name: what it takes and what it answers. */\nexport interface Operations {\n",
    );
    let mut members = String::new();
    for (name, schema) in operations {
        let pascal = pascal(name);
        let about = schema.get("about").and_then(Value::as_str).unwrap_or("");
        types.side(name, schema.get("request"), &format!("{pascal}Request"));
        types.side(name, schema.get("answer"), &format!("{pascal}Answer"));
        let camel = camel(name);
        let _ = write!(
            functions,
            "\n/** {name}: {about}. */\nexport function {camel}(request: {pascal}Request): Answer<{pascal}Answer>;\n/** As `{camel}`, text in and text out. */\nexport function {camel}Json(request: string): string;\n"
        );
        let _ = writeln!(map, "  {name}: {{ request: {pascal}Request; answer: {pascal}Answer }};");
        let _ = write!(
            members,
            "  /** {name}: {about}. */\n  {camel}(request: {pascal}Request): Answer<{pascal}Answer>;\n  /** As `{camel}`, text in and text out. */\n  {camel}Json(request: string): string;\n"
        );
    }
    map.push_str("}\n");
    let head = text_of(&root().join("wasm/js/head.d.ts"))?;
    let all = format!(
        "// Written by `cargo xtask gen` from the operations' schemas and head.d.ts.\n\n{head}\n{map}\n/** What a loader gives: the same functions on an object. */\nexport interface Terroir {{\n  call<N extends Name>(operation: N, request: Operations[N][\"request\"]): Answer<Operations[N][\"answer\"]>;\n  callJson(operation: string, request: string): string;\n  openBook(members: {{ [name: string]: Json }}): Answer<Book>;\n  openHistory(): History;\n  openLog(settings: LogSettings): Answer<Log>;\n{members}}}\n{functions}{}",
        types.out
    );
    Ok(all)
}

/// `verify_passport` as `VerifyPassport`.
fn pascal(name: &str) -> String {
    let camel = camel(name);
    let mut letters = camel.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Collects the type declarations.
struct Types {
    /// Definitions that mean the same in every operation: they keep their own name.
    shared: BTreeSet<String>,
    written: BTreeSet<String>,
    out: String,
}

impl Types {
    fn new(operations: &Operations) -> Self {
        let mut forms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for schema in operations.values() {
            for side in ["request", "answer"] {
                for (name, definition) in definitions(schema.get(side)) {
                    forms.entry(name.clone()).or_default().insert(definition.to_string());
                }
            }
        }
        let own: BTreeSet<String> = operations
            .keys()
            .flat_map(|name| ["Request", "Answer"].map(|side| format!("{}{side}", pascal(name))))
            .collect();
        let free = |name: &String| !TAKEN.contains(&name.as_str()) && !own.contains(name);
        let shared = forms.into_iter().filter(|(name, forms)| forms.len() == 1 && free(name));
        Self { shared: shared.map(|(name, _)| name).collect(), written: BTreeSet::new(), out: String::new() }
    }

    /// The types of one request or answer.
    fn side(&mut self, operation: &str, schema: Option<&Value>, name: &str) {
        let Some(schema) = schema else { return };
        let scope = Scope { shared: &self.shared, prefix: name };
        let mut out = String::new();
        if self.written.insert(name.to_owned()) {
            declare(&mut out, name, schema, &scope, operation);
        }
        for (definition, form) in definitions(Some(schema)) {
            let name = scope.name(definition);
            if self.written.insert(name.clone()) {
                declare(&mut out, &name, form, &scope, operation);
            }
        }
        self.out.push_str(&out);
    }
}

/// What names mean within one request or answer.
struct Scope<'s> {
    shared: &'s BTreeSet<String>,
    prefix: &'s str,
}

impl Scope<'_> {
    fn name(&self, definition: &str) -> String {
        if definition == "Json" {
            "Json".into()
        } else if self.shared.contains(definition) {
            definition.into()
        } else {
            format!("{}{definition}", self.prefix)
        }
    }
}

fn definitions(schema: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    let all = schema.and_then(|schema| schema.get("$defs")).and_then(Value::as_object);
    all.into_iter().flatten().filter(|(name, _)| *name != "Json")
}

fn declare(out: &mut String, name: &str, schema: &Value, scope: &Scope<'_>, operation: &str) {
    out.push('\n');
    let about = schema.get("description").and_then(Value::as_str).unwrap_or("");
    match (about, name.strip_prefix(&*pascal(operation))) {
        ("", Some("Request")) => doc(out, "", &format!("What `{operation}` takes.")),
        ("", Some("Answer")) => doc(out, "", &format!("What `{operation}` answers.")),
        _ => doc(out, "", about),
    }
    let plain =
        schema.get("oneOf").is_none() && schema.get("anyOf").is_none() && schema.get("allOf").is_none();
    match schema.get("properties").and_then(Value::as_object) {
        Some(_) if plain => {
            let _ = writeln!(out, "export interface {name} {}", object(schema, scope, ""));
        }
        _ => {
            let _ = writeln!(out, "export type {name} = {};", bare(of(schema, scope, "")));
        }
    }
}

/// Without brackets around the whole.
fn bare(kind: String) -> String {
    let inner = kind.strip_prefix('(').and_then(|kind| kind.strip_suffix(')'));
    match inner {
        Some(inner) if !inner.contains(['(', ')']) => inner.into(),
        _ => kind,
    }
}

fn doc(out: &mut String, indent: &str, text: &str) {
    // Examples in Rust stay in Rust.
    let prose = text.split("```").step_by(2).collect::<String>().replace("*/", "*\\/");
    let lines: Vec<&str> = prose.trim().lines().collect();
    match lines.as_slice() {
        [] => {}
        [line] => {
            let _ = writeln!(out, "{indent}/** {line} */");
        }
        lines => {
            let _ = writeln!(out, "{indent}/**");
            for line in lines {
                let _ = writeln!(out, "{}", format!("{indent} * {line}").trim_end());
            }
            let _ = writeln!(out, "{indent} */");
        }
    }
}

/// The type of a schema.
fn of(schema: &Value, scope: &Scope<'_>, indent: &str) -> String {
    let Some(members) = schema.as_object() else {
        return if *schema == Value::Bool(false) { "never".into() } else { "Json".into() };
    };
    if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
        return scope.name(reference.rsplit('/').next().unwrap_or(reference));
    }
    if let Some(value) = members.get("const") {
        return value.to_string();
    }
    if let Some(values) = members.get("enum").and_then(Value::as_array) {
        return values.iter().map(Value::to_string).collect::<Vec<_>>().join(" | ");
    }
    let own = members.get("properties").is_some();
    for (word, between) in [("oneOf", " | "), ("anyOf", " | "), ("allOf", " & ")] {
        if let Some(parts) = members.get(word).and_then(Value::as_array) {
            let mut parts: Vec<String> = parts.iter().map(|part| of(part, scope, indent)).collect();
            parts.dedup();
            let joined = parts.join(between);
            let joined = if parts.len() > 1 { format!("({joined})") } else { joined };
            return if own { format!("{} & {joined}", object(schema, scope, indent)) } else { joined };
        }
    }
    match members.get("type") {
        Some(Value::Array(kinds)) => {
            let kinds: Vec<String> = kinds
                .iter()
                .filter_map(Value::as_str)
                .map(|kind| kind_of(kind, members, scope, indent))
                .collect();
            format!("({})", kinds.join(" | "))
        }
        Some(Value::String(kind)) => kind_of(kind, members, scope, indent),
        _ if own => object(schema, scope, indent),
        _ => "Json".into(),
    }
}

fn kind_of(kind: &str, members: &Map<String, Value>, scope: &Scope<'_>, indent: &str) -> String {
    match kind {
        "integer" | "number" => "number".into(),
        "array" => {
            if let Some(parts) = members.get("prefixItems").and_then(Value::as_array) {
                let parts: Vec<String> = parts.iter().map(|part| of(part, scope, indent)).collect();
                return format!("[{}]", parts.join(", "));
            }
            let item = members.get("items").map_or_else(|| "Json".into(), |item| of(item, scope, indent));
            if item.contains([' ', '{']) && !item.starts_with('(') {
                format!("({item})[]")
            } else {
                format!("{item}[]")
            }
        }
        "object" => object(&Value::Object(members.clone()), scope, indent),
        other => other.into(),
    }
}

fn object(schema: &Value, scope: &Scope<'_>, indent: &str) -> String {
    let deeper = format!("{indent}  ");
    let required: BTreeSet<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let properties: Vec<(&String, &Value)> =
        schema.get("properties").and_then(Value::as_object).into_iter().flatten().collect();
    if properties.is_empty() {
        return match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => "{ [name: string]: never }".into(),
            Some(any) => format!("{{ [name: string]: {} }}", of(any, scope, indent)),
            None => "{ [name: string]: Json }".into(),
        };
    }
    let mut out = String::from("{\n");
    for (name, property) in properties {
        if let Some(about) = property.get("description").and_then(Value::as_str) {
            doc(&mut out, &deeper, about);
        }
        let optional = if required.contains(name.as_str()) { "" } else { "?" };
        let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let name = if plain { name.clone() } else { format!("{name:?}") };
        let _ = writeln!(out, "{deeper}{name}{optional}: {};", bare(of(property, scope, &deeper)));
    }
    out.push_str(indent);
    out.push('}');
    out
}
