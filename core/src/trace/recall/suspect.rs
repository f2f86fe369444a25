//! Where a recall begins: goods that are named, or that events name which meet a suspicion.

use super::{
    super::history::{EventId, EventSet, Mention, Record, Role, Stamp, Thing, View},
    graph::{Places, greatest, is_one, makes, quantity},
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    let mut named = Named { view: *view, things: Vec::new(), events: EventSet::new() };
    let unknown =
        (0..).zip(suspects).filter(|(_, suspect)| !named.suspect(suspect)).map(|(number, _)| number);
    let unknown = unknown.collect();
    let (goods, truncated) = named.goods(most);
    Found { seeds: Seeds::of(&named, goods), unknown, truncated }
}

/// What suspicions name.
struct Named<'h> {
    view: View<'h>,
    /// Goods, since a moment.
    things: Vec<(Thing, Stamp)>,
    /// Events whose goods are meant.
    events: EventSet,
}

impl<'h> Named<'h> {
    /// Notes what a suspicion names; `false` if that is nothing.
    fn suspect(&mut self, suspect: &Suspect<'_>) -> bool {
        let view = self.view;
        let history = view.history();
        match (suspect.id.map(|id| history.thing(id)), suspect.registration) {
            (Some(None), _) => false,
            (None, None) => {
                let records = view.records().filter(|record| suspect.holds_at(record));
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
            (Some(Some(thing)), None) => self.thing(suspect, thing),
        }
    }

    /// The goods of a thing that is named, or of the events that name it; `false` if there are none.
    fn thing(&mut self, suspect: &Suspect<'_>, thing: Thing) -> bool {
        let mut takes_part = false;
        let mut found = false;
        for (record, mention) in self.view.mentions_once(thing) {
            if mention.role.takes_part() {
                takes_part = true;
            } else if suspect.holds_at(&record) {
                found = true;
                self.event(&record);
            }
        }
        if takes_part {
            self.things.push((thing, suspect.from.map_or(Stamp::FIRST, Stamp::from)));
        }
        found || takes_part
    }

    /// The goods of an event; `false` if there are none.
    fn event(&mut self, record: &Record<'_>) -> bool {
        let some = suspect_goods(record).next().is_some();
        if some {
            self.events.insert(record.id());
        }
        some
    }

    fn records(&self) -> impl Iterator<Item = Record<'h>> {
        self.events.iter().filter_map(|event| self.view.history().event(event))
    }

    /// Which goods are meant, at most so many, by number; and whether there are more.
    fn goods(&self, most: usize) -> (Vec<Thing>, bool) {
        let history = self.view.history();
        let of_events = self.records().flat_map(|record| suspect_goods(&record)).map(|mention| mention.thing);
        let mut goods: Vec<Thing> = self.things.iter().map(|(thing, _)| *thing).chain(of_events).collect();
        goods.sort_unstable();
        goods.dedup();
        let truncated = goods.len() > most;
        if truncated {
            goods.sort_by_key(|thing| history.name_of(*thing));
            goods.truncate(most);
            goods.sort_unstable();
        }
        (goods, truncated)
    }
}

/// The goods of an event; what a transformation used up is no more.
fn suspect_goods<'h>(record: &Record<'h>) -> impl Iterator<Item = Mention> + use<'h> {
    record.mentions().filter(|mention| mention.role.is_goods() && mention.role != Role::Input)
}

/// Seeds of chosen goods.
struct Seeds<'h> {
    view: View<'h>,
    places: Places,
    slots: Vec<Slot>,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    seed: Option<Seed>,
    /// The last event that named it, and whether that alone makes it: an event may name it over and over.
    looked: Option<(EventId, bool)>,
}

impl<'h> Seeds<'h> {
    fn of(named: &Named<'h>, goods: Vec<Thing>) -> BTreeMap<Thing, Seed> {
        let slots = alloc::vec![Slot::default(); goods.len()];
        let places = Places::of(named.view.history(), goods);
        let mut this = Self { view: named.view, places, slots };
        for (thing, since) in named.things.iter().copied() {
            if let Some(slot) = this.slot(thing) {
                slot.add(Seed { thing, whole: true, least: None, since, event: None });
            }
        }
        for record in named.records() {
            this.event(&record);
        }
        this.slots.into_iter().filter_map(|slot| slot.seed).map(|seed| (seed.thing, seed)).collect()
    }

    fn slot(&mut self, thing: Thing) -> Option<&mut Slot> {
        self.slots.get_mut(self.places.find(thing)?)
    }

    fn event(&mut self, record: &Record<'_>) {
        let view = self.view;
        let added = record.event_type() == EventType::Object && record.action() == Some(Action::Add);
        let made = record.event_type() == EventType::Transformation;
        let since = record.time().map_or(Stamp::FIRST, Stamp::from);
        for mention in suspect_goods(record) {
            let Some(slot) = self.slot(mention.thing) else { continue };
            let known = slot.looked.filter(|(event, _)| *event == record.id()).map(|(_, all)| all);
            if known.is_some() && mention.amount.is_none() {
                continue;
            }
            let all = known.unwrap_or_else(|| (added || made) && only_making(&view, &mention));
            slot.looked = Some((record.id(), all));
            let one = mention.amount.is_none() && is_one(view.history().name_of(mention.thing));
            let whole = record.has_farm_inputs() || all || one;
            slot.add(Seed {
                thing: mention.thing,
                whole,
                least: quantity(&view, &mention),
                since: if whole && (made || all) { Stamp::FIRST } else { since },
                event: Some(record.id()),
            });
        }
    }
}

impl Slot {
    fn add(&mut self, seed: Seed) {
        let Some(known) = &mut self.seed else {
            self.seed = Some(seed);
            return;
        };
        known.whole |= seed.whole;
        known.since = known.since.min(seed.since);
        known.least = match (known.least, seed.least) {
            (Some(one), Some(two)) => Some(greatest(one, two)),
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
