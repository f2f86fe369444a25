//! Who holds how much of a lot is what moving every kilogram by hand comes to.

use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use terroir::api;
use terroir_tests::model::custody::{Custody, custody};

const LOT: &str = "urn:lot:a";
const MADE: u8 = 20;

fn party(number: usize) -> String {
    format!("urn:party:{number}")
}

fn event(number: usize, step: &str, at: usize, amount: u8) -> Value {
    let (list, kind) = match step {
        "creating_class_instance" => ("inputQuantityList", "TransformationEvent"),
        _ => ("quantityList", "ObjectEvent"),
    };
    let mut event = json!({"type": kind, "eventTime": format!("2026-05-12T{:02}:{:02}:00Z", number / 60, number % 60),
        "bizStep": step, "bizLocation": {"id": format!("urn:site:{at}")},
        list: [{"epcClass": LOT, "quantity": amount, "uom": "KGM"}]});
    match step {
        "creating_class_instance" => {
            event["outputQuantityList"] =
                json!([{"epcClass": format!("urn:lot:{number}"), "quantity": amount, "uom": "KGM"}]);
        }
        "commissioning" => {
            event["action"] = "ADD".into();
            event["destinationList"] = json!([{"type": "possessing_party", "destination": party(at)}]);
        }
        _ => event["action"] = "OBSERVE".into(),
    }
    if step != "commissioning" {
        event["sourceList"] = json!([{"type": "possessing_party", "source": party(at)}]);
    }
    event
}

/// What is done in turn, as far as there is enough: by whom, what, to whom, how much, and does it arrive?
type Turn = (usize, u8, usize, u8, bool);

/// The story of a lot: it is made at the first place; whoever has some sends it on, sells, uses or destroys it. Nothing
/// more is sent to one to whom something is on its way.
fn story(turns: Vec<Turn>) -> Vec<Value> {
    let mut events = vec![event(0, "commissioning", 0, MADE)];
    let (mut held, mut waits) = ([MADE, 0, 0, 0], [false; 4]);
    for (by, what, to, amount, arrives) in turns {
        let amount = amount.min(held[by]);
        let had_some =
            events.iter().any(|event| event["destinationList"][0]["destination"] == party(to).as_str());
        if amount == 0 || what > 2 && (by == to || waits[to] || (!arrives && (had_some || to == 0))) {
            continue;
        }
        held[by] -= amount;
        let step = match what {
            0 => "retail_selling",
            1 => "destroying",
            2 => "creating_class_instance",
            _ => "shipping",
        };
        let mut done = event(events.len(), step, by, amount);
        if step == "shipping" {
            done["destinationList"] = json!([{"type": "possessing_party", "destination": party(to)}]);
        }
        events.push(done.clone());
        if step == "shipping" && arrives {
            held[to] += amount;
            let mut arrival = event(events.len(), "receiving", to, amount);
            arrival["sourceList"] = done["sourceList"].clone();
            arrival["destinationList"] = done["destinationList"].clone();
            events.push(arrival);
        } else if step == "shipping" {
            waits[to] = true;
        }
    }
    events
}

fn kilograms(value: &Value) -> i64 {
    value["value"].as_str().map_or(0, |text| text.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is sent, sold, used and destroyed: each party is said to hold what it got and did not give away, and what is
    /// nowhere else has not been lost.
    #[test]
    fn holders_are_those_of_the_slow_model(turns in vec((0usize..4, 0u8..6, 0usize..4, 1u8..9, any::<bool>()), 0..12)) {
        let events = story(turns);
        let request = json!({"suspects": [{"id": LOT}], "document": events});
        let answer: Value = serde_json::from_str(&api::call("recall", &request.to_string())).unwrap();
        let lots = answer["ok"]["lots"].as_array().unwrap();
        let lot = lots.iter().find(|lot| lot["part"] == "suspect").unwrap();
        let mut held = BTreeMap::new();
        for holder in lot["holders"].as_array().unwrap() {
            let who = match holder["party"].as_str() {
                Some(party) => party.to_owned(),
                None => holder["place"].as_str().unwrap().replace("site", "party"),
            };
            prop_assert!(held.insert(who, kilograms(&holder["quantity"])).is_none(), "{}", lot);
        }
        let found = Custody {
            held,
            used: kilograms(&lot["used"]),
            sold: kilograms(&lot["sold"]),
            destroyed: kilograms(&lot["destroyed"]),
        };
        prop_assert_eq!(&found, &custody(&events, &party(0)), "{}", lot);
        prop_assert_eq!(found.held.values().sum::<i64>() + found.used + found.sold + found.destroyed, i64::from(MADE));
    }
}
