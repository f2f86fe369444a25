//! The story as data: who takes part, which lots there are, and who recorded what in which order.

use crate::capture::{self, Captured};
use crate::cases::{self, Case};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;
use terroir::digest::json::{self, Raw};

/// Words in the two languages of the page.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// Chinese.
    pub(crate) zh: String,
    /// English.
    pub(crate) en: String,
}

/// `data/season.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Season {
    /// What it is called.
    pub(crate) title: Words,
    /// The moment at which a shopper looks.
    pub(crate) as_of: String,
    /// The moment at which the list of trusted keys was published.
    pub(crate) snapshot: String,
    /// From when to when the keys are good.
    pub(crate) from: String,
    /// See [`from`](Self::from).
    pub(crate) until: String,
    /// Host of the labels.
    pub(crate) host: String,
    /// Places by the id that events name.
    pub(crate) places: BTreeMap<String, Words>,
    /// Names of lots that are mentioned, but whose records are not of this story.
    pub(crate) names: BTreeMap<String, Words>,
    /// The public log.
    pub(crate) log: Name,
    /// Who watches the log.
    pub(crate) witnesses: Names,
    /// Who signs the list of trusted keys.
    pub(crate) roots: Names,
    /// Who takes part.
    pub(crate) parties: Vec<Party>,
    /// Journeys of vehicles, each a chain of its own.
    pub(crate) journeys: Vec<Journey>,
    /// Lots, parents before children.
    pub(crate) lots: Vec<Lot>,
}

/// A key's name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Name {
    /// The name.
    pub(crate) name: String,
}

/// Names of keys, of which `k` make a quorum.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Names {
    /// How many of them it takes.
    pub(crate) k: usize,
    /// The names.
    pub(crate) names: Vec<String>,
}

/// Someone who takes part.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Party {
    /// Id in the trust bundle.
    pub(crate) id: String,
    /// What people call it.
    pub(crate) name: Words,
    /// What it is.
    pub(crate) about: Option<Words>,
    /// Roles.
    pub(crate) roles: Vec<String>,
    /// Unified social credit code.
    pub(crate) uscc: Option<String>,
    /// Beginnings of the GTINs that it may issue.
    #[serde(default)]
    pub(crate) gtins: Vec<String>,
    /// Its keys.
    pub(crate) keys: Vec<PartyKey>,
}

/// A key of a party.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartyKey {
    /// The key's name.
    pub(crate) name: String,
    /// Who or what holds it.
    pub(crate) who: Words,
    /// What it may do: verb and beginning of a name.
    pub(crate) may: Vec<(String, String)>,
}

/// A journey: its device records whatever is on board.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Journey {
    /// Its name.
    pub(crate) journey: String,
    /// The device's key.
    pub(crate) key: String,
    /// Its events, in order.
    pub(crate) events: Vec<String>,
}

/// A lot and its ledger.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lot {
    /// Its name.
    pub(crate) lot: String,
    /// What people call it.
    pub(crate) name: Words,
    /// Picture on the page.
    pub(crate) icon: String,
    /// When the keeper signs heads, and with which status.
    pub(crate) heads: Vec<HeadAt>,
    /// Is its record kept from the others? Then their passports lack it.
    #[serde(default)]
    pub(crate) withheld: bool,
    /// Party that issued its name.
    pub(crate) issuer: String,
    /// The keeper's key.
    pub(crate) keeper: String,
    /// What was recorded, in order.
    pub(crate) lines: Vec<Line>,
}

/// When a head is signed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeadAt {
    /// When.
    pub(crate) time: String,
    /// `open`, `sealed`, `recalled`.
    pub(crate) status: String,
}

/// One act of recording.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Line {
    /// The writer's key.
    pub(crate) by: String,
    /// Kind of entry.
    pub(crate) kind: String,
    /// The event, by its id in the documents.
    pub(crate) event: Option<String>,
    /// When, where no event says it.
    pub(crate) act: Option<String>,
    /// How much.
    pub(crate) amount: Option<Raw>,
    /// The lot a part goes into.
    pub(crate) child: Option<String>,
    /// The lot a part came from.
    pub(crate) parent: Option<String>,
    /// The journey that carried the lot.
    pub(crate) journey: Option<String>,
    /// Whose chain a receipt is about.
    pub(crate) chain: Option<ChainOf>,
    /// Is the writer of that chain done?
    #[serde(default, rename = "final")]
    pub(crate) is_final: bool,
    /// The event whose record is corrected.
    pub(crate) corrects: Option<String>,
    /// Why.
    pub(crate) reason: Option<String>,
    /// Has the writer nothing more to say?
    #[serde(default)]
    pub(crate) end: bool,
    /// Keys whose chains must appear.
    #[serde(default)]
    pub(crate) expects: Vec<String>,
    /// Personal details, given beside the event.
    #[serde(default)]
    pub(crate) personal: Vec<Personal>,
    /// Which of the personal details that came with a captured record the person agrees to show.
    #[serde(default)]
    pub(crate) open: Vec<String>,
}

/// Whose chain.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChainOf {
    /// The writer's key.
    pub(crate) key: String,
}

/// A personal detail: recorded as a salted digest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Personal {
    /// Its name in the vocabulary.
    pub(crate) name: String,
    /// What it is.
    pub(crate) value: String,
    /// Does the person agree that the passport shows it?
    #[serde(default)]
    pub(crate) open: bool,
}

/// A personal detail that came with a captured record.
#[derive(Clone, Debug)]
pub(crate) struct Hidden {
    /// Its name in the vocabulary.
    pub(crate) name: String,
    /// What it is.
    pub(crate) value: String,
}

/// The season and its EPCIS documents.
pub(crate) struct Story {
    /// `season.json`.
    pub(crate) season: Season,
    /// The documents: file name and text.
    pub(crate) documents: Vec<(String, String)>,
    /// Events of all documents, by id, as written.
    pub(crate) events: BTreeMap<String, EventText>,
    /// What was captured from records and sheets.
    pub(crate) captured: Vec<Captured>,
    /// What a phone may meet, and what might have come after the season.
    pub(crate) cases: Vec<Case>,
    /// Events that would have been recorded then.
    later: BTreeMap<String, EventText>,
}

/// One event of a document.
pub(crate) struct EventText {
    /// As written.
    pub(crate) text: String,
    /// Its `eventTime`.
    pub(crate) time: String,
    /// What concerns persons and came with its record.
    pub(crate) hidden: Vec<Hidden>,
}

impl Story {
    /// Reads everything in a folder.
    ///
    /// # Errors
    /// A file that cannot be read, or is not what it should be.
    pub(crate) fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let text = fs::read(folder.join("season.json"))?;
        let season =
            json::from_value(json::read(&text)?.root()).map_err(|error| format!("season.json: {error}"))?;
        let own = |name: &String| name.starts_with(|c: char| c.is_ascii_digit()) && name.ends_with(".json");
        let mut names: Vec<_> = fs::read_dir(folder)?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| own(name) && !name.ends_with(".records.json"))
            .collect();
        names.sort_unstable();
        let captured = capture::read(folder)?;
        let mut documents = Vec::new();
        for file in &captured {
            documents.push((file.file.clone(), file.document.clone()));
        }
        for name in names {
            let text = fs::read_to_string(folder.join(&name))?;
            documents.push((name, text));
        }
        documents.sort_unstable();
        let mut events = BTreeMap::new();
        for (name, text) in &documents {
            let document = json::read(text.as_bytes())?;
            let list = document.root().pointer("/epcisBody/eventList").and_then(|list| list.items());
            for event in list.ok_or_else(|| format!("{name}: no event list"))? {
                let member =
                    |member: &str| event.get(member).and_then(|value| value.text()).unwrap_or_default();
                let (id, time) = (member("eventID").into_owned(), member("eventTime").into_owned());
                let hidden =
                    captured.iter().find_map(|file| file.hidden.get(&id)).cloned().unwrap_or_default();
                let text = event.raw().to_owned();
                let before = events.insert(id.clone(), EventText { text, time, hidden });
                if before.is_some() || id.is_empty() {
                    return Err(format!("{name}: event `{id}` twice, or without id").into());
                }
            }
        }
        let (cases, later) = cases::read(folder)?;
        Ok(Self { season, documents, events, captured, cases, later })
    }

    /// Events of the season in one document: those that name one of these, or all; without those that were never handed over.
    pub(crate) fn document(&self, of: &[String]) -> String {
        let withheld: BTreeSet<&str> = self
            .season
            .lots
            .iter()
            .filter(|lot| lot.withheld)
            .flat_map(|lot| lot.lines.iter().filter_map(|line| line.event.as_deref()))
            .collect();
        let mut events: Vec<(&str, &str)> = self
            .events
            .iter()
            .filter(|(id, _)| !withheld.contains(id.as_str()))
            .map(|(_, event)| event)
            .filter(|event| of.is_empty() || of.iter().any(|name| event.text.contains(name.as_str())))
            .map(|event| (event.time.as_str(), event.text.as_str()))
            .collect();
        events.sort_unstable();
        let events: Vec<&str> = events.into_iter().map(|(_, text)| text).collect();
        format!(
            "{{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\",{{\"terroir\":\"{}\"}}],\
             \"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"{}\",\"epcisBody\":{{\"eventList\":[{}]}}}}",
            terroir::trace::vocabulary::NAMESPACE,
            self.season.as_of,
            events.join(","),
        )
    }

    /// An event by its id.
    ///
    /// # Errors
    /// No document holds it.
    pub(crate) fn event(&self, id: &str) -> Result<&EventText, Box<dyn Error>> {
        self.events.get(id).or_else(|| self.later.get(id)).ok_or_else(|| format!("no event `{id}`").into())
    }
}
