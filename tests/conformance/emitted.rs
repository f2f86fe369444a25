//! Every code that an operation of `trace` may answer with is answered in some vector.

use serde_json::Value;
use std::collections::BTreeSet;
use terroir::trace::{self, balance, capture, condition, gaps, hash, history, recall, required, resolve};
use terroir_tests::faces::cases;

const OPERATIONS: &[&str] = &[
    "chain_views",
    "check_balance",
    "check_conditions",
    "check_required",
    "draft_event",
    "find_gaps",
    "hash_events",
    "import_table",
    "query_events",
    "recall",
    "resolve_events",
    "trace",
    "validate_events",
    "verify_event_hash",
];

fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            found.insert(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(members) => members.values().for_each(|item| texts(item, found)),
        _ => {}
    }
}

#[test]
fn every_code_of_trace_is_shown_by_a_vector() {
    let mut found = BTreeSet::new();
    for case in cases().iter().filter(|case| OPERATIONS.contains(&case.op.as_str())) {
        let answer = terroir::api::call(&case.op, &case.text());
        texts(&serde_json::from_str(&answer).expect("JSON"), &mut found);
    }
    let words = [
        trace::WORDS,
        balance::WORDS,
        capture::WORDS,
        condition::WORDS,
        gaps::WORDS,
        gaps::GAP_WORDS,
        hash::WORDS,
        history::WORDS,
        recall::WORDS,
        required::WORDS,
        resolve::WORDS,
    ];
    let never: BTreeSet<&str> =
        words.into_iter().flatten().map(|(code, ..)| *code).filter(|code| !found.contains(*code)).collect();
    assert_eq!(never, BTreeSet::new(), "codes that no vector shows");
}
