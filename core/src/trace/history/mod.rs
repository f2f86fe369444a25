//! The history of things: events as they come, found again by what they name.
//!
//! ```
//! use terroir::trace::history::{History, Role};
//!
//! let mut history = History::new();
//! history.append(r#"{"type":"ObjectEvent","eventTime":"2026-05-12T07:30:00+08:00","action":"ADD",
//!     "quantityList":[{"epcClass":"https://coop.example/t/coop.example/TEA-01/S26","quantity":12.50,"uom":"KGM"}]}"#)?;
//! let lot = history.thing("t/coop.example/TEA-01/S26").ok_or("named")?;
//! let mention = history.mentions_of(lot).next().ok_or("once")?;
//! assert_eq!(mention.role, Role::Observed);
//! assert_eq!(mention.amount.map(|amount| amount.value.to_string()).as_deref(), Some("12.50"));
//! assert!(history.raw(mention.event).contains("12.50"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing is copied out of a document but one compact row an event; the event's JSON comes back byte for byte. Events keep
//! the order in which they were recorded, and are compared by time and then by their text ([`History::compare`]), so that
//! no answer depends on the order in which they arrived.

mod bits;
mod carried;
mod chunk;
mod intern;
mod name;
mod read;
mod row;
mod spelling;
mod stay;
mod view;
mod visits;
mod walk;
mod words;

pub(crate) use carried::Carried;
pub use name::{Kind, kind_of, name};
pub use row::{Amount, EventId, EventSet, Mention, Record, Role, Thing};
pub use stay::{Stay, Tie};
pub use view::{Stamp, Step, StepKey, StepKind, View};
pub use walk::{Direction, Limit, Limits, Reached, Trace};
pub use words::WORDS;

use super::{
    Context, DocumentError, Event, Events, Holder,
    hash::{Hasher, ProfileName},
    resolve::{Resolution, Resolver, Status},
};
use crate::{
    base::time::Instant,
    digest::json::{self, Document, ReadError},
};
use alloc::{boxed::Box, collections::BTreeMap, format, string::String, vec::Vec};
use chunk::Chunks;
use core::cmp::Ordering;
use intern::Names;
use read::Place;
use row::{Amounts, MOST_AMOUNTS, Part, Row};
use spelling::Spellings;

/// Why a text cannot be appended. Nothing of it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryError {
    /// It is not strict JSON.
    #[error("{0}")]
    Json(ReadError),
    /// There are no events where they should be.
    #[error("{0}")]
    Events(DocumentError),
    /// The history holds as much as its numbers can name.
    #[error("the history is full")]
    Full,
}

/// What was appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The document's number, from 0.
    pub document: usize,
    /// How many events the history had before.
    pub first: usize,
    /// How many events came to it.
    pub events: usize,
    /// JSON pointers of objects that have none of the five types and so are no events; at most the first 100.
    pub untyped: Vec<String>,
}

/// Names from which on spellings are kept.
const MANY_NAMES: usize = 4096;

/// Parts of an event that are looked through rather than searched.
const FEW_PARTS: usize = 12;

/// Pointers of untyped objects that are listed.
const MOST_UNTYPED: usize = 100;

/// An append-only index of events.
#[derive(Clone, Debug)]
pub struct History {
    documents: Vec<Held>,
    rows: Chunks<Row>,
    parts: Chunks<Part>,
    amounts: Amounts,
    /// What things are called.
    names: Names,
    spellings: Spellings,
    /// First and last mention of each thing.
    ends: Chunks<Ends>,
    /// Business steps and dispositions.
    words: Names,
    /// Events that take all out of a parent, in time.
    emptied: BTreeMap<(Thing, Tie), Vec<u32>>,
    /// Of which parents some came with the document that is being read: how many there were before.
    emptying: BTreeMap<(Thing, Tie), usize>,
    untyped: usize,
}

/// A document that is kept.
#[derive(Clone, Debug)]
struct Held {
    text: Box<str>,
    /// Where its `@context` stands; empty where it has none.
    context: (u32, u32),
    holder: Holder,
    /// The only event stands in `epcisBody.event`.
    single: bool,
    /// Its header has master data.
    masters: bool,
}

/// Numbers plus one of a thing's first and last part, and whether one of its parts is that of a parent.
#[derive(Clone, Copy, Debug, Default)]
struct Ends {
    first: u32,
    word: u32,
}

const PARENT: u32 = 1 << 31;

impl Ends {
    fn last(self) -> u32 {
        self.word & !PARENT
    }
}

impl Default for History {
    fn default() -> Self {
        Self::new()
    }
}

impl History {
    /// A history without events.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            documents: Vec::new(),
            rows: Chunks::new(),
            parts: Chunks::new(),
            amounts: Amounts::new(),
            names: Names::new(),
            spellings: Spellings::new(),
            ends: Chunks::new(),
            words: Names::new(),
            emptied: BTreeMap::new(),
            emptying: BTreeMap::new(),
            untyped: 0,
        }
    }

    /// Reads a document, query document, event or array of events, and puts its events at the end.
    ///
    /// # Errors
    /// [`HistoryError`]; then nothing was appended.
    pub fn append(&mut self, text: impl Into<Box<str>>) -> Result<Appended, HistoryError> {
        let text = text.into();
        let document = json::read(text.as_bytes()).map_err(HistoryError::Json)?;
        let (appended, held) = self.index_document(&document)?;
        drop(document);
        self.hold(held, text);
        Ok(appended)
    }

    /// As [`append`](Self::append), for a document that has been read already.
    ///
    /// # Errors
    /// [`HistoryError`]; then nothing was appended.
    pub fn append_read(&mut self, document: &Document<'_>) -> Result<Appended, HistoryError> {
        let (appended, held) = self.index_document(document)?;
        self.hold(held, document.text().into());
        Ok(appended)
    }

    fn hold(&mut self, held: Held, text: Box<str>) {
        self.documents.push(Held { text, ..held });
        for (key, before) in core::mem::take(&mut self.emptying) {
            let Some(mut events) = self.emptied.remove(&key) else { continue };
            let order = |a: &u32, b: &u32| self.compare(EventId(*a), EventId(*b));
            let Some((old, new)) = events.split_at_mut_checked(before) else { continue };
            new.sort_by(order);
            let in_order = old.last().zip(new.first()).is_none_or(|(last, first)| order(last, first).is_le());
            if !in_order {
                events.sort_by(order);
            }
            self.emptied.insert(key, events);
        }
    }

    fn index_document(&mut self, document: &Document<'_>) -> Result<(Appended, Held), HistoryError> {
        let root = document.root();
        let events = Events::of(root).map_err(HistoryError::Events)?;
        // No text gives more rows, parts, names or bytes of names than it has bytes, nor an amount in less than 8.
        let bytes = document.text().len();
        let most = u32::MAX as usize / 2;
        let counts = [self.rows.len(), self.parts.len(), self.names.len(), self.documents.len()];
        if counts.iter().any(|count| count.saturating_add(bytes) > most)
            || self.amounts.len().saturating_add(bytes / 8) > MOST_AMOUNTS
        {
            return Err(HistoryError::Full);
        }
        let first = self.rows.len();
        if !self.spellings.is_on() && self.names.len() >= MANY_NAMES {
            self.spellings.turn_on();
        }
        let mut appended = Appended { document: self.documents.len(), first, events: 0, untyped: Vec::new() };
        for (index, event) in events.iter().enumerate() {
            let place = Place { document: self.documents.len() as u32, index: index as u32 };
            if self.index(&event, &place) {
                appended.events += 1;
            } else {
                self.untyped += 1;
                if appended.untyped.len() < MOST_UNTYPED {
                    appended.untyped.push(event.pointer());
                }
            }
        }
        let own = matches!(events.holder(), Holder::Document | Holder::QueryDocument);
        let context = root.get("@context").filter(|_| own);
        let context = context.map_or((0, 0), |context| (context.offset() as u32, context.end() as u32));
        let single = events.iter().next().is_some_and(|event| event.index.is_none());
        let masters = root.pointer("/epcisHeader/epcisMasterData/vocabularyList").is_some();
        Ok((appended, Held { text: "".into(), context, holder: events.holder(), single, masters }))
    }

    fn push_part(&mut self, part: Part) {
        self.parts.push(part);
        let number = self.parts.len() as u32;
        while self.ends.len() <= part.thing as usize {
            self.ends.push(Ends::default());
        }
        let Some(ends) = self.ends.get_mut(part.thing as usize) else { return };
        let last = ends.last();
        let parent = if part.role() == Role::Parent { PARENT } else { ends.word & PARENT };
        // INVARIANT (numbers): the count of parts is below 2^31.
        ends.word = number | parent;
        match last {
            0 => ends.first = number,
            _ => {
                if let Some(before) = self.parts.get_mut(last as usize - 1) {
                    before.next = number;
                }
            }
        }
    }

    /// How many events there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.len() == 0
    }

    /// How many objects had none of the five types and are no events.
    #[must_use]
    pub const fn untyped(&self) -> usize {
        self.untyped
    }

    /// The texts that were appended, in order.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = &str> {
        self.documents.iter().map(|held| &*held.text)
    }

    /// All events, in the order of recording.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = EventId> + use<> {
        (0..self.rows.len() as u32).map(EventId)
    }

    /// All events in time: see [`compare`](Self::compare).
    #[must_use]
    pub fn in_time(&self) -> Vec<EventId> {
        let mut events: Vec<EventId> = self.events().collect();
        events.sort_by(|a, b| self.compare(*a, *b));
        events
    }

    /// Which event comes first: by time, those whose time cannot be read last; at the same time by their text; and where
    /// that is equal, by the order of recording.
    #[must_use]
    pub fn compare(&self, a: EventId, b: EventId) -> Ordering {
        let time = |id: EventId| self.row(id).and_then(|row| row.time);
        let (one, two) = (time(a), time(b));
        let by_time = match (one, two) {
            (Some(one), Some(two)) => one.cmp(&two),
            (one, two) => one.is_none().cmp(&two.is_none()),
        };
        by_time.then_with(|| self.raw(a).cmp(self.raw(b))).then(a.cmp(&b))
    }

    fn row(&self, id: EventId) -> Option<&Row> {
        self.rows.get(id.index())
    }

    /// What the index has of an event.
    #[must_use]
    pub fn event(&self, id: EventId) -> Option<Record<'_>> {
        self.row(id).map(|row| Record { history: self, id, row })
    }

    /// The event's JSON, byte for byte.
    #[must_use]
    pub fn raw(&self, id: EventId) -> &str {
        let text = self.row(id).and_then(|row| {
            let (start, length) = (row.start as usize, row.length as usize);
            self.documents.get(row.document as usize)?.text.get(start..start + length)
        });
        text.unwrap_or_default()
    }

    /// Reads an event again and looks at it through the standard, with the prefixes of its document.
    pub fn with_event<R>(&self, id: EventId, look: impl FnOnce(&Event<'_, '_>) -> R) -> Option<R> {
        let row = self.row(id)?;
        let held = self.documents.get(row.document as usize)?;
        let tape = json::read(self.raw(id).as_bytes()).ok()?;
        let (from, to) = (held.context.0 as usize, held.context.1 as usize);
        let declared = held.text.get(from..to).and_then(|text| json::read(text.as_bytes()).ok());
        let outer = declared.as_ref().map(|declared| Context::read(declared.root())).unwrap_or_default();
        let (value, base) = (tape.root(), self.base(row));
        let index = (!held.single && held.holder != Holder::Event).then_some(row.index as usize);
        let event = Event { value, context: outer.within(value), base, index };
        Some(look(&event))
    }

    /// Reads all documents again and looks at each event through the standard: one pass.
    pub fn for_each(&self, mut look: impl FnMut(EventId, &Event<'_, '_>)) {
        let mut next = 0_u32;
        for held in &self.documents {
            let Ok(tape) = json::read(held.text.as_bytes()) else { continue };
            let Ok(events) = Events::of(tape.root()) else { continue };
            for event in events.iter().filter(|event| event.event_type().is_some()) {
                look(EventId(next), &event);
                next += 1;
            }
        }
    }

    /// The events that are not in force: declared wrong, error declarations, recorded twice, or not yet known at a time
    /// ([`resolve`](crate::trace::resolve)). All documents are read again.
    #[must_use]
    pub fn not_in_force(&self, as_of: Option<Instant>) -> EventSet {
        let resolution = self.resolution(as_of);
        let in_force = |id: &EventId| {
            matches!(resolution.status(id.index()), Some(Status::Effective | Status::Unreadable) | None)
        };
        self.events().filter(|id| !in_force(id)).collect()
    }

    /// What each event is worth, by its number. All documents are read again.
    pub(super) fn resolution(&self, as_of: Option<Instant>) -> Resolution {
        let mut resolver = Resolver::new();
        self.for_each(|_, event| resolver.push(event));
        let mut hasher = Hasher::new(ProfileName::Exact);
        for number in resolver.open() {
            let id = EventId(number as u32);
            self.with_event(id, |event| resolver.compare(number, event, &mut hasher));
        }
        resolver.resolve(as_of)
    }

    /// The documents in which some events stand, read again, each with the number of its first event; and those with master
    /// data, if they are asked for.
    pub(crate) fn read_with(&self, wanted: &EventSet, masters: bool) -> Vec<(u32, Document<'_>)> {
        let mut read = Vec::new();
        let mut next = 0_u32;
        for (number, held) in self.documents.iter().enumerate() {
            let first = next;
            while self.row(EventId(next)).is_some_and(|row| row.document as usize == number) {
                next += 1;
            }
            let asked = masters && held.masters || (first..next).any(|id| wanted.contains(EventId(id)));
            if let Some(tape) = asked.then(|| json::read(held.text.as_bytes()).ok()).flatten() {
                read.push((first, tape));
            }
        }
        read
    }

    fn base(&self, row: &Row) -> &'static str {
        match self.documents.get(row.document as usize) {
            Some(Held { holder: Holder::Document, single: true, .. }) => "/epcisBody/event",
            Some(Held { holder: Holder::Document, .. }) => "/epcisBody/eventList",
            Some(Held { holder: Holder::QueryDocument, .. }) => {
                "/epcisBody/queryResults/resultsBody/eventList"
            }
            Some(Held { holder: Holder::Event | Holder::List, .. }) | None => "",
        }
    }

    fn pointer(&self, row: &Row) -> String {
        format!("{}", super::Place { document: None, ..self.place_of(row) })
    }

    fn place_of(&self, row: &Row) -> super::Place {
        let held = self.documents.get(row.document as usize);
        let listed = held.is_none_or(|held| !held.single && held.holder != Holder::Event);
        super::Place {
            document: Some(row.document),
            base: self.base(row),
            index: listed.then_some(row.index),
        }
    }

    /// Where an event stands: the number of its document, then a JSON pointer.
    #[must_use]
    pub fn place(&self, id: EventId) -> Option<super::Place> {
        self.row(id).map(|row| self.place_of(row))
    }

    /// How many things are named.
    #[must_use]
    pub fn things(&self) -> usize {
        self.names.len()
    }

    /// All things that are named, in the order of their first mention.
    pub fn all_things(&self) -> impl Iterator<Item = Thing> + use<> {
        (0..self.names.len() as u32).map(Thing)
    }

    /// How many mentions of things there are.
    #[must_use]
    pub fn mentions(&self) -> usize {
        self.parts.len()
    }

    /// What a text names, in any spelling, if an event names it.
    #[must_use]
    pub fn thing(&self, text: &str) -> Option<Thing> {
        self.names.find(&name(text)).map(Thing)
    }

    /// The name of a thing.
    #[must_use]
    pub fn name_of(&self, thing: Thing) -> &str {
        self.names.get(thing.0)
    }

    /// The mentions of a thing, in the order of recording. One event may mention it more than once.
    pub fn mentions_of(&self, thing: Thing) -> impl Iterator<Item = Mention> {
        self.parts_naming(thing).filter_map(|at| self.mention(at))
    }

    /// The parts that name a thing, in the order of recording.
    fn parts_naming(&self, thing: Thing) -> impl Iterator<Item = usize> + use<'_> {
        let mut next = self.ends.get(thing.index()).map_or(0, |ends| ends.first);
        core::iter::from_fn(move || {
            let at = (next as usize).checked_sub(1)?;
            next = self.parts.get(at)?.next;
            Some(at)
        })
    }

    /// Events that take out of a parent whatever is in it, in time.
    pub fn emptyings_of(&self, parent: Thing, tie: Tie) -> impl Iterator<Item = EventId> {
        self.emptyings(parent, tie).iter().copied().map(EventId)
    }

    fn emptyings(&self, parent: Thing, tie: Tie) -> &[u32] {
        self.emptied.get(&(parent, tie)).map_or(&[], Vec::as_slice)
    }

    /// Does an event name it as a parent?
    fn is_parent(&self, thing: Thing) -> bool {
        self.ends.get(thing.index()).is_some_and(|ends| ends.word & PARENT != 0)
    }

    fn thing_at(&self, part: usize) -> Option<Thing> {
        self.parts.get(part).map(|part| Thing(part.thing))
    }

    fn role_at(&self, part: usize) -> Option<Role> {
        self.parts.get(part).map(|part| part.role())
    }

    fn event_at(&self, part: usize) -> Option<EventId> {
        self.parts.get(part).map(|part| EventId(part.event))
    }

    /// The mention that a part is.
    pub(crate) fn mention(&self, at: usize) -> Option<Mention> {
        let part = *self.parts.get(at)?;
        let (event, thing) = (EventId(part.event), Thing(part.thing));
        let (role, amount, counted) = (part.role(), self.amounts.of(part), part.counted());
        Some(Mention { event, thing, role, amount, counted })
    }

    fn parts_of(&self, id: EventId) -> core::ops::Range<usize> {
        let start = self.row(id).map_or(0, |row| row.parts as usize);
        let end = self.rows.get(id.index() + 1).map_or(self.parts.len(), |row| row.parts as usize);
        start..end
    }

    /// The parts in one role: parts stand in the order of their roles.
    fn parts_as(&self, id: EventId, role: Role) -> core::ops::Range<usize> {
        let all = self.parts_of(id);
        if all.len() <= FEW_PARTS {
            let start = all.clone().find(|at| self.role_at(*at) >= Some(role)).unwrap_or(all.end);
            let end = (start..all.end).find(|at| self.role_at(*at) > Some(role)).unwrap_or(all.end);
            return start..end;
        }
        let first = |wanted: &dyn Fn(Role) -> bool| {
            let (mut low, mut high) = (all.start, all.end);
            while low < high {
                let middle = low + (high - low) / 2;
                match self.parts.get(middle) {
                    Some(part) if !wanted(part.role()) => low = middle + 1,
                    _ => high = middle,
                }
            }
            low
        };
        first(&|other| other >= role)..first(&|other| other > role)
    }

    fn word(&self, number: u32) -> Option<&str> {
        number.checked_sub(1).map(|number| self.words.get(number))
    }
}

impl From<ReadError> for HistoryError {
    fn from(error: ReadError) -> Self {
        Self::Json(error)
    }
}
