//! Laws of the history handle: what it answers is what one document of all its events answers.

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};
use terroir::api;

/// What may be asked of a history, without events.
const ASKED: &[&str] = &[
    "trace",
    "recall",
    "chain_views",
    "find_gaps",
    "check_required",
    "check_balance",
    "check_conditions",
    "query_events",
];

fn request(operation: &str, of: &str) -> Value {
    match operation {
        "trace" => json!({"from": [of], "effective": true}),
        "recall" => json!({"suspects": [{"id": of}], "sources": true, "table": "en"}),
        "chain_views" => json!({"lot": of}),
        "find_gaps" => json!({"of": [of], "profile": {
            "schema": "terroir-profile/1", "id": "a", "version": "1", "names": {"en": "a"}, "status": "draft",
            "steps": [
                {"id": "sow", "link": "grow", "acts": ["sow"], "fields": ["crop"], "supplier": "producer"},
                {"id": "pick", "link": "grow", "acts": ["harvest"], "after": ["sow"], "supplier": "producer"},
            ],
        }}),
        "check_required" => json!({"of": [of], "hidden": [{"event": 1, "digests": 1}], "required": {
            "schema": "terroir-required/1", "id": "a", "version": "1", "names": {"en": "a"}, "status": "draft",
            "sources": [{"title": "a", "checked": "memory"}],
            "elements": [
                {"id": "0", "names": {"en": "a"}, "clause": "1", "checked": "memory", "of": {"acts": ["harvest"]},
                    "where": [{"farm": "crop"}, {"record": {"acts": ["sow"], "when": "before"}}], "who": "producer"},
                {"id": "1", "names": {"en": "a"}, "clause": "2", "checked": "memory",
                    "of": {"types": ["TransformationEvent"]},
                    "where": [{"master": {"of": "thing", "attributes": ["name"]}}], "who": "processor"},
            ],
        }}),
        "check_balance" => json!({"resolve": true}),
        "check_conditions" => json!({"limits": [{"uom": "CEL", "high": "4"}], "of": [of]}),
        _ => json!({"query": {"MATCH_anyEPC": [of], "orderBy": "eventTime"}, "per_page": 3}),
    }
}

fn thing() -> impl Strategy<Value = &'static str> {
    select(&["t/a/P/1", "t/a/P/2", "t/a/P/3", "urn:x:crate"][..])
}

/// Events of a few lots, some of them twice, some declared wrong, some without a time.
fn event() -> impl Strategy<Value = Value> {
    let time = prop_oneof![8 => (0u8..9).prop_map(|hour| format!("2026-05-12T{hour:02}:00:00Z")), 1 => Just("x".into())];
    let act = prop::option::of(select(&["sow", "harvest", "ship", "weed"][..]));
    let id = prop::option::weighted(0.4, 0u8..4);
    let wrong = prop::bool::weighted(0.1);
    (0u8..3, time, act, id, wrong, thing(), thing()).prop_map(|(kind, time, act, id, wrong, one, other)| {
        let mut event = match kind {
            0 => json!({"type": "ObjectEvent", "action": "ADD", "epcList": [one], "bizStep": "commissioning",
                "sensorElementList": [{"sensorReport": [{"type": "Temperature", "value": 7, "uom": "CEL"}]}]}),
            1 => json!({"type": "TransformationEvent", "inputEPCList": [one], "outputEPCList": [other]}),
            _ => json!({"type": "AggregationEvent", "action": "ADD", "parentID": "urn:x:crate", "childEPCs": [one]}),
        };
        event["eventTime"] = json!(time);
        event["eventTimeZoneOffset"] = json!("+00:00");
        if let Some(act) = act {
            event["terroir:act"] = json!(act);
            event["terroir:crop"] = json!("tea");
        }
        if let Some(id) = id {
            event["eventID"] = json!(format!("urn:uuid:{id}"));
        }
        if wrong {
            event["errorDeclaration"] = json!({"declarationTime": "2026-06-01T00:00:00Z"});
        }
        event
    })
}

/// Every event a document of its own stands at `/3`, as the fourth event of an array does.
fn bare(answer: &str) -> String {
    let answer: Value = serde_json::from_str(answer).unwrap();
    let mut text = answer.to_string().replace("/document/", "/");
    if let Some(at) = text.find("\"next_page_token\"") {
        text.truncate(at);
    }
    text
}

proptest! {
    /// Every operation that asks a history answers it as it answers one document of the same events.
    #[test]
    fn a_history_answers_as_a_document_does(events in vec(event(), 1..12), of in thing()) {
        let mut history = api::History::new();
        for event in &events {
            history.append(&event.to_string());
        }
        for operation in ASKED {
            let mut asked = request(operation, of);
            let held = history.call(operation, &asked.to_string());
            asked["document"] = json!(events);
            let alone = api::call(operation, &asked.to_string());
            prop_assert!(held.starts_with(r#"{"ok""#) || alone.contains("fault"), "{}: {}", operation, held);
            if alone.starts_with(r#"{"ok""#) {
                prop_assert_eq!(bare(&held), bare(&alone), "{}", operation);
            }
        }
    }

    /// It is the same whether it was asked while events came, and however they are parted into documents.
    #[test]
    fn a_grown_history_answers_as_a_rebuilt_one(events in vec(event(), 1..12), of in thing()) {
        let mut grown = api::History::new();
        for (at, event) in events.iter().enumerate() {
            grown.append(&event.to_string());
            let mut rebuilt = api::History::new();
            for event in &events[..=at] {
                rebuilt.append(&event.to_string());
            }
            for operation in ["find_gaps", "check_required", "query_events"] {
                let asked = request(operation, of).to_string();
                prop_assert_eq!(grown.call(operation, &asked), rebuilt.call(operation, &asked));
            }
        }
    }
}

/// Master data counts from the header of whichever document has it; each document keeps its own prefixes.
#[test]
fn documents_keep_their_headers() {
    let document = |prefix: &str, lot: &str, header: Value| {
        json!({
            "@context": [{prefix: "https://example.com/ns#"}], "type": "EPCISDocument", "schemaVersion": "2.0",
            "epcisHeader": {"epcisMasterData": header},
            "epcisBody": {"eventList": [{"type": "ObjectEvent", "action": "OBSERVE", "eventTime": "2026-05-12T00:00:00Z",
                "epcList": [lot], "bizLocation": {"id": lot}, format!("{prefix}:colour"): "red"}]},
        })
    };
    let masters = json!({"vocabularyList": [{"type": "urn:epcglobal:epcis:vtyp:BusinessLocation", "vocabularyElementList": [
        {"id": "urn:x:2", "attributes": [{"id": "urn:x:grade", "attribute": "first"}]}]}]});
    let mut history = api::History::new();
    history.append(&document("one", "urn:x:1", json!({})).to_string());
    history.append(&document("two", "urn:x:2", json!({})).to_string());
    history.append(
        &json!({"type": "EPCISDocument", "epcisHeader": {"epcisMasterData": masters},
        "epcisBody": {"eventList": []}})
        .to_string(),
    );
    let ask = |query: Value| {
        let answer = history.call("query_events", &json!({"query": query, "places_only": true}).to_string());
        let answer: Value = serde_json::from_str(&answer).unwrap();
        answer["ok"]["events"].as_array().unwrap_or_else(|| panic!("{answer}")).clone()
    };
    let by_colour = ask(json!({"@context": {"any": "https://example.com/ns#"}, "EQ_any:colour": ["red"]}));
    assert_eq!(
        by_colour,
        [json!({"at": "/0/epcisBody/eventList/0"}), json!({"at": "/1/epcisBody/eventList/0"})]
    );
    let graded = ask(json!({"EQATTR_bizLocation_urn:x:grade": ["first"]}));
    assert_eq!(graded, [json!({"at": "/1/epcisBody/eventList/0"})]);
}

/// A page belongs to the events that were there.
#[test]
fn a_page_goes_on_until_events_come() {
    let mut history = api::History::new();
    let event =
        |hour: u8| json!({"type": "ObjectEvent", "eventTime": format!("2026-05-12T{hour:02}:00:00Z")});
    history.append(&json!([event(1), event(2), event(3)]).to_string());
    let ask = |history: &api::History, token: Option<&Value>| {
        let mut request = json!({"query": {}, "per_page": 2, "places_only": true});
        if let Some(token) = token {
            request["next_page_token"] = token.clone();
        }
        serde_json::from_str::<Value>(&history.call("query_events", &request.to_string())).unwrap()
    };
    let first = ask(&history, None);
    let token = &first["ok"]["next_page_token"];
    assert_eq!(ask(&history, Some(token))["ok"]["events"], json!([{"at": "/0/2"}]));
    history.append(&event(4).to_string());
    assert_eq!(ask(&history, Some(token))["fault"]["code"], "bad-page-token");
}
