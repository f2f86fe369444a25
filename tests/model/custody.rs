//! Who holds what of a lot, by moving every kilogram when an event says so. Every sending and receipt names both parties.

use serde_json::Value;
use std::collections::BTreeMap;

/// What became of a lot.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Custody {
    /// Kilograms at each party, those still on their way to it included.
    pub held: BTreeMap<String, i64>,
    pub used: i64,
    pub sold: i64,
    pub destroyed: i64,
}

fn party(event: &Value, list: &str, member: &str) -> String {
    event[list][0][member].as_str().unwrap_or_default().to_owned()
}

/// Follows the events, which stand in the order of time.
///
/// # Panics
/// If an event is not of the shape that the law gives it.
#[must_use]
pub fn custody(events: &[Value], maker: &str) -> Custody {
    let mut custody = Custody::default();
    for event in events {
        let lists = ["quantityList", "inputQuantityList"];
        let amount = lists.iter().find_map(|list| event[*list][0]["quantity"].as_i64()).unwrap();
        let from = party(event, "sourceList", "source");
        let to = party(event, "destinationList", "destination");
        let mut change = |who: &str, amount: i64| *custody.held.entry(who.to_owned()).or_default() += amount;
        match event["bizStep"].as_str().unwrap() {
            "commissioning" if event["type"] == "ObjectEvent" => change(maker, amount),
            "shipping" => {
                change(&from, -amount);
                change(&to, amount);
            }
            // It was its already, on the way.
            "receiving" => {}
            step => {
                change(&from, -amount);
                *match step {
                    "retail_selling" => &mut custody.sold,
                    "destroying" => &mut custody.destroyed,
                    _ => &mut custody.used,
                } += amount;
            }
        }
    }
    custody.held.retain(|_, amount| *amount != 0);
    custody
}
