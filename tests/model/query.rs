//! The query of EPCIS, as one would write it down: each parameter a sentence over `serde_json` values.
//!
//! Identifiers are EPC URNs of company prefix 4012345 or their Digital Links; times are in UTC with whole seconds, so
//! that their texts are ordered as they are; quantities are whole grams, kilograms or tonnes.

use serde_json::Value;

/// Does the event meet the query? Only the parameters below are known.
///
/// # Panics
/// If a parameter is not known here.
#[must_use]
pub fn matches(query: &Value, event: &Value) -> bool {
    query.as_object().unwrap().iter().all(|(name, wanted)| holds(name, wanted, event))
}

fn holds(name: &str, wanted: &Value, event: &Value) -> bool {
    let one_of = |found: &[String]| wanted.as_array().unwrap().iter().any(|w| found.iter().any(|f| w == f));
    let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).map(String::from);
    match name {
        "eventType" => one_of(&[event["type"].as_str().unwrap().into()]),
        "GE_eventTime" => event["eventTime"].as_str() >= wanted.as_str(),
        "LT_eventTime" => event["eventTime"].as_str() < wanted.as_str(),
        "EQ_action" => one_of(&text("/action").into_iter().collect::<Vec<_>>()),
        "EQ_bizStep" => {
            let bare = |word: String| word.rsplit([':', '-']).next().unwrap().to_owned();
            one_of(&text("/bizStep").map(bare).into_iter().collect::<Vec<_>>())
        }
        "EQ_readPoint" => ids(wanted).any(|w| text("/readPoint/id").is_some_and(|id| link(&id) == link(&w))),
        "MATCH_epc" => any_id(wanted, event, &["epcList", "childEPCs"]),
        "MATCH_anyEPC" => {
            let lists = ["epcList", "childEPCs", "parentID", "inputEPCList", "outputEPCList"];
            any_id(wanted, event, &lists)
        }
        "MATCH_epcClass" => {
            let classes = elements(event).filter_map(|element| element["epcClass"].as_str());
            let classes: Vec<_> = classes.map(link).collect();
            ids(wanted).any(|wanted| classes.contains(&link(&wanted)))
        }
        "GE_quantity_KGM" => elements(event).any(|element| grams(element) >= wanted.as_i64().unwrap() * 1000),
        "LT_quantity_GRM" => elements(event).any(|element| grams(element) < wanted.as_i64().unwrap()),
        "EQ_quantity" => {
            let numbers = wanted.as_array().unwrap();
            elements(event).any(|element| numbers.contains(&element["quantity"]))
        }
        "GT_ex:n" => numbers(&event["ex:n"]).into_iter().any(|n| n > wanted.as_i64().unwrap()),
        "EQ_ex:s" => texts(&event["ex:s"]).into_iter().any(|s| ids(wanted).any(|w| w == s)),
        "EQ_INNER_ex:s" => {
            let object = event.as_object().unwrap();
            let extensions = object.iter().filter(|(name, _)| name.starts_with("ex:"));
            let mut found = Vec::new();
            extensions.for_each(|(_, value)| inside(value, &mut found));
            found.iter().any(|s| ids(wanted).any(|w| w == *s))
        }
        "EXISTS_ILMD_ex:n" => event.pointer("/ilmd/ex:n").is_some_and(|value| !value.is_null()),
        other => panic!("the model does not know {other}"),
    }
}

fn ids(list: &Value) -> impl Iterator<Item = String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(String::from)
}

fn any_id(wanted: &Value, event: &Value, members: &[&str]) -> bool {
    let found = members.iter().flat_map(|member| texts(&event[member])).collect::<Vec<_>>();
    ids(wanted).any(|wanted| found.iter().any(|found| in_set(&wanted, found)))
}

/// Is the identifier the wanted one, or in the wanted pattern?
fn in_set(wanted: &str, found: &str) -> bool {
    let Some(pattern) = wanted.strip_prefix("urn:epc:idpat:sgtin:") else {
        return link(wanted) == link(found);
    };
    let link = link(found);
    let Some((gtin, serial)) =
        link.strip_prefix("https://id.gs1.org/01/").and_then(|rest| rest.split_once("/21/"))
    else {
        return false;
    };
    let (prefix, item) = (gtin.get(1..8).unwrap(), format!("{}{}", &gtin[..1], &gtin[8..13]));
    let mut parts = pattern.splitn(3, '.');
    [prefix, &item, serial].iter().all(|part| matches!(parts.next(), Some(p) if p == "*" || p == *part))
}

/// The Digital Link of an EPC URN; other identifiers as they are.
fn link(id: &str) -> String {
    let with_check = |digits: &str| {
        let weighted = digits.bytes().rev().enumerate();
        let sum: u32 = weighted.map(|(at, b)| u32::from(b - b'0') * if at % 2 == 0 { 3 } else { 1 }).sum();
        format!("{digits}{}", (10 - sum % 10) % 10)
    };
    let split = |rest: &str| rest.splitn(3, '.').map(String::from).collect::<Vec<_>>();
    for (start, ai) in [("urn:epc:id:sgtin:", "21"), ("urn:epc:class:lgtin:", "10")] {
        if let Some(rest) = id.strip_prefix(start) {
            let parts = split(rest);
            let (indicator, item) = parts[1].split_at(1);
            let gtin = with_check(&format!("{indicator}{}{item}", parts[0]));
            return format!("https://id.gs1.org/01/{gtin}/{ai}/{}", parts[2]);
        }
    }
    if let Some(rest) = id.strip_prefix("urn:epc:id:sgln:") {
        let parts = split(rest);
        let gln = with_check(&format!("{}{}", parts[0], parts[1]));
        return format!("https://id.gs1.org/414/{gln}");
    }
    id.replace("https://brand.example/", "https://id.gs1.org/")
}

fn elements(event: &Value) -> impl Iterator<Item = &Value> {
    let lists = ["quantityList", "childQuantityList"];
    lists.into_iter().flat_map(|list| event[list].as_array().into_iter().flatten())
}

fn grams(element: &Value) -> i64 {
    let factor = match element["uom"].as_str().unwrap() {
        "GRM" => 1,
        "KGM" => 1000,
        _ => 1_000_000,
    };
    element["quantity"].as_i64().unwrap() * factor
}

fn numbers(value: &Value) -> Vec<i64> {
    match value {
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        Value::String(text) => text.parse().into_iter().collect(),
        other => other.as_i64().into_iter().collect(),
    }
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.clone()],
        _ => Vec::new(),
    }
}

/// Texts under `ex:s` anywhere inside a value.
fn inside(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| inside(item, found)),
        Value::Object(members) => {
            for (name, value) in members {
                if name == "ex:s" {
                    found.extend(texts(value));
                }
                inside(value, found);
            }
        }
        _ => {}
    }
}
