//! The story as data: who takes part, which lots there are, and who recorded what in which order.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use terroir::digest::json::{self, Raw};

/// Words in the two languages of the page.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// `data/season.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Season {
    /// What it is called.
    pub title: Words,
    /// The moment at which a shopper looks.
    pub as_of: String,
    /// The moment at which the list of trusted keys was published.
    pub snapshot: String,
    /// From when to when the keys are good.
    pub from: String,
    /// See [`from`](Self::from).
    pub until: String,
    /// Host of the labels.
    pub host: String,
    /// Places by the id that events name.
    pub places: BTreeMap<String, Words>,
    /// The public log.
    pub log: Name,
    /// Who watches the log.
    pub witnesses: Names,
    /// Who signs the list of trusted keys.
    pub roots: Names,
    /// Who takes part.
    pub parties: Vec<Party>,
    /// Journeys of vehicles, each a chain of its own.
    pub journeys: Vec<Journey>,
    /// Lots, parents before children.
    pub lots: Vec<Lot>,
}

/// A key's name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The name.
    pub name: String,
}

/// Names of keys, of which `k` make a quorum.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// How many of them it takes.
    pub k: usize,
    /// The names.
    pub names: Vec<String>,
}

/// Someone who takes part.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Id in the trust bundle.
    pub id: String,
    /// What people call it.
    pub name: Words,
    /// What it is.
    pub about: Option<Words>,
    /// Roles.
    pub roles: Vec<String>,
    /// Unified social credit code.
    pub uscc: Option<String>,
    /// Beginnings of the GTINs that it may issue.
    #[serde(default)]
    pub gtins: Vec<String>,
    /// Its keys.
    pub keys: Vec<PartyKey>,
}

/// A key of a party.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartyKey {
    /// The key's name.
    pub name: String,
    /// Who or what holds it.
    pub who: Words,
    /// What it may do: verb and beginning of a name.
    pub may: Vec<(String, String)>,
}

/// A journey: its device records whatever is on board.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    /// Its name.
    pub journey: String,
    /// The device's key.
    pub key: String,
    /// Its events, in order.
    pub events: Vec<String>,
}

/// A lot and its ledger.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lot {
    /// Its name.
    pub lot: String,
    /// What people call it.
    pub name: Words,
    /// Picture on the page.
    pub icon: String,
    /// When the keeper signs heads, and with which status.
    pub heads: Vec<HeadAt>,
    /// Is its record kept from the others? Then their passports lack it.
    #[serde(default)]
    pub withheld: bool,
    /// Party that issued its name.
    pub issuer: String,
    /// The keeper's key.
    pub keeper: String,
    /// What was recorded, in order.
    pub lines: Vec<Line>,
}

/// When a head is signed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadAt {
    /// When.
    pub time: String,
    /// `open`, `sealed`, `recalled`.
    pub status: String,
}

/// One act of recording.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The writer's key.
    pub by: String,
    /// Kind of entry.
    pub kind: String,
    /// The event, by its id in the documents.
    pub event: Option<String>,
    /// When, where no event says it.
    pub act: Option<String>,
    /// How much.
    pub amount: Option<Raw>,
    /// The lot a part goes into.
    pub child: Option<String>,
    /// The lot a part came from.
    pub parent: Option<String>,
    /// The journey that carried the lot.
    pub journey: Option<String>,
    /// Whose chain a receipt is about.
    pub chain: Option<ChainOf>,
    /// Is the writer of that chain done?
    #[serde(default, rename = "final")]
    pub is_final: bool,
    /// The event whose record is corrected.
    pub corrects: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Has the writer nothing more to say?
    #[serde(default)]
    pub end: bool,
    /// Keys whose chains must appear.
    #[serde(default)]
    pub expects: Vec<String>,
    /// Personal details, given beside the event.
    #[serde(default)]
    pub personal: Vec<Personal>,
}

/// Whose chain.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainOf {
    /// The writer's key.
    pub key: String,
}

/// A personal detail: recorded as a salted digest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Personal {
    /// Its name in the vocabulary.
    pub name: String,
    /// What it is.
    pub value: String,
    /// Does the person agree that the passport shows it?
    #[serde(default)]
    pub open: bool,
}

/// The season and its EPCIS documents.
pub struct Story {
    /// `season.json`.
    pub season: Season,
    /// The documents: file name and text.
    pub documents: Vec<(String, String)>,
    /// Events of all documents, by id, as written.
    pub events: BTreeMap<String, EventText>,
}

/// One event of a document.
pub struct EventText {
    /// As written.
    pub text: String,
    /// Its `eventTime`.
    pub time: String,
}

impl Story {
    /// Reads everything in a folder.
    ///
    /// # Errors
    /// A file that cannot be read, or is not what it should be.
    pub fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let text = fs::read(folder.join("season.json"))?;
        let season =
            json::from_value(json::read(&text)?.root()).map_err(|error| format!("season.json: {error}"))?;
        let mut names: Vec<_> = fs::read_dir(folder)?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.starts_with(|c: char| c.is_ascii_digit()) && name.ends_with(".json"))
            .collect();
        names.sort_unstable();
        let mut documents = Vec::new();
        let mut events = BTreeMap::new();
        for name in names {
            let text = fs::read_to_string(folder.join(&name))?;
            let document = json::read(text.as_bytes())?;
            let list = document.root().pointer("/epcisBody/eventList").and_then(|list| list.items());
            for event in list.ok_or_else(|| format!("{name}: no event list"))? {
                let member =
                    |member: &str| event.get(member).and_then(|value| value.text()).unwrap_or_default();
                let (id, time) = (member("eventID").into_owned(), member("eventTime").into_owned());
                let before = events.insert(id.clone(), EventText { text: event.raw().to_owned(), time });
                if before.is_some() || id.is_empty() {
                    return Err(format!("{name}: event `{id}` twice, or without id").into());
                }
            }
            documents.push((name, text));
        }
        Ok(Self { season, documents, events })
    }

    /// An event by its id.
    ///
    /// # Errors
    /// No document holds it.
    pub fn event(&self, id: &str) -> Result<&EventText, Box<dyn Error>> {
        self.events.get(id).ok_or_else(|| format!("no event `{id}`").into())
    }
}
