//! `query_events`: the events of a document that meet a query of the standard.

use super::{given::events_request, past::GivesEvents as _};
use crate::{
    api::{Code, Fault, Operation, fault::brief, operation::operation},
    base::limits,
    digest::{
        Suite,
        json::{self, Raw, Value},
    },
    trace::{
        Context, Events,
        history::{EventId, EventSet, History},
        query::{Master, Query, QueryError, QueryErrorKind, Selection, TooMany},
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
    query_events,
    History
);

events_request! {
    /// Events and a query. Asked of a history, the request has no events of its own.
    struct Request {
        /// The query in the form of the EPCIS query schema: `{"EQ_bizStep": ["shipping"], "GE_eventTime": …}`. Its prefixes are
        /// those of its own `@context`, or else of the document's; a history has none.
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
    /// lack the field come last. In a history the order of the document is that of recording.
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
    /// JSON pointer of the event in the document; in a history the number of the document, then a pointer.
    at: String,
    /// The event, as it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Raw>,
}

const PAGE: u32 = 1000;
const MOST_PAGE: u32 = 10_000;
const MOST_UNDECIDED: usize = 1000;

fn query_events(request: Request, held: Option<&History>) -> Result<Answer, Fault> {
    if let Some(history) = held {
        let past = request.held(history)?;
        let headers = history.read_with(&EventSet::new(), true);
        let bytes: usize = history.documents().map(str::len).sum();
        let lines = |wanted: &[u32], with_events: bool| {
            let line = |number: &u32| {
                let id = EventId::of(*number);
                let event = with_events.then(|| history.with_event(id, |event| event.to_raw())).flatten();
                Line { at: past.at_event(id), event }
            };
            wanted.iter().map(line).collect()
        };
        return answer(
            &request,
            headers.iter().map(|(_, header)| header.root()),
            (&Context::default(), &format!("{} events in {bytes} bytes", history.len())),
            |query| query.select_in(history),
            &lines,
        );
    }
    let given = request.given()?;
    let document = given.read()?;
    let events = given.events(&document)?;
    answer(
        &request,
        core::iter::once(events.root()),
        (events.context(), given.text()),
        |query| query.select(&events),
        &|wanted, with_events| lines(&events, wanted, with_events),
    )
}

/// `asked` are the context of the events, and a text that tells them from others.
fn answer<'d>(
    request: &'d Request,
    roots: impl Iterator<Item = Value<'d>>,
    (context, asked): (&Context<'_>, &str),
    select: impl FnOnce(&Query) -> Result<Selection, TooMany>,
    lines: &dyn Fn(&[u32], bool) -> Vec<Line>,
) -> Result<Answer, Fault> {
    let source = read("/query", &request.query)?;
    let data = request.master_data.as_ref().map(|data| read("/master_data", data)).transpose()?;
    let mut master = Master::default();
    roots.for_each(|root| master.add_header(root));
    if let Some(data) = &data {
        master.add(data.root()).map_err(|error| {
            Fault::new(Code::BadMasterData, format!("/master_data{}", error.pointer), error.wanted)
        })?;
    }
    let query = Query::read(source.root(), context, &master).map_err(|error| refused(&error))?;
    let page = request.per_page.unwrap_or(PAGE);
    if !(1..=MOST_PAGE).contains(&page) {
        return Err(Fault::new(
            Code::BadParameter,
            "/per_page",
            format!("{page}, should be 1 to {MOST_PAGE}"),
        ));
    }
    let start = match &request.next_page_token {
        Some(token) => begin(token, request, asked)?,
        None => 0,
    };
    let found = select(&query)
        .map_err(|error| Fault::new(Code::TooManyResults, "/query/maxEventCount", format!("{error}")))?;
    let rest = found.events.get(start..).unwrap_or_default();
    let shown = rest.get(..page as usize).unwrap_or(rest);
    let end = start.saturating_add(shown.len());
    let next = (shown.len() < rest.len()).then(|| token(end, request, asked));
    let undecided = found.undecided.get(..MOST_UNDECIDED).unwrap_or(&found.undecided);
    Ok(Answer {
        matched: found.matched,
        order: query.order().unwrap_or_else(|| "document".into()),
        events: lines(shown, !request.places_only),
        undecided: found.undecided.len(),
        undecided_at: lines(undecided, false).into_iter().map(|line| line.at).collect(),
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
fn token(start: usize, request: &Request, asked: &str) -> String {
    let master = request.master_data.as_ref().map_or("", Raw::text);
    let hash = Suite::Sha256.hash(&[
        request.query.text().as_bytes(),
        &[0],
        master.as_bytes(),
        &[0],
        asked.as_bytes(),
    ]);
    let mut token = format!("{start}-");
    for byte in hash.iter().take(8) {
        let _ = write!(token, "{byte:02x}");
    }
    token
}

fn begin(text: &str, request: &Request, asked: &str) -> Result<usize, Fault> {
    let start = text.split_once('-').and_then(|(start, _)| start.parse::<usize>().ok());
    start
        .filter(|start| token(*start, request, asked) == text)
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
