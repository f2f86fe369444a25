//! What was done with containers while something was in them.

use crate::trace::history::{EventId, Role, Stamp, Stay, Thing, View};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

/// A time; both ends belong to it.
pub(super) type Time = (Stamp, Stamp);

/// The moments that belong to both.
fn both(one: Time, two: Time) -> Option<Time> {
    let (from, until) = (one.0.max(two.0), one.1.min(two.1));
    (from <= until).then_some((from, until))
}

/// An event that names a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Act {
    pub(super) event: EventId,
    /// The container went into something else there.
    pub(super) used: bool,
}

/// An event on the way of what is in a container.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leg {
    pub(super) act: Act,
    /// The container that it names.
    pub(super) inside: Thing,
}

/// Follows containers. What was found once is kept, as long as it takes no more room than the history does.
#[derive(Debug)]
pub(super) struct Journeys<'h> {
    view: View<'h>,
    carriers: BTreeMap<Thing, Carrier>,
    moments: Moments,
    found: BTreeMap<(Thing, Time), Vec<Leg>>,
    /// Legs in `found`, and some more for each journey.
    kept: usize,
    /// Legs and stays that may still be looked at.
    work: usize,
}

/// What a journey takes beside its legs.
const FRAME: usize = 8;

impl<'h> Journeys<'h> {
    /// None yet; so many legs and stays may be looked at.
    pub(super) const fn new(view: View<'h>, work: usize) -> Self {
        Self {
            view,
            carriers: BTreeMap::new(),
            moments: Moments::new(),
            found: BTreeMap::new(),
            kept: 0,
            work,
        }
    }

    /// What was done, at some time, with a container and those that it was in meanwhile: each act once, and in the container
    /// that is the fewest others away. `None` where that is more work than may be done.
    pub(super) fn of(&mut self, container: Thing, time: Time) -> Option<&[Leg]> {
        let key = (container, time);
        if !self.found.contains_key(&key) {
            let legs = self.follow(container, time)?;
            self.kept = self.kept.saturating_add(legs.len()).saturating_add(FRAME);
            if self.kept > self.view.history().mentions() {
                self.found.clear();
                self.kept = legs.len().saturating_add(FRAME);
            }
            self.found.insert(key, legs);
        }
        let legs = self.found.get(&key)?;
        self.work = self.work.checked_sub(legs.len())?;
        Some(legs)
    }

    fn follow(&mut self, container: Thing, time: Time) -> Option<Vec<Leg>> {
        let (mut legs, mut told) = (Vec::new(), BTreeSet::new());
        let mut known: BTreeMap<Thing, Times> = BTreeMap::new();
        known.entry(container).or_default().add(time, |_| ());
        let mut level = alloc::vec![(container, time)];
        while !level.is_empty() {
            level.sort_by_key(|(thing, time)| (self.view.history().name_of(*thing), *time));
            let mut next = Vec::new();
            for (thing, time) in level {
                self.meet(thing);
                let Some(carrier) = self.carriers.get(&thing) else { continue };
                let acts = carrier.acts_in(&self.view, time);
                legs.extend(
                    acts.iter().filter(|act| told.insert(**act)).map(|act| Leg { act: *act, inside: thing }),
                );
                let mut looked = acts.len();
                carrier.each_stay(&self.moments, time, |parent, time| {
                    looked = looked.saturating_add(1);
                    known.entry(parent).or_default().add(time, |new| next.push((parent, new)));
                });
                self.work = self.work.checked_sub(looked)?;
            }
            level = next;
        }
        Some(legs)
    }

    /// Learns what is recorded of a container.
    fn meet(&mut self, thing: Thing) {
        if !self.carriers.contains_key(&thing) {
            let carrier = Carrier::of(&self.view, thing, &mut self.moments);
            self.carriers.insert(thing, carrier);
        }
    }
}

/// What is recorded of a container.
#[derive(Debug)]
struct Carrier {
    /// What was done with it, in time; not what was put into it.
    acts: Vec<Act>,
    /// INVARIANT (begun): by their beginnings.
    stays: Vec<Tied>,
}

/// A stay in another container; moments by their numbers.
#[derive(Clone, Copy, Debug)]
struct Tied {
    parent: Thing,
    from: u32,
    until: u32,
    /// INVARIANT (reach): the last moment of all stays up to this one.
    reach: u32,
}

impl Carrier {
    fn of(view: &View<'_>, thing: Thing, moments: &mut Moments) -> Self {
        let mut acts: Vec<Act> = Vec::new();
        for (record, mention) in view.mentions_of(thing) {
            let act = Act { event: record.id(), used: mention.role == Role::Input };
            let counts = mention.role.is_goods() && mention.role != Role::Parent && record.time().is_some();
            // An event may name it over and over.
            if counts && acts.last() != Some(&act) {
                acts.push(act);
            }
        }
        acts.sort_by(|a, b| view.history().compare(a.event, b.event).then(a.used.cmp(&b.used)));
        acts.dedup();
        let mut own: Vec<Stay> = view.stays_of(thing);
        own.sort_by_key(|stay| (stay.from, stay.until));
        let (mut stays, mut last) = (Vec::with_capacity(own.len()), (Stamp::FIRST, 0));
        for stay in own {
            let (from, until) = (moments.number(stay.from), moments.number(stay.until));
            if stays.is_empty() || stay.until > last.0 {
                last = (stay.until, until);
            }
            stays.push(Tied { parent: stay.parent, from, until, reach: last.1 });
        }
        Self { acts, stays }
    }

    /// What was done with it at some time.
    fn acts_in(&self, view: &View<'_>, (from, until): Time) -> &[Act] {
        let at = |act: &Act| {
            let time = view.history().event(act.event).and_then(|record| record.time());
            time.map_or(Stamp::LAST, Stamp::from)
        };
        let (start, end) = (
            self.acts.partition_point(|act| at(act) < from),
            self.acts.partition_point(|act| at(act) <= until),
        );
        self.acts.get(start..end).unwrap_or_default()
    }

    /// Where it was at some time, and when.
    fn each_stay(&self, moments: &Moments, time: Time, mut each: impl FnMut(Thing, Time)) {
        let begun = self.stays.partition_point(|stay| moments.at(stay.from) <= time.1);
        let stays = self.stays.get(..begun).unwrap_or_default().iter().rev();
        for stay in stays.take_while(|stay| moments.at(stay.reach) >= time.0) {
            if let Some(time) = both(time, (moments.at(stay.from), moments.at(stay.until))) {
                each(stay.parent, time);
            }
        }
    }
}

/// Moments by numbers, for there are fewer of them than stays.
#[derive(Debug)]
struct Moments {
    numbers: BTreeMap<Stamp, u32>,
    all: Vec<Stamp>,
}

impl Moments {
    const fn new() -> Self {
        Self { numbers: BTreeMap::new(), all: Vec::new() }
    }

    fn number(&mut self, moment: Stamp) -> u32 {
        *self.numbers.entry(moment).or_insert_with(|| {
            self.all.push(moment);
            // INVARIANT (numbers): a history has fewer than 2^31 parts, and so fewer moments.
            self.all.len() as u32 - 1
        })
    }

    fn at(&self, number: u32) -> Stamp {
        self.all.get(number as usize).copied().unwrap_or(Stamp::LAST)
    }
}

/// Times that do not meet, in order.
#[derive(Debug, Default)]
struct Times(Vec<Time>);

impl Times {
    /// Takes a time in, and tells those pieces of it that are new.
    fn add(&mut self, time: Time, mut new: impl FnMut(Time)) {
        let first = self.0.partition_point(|known| known.1 < time.0);
        let end = self.0.partition_point(|known| known.0 <= time.1);
        let met = self.0.get(first..end).unwrap_or_default();
        let (mut whole, mut from) = (time, Some(time.0));
        for known in met {
            if let Some(from) = from.filter(|from| *from < known.0) {
                new((from, known.0));
            }
            whole = (whole.0.min(known.0), whole.1.max(known.1));
            from = (known.1 < time.1).then_some(known.1);
        }
        if let Some(from) = from {
            new((from, time.1));
        }
        if met != [whole] {
            if self.0.is_empty() {
                self.0.reserve_exact(1);
            }
            self.0.splice(first..end.max(first), [whole]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Stamp, Times};
    use crate::base::time::Instant;

    #[test]
    fn only_what_is_new_of_a_time_is_told() {
        let at = |minute: i64| {
            let time: Instant = "2026-05-12T00:00:00Z".parse().unwrap();
            Stamp::from(time.plus_seconds(minute * 60).unwrap())
        };
        let mut times = Times::default();
        for (from, until, wanted) in [
            (10, 20, &[(10, 20)][..]),
            (12, 20, &[]),
            (30, 40, &[(30, 40)]),
            (5, 50, &[(5, 10), (20, 30), (40, 50)]),
            (5, 50, &[]),
            (50, 50, &[]),
            (50, 51, &[(50, 51)]),
            (1, 2, &[(1, 2)]),
            (2, 5, &[(2, 5)]),
        ] {
            let mut new = alloc::vec::Vec::new();
            times.add((at(from), at(until)), |time| new.push(time));
            let wanted: alloc::vec::Vec<_> = wanted.iter().map(|(a, b)| (at(*a), at(*b))).collect();
            assert_eq!(new, wanted, "{from} to {until}");
        }
        assert_eq!(times.0, [(at(1), at(51))]);
    }
}
