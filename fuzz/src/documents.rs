//! Laws of whole documents and of the one door.

use serde_json::Value;
use std::collections::BTreeSet;
use terroir::{
    api,
    digest::json,
    passport::file::Passport,
    trace::{
        Events,
        capture::table::{Mapping, Table, decode},
        hash::{Hasher, ProfileName},
        history::{Direction, History, Limits, Trace, View, name},
        validate, xml,
    },
};

/// An event's hash id does not depend on the order of its members, at any depth.
pub fn epcis(data: &[u8]) {
    let Ok(document) = json::read(data) else { return };
    let mut turned = String::new();
    reversed(&mut turned, document.root());
    let Ok(other) = json::read(turned.as_bytes()) else { panic!("not JSON: {turned}") };
    for profile in ProfileName::ALL {
        match (ids(document.root(), profile), ids(other.root(), profile)) {
            (Some(ours), Some(theirs)) => assert_eq!(ours, theirs, "{turned}"),
            (None, None) => {}
            (ours, theirs) => panic!("{ours:?} and {theirs:?}: {turned}"),
        }
    }
}

fn ids(root: json::Value<'_>, profile: ProfileName) -> Option<Vec<Option<String>>> {
    let events = Events::of(root).ok()?;
    let mut hasher = Hasher::new(profile);
    hasher.ignore(&events);
    Some(events.iter().map(|event| hasher.hash(&event).ok()).collect())
}

/// The same document with the members of every object in reverse, number text kept.
fn reversed(out: &mut String, value: json::Value<'_>) {
    if let Some(members) = value.members() {
        let members: Vec<_> = members.collect();
        out.push('{');
        for (index, (name, member)) in members.into_iter().rev().enumerate() {
            if index > 0 {
                out.push(',');
            }
            json::write_string(out, &name);
            out.push(':');
            reversed(out, member);
        }
        out.push('}');
    } else if let Some(items) = value.items() {
        out.push('[');
        for (index, item) in items.enumerate() {
            if index > 0 {
                out.push(',');
            }
            reversed(out, item);
        }
        out.push(']');
    } else {
        out.push_str(value.raw());
    }
}

/// XML that is read is strict JSON of sound depth, and its events hash the same after the JSON has been written in another
/// order and read again.
pub fn xml(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(text) = xml::to_json(text) else { return };
    let Ok(document) = json::read(text.as_bytes()) else { panic!("not JSON: {text}") };
    epcis(text.as_bytes());
    let mut again = String::new();
    reversed(&mut again, document.root());
    epcis(again.as_bytes());
}

/// A history gives back what it was given, a name is its own name, and where one thing leads to another, walking back from that
/// leads to the one.
pub fn history(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut history = History::new();
    if history.append(text).is_err() {
        return;
    }
    for id in history.events() {
        assert!(text.contains(history.raw(id)));
    }
    let things: Vec<_> =
        history.events().flat_map(|id| history.event(id)).flat_map(|event| event.mentions()).collect();
    let (view, limits) = (View::new(&history), Limits { things: 200, work: 20_000 });
    let walk = |thing, direction| Trace::walk(&view, &[thing], direction, &limits);
    for mention in things.iter().take(20) {
        let known = history.name_of(mention.thing);
        assert_eq!(name(known), known);
        assert_eq!(history.thing(known), Some(mention.thing));
        let forward = walk(mention.thing, Direction::Forward);
        if forward.truncated.is_some() || !forward.named.is_empty() {
            continue;
        }
        for other in forward.things.keys().take(20) {
            let back = walk(*other, Direction::Back);
            let found = back.things.contains_key(&mention.thing);
            assert!(found || back.truncated.is_some(), "{known} leads to {}", history.name_of(*other));
        }
    }
}

/// A passport is accepted only if it is equal to its own printed form.
pub fn passport(data: &[u8]) {
    if let Ok(passport) = Passport::parse(data) {
        assert_eq!(passport.print().as_bytes(), data);
    }
}

/// Any bytes into any operation give an answer or a coded fault with a place, and the answer is strict JSON.
pub fn call(data: &[u8]) {
    let Some((&first, request)) = data.split_first() else { return };
    let Ok(request) = std::str::from_utf8(request) else { return };
    let operations: Vec<_> = api::operations().collect();
    let operation = operations[usize::from(first) % operations.len()];
    let answer = api::call(operation.name, request);
    assert!(json::read(answer.as_bytes()).is_ok(), "{}: {answer}", operation.name);
    let answer: Value = serde_json::from_str(&answer).expect("an answer is JSON");
    let fault = &answer["fault"];
    let coded = fault["code"].is_string() && fault["at"].is_string() && fault["message"].is_string();
    assert!(answer.get("ok").is_some() != coded, "{}: {answer}", operation.name);
}

/// Whatever bytes a table has: each record makes an event, repeats one, or is wrong; every event is valid, and none is given
/// twice.
pub fn table(data: &[u8]) {
    let mapping = serde_json::json!({"constants": {"act": "weed", "method": "x"}, "settings": {"offset": "Z", "year": 2026},
        "columns": [{"column": "A", "member": "day", "down": true}, {"column": "B", "member": "lot", "optional": true},
            {"column": "C", "member": "area", "unit": "亩", "optional": true}, {"column": "D", "member": "method", "optional": true},
            {"column": "E", "member": "who", "optional": true}]});
    let mapping = mapping.to_string();
    let Ok(read) = json::read(mapping.as_bytes()) else { return };
    let Ok(mapping) = json::from_value::<Mapping>(read.root()) else { panic!("the mapping is one") };
    let Ok((text, _)) = decode(data) else { return };
    let Ok(table) = Table::open(&text, &mapping) else { return };
    let report = table.check(true);
    assert_eq!(report.events + report.repeated + report.errors, report.records);
    let mut seen = BTreeSet::new();
    for item in table.drafts(&report.plan) {
        let Ok(event) = json::read(item.event.as_bytes()) else { panic!("not JSON: {}", item.event) };
        assert!(validate(event.root()).is_valid(), "{}", item.event);
        assert!(seen.insert(item.hash), "twice: {}", item.event);
    }
    assert_eq!(seen.len(), report.plan.len());
}
