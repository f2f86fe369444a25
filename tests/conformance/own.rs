//! Our own vectors, through the one door: `tests/vectors/OPERATION.json`.

use serde_json::Value;
use std::{fs, path::Path};
use terroir_tests::Tally;

/// Where the answer is not what is expected: every member named must be equal, others may be there.
fn difference(found: &Value, expected: &Value, at: &str) -> Option<String> {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => expected.iter().find_map(|(name, value)| {
            let at = format!("{at}/{name}");
            match found.get(name) {
                Some(found) => difference(found, value, &at),
                None => Some(format!("{at} is missing")),
            }
        }),
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
            let pairs = found.iter().zip(expected).enumerate();
            pairs
                .into_iter()
                .find_map(|(index, (found, value))| difference(found, value, &format!("{at}/{index}")))
        }
        _ if found == expected => None,
        _ => Some(format!("{at}: {found}, should be {expected}")),
    }
}

#[test]
fn vectors() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let cases: Vec<Value> = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let mut tally = Tally::new(&format!("vectors/{name}"));
        for case in &cases {
            let answer = terroir::api::call(case["op"].as_str().unwrap(), &case["request"].to_string());
            let answer: Value = serde_json::from_str(&answer).unwrap();
            let wrong = difference(&answer, &case["expect"], "").map(|why| format!("{why}\n    {answer}"));
            tally.case(case["name"].as_str().unwrap(), wrong.map_or(Ok(()), Err));
        }
        tally.finish();
    }
}
