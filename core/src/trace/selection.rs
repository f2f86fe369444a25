//! Some of the events of a document: those in force, of a time, or of certain things. They are read anew at each walk, so
//! that a selection takes no memory of its own.

use super::{Event, Events, history::name, resolve::Resolution};
use crate::base::time::Instant;
use alloc::{collections::BTreeSet, string::String};

/// Which of a document's events are looked at.
#[derive(Clone, Debug)]
pub struct Selection<'s, 'd> {
    events: &'s Events<'d>,
    resolution: Option<&'s Resolution>,
    from: Option<Instant>,
    until: Option<Instant>,
    things: Option<BTreeSet<String>>,
}

impl<'s, 'd> Selection<'s, 'd> {
    /// All events of a document.
    #[must_use]
    pub const fn all(events: &'s Events<'d>) -> Self {
        Self { events, resolution: None, from: None, until: None, things: None }
    }

    /// Of these only those in force.
    #[must_use]
    pub fn in_force(self, resolution: Option<&'s Resolution>) -> Self {
        Self { resolution, ..self }
    }

    /// Of these only those from a moment on and before another; an event without a readable time is in no period.
    #[must_use]
    pub fn between(self, from: Option<Instant>, until: Option<Instant>) -> Self {
        Self { from, until, ..self }
    }

    /// Of these only those that name one of the things, in whatever spelling; all if there are none.
    #[must_use]
    pub fn naming<'n>(mut self, things: impl IntoIterator<Item = &'n str>) -> Self {
        let things: BTreeSet<String> = things.into_iter().map(|thing| name(thing).into_owned()).collect();
        self.things = (!things.is_empty()).then_some(things);
        self
    }

    /// The events, each with its place in the document.
    pub fn iter(&self) -> impl Iterator<Item = (usize, Event<'d, '_>)> {
        self.events.iter().enumerate().filter(|(index, event)| self.takes(*index, event))
    }

    /// JSON pointer of the event at a place.
    #[must_use]
    pub fn pointer(&self, index: usize) -> String {
        self.events.pointer(index)
    }

    fn takes(&self, index: usize, event: &Event<'_, '_>) -> bool {
        if self.resolution.is_some_and(|resolution| !resolution.is_effective(index)) {
            return false;
        }
        if self.from.is_some() || self.until.is_some() {
            let at = event.event_time().and_then(|time| time.parse::<Instant>().ok());
            let inside = |at: Instant| {
                self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
            };
            if !at.is_some_and(inside) {
                return false;
            }
        }
        self.things.as_ref().is_none_or(|things| names(event, things))
    }
}

/// Does the event name one of the things?
fn names(event: &Event<'_, '_>, things: &BTreeSet<String>) -> bool {
    const EPCS: &[&str] = &["epcList", "childEPCs", "inputEPCList", "outputEPCList"];
    const CLASSES: &[&str] =
        &["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"];
    let known = |text: &str| things.contains(&*name(text));
    event.text("parentID").is_some_and(|parent| known(&parent))
        || EPCS.iter().any(|list| event.epcs(list).any(|epc| known(&epc)))
        || CLASSES
            .iter()
            .any(|list| event.quantities(list).any(|q| q.epc_class().is_some_and(|class| known(&class))))
}
