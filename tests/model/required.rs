//! What a set of required data comes to, by trying every event and every pair of events.

use super::gaps::is_covered;
use serde_json::Value;
use std::collections::BTreeSet;
use terroir::trace::vocabulary::{self, Stage};

/// How an element stands: its state, and of how many events it is required, present, hidden and missing.
pub type Stands = (&'static str, usize, usize, usize, usize);

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or("")
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn words<'v>(value: &'v Value, name: &str) -> Vec<&'v str> {
    list(value, name).iter().filter_map(Value::as_str).collect()
}

/// The things in some lists of an event, with their amounts.
fn things<'v>(event: &'v Value, lists: &[&str]) -> Vec<(&'v str, bool)> {
    let all = lists.iter().flat_map(|name| list(event, name));
    all.map(|item| match item.as_str() {
        Some(name) => (name, false),
        None => (text(item, "epcClass"), !item["quantity"].is_null()),
    })
    .collect()
}

const SEEN: &[&str] = &["epcList", "quantityList"];
const IN: &[&str] = &["inputEPCList", "inputQuantityList"];
const OUT: &[&str] = &["outputEPCList", "outputQuantityList"];
const ANY: &[&str] =
    &["epcList", "quantityList", "inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList"];

fn of_side(side: &Value) -> &'static [&'static str] {
    match side.as_str().unwrap() {
        "input" => IN,
        "output" => OUT,
        _ => ANY,
    }
}

fn is_selected(event: &Value, of: &Value) -> bool {
    let (acts, steps, types) = (words(of, "acts"), words(of, "biz_steps"), words(of, "types"));
    let act = text(event, "terroir:act");
    let by_act = acts.contains(&act);
    let by_step = act.is_empty() && steps.contains(&text(event, "bizStep"));
    (acts.is_empty() && steps.is_empty() || by_act || by_step)
        && (types.is_empty() || types.contains(&text(event, "type")))
}

/// `present`, `hidden` or `missing`, for one place of one event.
fn at(place: &Value, number: usize, events: &[Value], hidden: &[Value]) -> &'static str {
    let event = &events[number];
    let (kind, wanted) = place.as_object().unwrap().iter().next().unwrap();
    let name = wanted.as_str().unwrap_or_default();
    let typed = |list_name: &str, member: &str| {
        let fits = |item: &&Value| name == "any" || item["type"] == name;
        list(event, list_name).iter().filter(fits).any(|item| !text(item, member).is_empty())
    };
    let behind = || {
        let own: Vec<&Value> = hidden.iter().filter(|hidden| hidden["event"] == number).collect();
        if own.iter().any(|hidden| words(hidden, "opened").contains(&name)) {
            "present"
        } else if own
            .iter()
            .any(|hidden| hidden["digests"].as_u64() > Some(list(hidden, "opened").len() as u64))
        {
            "hidden"
        } else {
            "missing"
        }
    };
    let present = match kind.as_str() {
        "farm" if event[format!("terroir:{name}")].is_null() && name == "method" => return behind(),
        "farm" => !event[format!("terroir:{name}")].is_null(),
        "personal" => return behind(),
        "member" => event.pointer(name).is_some_and(|value| !value.is_null() && value != ""),
        "source" => typed("sourceList", "source"),
        "destination" => typed("destinationList", "destination"),
        "transaction" => typed("bizTransactionList", "bizTransaction"),
        "things" => !things(event, of_side(wanted)).is_empty(),
        "lot" => things(event, of_side(wanted)).iter().any(|(name, _)| name.contains("/t/")),
        "amount" => {
            let said = things(event, of_side(wanted)).iter().any(|(_, amount)| *amount);
            said || name == "any" && !event["terroir:amount"].is_null()
        }
        "record" => is_recorded(wanted, event, events),
        other => panic!("{other}"),
    };
    if present { "present" } else { "missing" }
}

fn is_recorded(wanted: &Value, event: &Value, events: &[Value]) -> bool {
    let acts = words(wanted, "acts");
    // Times are of one day and one offset: their texts are in their order.
    let in_time = |other: &Value| match wanted["when"].as_str() {
        Some("before") => text(other, "eventTime") <= text(event, "eventTime"),
        Some("after") => text(other, "eventTime") >= text(event, "eventTime"),
        _ => true,
    };
    let mut records =
        events.iter().filter(|other| acts.contains(&text(other, "terroir:act")) && in_time(other));
    if wanted["about"] == "anything" {
        return records.next().is_some();
    }
    let made = things(event, OUT);
    let own = if made.is_empty() { things(event, SEEN) } else { made };
    let records: Vec<&Value> = records.collect();
    let about =
        |name: &str| records.iter().any(|other| things(other, ANY).iter().any(|(own, _)| *own == name));
    !own.is_empty() && own.iter().all(|(name, _)| about(name))
}

/// Were these acts not done from the first day on the farm to the last on which something was gathered?
fn is_stated(acts: &[&str], events: &[Value]) -> bool {
    let stage = |event: &&Value| vocabulary::act(text(event, "terroir:act")).map(|act| act.stage);
    let days = |of: &[Stage]| -> BTreeSet<&str> {
        let own = events.iter().filter(|event| stage(event).is_some_and(|stage| of.contains(&stage)));
        own.map(|event| &text(event, "eventTime")[..10]).collect()
    };
    let first = days(&[Stage::Grow, Stage::Gather]).first().copied();
    let Some((first, last)) = first.zip(days(&[Stage::Gather]).last().copied()) else { return false };
    acts.iter().all(|act| is_covered(events, act, first, last))
}

/// How each element of a set stands in events that are all different, each with an act or a step.
#[must_use]
pub fn stand(set: &Value, events: &[Value], hidden: &[Value]) -> Vec<Stands> {
    let element = |element: &Value| {
        let of: Vec<usize> =
            (0..events.len()).filter(|number| is_selected(&events[*number], &element["of"])).collect();
        if of.is_empty() {
            let complete = words(element, "complete");
            let state = match element["none"].as_str() {
                Some("missing") => "missing",
                Some("not-applicable") => "not-applicable",
                _ if !complete.is_empty() && is_stated(&complete, events) => "not-applicable",
                _ => "unknown",
            };
            return (state, 0, 0, 0, 0);
        }
        let best = |number: &usize| {
            let all: Vec<&str> =
                list(element, "where").iter().map(|place| at(place, *number, events, hidden)).collect();
            ["present", "hidden"].into_iter().find(|state| all.contains(state)).unwrap_or("missing")
        };
        let all: Vec<&str> = of.iter().map(best).collect();
        let order = if element["scope"] == "history" {
            ["present", "hidden", "missing"]
        } else {
            ["missing", "hidden", "present"]
        };
        let state = order.into_iter().find(|state| all.contains(state)).unwrap();
        let count = |wanted: &str| all.iter().filter(|state| **state == wanted).count();
        (state, of.len(), count("present"), count("hidden"), count("missing"))
    };
    list(set, "elements").iter().map(element).collect()
}
