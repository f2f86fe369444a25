//! Event hash ids: the reference vectors, and the groups that must hash alike, differently, or not at all.

use serde_json::{Value, json};
use std::{collections::BTreeMap, fs, path::Path};
use terroir::{
    digest::json as tape,
    trace::{
        Events,
        hash::{HashError, Hasher, ProfileName},
    },
};
use terroir_tests::{Tally, read, read_json, vectors};

/// Hash id and pre-hash text of each event of a document.
pub(crate) fn hashes(text: &str, profile: ProfileName) -> Result<Vec<(String, String)>, HashError> {
    let document = tape::read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let events = Events::of(document.root()).unwrap();
    let mut hasher = Hasher::new(profile);
    hasher.ignore(&events);
    events.iter().map(|event| Ok((hasher.hash(&event)?, hasher.prehash().to_owned()))).collect()
}

pub(crate) fn same(found: &str, wanted: &str) -> Result<(), String> {
    if found == wanted {
        return Ok(());
    }
    let at =
        found.bytes().zip(wanted.bytes()).position(|(a, b)| a != b).unwrap_or(found.len().min(wanted.len()));
    let near = |text: &str| text.chars().skip(at.saturating_sub(30)).take(90).collect::<String>();
    Err(format!("at {at}: found `{}`, wanted `{}`", near(found), near(wanted)))
}

/// Hash id and pre-hash text of each event of a document in some notation.
pub(crate) type Hashes = fn(&str, ProfileName) -> Result<Vec<(String, String)>, String>;

fn of_json(text: &str, profile: ProfileName) -> Result<Vec<(String, String)>, String> {
    hashes(text, profile).map_err(|error| error.to_string())
}

/// The expectations of the index for documents whose names end so.
pub(crate) fn reference_index(name: &str, ending: &str, hashes: Hashes) {
    let Some(set) = vectors("epcis/hash") else { return };
    let index = read_json(&set.join("index.json"));
    let mut tally = Tally::new(name);
    for case in index["cases"].as_array().unwrap() {
        let at = usize::try_from(case["event_index"].as_u64().unwrap()).unwrap();
        for name in case["document"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()) {
            if !name.ends_with(ending) {
                continue;
            }
            let text = read(&set.join("examples").join(name));
            let outcome = hashes(&text, ProfileName::Reference).and_then(|all| {
                let (hash, prehash) = all.get(at).ok_or("no such event")?;
                if let Some(wanted) = case["prehash"].as_str() {
                    same(prehash, wanted)?;
                }
                same(hash, case["hash"].as_str().unwrap()).map_err(|why| format!("{why}\n  {prehash}"))
            });
            tally.case(&format!("{name} event {at}"), outcome);
        }
    }
    tally.finish();
}

/// Every `.hashes` file beside a document of these endings, whether or not the index lists it.
pub(crate) fn reference_files(name: &str, endings: &[&str], hashes: Hashes) {
    let Some(set) = vectors("epcis/hash") else { return };
    let mut tally = Tally::new(name);
    for path in files(&set.join("examples"), endings) {
        let Ok(wanted) = fs::read_to_string(path.with_extension("hashes")) else { continue };
        let outcome = hashes(&read(&path), ProfileName::Reference).and_then(|found| {
            let found: Vec<_> = found.into_iter().map(|(hash, _)| hash).collect();
            same(&found.join("\n"), &wanted.split_whitespace().collect::<Vec<_>>().join("\n"))
        });
        tally.case(&path.display().to_string(), outcome);
    }
    tally.finish();
}

#[test]
fn reference_vectors() {
    reference_index("epcis/hash", ".jsonld", of_json);
}

#[test]
fn reference_hash_files() {
    reference_files("epcis/hash/examples", &["jsonld", "json"], of_json);
}

#[test]
fn events_in_one_file_hash_alike() {
    let Some(set) = vectors("epcis/hash/expected_equal") else { return };
    let mut tally = Tally::new("epcis/hash/expected_equal");
    for path in files(&set, &["jsonld", "json"]) {
        let text = fs::read_to_string(&path).unwrap();
        for profile in ProfileName::ALL {
            let outcome = hashes(&text, profile).map_err(|e| e.to_string()).and_then(|found| {
                let first = found.first().ok_or("no events")?.1.clone();
                found.iter().try_for_each(|(_, prehash)| same(prehash, &first))
            });
            tally.case(&format!("{} {profile}", path.display()), outcome);
        }
    }
    tally.finish();
}

pub(crate) fn files(folder: &Path, endings: &[&str]) -> Vec<std::path::PathBuf> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| endings.iter().any(|wanted| e == *wanted)))
        .collect();
    found.sort();
    found
}

#[test]
fn invariants() {
    let Some(path) = vectors("epcis/hash-invariants.json") else { return };
    // As `RawValue` would: the spelling of numbers is what some groups are about.
    let set: BTreeMap<String, Value> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let default = &set["meta"]["context_default"];
    let mut tally = Tally::new("epcis/hash-invariants.json");
    for (kind, alike) in [("must_be_equal", true), ("must_differ", false)] {
        for group in set[kind].as_array().unwrap() {
            let hash = |(at, event): (usize, &Value)| {
                let context = group.get("contexts").map_or(default, |contexts| &contexts[at]);
                let document = json!({"@context": context, "type": "EPCISDocument", "schemaVersion": "2.0",
                    "creationDate": "2020-01-01T00:00:00Z", "epcisBody": {"eventList": [event]}});
                hashes(&document.to_string(), ProfileName::Exact).map(|mut all| all.remove(0))
            };
            let outcome = group["events"].as_array().unwrap().iter().enumerate().map(hash).collect();
            let outcome = match outcome {
                Err(error) => Err(format!("{error}")),
                Ok::<Vec<_>, HashError>(all) if alike => {
                    all.iter().try_for_each(|(_, prehash)| same(prehash, &all[0].1))
                }
                Ok(all) if (1..all.len()).any(|i| all[..i].iter().any(|other| other.0 == all[i].0)) => {
                    Err(format!("{} hashed alike", all.len()))
                }
                Ok(_) => Ok(()),
            };
            tally.case(group["name"].as_str().unwrap(), outcome);
        }
    }
    for id in set["must_be_rejected_not_panic"].as_array().unwrap() {
        let class = id.as_str().unwrap().starts_with("urn:epc:class:");
        let mut event = json!({"type": "ObjectEvent", "action": "OBSERVE",
            "eventTime": "2020-01-01T00:00:00.000Z", "eventTimeZoneOffset": "+00:00"});
        let pointer = if class {
            event["quantityList"] = json!([{"epcClass": id}]);
            "/quantityList/0/epcClass"
        } else {
            event["epcList"] = json!([id]);
            "/epcList/0"
        };
        let outcome = match hashes(&event.to_string(), ProfileName::Exact) {
            Ok(_) => Err("hashed".into()),
            Err(error) if error.pointer == pointer => Ok(()),
            Err(error) => Err(error.to_string()),
        };
        assert!(hashes(&event.to_string(), ProfileName::Reference).is_ok(), "{id}: refused by `reference`");
        tally.case(&id.to_string(), outcome);
    }
    tally.finish();
}
