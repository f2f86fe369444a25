//! The cases of rules (`domain/rule_cases.json`), each asked of a rulebook of ours in `books/`.
//!
//! A case speaks in words of its own; here they become records: its kinds with dashes, its plots sites, its `closed` lists
//! what the caller knows to be complete. The rules themselves stand in the rulebooks, and the parameters of a case are terms.

mod given;
mod tables;

use given::{evidence, rulebook};
use serde_json::{Value, json};
use terroir_tests::{Tally, read_json, vectors};

/// Rules of the cases that no rulebook here speaks of yet, by name.
const LEFT: &[&str] = &["mass_balance", "cold_chain", "segregation"];

#[test]
fn rule_cases() {
    let Some(path) = vectors("domain/rule_cases.json") else { return };
    let mut tally = Tally::new("domain/rule_cases");
    for case in read_json(&path).as_array().unwrap() {
        let rule = case["rule"].as_str().unwrap();
        if LEFT.contains(&rule) {
            continue;
        }
        let found = if rule == "rule_version" { chosen(case) } else { judged(case) };
        tally.case(case["id"].as_str().unwrap(), found);
    }
    tally.finish();
}

/// Is the edition chosen that the case expects?
fn chosen(case: &Value) -> Result<(), String> {
    let editions = [("GB 2763-2021", "", "2026-02-28"), ("GB 2763-2026", "2026-03-01", "")];
    let editions = editions.map(|(number, from, to)| {
        let mut book: Value = serde_json::from_str(include_str!("books/raw-manure.json")).unwrap();
        book["source"]["number"] = json!(number);
        book["effective"] = json!({"anchor": "as-of"});
        for (name, day) in [("from", from), ("to", to)].into_iter().filter(|(_, day)| !day.is_empty()) {
            book["effective"][name] = json!(day);
        }
        book.to_string()
    });
    let request = json!({"rulebooks": editions, "evidence": {"lot": "L1"}, "as_of": case["as_of"]});
    let answer: Value = serde_json::from_str(&terroir::api::call("evaluate", &request.to_string())).unwrap();
    let found = &answer["ok"]["outcome"]["rulebook"]["source"];
    if *found == case["expect"] { Ok(()) } else { Err(answer.to_string()) }
}

/// Does the rulebook say what the case expects, citing the same and missing the same?
fn judged(case: &Value) -> Result<(), String> {
    let request = json!({"rulebook": rulebook(case), "evidence": evidence(case), "as_of": case["as_of"]});
    let answer: Value = serde_json::from_str(&terroir::api::call("evaluate", &request.to_string())).unwrap();
    let Some(rule) = answer["ok"]["outcome"]["rules"].get(0) else {
        return Err(format!("{answer}"));
    };
    let verdict = rule["verdict"].as_str().unwrap().replace('-', "_");
    let cites: Vec<&str> =
        rule["cites"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    let missing: Vec<Value> = rule["missing"].as_array().unwrap().iter().map(given::need).collect();
    let found = json!({"expect": verdict, "cites": cites, "missing": missing});
    let wanted = json!({"expect": case["expect"], "cites": case["cites"], "missing": case["missing"]});
    if found == wanted { Ok(()) } else { Err(format!("{found} instead of {wanted}: {}", rule["why"])) }
}
