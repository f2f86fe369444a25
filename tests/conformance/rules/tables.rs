//! The samples of limit tables (`domain/mrl_tw_sample.json`, `vet_mrl_sample.json`, `phi_sample.json`), each made a table of
//! limits and asked row by row.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use terroir::certify::{Ask, Found, Limits, Table, Tree};
use terroir_tests::{Tally, read_json, vectors};

fn limits(table: &Value, tree: Option<&Value>) -> Limits {
    fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
        let text = value.to_string();
        terroir::digest::json::from_value(terroir::digest::json::read(text.as_bytes()).unwrap().root())
            .unwrap()
    }
    let trees: BTreeMap<String, Tree> = tree.iter().map(|tree| ("tree".into(), read(tree))).collect();
    let table: Table = read(table);
    assert_eq!(table.problems(&trees), []);
    Limits::of(&table, &trees).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn listed(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().map(text)
}

fn same(found: impl ToString, wanted: impl ToString) -> Result<(), String> {
    let (found, wanted) = (found.to_string(), wanted.to_string());
    if found == wanted { Ok(()) } else { Err(format!("{found} instead of {wanted}")) }
}

/// Which groups each item of the Taiwan sample belongs to: by its lists, its rows and its questions.
fn taiwan_tree(sample: &Value) -> Value {
    let mut groups = Map::new();
    let mut put = |node: &str, group: &str| {
        groups.insert(node.into(), json!(group));
    };
    for case in sample["resolver_cases"].as_array().unwrap() {
        let of: Vec<&str> =
            std::iter::once(text(&case["commodity"])).chain(listed(&case["groups"])).collect();
        of.windows(2).for_each(|pair| put(pair[0], pair[1]));
    }
    for row in sample["rows"].as_array().unwrap() {
        let group = text(&row["selector"]["group_or_item"]);
        listed(&row["selector"]["except_"]).for_each(|item| put(item, group));
    }
    for (group, items) in sample["membership_derived_from_exception_lists"].as_object().unwrap() {
        listed(items).filter(|item| *item != "油桃").for_each(|item| put(item, group));
    }
    let rows = sample["rows"].as_array().unwrap();
    let alone: Vec<&Value> = rows.iter().map(|row| &row["selector"]["group_or_item"]).collect();
    json!({"in": groups, "alone": alone})
}

fn taiwan_row(row: &Value) -> Value {
    let selector = &row["selector"];
    json!({
        "substance": row["substance"],
        "commodity": selector["group_or_item"],
        "except": listed(&selector["except_"]).collect::<Vec<_>>(),
        "remainder": selector["remainder_of_group"].as_bool().unwrap_or(false),
        "limit": row["limit_mg_kg"],
        "at_loq": row["at_loq"],
    })
}

#[test]
fn limits_of_taiwan() {
    let Some(path) = vectors("domain/mrl_tw_sample.json") else { return };
    let sample = read_json(&path);
    let rows = sample["rows"].as_array().unwrap();
    let table = json!({
        "unit": "NA",
        "trees": {"commodity": "tree"},
        "unlisted": "not-detected",
        "rows": rows.iter().map(taiwan_row).collect::<Vec<_>>(),
    });
    let tree = taiwan_tree(&sample);
    let limits = limits(&table, Some(&tree));
    let find = |substance: &Value, commodity: &str| {
        limits.find(Ask { substance: Some(text(substance)), commodity: Some(commodity), part: None }, None)
    };
    let mut tally = Tally::new("domain/mrl_tw_sample");
    for (at, row) in rows.iter().enumerate() {
        let selector = &row["selector"];
        let name = format!("{} {}", row["substance"], row["commodity"]);
        let found = find(&row["substance"], text(&selector["group_or_item"]));
        tally.case(&name, if found == Found::Row(at) { Ok(()) } else { Err(format!("{found:?}")) });
        for item in listed(&selector["except_"]) {
            let found = find(&row["substance"], item);
            let own = rows.iter().position(|other| {
                other["substance"] == row["substance"] && other["selector"]["group_or_item"] == item
            });
            let wanted = own.map_or(Found::Unlisted, Found::Row);
            tally.case(
                &format!("{name} {item}"),
                if found == wanted { Ok(()) } else { Err(format!("{found:?}")) },
            );
        }
    }
    for case in sample["resolver_cases"].as_array().unwrap() {
        let found = find(&case["substance"], text(&case["commodity"]));
        let expect = &case["expect"];
        let came_out = match (found, text(&expect["outcome"])) {
            (Found::Row(at), "limit") => same(limits.allowance(found), text(&expect["limit_mg_kg"]))
                .and(same(&rows[at]["commodity"], &expect["matched"])),
            (Found::Unlisted, "commodity_not_listed" | "substance_not_listed") => {
                same(limits.allowance(found), "not-detected")
            }
            _ => Err(format!("{found:?} instead of {expect}")),
        };
        tally.case(&format!("{} {}", case["substance"], case["commodity"]), came_out);
    }
    tally.finish();
}

#[test]
fn limits_of_veterinary_drugs() {
    let Some(path) = vectors("domain/vet_mrl_sample.json") else { return };
    let sample = read_json(&path);
    let rows = sample["rows"].as_array().unwrap();
    let all = "所有食品动物";
    let species = rows.iter().map(|row| text(&row["species"])).chain(["牛", "羊", "猪"]);
    let groups: Map<String, Value> =
        species.filter(|species| *species != all).map(|species| (species.into(), json!(all))).collect();
    let table = json!({
        "unit": "J33",
        "trees": {"commodity": "tree"},
        "unlisted": "unknown",
        "rows": rows.iter().map(|row| json!({
            "substance": row["drug"], "commodity": row["species"], "part": row["tissue"], "limit": row["limit"],
        })).collect::<Vec<_>>(),
    });
    let limits = limits(&table, Some(&json!({"in": groups})));
    let mut tally = Tally::new("domain/vet_mrl_sample");
    for (at, row) in rows.iter().enumerate() {
        let of = |species| Ask {
            substance: row["drug"].as_str(),
            commodity: Some(species),
            part: row["tissue"].as_str(),
        };
        let members = ["牛", "羊", "猪"].into_iter().filter(|_| row["species"] == all);
        let own = |species: &str| {
            rows.iter().position(|other| {
                other["drug"] == row["drug"]
                    && other["tissue"] == row["tissue"]
                    && other["species"] == species
            })
        };
        for species in members.chain([text(&row["species"])]) {
            let found = limits.find(of(species), None);
            let wanted = Found::Row(own(species).unwrap_or(at));
            let name = format!("{} {species} {}", row["drug"], row["tissue"]);
            tally.case(&name, if found == wanted { Ok(()) } else { Err(format!("{found:?}")) });
        }
    }
    tally.finish();
}

#[test]
fn periods_before_harvest() {
    let Some(path) = vectors("domain/phi_sample.json") else { return };
    let sample = read_json(&path);
    let rows = sample["rows"].as_array().unwrap();
    let table = |member: &str, unit: Option<&str>| {
        json!({
            "unit": unit,
            "unlisted": "unknown",
            "rows": rows.iter().map(|row| json!({
                "substance": row["active"], "commodity": row["crop"], "part": row["formulation"],
                "limit": row[member].to_string(),
            })).collect::<Vec<_>>(),
        })
    };
    let days = limits(&table("phi_days", Some("DAY")), None);
    let times = limits(&table("max_applications_per_season", None), None);
    let mut tally = Tally::new("domain/phi_sample");
    for row in rows {
        let ask = Ask {
            substance: row["active"].as_str(),
            commodity: row["crop"].as_str(),
            part: row["formulation"].as_str(),
        };
        let held = same(days.allowance(days.find(ask, None)), &row["phi_days"])
            .and(same(times.allowance(times.find(ask, None)), &row["max_applications_per_season"]));
        tally.case(&format!("{} {}", row["active"], row["crop"]), held);
    }
    let other = Ask { commodity: Some("no such crop"), ..Ask::default() };
    tally.case("of another crop", same(days.allowance(days.find(other, None)), "unknown"));
    tally.finish();
}
