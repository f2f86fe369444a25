//! Strict reading and canonical writing: RFC 8785 documents, ES6 numbers, strictness cases; SM3.

use serde_json::Value;
use terroir::digest::{
    Suite,
    json::{self, Numbers},
};
use terroir_tests::{Tally, read, read_json, vectors};

fn canonical(text: &[u8]) -> Result<String, String> {
    let document = json::read(text).map_err(|e| e.to_string())?;
    json::canonical(document.root(), Numbers::Ecma).map_err(|e| e.to_string())
}

#[test]
fn rfc_8785_documents_have_their_published_form() {
    let Some(set) = vectors("proofs/jcs") else { return };
    let mut tally = Tally::new("proofs/jcs documents");
    for entry in std::fs::read_dir(set.join("input")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let wanted = read(&set.join("output").join(&name));
        let hex: String =
            read(&set.join("outhex").join(name.replace(".json", ".txt"))).split_whitespace().collect();
        tally.case(&name, check(&read(&path), &wanted, &hex));
    }
    tally.finish();
}

fn check(input: &str, wanted: &str, wanted_hex: &str) -> Result<(), String> {
    let written = canonical(input.as_bytes())?;
    let hex: String = written.bytes().map(|b| format!("{b:02x}")).collect();
    if written != wanted.trim_end_matches('\n') || hex != wanted_hex {
        return Err(format!("{written} instead of {wanted}"));
    }
    let again = canonical(written.as_bytes())?;
    if again == written { Ok(()) } else { Err("not a fixed point".into()) }
}

#[test]
fn doubles_print_as_ecmascript_does() {
    let Some(set) = vectors("proofs/jcs") else { return };
    let mut tally = Tally::new("proofs/jcs es6 numbers");
    for line in read(&set.join("es6numbers-5000.txt")).lines() {
        let (bits, wanted) = line.split_once(',').unwrap();
        let value = f64::from_bits(u64::from_str_radix(bits, 16).unwrap());
        let written = json::ecma_number(value);
        let outcome = if written.as_deref() == Some(wanted) { Ok(()) } else { Err(format!("{written:?}")) };
        tally.case(line, outcome);
    }
    tally.finish();
}

#[test]
fn strictness_cases_are_refused_or_read() {
    let Some(set) = vectors("proofs/jcs") else { return };
    let mut tally = Tally::new("proofs/jcs strictness");
    for case in read_json(&set.join("strictness-cases.json")).as_array().unwrap() {
        let text = |member: &str| case[member].as_str().unwrap();
        let accepted = canonical(text("input").as_bytes()).is_ok();
        let wanted = text("expect").starts_with("accept");
        let outcome = if accepted == wanted { Ok(()) } else { Err(format!("accepted: {accepted}")) };
        tally.case(text("name"), outcome);
    }
    tally.finish();
}

#[test]
fn sm3_has_the_digests_of_the_standard() {
    let Some(set) = vectors("proofs/sm2-sm3") else { return };
    let mut tally = Tally::new("proofs/sm2-sm3 sm3");
    for case in read_json(&set.join("sm3.json")).as_array().unwrap() {
        let message = hex(&case["msg_hex"]);
        let outcome = if Suite::Sm3.hash(&[&message]).to_vec() == hex(&case["digest_hex"]) {
            Ok(())
        } else {
            Err("other digest".into())
        };
        tally.case(case["source"].as_str().unwrap_or("?"), outcome);
    }
    tally.finish();
}

fn hex(text: &Value) -> Vec<u8> {
    let text = text.as_str().unwrap();
    (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap()).collect()
}
