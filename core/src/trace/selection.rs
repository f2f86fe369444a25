//! Some of the events of a document or of a history: those in force, or of certain things. They are read anew at
//! each walk, so that a selection takes no memory of its own.

use super::{
    Event, Events,
    history::{EventSet, History, name},
    resolve::Resolution,
};
use alloc::{collections::BTreeSet, string::String};

/// Which events are looked at.
#[derive(Clone, Debug)]
pub struct Selection<'s, 'd> {
    source: Source<'s, 'd>,
    things: Option<BTreeSet<String>>,
}

/// Where the events are, and which of them are in force.
#[derive(Clone, Debug)]
enum Source<'s, 'd> {
    Document(&'s Events<'d>, Option<&'s Resolution>),
    History(&'s History, &'s EventSet),
}

impl<'s, 'd> Selection<'s, 'd> {
    /// All events of a document.
    #[must_use]
    pub const fn all(events: &'s Events<'d>) -> Self {
        Self::of(Source::Document(events, None))
    }

    /// The events of a document that are in force.
    #[must_use]
    pub const fn in_force(events: &'s Events<'d>, resolution: &'s Resolution) -> Self {
        Self::of(Source::Document(events, Some(resolution)))
    }

    /// The events of a history but some; an event's place is its number there.
    #[must_use]
    pub const fn of_history(history: &'s History, without: &'s EventSet) -> Self {
        Self::of(Source::History(history, without))
    }

    const fn of(source: Source<'s, 'd>) -> Self {
        Self { source, things: None }
    }

    /// Of these only those that name one of the things, in whatever spelling; all if there are none.
    #[must_use]
    pub fn naming<'n>(mut self, things: impl IntoIterator<Item = &'n str>) -> Self {
        let things: BTreeSet<String> = things.into_iter().map(|thing| name(thing).into_owned()).collect();
        self.things = (!things.is_empty()).then_some(things);
        self
    }

    /// Looks at each event, with its place.
    pub fn for_each(&self, mut look: impl FnMut(usize, &Event<'_, '_>)) {
        match self.source {
            Source::Document(events, resolution) => {
                for (index, event) in events.iter().enumerate() {
                    if resolution.is_none_or(|resolution| resolution.is_effective(index))
                        && self.takes(&event)
                    {
                        look(index, &event);
                    }
                }
            }
            Source::History(history, without) => history.for_each(|id, event| {
                if !without.contains(id) && self.takes(event) {
                    look(id.index(), event);
                }
            }),
        }
    }

    fn takes(&self, event: &Event<'_, '_>) -> bool {
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
