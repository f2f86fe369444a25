//! Laws of questions to events: which are in force, and which are such and such.

use crate::choices::Choices;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use terroir::{
    base::time::Instant,
    digest::json as tape,
    trace::{
        Events, Holder,
        query::{Master, Match, Query},
        resolve::{Resolution, Status, resolve as resolution},
    },
};

#[path = "../../tests/model/query.rs"]
mod twin;

/// The order of events does not change what they are worth, at no time, and what is in force is so among itself.
pub fn resolve(data: &[u8]) {
    let Ok(document) = tape::read(data) else { return };
    let Ok(events) = Events::of(document.root()) else { return };
    let raw: Vec<&str> = events.iter().map(|event| event.raw()).collect();
    let turned = holding(&events, raw.iter().rev());
    let times = events.iter().filter_map(|event| event.text("recordTime").or_else(|| event.event_time()));
    let times = times.filter_map(|time| time.parse::<Instant>().ok());
    for as_of in times.take(2).map(Some).chain([None]) {
        let view = resolution(&events, as_of);
        assert_eq!(view.len(), raw.len());
        let worths = worths(&raw, &view);
        let kept: Vec<_> = raw.iter().enumerate().filter(|(at, _)| view.is_effective(*at)).collect();
        with_events(&turned, |events| {
            let raw: Vec<&str> = events.iter().map(|event| event.raw()).collect();
            assert_eq!(worths, self::worths(&raw, &resolution(events, as_of)), "{turned}");
        });
        with_events(&holding(&events, kept.iter().map(|(_, raw)| *raw)), |events| {
            let again = resolution(events, as_of);
            assert!((0..kept.len()).all(|at| again.is_effective(at)), "{turned}");
        });
        for at in 0..raw.len() {
            assert!(view.in_force(at).into_iter().all(|other| view.is_effective(other)), "{turned}");
        }
    }
}

/// A document with other events and the same context.
fn holding<'r>(events: &Events<'_>, raw: impl Iterator<Item = &'r &'r str>) -> String {
    let list = raw.copied().collect::<Vec<_>>().join(",");
    match (events.holder(), events.root().get("@context")) {
        (Holder::Document | Holder::QueryDocument, Some(context)) => {
            format!(r#"{{"@context":{},"epcisBody":{{"eventList":[{list}]}}}}"#, context.raw())
        }
        _ => format!("[{list}]"),
    }
}

fn with_events(text: &str, look: impl FnOnce(&Events<'_>)) {
    let Ok(document) = tape::read(text.as_bytes()) else { panic!("not JSON: {text}") };
    let Ok(events) = Events::of(document.root()) else { panic!("no events: {text}") };
    look(&events);
}

/// The texts of events with what they are worth, each as often as it occurs.
fn worths(raw: &[&str], view: &Resolution) -> BTreeMap<(String, String), usize> {
    let mut all = BTreeMap::new();
    for (text, status) in raw.iter().zip(view.statuses()) {
        let worth = match status {
            Status::DeclaredWrong { by } => format!("wrong by {}", raw[*by as usize]),
            Status::Duplicate { of } => format!("duplicate of {}", raw[*of as usize]),
            other => format!("{other:?}"),
        };
        *all.entry(((*text).to_owned(), worth)).or_default() += 1;
    }
    all
}

/// A query finds what each of its conditions finds, whatever the order of the events; and where the bytes are no query and
/// a document, a line each, they choose events and a query that the slow twin knows, and both find the same.
pub fn query(data: &[u8]) {
    match std::str::from_utf8(data).ok().and_then(|text| text.split_once('\n')) {
        Some((query, document)) if query.starts_with('{') => each_condition(query, document),
        _ => chosen(&mut Choices::new(data)),
    }
}

fn each_condition(query: &str, document: &str) {
    let (Ok(source), Ok(document)) = (tape::read(query.as_bytes()), tape::read(document.as_bytes())) else {
        return;
    };
    let Ok(events) = Events::of(document.root()) else { return };
    let mut master = Master::default();
    master.add_header(events.root());
    let Ok(whole) = Query::read(source.root(), events.context(), &master) else { return };
    let answers = |query: &Query| events.iter().map(|event| query.matches(&event)).collect::<Vec<_>>();
    let mut wanted = vec![Match::Yes; events.len()];
    let members: Vec<_> = source.root().members().into_iter().flatten().collect();
    let context = source.root().get("@context").map_or("{}", |context| context.raw());
    for (name, value) in members.iter().filter(|(name, _)| *name != "@context") {
        let mut alone = format!("{{\"@context\":{context},");
        tape::write_string(&mut alone, name);
        alone = format!("{alone}:{}}}", value.raw());
        let Ok(read) = tape::read(alone.as_bytes()) else { panic!("not JSON: {alone}") };
        // A limit without an order is no query.
        let Ok(alone) = Query::read(read.root(), events.context(), &master) else { continue };
        for (all, one) in wanted.iter_mut().zip(answers(&alone)) {
            *all = (*all).min(one);
        }
    }
    assert_eq!(answers(&whole), wanted, "{query}");
    let Ok(found) = whole.select(&events) else { return };
    let count = |answer| wanted.iter().filter(|given| **given == answer).count();
    assert_eq!(
        (found.matched, found.undecided.len()),
        (count(Match::Yes), count(Match::Undecided)),
        "{query}"
    );
    assert!(found.events.iter().all(|at| wanted[*at as usize] == Match::Yes), "{query}");
    let raw: Vec<&str> = events.iter().map(|event| event.raw()).collect();
    if whole.order().is_some() {
        with_events(&holding(&events, raw.iter().rev()), |turned| {
            let Ok(again) = whole.select(turned) else { panic!("too many, the other way round: {query}") };
            let last = raw.len().saturating_sub(1);
            let mut one: Vec<&str> = found.events.iter().map(|at| raw[*at as usize]).collect();
            let mut other: Vec<&str> = again.events.iter().map(|at| raw[last - *at as usize]).collect();
            one.sort_unstable();
            other.sort_unstable();
            assert_eq!(one, other, "{query}");
        });
    }
}

fn chosen(choices: &mut Choices<'_>) {
    let events: Vec<Value> = (0..choices.below(5)).map(|_| event(choices)).collect();
    let query: Map<String, Value> = (0..choices.below(4)).map(|_| parameter(choices)).collect();
    let query = Value::Object(query);
    let document = json!({"@context": {"ex": "https://ns.example.org/"}, "epcisBody": {"eventList": events}});
    let wanted: Vec<u32> =
        events.iter().zip(0..).filter(|(e, _)| twin::matches(&query, e)).map(|(_, at)| at).collect();
    with_events(&document.to_string(), |read| {
        let text = query.to_string();
        let Ok(source) = tape::read(text.as_bytes()) else { panic!("not JSON: {text}") };
        let Ok(asked) = Query::read(source.root(), read.context(), &Master::default()) else {
            panic!("no query: {text}")
        };
        let Ok(found) = asked.select(read) else { panic!("no limit: {text}") };
        assert_eq!((found.events, found.undecided.len()), (wanted, 0), "{text} of {document}");
    });
}

fn id(choices: &mut Choices<'_>) -> String {
    let serial = choices.below(4);
    match choices.below(3) {
        0 => format!("urn:epc:id:sgtin:4012345.0{}.{serial}", 11_111 + choices.below(3)),
        1 => format!("https://brand.example/01/04012345111118/21/{serial}"),
        _ => format!("urn:x:{serial}"),
    }
}

fn class(choices: &mut Choices<'_>) -> String {
    let lot = choices.below(3);
    match choices.below(4) {
        0 => format!("urn:epc:class:lgtin:4012345.011111.L{lot}"),
        1 => format!("urn:epc:class:lgtin:4012345.011112.L{lot}"),
        2 => format!("https://id.gs1.org/01/04012345111118/10/L{lot}"),
        _ => format!("https://id.gs1.org/01/04012345111125/10/L{lot}"),
    }
}

fn place(choices: &mut Choices<'_>) -> &'static str {
    choices.one(&["urn:epc:id:sgln:4012345.00001.0", "https://id.gs1.org/414/4012345000016", "urn:x:yard"])
}

fn time(choices: &mut Choices<'_>) -> String {
    format!("2026-05-12T0{}:00:0{}Z", choices.below(3), choices.below(3))
}

/// What an extension holds, objects and arrays `deep` levels down.
fn extension(choices: &mut Choices<'_>, deep: u8) -> Value {
    match choices.below(if deep == 0 { 3 } else { 5 }) {
        0 => choices.below(4).into(),
        1 => choices.below(4).to_string().into(),
        2 => choices.one(&["a", "b"]).into(),
        3 => {
            let count = choices.below(3);
            let items = (0..count).map(|_| extension(choices, deep - 1)).filter(|item| !item.is_array());
            items.collect()
        }
        _ => Value::Object(extensions(choices, deep - 1)),
    }
}

fn extensions(choices: &mut Choices<'_>, deep: u8) -> Map<String, Value> {
    let count = choices.below(3);
    (0..count)
        .map(|_| (choices.one(&["ex:n", "ex:s", "ex:o"]).to_owned(), extension(choices, deep)))
        .collect()
}

fn event(choices: &mut Choices<'_>) -> Value {
    let object = choices.below(2) == 0;
    let (kind, epcs, classes) = if object {
        ("ObjectEvent", "epcList", "quantityList")
    } else {
        ("AggregationEvent", "childEPCs", "childQuantityList")
    };
    let mut event = json!({"type": kind, "eventTime": time(choices), "action": choices.one(&["ADD", "OBSERVE", "DELETE"])});
    event[epcs] = (0..choices.below(3)).map(|_| id(choices)).collect();
    event[classes] = (0..choices.below(3))
        .map(|_| {
            let unit = choices.one(&["GRM", "KGM", "TNE"]);
            json!({"epcClass": class(choices), "quantity": choices.below(8) * 500, "uom": unit})
        })
        .collect();
    if choices.below(2) == 1 {
        let stem = choices.one(&[
            "",
            "urn:epcglobal:cbv:bizstep:",
            "https://ref.gs1.org/cbv/BizStep-",
            "cbv:BizStep-",
        ]);
        event["bizStep"] = format!("{stem}{}", choices.one(&["shipping", "receiving", "storing"])).into();
    }
    if choices.below(2) == 1 {
        event["readPoint"] = json!({"id": place(choices)});
    }
    if !object && choices.below(2) == 1 {
        event["parentID"] = id(choices).into();
    }
    if choices.below(2) == 1 {
        event["ilmd"] = Value::Object(extensions(choices, 2));
    }
    for (name, value) in extensions(choices, 3) {
        event[name] = value;
    }
    event
}

/// A parameter that the slow twin knows, with a value.
fn parameter(choices: &mut Choices<'_>) -> (String, Value) {
    let wanted = |choices: &mut Choices<'_>| -> String {
        match choices.below(6) {
            0 => "urn:epc:idpat:sgtin:4012345.*.*".into(),
            1 => "urn:epc:idpat:sgtin:4012345.011111.*".into(),
            2 => "urn:epc:idpat:sgtin:*.*.*".into(),
            3 => "urn:epc:idpat:sgtin:4012345.011112.2".into(),
            _ => id(choices),
        }
    };
    let letters = |choices: &mut Choices<'_>| json!([choices.one(&["a", "b", "0", "1", "2", "3"])]);
    let (name, value) = match choices.below(15) {
        0 => ("eventType", json!([choices.one(&["AggregationEvent", "ObjectEvent"])])),
        1 => ("GE_eventTime", time(choices).into()),
        2 => ("LT_eventTime", time(choices).into()),
        3 => ("EQ_bizStep", json!([choices.one(&["shipping", "receiving"])])),
        4 => ("EQ_readPoint", json!([place(choices)])),
        5 => ("MATCH_epc", json!([wanted(choices), wanted(choices)])),
        6 => ("MATCH_anyEPC", json!([wanted(choices)])),
        7 => ("MATCH_epcClass", json!([class(choices)])),
        8 => ("GE_quantity_KGM", choices.below(4).into()),
        9 => ("LT_quantity_GRM", (choices.below(8) * 500).into()),
        10 => ("EQ_quantity", json!([choices.below(8) * 500, choices.below(8) * 500])),
        11 => ("GT_ex:n", choices.below(3).into()),
        12 => ("EQ_ex:s", letters(choices)),
        13 => ("EQ_INNER_ex:s", letters(choices)),
        _ => ("EXISTS_ILMD_ex:n", Value::Null),
    };
    (name.into(), value)
}
