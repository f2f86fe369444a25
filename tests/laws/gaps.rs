//! Laws of gaps and required data: what is known more never counts for less, and the order of arrival plays no part.

use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use terroir::api;
use terroir_tests::model::gaps::met;

fn ask(operation: &str, request: &Value) -> Value {
    let answer: Value = serde_json::from_str(&api::call(operation, &request.to_string())).unwrap();
    assert!(answer["ok"].is_object(), "{answer}");
    answer["ok"].clone()
}

fn profile() -> impl Strategy<Value = Value> {
    let acts = prop::sample::subsequence(vec!["harvest", "weed", "irrigate", "ship", "process"], 1..3);
    let fields = prop::sample::subsequence(vec!["crop", "method", "amount"], 0..3);
    let step = (acts, fields, 0u32..3, any::<bool>());
    (prop::collection::vec(step, 2..5), 1i64..6, any::<bool>(), 1u32..30).prop_map(
        |(steps, days, reading, minutes)| {
            let mut made = Vec::new();
            for (at, (acts, fields, least, steps)) in steps.iter().enumerate() {
                // The first two are the ends of intervals, of different acts.
                let acts = match at {
                    0 => json!(["plant"]),
                    1 => json!(["harvest"]),
                    _ => json!(acts),
                };
                let biz: &[&str] = if *steps && at > 1 { &["shipping"] } else { &[] };
                let after: Vec<String> = (0..at).filter(|other| other % 2 == 0).map(|id| format!("s{id}")).collect();
                made.push(json!({"id": format!("s{at}"), "link": "grow", "acts": acts, "biz_steps": biz,
                    "fields": fields, "least": least.max(&u32::from(at < 2)), "after": after, "supplier": "producer"}));
            }
            let span = |value: String, unit: &str| json!({"value": value, "unit": unit});
            let mut intervals = vec![json!({"id": "i0", "link": "grow", "acts": ["irrigate", "weed"], "from": "s0",
                "until": "s1", "at_most": span(days.to_string(), "DAY"), "supplier": "producer"})];
            if reading {
                intervals.push(json!({"id": "i1", "link": "grow", "reading": "Temperature", "from": "s0", "until": "s1",
                    "at_most": span((minutes * 100).to_string(), "MIN"), "at_least": span("1".into(), "MIN"),
                    "supplier": "carrier"}));
            }
            json!({"schema": "terroir-profile/1", "id": "law", "version": "1", "names": {"en": "law"}, "status": "draft",
                "steps": made, "intervals": intervals,
                "claims": [{"id": "c0", "link": "grow", "covers": ["spray", "weed"], "from": "s0", "until": "s1",
                    "supplier": "producer"}]})
        },
    )
}

fn event() -> impl Strategy<Value = Value> {
    let act = prop::sample::select(vec![
        "plant",
        "harvest",
        "weed",
        "irrigate",
        "ship",
        "receive",
        "sell",
        "process",
        "input-log-complete",
        "monitor",
        "",
    ]);
    let lots = prop::sample::subsequence(vec!["A", "B", "C"], 1..3);
    (act, 1u8..9, 0u8..24, lots, 0u8..4, (1u8..9, 0u8..8), any::<[bool; 3]>()).prop_map(
        |(act, day, hour, lots, quantity, (first, length), has)| {
            let time = format!("2026-03-{day:02}T{hour:02}:00:00+08:00");
            let mut event = json!({"type": "ObjectEvent", "action": if has[0] { "ADD" } else { "OBSERVE" },
                "eventTime": time, "eventTimeZoneOffset": "+08:00"});
            let lots: Vec<Value> = lots
                .iter()
                .map(|lot| json!({"epcClass": format!("https://x.example/t/x.example/P/{lot}"), "quantity": quantity, "uom": "KGM"}))
                .collect();
            event["quantityList"] = json!(lots);
            if act.is_empty() {
                event["bizStep"] = "shipping".into();
            } else {
                event["terroir:act"] = act.into();
            }
            for (name, has) in [("crop", has[1]), ("method", has[2])] {
                if has {
                    event[format!("terroir:{name}")] = "something".into();
                }
            }
            if act == "monitor" {
                event["sensorElementList"] = json!([{"sensorReport": [{"type": "Temperature", "value": 4, "uom": "CEL"}]}]);
            }
            if act == "input-log-complete" {
                event["terroir:covers"] = if has[1] { json!(["spray", "weed"]) } else { json!(["weed"]) };
                event["terroir:first-date"] = format!("2026-03-{first:02}").into();
                event["terroir:last-date"] = format!("2026-03-{:02}", first + length).into();
            }
            event
        },
    )
}

fn events() -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(event(), 0..14).prop_map(|mut events| {
        for (number, event) in events.iter_mut().enumerate() {
            // Each says something of its own, so that none is the duplicate of another.
            event["https://x.example/ns#number"] = number.into();
            event["eventID"] = format!("urn:x:{number}").into();
        }
        events
    })
}

fn satisfied(answer: &Value) -> Vec<bool> {
    let expectations = answer["expectations"].as_array().unwrap();
    expectations.iter().map(|expectation| expectation["satisfied"] == true).collect()
}

/// Codes and things of the gaps, counted.
fn gaps(answer: &Value) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for gap in answer["gaps"].as_array().unwrap() {
        *counted
            .entry(format!("{} {} {} {}", gap["code"], gap["thing"], gap["name"], gap["amount"]))
            .or_default() += 1;
    }
    counted
}

const SET: &str = r#"{"schema":"terroir-required/1","id":"law","version":"1","names":{"en":"law"},"status":"draft",
    "sources":[{"title":"law","checked":"memory"}],"elements":[
    {"id":"crop","names":{"en":"x"},"clause":"1","checked":"memory","of":{"acts":["harvest"]},"none":"missing","where":[{"farm":"crop"}],"who":"producer"},
    {"id":"method","names":{"en":"x"},"clause":"1","checked":"memory","of":{"acts":["weed","process"]},"scope":"history","complete":["weed"],"where":[{"farm":"method"}],"who":"producer"},
    {"id":"sold","names":{"en":"x"},"clause":"1","checked":"memory","of":{"acts":["sell"]},"none":"not-applicable","where":[{"record":{"acts":["harvest"],"when":"before"}}],"who":"producer"},
    {"id":"amount","names":{"en":"x"},"clause":"1","checked":"memory","of":{"types":["ObjectEvent"]},"where":[{"amount":"any"}],"who":"producer"}]}"#;

fn states(answer: &Value) -> Vec<(Value, Value, Value)> {
    let elements = answer["elements"].as_array().unwrap();
    elements.iter().map(|e| (e["state"].clone(), e["present"].clone(), e["missing"].clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// What counts is what the slow model counts, which tries every pair of records.
    #[test]
    fn expectations_are_met_as_the_model_says(profile in profile(), events in events()) {
        let answer = ask("find_gaps", &json!({"document": events, "profile": profile}));
        prop_assert!(answer["findings"].as_array().unwrap().iter().all(|finding| finding["severity"] != "error"));
        prop_assert_eq!(satisfied(&answer), met(&profile, &events));
    }

    /// A further true record takes back nothing: what was met stays met, and the figure does not fall.
    #[test]
    fn a_true_record_never_lowers_the_figure(profile in profile(), events in events(), more in 0usize..14) {
        let fewer = &events[..more.min(events.len())];
        let before = ask("find_gaps", &json!({"document": fewer, "profile": profile}));
        let after = ask("find_gaps", &json!({"document": events, "profile": profile}));
        prop_assert!(satisfied(&before).iter().zip(satisfied(&after)).all(|(before, after)| !before || after));
        prop_assert_eq!(&before["coverage"]["expected"], &after["coverage"]["expected"]);
        prop_assert!(before["coverage"]["satisfied"].as_u64() <= after["coverage"]["satisfied"].as_u64());
    }

    /// The order in which records arrive plays no part, nor does a record that arrives twice.
    #[test]
    fn the_order_of_arrival_plays_no_part(profile in profile(), events in events(), turn in 0usize..14) {
        let set: Value = serde_json::from_str(SET).unwrap();
        let mut turned = events.clone();
        turned.reverse();
        let at = turn.min(turned.len());
        turned.rotate_left(at);
        turned.extend(events.first().cloned());
        let request = |events: &[Value]| json!({"document": events, "profile": profile});
        let (one, two) = (ask("find_gaps", &request(&events)), ask("find_gaps", &request(&turned)));
        prop_assert_eq!(satisfied(&one), satisfied(&two));
        prop_assert_eq!(gaps(&one), gaps(&two));
        let request = |events: &[Value]| json!({"document": events, "required": set});
        let (one, two) = (ask("check_required", &request(&events)), ask("check_required", &request(&turned)));
        prop_assert_eq!(states(&one), states(&two));
    }

    /// A field that is written down where it was missing takes no element from present, and no event that lacked it is new.
    #[test]
    fn a_further_field_only_supplies(events in events(), which in 0usize..14) {
        let set: Value = serde_json::from_str(SET).unwrap();
        let before = ask("check_required", &json!({"document": events, "required": set}));
        let mut fuller = events.clone();
        if let Some(event) = fuller.get_mut(which) {
            event["terroir:crop"] = "tea".into();
            event["terroir:method"] = "by hand".into();
        }
        let after = ask("check_required", &json!({"document": fuller, "required": set}));
        for (before, after) in states(&before).iter().zip(states(&after)) {
            prop_assert!(before.0 != "present" || after.0 == "present");
            prop_assert!(before.1.as_u64() <= after.1.as_u64() && before.2.as_u64() >= after.2.as_u64());
        }
    }
}
