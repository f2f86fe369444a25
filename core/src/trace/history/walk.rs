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

use super::{EventId, Role, Stamp, Stay, StepKey, Thing, Tie, View, stay::Told, view::Ways};
use alloc::{
    collections::{BTreeMap, BTreeSet, BinaryHeap, btree_map::Entry},
    rc::Rc,
    vec::Vec,
};
use core::cmp::Ordering;

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
    /// Mentions that are looked at.
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
    /// The stays that lead from one to another, by parent, child, tie and event.
    pub stays: BTreeMap<(Thing, Thing, Tie, EventId), Stay>,
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
        for (thing, since) in from {
            walk.reach(*thing, false).start = true;
            walk.push(*thing, Span { from: *since, until: Stamp::LAST }, As::Goods);
        }
        walk.run();
        trace
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

/// The moments from which, or up to which, something counts of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    from: Stamp,
    until: Stamp,
}

impl Span {
    const ALWAYS: Self = Self { from: Stamp::FIRST, until: Stamp::LAST };

    /// The moments that belong to both.
    fn and(self, from: Stamp, until: Stamp) -> Option<Self> {
        let both = Self { from: self.from.max(from), until: self.until.min(until) };
        (both.from <= both.until).then_some(both)
    }
}

/// What is known of the goods at a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum As {
    /// The goods themselves: forward from a moment on, back at some moments.
    Goods,
    /// The goods as they were just made; walking forward only.
    Fresh,
    /// What carried them: forward at some moments, back up to a moment.
    Carrier,
}

/// A visit that is still to be made. The heap gives that first which makes others needless.
#[derive(Clone, Copy, Debug)]
struct Visit {
    thing: Thing,
    state: As,
    forward: bool,
    span: Span,
}

impl Visit {
    fn key(&self) -> (Stamp, Stamp, As, Thing) {
        let Span { from, until } = self.span;
        if self.forward {
            (from, until, self.state, self.thing)
        } else {
            (until, from, self.state, self.thing)
        }
    }
}

impl Ord for Visit {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = self.key().cmp(&other.key());
        if self.forward { order.reverse() } else { order }
    }
}

impl PartialOrd for Visit {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Visit {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Visit {}

/// Spans of which none lies in another: by their start, and so by their end.
#[derive(Debug)]
enum Spans {
    One(Span),
    Many(BTreeMap<Stamp, Stamp>),
}

impl Spans {
    /// Does a span lie in one of these?
    fn cover(&self, span: Span) -> bool {
        match self {
            Self::One(one) => one.from <= span.from && span.until <= one.until,
            Self::Many(spans) => {
                spans.range(..=span.from).next_back().is_some_and(|(_, until)| *until >= span.until)
            }
        }
    }

    /// Puts a span in that does not lie in one of these.
    fn insert(&mut self, span: Span) {
        match self {
            Self::One(one) if span.from <= one.from && one.until <= span.until => *one = span,
            Self::One(one) => {
                *self = Self::Many(BTreeMap::from([(one.from, one.until), (span.from, span.until)]));
            }
            Self::Many(spans) => {
                while let Some((from, until)) = spans.range(span.from..).next() {
                    if *until > span.until {
                        break;
                    }
                    let from = *from;
                    spans.remove(&from);
                }
                spans.insert(span.from, span.until);
            }
        }
    }
}

/// What a thing that is visited again is known by.
#[derive(Debug, Default)]
struct Again {
    ways: Option<Rc<Ways>>,
    stays: Option<Rc<Vec<Stay>>>,
}

struct Walk<'w, 'h> {
    view: View<'h>,
    forward: bool,
    limits: &'w Limits,
    trace: &'w mut Trace,
    /// The spans of visits so far.
    known: BTreeMap<(Thing, As), Spans>,
    again: BTreeMap<Thing, Again>,
    crossed: BTreeSet<StepKey>,
    left: BinaryHeap<Visit>,
}

impl<'w, 'h> Walk<'w, 'h> {
    fn new(view: View<'h>, forward: bool, limits: &'w Limits, trace: &'w mut Trace) -> Self {
        let (known, crossed, left) = (BTreeMap::new(), BTreeSet::new(), BinaryHeap::new());
        Self { view, forward, limits, trace, known, again: BTreeMap::new(), crossed, left }
    }

    fn start(&mut self, from: &[Thing]) {
        for thing in from {
            self.reach(*thing, false).start = true;
            self.push(*thing, Span::ALWAYS, As::Goods);
            let mentions = self.view.mentions_of(*thing);
            for (record, _) in mentions.filter(|(_, mention)| !is_goods(mention.role)) {
                let (earliest, latest) = self.view.when(record.id());
                self.trace.named.insert((*thing, record.id()));
                for goods in record.mentions().filter(|mention| mention.role.is_goods()) {
                    self.trace.work += 1;
                    let until = if self.forward { Stamp::LAST } else { latest };
                    self.push(goods.thing, Span { from: earliest, until }, As::Goods);
                }
            }
        }
    }

    fn run(&mut self) {
        while let Some(visit) = self.left.pop() {
            let new = !self.trace.things.contains_key(&visit.thing);
            if new && self.trace.things.len() >= self.limits.things {
                self.trace.truncated = Some(Limit::Things);
                return;
            }
            if self.trace.work >= self.limits.work {
                self.trace.truncated = Some(Limit::Work);
                return;
            }
            self.trace.work += 1;
            self.reach(visit.thing, visit.state != As::Carrier);
            if self.is_news(&visit) {
                let again = !new;
                match (self.forward, visit.state) {
                    (true, As::Carrier) => self.carry_forward(&visit, again),
                    (true, As::Goods | As::Fresh) => self.use_forward(&visit, again),
                    (false, As::Carrier) => self.carry_back(&visit, again),
                    (false, As::Goods | As::Fresh) => self.make_back(&visit, again),
                }
            }
        }
    }

    fn reach(&mut self, thing: Thing, itself: bool) -> &mut Reached {
        let reached = self.trace.things.entry(thing).or_default();
        reached.itself |= itself;
        reached.forward |= self.forward;
        reached.back |= !self.forward;
        reached
    }

    /// Puts a visit on the heap, unless it says nothing new. `false` if there is no room: more is waiting than can be reached.
    fn push(&mut self, thing: Thing, span: Span, state: As) -> bool {
        if self.known.get(&(thing, state)).is_some_and(|spans| spans.cover(span)) {
            return true;
        }
        let room = self.limits.things.saturating_mul(4).saturating_add(1024);
        if self.left.len() >= room {
            self.trace.truncated = Some(Limit::Things);
            return false;
        }
        self.left.push(Visit { thing, state, forward: self.forward, span });
        true
    }

    /// Does the visit say more than those before?
    fn is_news(&mut self, visit: &Visit) -> bool {
        match self.known.entry((visit.thing, visit.state)) {
            Entry::Vacant(vacant) => {
                vacant.insert(Spans::One(visit.span));
                true
            }
            Entry::Occupied(mut known) => {
                let news = !known.get().cover(visit.span);
                if news {
                    known.get_mut().insert(visit.span);
                }
                news
            }
        }
    }

    fn ways(&mut self, thing: Thing, again: bool) -> Rc<Ways> {
        if let Some(ways) = self.again.get(&thing).and_then(|again| again.ways.clone()) {
            return ways;
        }
        let ways = Rc::new(self.view.ways(thing));
        self.trace.work += ways.work;
        if let (Some(first), false) = (ways.first_made, ways.makings.is_empty()) {
            let early = ways.uses.iter().filter(|way| way.when.1 < first);
            self.trace.found.extend(early.map(|way| (way.event, "used-before-made")));
        }
        if again {
            self.again.entry(thing).or_default().ways = Some(Rc::clone(&ways));
        }
        ways
    }

    fn stays(&mut self, thing: Thing, again: bool) -> Rc<Vec<Stay>> {
        if let Some(stays) = self.again.get(&thing).and_then(|again| again.stays.clone()) {
            return stays;
        }
        let found = &mut self.trace.found;
        let stays = self.view.stays(thing, &mut |code, event| {
            found.insert((event, code));
        });
        let stays = Rc::new(stays);
        self.trace.work += stays.len();
        if again {
            self.again.entry(thing).or_default().stays = Some(Rc::clone(&stays));
        }
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

    fn take(&mut self, stay: &Stay) {
        self.trace.stays.insert((stay.parent, stay.child, stay.tie, stay.event), *stay);
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
    fn use_forward(&mut self, visit: &Visit, again: bool) {
        let since = visit.span.from;
        let ways = self.ways(visit.thing, again);
        let first = ways.first_made.filter(|_| visit.state == As::Fresh).unwrap_or(Stamp::FIRST);
        for way in &ways.uses {
            if way.when.1 >= since || way.when.0 < first {
                self.cross(way.step);
            }
        }
        let stays = self.stays(visit.thing, again);
        for stay in stays.iter() {
            let after = (Span { from: since, until: Stamp::LAST }).and(stay.from, stay.until);
            let early = (Span { from: Stamp::FIRST, until: first.before() }).and(stay.from, stay.until);
            for span in [after, early.filter(|_| first > Stamp::FIRST)].into_iter().flatten() {
                if self.push(stay.parent, span, As::Carrier) {
                    self.take(stay);
                }
            }
        }
        self.look_into(visit.thing, |walk, stay| {
            let span = Span { from: since.max(stay.from), until: Stamp::LAST };
            if stay.until >= since && walk.push(stay.child, span, As::Goods) {
                walk.take(stay);
            }
        });
    }

    /// What becomes of goods with their container while they are inside.
    fn carry_forward(&mut self, visit: &Visit, again: bool) {
        let ways = self.ways(visit.thing, again);
        for way in &ways.uses {
            if visit.span.and(way.when.0, way.when.1).is_some() {
                self.cross(way.step);
            }
        }
        self.carry_up(visit, again, |span, stay| span.and(stay.from, stay.until));
    }

    fn carry_up(&mut self, visit: &Visit, again: bool, meet: impl Fn(Span, &Stay) -> Option<Span>) {
        let stays = self.stays(visit.thing, again);
        for stay in stays.iter() {
            if let Some(span) = meet(visit.span, stay)
                && self.push(stay.parent, span, As::Carrier)
            {
                self.take(stay);
            }
        }
    }

    /// What goods at some moments were made of.
    fn make_back(&mut self, visit: &Visit, again: bool) {
        let Span { from, until } = visit.span;
        let ways = self.ways(visit.thing, again);
        let early = ways.first_made.is_some_and(|first| from < first);
        for way in &ways.makings {
            if early || way.when.0 <= until {
                self.cross(way.step);
            }
        }
        let at = visit.span;
        self.look_into(visit.thing, |walk, stay| {
            if let Some(span) = at.and(stay.from, stay.until)
                && walk.push(stay.child, span, As::Goods)
            {
                walk.take(stay);
            }
        });
        self.carry_up(visit, again, up_to);
    }

    /// Where what carried goods up to a moment came from.
    fn carry_back(&mut self, visit: &Visit, again: bool) {
        let ways = self.ways(visit.thing, again);
        for way in &ways.makings {
            if way.when.0 <= visit.span.until {
                self.cross(way.step);
            }
        }
        self.carry_up(visit, again, up_to);
    }
}

/// Walking back, all that happened to a container before the goods left it counts.
fn up_to(span: Span, stay: &Stay) -> Option<Span> {
    let until = span.until.min(stay.until);
    (stay.from <= span.until).then_some(Span { from: Stamp::FIRST, until })
}

/// Is it a role in which a thing is used, made, moved or found; or one that only says where, whose, by which paper?
fn is_goods(role: Role) -> bool {
    role.is_goods() || role.is_farm_input() || role == Role::Sample
}
