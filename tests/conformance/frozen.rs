//! What was issued stays verifiable: every passport of `tests/frozen` is judged as it was judged when it was frozen.
//!
//! With `TERROIR_FREEZE=1` new cases are written; a case that is there is never written again.

use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use terroir::proof::{base64, disclosure::Disclosure, entry::Entry, head::Status};
use terroir_tests::{
    Tally,
    kit::{self, LOT, Ledger, act, event, inspector, keeper, lab, packer, truck},
};

const SECONDS: u64 = 1_775_440_800;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("frozen")
}

#[test]
fn every_frozen_passport_is_judged_alike() {
    if std::env::var_os("TERROIR_FREEZE").is_some() {
        freeze();
    }
    let mut tally = Tally::new("frozen");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    for case in cases {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        tally.case(&name, judged_alike(&case));
    }
    tally.finish();
}

fn judged_alike(case: &Path) -> Result<(), String> {
    let read = |name: &str| fs::read_to_string(case.join(name)).map_err(|error| format!("{name}: {error}"));
    let mut question: Value =
        serde_json::from_str(&read("question.json")?).map_err(|error| error.to_string())?;
    question["passport"] = json!(read("passport.txt")?);
    question["bundle"] = json!(read("bundle.txt")?);
    let wanted: Value = serde_json::from_str(&read("verdict.json")?).map_err(|error| error.to_string())?;
    let question = question.to_string();
    let small: Value = serde_json::from_str(&terroir_verify::verify_passport(question.as_bytes())).unwrap();
    let whole: Value = serde_json::from_str(&terroir::api::call("verify_passport", &question)).unwrap();
    // The small one has codes and no words.
    let mut wordless = whole.clone();
    wordless["ok"].as_object_mut().map(|verdict| verdict.remove("claim"));
    if small != wordless {
        return Err(format!("the small verifier answers {small}, the operation {whole}"));
    }
    holds(&wanted, &whole["ok"]).map_err(|place| format!("{place} differs: {whole}"))
}

/// Everything that was said then is still said; more may be.
fn holds(wanted: &Value, found: &Value) -> Result<(), String> {
    match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) => wanted.iter().try_for_each(|(name, value)| {
            holds(value, found.get(name).unwrap_or(&Value::Null)).map_err(|place| format!("/{name}{place}"))
        }),
        (Value::Array(wanted), Value::Array(found)) if wanted.len() == found.len() => {
            wanted.iter().zip(found).enumerate().try_for_each(|(at, (wanted, found))| {
                holds(wanted, found).map_err(|place| format!("/{at}{place}"))
            })
        }
        _ if wanted == found => Ok(()),
        _ => Err(String::new()),
    }
}

fn freeze() {
    for (name, passport, scanned) in cases() {
        let case = folder().join(name);
        if case.join("verdict.json").exists() {
            continue;
        }
        fs::create_dir_all(&case).unwrap();
        let bundle = kit::signed_bundle(&kit::bundle_json());
        let mut question = json!({
            "now": kit::NOW,
            "roots": {"k": 1, "keys": [kit::root().vkey().to_string()]},
        });
        if let Some(scanned) = scanned {
            question["scanned"] = json!(scanned);
        }
        let stored = format!("{question:#}\n");
        question["passport"] = json!(passport);
        question["bundle"] = json!(bundle);
        let answer: Value =
            serde_json::from_str(&terroir::api::call("verify_passport", &question.to_string())).unwrap();
        fs::write(case.join("passport.txt"), passport).unwrap();
        fs::write(case.join("bundle.txt"), bundle).unwrap();
        fs::write(case.join("question.json"), stored).unwrap();
        fs::write(case.join("verdict.json"), format!("{:#}\n", answer["ok"])).unwrap();
    }
}

type Case = (&'static str, String, Option<String>);

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = vec![(
        "worked-example",
        include_str!("../frozen/worked-example/passport.txt").into(),
        Some("https://coop.example/t/coop.example/TEA-01/S26?tr=AAAAA7TytAyGLT4rv7jGFyTYsrk".into()),
    )];
    let mut tea = Ledger::tea();
    tea.logged(SECONDS);
    cases.push(("accepted", tea.passport(), Some(tea.label())));
    let erased = terroir::passport::redact(&tea.passport(), |_| false).unwrap();
    cases.push(("erased", erased, Some(tea.label())));
    cases.push(("tampered", tea.passport().replacen("\"12.50\"", "\"22.50\"", 1), Some(tea.label())));

    let mut open = Ledger::new(LOT);
    open.write(&keeper(), json!({"kind": "made", "act": act(0), "amount": [["12.50", "KGM"]]}));
    open.write(&lab(), json!({"kind": "event", "act": act(1), "event": event("inspecting")}));
    open.seal(&keeper(), Status::Open);
    cases.push(("open-lot-open-tail", open.passport(), None));

    let mut child = Ledger::new("t/coop.example/BOX-100/S26-A");
    let leaves: Vec<_> = tea
        .lines
        .iter()
        .map(|text| terroir::proof::line::leaf(terroir::digest::Suite::Sha256, text))
        .collect();
    let root = terroir::proof::merkle::root(terroir::digest::Suite::Sha256, &leaves);
    child.write(
        &keeper(),
        json!({"kind": "input", "act": act(4), "amount": [["5.00", "KGM"]], "count": 3, "line": 2,
        "parent": LOT, "root": base64::encode(&root), "suite": "sha256"}),
    );
    child
        .write(&keeper(), json!({"kind": "made", "act": act(4), "amount": [["10", "H87"], ["5.00", "KGM"]]}));
    child.seal(&keeper(), Status::Sealed);
    child.logged(SECONDS);
    cases.push(("box-with-its-tea", child.passport_of(&[&tea.passport()], &[]), Some(child.label())));
    // The parent went on after the input: the bounded form proves that its new head extends the old root.
    let mut later = tea.clone();
    later.write(&keeper(), json!({"kind": "event", "act": act(5), "event": event("storing")}));
    later.seal(&keeper(), Status::Sealed);
    later.logged(SECONDS);
    cases.push((
        "box-with-bounded-tea",
        child.passport_of(&[&later.passport()], &[LOT]),
        Some(child.label()),
    ));
    let mut recalled = tea.clone();
    recalled.seal(&keeper(), Status::Recalled);
    cases.push(("recalled-parent", child.passport_of(&[&recalled.passport()], &[]), Some(child.label())));
    cases.push(("recalled", recalled.passport(), Some(recalled.label())));

    let mut cold = Ledger::new("01/06901234567892/10/S26%2FA");
    let journey = "j/cold.example/truck-7/2026-04";
    let grower = Disclosure::new(&[0x22; 16], "grower", "\"Li\"").unwrap();
    let made = json!({"kind": "made", "act": act(0), "amount": [["12.50", "KGM"]]});
    cold.write_hidden(&keeper(), made, std::slice::from_ref(&grower));
    cold.disclosures.push(grower.text().into());
    let expects = json!([lab().vkey().id().as_str()]);
    cold.write(&inspector(), json!({"kind": "end", "act": act(1), "end": true, "expects": expects}));
    cold.write(&lab(), json!({"kind": "event", "act": act(2), "event": event("inspecting"), "end": true}));
    let lines: Vec<String> = (0..3)
        .map(|n| {
            let reading = json!({"kind": "event", "act": act(3 + n), "event": event("transporting"), "subject": journey});
            cold.line(&truck(), &reading, &[])
        })
        .collect();
    let hash = base64::encode(&Entry::parse(&lines[2]).unwrap().hash(terroir::digest::Suite::Sha256));
    cold.write(
        &truck(),
        json!({"kind": "span", "act": act(6), "end": true, "first": 0, "last": 2, "hash": hash,
        "chain": {"key": truck().vkey().id().as_str(), "subject": journey}}),
    );
    cold.lines.extend(lines);
    cold.write(&keeper(), json!({"kind": "handover", "act": act(6), "to": packer().vkey().id().as_str()}));
    cold.seal(&keeper(), Status::Open);
    cold.write(&packer(), json!({"kind": "event", "act": act(7), "event": event("storing")}));
    cold.seal(&packer(), Status::Sealed);
    cold.logged(SECONDS + 86_400 * 4);
    cases.push(("journey-and-handover", cold.passport(), Some(cold.label())));
    cases
}

#[test]
fn the_corpus_is_whole() {
    let mut files: BTreeMap<String, usize> = BTreeMap::new();
    for entry in fs::read_dir(folder()).unwrap() {
        for file in fs::read_dir(entry.unwrap().path()).unwrap() {
            *files.entry(file.unwrap().file_name().to_string_lossy().into_owned()).or_default() += 1;
        }
    }
    let counts: Vec<usize> = files.values().copied().collect();
    assert!(files.len() == 4 && counts.iter().all(|count| *count == counts[0]), "{files:?}");
}
