//! The season as it is written down on phones and in sheets, and the events that it becomes: `data/capture.json` says which
//! file is read how.

use crate::season::Hidden;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use terroir::digest::json;
use terroir::trace::capture::table::{Mapping, Table};
use terroir::trace::capture::{self, Settings, draft};

/// `data/capture.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Capture {
    /// What the file is.
    #[serde(rename = "about")]
    _about: String,
    /// What is known beside the records.
    settings: Settings,
    /// The files.
    files: Vec<File>,
}

/// A file of records.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Its name: `….records.json` for short records, `….csv` for a sheet.
    file: String,
    /// When it was handed in.
    kept: String,
    /// For a sheet, the mapping of its columns.
    mapping: Option<String>,
    /// What every record of it says.
    #[serde(default)]
    constants: BTreeMap<String, String>,
}

/// What a file became.
pub(crate) struct Captured {
    /// Its name.
    pub(crate) file: String,
    /// The events, in an EPCIS document.
    pub(crate) document: String,
    /// What concerns persons, by the id of the event.
    pub(crate) hidden: BTreeMap<String, Vec<Hidden>>,
    /// How many records it had.
    pub(crate) records: usize,
    /// What the rules advise and the records lack: member and how often.
    pub(crate) wanted: BTreeMap<String, usize>,
}

/// Reads every file that `capture.json` names.
///
/// # Errors
/// A file cannot be read, or a record makes no event: the words say which, and why.
pub(crate) fn read(folder: &Path) -> Result<Vec<Captured>, Box<dyn Error>> {
    let text = fs::read(folder.join("capture.json"))?;
    let capture: Capture =
        json::from_value(json::read(&text)?.root()).map_err(|error| format!("capture.json: {error}"))?;
    let read = |file: &File| {
        let captured = match &file.mapping {
            Some(mapping) => sheet(folder, file, mapping, &capture.settings),
            None => records(folder, file, &capture.settings),
        };
        captured.map_err(|error| format!("{}: {error}", file.file).into())
    };
    capture.files.iter().map(read).collect()
}

/// Short records, as a phone keeps them.
fn records(folder: &Path, file: &File, settings: &Settings) -> Result<Captured, Box<dyn Error>> {
    let text = fs::read(folder.join(&file.file))?;
    let list = json::read(&text)?;
    let mut all = Events::default();
    for (at, record) in list.root().items().ok_or("not a list")?.enumerate() {
        let drafted = draft(record, settings)?;
        let Some(event) = drafted.event else {
            return Err(format!("record {at}: {:?}", drafted.missing).into());
        };
        if !drafted.not_taken.is_empty() {
            return Err(format!("record {at}: nothing takes {:?}", drafted.not_taken).into());
        }
        for missing in &drafted.missing {
            *all.wanted.entry(missing.field.to_string()).or_default() += 1;
        }
        all.add(&event, drafted.hidden)?;
    }
    Ok(all.document(file))
}

/// A sheet, as a village desk keeps it.
fn sheet(folder: &Path, file: &File, mapping: &str, settings: &Settings) -> Result<Captured, Box<dyn Error>> {
    let text = fs::read_to_string(folder.join(&file.file))?;
    let mapping = fs::read(folder.join(mapping))?;
    let mut mapping: Mapping = json::from_value(json::read(&mapping)?.root())?;
    mapping.tell(settings.clone());
    mapping.constants.extend(file.constants.clone());
    let table = Table::open(&text, &mapping)?;
    let report = table.check(false);
    if report.errors > 0 || report.repeated > 0 {
        return Err(format!("{} rows make no event: {:?}", report.errors, report.findings).into());
    }
    if let Some(column) = table.columns.iter().find(|column| column.members.is_empty() && !column.left) {
        return Err(format!("nothing takes column {} ({})", column.column, column.header).into());
    }
    let mut all = Events::default();
    for wanted in report.wanted {
        *all.wanted.entry(wanted.member).or_default() += wanted.records as usize;
    }
    for item in table.drafts(&report.plan) {
        all.add(&item.event, item.hidden)?;
    }
    Ok(all.document(file))
}

/// Events in the making of a document.
#[derive(Default)]
struct Events {
    texts: Vec<String>,
    hidden: BTreeMap<String, Vec<Hidden>>,
    wanted: BTreeMap<String, usize>,
}

impl Events {
    fn add(&mut self, event: &str, hidden: Vec<capture::Hidden>) -> Result<(), Box<dyn Error>> {
        let read = json::read(event.as_bytes())?;
        let id = read.root().get("eventID").and_then(|id| id.text()).ok_or("an event without id")?;
        let plain = |member: capture::Hidden| {
            let value = json::read(member.value.as_bytes())?;
            let value = value.root().text().unwrap_or_default().into_owned();
            Ok::<_, json::ReadError>(Hidden { name: member.name.to_owned(), value })
        };
        if !hidden.is_empty() {
            self.hidden.insert(id.into_owned(), hidden.into_iter().map(plain).collect::<Result<_, _>>()?);
        }
        // The document says the context once for all of them.
        let bare = match read.root().get("@context") {
            Some(context) => format!("{{{}", event.get(context.end() + 1..).ok_or("a context alone")?),
            None => event.to_owned(),
        };
        self.texts.push(bare);
        Ok(())
    }

    fn document(self, file: &File) -> Captured {
        let document = format!(
            "{{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\",{{\"terroir\":\"{}\"}}],\
             \"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"{}\",\"epcisBody\":{{\"eventList\":[\n{}\n]}}}}",
            terroir::trace::vocabulary::NAMESPACE,
            file.kept,
            self.texts.join(",\n"),
        );
        let records = self.texts.len();
        Captured { file: file.file.clone(), document, hidden: self.hidden, records, wanted: self.wanted }
    }
}
