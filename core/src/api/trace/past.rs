//! The history that an operation asks: built from the events of its request, or held by a handle.
//!
//! ```text
//! operation!("trace", "…", limit, Request, Answer, trace, history);
//!
//! use super::past::GivesEvents as _;
//!
//! fn trace(mut request: Request, held: Option<&History>) -> Result<Answer, Fault> {
//!     let past = request.past(held)?;
//!     let view = View::new(&past);
//!     …
//!     past.at(&record)
//! }
//! ```

use super::given::{Given, Taken};
use crate::{
    api::{Code, Fault},
    base::{
        finding::{Finding, Severity},
        time::{Instant, Interval},
    },
    trace::{
        Selection,
        history::{EventId, EventSet, History, HistoryError, Record},
        resolve::resolve,
    },
};
use alloc::{boxed::Box, format, string::String, vec::Vec};
use core::ops::Deref;
use serde::Deserialize;

/// A request with events of its own, or without any when it is asked of a history.
pub(super) trait GivesEvents {
    /// Has it events?
    fn has_events(&self) -> bool;

    /// Its events.
    fn events(&self) -> Result<Given<'_>, Fault>;

    /// Its events, which it has no longer.
    fn take_events(&mut self) -> Result<Taken, Fault>;

    /// The history to ask: the one held, or one of the request's own events.
    fn past<'h>(&mut self, held: Option<&'h History>) -> Result<Past<'h>, Fault> {
        match held {
            None => Past::own(self.take_events()?),
            Some(history) => self.held(history),
        }
    }

    /// The history held.
    fn held<'h>(&self, history: &'h History) -> Result<Past<'h>, Fault> {
        if self.has_events() {
            return Err(Fault::new(Code::MalformedRequest, "", "the history has its events already"));
        }
        Ok(Past::Held(history))
    }
}

/// Asks something of the events of a request, or of the history held; `in_force` leaves out those that do not count. The
/// question gets what tells an event's place by its number.
pub(super) fn on_events<Q: GivesEvents, A>(
    request: &Q,
    held: Option<&History>,
    in_force: bool,
    ask: impl FnOnce(Selection<'_, '_>, &dyn Fn(usize) -> String) -> A,
) -> Result<A, Fault> {
    if let Some(history) = held {
        let past = request.held(history)?;
        let without = past.excluded(in_force, None);
        let at = |index: usize| past.events().nth(index).map(|id| past.at_event(id)).unwrap_or_default();
        return Ok(ask(Selection::of_history(&past, &without), &at));
    }
    let given = request.events()?;
    let document = given.read()?;
    let events = given.events(&document)?;
    let resolution = in_force.then(|| resolve(&events, None));
    let selection = resolution
        .as_ref()
        .map_or_else(|| Selection::all(&events), |resolution| Selection::in_force(&events, resolution));
    Ok(ask(selection, &|index| events.pointer(index)))
}

/// A history, and how places in it are told.
#[derive(Debug)]
pub(super) enum Past<'h> {
    /// Of the request's own events; places are pointers into the request.
    Own(Box<History>, &'static str),
    /// A handle's; places begin with the number of the document.
    Held(&'h History),
}

impl Deref for Past<'_> {
    type Target = History;

    fn deref(&self) -> &History {
        match self {
            Self::Own(history, _) => history,
            Self::Held(history) => history,
        }
    }
}

impl Past<'_> {
    fn own(Taken { place, text }: Taken) -> Result<Self, Fault> {
        let mut history = Box::new(History::new());
        history.append(text).map_err(|error| in_document(place, &error))?;
        Ok(Self::Own(history, place))
    }

    /// Where an event stands: a pointer into the request; for a handle, the number of the document and a pointer into it.
    pub(super) fn at(&self, record: &Record<'_>) -> String {
        match self {
            Self::Own(_, place) => format!("{place}{}", record.pointer()),
            Self::Held(_) => format!("/{}{}", record.document(), record.pointer()),
        }
    }

    /// The same for an event by its number.
    pub(super) fn at_event(&self, event: EventId) -> String {
        self.event(event).map(|record| self.at(&record)).unwrap_or_default()
    }

    /// The same, as a pointer into the document where the request has it.
    pub(super) fn in_document(&self, event: EventId) -> String {
        match (self, self.event(event)) {
            (Self::Own(..), Some(record)) => record.pointer(),
            _ => self.at_event(event),
        }
    }

    /// What the index says of an event, as a finding there.
    pub(super) fn finding(&self, severity: Severity, code: &'static str, event: EventId) -> Finding {
        Finding::new(severity, code).at(self.at_event(event))
    }

    /// The events that do not count where only those in force shall.
    pub(super) fn excluded(&self, effective: bool, as_of: Option<Instant>) -> EventSet {
        if effective { self.not_in_force(as_of) } else { EventSet::new() }
    }

    /// How many nodes an answer may have so that it stays in proportion to what was read.
    pub(super) fn proportion(&self) -> usize {
        match self {
            Self::Own(history, _) => history.documents().map(str::len).sum::<usize>() / 64 + 64,
            Self::Held(_) => usize::MAX,
        }
    }
}

/// Why a document could not be appended.
pub(in crate::api) fn in_document(place: &str, error: &HistoryError) -> Fault {
    match error {
        HistoryError::Json(error) => Fault::in_text(place, error),
        HistoryError::Events(error) => {
            Fault::new(Code::NoEvents, format!("{place}{}", error.pointer()), format!("{error}"))
        }
        HistoryError::Full => Fault::new(Code::HistoryFull, place, ""),
    }
}

/// A time, from a moment up to another that no longer belongs to it.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Period {
    /// The first moment; from the beginning unless said.
    from: Option<Instant>,
    /// The moment at which it is over; for ever unless said.
    until: Option<Instant>,
}

impl Period {
    pub(super) fn interval(self, at: &str) -> Result<Interval<Instant>, Fault> {
        Interval::new(self.from, self.until).ok_or_else(|| Fault::new(Code::EmptyPeriod, at, ""))
    }
}

/// The things that texts name, and the texts that name none, in order.
pub(super) fn named(history: &History, texts: &[String]) -> (Vec<crate::trace::history::Thing>, Vec<String>) {
    let (mut things, mut unknown) = (Vec::new(), Vec::new());
    for text in texts {
        match history.thing(text) {
            Some(thing) if !things.contains(&thing) => things.push(thing),
            Some(_) => {}
            None => unknown.push(text.clone()),
        }
    }
    (things, unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_history_that_is_full_says_so() {
        let fault = in_document("/text", &HistoryError::Full);
        assert_eq!((fault.code, fault.at.as_str()), (Code::HistoryFull, "/text"));
    }
}
