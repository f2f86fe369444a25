//! GS1 keys, element strings, scan data, Digital Link and EPC URNs.

use serde_json::Value;
use terroir::id::{epc::Epc, link};
use terroir_tests::{Tally, vectors};

/// Every case of a set's file (or of all files of a folder of that name), with a name for it.
fn cases(folder: &str, set: &str) -> Vec<(String, Value)> {
    let Some(folder) = vectors(folder) else { return Vec::new() };
    let text = std::fs::read_to_string(folder.join(format!("{set}.json"))).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let named = |case: &Value| (case["src"].as_str().unwrap_or("?").to_owned(), case.clone());
    document["cases"].as_array().unwrap().iter().map(named).collect()
}

/// Runs a set; nothing where the data is absent.
fn run(folder: &str, set: &str, check: impl Fn(&Value) -> Result<(), String>) {
    if vectors(folder).is_none() {
        return;
    }
    let mut tally = Tally::new(&format!("{folder}/{set}"));
    for (name, case) in cases(folder, set) {
        tally.case(&name, check(&case).map_err(|why| format!("{why} in {case}")));
    }
    tally.finish();
}

fn same<T: PartialEq + std::fmt::Debug>(got: T, wanted: T) -> Result<(), String> {
    if got == wanted { Ok(()) } else { Err(format!("got {got:?}, wanted {wanted:?}")) }
}

#[test]
fn gs1_normalises_links_leniently() {
    run("digital-link", "ralphtro_dl_normaliser", |case| {
        let got = case["input"].as_str().and_then(link::normalise_lenient);
        same(got.as_deref(), case["expect"].as_str())
    });
}

/// A raw character that Tag Data Standard Table A-1 takes only escaped: the set lets some through.
fn has_raw_reserved(urn: &str) -> bool {
    urn.bytes().any(|byte| matches!(byte, b'"' | b'&' | b'/' | b'<' | b'>' | b'?' | b'#'))
}

#[test]
fn gs1_translates_epc_urns() {
    run("digital-link", "epc_urn_dl_translation", |case| {
        let input = case["input"].as_str().unwrap();
        let got = input.parse::<Epc>().map(|epc| epc.to_link());
        match (case["ok"].as_bool(), case["expect"].as_str()) {
            (Some(true), Some(_)) if has_raw_reserved(input) => match got {
                Err(_) => Ok(()),
                Ok(link) => Err(format!("took a raw character: {link}")),
            },
            (Some(true), Some(wanted)) => same(got.ok().as_deref(), Some(wanted)),
            (Some(false), _) => same(got.is_err(), true),
            other => Err(format!("{other:?}")),
        }
    });
}

fn unescaped(case: &Value, component: link::Component, text: &str, hex: &str) -> Result<(), String> {
    let got = link::unescape(case["input"].as_str().unwrap(), component);
    let wanted = match (case[text].as_str(), case[hex].as_str()) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, Some(hex)) => {
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
        }
        _ => return Err("no expectation".into()),
    };
    same(got.as_ref(), wanted.as_slice())
}

#[test]
fn gs1_unescapes() {
    run("digital-link", "uri_unescape", |case| {
        unescaped(case, link::Component::Path, "expect_path", "expect_path_hex")?;
        unescaped(case, link::Component::Query, "expect_query", "expect_query_hex")
    });
}

#[test]
fn gs1_escapes() {
    run("digital-link", "uri_escape", |case| {
        let input = case["input"].as_str().unwrap();
        same(Some(link::escape(input, link::Component::Path).as_str()), case["expect_path"].as_str())?;
        same(Some(link::escape(input, link::Component::Query).as_str()), case["expect_query"].as_str())
    });
}
