//! Where a recall begins: goods that are named, or that events name which meet a suspicion.

use super::super::history::{EventId, Mention, Record, Role, Stamp, Thing, View};
use crate::{
    base::{quantity::Quantity, time::Instant},
    trace::EventType,
};
use alloc::{collections::BTreeMap, vec::Vec};

/// What is suspect: all that is said must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Suspect<'s> {
    /// A lot, item or container; the lot of an input; a place, party or document, which stands for the goods of the
    /// events that name it.
    pub id: Option<&'s str>,
    /// Registration of a product that was applied or fed (`terroir:input-registration`).
    pub registration: Option<&'s str>,
    /// Events from this moment on. Of goods named by `id`, only what became of them since.
    pub from: Option<Instant>,
    /// Events before this moment. Does not narrow goods named by `id`.
    pub until: Option<Instant>,
}

impl<'s> Suspect<'s> {
    /// Whatever this names.
    #[must_use]
    pub fn id(id: &'s str) -> Self {
        Self { id: Some(id), ..Self::default() }
    }

    fn holds_at(&self, record: &Record<'_>) -> bool {
        // An event whose time cannot be read may have happened then.
        record.time().is_none_or(|time| {
            self.from.is_none_or(|from| time >= from) && self.until.is_none_or(|until| time < until)
        })
    }
}

/// Goods with which a recall begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed {
    /// Which.
    pub thing: Thing,
    /// All of it is suspect; else at least `least`.
    pub whole: bool,
    /// How much of it the events name.
    pub least: Option<Quantity>,
    /// Since when.
    pub since: Stamp,
    /// An event that makes it suspect, unless the suspicion names it.
    pub event: Option<EventId>,
}

/// Where suspicion begins.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The goods.
    pub(super) seeds: BTreeMap<Thing, Seed>,
    /// Numbers of suspicions that name nothing.
    pub(super) unknown: Vec<usize>,
    /// There are more goods than were taken.
    pub(super) truncated: bool,
}

/// The goods where suspicion begins, at most so many.
pub(super) fn seeds(view: &View<'_>, suspects: &[Suspect<'_>], most: usize) -> Found {
    let mut seeds = Seeds { seeds: BTreeMap::new(), most, truncated: false };
    let mut unknown = Vec::new();
    for (number, suspect) in suspects.iter().enumerate() {
        let before = seeds.seeds.len();
        let known = match (suspect.id, suspect.registration) {
            (None, None) => {
                for record in view.history().events().filter_map(|event| view.history().event(event)) {
                    if view.sees(record.id()) && suspect.holds_at(&record) {
                        seeds.event(view, &record);
                    }
                }
                seeds.seeds.len() > before
            }
            (id, registration) => {
                let id = id.map(|id| view.history().thing(id));
                if id == Some(None) { false } else { seeds.named(view, suspect, id.flatten(), registration) }
            }
        };
        if !known {
            unknown.push(number);
        }
    }
    Found { seeds: seeds.seeds, unknown, truncated: seeds.truncated }
}

struct Seeds {
    seeds: BTreeMap<Thing, Seed>,
    most: usize,
    truncated: bool,
}

impl Seeds {
    /// Goods by an id, a registration or both; `false` if there are none.
    fn named(
        &mut self,
        view: &View<'_>,
        suspect: &Suspect<'_>,
        id: Option<Thing>,
        registration: Option<&str>,
    ) -> bool {
        let mut found = false;
        if let Some(registration) = registration {
            for event in registered(view, registration) {
                let Some(record) = view.history().event(event) else { continue };
                let names = |thing| record.mentions().any(|mention| mention.thing == thing);
                if suspect.holds_at(&record) && id.is_none_or(names) {
                    found = true;
                    self.event(view, &record);
                }
            }
            return found;
        }
        let Some(thing) = id else { return false };
        let since = suspect.from.map_or(Stamp::FIRST, Stamp::from);
        for (record, mention) in view.mentions_of(thing) {
            if mention.role.is_goods() || mention.role.is_farm_input() || mention.role == Role::Sample {
                found = true;
                self.add(Seed { thing, whole: true, least: None, since, event: None });
            } else if suspect.holds_at(&record) {
                found = true;
                self.event(view, &record);
            }
        }
        found
    }

    /// The goods of an event; what a transformation used up is no more.
    fn event(&mut self, view: &View<'_>, record: &Record<'_>) {
        let made = record.event_type() == EventType::Transformation;
        let applied = record.has_farm_inputs();
        let since = record.time().map_or(Stamp::FIRST, Stamp::from);
        for mention in record.mentions() {
            if !mention.role.is_goods() || mention.role == Role::Input {
                continue;
            }
            let begun = record.event_type() == EventType::Object
                && record.action() == Some(crate::trace::Action::Add)
                && only_making(view, &mention);
            let whole = applied
                || begun
                || (made && only_making(view, &mention))
                || (mention.amount.is_none() && super::graph::is_one(view.history().name_of(mention.thing)));
            self.add(Seed {
                thing: mention.thing,
                whole,
                least: super::graph::quantity(view, &mention),
                since: if whole && (begun || made) { Stamp::FIRST } else { since },
                event: Some(record.id()),
            });
        }
    }

    fn add(&mut self, seed: Seed) {
        let Some(known) = self.seeds.get_mut(&seed.thing) else {
            if self.seeds.len() >= self.most {
                self.truncated = true;
            } else {
                self.seeds.insert(seed.thing, seed);
            }
            return;
        };
        known.whole |= seed.whole;
        known.since = known.since.min(seed.since);
        known.least = match (known.least, seed.least) {
            (Some(one), Some(two)) => match one.compare(&two) {
                Ok(order) if order.is_lt() => Some(two),
                _ => Some(one),
            },
            (one, two) => one.or(two),
        };
    }
}

/// Is this the only event that makes the thing?
fn only_making(view: &View<'_>, mention: &Mention) -> bool {
    let makings =
        view.mentions_of(mention.thing).filter(|(record, other)| super::graph::makes(record, other));
    let mut events = makings.map(|(_, making)| making.event);
    events.next() == Some(mention.event) && events.all(|event| event == mention.event)
}

/// The events that name a registration. Every event is read again.
fn registered(view: &View<'_>, registration: &str) -> Vec<EventId> {
    let mut found = Vec::new();
    view.history().for_each(|id, event| {
        let own = event.farm("input-registration");
        let one = |value: crate::digest::json::Value<'_>| {
            value.text().is_some_and(|text| text.trim() == registration)
        };
        let named = own.is_some_and(|own| one(own) || own.items().into_iter().flatten().any(one));
        if named && view.sees(id) {
            found.push(id);
        }
    });
    found
}
