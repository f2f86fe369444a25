//! A trace, told: nodes, edges and events, made one by one while the answer is written.

use super::{
    past::Past,
    trace::{Edge, EdgeKind, End, How, Line, Node},
};
use crate::{
    base::finding::{Finding, Severity},
    trace::{
        MOST_FINDINGS,
        history::{
            Amount, EventId, Kind, Mention, Record, Role, StepKey, StepKind, Thing, Tie, Trace, View, kind_of,
        },
    },
};
use alloc::{
    borrow::{Cow, ToOwned as _},
    collections::{BTreeMap, BTreeSet},
    format,
    string::ToString as _,
    vec::Vec,
};
use serde::{Serialize, Serializer, ser::SerializeSeq as _};

/// A trace on its way to be told.
pub(super) struct Told<'t> {
    past: &'t Past<'t>,
    view: View<'t>,
    trace: &'t Trace,
    /// The things, in the order of nodes.
    things: Vec<(Thing, Summary)>,
    numbers: BTreeMap<Thing, u32>,
    /// The events that are told, in time.
    events: Vec<EventId>,
    places: Vec<Thing>,
    place_numbers: BTreeMap<Thing, usize>,
    loads: BTreeMap<LoadKey, Load>,
}

/// What the events of a thing come to.
struct Summary {
    first: EventId,
    last: EventId,
    count: usize,
    places: Vec<Thing>,
    /// One bit a role.
    roles: u32,
}

/// What one event put into a container and one took out: an event has one parent.
type LoadKey = (EventId, Tie, Option<EventId>);

/// The things that were put in together.
struct Load {
    parent: Thing,
    /// Those that were reached, by the part that names them.
    children: Vec<u32>,
    /// How many were not.
    others: usize,
}

/// What an edge is told of.
#[derive(Clone, Copy)]
enum Of {
    Step(StepKey),
    Load(LoadKey),
    Named(Thing, EventId),
}

impl<'t> Told<'t> {
    pub(super) fn new(past: &'t Past<'t>, view: View<'t>, trace: &'t Trace) -> Self {
        let things = things(past, view, trace);
        let numbers = things.iter().zip(0..).map(|((thing, _), number)| (*thing, number)).collect();
        let loads = loads(view, trace);
        let mut events: BTreeSet<EventId> =
            things.iter().flat_map(|(_, summary)| [summary.first, summary.last]).collect();
        for key in &trace.steps {
            events.extend(view.events_of(*key));
        }
        events.extend(loads.keys().flat_map(|(event, _, closed)| [Some(*event), *closed]).flatten());
        events.extend(trace.named.iter().map(|(_, event)| *event));
        let mut events: Vec<EventId> = events.into_iter().collect();
        events.sort_by(|a, b| past.compare(*a, *b));
        let (mut places, mut place_numbers) = (Vec::new(), BTreeMap::new());
        for place in things.iter().flat_map(|(_, summary)| &summary.places) {
            place_numbers.entry(*place).or_insert_with(|| {
                places.push(*place);
                places.len() - 1
            });
        }
        Self { past, view, trace, things, numbers, events, places, place_numbers, loads }
    }

    fn number(&self, event: EventId) -> usize {
        self.events.binary_search_by(|other| self.past.compare(*other, event)).unwrap_or_default()
    }

    pub(super) fn places(&self, each: &mut dyn FnMut(&'t str)) {
        self.places.iter().for_each(|place| each(self.past.name_of(*place)));
    }

    pub(super) fn nodes(&self, each: &mut dyn FnMut(Node<'t>)) {
        for (thing, summary) in &self.things {
            let reached = self.trace.things.get(thing).copied().unwrap_or_default();
            let name = self.past.name_of(*thing);
            let places = summary.places.iter().filter_map(|place| self.place_numbers.get(place).copied());
            each(Node {
                name,
                kind: kind(name, summary.roles),
                reached: match (reached.start, reached.back, reached.forward) {
                    (true, ..) => How::Start,
                    (false, true, true) => How::Both,
                    (false, true, false) => How::Back,
                    (false, false, _) => How::Forward,
                },
                carrier: !reached.itself && !reached.start,
                places: places.collect(),
                first: self.number(summary.first),
                last: self.number(summary.last),
                count: summary.count,
            });
        }
    }

    /// By the time of the first event; in one event steps, then what was inside, then what is named, by node.
    pub(super) fn edges(&self, each: &mut dyn FnMut(Edge)) {
        let steps = self.trace.steps.iter().filter_map(|key| {
            let first = *self.view.events_of(*key).first()?;
            Some(((self.number(first), step_kind(*key), None, 0), Of::Step(*key)))
        });
        let loads = self.loads.keys().map(|key| {
            let (event, tie, closed) = *key;
            let closed = closed.map(|event| self.number(event));
            ((self.number(event), tie_kind(tie), closed, 0), Of::Load(*key))
        });
        let named = self.trace.named.iter().map(|(thing, event)| {
            let node = self.numbers.get(thing).copied().unwrap_or_default();
            ((self.number(*event), EdgeKind::Named, None, node), Of::Named(*thing, *event))
        });
        let mut edges: Vec<_> = steps.chain(loads).chain(named).collect();
        edges.sort_by_key(|(place, _)| *place);
        for (_, of) in edges {
            match of {
                Of::Step(key) => each(self.step(key)),
                Of::Load(key) => self.loads.get(&key).into_iter().for_each(|load| each(self.load(key, load))),
                Of::Named(thing, event) => self.named(thing, event).into_iter().for_each(&mut *each),
            }
        }
    }

    fn step(&self, key: StepKey) -> Edge {
        let events = self.view.events_of(key);
        let (mut from, mut to) = (Ends::default(), Ends::default());
        self.view.each_side(key, &events, |mention, input, output| {
            for (_, ends) in [(input, &mut from), (output, &mut to)].into_iter().filter(|(side, _)| *side) {
                ends.add(self, &mention);
            }
        });
        let events = events.iter().map(|event| self.number(*event)).collect();
        Edge::of(step_kind(key), events, from, to)
    }

    fn load(&self, (event, tie, closed): LoadKey, load: &Load) -> Edge {
        let (mut from, mut to) = (Ends { others: load.others, ..Ends::default() }, Ends::default());
        for child in load.children.iter().filter_map(|part| self.past.mention(*part as usize)) {
            from.add(self, &child);
        }
        to.add(
            self,
            &Mention { event, thing: load.parent, role: Role::Parent, amount: None, counted: false },
        );
        let closed = closed.map(|event| self.number(event));
        Edge { closed, ..Edge::of(tie_kind(tie), Vec::from([self.number(event)]), from, to) }
    }

    fn named(&self, thing: Thing, event: EventId) -> Option<Edge> {
        let record = self.past.event(event)?;
        let (mut from, mut to) = (Ends::default(), Ends::default());
        for mention in record.mentions() {
            if mention.thing == thing {
                from.add(self, &mention);
            }
            if mention.role.is_goods() {
                to.add(self, &mention);
            }
        }
        Some(Edge::of(EdgeKind::Named, Vec::from([self.number(event)]), from, to))
    }

    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut found: Vec<(EventId, &'static str)> = self.trace.found.iter().copied().collect();
        for event in &self.events {
            let Some(record) = self.past.event(*event) else { continue };
            let of_record = [
                (record.time().is_none(), "time-unreadable"),
                (record.is_leap_second(), "leap-second"),
                (record.has_unreadable_amount(), "amount-unreadable"),
            ];
            found.extend(of_record.into_iter().filter(|(is, _)| *is).map(|(_, code)| (*event, code)));
        }
        found.sort_by(|a, b| self.past.compare(a.0, b.0).then(a.1.cmp(b.1)));
        let untyped = (self.past.untyped() > 0).then(|| {
            let untyped = Finding::new(Severity::Warning, "events-without-type");
            untyped.found(format!("{}", self.past.untyped()))
        });
        let found = found.into_iter().map(|(event, code)| {
            let severity = if code == "leap-second" { Severity::Note } else { Severity::Warning };
            self.past.finding(severity, code, event)
        });
        untyped.into_iter().chain(found).take(MOST_FINDINGS).collect()
    }

    pub(super) fn lines(&self, each: &mut dyn FnMut(Line<'t>)) {
        let past: &'t Past<'t> = self.past;
        for record in self.events.iter().filter_map(|event| past.event(*event)) {
            each(line(past, &record));
        }
    }
}

fn line<'t>(past: &'t Past<'t>, record: &Record<'t>) -> Line<'t> {
    let texts = past.with_event(record.id(), |event| {
        let text = |name| event.text(name).map(Cow::into_owned);
        (text("eventID"), text("eventTime"))
    });
    let (id, time) = texts.unwrap_or_default();
    Line {
        at: past.at(record),
        id,
        r#type: record.event_type(),
        time,
        step: record.biz_step(),
        act: record.act().map(|act| act.name),
    }
}

/// The things that were reached, by their first event and then by name.
fn things(past: &Past<'_>, view: View<'_>, trace: &Trace) -> Vec<(Thing, Summary)> {
    let mut things = Vec::with_capacity(trace.things.len());
    things.extend(trace.things.keys().filter_map(|thing| Some((*thing, summary(&view, *thing)?))));
    things.sort_by(|(a, one), (b, two)| {
        let names = || past.name_of(*a).cmp(past.name_of(*b));
        past.compare(one.first, two.first).then_with(names)
    });
    things
}

fn loads(view: View<'_>, trace: &Trace) -> BTreeMap<LoadKey, Load> {
    let mut loads: BTreeMap<LoadKey, Load> = BTreeMap::new();
    trace.each_stay(&view, |stay| {
        let new = || Load { parent: stay.parent, children: Vec::new(), others: 0 };
        let load = loads.entry((stay.event, stay.tie, stay.closed)).or_insert_with(new);
        if trace.things.contains_key(&stay.child) {
            load.children.push(stay.part);
        } else {
            load.others += 1;
        }
    });
    loads
}

/// The ends of an edge on one side: each thing once in a role, and again for each amount.
#[derive(Default)]
pub(super) struct Ends {
    plain: BTreeSet<(u32, Role)>,
    amounts: Vec<End>,
    /// Mentions of things that were not reached.
    others: usize,
}

impl Serialize for Ends {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut amounts = self.amounts.iter().peekable();
        let mut list = serializer.serialize_seq(None)?;
        for (node, role) in &self.plain {
            let plain = End { node: *node, role: *role, quantity: None, unit: None };
            while let Some(end) = amounts.next_if(|end| **end < plain) {
                list.serialize_element(end)?;
            }
            list.serialize_element(&plain)?;
        }
        for end in amounts {
            list.serialize_element(end)?;
        }
        list.end()
    }
}

impl Ends {
    fn add(&mut self, told: &Told<'_>, mention: &Mention) {
        let Some(node) = told.numbers.get(&mention.thing).copied() else {
            self.others += 1;
            return;
        };
        match mention.amount {
            None => _ = self.plain.insert((node, mention.role)),
            Some(Amount { value, unit }) => self.amounts.push(End {
                node,
                role: mention.role,
                quantity: Some(value.to_string()),
                unit: unit.map(|unit| unit.code().to_owned()),
            }),
        }
    }

    fn sorted(mut self) -> Self {
        self.amounts.sort_unstable();
        self
    }
}

impl Edge {
    fn of(kind: EdgeKind, events: Vec<usize>, from: Ends, to: Ends) -> Self {
        let others = from.others + to.others;
        Self { kind, events, closed: None, from: from.sorted(), to: to.sorted(), others }
    }
}

const fn step_kind(key: StepKey) -> EdgeKind {
    match key.kind() {
        StepKind::Made => EdgeKind::Made,
        StepKind::Sampled => EdgeKind::Sampled,
    }
}

const fn tie_kind(tie: Tie) -> EdgeKind {
    match tie {
        Tie::Aggregation => EdgeKind::Aggregation,
        Tie::Association => EdgeKind::Association,
    }
}

/// First, last and number of the events of a thing, and where they were.
fn summary(view: &View<'_>, thing: Thing) -> Option<Summary> {
    let mut events: Vec<EventId> = Vec::new();
    let mut roles = 0;
    for (record, mention) in view.mentions_of(thing) {
        roles |= 1 << mention.role as u32;
        if events.last() != Some(&record.id()) {
            events.push(record.id());
        }
    }
    events.sort_by(|a, b| view.history().compare(*a, *b));
    let mut places: Vec<Thing> = Vec::new();
    let mut seen = BTreeSet::new();
    for record in events.iter().filter_map(|event| view.history().event(*event)) {
        let both = [record.one(Role::ReadPoint), record.one(Role::BizLocation)];
        places.extend(both.into_iter().flatten().filter(|place| *place != thing && seen.insert(*place)));
    }
    Some(Summary { first: *events.first()?, last: *events.last()?, count: events.len(), places, roles })
}

/// What a thing is: by its name, or else by what it was to events.
fn kind(name: &str, roles: u32) -> Kind {
    let by_name = kind_of(name);
    if by_name != Kind::Other {
        return by_name;
    }
    let any =
        |is: fn(Role) -> bool| Role::ALL.into_iter().any(|role| roles & 1 << role as u32 != 0 && is(role));
    if any(|role| role == Role::Parent) {
        Kind::Container
    } else if any(Role::takes_part) {
        Kind::Item
    } else if any(Role::is_place) {
        Kind::Place
    } else if any(|role| role.is_source() || role.is_destination()) {
        Kind::Party
    } else if any(|role| matches!(role, Role::Transaction | Role::Transformation)) {
        Kind::Document
    } else {
        Kind::Other
    }
}
