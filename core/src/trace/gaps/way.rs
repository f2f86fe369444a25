//! The way of a lot: the records of what it was made of, up to when that was used, and of what carried it.

use super::record::Records;
use crate::trace::history::{
    Carried, Direction, EventId, EventSet, History, Limits, Stamp, Thing, Trace, View,
};
use alloc::{collections::BTreeMap, string::String, vec::Vec};

/// Which records are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope<'a> {
    /// Lots, items or animals whose way is looked at, in any spelling; all that is recorded where none is named.
    pub of: &'a [String],
    /// What was known at this time; all that is recorded unless said.
    pub as_of: Option<crate::base::time::Instant>,
}

/// Bytes of a document for each thing that a walk may reach.
const BYTES_A_THING: usize = 400;
/// Mentions that a walk looks at, at most.
const MOST_WORK: usize = 20_000_000;

/// Leaves only the records of the way of some things. Names that no event mentions, and whether the walk came to an end.
pub(in crate::trace) fn narrow(
    records: &mut Records<'_, '_>,
    history: &History,
    of: &[String],
) -> (Vec<String>, bool) {
    if of.is_empty() {
        return (Vec::new(), true);
    }
    let (mut unknown, mut from) = (Vec::new(), Vec::new());
    for name in of {
        match history.thing(name) {
            Some(thing) => from.push(thing),
            None => unknown.push(name.clone()),
        }
    }
    let counted: EventSet = records.list.iter().map(|record| EventId::of(record.number)).collect();
    let excluded: EventSet = history.events().filter(|event| !counted.contains(*event)).collect();
    let view = View::new(history).without(&excluded);
    let things = records.bytes() / BYTES_A_THING + 64;
    let trace = Trace::walk(&view, &from, Direction::Back, &Limits { things, work: MOST_WORK });
    let way = events(&view, &trace);
    records.list.retain(|record| way.contains(EventId::of(record.number)));
    (unknown, trace.truncated.is_none())
}

/// The events on a way that was walked back.
fn events(view: &View<'_>, trace: &Trace) -> EventSet {
    let mut way = EventSet::new();
    let time = |event: EventId| view.history().event(event).and_then(|record| record.time()).map(Stamp::from);
    // What went into something counts up to then: what became of the rest of it is another way.
    let mut until: BTreeMap<Thing, Stamp> = BTreeMap::new();
    for key in &trace.steps {
        let events = view.events_of(*key);
        let last = events.iter().map(|event| time(*event).unwrap_or(Stamp::LAST)).max();
        let last = last.unwrap_or(Stamp::LAST);
        view.each_side(*key, &events, |mention, input, _| {
            if input && trace.things.contains_key(&mention.thing) {
                let until = until.entry(mention.thing).or_insert(last);
                *until = (*until).max(last);
            }
        });
        for event in events {
            way.insert(event);
        }
    }
    let mut stays = Carried::default();
    for (thing, reached) in &trace.things {
        let until =
            if reached.start { Stamp::LAST } else { until.get(thing).copied().unwrap_or(Stamp::LAST) };
        if reached.itself || reached.start {
            for (record, _) in view.mentions_of(*thing) {
                if record.time().is_none_or(|time| Stamp::from(time) <= until) {
                    way.insert(record.id());
                }
            }
        }
        if reached.start {
            for stay in view.stays_of(*thing) {
                stays.add(stay.parent, stay.from, stay.until);
            }
        }
    }
    trace.each_stay(view, |stay| {
        let most = until.get(&stay.child).copied();
        let start = trace.things.get(&stay.child).is_some_and(|reached| reached.start);
        let last = most.filter(|_| !start).map_or(stay.until, |most| most.min(stay.until));
        stays.add(stay.parent, stay.from, last);
    });
    stays.events(view, |event| _ = way.insert(event));
    way
}
