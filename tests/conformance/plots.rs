//! Plot geometry of `domain/eudr_geojson.json`.

use serde_json::{Value, json};
use std::fs;
use terroir_tests::{Tally, vectors};

#[test]
fn eudr_geojson() {
    let Some(path) = vectors("domain/eudr_geojson.json") else { return };
    let cases: Vec<Value> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut tally = Tally::new("eudr_geojson");
    for case in &cases {
        let answer = terroir::api::call("check_plot", &json!({ "text": case["text"] }).to_string());
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let right = answer["ok"]["valid"] == case["valid"];
        let what = format!("{} {}", case["id"].as_str().unwrap(), case["reason"]);
        tally.case(&what, if right { Ok(()) } else { Err(answer.to_string()) });
    }
    tally.finish();
}
