//! Events that are given once, and more as they come.

use super::{
    Fault, Operation,
    operation::{self, Of},
};
use crate::{base::limits, trace::history};
use alloc::{string::String, vec::Vec};
use serde::Serialize;

/// A history of events that operations can be asked of, again and again, while events come to it.
///
/// What it answers is what one history of all its documents answers, in whatever order they came. Requests leave out
/// `text`, `document` and `xml`; places in answers begin with the number of the document, from 0. It is asked by `trace`,
/// `recall`, `chain_views`, `find_gaps`, `check_balance`, `check_conditions`, `check_required` and `query_events`; of those,
/// `trace`, `recall` and `chain_views` read its index alone unless they ask for what is in force, the others read documents
/// again.
///
/// ```
/// use terroir::api::History;
///
/// let mut history = History::new();
/// history.append(r#"{"type":"TransformationEvent","eventTime":"2026-04-02T09:00:00Z",
///     "inputEPCList":["t/a/LEAF/1"],"outputEPCList":["t/a/TEA/1"]}"#);
/// let answer = history.call("trace", r#"{"from":["t/a/TEA/1"],"direction":"back"}"#);
/// assert!(answer.contains("t/a/LEAF/1"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct History {
    events: history::History,
}

/// What was appended.
#[derive(Serialize)]
struct Appended {
    /// The document's number, from 0.
    document: usize,
    /// How many events came to the history.
    events: usize,
    /// How many events it has now.
    total: usize,
    /// JSON pointers of objects that have no event type and so are no events; at most 100.
    untyped: Vec<String>,
}

impl History {
    /// A history without events.
    #[must_use]
    pub const fn new() -> Self {
        Self { events: history::History::new() }
    }

    /// The history behind it.
    #[must_use]
    pub const fn events(&self) -> &history::History {
        &self.events
    }

    /// Puts the events of a document, an event or an array of events at the end.
    ///
    /// The answer is `{"ok": {"document", "events", "total", "untyped"}}` or `{"fault": …}`; then nothing was appended.
    pub fn append(&mut self, text: &str) -> String {
        operation::envelope(self.try_append(text).and_then(|appended| operation::enveloped(&appended)))
    }

    fn try_append(&mut self, text: &str) -> Result<Appended, Fault> {
        operation::check_length(text, limits::DOCUMENT_BYTES)?;
        let appended = self.events.append(text).map_err(|error| super::trace::in_document("", &error))?;
        let total = self.events.len();
        Ok(Appended {
            document: appended.document,
            events: appended.events,
            total,
            untyped: appended.untyped,
        })
    }

    /// As [`append`](Self::append), for bytes that may not even be text.
    pub fn append_bytes(&mut self, text: &[u8]) -> String {
        super::answered(text, |text| self.append(text))
    }

    /// As [`call`](super::call), asked of the events here; operations that ask no events answer as ever.
    #[must_use]
    pub fn call(&self, operation: &str, request: &str) -> String {
        match super::known(operation) {
            Some(Operation { of: Of::History(ask), .. }) => operation::envelope(ask(request, &self.events)),
            _ => super::call(operation, request),
        }
    }

    /// As [`call`](Self::call), for bytes.
    #[must_use]
    pub fn call_bytes(&self, operation: &[u8], request: &[u8]) -> String {
        super::answered(request, |request| self.call(super::name_of(operation), request))
    }
}
