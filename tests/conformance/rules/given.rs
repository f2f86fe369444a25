//! A case in the words of evidence.

use serde_json::{Map, Value, json};

/// The rulebook of a case: that of its rule, with the parameters of the case as terms.
pub(super) fn rulebook(case: &Value) -> String {
    let text = match case["rule"].as_str().unwrap() {
        "phi" => include_str!("books/phi.json"),
        "residue_limit" => include_str!("books/residue.json"),
        "conversion" => include_str!("books/conversion.json"),
        "nop_raw_manure" => include_str!("books/raw-manure.json"),
        "cn_conformity_certificate" => include_str!("books/pledge.json"),
        "gi_origin" => include_str!("books/gi-origin.json"),
        "certificate_covers_lot" => include_str!("books/certificate.json"),
        "issuer_chain" => include_str!("books/issuer-chain.json"),
        rule => panic!("no rulebook for {rule}"),
    };
    let mut book: Value = serde_json::from_str(text).unwrap();
    let terms = book["terms"].as_object_mut().unwrap();
    for (name, value) in case["params"].as_object().unwrap() {
        let name = name.replace('_', "-");
        if let Some(term) = terms.get_mut(&name) {
            *term = match (&*name, value) {
                ("limit", limit) => json!(quantity(limit, &case["params"]["unit"])),
                ("phi-days" | "min-days" | "status-freshness-days", days) => json!(format!("P{days}D")),
                ("months", months) => json!(format!("P{months}M")),
                (_, Value::String(text)) => json!(text),
                (_, other) => json!(other.to_string()),
            };
        }
    }
    if let Some(rounding) = case["params"].get("rounding") {
        book["rounding"]["months"] = rounding.clone();
    }
    if let Some(method) = case["params"].get("comparison") {
        book["rounding"]["compare"] = json!(method.as_str().unwrap().replace('_', "-"));
    }
    if let Some(places) = case["params"].get("places") {
        book["rules"][0]["require"]["every"]["then"]["limit"]["places"] = places.clone();
    }
    if let Some(regions) = case["params"].get("area_regions") {
        let text = book.to_string().replace("\"AREA\"", &regions.to_string().replace(['[', ']'], ""));
        return text;
    }
    book.to_string()
}

/// What is known in a case.
pub(super) fn evidence(case: &Value) -> Value {
    let events = case["events"].as_array().unwrap();
    let records: Vec<Value> = events.iter().map(record).collect();
    let lot = case["params"].get("lot").cloned().unwrap_or(json!("L1"));
    let closed = case["closed"].as_array().into_iter().flatten();
    let covers: Vec<&str> = closed.flat_map(|name| covered(name.as_str().unwrap())).copied().collect();
    let complete = if covers.is_empty() { json!([]) } else { json!([{"covers": covers}]) };
    json!({"lot": lot, "records": records, "complete": complete})
}

/// The kinds, and members of kinds, that a closed collection is about.
fn covered(name: &str) -> &'static [&'static str] {
    match name {
        "members of a signed pledge" => &["pledge.*"],
        "pledges of the lot" => &["pledge"],
        "authorised users of the indication" => &["gi-user"],
        "accreditations of a listed issuer" => &["accreditation"],
        "scope of the certificate" => &["certificate.*"],
        "status events of the certificate" => {
            &["certificate-suspended", "certificate-restored", "certificate-revoked", "certificate-withdrawn"]
        }
        "quantities sold under the certificate" => &["sell", "harvest"],
        "inputs of the lot" => &["input"],
        "outputs of the lot" => &["output"],
        other => panic!("a closed collection that is not known: {other}"),
    }
}

/// One event of a case as a record.
fn record(event: &Value) -> Value {
    let mut record = json!({"id": event["id"], "date": event["date"]});
    let mut facts = Map::new();
    for (name, value) in event.as_object().unwrap() {
        match (&**name, value) {
            ("id" | "date", _) => {}
            ("type", kind) => record["kind"] = json!(kind_of(kind.as_str().unwrap())),
            ("plot", plot) => record["site"] = plot.clone(),
            ("lot", lot) => record["lots"] = json!([lot]),
            ("region" | "by", value) => record[name] = value.clone(),
            ("quantity" | "max_quantity", Value::String(text)) => {
                facts.insert(name.replace('_', "-"), json!(text.replace(" kg", " KGM")));
            }
            ("unit", _) => {}
            ("value" | "loq", value) if event.get("unit").is_some() && value != "ND" => {
                facts.insert(name.into(), json!(quantity(value, &event["unit"])));
            }
            (name, value) => {
                facts.insert(name.trim_end_matches('_').replace('_', "-"), value.clone());
            }
        }
    }
    match record["kind"].as_str().unwrap() {
        // What is gathered in a case is the lot of the case.
        "harvest" | "sow" | "mix" | "sell" if record.get("lots").is_none() => record["lots"] = json!(["L1"]),
        "input-log-complete" => {
            let site = event["scope"].as_str().unwrap().split(' ').nth(1).unwrap();
            record["site"] = json!(site);
            facts.insert("covers".into(), json!(["spray", "prohibited-input", "raw-manure"]));
            facts.insert("first-date".into(), event["from_"].clone());
            facts.insert("last-date".into(), event["to"].clone());
        }
        _ => {}
    }
    record["facts"] = Value::Object(facts);
    record
}

/// A value with its unit, in the words of a rulebook.
fn quantity(value: &Value, unit: &Value) -> String {
    let unit = match unit.as_str().unwrap() {
        "mg/kg" => "NA",
        "ug/kg" => "J33",
        other => other,
    };
    format!("{} {unit}", value.as_str().unwrap())
}

fn kind_of(word: &str) -> String {
    match word {
        "treatment" => "spray".into(),
        "sowing" => "sow".into(),
        "sale" => "sell".into(),
        "log_completeness" => "input-log-complete".into(),
        "conformity_certificate" => "pledge".into(),
        "lab_test" => "test".into(),
        other => other.replace('_', "-"),
    }
}

/// A need in the words of the cases.
pub(super) fn need(need: &Value) -> Value {
    let word = need["need"].as_str().unwrap();
    let word = match word {
        "test" => "lab_test".into(),
        word => word.replace('-', "_"),
    };
    json!({"need": word, "of": need.get("of")})
}
