//! `trace`: where things come from and what became of them.

use super::{
    given::events_request,
    past::{GivesEvents as _, Period, named},
    told::{Ends, Told},
};
use crate::{
    api::{
        Code, Fault, Operation,
        each::Each,
        operation::{enveloped, operation},
    },
    base::{finding::Finding, limits},
    trace::history::{Direction, History, Kind, Limit, Limits, Role, Trace, View},
};
use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "trace",
    "follows lots, items, animals, containers or places back and forward through events, every edge with the event that makes it",
    limits::DOCUMENT_BYTES,
    Request,
    Answer<'_>,
    telling trace,
    History
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
struct Answer<'t> {
    /// Texts of `from` that no event names.
    unknown: Vec<String>,
    /// The things that were reached, by their first event and then by name.
    nodes: Each<'t, Node<'t>>,
    /// What leads from one to another, by the time of the event that makes it.
    edges: Each<'t, Edge>,
    /// The events that nodes and edges refer to, in time; at the same time by their text.
    events: Each<'t, Line<'t>>,
    /// The places that nodes refer to.
    places: Each<'t, &'t str>,
    /// What the records contradict each other in. At most 1,000.
    findings: Vec<Finding>,
    /// The limit at which the walk ended: there is more. Absent where everything was reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    truncated: Option<Limit>,
}

/// A thing that was reached.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Node<'t> {
    /// Its name: the path of the canonical Digital Link of a GS1 key, the name of a lot, or another URI.
    pub(super) name: &'t str,
    /// What it is.
    pub(super) kind: Kind,
    /// How it was reached.
    pub(super) reached: How,
    /// It only carried the goods for a time.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub(super) carrier: bool,
    /// Number of its first event in `events`.
    pub(super) first: usize,
    /// Number of its last event in `events`.
    pub(super) last: usize,
    /// How many events name it.
    pub(super) count: usize,
    /// Numbers of the places where it was, in `places`, by its first event there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) places: Vec<usize>,
}

/// How a thing was reached.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) enum How {
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
pub(super) struct Edge {
    /// What it is.
    pub(super) kind: EdgeKind,
    /// Numbers of the events that make it, in `events`: the transformation, or the first that shows the things inside.
    pub(super) events: Vec<usize>,
    /// Number of the event that ends it, for what is inside or tied; absent while it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) closed: Option<usize>,
    /// What went in, or what was inside.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<End>"))]
    pub(super) from: Ends,
    /// What came out, or what it was inside of.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<End>"))]
    pub(super) to: Ends,
    /// How many more things take part that were not reached.
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) others: usize,
}

/// What an edge is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) enum EdgeKind {
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
pub(super) struct End {
    /// Its number in `nodes`.
    pub(super) node: u32,
    /// What it is to the event.
    pub(super) role: Role,
    /// How much of it, exactly, where the event says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quantity: Option<String>,
    /// Its Rec 20 unit; absent for pieces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<String>,
}

/// An event.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Line<'t> {
    /// Where it stands: JSON pointer into the request. In a history: the number of the document, then a pointer into it.
    pub(super) at: String,
    /// Its `eventID`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    /// Its type.
    pub(super) r#type: crate::trace::EventType,
    /// When it happened, as it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time: Option<String>,
    /// Its business step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) step: Option<&'t str>,
    /// The farm act it records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) act: Option<&'static str>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
const fn is_zero(count: &usize) -> bool {
    *count == 0
}

fn trace(mut request: Request, held: Option<&History>) -> Result<String, Fault> {
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
    let told = Told::new(&past, view, &trace);
    enveloped(&Answer {
        unknown,
        nodes: Each(&|each| told.nodes(each)),
        edges: Each(&|each| told.edges(each)),
        events: Each(&|each| told.lines(each)),
        places: Each(&|each| told.places(each)),
        findings: told.findings(),
        truncated: trace.truncated,
    })
}
