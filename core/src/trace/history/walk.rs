//! Back and forward from a thing.
//!
//! What is walked is a relation between moments: a thing that was made at one moment may be in what it was used for at
//! another, if that is not earlier. Walking forward from a making follows just those uses from which walking back arrives
//! at it, so that one walk is the inverse of the other, whatever cycles there are.
//!
//! - A use draws from the makings before it. A use before all makings is a contradiction of the records: it is found, and
//!   draws from all of them, so that nothing is lost.
//! - What is inside a container is used with it, at that moment. So goods lead up to their containers, and only to what is
//!   done with those while the goods are inside; never down again to the neighbours.
//! - A container that is itself meant or made stands for what is in it.
//! - A place, party or document leads to the goods of the events that name it, and is never walked through.

use super::{
    EventId, Role, Stamp, Stay, StepKey, Thing, View,
    bits::Bits,
    stay::Told,
    view::Ways,
    visits::{As, Due, Span, Visits},
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

/// Which way to walk.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Direction {
    /// To what it was made of, and what carried that.
    Back,
    /// To what was made of it, and what carried that.
    Forward,
    /// Back and forward, each from the start.
    #[default]
    Both,
}

/// How far a walk may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Things that are reached at most.
    pub things: usize,
    /// Mentions that are looked at before the walk ends.
    pub work: usize,
}

/// Times at which things were inside others that are kept apart, beyond one a thing: as many as things, and these.
const MORE_SPANS: usize = 4096;

impl Default for Limits {
    fn default() -> Self {
        Self { things: 1_000_000, work: 50_000_000 }
    }
}

/// The limit at which a walk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Limit {
    /// Things that are reached.
    Things,
    /// Mentions that are looked at, or times at which things were inside others.
    Work,
}

/// How a thing was reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// The walk began there.
    pub start: bool,
    /// It was reached walking back.
    pub back: bool,
    /// It was reached walking forward.
    pub forward: bool,
    /// The goods themselves were reached, not only a container that carried them.
    pub itself: bool,
}

/// What was reached, and by which acts.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The things.
    pub things: BTreeMap<Thing, Reached>,
    /// The steps that lead from one to another.
    pub steps: BTreeSet<StepKey>,
    /// The parts that make the stays that lead from one to another.
    stays: Bits,
    /// Events by which a place, party or document at the start leads to goods.
    pub named: BTreeSet<(Thing, EventId)>,
    /// What the records contradict each other in.
    pub found: BTreeSet<(EventId, &'static str)>,
    /// The limit at which the walk ended, if it did.
    pub truncated: Option<Limit>,
    /// Mentions that were looked at.
    pub work: usize,
}

impl Trace {
    /// Walks forward from some goods, from each since a moment.
    #[must_use]
    pub fn forward_since(view: &View<'_>, from: &[(Thing, Stamp)], limits: &Limits) -> Self {
        let mut trace = Self::default();
        let mut walk = Walk::new(*view, true, limits, &mut trace);
        for (thing, _) in from {
            walk.reach(*thing, false).start = true;
        }
        for (thing, since) in from {
            walk.push(*thing, Span { from: *since, until: Stamp::LAST }, As::Goods);
        }
        walk.run();
        trace
    }

    /// Does a stay lead from one thing to another?
    #[must_use]
    pub fn has(&self, stay: &Stay) -> bool {
        self.stays.contains(stay.part)
    }

    /// The stays that lead from one thing to another, by parent, tie, child and time. They are found again: nothing is kept
    /// of them but which they are.
    pub fn each_stay(&self, view: &View<'_>, mut each: impl FnMut(&Stay)) {
        let history = view.history();
        let mut events: Vec<EventId> =
            self.stays.iter().filter_map(|part| history.event_at(part as usize)).collect();
        events.dedup();
        let parents = events.into_iter().filter_map(|event| history.event(event)?.one(Role::Parent));
        for parent in parents.collect::<BTreeSet<Thing>>() {
            view.each_inside(parent, |stay| {
                if self.has(stay) {
                    each(stay);
                }
            });
        }
    }

    /// Walks from some things.
    #[must_use]
    pub fn walk(view: &View<'_>, from: &[Thing], direction: Direction, limits: &Limits) -> Self {
        let mut trace = Self::default();
        for forward in [false, true] {
            let other = if forward { Direction::Back } else { Direction::Forward };
            if direction != other {
                let mut walk = Walk::new(*view, forward, limits, &mut trace);
                walk.start(from);
                walk.run();
            }
        }
        trace
    }
}

/// Mentions that are looked at again rather than that something of them is kept.
const FEW: usize = 16;

struct Walk<'w, 'h> {
    view: View<'h>,
    forward: bool,
    limits: &'w Limits,
    trace: &'w mut Trace,
    visits: Visits<'h>,
    crossed: BTreeSet<StepKey>,
    /// When things with more than a few mentions were first made.
    first_made: BTreeMap<Thing, Stamp>,
}

impl<'w, 'h> Walk<'w, 'h> {
    fn new(view: View<'h>, forward: bool, limits: &'w Limits, trace: &'w mut Trace) -> Self {
        let (visits, crossed, first_made) = (Visits::new(forward), BTreeSet::new(), BTreeMap::new());
        Self { view, forward, limits, trace, visits, crossed, first_made }
    }

    fn start(&mut self, from: &[Thing]) {
        for thing in from {
            self.reach(*thing, false).start = true;
        }
        for thing in from {
            self.push(*thing, Span::ALWAYS, As::Goods);
            let mut last = None;
            let mentions = self.view.mentions_of(*thing);
            for (record, _) in mentions.filter(|(_, mention)| !mention.role.takes_part()) {
                // An event may name it over and over.
                if last.replace(record.id()) == Some(record.id()) {
                    continue;
                }
                self.trace.named.insert((*thing, record.id()));
                let (earliest, latest) = self.view.when(record.id());
                for goods in record.mentions().filter(|mention| mention.role.is_goods()) {
                    self.trace.work += 1;
                    let until = if self.forward { Stamp::LAST } else { latest };
                    self.push(goods.thing, Span { from: earliest, until }, As::Goods);
                }
            }
        }
    }

    fn run(&mut self) {
        while let Some(due) = self.visits.pop() {
            if self.trace.work >= self.limits.work
                || self.visits.more() > self.limits.things.saturating_add(MORE_SPANS)
            {
                self.trace.truncated = Some(Limit::Work);
                return;
            }
            self.trace.work += 1;
            self.reach(due.thing, due.state != As::Carrier);
            match (self.forward, due.state) {
                (true, As::Carrier) => self.carry_forward(&due),
                (true, As::Goods | As::Fresh) => self.use_forward(&due),
                (false, As::Carrier) => self.carry_back(&due),
                (false, As::Goods | As::Fresh) => self.make_back(&due),
            }
        }
        if self.visits.is_cut() {
            self.trace.truncated = Some(Limit::Things);
        }
    }

    fn reach(&mut self, thing: Thing, itself: bool) -> &mut Reached {
        let reached = self.trace.things.entry(thing).or_default();
        reached.itself |= itself;
        reached.forward |= self.forward;
        reached.back |= !self.forward;
        reached
    }

    fn push(&mut self, thing: Thing, span: Span, state: As) {
        let span = if self.forward || state != As::Goods { span } else { self.as_used(thing, span) };
        let reached = self.trace.things.contains_key(&thing);
        let room = self.limits.things.saturating_sub(self.trace.things.len());
        let name = self.view.history().name_of(thing);
        self.visits.push((thing, name), state, span, reached, room);
    }

    /// Walking back, when goods were used that are no container only matters by its end, and if it was before all making.
    fn as_used(&mut self, thing: Thing, span: Span) -> Span {
        if self.view.history().is_parent(thing) {
            return span;
        }
        let first = self.first_made.get(&thing).copied().unwrap_or_else(|| {
            let ways = self.view.ways(thing);
            self.trace.work += ways.work;
            let first = ways.first_made.unwrap_or(Stamp::FIRST);
            if ways.work > FEW {
                self.first_made.insert(thing, first);
            }
            first
        });
        Span { from: if span.from < first { Stamp::FIRST } else { Stamp::LAST }, until: span.until }
    }

    fn ways(&mut self, thing: Thing) -> Ways {
        let ways = self.view.ways(thing);
        self.trace.work += ways.work;
        if let (Some(first), false) = (ways.first_made, ways.makings.is_empty()) {
            let early = ways.uses.iter().filter(|way| self.view.when(way.event).1 < first);
            self.trace.found.extend(early.map(|way| (way.event, "used-before-made")));
        }
        ways
    }

    fn stays(&mut self, thing: Thing) -> Vec<Stay> {
        let found = &mut self.trace.found;
        let stays = self.view.stays(thing, &mut |code, event| {
            found.insert((event, code));
        });
        self.trace.work += stays.len();
        stays
    }

    /// Looks into a container, for each stay in it.
    fn look_into(&mut self, thing: Thing, mut each: impl FnMut(&mut Self, &Stay)) {
        let view = self.view;
        view.contents(thing, &mut |told| match told {
            Told::Stay(stay) => {
                self.trace.work += 1;
                each(self, &stay);
            }
            Told::Found(code, event) => {
                self.trace.found.insert((event, code));
            }
        });
    }

    /// The stay leads to another thing, at these moments.
    fn lead(&mut self, stay: &Stay, to: Thing, span: Span, state: As) {
        self.trace.stays.insert(stay.part);
        self.push(to, span, state);
    }

    /// A step is walked once, from one side to the other.
    fn cross(&mut self, key: StepKey) {
        if !self.crossed.insert(key) {
            return;
        }
        self.trace.steps.insert(key);
        let view = self.view;
        let events = view.events_of(key);
        view.each_side(key, &events, |mention, input, output| {
            self.trace.work += 1;
            let (from, until) = view.when(mention.event);
            if self.forward && output {
                self.push(mention.thing, Span { from, until: Stamp::LAST }, As::Fresh);
            }
            if !self.forward && input {
                self.push(mention.thing, Span { from, until }, As::Goods);
            }
        });
    }

    /// What becomes of goods from a moment on.
    fn use_forward(&mut self, due: &Due) {
        let Some(since) = due.spans.first().map(|span| span.from) else { return };
        let ways = self.ways(due.thing);
        let first = ways.first_made.filter(|_| due.state == As::Fresh).unwrap_or(Stamp::FIRST);
        for way in &ways.uses {
            let (earliest, latest) = self.view.when(way.event);
            if latest >= since || earliest < first {
                self.cross(way.step);
            }
        }
        for stay in self.stays(due.thing) {
            let after = (Span { from: since, until: Stamp::LAST }).and(stay.from, stay.until);
            let early = (Span { from: Stamp::FIRST, until: first.before() }).and(stay.from, stay.until);
            for span in [after, early.filter(|_| first > Stamp::FIRST)].into_iter().flatten() {
                self.lead(&stay, stay.parent, span, As::Carrier);
            }
        }
        self.look_into(due.thing, |walk, stay| {
            if stay.until >= since {
                let span = Span { from: since.max(stay.from), until: Stamp::LAST };
                walk.lead(stay, stay.child, span, As::Goods);
            }
        });
    }

    /// What becomes of goods with their container while they are inside.
    fn carry_forward(&mut self, due: &Due) {
        let ways = self.ways(due.thing);
        for way in &ways.uses {
            let (earliest, latest) = self.view.when(way.event);
            if !due.meeting(earliest, latest).is_empty() {
                self.cross(way.step);
            }
        }
        for stay in self.stays(due.thing) {
            for span in due.meeting(stay.from, stay.until) {
                if let Some(span) = span.and(stay.from, stay.until) {
                    self.lead(&stay, stay.parent, span, As::Carrier);
                }
            }
        }
    }

    /// What goods at some moments were made of.
    fn make_back(&mut self, due: &Due) {
        let (Some(first), Some(last)) = (due.spans.first(), due.spans.last()) else { return };
        let ways = self.ways(due.thing);
        let early = ways.first_made.is_some_and(|made| first.from < made);
        for way in &ways.makings {
            if early || self.view.when(way.event).0 <= last.until {
                self.cross(way.step);
            }
        }
        self.look_into(due.thing, |walk, stay| walk.unpack(due, stay));
        self.carry_up(due.thing, last.until);
    }

    /// What was inside at some moments.
    fn unpack(&mut self, due: &Due, stay: &Stay) {
        let met = due.meeting(stay.from, stay.until);
        let (Some(first), Some(last)) = (met.first(), met.last()) else { return };
        if self.view.history().is_parent(stay.child) {
            for span in met.iter().filter_map(|span| span.and(stay.from, stay.until)) {
                self.lead(stay, stay.child, span, As::Goods);
            }
        } else if let Some(span) = (Span { from: first.from, until: last.until }).and(stay.from, stay.until) {
            self.lead(stay, stay.child, span, As::Goods);
        }
    }

    /// Where what carried goods up to a moment came from.
    fn carry_back(&mut self, due: &Due) {
        let Some(last) = due.spans.last() else { return };
        let ways = self.ways(due.thing);
        for way in &ways.makings {
            if self.view.when(way.event).0 <= last.until {
                self.cross(way.step);
            }
        }
        self.carry_up(due.thing, last.until);
    }

    /// Walking back, all that happened to a container before the goods left it counts.
    fn carry_up(&mut self, thing: Thing, until: Stamp) {
        for stay in self.stays(thing) {
            if stay.from <= until {
                let span = Span { from: Stamp::FIRST, until: until.min(stay.until) };
                self.lead(&stay, stay.parent, span, As::Carrier);
            }
        }
    }
}
