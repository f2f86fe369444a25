//! The sample profiles and sets of required data: sound, marked as samples, and the profiles met by a history made for
//! them.

use serde_json::{Map, Value, json};
use std::path::PathBuf;
use terroir::{
    api,
    digest::json as tape,
    product::{Profile, profile::Standing},
    trace::{
        gaps::lint_profile,
        required::{Checked, RequiredSet, lint_set},
    },
};
use terroir_tests::{Tally, read};

pub(crate) fn samples(folder: &str) -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/data").join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn sample_profiles_are_sound() {
    let mut tally = Tally::new("examples/data/profiles");
    for file in samples("profiles") {
        let text = read(&file);
        let document = tape::read(text.as_bytes()).unwrap();
        let profile: Profile = tape::from_value(document.root()).unwrap();
        let findings = lint_profile(&profile);
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let sample = profile.id.starts_with("sample.") && text.contains(r#""status": "sample""#);
        let told = !profile.basis.is_empty() && profile.names.len() >= 2;
        let outcome =
            if sample && told && findings.is_empty() { Ok(()) } else { Err(format!("{findings:?}")) };
        tally.case(&name, outcome);
    }
    tally.finish();
}

/// A history that does what a profile expects, no more: one event a record, an hour apart.
fn made_for(profile: &Value) -> Vec<Value> {
    let mut events = Vec::new();
    let mut hour = 0;
    let mut day_of = Map::new();
    let steps = profile["steps"].as_array().unwrap();
    // Steps in an order in which each comes after those before it.
    let mut left: Vec<&Value> = steps.iter().collect();
    let mut order: Vec<&Value> = Vec::new();
    while !left.is_empty() {
        let ready = left.iter().position(|step| {
            let after = step["after"].as_array().cloned().unwrap_or_default();
            after.iter().all(|id| order.iter().any(|done| done["id"] == *id))
        });
        order.push(left.remove(ready.unwrap()));
    }
    let time = |hour: i64| format!("2026-03-{:02}T{:02}:00:00+08:00", 1 + hour / 24, hour % 24);
    for step in order {
        for number in 0..step["least"].as_u64().unwrap_or(1) {
            let mut event = json!({"type": "ObjectEvent", "action": "OBSERVE", "eventTime": time(hour),
                "quantityList": [{"epcClass": "https://x.example/t/x.example/P/L"}], "terroir:act": step["acts"][0]});
            for field in step["fields"].as_array().into_iter().flatten() {
                event[format!("terroir:{}", field.as_str().unwrap())] = "something".into();
            }
            event["eventTime"] = time(hour).replace(":00:00+", &format!(":{number:02}:00+")).into();
            events.push(event);
        }
        day_of.insert(step["id"].as_str().unwrap().into(), time(hour).into());
        hour += 1;
    }
    for claim in profile["claims"].as_array().into_iter().flatten() {
        events.push(
            json!({"type": "ObjectEvent", "action": "OBSERVE", "eventTime": "2026-05-01T00:00:00+08:00",
            "quantityList": [{"epcClass": "https://x.example/t/x.example/P/L"}],
            "terroir:act": "input-log-complete", "terroir:covers": claim["covers"],
            "terroir:first-date": "2026-02-01", "terroir:last-date": "2026-04-30"}),
        );
    }
    for interval in profile["intervals"].as_array().into_iter().flatten() {
        let text = |end: &str| day_of[interval[end].as_str().unwrap()].as_str().unwrap().to_owned();
        let mut event = json!({"type": "ObjectEvent", "action": "OBSERVE", "eventTime": text("from"),
            "quantityList": [{"epcClass": "https://x.example/t/x.example/P/L"}]});
        if interval["reading"].is_string() {
            event["terroir:act"] = "monitor".into();
            event["terroir:logger-interval"] = "5 MIN".into();
            event["sensorElementList"] = json!([{"sensorMetadata": {"startTime": text("from"), "endTime": text("until")},
                "sensorReport": [{"type": interval["reading"], "minValue": 1, "maxValue": 4, "uom": "CEL"}]}]);
        } else {
            event["terroir:act"] = interval["acts"][0].clone();
        }
        events.push(event);
    }
    events
}

#[test]
fn sample_profiles_can_be_met() {
    for file in samples("profiles") {
        let profile: Value = serde_json::from_str(&read(&file)).unwrap();
        let request = json!({"document": made_for(&profile), "profile": profile});
        let answer: Value = serde_json::from_str(&api::call("find_gaps", &request.to_string())).unwrap();
        let coverage = &answer["ok"]["coverage"];
        let lacking: Vec<&Value> = answer["ok"]["expectations"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|expectation| expectation["satisfied"] == false)
            .collect();
        assert_eq!(coverage["satisfied"], coverage["expected"], "{}: {lacking:#?}", file.display());
        assert!(coverage["expected"].as_u64().unwrap() > 10);
        let links = answer["ok"]["links"].as_array().unwrap();
        let empty = |link: &&Value| link["records"] == 0 && link["coverage"]["expected"] != 0;
        assert!(!links.iter().any(|link| empty(&link)), "{}: {links:?}", file.display());
        let gaps = answer["ok"]["gaps"].as_array().unwrap();
        assert!(gaps.iter().all(|gap| gap["code"] != "link-missing"), "{}: {gaps:?}", file.display());
    }
}

#[test]
fn sample_sets_of_required_data_are_sound() {
    let mut tally = Tally::new("examples/data/required");
    for file in samples("required") {
        let text = read(&file);
        let document = tape::read(text.as_bytes()).unwrap();
        let set: RequiredSet = tape::from_value(document.root()).unwrap();
        let findings = lint_set(&set);
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        // Nothing here was held against an official text; what is not known is said.
        let modest = set.status == Standing::Sample
            && !set.unknown.is_empty()
            && set.sources.iter().all(|source| source.checked < Checked::OfficialText)
            && set.elements.iter().all(|element| element.checked < Checked::OfficialText);
        let told = set.elements.iter().all(|element| element.names.len() == 2);
        let outcome =
            if modest && told && findings.is_empty() { Ok(()) } else { Err(format!("{findings:?}")) };
        tally.case(&name, outcome);
    }
    tally.finish();
}
