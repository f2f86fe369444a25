//! Laws of the history and its graph: no order, no cycle and no contradiction makes it lose or invent a way.

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use terroir::{
    api,
    trace::history::{Direction, History, Limits, StepKey, Trace, View},
};
use terroir_tests::model::graph::{Graph, Traced};

pub(crate) const THINGS: &[&str] = &[
    "t/a/P/1",
    "t/a/P/2",
    "t/a/P/3",
    "t/a/P/4",
    "01/06901234567892/21/A",
    "00/140123452345678902",
    "urn:x:crate",
    "urn:x:box",
];

fn thing() -> impl Strategy<Value = String> {
    (select(THINGS), any::<bool>()).prop_map(|(name, spelled)| {
        if spelled && name.starts_with("t/") { format!("https://x.example/{name}") } else { name.to_owned() }
    })
}

/// Few moments, so that many things happen at once; sometimes none.
fn time() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => (0u8..3, 0u8..6).prop_map(|(hour, ten)| format!("2026-05-12T{hour:02}:{ten}0:00Z")),
        1 => Just("some day".to_owned()),
    ]
}

/// Things, each once, some with an amount.
fn things(most: usize) -> impl Strategy<Value = Vec<(String, Option<u8>)>> {
    vec((thing(), prop::option::weighted(0.3, 1u8..9)), 0..=most).prop_map(|mut things| {
        let bare = |text: &str| text.trim_start_matches("https://x.example/").to_owned();
        things.sort();
        things.dedup_by_key(|(name, _)| bare(name));
        let mut seen = BTreeSet::new();
        things.retain(|(name, _)| seen.insert(bare(name)));
        things
    })
}

fn put(event: &mut Value, ids: &str, quantities: &str, things: Vec<(String, Option<u8>)>) {
    for (name, amount) in things {
        let (list, item) = match amount {
            None => (ids, json!(name)),
            Some(amount) => (quantities, json!({"epcClass": name, "quantity": amount, "uom": "KGM"})),
        };
        match &mut event[list] {
            Value::Array(items) => items.push(item),
            other => *other = json!([item]),
        }
    }
}

fn event() -> impl Strategy<Value = Value> {
    let action = select(&["ADD", "ADD", "OBSERVE", "DELETE"][..]);
    prop_oneof![
        3 => (time(), things(2), things(2), prop::option::weighted(0.3, select(&["urn:x:t1", "urn:x:t2"][..])))
            .prop_map(|(time, inputs, outputs, id)| {
                let mut event = json!({"type": "TransformationEvent", "eventTime": time});
                put(&mut event, "inputEPCList", "inputQuantityList", inputs);
                put(&mut event, "outputEPCList", "outputQuantityList", outputs);
                if let Some(id) = id {
                    event["transformationID"] = json!(id);
                }
                event
            }),
        4 => (time(), thing(), things(3), action.clone(), prop::bool::weighted(0.2)).prop_map(
            |(time, parent, children, action, tied)| {
                let kind = if tied { "AssociationEvent" } else { "AggregationEvent" };
                let mut event = json!({"type": kind, "eventTime": time, "action": action, "parentID": parent});
                put(&mut event, "childEPCs", "childQuantityList", children);
                event
            }
        ),
        2 => (time(), things(2), vec(thing(), 0..2), action).prop_map(|(time, goods, inputs, action)| {
            let mut event = json!({"type": "ObjectEvent", "eventTime": time, "action": action});
            put(&mut event, "epcList", "quantityList", goods);
            if !inputs.is_empty() {
                event["terroir:act"] = json!("pack");
                event["terroir:inputs"] = inputs.iter().map(|lot| json!({"terroir:lot": lot})).collect();
            }
            event
        }),
    ]
}

pub(crate) fn events() -> impl Strategy<Value = Vec<Value>> {
    vec(event(), 1..14)
}

fn history(events: &[Value]) -> History {
    let mut history = History::new();
    history.append(Value::from(events.to_vec()).to_string()).unwrap();
    history
}

fn walk(history: &History, from: &str, direction: Direction) -> Traced {
    let Some(thing) = history.thing(from) else {
        return Traced { things: BTreeSet::from([from.to_owned()]), ..Traced::default() };
    };
    let view = View::new(history);
    let trace = Trace::walk(&view, &[thing], direction, &Limits::default());
    assert_eq!(trace.truncated, None);
    let mut traced = Traced::default();
    traced.things.extend(trace.things.keys().map(|thing| history.name_of(*thing).to_owned()));
    traced.steps.extend(trace.steps.iter().map(|key| {
        let kind = match key {
            StepKey::Event(terroir::trace::history::StepKind::Sampled, _) => "sampled",
            _ => "made",
        };
        (kind, view.step(*key).events.iter().map(|event| event.index()).collect())
    }));
    trace.each_stay(&view, |stay| {
        let name = |thing| history.name_of(thing).to_owned();
        traced.stays.insert((name(stay.parent), name(stay.child), stay.event.index()));
    });
    traced
}

/// The answer of `trace` without the places of events in documents, which tell how they came.
fn answer(text: &str) -> Value {
    let mut answer: Value = serde_json::from_str(text).unwrap();
    for list in ["events", "findings"] {
        for item in answer["ok"][list].as_array_mut().unwrap() {
            item.as_object_mut().unwrap().remove("at");
        }
    }
    let mut findings = answer["ok"]["findings"].as_array().unwrap().clone();
    findings.sort_by_key(Value::to_string);
    answer["ok"]["findings"] = findings.into();
    answer
}

proptest! {
    /// What is reached, and by which steps and stays, is what scanning everything again and again finds.
    #[test]
    fn the_graph_agrees_with_its_slow_twin(events in events(), from in select(THINGS)) {
        let history = history(&events);
        prop_assume!(history.thing(from).is_some());
        let twin = Graph { events: &events };
        prop_assert_eq!(walk(&history, from, Direction::Forward), twin.trace(from, true));
        prop_assert_eq!(walk(&history, from, Direction::Back), twin.trace(from, false));
    }

    /// One thing is reached going forward from another exactly where that is reached going back from it.
    #[test]
    fn back_and_forward_are_inverse(events in events()) {
        let history = history(&events);
        let reach = |from: &str, direction| walk(&history, from, direction).things;
        for one in THINGS {
            for other in reach(one, Direction::Forward) {
                prop_assert!(reach(&other, Direction::Back).contains(*one), "{one} leads to {other}, not back");
            }
            for other in reach(one, Direction::Back) {
                prop_assert!(reach(&other, Direction::Forward).contains(*one), "{one} comes from {other}, not forward");
            }
        }
    }

    /// Both is back and forward together.
    #[test]
    fn both_ways_are_one_way_and_the_other(events in events(), from in select(THINGS)) {
        let history = history(&events);
        let (mut one, other) = (walk(&history, from, Direction::Back), walk(&history, from, Direction::Forward));
        one.things.extend(other.things);
        one.steps.extend(other.steps);
        one.stays.extend(other.stays);
        prop_assert_eq!(walk(&history, from, Direction::Both), one);
    }

    /// The order in which events arrive, and how they are parted into documents, changes no answer.
    #[test]
    fn the_order_of_arrival_does_not_matter(
        (events, shuffled) in events().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
        cut in 1usize..5,
        from in select(THINGS),
    ) {
        let request = json!({"from": [from], "text": Value::from(events).to_string()});
        let wanted = answer(&api::call("trace", &request.to_string()));
        let mut history = api::History::new();
        for part in shuffled.chunks(cut) {
            history.append(&Value::from(part.to_vec()).to_string());
        }
        let got = answer(&history.call("trace", &json!({"from": [from]}).to_string()));
        prop_assert_eq!(got, wanted);
    }

    /// A trace that ends at a limit ends at the same place, in whatever order the events arrive.
    #[test]
    fn a_limit_cuts_at_the_same_place(
        (events, shuffled) in events().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
        nodes in 1usize..6,
        work in prop_oneof![Just(1000usize), 1usize..40],
        from in select(THINGS),
    ) {
        let ask = |events: &[Value]| {
            let text = Value::from(events.to_vec()).to_string();
            let request = json!({"from": [from], "text": text, "limits": {"nodes": nodes, "work": work}});
            answer(&api::call("trace", &request.to_string()))
        };
        let (one, other) = (ask(&events), ask(&shuffled));
        prop_assert!(one["ok"]["nodes"].as_array().unwrap().len() <= nodes.max(1));
        prop_assert_eq!(one, other);
    }

    /// A limit that is not reached changes nothing: what fits is never said to be cut short.
    #[test]
    fn what_fits_is_not_cut(events in events(), from in select(THINGS)) {
        let ask = |limits: Value| {
            let request = json!({"from": [from], "document": events, "limits": limits});
            answer(&api::call("trace", &request.to_string()))
        };
        let whole = ask(json!({}));
        let nodes = whole["ok"]["nodes"].as_array().unwrap().len();
        prop_assert_eq!(whole.get("truncated"), None);
        prop_assert_eq!(ask(json!({"nodes": nodes})), whole);
    }

    /// A history that was asked while events came answers like one that got them all at once.
    #[test]
    fn a_grown_history_is_a_rebuilt_one(events in events(), from in select(THINGS)) {
        let request = json!({"from": [from]}).to_string();
        let mut grown = api::History::new();
        for (at, event) in events.iter().enumerate() {
            grown.append(&event.to_string());
            let mut rebuilt = api::History::new();
            for event in &events[..=at] {
                rebuilt.append(&event.to_string());
            }
            prop_assert_eq!(grown.call("trace", &request), rebuilt.call("trace", &request));
        }
    }

    /// Every event comes back byte for byte, and is found by everything it names, in whatever spelling.
    #[test]
    fn nothing_is_lost(events in events()) {
        let text = Value::from(events.clone()).to_string();
        let mut history = History::new();
        history.append(text.as_str()).unwrap();
        prop_assert_eq!(history.documents().collect::<Vec<_>>(), [text.as_str()]);
        for (id, event) in history.events().zip(&events) {
            prop_assert_eq!(history.raw(id), event.to_string());
            let raw = history.raw(id);
            for name in THINGS.iter().filter(|name| raw.contains(&format!("\"{name}\""))) {
                let thing = history.thing(name).unwrap();
                prop_assert!(history.mentions_of(thing).any(|mention| mention.event == id));
            }
        }
    }
}

/// Cycles and things in themselves end.
#[test]
fn cycles_end() {
    let events = [
        json!({"type": "TransformationEvent", "eventTime": "2026-05-12T00:00:00Z", "inputEPCList": ["a"], "outputEPCList": ["b"]}),
        json!({"type": "TransformationEvent", "eventTime": "2026-05-12T00:00:00Z", "inputEPCList": ["b"], "outputEPCList": ["a"]}),
        json!({"type": "AggregationEvent", "eventTime": "2026-05-12T00:00:00Z", "action": "ADD", "parentID": "a", "childEPCs": ["a", "b"]}),
        json!({"type": "AggregationEvent", "eventTime": "2026-05-12T00:00:00Z", "action": "ADD", "parentID": "b", "childEPCs": ["a"]}),
    ];
    let history = history(&events);
    assert_eq!(walk(&history, "a", Direction::Both).things, BTreeSet::from(["a".into(), "b".into()]));
    let request = json!({"from": ["a"], "document": events}).to_string();
    let answer: Value = serde_json::from_str(&api::call("trace", &request)).unwrap();
    assert_eq!(answer["ok"]["findings"][0]["code"], "contains-itself");
}
