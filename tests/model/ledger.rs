//! The rules of chains, ends and receipts on one lot, in the order in which `FORMATS` §3 says them.
//!
//! Quadratic, without spans, on parsed JSON: every rule looks at the whole ledger again.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use terroir::digest::Suite;
use terroir::proof::{base64, line::Context};

/// What the ledger's chains come to: codes of aspects `chains` and `completeness`, those of the head left out.
#[must_use]
pub fn chain_codes(
    lines: &[String],
    keeper: &str,
    parties: &BTreeMap<String, String>,
    closers: &[String],
) -> BTreeSet<String> {
    let jsons: Vec<&str> = lines.iter().map(|line| line.rsplit_once(' ').unwrap().0).collect();
    let entries: Vec<Value> = jsons.iter().map(|json| serde_json::from_str(json).unwrap()).collect();
    let hash = |at: usize| base64::encode(&Context::Entry.hash(Suite::Sha256, jsons[at]));
    let text = |value: &Value, name: &str| value[name].as_str().unwrap_or("").to_owned();
    let mut codes = BTreeSet::new();
    let writers: BTreeSet<String> = entries.iter().map(|entry| text(entry, "key")).collect();
    // What of each chain counts: its lines in order, those that go back in number left out.
    let mut chains: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let (key, n) = (text(entry, "key"), entry["n"].as_u64().unwrap());
        let chain = chains.entry(key).or_default();
        let last = chain.last().map(|last| entries[*last]["n"].as_u64().unwrap());
        if last.is_some_and(|last| n <= last) {
            let same =
                chain.iter().any(|other| entries[*other]["n"] == entry["n"] && hash(*other) == hash(at));
            codes.insert(if same { "chain-repeat" } else { "chain-fork" }.to_owned());
            continue;
        }
        match last {
            None if n > 0 => {
                codes.insert("chain-gap".into());
            }
            Some(last) if n > last + 1 => {
                codes.insert("chain-gap".into());
            }
            Some(_) if text(entry, "prev") != hash(*chain.last().unwrap()) => {
                codes.insert("chain-fork".into());
            }
            _ => {}
        }
        chain.push(at);
    }
    let number = |at: usize| entries[at]["n"].as_u64().unwrap();
    let mut finals: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if entry["kind"] != "receipt" || !chains[&text(entry, "key")].contains(&at) {
            // A line that repeats a number still says what it says.
            if entry["kind"] != "receipt" {
                continue;
            }
        }
        let (of, n) = (text(&entry["chain"], "key"), entry["chain"]["n"].as_u64().unwrap());
        let Some(chain) = chains.get(&of) else {
            codes.insert("tail-dropped".into());
            continue;
        };
        match chain.iter().find(|line| number(**line) == n) {
            Some(line) if hash(*line) != text(&entry["chain"], "hash") => {
                codes.insert("chain-fork".into());
            }
            Some(_) => {
                let closer = text(entry, "key");
                let third = parties[&closer] != parties[&of] && parties[&closer] != parties[keeper];
                if entry["final"] == true && third && closers.contains(&closer) {
                    finals.entry(of).or_default().insert(n);
                }
            }
            None if chain.iter().all(|line| number(*line) < n) => {
                codes.insert("tail-dropped".into());
            }
            None => {}
        }
    }
    for writer in &writers {
        let chain = &chains[writer];
        let closed = finals.get(writer);
        for (place, line) in chain.iter().enumerate() {
            let after_end = chain[..place].iter().any(|before| entries[*before]["end"] == true);
            let after_final = closed.is_some_and(|finals| finals.iter().any(|n| *n < number(*line)));
            if (after_end || after_final) && entries[*line]["kind"] != "correct" {
                codes.insert("after-end".into());
            }
        }
        let last = *chain.last().unwrap();
        let done =
            entries[last]["end"] == true || closed.is_some_and(|finals| finals.contains(&number(last)));
        if writer != keeper && !done {
            codes.insert("tail-open".into());
        }
    }
    codes
}
