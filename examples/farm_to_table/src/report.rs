//! The report on the terminal.

use crate::record::Recorded;
use crate::season::Story;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use terroir::base::finding::Severity;
use terroir::digest::json::{self, Value};
use terroir::proof::base64;
use terroir::proof::entry::Entry;
use terroir::trace::hash::{Hasher, ProfileName};
use terroir::trace::{Events, validate};

/// Validates every document and hashes every event.
///
/// # Errors
/// A document that cannot be read.
pub(crate) fn documents(story: &Story) -> Result<bool, Box<dyn Error>> {
    println!("{} ({})\n", story.season.title.en, story.season.title.zh);
    captured(story);
    println!("\n1  EPCIS documents, validated and hashed (profile exact)");
    let mut fine = true;
    let mut ids = BTreeSet::new();
    for (name, text) in &story.documents {
        let document = json::read(text.as_bytes())?;
        let (line, clean) = validated(document.root());
        fine &= clean;
        let events = Events::of(document.root()).map_err(|error| format!("{name}: {error}"))?;
        let mut hasher = Hasher::new(ProfileName::Exact);
        let mut first = String::new();
        for event in events.iter() {
            let id = hasher.hash(&event)?;
            if first.is_empty() {
                first.clone_from(&id);
            }
            ids.insert(id);
        }
        let short: String = first.chars().take(30).collect();
        println!("   {name:<32} {line}  {short}…");
    }
    // What only shows where the records of several hands come together.
    let whole = story.document(&[]);
    let (line, clean) = validated(json::read(whole.as_bytes())?.root());
    fine &= clean;
    println!("   {:<32} {line}", "all that was handed over");
    println!(
        "   {} events in {} documents, {} different hash ids",
        story.events.len(),
        story.documents.len(),
        ids.len()
    );
    Ok(fine && ids.len() == story.events.len())
}

/// How many events a document has and what validation finds in it; the season has nothing to be found.
fn validated(document: Value<'_>) -> (String, bool) {
    let report = validate(document);
    let counted = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (counted(Severity::Error), counted(Severity::Warning));
    for finding in report.findings.iter().filter(|finding| finding.severity >= Severity::Warning) {
        println!("   {} at {} {}", finding.code, finding.at, finding.found);
    }
    let line = format!("{:>3} events  {errors} errors, {warnings} warnings", report.events);
    (line, errors + warnings == 0)
}

/// What was recorded and sealed.
pub(crate) fn records(story: &Story, recorded: &Recorded<'_>) -> bool {
    let witnesses = &story.season.witnesses;
    println!(
        "\n2  Recorded, merged, sealed and logged ({} witnesses, {} are needed)",
        witnesses.names.len(),
        witnesses.k
    );
    let mut lines = 0;
    for lot in &story.season.lots {
        let Some(record) = recorded.records.get(lot.lot.as_str()) else { continue };
        let writers: BTreeMap<&str, usize> = record
            .lines
            .iter()
            .filter_map(|line| Entry::parse(line).ok())
            .fold(BTreeMap::new(), |mut writers, entry| {
                *writers.entry(entry.key).or_default() += 1;
                writers
            });
        lines += record.lines.len();
        println!("   {}", lot.name.en);
        println!(
            "      {}  {} entries by {} writers, {} personal details as digests ({} disclosed)",
            lot.lot,
            record.lines.len(),
            writers.len(),
            record.digests,
            record.disclosures.len()
        );
        for (n, head) in record.heads.iter().enumerate() {
            let root: String = base64::encode(&head.root).chars().take(16).collect();
            println!("      head {n}: {:<8} {:>2} entries, root {root}…", head.status.name(), head.count);
        }
    }
    println!(
        "   {lines} entries in {} ledgers, {} heads in the log",
        recorded.records.len(),
        recorded.logged
    );
    true
}

/// What was written down on phones and in sheets, and what it became.
fn captured(story: &Story) {
    println!("0  Captured from short records and sheets");
    for file in &story.captured {
        let persons: usize = file.hidden.values().map(Vec::len).sum();
        let wanted: Vec<String> =
            file.wanted.iter().map(|(member, records)| format!("{member} {records}")).collect();
        println!(
            "   {:<30} {:>3} events, {persons} personal details kept out of them",
            file.file, file.records
        );
        if !wanted.is_empty() {
            println!("      advised and not said: {}", wanted.join(", "));
        }
    }
}
