//! Validation finds whatever GS1's JSON Schema finds: the schema, read in place by an independent validator, is the
//! oracle for every example document and for systematic mutations of it.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Map, Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use terroir::{base::finding::Severity, digest::json as tape, trace::validate};
use terroir_tests::{Tally, vectors};

/// The schema, compiled.
pub(crate) struct Oracle {
    schemas: Schemas,
    schema: SchemaIndex,
}

impl Oracle {
    pub(crate) fn read() -> Option<Self> {
        let path = vectors("epcis/schema-gs1")?.join("EPCIS-JSON-Schema.json");
        let mut document: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        without_look_ahead(&mut document);
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        compiler.add_resource("https://schema.example/epcis.json", document).unwrap();
        let mut schemas = Schemas::new();
        let schema = compiler.compile("https://schema.example/epcis.json", &mut schemas).unwrap();
        Some(Self { schemas, schema })
    }

    pub(crate) fn accepts(&self, document: &Value) -> bool {
        self.schemas.validate(document, self.schema).is_ok()
    }
}

/// The schema says "does not begin with" by look-ahead, which this validator's expressions do not have: the same, said
/// with `not`.
fn without_look_ahead(value: &mut Value) {
    match value {
        Value::Object(object) => {
            let start = object.get("pattern").and_then(Value::as_str).and_then(|p| p.strip_prefix("^(?!"));
            if let Some(inner) = start.and_then(|rest| rest.strip_suffix(')')) {
                let not = json!({"type": "string", "pattern": format!("^{inner}")});
                object.remove("pattern");
                object.insert("not".into(), not);
            }
            object.values_mut().for_each(without_look_ahead);
        }
        Value::Array(items) => items.iter_mut().for_each(without_look_ahead),
        _ => {}
    }
}

/// Errors that validation finds: code and place.
fn errors(document: &Value) -> Vec<(String, String)> {
    let text = document.to_string();
    let document = tape::read(text.as_bytes()).unwrap();
    let findings = validate(document.root()).findings.into_iter();
    findings.filter(|f| f.severity == Severity::Error).map(|f| (f.code.into_owned(), f.at)).collect()
}

fn documents(folder: &Path, out: &mut Vec<(String, Value)>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            documents(&path, out);
        } else if path.extension().is_some_and(|e| e == "json" || e == "jsonld") {
            let document = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            out.push((path.file_name().unwrap().to_string_lossy().into_owned(), document));
        }
    }
}

fn examples() -> Vec<(String, Value)> {
    let mut out = Vec::new();
    for set in ["epcis/examples-gs1", "epcis/examples-openepcis"] {
        if let Some(folder) = vectors(set) {
            documents(&folder, &mut out);
        }
    }
    out
}

/// Members of an event at any depth, as a shape: events of the same shape need no second look.
fn shape(value: &Value, path: &str, out: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            object.iter().for_each(|(name, value)| shape(value, &format!("{path}/{name}"), out));
        }
        Value::Array(items) => items.iter().for_each(|item| shape(item, &format!("{path}/*"), out)),
        _ => {
            out.insert(path.into());
        }
    }
}

/// Small documents that together show every member that the examples show.
fn seeds() -> Vec<(String, Value)> {
    let mut seen = BTreeSet::new();
    let mut seeds = Vec::new();
    for (name, document) in examples() {
        let list = ["/epcisBody/eventList", "/epcisBody/queryResults/resultsBody/eventList"]
            .into_iter()
            .find(|list| document.pointer(list).is_some_and(Value::is_array));
        let Some(list) = list else { continue };
        let events = document.pointer(list).and_then(Value::as_array).cloned().unwrap_or_default();
        for event in events {
            let mut one = document.clone();
            *one.pointer_mut(list).unwrap() = json!([event]);
            let mut own = BTreeSet::new();
            shape(&one, "", &mut own);
            if !own.is_subset(&seen) {
                seen.extend(own);
                seeds.push((name.clone(), one));
            }
        }
    }
    seeds.extend(own_seeds());
    seeds
}

/// What the examples do not show: master data, an event by itself, an event of a type of its own.
fn own_seeds() -> Vec<(String, Value)> {
    let context = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
    let mut event = json!({"@context": [context, {"ex": "https://ns.example.org/"}], "type": "ObjectEvent",
        "eventTime": "2026-05-12T07:30:00+08:00", "eventTimeZoneOffset": "+08:00", "action": "ADD",
        "epcList": ["urn:x:1"], "recordTime": "2026-05-12T08:00:00Z", "certificationInfo": ["urn:x:c"],
        "persistentDisposition": {"set": ["active"], "unset": ["inactive"]},
        "ilmd": {"ex:lot": "7"}, "sensorElementList": [{"sensorMetadata": {"time": "2026-05-12T07:30:00+08:00"},
        "sensorReport": [{"type": "Temperature", "exception": "ALARM_CONDITION", "value": 4, "uom": "CEL",
            "hexBinaryValue": "0f", "component": "x", "ex:x": 1}]}]});
    let single = event.clone();
    event.as_object_mut().unwrap().remove("@context");
    let mut other = event.clone();
    other["type"] = "ex:WateringEvent".into();
    let document = json!({"@context": [context, {"ex": "https://ns.example.org/"}], "id": "urn:x:d",
        "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-05-12T08:00:00+08:00",
        "instanceIdentifier": "7", "sender": "urn:x:s", "receiver": "urn:x:r", "ex:x": 1,
        "epcisHeader": {"ex:x": 1, "epcisMasterData": {"vocabularyList": [{"type": "urn:epcglobal:epcis:vtype:Location",
            "vocabularyElementList": [{"id": "urn:x:p", "attributes": [{"id": "urn:x:a", "attribute": "b"}],
                "children": ["urn:x:c"]}]}]}},
        "epcisBody": {"eventList": [event, other]}});
    let query = json!({"@context": context, "id": "urn:x:q", "type": "EPCISQueryDocument", "schemaVersion": "2.0",
        "creationDate": "2026-05-12T08:00:00+08:00", "epcisBody": {"queryResults": {"queryName": "q",
        "subscriptionID": "s", "resultsBody": {"eventList": [document["epcisBody"]["eventList"][0]],
            "vocabularyList": document["epcisHeader"]["epcisMasterData"]["vocabularyList"]}}}});
    let all = [("one event", single), ("master data", document), ("query", query)];
    all.into_iter().map(|(name, seed)| (name.to_owned(), seed)).collect()
}

/// Every place in a document, outermost first.
fn places(value: &Value, at: String, out: &mut Vec<String>) {
    out.push(at.clone());
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(value, format!("{at}/{name}"), out);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, format!("{at}/{index}"), out));
        }
        _ => {}
    }
}

/// What is put in the place of any value.
fn others() -> Vec<Value> {
    let texts = [
        "",
        "x",
        "x y",
        "urn:x:1",
        "urn:x 1",
        "urn:x:%zz",
        "urn:x:é",
        "urn:x:{1}",
        "urn:x:a|b",
        "urn:x:[1]",
        "urn:x:a#b#c",
        "1urn:x",
        ":x",
        "http://[::1",
        "https://h:port/",
        "https://a b/",
        "https://x.example/a^b",
        "https://x.example/a\\b",
        "https://x.example/a`b",
        "urn:epcglobal:cbv:bizstep:shipping",
        "urn:epcglobal:cbv:zzz",
        "https://ref.gs1.org/cbv/BizStep-shipping",
        "http://ns.gs1.org/cbv/BizStep-shipping",
        "https://ns.gs1.org/cbv/x",
        "https://gs1.org/voc/Temperature",
        "https://www.gs1.org/voc/Temperature",
        "shipping",
        "ADD",
        "add",
        "2026-05-12T07:30:00Z",
        "2026-05-12T07:30:00",
        "2026-02-30T07:30:00Z",
        "2026-05-12 07:30:00Z",
        "2026-05-12T24:00:00Z",
        "2026-05-12T07:30:61Z",
        "2026-05-12",
        "+14:01",
        "+8:00",
        "08:00",
        "-00:00",
        "KGM",
        "kgm",
        "K",
        "KGMX",
        "abc",
        "0f",
        "2.0",
        "2.",
        "v2",
        "ObjectEvent",
        "TransformationEvent",
        "EPCISQueryDocument",
        "NoSuchEvent",
    ];
    let mut others: Vec<Value> = texts.into_iter().map(Value::from).collect();
    others.push("x".repeat(3000).into());
    others.extend([
        json!(null),
        json!(true),
        json!(7),
        json!(-1.5),
        json!([]),
        json!({}),
        json!([null]),
        json!(["x"]),
        json!(["urn:x:1"]),
        json!(["urn:x:1", "urn:x:1"]),
        json!([7]),
        json!([{}]),
        json!([[]]),
        json!({"x": 1}),
        json!({"id": "urn:x:1"}),
        json!({"ex:x": 1}),
    ]);
    others
}

/// The document with another value at a place, or without it.
fn changed(document: &Value, at: &str, new: Option<Value>) -> Value {
    let mut changed = document.clone();
    if let Some(new) = new {
        *changed.pointer_mut(at).unwrap() = new;
        return changed;
    }
    let (holder, name) = at.rsplit_once('/').unwrap();
    match changed.pointer_mut(holder).unwrap() {
        Value::Object(object) => drop(object.remove(&name.replace("~1", "/").replace("~0", "~"))),
        Value::Array(items) => drop(items.remove(name.parse().unwrap())),
        _ => {}
    }
    changed
}

/// Names that are added to objects.
const NAMES: &[&str] = &[
    "x",
    "x y",
    "ex:x",
    "ex:x y",
    "é:x",
    "@id",
    "@type",
    "",
    "comment",
    "rdfs:comment",
    "id",
    "eventID",
    "ilmd",
    "epcList",
    "action",
    "persistentDisposition",
    "https://x.example/y",
    "urn:x:y",
];

/// Mutations of a value, each with a name of what is done: what stands in its place, or nothing.
fn mutations(value: &Value) -> Vec<(String, Option<Value>)> {
    let mut all: Vec<(String, Option<Value>)> = vec![("dropped".into(), None)];
    for other in others() {
        let text = other.to_string();
        all.push((format!("is {}", text.chars().take(60).collect::<String>()), Some(other)));
    }
    let mut put = |what: &str, new: Value| all.push((what.into(), Some(new)));
    match value {
        Value::String(text) => {
            put("with a space behind", format!("{text} ").into());
            put("in capitals", text.to_uppercase().into());
            put("with an accent", format!("{text}é").into());
            put("in an array", json!([text]));
            put("in an object", json!({"id": text}));
        }
        Value::Object(object) => {
            for name in NAMES.iter().filter(|name| !object.contains_key(**name)) {
                let mut more: Map<String, Value> = object.clone();
                more.insert((*name).into(), json!("urn:x:1"));
                put(&format!("with `{name}`"), more.into());
            }
            put("in an array", json!([value]));
        }
        Value::Array(items) => {
            if let Some(first) = items.first() {
                put("with its first item twice", [&items[..], std::slice::from_ref(first)].concat().into());
                put("is its first item", first.clone());
            }
            for other in [json!(null), json!("x"), json!({}), json!(7)] {
                put(&format!("with {other} behind"), [&items[..], &[other]].concat().into());
            }
        }
        _ => {}
    }
    all
}

/// A place without its numbers.
fn general(at: &str) -> String {
    at.split('/')
        .map(|part| if part.parse::<usize>().is_ok() { "*" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

fn without_persistent(document: &Value) -> Value {
    let mut document = document.clone();
    for event in document["epcisBody"]["eventList"].as_array_mut().into_iter().flatten() {
        event.as_object_mut().unwrap().remove("persistentDisposition");
    }
    document
}

/// Where validation knowingly differs: what the schema refuses and the standard does not.
fn differs(changed: &Value, at: &str, what: &str) -> Option<&'static str> {
    let (holder, name) = at.rsplit_once('/')?;
    let holder = changed.pointer(holder)?;
    match (name, what) {
        ("type", "dropped") if holder.get("exception").is_some() => Some(
            "a sensor report without type says by its exception what it is about (EPCIS 2.0 SHACL: type is optional)",
        ),
        ("@context", "dropped") if at == "/@context" && holder.get("epcisBody").is_none() => {
            Some("an event by itself may leave its context to what it came in: a note says so")
        }
        _ => None,
    }
}

/// Whatever the schema refuses of examples and of their mutations is an error here, too; nothing that it accepts of
/// the examples is one.
#[test]
fn whatever_the_schema_refuses_is_an_error() {
    let Some(oracle) = Oracle::read() else { return };
    let mut tally = Tally::new("epcis/schema-gs1 oracle");
    for (name, example) in examples() {
        // 1.2 and single XML twins are not for this schema.
        if !example["type"].is_string() {
            continue;
        }
        let wrong = errors(&example);
        let outcome = match (oracle.accepts(&example), wrong.is_empty()) {
            (true, false) => Err(format!("the schema accepts it: {wrong:?}")),
            // EPCIS 2.0 §7.3.1 gives a persistent disposition to every event; the schema forgets three types. A warning
            // says so.
            (false, true) if oracle.accepts(&without_persistent(&example)) => Ok(()),
            (false, true) => Err("the schema refuses it".to_owned()),
            _ => Ok(()),
        };
        tally.case(&name, outcome);
    }
    let mut seen: BTreeMap<(String, String), (u32, u32, Vec<String>)> = BTreeMap::new();
    let mut differences: BTreeMap<&str, u32> = BTreeMap::new();
    for (name, seed) in seeds().into_iter().filter(|(_, seed)| oracle.accepts(seed)) {
        let mut all = Vec::new();
        places(&seed, String::new(), &mut all);
        for at in all.iter().filter(|at| !at.is_empty()) {
            let place = format!("{} {}", seed["type"], general(at));
            for (what, new) in mutations(seed.pointer(at).unwrap()) {
                // The same defect in the same place of two documents is enough.
                let count = seen.entry((place.clone(), what.clone())).or_default();
                count.0 += 1;
                if count.0 > 2 {
                    continue;
                }
                let changed = changed(&seed, at, new);
                if oracle.accepts(&changed) {
                    continue;
                }
                count.1 += 1;
                if errors(&changed).is_empty() {
                    match differs(&changed, at, &what) {
                        Some(reason) => *differences.entry(reason).or_default() += 1,
                        None => count.2.push(name.clone()),
                    }
                }
            }
        }
    }
    for ((place, what), (_, refused, missed)) in seen {
        if refused > 0 {
            let outcome = if missed.is_empty() { Ok(()) } else { Err(format!("missed in {missed:?}")) };
            tally.case(&format!("{place} {what}"), outcome);
        }
    }
    for (reason, count) in differences {
        println!("differs knowingly, {count} times: {reason}");
    }
    tally.finish();
}
