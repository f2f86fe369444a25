//! The examples of GS1 and OpenEPCIS are valid, and come back byte for byte.

use crate::oracle::Oracle;
use std::{fs, path::Path};
use terroir::{
    base::finding::Severity,
    digest::json,
    trace::{Events, validate},
};
use terroir_tests::{Tally, vectors};

/// One example of GS1's writes `sensorReport` members twice: strict reading refuses it (RFC 8259 §4, RFC 7493 §2.3).
fn check(text: &str, oracle: Option<&Oracle>) -> Result<(), String> {
    let document = match json::read(text.as_bytes()) {
        Ok(document) => document,
        Err(error) if error.kind == json::ReadErrorKind::DuplicateMember => return Ok(()),
        Err(error) => return Err(error.to_string()),
    };
    let report = validate(document.root());
    let errors: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| format!("{} at {} ({})", finding.code, finding.at, finding.found))
        .collect();
    // One example of GS1's writes CBV words as URNs, which its own JSON Schema refuses.
    let refused = || oracle.is_some_and(|oracle| !oracle.accepts(&serde_json::from_str(text).unwrap()));
    if !errors.is_empty() && !refused() {
        return Err(errors.join("; "));
    }
    let events = Events::of(document.root()).map_err(|error| error.to_string())?;
    if events.len() != report.events || events.is_empty() {
        return Err("not every event was looked at".into());
    }
    for event in events.iter() {
        let written = event.to_raw();
        let again = json::read(written.text().as_bytes()).map_err(|error| error.to_string())?;
        if !text.contains(written.text()) || again.root().raw() != event.raw() {
            return Err(format!("{} does not come back as it was", event.pointer()));
        }
    }
    Ok(())
}

fn walk(folder: &Path, oracle: Option<&Oracle>, tally: &mut Tally) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, oracle, tally);
        } else if path.extension().is_some_and(|e| e == "json" || e == "jsonld") {
            let text = fs::read_to_string(&path).unwrap();
            tally.case(&path.display().to_string(), check(&text, oracle));
        }
    }
}

#[test]
fn examples_are_valid() {
    let oracle = Oracle::read();
    for set in ["epcis/examples-gs1", "epcis/examples-openepcis"] {
        let Some(folder) = vectors(set) else { continue };
        let mut tally = Tally::new(set);
        walk(&folder, oracle.as_ref(), &mut tally);
        tally.finish();
    }
}
