//! The visits of a walk: those still to be made, the most urgent first, and what is known of those before.
//!
//! A visit is to a thing at some moments. One that lies in another is needless, and the other is never less urgent. How
//! urgent a visit is depends on its moments and on the thing's name, never on the order in which events were recorded, so
//! that a walk which ends at a limit ends at the same visit for the same events.
//!
//! Only so many new things may be reached. What lies beyond them cannot be visited before the walk ends: it is not kept.

use super::{Stamp, Thing};
use alloc::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    vec::Vec,
};

/// The moments from which, or up to which, something counts of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: Stamp,
    pub(super) until: Stamp,
}

impl Span {
    pub(super) const ALWAYS: Self = Self { from: Stamp::FIRST, until: Stamp::LAST };

    /// The moments that belong to both.
    pub(super) fn and(self, from: Stamp, until: Stamp) -> Option<Self> {
        let both = Self { from: self.from.max(from), until: self.until.min(until) };
        (both.from <= both.until).then_some(both)
    }

    fn holds(self, other: Self) -> bool {
        self.from <= other.from && other.until <= self.until
    }
}

/// What is known of the goods at a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum As {
    /// The goods themselves: forward from a moment on, back at some moments.
    Goods,
    /// The goods as they were just made; walking forward only.
    Fresh,
    /// What carried them: forward at some moments, back up to a moment.
    Carrier,
}

/// A visit, ordered by urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Visit<'h> {
    /// INVARIANT (urgency): a span that holds another comes before it.
    moments: (Stamp, Stamp),
    state: As,
    name: &'h str,
    thing: Thing,
}

/// A thing whose turn it is, with all that is waiting of it in this state.
#[derive(Debug)]
pub(super) struct Due {
    pub(super) thing: Thing,
    pub(super) state: As,
    /// INVARIANT (none within another): by their starts, and so by their ends. At least one.
    pub(super) spans: Vec<Span>,
}

impl Due {
    /// The spans that share a moment with a time.
    pub(super) fn meeting(&self, from: Stamp, until: Stamp) -> &[Span] {
        let start = self.spans.partition_point(|span| span.until < from);
        let end = self.spans.partition_point(|span| span.from <= until);
        self.spans.get(start..end).unwrap_or_default()
    }
}

/// The visits of one walk.
#[derive(Debug)]
pub(super) struct Visits<'h> {
    forward: bool,
    known: BTreeMap<(Thing, As), Spans>,
    /// To things that were not reached yet.
    new: BTreeSet<Visit<'h>>,
    /// To things that were.
    again: BTreeSet<Visit<'h>>,
    /// Things in `new`.
    things: usize,
    /// The most urgent visit that was not kept: there the walk ends.
    end: Option<Visit<'h>>,
    /// Spans beyond the first of a thing in a state.
    more: usize,
}

impl<'h> Visits<'h> {
    pub(super) const fn new(forward: bool) -> Self {
        Self {
            forward,
            known: BTreeMap::new(),
            new: BTreeSet::new(),
            again: BTreeSet::new(),
            things: 0,
            end: None,
            more: 0,
        }
    }

    /// There is more than may be reached.
    pub(super) const fn is_cut(&self) -> bool {
        self.end.is_some()
    }

    /// How many spans are known beyond the first of a thing in a state.
    pub(super) const fn more(&self) -> usize {
        self.more
    }

    fn visit(&self, thing: Thing, name: &'h str, state: As, span: Span) -> Visit<'h> {
        let moments = if self.forward {
            (span.from, span.until.mirrored())
        } else {
            (span.until.mirrored(), span.from)
        };
        Visit { moments, state, name, thing }
    }

    /// Adds a visit, unless it says nothing new. `reached`: was the thing? `room`: how many new things may be.
    pub(super) fn push(
        &mut self,
        (thing, name): (Thing, &'h str),
        state: As,
        span: Span,
        reached: bool,
        room: usize,
    ) {
        let visit = self.visit(thing, name, state, span);
        if self.end.is_some_and(|end| visit >= end)
            || self.known.get(&(thing, state)).is_some_and(|spans| spans.hold(span))
        {
            return;
        }
        self.things += usize::from(!reached && !self.is_known(thing));
        match self.known.entry((thing, state)) {
            Entry::Vacant(vacant) => {
                vacant.insert(Spans::One(span, true));
            }
            Entry::Occupied(mut known) => {
                let mut needless = Vec::new();
                let before = known.get().len();
                known.get_mut().insert(span, &mut |span| needless.push(span));
                self.more = (self.more + known.get().len()).saturating_sub(before);
                for span in needless {
                    let visit = self.visit(thing, name, state, span);
                    self.queue(reached).remove(&visit);
                }
            }
        }
        self.queue(reached).insert(visit);
        self.keep(room);
    }

    fn queue(&mut self, reached: bool) -> &mut BTreeSet<Visit<'h>> {
        if reached { &mut self.again } else { &mut self.new }
    }

    fn is_known(&self, thing: Thing) -> bool {
        self.known.range((thing, As::Goods)..=(thing, As::Carrier)).next().is_some()
    }

    /// Keeps no more new things than may be reached.
    ///
    /// What is dropped is the least urgent, behind as many other things as there is room for: the walk ends before it.
    fn keep(&mut self, room: usize) {
        while self.things > room
            && let Some(last) = self.new.pop_last()
        {
            self.forget(&last);
            self.things -= usize::from(!self.is_known(last.thing));
            self.end = Some(self.end.map_or(last, |end| end.min(last)));
        }
        let Some(end) = self.end else { return };
        while let Some(last) = self.new.last().copied().filter(|last| *last >= end) {
            self.new.remove(&last);
            self.forget(&last);
            self.things -= usize::from(!self.is_known(last.thing));
        }
        while let Some(last) = self.again.last().copied().filter(|last| *last >= end) {
            self.again.remove(&last);
            self.forget(&last);
        }
    }

    /// The visit will not be made.
    fn forget(&mut self, visit: &Visit<'h>) {
        let key = (visit.thing, visit.state);
        let Some(spans) = self.known.get_mut(&key) else { return };
        let before = spans.len();
        let (from, _) = if self.forward { visit.moments } else { (visit.moments.1, visit.moments.0) };
        let left = spans.remove(from);
        self.more = self.more.saturating_sub(before.saturating_sub(left.max(1)));
        if left == 0 {
            self.known.remove(&key);
        }
    }

    /// What is next; `None` where nothing is, or the walk ends.
    pub(super) fn pop(&mut self) -> Option<Due> {
        let next = match (self.new.first(), self.again.first()) {
            (Some(new), Some(again)) => *new.min(again),
            (new, again) => *new.or(again)?,
        };
        if self.end.is_some_and(|end| next >= end) {
            return None;
        }
        if self.new.contains(&next) {
            self.things -= 1;
            for state in [As::Goods, As::Fresh, As::Carrier] {
                for span in self.waiting(next.thing, state) {
                    let visit = self.visit(next.thing, next.name, state, span);
                    self.new.remove(&visit);
                    self.again.insert(visit);
                }
            }
        }
        let spans = self.waiting(next.thing, next.state);
        for span in &spans {
            let visit = self.visit(next.thing, next.name, next.state, *span);
            self.again.remove(&visit);
        }
        if let Some(known) = self.known.get_mut(&(next.thing, next.state)) {
            known.visit();
        }
        Some(Due { thing: next.thing, state: next.state, spans })
    }

    /// What is waiting of a thing in a state.
    fn waiting(&self, thing: Thing, state: As) -> Vec<Span> {
        let mut waiting = Vec::new();
        if let Some(spans) = self.known.get(&(thing, state)) {
            spans.each_waiting(&mut |span| waiting.push(span));
        }
        waiting
    }
}

/// Spans of which none lies in another, by their start and so by their end.
#[derive(Debug)]
enum Spans {
    /// The one, and whether its visit is still to come.
    One(Span, bool),
    Many {
        untils: BTreeMap<Stamp, Stamp>,
        /// The starts of those whose visits are still to come.
        waiting: BTreeSet<Stamp>,
    },
}

impl Spans {
    fn len(&self) -> usize {
        match self {
            Self::One(..) => 1,
            Self::Many { untils, .. } => untils.len(),
        }
    }

    /// Does a span lie in one of these?
    fn hold(&self, span: Span) -> bool {
        match self {
            Self::One(one, _) => one.holds(span),
            Self::Many { untils, .. } => {
                untils.range(..=span.from).next_back().is_some_and(|(_, until)| *until >= span.until)
            }
        }
    }

    /// Puts a span in that does not lie in one of these, and says which of those still to come lie in it: they go.
    fn insert(&mut self, span: Span, needless: &mut dyn FnMut(Span)) {
        match self {
            Self::One(one, waits) if span.holds(*one) => {
                if *waits {
                    needless(*one);
                }
                *self = Self::One(span, true);
            }
            Self::One(one, waits) => {
                let waiting = [waits.then_some(one.from), Some(span.from)];
                let untils = BTreeMap::from([(one.from, one.until), (span.from, span.until)]);
                *self = Self::Many { untils, waiting: waiting.into_iter().flatten().collect() };
            }
            Self::Many { untils, waiting } => {
                while let Some((from, until)) = untils.range(span.from..).next() {
                    let inner = Span { from: *from, until: *until };
                    if !span.holds(inner) {
                        break;
                    }
                    untils.remove(&inner.from);
                    if waiting.remove(&inner.from) {
                        needless(inner);
                    }
                }
                untils.insert(span.from, span.until);
                waiting.insert(span.from);
            }
        }
    }

    /// Takes the span out that starts there; how many are left.
    fn remove(&mut self, from: Stamp) -> usize {
        match self {
            Self::One(..) => 0,
            Self::Many { untils, waiting } => {
                untils.remove(&from);
                waiting.remove(&from);
                untils.len()
            }
        }
    }

    fn each_waiting(&self, each: &mut dyn FnMut(Span)) {
        match self {
            Self::One(span, waits) => {
                if *waits {
                    each(*span);
                }
            }
            Self::Many { untils, waiting } => {
                let spans =
                    waiting.iter().filter_map(|from| Some(Span { from: *from, until: *untils.get(from)? }));
                spans.for_each(each);
            }
        }
    }

    /// Their visits are made now.
    fn visit(&mut self) {
        match self {
            Self::One(_, waits) => *waits = false,
            Self::Many { waiting, .. } => waiting.clear(),
        }
    }
}
