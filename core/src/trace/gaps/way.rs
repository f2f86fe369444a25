//! The way of a lot: the records of what it was made of, up to when that was used, and of what carried it.

use super::record::{Records, counted};
use crate::trace::{
    Events,
    history::{Carried, Direction, EventId, EventSet, History, Limits, Stamp, Thing, Trace, View},
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

/// The way of some things.
#[derive(Debug)]
pub(in crate::trace) struct Way {
    /// Names that no event mentions.
    pub(in crate::trace) unknown: Vec<String>,
    /// Did the walk come to an end?
    pub(in crate::trace) whole: bool,
    /// Its events; all that count where no thing is named.
    pub(in crate::trace) events: EventSet,
}

impl Way {
    /// Walks back through the events that count.
    pub(in crate::trace) fn of(history: &History, counted: EventSet, of: &[String]) -> Self {
        if of.is_empty() {
            return Self { unknown: Vec::new(), whole: true, events: counted };
        }
        let (mut unknown, mut from) = (Vec::new(), Vec::new());
        for name in of {
            match history.thing(name) {
                Some(thing) => from.push(thing),
                None => unknown.push(name.clone()),
            }
        }
        let excluded: EventSet = history.events().filter(|event| !counted.contains(*event)).collect();
        let view = View::new(history).without(&excluded);
        let things = history.documents().map(str::len).sum::<usize>() / BYTES_A_THING + 64;
        let trace = Trace::walk(&view, &from, Direction::Back, &Limits { things, work: MOST_WORK });
        Self { unknown, whole: trace.truncated.is_none(), events: events(&view, &trace) }
    }
}

/// Leaves only the records of the way of some things. Names that no event mentions, and whether the walk came to an end.
pub(in crate::trace) fn narrow(
    records: &mut Records<'_>,
    history: &History,
    of: &[String],
) -> (Vec<String>, bool) {
    if of.is_empty() {
        return (Vec::new(), true);
    }
    let counted = records.list.iter().map(|record| EventId::of(record.number)).collect();
    let way = Way::of(history, counted, of);
    records.list.retain(|record| way.events.contains(EventId::of(record.number)));
    (way.unknown, way.whole)
}

/// Asks something of the records of a history on the way of some things; `masters`: of documents with master data, too.
pub(in crate::trace) fn on_way<R>(
    history: &History,
    scope: Scope<'_>,
    masters: bool,
    ask: impl FnOnce(Records<'_>, &[(u32, Events<'_>)], (Vec<String>, bool)) -> R,
) -> R {
    let (counted, counts) = counted(history, scope.as_of);
    let Way { unknown, whole, events } = Way::of(history, counted, scope.of);
    let tapes = history.read_with(&events, masters);
    let read = tapes.iter().filter_map(|(first, tape)| Some((*first, Events::of(tape.root()).ok()?)));
    let documents: Vec<(u32, Events<'_>)> = read.collect();
    ask(Records::some(&documents, &events, counts), &documents, (unknown, whole))
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
