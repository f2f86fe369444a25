//! Laws of queries: each condition stands for itself, and what is the same thing is found as it.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use terroir::{
    digest::json as tape,
    trace::{
        Events,
        query::{Master, Match, Query},
    },
};
use terroir_tests::model;

/// Numbers of the events that meet a query.
fn ask(events: &[Value], query: &Value) -> Vec<u32> {
    let text = json!({"@context": {"ex": "https://ns.example.org/"}, "epcisBody": {"eventList": events}})
        .to_string();
    let read = tape::read(text.as_bytes()).unwrap();
    let events = Events::of(read.root()).unwrap();
    let text = query.to_string();
    let source = tape::read(text.as_bytes()).unwrap();
    let query = Query::read(source.root(), events.context(), &Master::default()).unwrap();
    let found = query.select(&events).unwrap();
    let each = events.iter().zip(0..).filter(|(event, _)| query.matches(event) == Match::Yes);
    let mut sorted = found.events.clone();
    sorted.sort_unstable();
    assert_eq!(each.map(|(_, at)| at).collect::<Vec<u32>>(), sorted);
    found.events
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        (11_111u32..11_114, 0u8..4)
            .prop_map(|(item, serial)| format!("urn:epc:id:sgtin:4012345.0{item}.{serial}")),
        (0u8..4).prop_map(|serial| format!("https://brand.example/01/04012345111118/21/{serial}")),
        "urn:x:[a-c]",
    ]
}

fn class() -> impl Strategy<Value = String> {
    (11_111u32..11_113, 0u8..3, any::<bool>()).prop_map(|(item, lot, as_link)| {
        let link = if item == 11_111 { "04012345111118" } else { "04012345111125" };
        if as_link {
            format!("https://id.gs1.org/01/{link}/10/L{lot}")
        } else {
            format!("urn:epc:class:lgtin:4012345.0{item}.L{lot}")
        }
    })
}

fn place() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("urn:epc:id:sgln:4012345.00001.0".to_owned()),
        Just("https://id.gs1.org/414/4012345000016".to_owned()),
        Just("urn:x:yard".to_owned())
    ]
}

fn time() -> impl Strategy<Value = String> {
    (0u8..3, 0u8..3).prop_map(|(h, s)| format!("2026-05-12T0{h}:00:0{s}Z"))
}

fn step() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["shipping", "receiving", "storing"]);
    let stem = prop::sample::select(vec![
        "",
        "urn:epcglobal:cbv:bizstep:",
        "https://ref.gs1.org/cbv/BizStep-",
        "cbv:BizStep-",
    ]);
    (stem, word).prop_map(|(stem, word)| format!("{stem}{word}"))
}

fn extension() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        (0u8..4).prop_map(|n| n.to_string().into()),
        (0u8..4).prop_map(Value::from),
        "[a-b]".prop_map(Value::from)
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::btree_map("ex:[ns]", inner.clone(), 1..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
            prop::collection::vec(inner.prop_filter("no array in an array", |v| !v.is_array()), 1..3)
                .prop_map(Value::from),
        ]
    })
}

fn event() -> impl Strategy<Value = Value> {
    let unit = prop::sample::select(vec!["GRM", "KGM", "TNE"]);
    let what = (
        prop::collection::vec(id(), 0..3),
        prop::collection::vec((class(), 0u32..3000, unit), 0..3),
        prop::option::of(id()),
    );
    let more = (
        prop::option::of(step()),
        prop::option::of(place()),
        prop::collection::btree_map("ex:[nso]", extension(), 0..3),
        prop::option::of(prop::collection::btree_map("ex:[ns]", extension(), 0..2)),
    );
    (time(), any::<bool>(), what, more).prop_map(|(time, object, (epcs, classes, parent), (step, at, ext, ilmd))| {
        let (kind, epc_list, class_list) = if object {
            ("ObjectEvent", "epcList", "quantityList")
        } else {
            ("AggregationEvent", "childEPCs", "childQuantityList")
        };
        let classes: Vec<_> = classes
            .into_iter()
            .map(|(class, quantity, unit)| json!({"epcClass": class, "quantity": quantity, "uom": unit}))
            .collect();
        let mut event = json!({"type": kind, "eventTime": time, "action": "ADD", epc_list: epcs, class_list: classes});
        let members = event.as_object_mut().unwrap();
        members.extend(step.map(|step| ("bizStep".into(), step.into())));
        members.extend(at.map(|id| ("readPoint".into(), json!({"id": id}))));
        members.extend(parent.filter(|_| !object).map(|id| ("parentID".into(), id.into())));
        members.extend(ext);
        members.extend(ilmd.map(|ilmd| ("ilmd".into(), Value::Object(ilmd.into_iter().collect()))));
        event
    })
}

/// A pattern, an identifier, or a Digital Link of one.
fn wanted() -> impl Strategy<Value = String> {
    prop_oneof![
        id(),
        Just("urn:epc:idpat:sgtin:4012345.*.*".to_owned()),
        Just("urn:epc:idpat:sgtin:4012345.011111.*".to_owned()),
        Just("urn:epc:idpat:sgtin:*.*.*".to_owned()),
        Just("urn:epc:idpat:sgtin:4012345.011112.2".to_owned()),
    ]
}

/// A parameter that the slow twin knows, with a value.
fn parameter() -> impl Strategy<Value = (String, Value)> {
    let list = |items: Vec<String>| Value::from(items);
    let name = |name: &'static str| move |value: Value| (name.to_owned(), value);
    let ids = || prop::collection::vec(wanted(), 1..3).prop_map(list);
    let words = prop::collection::vec(prop::sample::select(vec!["shipping", "receiving"]), 1..3)
        .prop_map(|words| words.into_iter().map(String::from).collect::<Vec<_>>());
    let letters = prop::collection::vec("[ab0-3]", 1..3);
    prop_oneof![
        Just(("eventType".to_owned(), json!(["AggregationEvent"]))),
        time().prop_map(Value::from).prop_map(name("GE_eventTime")),
        time().prop_map(Value::from).prop_map(name("LT_eventTime")),
        words.prop_map(list).prop_map(name("EQ_bizStep")),
        prop::collection::vec(place(), 1..2).prop_map(list).prop_map(name("EQ_readPoint")),
        ids().prop_map(name("MATCH_epc")),
        ids().prop_map(name("MATCH_anyEPC")),
        prop::collection::vec(class(), 1..3).prop_map(list).prop_map(name("MATCH_epcClass")),
        (0u32..4).prop_map(Value::from).prop_map(name("GE_quantity_KGM")),
        (0u32..4000).prop_map(Value::from).prop_map(name("LT_quantity_GRM")),
        prop::collection::vec(0u32..3000, 1..3).prop_map(Value::from).prop_map(name("EQ_quantity")),
        (0u8..3).prop_map(Value::from).prop_map(name("GT_ex:n")),
        letters.clone().prop_map(list).prop_map(name("EQ_ex:s")),
        letters.prop_map(list).prop_map(name("EQ_INNER_ex:s")),
        Just(("EXISTS_ILMD_ex:n".to_owned(), Value::Null)),
    ]
}

fn query() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::vec(parameter(), 0..4).prop_map(|parameters| parameters.into_iter().collect())
}

proptest! {
    /// The answer is that of the sentence each parameter is.
    #[test]
    fn a_query_finds_what_its_slow_twin_finds(events in prop::collection::vec(event(), 0..6), query in query()) {
        let query = Value::Object(query);
        let wanted: Vec<u32> =
            events.iter().zip(0..).filter(|(e, _)| model::query::matches(&query, e)).map(|(_, at)| at).collect();
        prop_assert_eq!(ask(&events, &query), wanted);
    }

    /// All conditions together find what each of them finds alone.
    #[test]
    fn a_conjunction_is_an_intersection(events in prop::collection::vec(event(), 0..6), query in query()) {
        let mut left: Vec<u32> = (0..u32::try_from(events.len()).unwrap()).collect();
        for (name, value) in &query {
            let alone = ask(&events, &json!({ name: value }));
            left.retain(|at| alone.contains(at));
        }
        prop_assert_eq!(ask(&events, &Value::Object(query)), left);
    }

    /// A wider range of time and of numbers finds at least the same events.
    #[test]
    fn a_wider_range_loses_nothing(
        events in prop::collection::vec(event(), 0..6), from in time(), to in time(), kg in 0u32..4, less in 0u32..4,
    ) {
        let narrow = ask(&events, &json!({"GE_eventTime": from, "LT_eventTime": to, "GE_quantity_KGM": kg}));
        let wide = json!({"GE_eventTime": "2026-05-12T00:00:00Z".min(&from), "LT_eventTime": "2026-05-12T02:00:02Z".max(&to),
            "GE_quantity_KGM": kg.saturating_sub(less)});
        let wide = ask(&events, &wide);
        prop_assert!(narrow.iter().all(|at| wide.contains(at)));
    }

    /// An order changes no answer but its order.
    #[test]
    fn an_order_finds_the_same_events(
        events in prop::collection::vec(event(), 0..6), query in query(), by in prop::sample::select(vec!["eventTime", "ex:n", "ex:s"]),
    ) {
        let plain = ask(&events, &Value::Object(query.clone()));
        let mut ordered = query;
        ordered.insert("orderBy".into(), by.into());
        let mut found = ask(&events, &Value::Object(ordered));
        found.sort_unstable();
        prop_assert_eq!(found, plain);
    }
}
