//! Required data stand as their slow twin says.

use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Value, json};
use terroir::api;
use terroir_tests::model::required::stand;

const LOTS: &[&str] =
    &["https://x.example/t/x.example/P/A", "https://x.example/t/x.example/P/B", "urn:x:herd"];
const ACTS: &[&str] =
    &["plant", "harvest", "weed", "spray", "process", "ship", "sell", "input-log-complete", ""];

fn things() -> impl Strategy<Value = Value> {
    vec((select(LOTS), option::of(0u8..4)), 0..3).prop_map(|things| {
        let item = |(name, amount): (&str, Option<u8>)| match amount {
            Some(amount) => json!({"epcClass": name, "quantity": amount, "uom": "KGM"}),
            None => json!({"epcClass": name}),
        };
        things.into_iter().map(item).collect()
    })
}

/// Written the same twice, an event is one: each has a number.
fn events() -> impl Strategy<Value = Vec<Value>> {
    let written = (things(), things(), any::<[bool; 7]>(), select(&["inv", "po"][..]));
    vec((select(ACTS), 1u8..8, 0u8..24, written), 1..9).prop_map(|all| {
        let mut events = Vec::new();
        for (number, (act, day, hour, (seen, made, has, kind))) in all.into_iter().enumerate() {
            let mut event = json!({"eventTime": format!("2026-03-0{day}T{hour:02}:00:00+08:00"),
                "eventTimeZoneOffset": "+08:00", "eventID": format!("urn:x:{number}")});
            if has[0] && act != "input-log-complete" {
                event["type"] = "TransformationEvent".into();
                event["inputQuantityList"] = seen;
                event["outputQuantityList"] = made;
            } else {
                event["type"] = "ObjectEvent".into();
                event["action"] = "OBSERVE".into();
                event["quantityList"] = seen;
            }
            if act.is_empty() {
                event["bizStep"] = if has[1] { "shipping" } else { "receiving" }.into();
            } else {
                event["terroir:act"] = act.into();
            }
            if act == "input-log-complete" {
                event["terroir:covers"] = if has[1] { json!(["spray", "weed"]) } else { json!(["weed"]) };
                event["terroir:first-date"] = format!("2026-03-0{}", day.min(3)).into();
                event["terroir:last-date"] = "2026-03-09".into();
            }
            for (name, has) in [("crop", has[2]), ("method", has[3])] {
                if has {
                    event[format!("terroir:{name}")] = "tea".into();
                }
            }
            if has[4] {
                event["sourceList"] = json!([{"type": "owning_party", "source": "urn:x:a"}]);
                event["readPoint"] = json!({"id": "urn:x:yard"});
            }
            if has[5] {
                event["destinationList"] = json!([{"type": "location", "destination": "urn:x:b"}]);
            }
            if has[6] {
                event["bizTransactionList"] = json!([{"type": kind, "bizTransaction": "urn:x:paper"}]);
            }
            events.push(event);
        }
        events
    })
}

fn place() -> impl Strategy<Value = Value> {
    let sides = || select(&["any", "input", "output"][..]);
    let about = select(&["same", "anything"][..]);
    let when = select(&["any", "before", "after"][..]);
    prop_oneof![
        select(&["crop", "method"][..]).prop_map(|name| json!({"farm": name})),
        Just(json!({"personal": "grower"})),
        Just(json!({"member": "/readPoint/id"})),
        select(&["owning_party", "possessing_party", "any"][..]).prop_map(|kind| json!({"source": kind})),
        select(&["location", "any"][..]).prop_map(|kind| json!({"destination": kind})),
        select(&["inv", "po", "any"][..]).prop_map(|kind| json!({"transaction": kind})),
        sides().prop_map(|side| json!({"things": side})),
        sides().prop_map(|side| json!({"lot": side})),
        sides().prop_map(|side| json!({"amount": side})),
        (select(vec![vec!["harvest"], vec!["weed", "spray"]]), about, when)
            .prop_map(|(acts, about, when)| json!({"record": {"acts": acts, "about": about, "when": when}})),
    ]
}

fn set() -> impl Strategy<Value = Value> {
    let of = prop_oneof![
        prop::sample::subsequence(&ACTS[..7], 1..4).prop_map(|acts| json!({"acts": acts})),
        Just(json!({"biz_steps": ["shipping"]})),
        Just(json!({"acts": ["ship", "sell"], "biz_steps": ["shipping", "receiving"]})),
        Just(json!({"types": ["TransformationEvent"]})),
        Just(json!({"acts": ["process", "harvest"], "types": ["ObjectEvent"]})),
    ];
    let scope = select(&["event", "history"][..]);
    let none = select(&["missing", "unknown", "not-applicable"][..]);
    let complete = select(vec![vec![], vec!["weed"], vec!["weed", "spray"]]);
    vec((of, scope, none, complete, vec(place(), 1..4)), 1..5).prop_map(|elements| {
        let element = |(number, (of, scope, none, complete, places)): (usize, (_, _, _, _, Vec<Value>))| {
            let (of, scope, none, complete): (Value, &str, &str, Vec<&str>) = (of, scope, none, complete);
            json!({"id": format!("e{number}"), "names": {"en": "x"}, "clause": "1", "checked": "memory", "of": of,
                "scope": scope, "none": none, "complete": complete, "where": places, "who": "producer"})
        };
        let elements: Vec<Value> = elements.into_iter().enumerate().map(element).collect();
        json!({"schema": "terroir-required/1", "id": "law", "version": "1", "names": {"en": "law"}, "status": "draft",
            "sources": [{"title": "law", "checked": "memory"}], "elements": elements})
    })
}

/// Entries with digests, some of them opened.
fn hidden() -> impl Strategy<Value = Vec<Value>> {
    let opened = prop::sample::subsequence(&["method", "grower"][..], 0..=2);
    vec((0u32..8, 0u32..3, opened), 0..4).prop_map(|all| {
        let one = |(event, more, opened): (u32, u32, Vec<&str>)| {
            json!({"event": event, "digests": opened.len() as u32 + more, "opened": opened})
        };
        all.into_iter().map(one).collect()
    })
}

fn number(line: &Value, name: &str) -> usize {
    line[name].as_u64().unwrap() as usize
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// An element is present, hidden, missing or not required exactly where trying every event and every pair says so.
    #[test]
    fn elements_stand_as_the_model_says(set in set(), events in events(), hidden in hidden()) {
        let request = json!({"document": events, "required": set, "hidden": hidden});
        let answer: Value = serde_json::from_str(&api::call("check_required", &request.to_string())).unwrap();
        let findings = answer["ok"]["findings"].as_array().unwrap();
        prop_assert!(findings.iter().all(|finding| finding["severity"] != "error"), "{}", answer);
        let wanted = stand(&set, &events, &hidden);
        for (line, wanted) in answer["ok"]["elements"].as_array().unwrap().iter().zip(&wanted) {
            let found = (line["state"].as_str().unwrap(), number(line, "of"), number(line, "present"),
                number(line, "hidden"), number(line, "missing"));
            prop_assert_eq!(found, *wanted, "{}", line);
        }
        prop_assert_eq!(answer["ok"]["elements"].as_array().unwrap().len(), wanted.len());
    }
}
