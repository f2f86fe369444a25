//! Gaps of single lots are those that trying every pair of events finds.

use proptest::{collection::btree_map, collection::vec, option, prelude::*, sample::select};
use serde_json::{Value, json};
use terroir::api;
use terroir_tests::model::single::{Gap, gaps};

const CODES: &[&str] = &[
    "origin-unrecorded",
    "never-seen-again",
    "shipped-never-received",
    "receipt-not-recorded",
    "received-never-shipped",
    "received-before-shipped",
    "before-it-was-made",
    "after-its-end",
    "grown-after-gathered",
    "more-out-than-in",
    "more-received",
    "less-received",
    "not-comparable",
];
const ACTS: &[&str] =
    &["harvest", "weed", "plant", "ship", "ship", "receive", "receive", "sell", "lose", "dry", "inspect", ""];
const STEPS: &[&str] = &["shipping", "receiving", "storing", "inspecting"];

fn lots() -> impl Strategy<Value = Vec<Value>> {
    let amount = option::weighted(0.8, (0u8..5, prop::bool::weighted(0.2)));
    btree_map(select(&["A", "B", "C"][..]), amount, 0..3).prop_map(|lots| {
        let item = |(lot, amount): (&str, Option<(u8, bool)>)| {
            let mut item = json!({"epcClass": format!("https://x.example/t/x.example/P/{lot}")});
            if let Some((amount, pieces)) = amount {
                item["quantity"] = amount.into();
                if !pieces {
                    item["uom"] = "KGM".into();
                }
            }
            item
        };
        lots.into_iter().map(item).collect()
    })
}

fn events() -> impl Strategy<Value = Vec<Value>> {
    let action = select(&["ADD", "OBSERVE", "OBSERVE", "DELETE"][..]);
    let event = (select(ACTS), select(STEPS), action, 0u8..9, prop::bool::weighted(0.3), lots(), lots());
    vec(event, 1..10).prop_map(|all| {
        let mut events = Vec::new();
        for (number, (act, step, action, hour, turned, seen, mut made)) in all.into_iter().enumerate() {
            let mut event = json!({"eventID": format!("urn:x:{number}"),
                "eventTime": format!("2026-03-05T0{hour}:00:00+08:00"), "eventTimeZoneOffset": "+08:00"});
            if turned {
                event["type"] = "TransformationEvent".into();
                made.retain(|item| seen.iter().all(|other| other["epcClass"] != item["epcClass"]));
                event["inputQuantityList"] = seen.into();
                event["outputQuantityList"] = made.into();
            } else {
                event["type"] = "ObjectEvent".into();
                event["action"] = action.into();
                event["quantityList"] = seen.into();
            }
            let (name, word) = if act.is_empty() { ("bizStep", step) } else { ("terroir:act", act) };
            event[name] = word.into();
            events.push(event);
        }
        events
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Where a lot comes from nowhere or ends, was sent and did not arrive, came too early or in another amount: the gaps
    /// are those of the slow model, no more and no fewer.
    #[test]
    fn gaps_of_lots_are_those_of_the_slow_model(events in events()) {
        let request = json!({"document": events}).to_string();
        let answer: Value = serde_json::from_str(&api::call("find_gaps", &request)).unwrap();
        let mut found: Vec<Gap> = Vec::new();
        for gap in answer["ok"]["gaps"].as_array().unwrap() {
            let Some(code) = CODES.iter().find(|code| gap["code"] == **code) else { continue };
            let part = |pointer: &str| gap.pointer(pointer).and_then(Value::as_str).unwrap_or("").to_owned();
            let amount = format!("{} {}", part("/amount/value"), part("/amount/unit"));
            found.push((*code, part("/thing"), amount.trim().to_owned()));
        }
        found.sort();
        prop_assert_eq!(found, gaps(&events));
    }
}
