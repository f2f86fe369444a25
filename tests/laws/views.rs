//! The chains of a lot are those of their slow twin.

use super::arrival::{ask, histories};
use super::graph::THINGS;
use proptest::prelude::*;
use serde_json::{Value, json};
use terroir_tests::model::views::chains;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// Goods, papers, places, parties and neighbours of a lot are those that reading the events one by one tells.
    #[test]
    fn chains_are_those_of_the_slow_model((mut events, _) in histories(), lot in prop::sample::select(THINGS)) {
        events.retain(|event| matches!(event["type"].as_str().unwrap(), "ObjectEvent" | "TransformationEvent"));
        prop_assume!(Value::from(events.clone()).to_string().contains(lot));
        let answer = ask("chain_views", &json!({"lot": lot}), &events);
        prop_assert_eq!(&answer["truncated"], false);
        let wanted = chains(&events, lot);
        let texts: Vec<String> = events.iter().map(Value::to_string).collect();
        let number = |line: &Value| {
            let at = line["at"].as_str().unwrap();
            texts.iter().position(|text| text == at.trim_end()).unwrap()
        };
        let text = |line: &Value, member: &str| line[member].as_str().map(String::from);
        let list = |name: &str| answer[name].as_array().unwrap().clone();
        let goods: std::collections::BTreeSet<String> =
            list("goods").iter().map(|name| name.as_str().unwrap().to_owned()).collect();
        prop_assert_eq!(goods, wanted.goods);
        let papers: Vec<_> = list("information").iter().map(|line| (number(line), text(line, "kind").unwrap(), text(line, "id").unwrap())).collect();
        prop_assert_eq!(papers, wanted.information);
        let stops: Vec<_> = list("logistics").iter().map(|line| (number(line), text(line, "place"))).collect();
        prop_assert_eq!(stops, wanted.logistics);
        let mut stations: Vec<_> = list("organisation").iter().map(|line| (number(line), text(line, "party").unwrap())).collect();
        let mut parties = wanted.organisation;
        stations.sort();
        parties.sort();
        prop_assert_eq!(stations, parties);
        let mut neighbours: Vec<_> = list("neighbours").iter().map(|line| {
            let side = if line["side"] == "up" { "up" } else { "down" };
            (number(line), text(line, "name").unwrap(), side, text(line, "party").unwrap())
        }).collect();
        let mut lines = wanted.neighbours;
        neighbours.sort();
        lines.sort();
        prop_assert_eq!(neighbours, lines);
    }
}
