//! When what was in what: aggregation and association as stays between an `ADD` and a `DELETE`.

use super::{Amount, EventId, History, Kind, Stamp, Thing, View, kind_of};
use crate::{
    base::{decimal::Decimal, quantity::Quantity},
    trace::{Action, EventType},
};
use alloc::vec::Vec;

/// What ties a child to its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Tie {
    /// It is in it.
    Aggregation,
    /// It is tied to it.
    Association,
}

impl Tie {
    pub(super) const fn of(kind: EventType) -> Option<Self> {
        match kind {
            EventType::Aggregation => Some(Self::Aggregation),
            EventType::Association => Some(Self::Association),
            EventType::Object | EventType::Transaction | EventType::Transformation => None,
        }
    }
}

/// The time a thing spent in, or tied to, another; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// What was inside.
    pub child: Thing,
    /// What it was in.
    pub parent: Thing,
    /// How it was tied.
    pub tie: Tie,
    /// How much of it was put in by the first event, where that says so.
    pub amount: Option<Amount>,
    /// The event that makes it: the first `ADD`, or what else shows that the thing was there.
    pub event: EventId,
    /// The event that ended it.
    pub closed: Option<EventId>,
    /// Since when.
    pub from: Stamp,
    /// Until when.
    pub until: Stamp,
    /// The part of the history that makes it: where the event names the child.
    pub(crate) part: u32,
}

/// An event that names both parent and child.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    event: EventId,
    part: u32,
    action: Action,
}

impl Pair {
    /// An event without an action shows at least that both were there.
    pub(super) fn of(history: &History, part: u32) -> Option<Self> {
        let event = history.event_at(part as usize)?;
        let action = history.event(event)?.action().unwrap_or(Action::Observe);
        Some(Self { event, part, action })
    }
}

/// Events that take out of a parent whatever is in it.
pub(super) struct Emptyings<'v, 'h> {
    view: &'v View<'h>,
    /// INVARIANT (timed): in time, none without one.
    events: &'h [u32],
}

impl<'v, 'h> Emptyings<'v, 'h> {
    pub(super) fn of(view: &'v View<'h>, parent: Thing, tie: Tie) -> Self {
        let events = view.history().emptyings(parent, tie);
        let timed = events.partition_point(|event| view.when(EventId(*event)).0 != Stamp::FIRST);
        Self { view, events: events.get(..timed).unwrap_or_default() }
    }

    /// The first and the last after a moment and not after another.
    fn between(&self, from: Stamp, until: Stamp) -> Option<(EventId, EventId)> {
        let not_after =
            |moment: Stamp| self.events.partition_point(|event| self.view.when(EventId(*event)).0 <= moment);
        let mut seen = self.events.get(not_after(from)..not_after(until))?.iter().copied().map(EventId);
        let first = seen.find(|event| self.view.sees(*event))?;
        Some((first, seen.rfind(|event| self.view.sees(*event)).unwrap_or(first)))
    }
}

/// A stay that has not ended yet.
#[derive(Clone, Copy, Debug)]
struct Open {
    from: Stamp,
    event: EventId,
    part: u32,
    amount: Option<Amount>,
    rest: Rest,
}

/// What is still inside.
#[derive(Clone, Copy, Debug)]
enum Rest {
    /// So much.
    Known(Amount),
    /// All of it, or nobody knows how much.
    Unknown,
}

/// What is told of the stays of a thing.
#[derive(Clone, Copy, Debug)]
pub(super) enum Told {
    Stay(Stay),
    Found(&'static str, EventId),
}

struct Stays<'o, 'h> {
    history: &'h History,
    emptyings: &'o Emptyings<'o, 'h>,
    pair: (Thing, Thing, Tie),
    open: Option<Open>,
    /// The last moment at which it is known not to be inside.
    outside: Stamp,
    /// When the last stay ended.
    ended: Option<Stamp>,
    tell: &'o mut dyn FnMut(Told),
}

/// The stays of one child in one parent, in time.
///
/// At one moment what was inside is taken out first and then put in again; what was not is put in first.
pub(super) fn between(
    view: &View<'_>,
    pair: (Thing, Thing, Tie),
    events: &mut [Pair],
    emptyings: &Emptyings<'_, '_>,
    tell: &mut dyn FnMut(Told),
) {
    if pair.0 == pair.1 {
        events.iter().for_each(|event| tell(Told::Found("contains-itself", event.event)));
        return;
    }
    events.sort_by(|a, b| view.history().compare(a.event, b.event));
    // Events without a time come last.
    let timed = events.partition_point(|event| view.when(event.event).0 != Stamp::FIRST);
    let (timed, untimed) = events.split_at_checked(timed).unwrap_or((events, &[]));
    let history = view.history();
    let mut run = Stays { history, emptyings, pair, open: None, outside: Stamp::FIRST, ended: None, tell };
    if let Some(added) = untimed.iter().find(|event| event.action == Action::Add) {
        run.open = Some(Open::of(added, Stamp::FIRST, None));
    }
    // INVARIANT (done): emptyings up to this moment have been heeded.
    let mut done = Stamp::FIRST;
    for group in timed.chunk_by(|a, b| view.when(a.event) == view.when(b.event)) {
        let Some(first) = group.first() else { continue };
        let (at, _) = view.when(first.event);
        run.empty_between(done, at.before());
        run.at(at, group);
        done = at;
    }
    run.empty_between(done, Stamp::LAST);
    if let Some(open) = run.open.take() {
        run.push(open, Stamp::LAST, None);
    }
    if run.ended.is_none()
        && let Some(seen) = untimed.first()
    {
        let amount = run.amount(seen.part);
        run.push(Open::of(seen, Stamp::FIRST, amount), Stamp::LAST, None);
    }
}

impl Open {
    /// What a pair opens, with nothing known of what is left of it.
    const fn of(pair: &Pair, from: Stamp, amount: Option<Amount>) -> Self {
        Self { from, event: pair.event, part: pair.part, amount, rest: Rest::Unknown }
    }
}

impl Stays<'_, '_> {
    /// What happens at one moment.
    fn at(&mut self, at: Stamp, group: &[Pair]) {
        let inside = self.open.is_some();
        if !inside {
            self.add(at, group);
        }
        self.remove(at, group);
        self.empty_between(at.before(), at);
        if inside {
            self.add(at, group);
        }
        self.observe(at, group);
    }

    fn amount(&self, part: u32) -> Option<Amount> {
        self.history.mention(part as usize)?.amount
    }

    fn push(&mut self, open: Open, until: Stamp, closed: Option<EventId>) {
        let (child, parent, tie) = self.pair;
        let Open { from, event, part, amount, .. } = open;
        self.ended = Some(until);
        (self.tell)(Told::Stay(Stay { child, parent, tie, amount, event, closed, from, until, part }));
    }

    fn close(&mut self, at: Stamp, event: EventId) {
        if let Some(open) = self.open.take() {
            self.push(open, at, Some(event));
        }
        self.outside = at;
    }

    /// All is taken out by what empties the parent after `from` and not after `until`.
    fn empty_between(&mut self, from: Stamp, until: Stamp) {
        let Some((first, last)) = self.emptyings.between(from, until) else { return };
        let at = |event| self.emptyings.view.when(event).0;
        self.close(at(first), first);
        self.outside = at(last);
    }

    fn add(&mut self, at: Stamp, group: &[Pair]) {
        for event in group.iter().filter(|event| event.action == Action::Add) {
            let amount = self.amount(event.part);
            let rest = amount.map_or(Rest::Unknown, Rest::Known);
            self.open = Some(match self.open {
                None => Open { rest, ..Open::of(event, at, amount) },
                Some(open) => Open { rest: open.rest.plus(rest), ..open },
            });
        }
    }

    fn remove(&mut self, at: Stamp, group: &[Pair]) {
        for event in group.iter().filter(|event| event.action == Action::Delete) {
            match self.open {
                Some(open) => {
                    let taken = self.amount(event.part);
                    match taken.map_or(Some(Left::Nothing), |taken| open.rest.minus(taken)) {
                        Some(Left::Nothing) => self.close(at, event.event),
                        Some(Left::Some(rest)) => self.open = Some(Open { rest, ..open }),
                        None => self.open = Some(Open { rest: Rest::Unknown, ..open }),
                    }
                }
                // It was taken out at this very moment by another event, too.
                None if self.ended == Some(at) => {}
                None => {
                    (self.tell)(Told::Found("removed-not-inside", event.event));
                    let open = Open::of(event, self.outside, self.amount(event.part));
                    self.push(open, at, Some(event.event));
                    self.outside = at;
                }
            }
        }
    }

    fn observe(&mut self, at: Stamp, group: &[Pair]) {
        let Some(seen) = group.iter().find(|event| event.action == Action::Observe) else { return };
        if self.open.is_none() && self.ended != Some(at) {
            self.push(Open::of(seen, at, self.amount(seen.part)), at, None);
        }
    }
}

enum Left {
    Nothing,
    Some(Rest),
}

impl Rest {
    fn plus(self, other: Self) -> Self {
        let (Self::Known(a), Self::Known(b)) = (self, other) else { return Self::Unknown };
        let value = match (a.unit, b.unit) {
            (Some(unit), Some(other)) => {
                Quantity::new(a.value, unit).plus(&Quantity::new(b.value, other)).ok().map(|sum| sum.value)
            }
            (None, None) => a.value.checked_add(b.value),
            _ => None,
        };
        value.map_or(Self::Unknown, |value| Self::Known(Amount { value, ..a }))
    }

    /// What is left; `None` where that cannot be told.
    fn minus(self, taken: Amount) -> Option<Left> {
        let Self::Known(rest) = self else { return None };
        let value = match (rest.unit, taken.unit) {
            (Some(unit), Some(other)) => {
                Quantity::new(rest.value, unit).minus(&Quantity::new(taken.value, other)).ok()?.value
            }
            (None, None) => rest.value.checked_sub(taken.value)?,
            _ => return None,
        };
        let left = value > Decimal::ZERO;
        Some(if left { Left::Some(Self::Known(Amount { value, ..rest })) } else { Left::Nothing })
    }
}

/// One thing in two containers at a time. Lots may be: parts of them are.
pub(super) fn overlaps(
    view: &View<'_>,
    thing: Thing,
    stays: &[Stay],
    found: &mut dyn FnMut(&'static str, EventId),
) {
    if !matches!(kind_of(view.history().name_of(thing)), Kind::Item | Kind::Container) {
        return;
    }
    let mut inside: Vec<&Stay> = stays.iter().filter(|stay| stay.tie == Tie::Aggregation).collect();
    inside.sort_by_key(|stay| (stay.from, stay.until, view.history().name_of(stay.parent)));
    // The stay among those before that ends last.
    let mut last: Option<&Stay> = None;
    for stay in inside {
        if let Some(last) = last
            && stay.from < last.until
            && stay.parent != last.parent
        {
            found("in-two-containers", stay.event);
        }
        if last.is_none_or(|last| last.until <= stay.until) {
            last = Some(stay);
        }
    }
}
