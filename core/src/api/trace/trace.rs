//! `trace`: where things come from and what became of them.

use super::{
    given::events_request,
    past::{GivesEvents as _, Past, Period, named},
};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::{
        finding::{Finding, Severity},
        limits,
    },
    trace::history::{
        Amount, Direction, EventId, History, Kind, Limit, Limits, Mention, Record, Role, StepKind, Thing,
        Tie, Trace, View,
    },
};
use alloc::{
    borrow::ToOwned,
    collections::{BTreeMap, BTreeSet},
    format,
    string::{String, ToString},
    vec::Vec,
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "trace",
    "follows lots, items, animals, containers or places back and forward through events, every edge with the event that makes it",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    trace,
    history
);

/// Things to start from, at most.
const MOST_STARTS: usize = 100;
/// Things an answer has unless asked otherwise.
const NODES: usize = 10_000;

events_request! {
    /// Events, and what to trace in them. Asked of a history, the request has no events of its own.
    struct Request {
        /// The identifiers to start from, in any spelling: EPC URN, Digital Link, URI, lot name; 1 to 100. A place, party or
        /// document stands for the goods of the events that name it.
        from: Vec<String>,
        /// Which way; both unless said.
        direction: Option<Direction>,
        /// Only events in this time.
        period: Option<Period>,
        /// Only events in force: none that is declared wrong, an error declaration, or recorded twice. All events unless said.
        #[serde(default)]
        effective: bool,
        /// With `effective`: as it was known at this time.
        as_of: Option<crate::base::time::Instant>,
        /// How far to go.
        limits: Option<Bounds>,
    }
}

/// How far a walk may go.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Bounds {
    /// Nodes at most; 10,000 unless said. Fewer where the answer would be out of proportion to the events given.
    nodes: Option<usize>,
    /// Mentions of things in events that are looked at, at most; 50,000,000 unless said.
    work: Option<usize>,
}

/// What was reached.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Texts of `from` that no event names.
    unknown: Vec<String>,
    /// The things that were reached, by their first event and then by name.
    nodes: Vec<Node>,
    /// What leads from one to another, by the time of the event that makes it.
    edges: Vec<Edge>,
    /// The events that nodes and edges refer to, in time; at the same time by their text.
    events: Vec<Line>,
    /// The places that nodes refer to.
    places: Vec<String>,
    /// What the records contradict each other in. At most 1,000.
    findings: Vec<Finding>,
    /// The limit at which the walk ended: there is more. Absent where everything was reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    truncated: Option<Limit>,
}

/// A thing that was reached.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Node {
    /// Its name: the path of the canonical Digital Link of a GS1 key, the name of a lot, or another URI.
    name: String,
    /// What it is.
    kind: Kind,
    /// How it was reached.
    reached: How,
    /// It only carried the goods for a time.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    carrier: bool,
    /// Number of its first event in `events`.
    first: usize,
    /// Number of its last event in `events`.
    last: usize,
    /// How many events name it.
    count: usize,
    /// Numbers of the places where it was, in `places`, by its first event there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<usize>,
}

/// How a thing was reached.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum How {
    /// The trace starts there.
    Start,
    /// Going back.
    Back,
    /// Going forward.
    Forward,
    /// Going back, and going forward as well.
    Both,
}

/// What leads from some things to others.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Edge {
    /// What it is.
    kind: EdgeKind,
    /// Numbers of the events that make it, in `events`: the transformation, or the first that shows the things inside.
    events: Vec<usize>,
    /// Number of the event that ends it, for what is inside or tied; absent while it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<usize>,
    /// What went in, or what was inside.
    from: Vec<End>,
    /// What came out, or what it was inside of.
    to: Vec<End>,
    /// How many more things take part that were not reached.
    #[serde(skip_serializing_if = "is_zero")]
    others: usize,
}

/// What an edge is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum EdgeKind {
    /// What went in became what came out, or a part of it.
    Made,
    /// A sample was drawn.
    Sampled,
    /// Things were in a container.
    Aggregation,
    /// Things were tied to another.
    Association,
    /// The place, party or document at the start is named by an event with these goods.
    Named,
}

/// A thing at the end of an edge.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct End {
    /// Its number in `nodes`.
    node: usize,
    /// What it is to the event.
    role: Role,
    /// How much of it, exactly, where the event says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<String>,
    /// Its Rec 20 unit; absent for pieces.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
}

/// An event.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Line {
    /// Where it stands: JSON pointer into the request. In a history: the number of the document, then a pointer into it.
    at: String,
    /// Its `eventID`.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// Its type.
    r#type: crate::trace::EventType,
    /// When it happened, as it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    /// Its business step.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    /// The farm act it records.
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<&'static str>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
const fn is_zero(count: &usize) -> bool {
    *count == 0
}

fn trace(request: Request, held: Option<&History>) -> Result<Answer, Fault> {
    if !(1..=MOST_STARTS).contains(&request.from.len()) {
        return Err(Fault::new(Code::NothingToTrace, "/from", format!("{} given", request.from.len())));
    }
    let bounds = request.limits.unwrap_or_default();
    let direction = request.direction.unwrap_or_default();
    let window = request.period.unwrap_or_default().interval("/period")?;
    let past = request.past(held)?;
    let (things, unknown) = named(&past, &request.from);
    let most = Limits::default();
    let limits = Limits {
        things: bounds.nodes.unwrap_or(NODES).min(past.proportion()),
        work: bounds.work.unwrap_or(most.work).min(most.work),
    };
    let excluded = past.excluded(request.effective, request.as_of);
    let view = View::new(&past).within(window).without(&excluded);
    let trace = Trace::walk(&view, &things, direction, &limits);
    let mut told = Told::new(&past, view, &trace);
    let nodes = told.nodes();
    let edges = told.edges();
    let mut findings = told.findings();
    findings.truncate(crate::trace::MOST_FINDINGS);
    let Told { places, .. } = &told;
    let places = places.iter().map(|place| past.name_of(*place).to_owned()).collect();
    let lines = told.lines();
    Ok(Answer { unknown, nodes, edges, events: lines, places, findings, truncated: trace.truncated })
}

/// A trace on its way to be told.
struct Told<'t> {
    past: &'t Past<'t>,
    view: View<'t>,
    trace: &'t Trace,
    /// The things, in the order of nodes, each with its events in time.
    things: Vec<(Thing, Summary)>,
    numbers: BTreeMap<Thing, usize>,
    /// The events that are told, in time.
    events: Vec<EventId>,
    places: Vec<Thing>,
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

impl<'t> Told<'t> {
    fn new(past: &'t Past<'t>, view: View<'t>, trace: &'t Trace) -> Self {
        let summed = trace.things.keys().filter_map(|thing| Some((*thing, summary(&view, *thing)?)));
        let mut things: Vec<(Thing, Summary)> = summed.collect();
        things.sort_by(|(a, one), (b, two)| {
            let names = || past.name_of(*a).cmp(past.name_of(*b));
            past.compare(one.first, two.first).then_with(names)
        });
        let numbers = things.iter().enumerate().map(|(at, (thing, _))| (*thing, at)).collect();
        let mut events: Vec<EventId> =
            things.iter().flat_map(|(_, summary)| [summary.first, summary.last]).collect();
        for key in &trace.steps {
            events.extend(view.events_of(*key));
        }
        events.extend(trace.stays.values().flat_map(|stay| [Some(stay.event), stay.closed]).flatten());
        events.extend(trace.named.iter().map(|(_, event)| *event));
        events.sort_unstable();
        events.dedup();
        events.sort_by(|a, b| past.compare(*a, *b));
        Self { past, view, trace, things, numbers, events, places: Vec::new() }
    }

    fn number(&self, event: EventId) -> usize {
        self.events.binary_search_by(|other| self.past.compare(*other, event)).unwrap_or_default()
    }

    fn nodes(&mut self) -> Vec<Node> {
        let mut places = BTreeMap::new();
        let mut nodes = Vec::with_capacity(self.things.len());
        for (thing, summary) in &self.things {
            let reached = self.trace.things.get(thing).copied().unwrap_or_default();
            let name = self.past.name_of(*thing);
            let numbers = summary.places.iter().map(|place| {
                *places.entry(*place).or_insert_with(|| {
                    self.places.push(*place);
                    self.places.len() - 1
                })
            });
            nodes.push(Node {
                name: name.to_owned(),
                kind: kind(name, summary.roles),
                reached: match (reached.start, reached.back, reached.forward) {
                    (true, ..) => How::Start,
                    (false, true, true) => How::Both,
                    (false, true, false) => How::Back,
                    (false, false, _) => How::Forward,
                },
                carrier: !reached.itself && !reached.start,
                places: numbers.collect(),
                first: self.number(summary.first),
                last: self.number(summary.last),
                count: summary.count,
            });
        }
        nodes
    }

    fn edges(&self) -> Vec<Edge> {
        let mut edges = Vec::new();
        for key in &self.trace.steps {
            let events = self.view.events_of(*key);
            let (mut from, mut to, mut others) = (Vec::new(), Vec::new(), 0);
            self.view.each_side(*key, &events, |mention, input, output| {
                for (side, ends) in [(input, &mut from), (output, &mut to)] {
                    match self.end(&mention) {
                        Some(end) if side => ends.push(end),
                        None if side => others += 1,
                        _ => {}
                    }
                }
            });
            let kind = match key.kind() {
                StepKind::Made => EdgeKind::Made,
                StepKind::Sampled => EdgeKind::Sampled,
            };
            let events = events.iter().map(|event| self.number(*event)).collect();
            edges.push(Edge { kind, events, closed: None, from: once(from), to: once(to), others });
        }
        // What one event put into one container and one took out is one edge.
        let mut groups: BTreeMap<(Thing, Tie, EventId, Option<EventId>), Vec<Mention>> = BTreeMap::new();
        for stay in self.trace.stays.values() {
            let child =
                Mention { event: stay.event, thing: stay.child, role: Role::Child, amount: stay.amount };
            groups.entry((stay.parent, stay.tie, stay.event, stay.closed)).or_default().push(child);
        }
        for ((parent, tie, event, closed), children) in groups {
            let mut others = 0;
            let parent = Mention { event, thing: parent, role: Role::Parent, amount: None };
            let kind = match tie {
                Tie::Aggregation => EdgeKind::Aggregation,
                Tie::Association => EdgeKind::Association,
            };
            edges.push(Edge {
                kind,
                events: alloc::vec![self.number(event)],
                closed: closed.map(|event| self.number(event)),
                from: self.ends(&children, &mut others),
                to: self.ends(&[parent], &mut others),
                others,
            });
        }
        for (thing, event) in &self.trace.named {
            let Some(record) = self.past.event(*event) else { continue };
            let mut others = 0;
            let own: Vec<Mention> = record.mentions().filter(|mention| mention.thing == *thing).collect();
            let goods: Vec<Mention> = record.mentions().filter(|mention| mention.role.is_goods()).collect();
            edges.push(Edge {
                kind: EdgeKind::Named,
                events: alloc::vec![self.number(*event)],
                closed: None,
                from: self.ends(&own, &mut others),
                to: self.ends(&goods, &mut others),
                others,
            });
        }
        edges.sort_by(|a, b| {
            let key = |edge: &Edge| (edge.events.first().copied(), edge.kind, edge.closed);
            key(a).cmp(&key(b)).then_with(|| a.to.cmp(&b.to)).then_with(|| a.from.cmp(&b.from))
        });
        edges
    }

    /// The ends that were reached, each once, by node.
    fn ends(&self, mentions: &[Mention], others: &mut usize) -> Vec<End> {
        let ends: Vec<End> = mentions.iter().filter_map(|mention| self.end(mention)).collect();
        *others += mentions.len() - ends.len();
        once(ends)
    }

    fn end(&self, mention: &Mention) -> Option<End> {
        let node = *self.numbers.get(&mention.thing)?;
        let quantity = mention.amount.map(|Amount { value, .. }| value.to_string());
        let unit = mention.amount.and_then(|amount| amount.unit).map(|unit| unit.code().to_owned());
        Some(End { node, role: mention.role, quantity, unit })
    }

    fn findings(&self) -> Vec<Finding> {
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
        let mut findings = Vec::new();
        if self.past.untyped() > 0 {
            let untyped = Finding::new(Severity::Warning, "events-without-type");
            findings.push(untyped.found(format!("{}", self.past.untyped())));
        }
        findings.extend(found.into_iter().map(|(event, code)| {
            let severity = if code == "leap-second" { Severity::Note } else { Severity::Warning };
            self.past.finding(severity, code, event)
        }));
        findings
    }

    fn lines(&self) -> Vec<Line> {
        let records = self.events.iter().filter_map(|event| self.past.event(*event));
        records.map(|record| self.line(&record)).collect()
    }

    fn line(&self, record: &Record<'_>) -> Line {
        let texts = self.past.with_event(record.id(), |event| {
            let text = |name| event.text(name).map(alloc::borrow::Cow::into_owned);
            (text("eventID"), text("eventTime"))
        });
        let (id, time) = texts.unwrap_or_default();
        Line {
            at: self.past.at(record),
            id,
            r#type: record.event_type(),
            time,
            step: record.biz_step().map(ToOwned::to_owned),
            act: record.act().map(|act| act.name),
        }
    }
}

/// Amounts of one thing named twice stay apart; a mere repetition does not.
fn once(mut ends: Vec<End>) -> Vec<End> {
    ends.sort_unstable();
    ends.dedup_by(|a, b| a == b && a.quantity.is_none());
    ends
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
    let by_name = crate::trace::history::kind_of(name);
    if by_name != Kind::Other {
        return by_name;
    }
    let any =
        |is: fn(Role) -> bool| Role::ALL.into_iter().any(|role| roles & 1 << role as u32 != 0 && is(role));
    if any(|role| role == Role::Parent) {
        Kind::Container
    } else if any(|role| role.is_goods() || role.is_farm_input() || role == Role::Sample) {
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
