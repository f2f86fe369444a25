//! `query_events`: the events of a document that meet a query of the standard.

use super::given::{Given, events_request};
use crate::{
    api::{Code, Fault, Operation, fault::brief, operation::operation},
    base::limits,
    digest::{
        Suite,
        json::{self, Raw},
    },
    trace::{
        Events,
        query::{Master, Query, QueryError, QueryErrorKind},
    },
};
use alloc::{collections::BTreeMap, format, string::String, vec::Vec};
use core::fmt::Write as _;
use serde::Serialize;

pub(super) const OPERATION: Operation = operation!(
    "query_events",
    "finds the events that meet a SimpleEventQuery (EPCIS 2.0 §8.2.7.1), exactly as they were written",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    query_events
);

events_request! {
    /// Events and a query.
    struct Request {
        /// The query in the form of the EPCIS query schema: `{"EQ_bizStep": ["shipping"], "GE_eventTime": …}`.
        query: Raw,
        /// Master data as in an EPCIS document's header (`{"vocabularyList": […]}`), beside that of the document's own:
        /// what lies within a place (`WD_`), and attributes (`HASATTR_`, `EQATTR_`).
        master_data: Option<Raw>,
        /// How many events one answer holds: 1 to 10,000; 1,000 unless said.
        per_page: Option<u32>,
        /// Where to go on, from the answer before, to the same question on the same events.
        next_page_token: Option<String>,
        /// Only where the events stand, without the events.
        #[serde(default)]
        places_only: bool,
    }
}

/// The events that were found.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// How many events meet the query, whatever is held back by `eventCountLimit` or the page.
    matched: usize,
    /// The order of the events: `document`, or as asked, `eventTime DESC`. Equals stand as in the document, and those that
    /// lack the field come last.
    order: String,
    /// The events of this page.
    events: Vec<Line>,
    /// How many events cannot be judged: what the query asks for is there and cannot be read or compared.
    undecided: usize,
    /// JSON pointers of the first of these, at most 1,000.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    undecided_at: Vec<String>,
    /// Ask again with this for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_page_token: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Line {
    /// JSON pointer of the event in the document.
    at: String,
    /// The event, as it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Raw>,
}

const PAGE: u32 = 1000;
const MOST_PAGE: u32 = 10_000;
const MOST_UNDECIDED: usize = 1000;

fn query_events(request: Request) -> Result<Answer, Fault> {
    let given = request.given()?;
    let document = given.read()?;
    let events = given.events(&document)?;
    let source = read("/query", &request.query)?;
    let data = request.master_data.as_ref().map(|data| read("/master_data", data)).transpose()?;
    let mut master = Master::default();
    master.add_header(events.root());
    if let Some(data) = &data {
        master.add(data.root()).map_err(|error| {
            Fault::new(Code::BadMasterData, format!("/master_data{}", error.pointer), error.wanted)
        })?;
    }
    let query = Query::read(source.root(), events.context(), &master).map_err(|error| refused(&error))?;
    let page = request.per_page.unwrap_or(PAGE);
    if !(1..=MOST_PAGE).contains(&page) {
        return Err(Fault::new(
            Code::BadParameter,
            "/per_page",
            format!("{page}, should be 1 to {MOST_PAGE}"),
        ));
    }
    let start = match &request.next_page_token {
        Some(token) => begin(token, &request, &given)?,
        None => 0,
    };
    let found = query
        .select(&events)
        .map_err(|error| Fault::new(Code::TooManyResults, "/query/maxEventCount", format!("{error}")))?;
    let rest = found.events.get(start..).unwrap_or_default();
    let shown = rest.get(..page as usize).unwrap_or(rest);
    let end = start.saturating_add(shown.len());
    let next = (shown.len() < rest.len()).then(|| token(end, &request, &given));
    let undecided = found.undecided.get(..MOST_UNDECIDED).unwrap_or(&found.undecided);
    Ok(Answer {
        matched: found.matched,
        order: query.order().unwrap_or_else(|| "document".into()),
        events: lines(&events, shown, !request.places_only),
        undecided: found.undecided.len(),
        undecided_at: lines(&events, undecided, false).into_iter().map(|line| line.at).collect(),
        next_page_token: next,
    })
}

fn read<'q>(place: &str, raw: &'q Raw) -> Result<json::Document<'q>, Fault> {
    json::read(raw.text().as_bytes()).map_err(|error| Fault::in_text(place, &error))
}

/// The events of these numbers, in this order.
fn lines(events: &Events<'_>, wanted: &[u32], with_events: bool) -> Vec<Line> {
    let mut lines: Vec<Option<Line>> = Vec::with_capacity(wanted.len());
    lines.resize_with(wanted.len(), || None);
    let places: BTreeMap<u32, usize> = wanted.iter().copied().zip(0..).collect();
    let mut wanted = places.into_iter().peekable();
    for (index, event) in (0_u32..).zip(events.iter()) {
        let Some(&(next, place)) = wanted.peek() else { break };
        if next != index {
            continue;
        }
        wanted.next();
        if let Some(line) = lines.get_mut(place) {
            *line = Some(Line { at: event.pointer(), event: with_events.then(|| event.to_raw()) });
        }
    }
    lines.into_iter().flatten().collect()
}

/// Where to go on, bound to the question and the events.
fn token(start: usize, request: &Request, given: &Given<'_>) -> String {
    let master = request.master_data.as_ref().map_or("", Raw::text);
    let hash = Suite::Sha256.hash(&[
        request.query.text().as_bytes(),
        &[0],
        master.as_bytes(),
        &[0],
        given.text().as_bytes(),
    ]);
    let mut token = format!("{start}-");
    for byte in hash.iter().take(8) {
        let _ = write!(token, "{byte:02x}");
    }
    token
}

fn begin(text: &str, request: &Request, given: &Given<'_>) -> Result<usize, Fault> {
    let start = text.split_once('-').and_then(|(start, _)| start.parse::<usize>().ok());
    start
        .filter(|start| token(*start, request, given) == text)
        .ok_or_else(|| Fault::new(Code::BadPageToken, "/next_page_token", format!("`{}`", brief(text))))
}

fn refused(error: &QueryError) -> Fault {
    let code = match error.kind {
        QueryErrorKind::Unknown => Code::UnknownParameter,
        QueryErrorKind::Value { .. } | QueryErrorKind::Limits => Code::BadParameter,
        QueryErrorKind::Prefix { .. } => Code::UnknownPrefix,
        QueryErrorKind::Word { .. } => Code::UnknownWord,
        QueryErrorKind::Pattern { .. } => Code::BadPattern,
    };
    Fault::new(code, format!("/query{}", error.pointer), format!("{}", error.kind))
}
