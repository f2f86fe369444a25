//! Which events are in force, by asking every event about every other.

use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A declaration: when, and which events should correct.
pub type Declared = (u8, Vec<u8>);

/// An event, as far as resolution looks at it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it says.
    pub content: u8,
    /// How it is written.
    pub spelling: u8,
    /// Its `eventID`.
    pub name: Option<u8>,
    /// Hour of its `recordTime`.
    pub recorded: Option<u8>,
    /// Its `errorDeclaration`.
    pub declared: Option<Declared>,
}

fn name(number: u8, spelling: u8) -> String {
    let text = format!("urn:uuid:00000000-0000-4000-8000-0000000000a{number}");
    if spelling % 2 == 1 { text.to_uppercase() } else { text }
}

/// An hour of the day on which everything happens.
pub fn hour(hour: u8) -> String {
    format!("2026-05-12T{hour:02}:00:00Z")
}

impl Draft {
    /// The event as JSON.
    pub fn event(&self) -> Value {
        let time =
            if self.spelling & 2 == 0 { "2026-05-12T00:00:00Z" } else { "2026-05-12T08:00:00.000+08:00" };
        let mut event = json!({"type": "ObjectEvent", "eventTime": time, "eventTimeZoneOffset": "+08:00",
            "action": "OBSERVE", "epcList": [format!("urn:x:{}", self.content)]});
        if let Some(number) = self.name {
            event["eventID"] = name(number, self.spelling).into();
        }
        if let Some(recorded) = self.recorded {
            event["recordTime"] = hour(recorded).into();
        }
        if let Some((at, correctives)) = &self.declared {
            let ids: Vec<_> = correctives.iter().map(|number| name(*number, 0)).collect();
            event["errorDeclaration"] = json!({"declarationTime": hour(*at), "correctiveEventIDs": ids});
        }
        event
    }

    /// From which hour on it is known.
    pub fn known(&self) -> u8 {
        self.recorded.unwrap_or(0).max(self.declared.as_ref().map_or(0, |(at, _)| *at))
    }

    /// Does this declaration speak of that event?
    fn speaks_of(&self, event: &Self) -> bool {
        self.declared.is_some()
            && event.declared.is_none()
            && match (self.name, event.name) {
                (Some(own), Some(other)) => own == other,
                _ => self.content == event.content,
            }
    }

    /// Do two declarations speak of the same? One without `eventID` speaks of all with its content.
    fn stands_with(&self, other: &Self, drafts: &[Self], at: u8) -> bool {
        let unnamed = |(_, draft): (usize, &Self)| draft.declared.is_some() && draft.name.is_none();
        let mut all = known(drafts, at).filter(|(_, draft)| draft.content == self.content);
        self.declared.is_some()
            && other.declared.is_some()
            && self.content == other.content
            && (self.name == other.name || all.any(unnamed))
    }
}

/// The drafts that are known at an hour, with their numbers.
fn known(drafts: &[Draft], at: u8) -> impl Iterator<Item = (usize, &Draft)> {
    drafts.iter().enumerate().filter(move |(_, draft)| draft.known() <= at)
}

/// The declarations that say an event is wrong, at an hour.
pub fn wrong_by(drafts: &[Draft], event: usize, at: u8) -> Vec<usize> {
    known(drafts, at).filter(|(_, draft)| draft.speaks_of(&drafts[event])).map(|(number, _)| number).collect()
}

/// The events at an hour that nobody declares wrong.
pub fn standing(drafts: &[Draft], at: u8) -> Vec<usize> {
    let events = known(drafts, at).filter(|(_, draft)| draft.declared.is_none());
    events.map(|(number, _)| number).filter(|number| wrong_by(drafts, *number, at).is_empty()).collect()
}

/// What stands for an event in the end, as contents: those of the events that correct it, and so on.
pub fn in_force(drafts: &[Draft], event: usize, first: impl Fn(usize) -> usize, at: u8) -> BTreeSet<u8> {
    let standing = standing(drafts, at);
    let (mut found, mut seen, mut next) = (BTreeSet::new(), BTreeSet::new(), vec![event]);
    while let Some(number) = next.pop() {
        if standing.contains(&number) {
            found.insert(drafts[number].content);
            continue;
        }
        if !seen.insert(number) {
            continue;
        }
        let by = if drafts[number].declared.is_some() { number } else { first(number) };
        for (_, declaration) in known(drafts, at).filter(|(_, d)| d.stands_with(&drafts[by], drafts, at)) {
            for id in &declaration.declared.as_ref().unwrap().1 {
                next.extend(named(drafts, *id, &standing, at));
            }
        }
    }
    found
}

/// The events of an id: those that stand, or else those declared wrong, or else the declarations.
fn named(drafts: &[Draft], id: u8, standing: &[usize], at: u8) -> Vec<usize> {
    let all: Vec<usize> =
        known(drafts, at).filter(|(_, draft)| draft.name == Some(id)).map(|(number, _)| number).collect();
    let good: Vec<usize> = all.iter().copied().filter(|number| standing.contains(number)).collect();
    let events: Vec<usize> =
        all.iter().copied().filter(|number| drafts[*number].declared.is_none()).collect();
    [good, events, all].into_iter().find(|list| !list.is_empty()).unwrap_or_default()
}
