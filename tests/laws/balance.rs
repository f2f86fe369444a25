//! Laws of mass balance and custody, and their slow twins.

use proptest::prelude::*;
use serde_json::{Value, json};
use terroir::{
    api,
    base::ratio::Ratio,
    trace::{
        balance::{Account, Carry, Entry},
        condition::SECOND,
    },
};
use terroir_tests::model::account;

fn entries() -> impl Strategy<Value = Vec<account::Entry>> {
    let entry = (0u32..40, any::<bool>(), 0u32..9, 0u32..9).prop_map(|(day, comes_in, amount, other)| {
        account::Entry { day, comes_in, amount: amount.max(other), claimed: amount.min(other) }
    });
    prop::collection::vec(entry, 0..24)
}

fn booked(entries: &[account::Entry], carry: Carry) -> Account {
    let whole = |n: u32| Ratio::new(i128::from(n), 1).unwrap();
    let entries = entries.iter().enumerate().map(|(event, entry)| Entry {
        at: i128::from(entry.day) * 86_400 * SECOND,
        comes_in: entry.comes_in,
        amount: whole(entry.amount),
        claimed: whole(entry.claimed),
        event,
    });
    Account::of(entries.collect(), carry).unwrap()
}

fn checked(document: &[Value]) -> Value {
    let answer = api::call("check_balance", &json!({"document": document}).to_string());
    serde_json::from_str::<Value>(&answer).unwrap()["ok"].clone()
}

/// Lots made, split, merged and used, in kilograms and grams; a third of the amounts are not recorded.
fn network() -> impl Strategy<Value = Vec<Value>> {
    let amount = || prop::option::weighted(0.7, 0u32..9000);
    let lot = || 0u8..6;
    let element = |(lot, amount): (u8, Option<u32>)| match amount {
        Some(grams) if grams % 2 == 0 => {
            json!({"epcClass": format!("t/a.example/X/{lot}"), "quantity": grams, "uom": "GRM"})
        }
        Some(grams) => json!({"epcClass": format!("https://a.example/t/a.example/X/{lot}"),
            "quantity": f64::from(grams) / 1000.0, "uom": "KGM"}),
        None => json!({"epcClass": format!("t/a.example/X/{lot}")}),
    };
    let list = move || prop::collection::vec((lot(), amount()).prop_map(element), 1..4);
    let event = prop_oneof![
        list().prop_map(|list| json!({"type": "ObjectEvent", "action": "ADD", "quantityList": list})),
        list().prop_map(|list| json!({"type": "ObjectEvent", "action": "DELETE", "quantityList": list})),
        (list(), list()).prop_map(|(inputs, outputs)| json!({"type": "TransformationEvent",
            "inputQuantityList": inputs, "outputQuantityList": outputs})),
    ];
    prop::collection::vec(event, 1..10)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Credits are those of the model that keeps every kilogram by itself.
    #[test]
    fn credits_are_those_of_the_slow_model(entries in entries(), days in prop::option::of(0u32..20)) {
        prop_assert_eq!(booked(&entries, Carry::Credit { days }).overdrawn, account::credit(&entries, days));
    }

    /// Rolling averages are those of the model that sums every window anew.
    #[test]
    fn averages_are_those_of_the_slow_model(entries in entries(), days in 0u32..20) {
        prop_assert_eq!(booked(&entries, Carry::RollingAverage { days }).overdrawn, account::average(&entries, days));
    }

    /// What came in is what went out, what is left and what was lost, unless more went out than there was.
    #[test]
    fn credits_add_up(entries in entries(), days in prop::option::of(0u32..20)) {
        let account = booked(&entries, Carry::Credit { days });
        let accounted = account.left.checked_add(account.lost).unwrap().checked_add(account.claimed_out).unwrap();
        prop_assert!(accounted >= account.claimed_in);
        prop_assert_eq!(accounted == account.claimed_in, account.overdrawn.is_empty());
    }

    /// The order in which events are given changes no sum and no verdict of a lot, and the whole verdict neither.
    #[test]
    fn order_of_arrival_does_not_matter(events in network().prop_flat_map(|e| (Just(e.clone()), Just(e).prop_shuffle()))) {
        let strip = |answer: Value| {
            let mut lots = answer["lots"].clone();
            for lot in lots.as_array_mut().unwrap() {
                lot["at"].take();
            }
            (answer["verdict"].clone(), lots)
        };
        prop_assert_eq!(strip(checked(&events.0)), strip(checked(&events.1)));
    }

    /// Where every amount is known, all that went into transformations is what came out of them and the differences.
    #[test]
    fn mass_in_is_mass_out_and_difference(events in network()) {
        let answer = checked(&events);
        let grams = |sum: &Value| {
            let value: f64 = sum["value"].as_str().unwrap().parse().unwrap();
            (value * 1000.0).round() as i64
        };
        for line in answer["transformations"].as_array().unwrap() {
            if let Some(difference) = line.get("difference") {
                prop_assert_eq!(grams(&line["taken"]["known"]), grams(&line["made"]["known"]) + grams(difference));
                prop_assert_eq!(line["verdict"] == "fail", grams(difference) < 0);
            } else {
                prop_assert!(line["verdict"] != "pass");
            }
        }
    }
}

/// What a history answers of several documents is what one document of all their events answers.
#[test]
fn a_history_answers_as_one_document() {
    let made = r#"{"type":"ObjectEvent","action":"ADD","eventTime":"2026-07-01T00:00:00Z","quantityList":[{"epcClass":"t/a/X/1","quantity":2,"uom":"KGM"}],
        "sensorElementList":[{"sensorReport":[{"type":"Temperature","value":9,"uom":"CEL"}]}]}"#;
    let used = r#"{"type":"ObjectEvent","action":"DELETE","eventTime":"2026-07-01T01:00:00Z","quantityList":[{"epcClass":"t/a/X/1","quantity":3,"uom":"KGM"}],
        "sensorElementList":[{"sensorReport":[{"type":"Temperature","value":2,"uom":"CEL"}]}]}"#;
    let mut history = api::History::new();
    history.append(made);
    history.append(&format!("[{used}]"));
    for (operation, asked) in [
        ("check_balance", json!({})),
        ("check_conditions", json!({"limits": [{"uom": "CEL", "high": "4"}], "of": ["t/a/X/1"]})),
    ] {
        let held: Value = serde_json::from_str(&history.call(operation, &asked.to_string())).unwrap();
        let mut alone = asked.clone();
        alone["document"] = serde_json::from_str(&format!("[{made},{used}]")).unwrap();
        let alone: Value = serde_json::from_str(&api::call(operation, &alone.to_string())).unwrap();
        let places = alone.to_string().replace("\"/1\"", "\"/1/0\"");
        assert_eq!(held.to_string(), places);
        assert_eq!(held["ok"]["verdict"], "fail");
    }
}
