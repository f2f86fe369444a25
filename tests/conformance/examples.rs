//! The worked examples of `docs/FORMATS.md` §17: each block is made here again and held against the page.
//!
//! With `TERROIR_FREEZE=1` the blocks of the page are written.

use super::formats::PASSPORT;
use serde_json::json;
use std::{fs, path::PathBuf};
use terroir::passport::offline;
use terroir_tests::kit::{self, LOT, Ledger, act, event, keeper, truck};

const SECONDS: u64 = 1_775_440_800;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Names and texts of all examples.
fn examples() -> Vec<(&'static str, String)> {
    vec![("log-proof", log_proof()), ("label", label()), ("span", span())]
}

#[test]
fn every_example_of_the_page_is_made_again() {
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/FORMATS.md");
    let mut text = fs::read_to_string(&page).unwrap();
    let mut wrong = Vec::new();
    for (name, example) in examples() {
        let opening = format!("```text {name}\n");
        let start = text.find(&opening).unwrap_or_else(|| panic!("no example `{name}`")) + opening.len();
        let end = start + text[start..].find("\n```").unwrap();
        if text[start..end] != example {
            wrong.push((name, example.clone()));
            text.replace_range(start..end, &example);
        }
    }
    if std::env::var_os("TERROIR_FREEZE").is_some() {
        fs::write(&page, text).unwrap();
    } else {
        assert!(wrong.is_empty(), "the page has other examples than {wrong:#?}");
    }
}

/// The head of the worked example.
fn head() -> &'static str {
    PASSPORT.lines().nth(3).unwrap()
}

fn proof() -> String {
    kit::log_proof(head(), &[(1, SECONDS), (2, SECONDS + 5)])
}

/// That head in a log of four leaves, seen by two witnesses.
fn log_proof() -> String {
    let keys = [kit::log(), kit::witness(1), kit::witness(2)].map(|key| key.vkey().to_string());
    let proof = proof();
    format!("{}\n{}", keys.join("\n"), proof.trim_end())
}

/// The same as an offline label.
fn label() -> String {
    let text = offline::print(head(), &proof(), 3).unwrap();
    let cbor = offline::parse(&text).unwrap().to_cbor().unwrap();
    let lines: Vec<String> = cbor.chunks(64).map(hex).collect();
    format!("{} bytes of CBOR, {} characters\n{}\n{text}", cbor.len(), text.len(), lines.join("\n"))
}

/// Two entries of a truck's journey in a lot, signed by the truck.
fn span() -> String {
    let journey = "j/cold.example/truck-7/2026-04";
    let mut lot = Ledger::new(LOT);
    lot.write(&keeper(), json!({"kind": "made", "act": act(0), "amount": [["12.50", "KGM"]]}));
    let reading = |n: u8| json!({"kind": "event", "act": act(1 + n), "event": event("transporting"), "subject": journey});
    let lines = [0, 1].map(|n| lot.line(&truck(), &reading(n), &[]));
    let (last, hash) = lot.last(&truck(), journey);
    let chain = json!({"key": truck().vkey().id().as_str(), "subject": journey});
    let span = json!({"kind": "span", "act": act(3), "end": true, "first": 0, "last": last, "hash": hash, "chain": chain});
    let span = lot.write(&truck(), span).to_owned();
    format!("{}\n{span}\n{}", truck().vkey(), lines.join("\n"))
}
