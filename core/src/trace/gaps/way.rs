//! The way of a lot: the records of what it was made of, up to when that was used, and of what carried it.

use super::record::Records;
use crate::trace::history::{Direction, EventId, EventSet, History, Limits, Stamp, Thing, Trace, View};
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
        let step = view.step(*key);
        let last = step.events.iter().map(|event| time(*event).unwrap_or(Stamp::LAST)).max();
        let last = last.unwrap_or(Stamp::LAST);
        for input in &step.inputs {
            let until = until.entry(input.thing).or_insert(last);
            *until = (*until).max(last);
        }
        for event in step.events {
            way.insert(event);
        }
    }
    let mut stays = Stays::default();
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
    for stay in trace.stays.values() {
        let most = until.get(&stay.child).copied();
        let start = trace.things.get(&stay.child).is_some_and(|reached| reached.start);
        let last = most.filter(|_| !start).map_or(stay.until, |most| most.min(stay.until));
        stays.add(stay.parent, stay.from, last);
    }
    stays.carried(view, &mut way);
    way
}

/// When goods were in each container.
#[derive(Default)]
struct Stays(BTreeMap<Thing, Vec<(Stamp, Stamp)>>);

impl Stays {
    fn add(&mut self, parent: Thing, from: Stamp, until: Stamp) {
        let own = self.0.entry(parent).or_default();
        // What was packed together stays together: one span for all.
        if own.last() != Some(&(from, until)) {
            own.push((from, until));
        }
    }

    /// What was done with the containers while the goods were in them.
    fn carried(self, view: &View<'_>, way: &mut EventSet) {
        for (parent, mut spans) in self.0 {
            spans.sort_unstable();
            let mut reach = Stamp::FIRST;
            for span in &mut spans {
                reach = reach.max(span.1);
                span.1 = reach;
            }
            for (record, mention) in view.mentions_of(parent).filter(|(_, mention)| mention.role.is_goods()) {
                let within = record.time().map(Stamp::from).is_none_or(|time| {
                    // INVARIANT (reach): of the spans that began by then the last one reaches furthest.
                    let begun = spans.partition_point(|(from, _)| *from <= time);
                    let last = begun.checked_sub(1).and_then(|at| spans.get(at));
                    last.is_some_and(|(_, until)| time <= *until)
                });
                if within {
                    way.insert(mention.event);
                }
            }
        }
    }
}
