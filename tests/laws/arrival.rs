//! The order of arrival plays no part: whatever is asked of events, they may come in any order. Not asked are
//! `validate_events`, `check_conditions` and `recall`: of what happened at one moment they may name either event.
//!
//! An answer is compared after every place in it has become the event that stands there, and every number of an event, too;
//! lists that follow the document are compared as sets. All else must be the same, the order of lines included.

use super::graph::{THINGS, events as network};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use terroir::api;

/// Lists that follow the order of the document.
const AS_SETS: &[&str] =
    &["findings", "undecided_at", "lines", "effective", "transformations", "at", "corrected_by"];

pub(crate) fn ask(operation: &str, request: &Value, events: &[Value]) -> Value {
    let mut request = request.clone();
    // Blanks at the end make room for an answer that is not cut short.
    request["text"] = format!("{:60000}", Value::from(events.to_vec()).to_string()).into();
    let answer: Value = serde_json::from_str(&api::call(operation, &request.to_string())).unwrap();
    assert!(answer["ok"].is_object(), "{operation}: {answer}");
    let mut answer = answer["ok"].clone();
    if operation == "check_balance" {
        // Of what happened at the same moment either event may be named.
        for list in ["/lots", "/harvests", "/custody/account/overdrawn"] {
            for line in answer.pointer_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
                let at = if line.is_string() { line } else { &mut line["at"] };
                let number: usize = at.as_str().unwrap()[1..].parse().unwrap();
                *at = events[number]["eventTime"].clone();
            }
        }
    }
    if operation == "resolve_events" {
        // Other events are named by their numbers.
        for finding in answer["findings"].as_array_mut().unwrap() {
            let other = finding["found"].as_str().and_then(|found| found.parse::<usize>().ok());
            if let Some(event) = other.and_then(|other| events.get(other)) {
                finding["found"] = event.to_string().into();
            }
        }
    }
    placed(&mut answer, "", events);
    if operation == "query_events" {
        // Equals stand as in the document.
        answer["events"].as_array_mut().unwrap().sort_by_cached_key(Value::to_string);
    }
    answer
}

/// Puts the events in the place of their places.
fn placed(value: &mut Value, member: &str, events: &[Value]) {
    match value {
        Value::String(csv) if member == "csv" => {
            for (number, event) in events.iter().enumerate().rev() {
                *csv =
                    csv.replace(&format!("/text/{number}\r\n"), &format!("event {}\r\n", event["x:number"]));
            }
        }
        Value::String(text) => {
            let pointer = text.strip_prefix("/text").unwrap_or(text);
            let mut parts = pointer.splitn(3, '/');
            let number = parts.nth(1).and_then(|number| number.parse::<usize>().ok());
            if let Some(event) =
                number.and_then(|number| events.get(number)).filter(|_| pointer.starts_with('/'))
            {
                *text = format!("{event} {}", parts.next().unwrap_or_default());
            }
        }
        Value::Number(number)
            if matches!(member, "event" | "by" | "superseded_later" | "effective" | "corrected_by") =>
        {
            *value = events[number.as_u64().unwrap() as usize].clone();
        }
        Value::Array(items) => {
            items.iter_mut().for_each(|item| placed(item, member, events));
            if AS_SETS.contains(&member) {
                items.sort_by_cached_key(Value::to_string);
            }
        }
        Value::Object(members) => members.iter_mut().for_each(|(name, value)| placed(value, name, events)),
        _ => {}
    }
}

/// The first place where two answers differ.
fn difference(one: &Value, two: &Value) -> String {
    match (one, two) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            let (name, _) = a.iter().find(|(name, value)| **value != b[*name]).unwrap();
            format!("/{name}{}", difference(&one[name], &two[name]))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let at = a.iter().zip(b).position(|(a, b)| a != b).unwrap();
            format!("/{at}{}", difference(&a[at], &b[at]))
        }
        _ => format!(": {one} or {two}"),
    }
}

/// What may be written on any event of the network: steps, parties, places, papers, readings, corrections.
fn written() -> impl Strategy<Value = Value> {
    let step = prop::sample::select(vec![
        "shipping",
        "receiving",
        "storing",
        "packing",
        "retail_selling",
        "destroying",
    ]);
    let act = prop::sample::select(vec!["harvest", "ship", "receive", "weed", "sell", "process", "dry"]);
    let party =
        || prop::sample::select(vec!["urn:x:coop", "urn:x:shop", "https://id.gs1.org/417/4012345000009"]);
    let place = prop::sample::select(vec![
        "urn:epc:id:sgln:4012345.00001.0",
        "https://id.gs1.org/414/4012345000016",
        "urn:x:yard",
    ]);
    let reading = (-2i32..9, 0u8..2, 0u8..3);
    let declared = (prop::option::of(0u8..5), prop::bool::weighted(0.2));
    (
        prop::option::of(step),
        prop::option::weighted(0.4, act),
        prop::option::of((party(), party())),
        prop::option::of(place),
        prop::collection::vec(reading, 0..3),
        declared,
    )
        .prop_map(|(step, act, parties, place, readings, (name, wrong))| {
            let mut more = json!({});
            if let Some(step) = step {
                more["bizStep"] = step.into();
            }
            if let Some(act) = act {
                more["terroir:act"] = act.into();
                more["terroir:crop"] = "tea".into();
                more["terroir:area"] = "1 MTK".into();
                more["terroir:claim"] = if act == "dry" { "other" } else { "organic" }.into();
            }
            if let Some((from, to)) = parties {
                more["sourceList"] = json!([{"type": "possessing_party", "source": from}]);
                more["destinationList"] = json!([{"type": "possessing_party", "destination": to}]);
                more["bizTransactionList"] = json!([{"type": "inv", "bizTransaction": format!("urn:x:{from}")}]);
            }
            if let Some(place) = place {
                more["bizLocation"] = json!({"id": place});
            }
            let reports = readings.iter().map(|(value, device, ten)| {
                json!({"type": "Temperature", "value": value, "uom": "CEL", "deviceID": format!("urn:x:d{device}"),
                    "time": format!("2026-05-12T00:{ten}0:00Z")})
            });
            if !readings.is_empty() {
                more["sensorElementList"] = json!([{"sensorReport": reports.collect::<Vec<_>>()}]);
            }
            if let Some(name) = name {
                more["eventID"] = format!("urn:uuid:00000000-0000-4000-8000-0000000000a{name}").into();
                if wrong {
                    more["errorDeclaration"] = json!({"declarationTime": "2026-05-13T00:00:00Z",
                        "correctiveEventIDs": [format!("urn:uuid:00000000-0000-4000-8000-0000000000a{}", (name + 1) % 5)]});
                }
            }
            more
        })
}

/// A network with more written on it, once in one order and once in another.
pub(crate) fn histories() -> impl Strategy<Value = (Vec<Value>, Vec<Value>)> {
    let events = network().prop_flat_map(|events| {
        let count = events.len();
        (Just(events), prop::collection::vec(written(), count)).prop_map(|(mut events, written)| {
            for (event, more) in events.iter_mut().zip(written) {
                event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            }
            // Of a reading that is told twice either event may be named.
            let mut told = BTreeSet::new();
            for event in &mut events {
                if let Some(reports) =
                    event.pointer_mut("/sensorElementList/0/sensorReport").and_then(Value::as_array_mut)
                {
                    reports.retain(|report| told.insert(report.to_string()));
                }
            }
            // What is written the same twice cannot be told apart.
            for (number, event) in events.iter_mut().enumerate() {
                event["x:number"] = number.into();
            }
            events
        })
    });
    events.prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle()))
}

/// What is asked, of each operation that takes events and tells something of more than one of them.
fn questions(lot: &str) -> Vec<(&'static str, Value)> {
    let profile = json!({"schema": "terroir-profile/1", "id": "law", "version": "1", "names": {"en": "law"}, "status": "draft",
        "steps": [{"id": "a", "link": "grow", "acts": ["harvest"], "fields": ["crop"], "supplier": "producer"},
            {"id": "b", "link": "transport", "acts": ["ship"], "biz_steps": ["shipping"], "after": ["a"], "supplier": "carrier"}],
        "intervals": [{"id": "i", "link": "transport", "acts": ["weed"], "from": "a", "until": "b",
            "at_most": {"value": "600", "unit": "SEC"}, "supplier": "carrier"}]});
    let required = json!({"schema": "terroir-required/1", "id": "law", "version": "1", "names": {"en": "law"}, "status": "draft",
        "sources": [{"title": "law", "checked": "memory"}], "elements": [
            {"id": "a", "names": {"en": "x"}, "clause": "1", "checked": "memory", "of": {"biz_steps": ["shipping"]},
                "where": [{"record": {"acts": ["harvest", "process"], "when": "before"}}, {"source": "possessing_party"}], "who": "producer"},
            {"id": "b", "names": {"en": "x"}, "clause": "2", "checked": "memory", "of": {"acts": ["harvest", "ship"]},
                "where": [{"destination": "any"}], "who": "producer"}]});
    let balance = json!({"rules": [{"act": "dry", "output": "t/a/P/1", "most": "0.5"}, {"output": "t/a/P/2"}, {"act": "process", "least": "0.1"}],
        "yields": [{"crop": "tea", "most": {"value": "3", "unit": "KGM"}, "on": {"value": "1", "unit": "MTK"}}]});
    let custody = |model: &str, account: Value| {
        let mut asked = balance.clone();
        asked["custody"] = json!({"model": model, "claim": "organic", "least_share": "0.5", "account": account,
            "lots": [{"lot": "t/a/P/3", "carries": true}, {"lot": "t/a/P/4", "carries": false}]});
        asked
    };
    vec![
        ("trace", json!({"from": [lot]})),
        ("trace", json!({"from": [lot, "urn:x:yard"], "effective": true})),
        ("chain_views", json!({"lot": lot})),
        ("find_gaps", json!({"profile": profile})),
        ("find_gaps", json!({"profile": profile, "of": [lot]})),
        ("check_required", json!({"required": required})),
        ("check_required", json!({"required": required, "of": [lot]})),
        ("check_balance", custody("mass-balance", json!({"kind": "credit"}))),
        ("check_balance", custody("mass-balance", json!({"kind": "rolling-average", "days": 1}))),
        ("check_balance", custody("controlled-blending", Value::Null)),
        ("resolve_events", json!({})),
        ("resolve_events", json!({"as_of": "2026-05-12T12:00:00Z"})),
        (
            "query_events",
            json!({"query": {"EQ_bizStep": ["shipping", "receiving"], "orderBy": "eventTime", "eventCountLimit": 2}}),
        ),
        (
            "query_events",
            json!({"query": {"MATCH_anyEPC": [lot], "orderBy": "recordTime", "orderDirection": "ASC"}}),
        ),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// What is answered of events does not depend on the order in which they came.
    #[test]
    fn the_order_of_arrival_plays_no_part((events, shuffled) in histories(), lot in prop::sample::select(THINGS)) {
        for (operation, request) in questions(lot) {
            if request.to_string().contains(lot) && operation == "chain_views" && !Value::from(events.clone()).to_string().contains(lot) {
                continue;
            }
            let (one, two) = (ask(operation, &request, &events), ask(operation, &request, &shuffled));
            prop_assert!(one == two, "{operation} {request}: {}", difference(&one, &two));
        }
    }
}
