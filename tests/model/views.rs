//! The chains of a lot, read off the events one by one. Nothing is packed or tied: there are only object and
//! transformation events.

use super::graph::Graph;
use serde_json::Value;
use std::collections::BTreeSet;

/// What the chains of a lot come to; the number of its event stands first in each line.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Chains {
    pub goods: BTreeSet<String>,
    /// Kind and identifier of a document.
    pub information: Vec<(usize, String, String)>,
    /// The place.
    pub logistics: Vec<(usize, Option<String>)>,
    /// The party.
    pub organisation: Vec<(usize, String)>,
    /// Goods, up or down, and the party.
    pub neighbours: Vec<(usize, String, &'static str, String)>,
}

const LISTS: [&str; 6] =
    ["epcList", "quantityList", "inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList"];

fn bare(text: &str) -> String {
    let text = text.strip_prefix("https://x.example/").unwrap_or(text);
    let text = text.strip_prefix("https://id.gs1.org/").unwrap_or(text);
    text.replace("urn:epc:id:sgln:4012345.00001.0", "414/4012345000016")
}

fn items<'e>(value: &'e Value, list: &str) -> &'e [Value] {
    value[list].as_array().map_or(&[], Vec::as_slice)
}

/// The goods in the lists of an event.
fn goods(event: &Value) -> Vec<String> {
    let all = LISTS.iter().flat_map(|list| items(event, list));
    all.map(|item| bare(item.as_str().unwrap_or_else(|| item["epcClass"].as_str().unwrap()))).collect()
}

fn parties<'e>(event: &'e Value, list: &str, member: &'e str) -> impl Iterator<Item = String> {
    items(event, list).iter().map(move |item| bare(item[member].as_str().unwrap()))
}

/// The chains of a lot.
#[must_use]
pub fn chains(events: &[Value], lot: &str) -> Chains {
    let graph = Graph { events };
    let mut chains = Chains::default();
    for forward in [false, true] {
        chains.goods.extend(graph.trace(lot, forward).things);
    }
    for number in graph.numbers() {
        let event = &events[number];
        let own: Vec<String> = goods(event).into_iter().filter(|name| chains.goods.contains(name)).collect();
        let inputs =
            items(event, "terroir:inputs").iter().map(|row| bare(row["terroir:lot"].as_str().unwrap()));
        if own.is_empty() && !inputs.into_iter().any(|name| chains.goods.contains(&name)) {
            continue;
        }
        for paper in items(event, "bizTransactionList") {
            let text = |member: &str| paper[member].as_str().unwrap().to_owned();
            chains.information.push((number, text("type"), text("bizTransaction")));
        }
        let place = event["bizLocation"]["id"].as_str().map(bare);
        if place.is_some() || event.pointer("/sensorElementList/0/sensorReport/0").is_some() {
            chains.logistics.push((number, place));
        }
        for (list, member, side) in
            [("sourceList", "source", "up"), ("destinationList", "destination", "down")]
        {
            chains.organisation.extend(parties(event, list, member).map(|party| (number, party)));
            for party in parties(event, list, member) {
                let lines = own.iter().map(|name| (number, name.clone(), side, party.clone()));
                chains.neighbours.extend(lines);
            }
        }
    }
    chains
}
