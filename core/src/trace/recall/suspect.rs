//! Where a recall begins: goods that are named, or that events name which meet a suspicion.

use super::{
    super::history::{EventId, Mention, Record, Role, Stamp, Thing, View},
    graph::{is_one, makes, quantity},
};
use crate::{
    base::{quantity::Quantity, time::Instant},
    trace::{Action, EventType},
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
#[derive(Debug)]
pub(super) struct Found {
    /// The goods.
    pub(super) seeds: BTreeMap<Thing, Seed>,
    /// Numbers of suspicions that name nothing.
    pub(super) unknown: Vec<usize>,
    /// There are more goods than were taken.
    pub(super) truncated: bool,
}

/// The goods where suspicion begins, at most so many: the first by name.
pub(super) fn seeds(view: &View<'_>, suspects: &[Suspect<'_>], most: usize) -> Found {
    let mut seeds = Seeds { view: *view, seeds: BTreeMap::new(), most, truncated: false };
    let unknown =
        (0..).zip(suspects).filter(|(_, suspect)| !seeds.suspect(suspect)).map(|(number, _)| number);
    let unknown = unknown.collect();
    let Seeds { seeds, truncated, .. } = seeds;
    Found { seeds: seeds.into_values().map(|seed| (seed.thing, seed)).collect(), unknown, truncated }
}

struct Seeds<'h> {
    view: View<'h>,
    /// By name, so that the order of recording does not say which are taken.
    seeds: BTreeMap<&'h str, Seed>,
    most: usize,
    truncated: bool,
}

impl Seeds<'_> {
    /// The goods of a suspicion; `false` if there are none.
    fn suspect(&mut self, suspect: &Suspect<'_>) -> bool {
        let view = self.view;
        let history = view.history();
        match (suspect.id.map(|id| history.thing(id)), suspect.registration) {
            (Some(None), _) => false,
            (None, None) => {
                let records = history.events().filter_map(|event| history.event(event));
                let records = records.filter(|record| view.sees(record.id()) && suspect.holds_at(record));
                records.fold(false, |found, record| self.event(&record) | found)
            }
            (id, Some(registration)) => {
                let names = |record: &Record<'_>| {
                    id.flatten().is_none_or(|id| record.mentions().any(|mention| mention.thing == id))
                };
                let records = registered(&view, registration).into_iter();
                let records = records.filter_map(|event| history.event(event));
                let records = records.filter(|record| suspect.holds_at(record) && names(record));
                records.fold(false, |_, record| self.event(&record) | true)
            }
            (Some(Some(thing)), None) => self.named(suspect, thing),
        }
    }

    /// The goods of a thing that is named, or of the events that name it; `false` if there are none.
    fn named(&mut self, suspect: &Suspect<'_>, thing: Thing) -> bool {
        let mut found = false;
        let since = suspect.from.map_or(Stamp::FIRST, Stamp::from);
        for (record, mention) in self.view.mentions_once(thing) {
            if mention.role.takes_part() {
                found = true;
                self.add(Seed { thing, whole: true, least: None, since, event: None });
            } else if suspect.holds_at(&record) {
                found = true;
                self.event(&record);
            }
        }
        found
    }

    /// The goods of an event; what a transformation used up is no more. `false` if there are none.
    fn event(&mut self, record: &Record<'_>) -> bool {
        let view = self.view;
        let added = record.event_type() == EventType::Object && record.action() == Some(Action::Add);
        let made = record.event_type() == EventType::Transformation;
        let since = record.time().map_or(Stamp::FIRST, Stamp::from);
        // An event may name a thing over and over: does only it make the thing?
        let mut only_here: BTreeMap<Thing, bool> = BTreeMap::new();
        for mention in record.mentions().filter(|one| one.role.is_goods() && one.role != Role::Input) {
            let known = only_here.get(&mention.thing).copied();
            if known.is_some() && mention.amount.is_none() {
                continue;
            }
            let all = known.unwrap_or_else(|| (added || made) && only_making(&view, &mention));
            only_here.insert(mention.thing, all);
            let one = mention.amount.is_none() && is_one(view.history().name_of(mention.thing));
            let whole = record.has_farm_inputs() || all || one;
            self.add(Seed {
                thing: mention.thing,
                whole,
                least: quantity(&view, &mention),
                since: if whole && (made || all) { Stamp::FIRST } else { since },
                event: Some(record.id()),
            });
        }
        !only_here.is_empty()
    }

    fn add(&mut self, seed: Seed) {
        let name = self.view.history().name_of(seed.thing);
        let Some(known) = self.seeds.get_mut(name) else {
            self.seeds.insert(name, seed);
            if self.seeds.len() > self.most {
                self.truncated = true;
                self.seeds.pop_last();
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
    let makings = view.mentions_once(mention.thing).filter(|(record, other)| makes(record, other));
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
