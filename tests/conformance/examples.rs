//! The worked examples of `docs/FORMATS.md` §17: each block is made here again and held against the page.
//!
//! With `TERROIR_FREEZE=1` the blocks of the page are written.

use super::{attested, formats::PASSPORT};
use serde_json::{Value, json};
use std::{fs, path::PathBuf};
use terroir::{
    digest::Suite,
    passport::{file::Passport, offline, verdict::Outcome},
    proof::{
        base64,
        head::Head,
        line::Context,
        trust::{self, Quorum, Trust},
    },
};
use terroir_tests::kit::{self, LOT, Ledger, act, event, inspector, keeper, lab, truck};

const SECONDS: u64 = 1_775_440_800;
/// The label of the worked example.
const LABEL: &str = "https://coop.example/t/coop.example/TEA-01/S26?tr=AAAAA7TytAyGLT4rv7jGFyTYsrk";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Names and texts of all examples.
fn examples() -> Vec<(&'static str, String)> {
    vec![
        ("log-proof", log_proof()),
        ("label", label()),
        ("span", span()),
        ("rotation", rotation()),
        ("roots", roots()),
        ("alias", alias()),
        ("verdict", verdict()),
        ("bundle", bundle()),
    ]
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

/// The laboratory goes over to a new key, whose first entry follows.
fn rotation() -> String {
    let new = kit::key("lab.example/bench-1", 9);
    let mut lot = Ledger::new(LOT);
    let end = json!({"kind": "event", "act": act(2), "end": true, "event": event("inspecting")});
    let line = lot.write(&new, end).to_owned();
    format!("{}\n{}\n{}\n{line}", lab().vkey(), new.vkey(), kit::rotation(&lab(), &new, &act(1)))
}

/// A bundle with nothing in it but its roots.
fn bare_bundle(version: u64, wanted: u64, roots: &[String]) -> String {
    let bundle = json!({"version": version, "issued": "2026-04-01T00:00:00Z", "expires": "2026-12-31T00:00:00Z",
        "roots": {"k": wanted, "keys": roots}});
    trust::prepare(&bundle.to_string()).unwrap().0
}

/// Roots hand over: two of three old ones and two of two new ones sign the bundle that names the new.
fn roots() -> String {
    let old = [31, 32, 33].map(|seed| kit::key(&format!("roots.example/{seed}"), seed));
    let new = [34, 35].map(|seed| kit::key(&format!("roots.example/{seed}"), seed));
    let named: Vec<String> = new.iter().map(|key| key.vkey().to_string()).collect();
    let json = bare_bundle(2, 2, &named);
    let message = Context::Bundle.message(Suite::Sha256, &json);
    let sign = |keys: &[&terroir::proof::key::SigningKey]| {
        let signatures = keys.iter().map(|key| (key.vkey().id().to_string(), key.sign(&message)));
        trust::assemble(&json, &signatures.collect())
    };
    let pinned = Quorum::new(2, old.iter().map(|key| key.vkey().clone()).collect()).unwrap();
    let opens = |keys: &[&terroir::proof::key::SigningKey]| Trust::open(&sign(keys), &pinned).is_ok();
    assert!(!opens(&[&old[0], &new[0], &new[1]]), "one of the old");
    assert!(!opens(&[&old[0], &old[2], &new[0]]), "one of the new");
    let signed = [&old[0], &old[2], &new[0], &new[1]];
    assert!(opens(&signed));
    let pinned: Vec<String> = old.iter().map(|key| key.vkey().to_string()).collect();
    format!("{}\n{}", pinned.join("\n"), sign(&signed).trim_end())
}

/// The keeper says that a GS1 name and the local one mean one lot.
fn alias() -> String {
    kit::alias(&keeper(), ["01/06901234567892/10/S26", LOT], &act(3))
}

/// An inspector attests that the record of the worked example keeps a scheme's rules.
fn verdict() -> String {
    let mut lot = Ledger::new(LOT);
    lot.heads.push(head().into());
    let line =
        kit::signed_statement(&inspector(), Context::Verdict, &attested::statement(&lot, &inspector()));
    let hash = base64::encode(&Suite::Sha256.hash(&[line.as_bytes()]));
    format!("{}\n{line}\nhash {hash}", inspector().vkey())
}

/// A bundle in which every member stands, under which the lot of the worked example is accepted from its log on.
fn bundle() -> String {
    let text = kit::signed_bundle(&whole_bundle());
    let trust = Trust::open(&text, &kit::roots()).unwrap();
    let (mut lot, proof) = (Passport::parse(PASSPORT.as_bytes()).unwrap(), proof());
    lot.own.proofs.push((0, &proof));
    let judged = kit::judge_with(&lot.print(), Some(LABEL), Some(&trust), None);
    assert_eq!(judged.outcome, Outcome::Accepted, "{:#?}", judged.reasons);
    let json = text.lines().nth(1).unwrap();
    let hash = Suite::Sha256.hash(&[Context::Bundle.message(Suite::Sha256, json).as_slice()]);
    format!("{}\n{}\nSHA-256 of what is signed {}", kit::root().vkey(), text.trim_end(), hex(&hash))
}

fn whole_bundle() -> Value {
    let mut bundle = kit::bundle_json();
    let hash = |text: &str| base64::encode(&Suite::Sha256.hash(&[text.as_bytes()]));
    let head = Head::parse(head()).unwrap();
    for key in bundle["keys"].as_array_mut().unwrap() {
        // Shorter than what the other tests use: only what this lot needs.
        let may: &[&str] = match key["party"].as_str().unwrap() {
            "coop.example" => &["alias", "keep", "write:made", "write:output"],
            "office.example" => &["attest", "close", "write:receipt"],
            _ => &["write:event"],
        };
        key["may"] = may.iter().map(|verb| json!([verb, LOT])).collect();
    }
    bundle["keys"]
        .as_array_mut()
        .unwrap()
        .retain(|key| key["party"] != "pack.example" && key["party"] != "cold.example");
    bundle["parties"]
        .as_array_mut()
        .unwrap()
        .retain(|party| party["id"] != "pack.example" && party["id"] != "cold.example");
    bundle["schemes"] = json!([{"keys": [inspector().vkey().id().as_str()], "scheme": "cn-green-food"}]);
    bundle["accreditations"] = json!([{"by": "an accreditation body", "from": "2026-01-01T00:00:00Z",
        "party": "office.example", "scheme": "cn-green-food", "until": "2027-01-01T00:00:00Z"}]);
    bundle["rulebooks"] = json!([{"hash": hash("rules"), "id": "cn-green-food"}]);
    bundle["documents"] = json!([{"hash": hash("{}"), "uri": "https://lab.example/.well-known/did.json"}]);
    bundle["snapshot"] = json!({"at": "2026-04-09T00:00:00Z",
        "heads": [{"hash": base64::encode(&head.hash()), "lot": LOT, "n": 0}],
        "lists": [{"hash": hash("list"), "uri": "https://office.example/status/1"}],
        "recalled": ["t/coop.example/TEA-01/S25"], "revoked": [hash("certificate")]});
    bundle
}
