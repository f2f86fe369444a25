//! Which events are in force: error declarations, corrections, duplicates, and what was known when.
//!
//! EPCIS never changes an event. Who erred captures the same event again, with the same `eventID` and an
//! `errorDeclaration`, which says that what the event asserted is wrong, and may name events that correct it
//! (EPCIS 2.0 §7.4.1.2, §7.4.1.3). Resolution reads these and gives the *effective view*: the events whose assertions
//! hold, each once.
//!
//! ```
//! use terroir::{digest::json, trace::{Events, resolve::{Status, resolve}}};
//!
//! let text = br#"[
//!     {"type":"ObjectEvent","eventTime":"2026-05-12T07:30:00+08:00","action":"ADD","eventID":"urn:x:1"},
//!     {"type":"ObjectEvent","eventTime":"2026-05-12T07:30:00+08:00","action":"ADD","eventID":"urn:x:1",
//!      "errorDeclaration":{"declarationTime":"2026-05-13T08:00:00+08:00","correctiveEventIDs":["urn:x:2"]}},
//!     {"type":"ObjectEvent","eventTime":"2026-05-12T07:35:00+08:00","action":"ADD","eventID":"urn:x:2"}]"#;
//! let document = json::read(text)?;
//! let events = Events::of(document.root()).map_err(|_| "events")?;
//!
//! let now = resolve(&events, None);
//! assert_eq!(now.status(0), Some(Status::DeclaredWrong { by: 1 }));
//! assert!(!now.is_effective(0) && !now.is_effective(1) && now.is_effective(2));
//! assert_eq!(now.in_force(0), [2]);
//!
//! let before = resolve(&events, "2026-05-12T23:00:00+08:00".parse().ok());
//! assert!(before.is_effective(0));
//! assert_eq!(before.superseded_later(0), Some(1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The rules:
//! - A declaration speaks of the events with its `eventID`; one without `eventID`, and events without, are matched by
//!   content, that is, by the event hash id of profile `exact`. A declaration is never in force itself, and it is
//!   not taken back: who declared a true event wrong captures it anew under another `eventID`.
//! - Of events that say the same, whatever their `eventID`, the one recorded first is in force, the others are its
//!   duplicates.
//! - Events with one `eventID` that say different things contradict each other. Which is right is not for a machine to
//!   guess: all stay in force, so that a recall misses nothing, and the contradiction is an error in the findings.
//! - At a time, what was recorded later is not known: events by `recordTime`, or else `eventTime`; declarations by the
//!   later of `recordTime` and `declarationTime`.
//!
//! The order in which events arrive plays no part. Work is linear in the events, but for looking up.

mod cycles;
mod findings;
mod record;
mod view;
mod words;

pub use findings::findings;
pub use words::WORDS;

use super::{
    Event, Events,
    hash::{Hasher, ProfileName},
};
use crate::base::time::Instant;
use alloc::{collections::BTreeMap, vec::Vec};
use record::{Content, Name, Record};

/// Defects that a resolution keeps at most.
pub const MOST_ISSUES: usize = super::MOST_FINDINGS;

/// What an event is worth in a view. Numbers are those of events, from 0, in the order they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// It is in force.
    Effective,
    /// An error declaration says that it is wrong.
    DeclaredWrong {
        /// The first declaration that does.
        by: u32,
    },
    /// It is an error declaration.
    Declaration,
    /// It says what another event in force says.
    Duplicate {
        /// That event.
        of: u32,
    },
    /// At the time of the view it was not known.
    NotYet,
    /// It has no type or no time.
    Unreadable,
}

/// What is wrong with declarations, corrections and identities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum IssueKind {
    /// No event here is declared wrong by the declaration.
    WithoutTarget,
    /// No event of the declaration's `eventID` says what the declaration repeats.
    Differs,
    /// Another event of this `eventID` says something else.
    Contradicts,
    /// The corrective event is not here.
    CorrectiveMissing,
    /// The corrective event is the one that is declared wrong.
    SelfCorrection,
    /// The correction leads back to where it came from.
    Cycle,
    /// Its duplicate has another `eventID`.
    OtherId,
    /// What says the same was declared wrong under another `eventID`.
    DeclaredElsewhere,
    /// Neither type nor time.
    Unreadable,
    /// It has no hash id of profile `exact` and was compared by its text.
    ByText,
    /// A view at a time was asked for, and none of its times can be read.
    Unplaced,
}

/// A defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Issue {
    /// Number of the event.
    pub event: u32,
    /// What it is.
    pub kind: IssueKind,
    /// Place in its `correctiveEventIDs`, where it is about one of them.
    pub item: Option<u32>,
    /// The other event, where there is one.
    pub other: Option<u32>,
}

/// Takes events one by one, from one document or many, and resolves them.
///
/// Whether two events say the same is asked only of those with equal type, moment and action, or equal `eventID`:
/// [`Resolver::open`] names them, [`Resolver::compare`] reads them once more. [`resolve`] does all of it for a document.
#[derive(Clone, Debug, Default)]
pub struct Resolver {
    /// For each event its record, or none.
    slots: Vec<u32>,
    records: Vec<Record>,
    /// The number of each record's event.
    numbers: Vec<u32>,
    outlines: BTreeMap<u64, u32>,
    names: BTreeMap<Name, u32>,
    declarations: Vec<u32>,
    /// Records whose content has yet to be read, each once.
    open: Vec<u32>,
    /// Are all contents asked for?
    all: bool,
}

/// The mark of an event without a record.
const NONE: u32 = u32::MAX;

impl Resolver {
    /// A resolver without events.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many events it has taken.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Has it taken none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Takes an event; it gets the next number.
    pub fn push(&mut self, event: &Event<'_, '_>) {
        let (Some(record), Ok(slot), Ok(number)) =
            (Record::of(event), u32::try_from(self.records.len()), u32::try_from(self.slots.len()))
        else {
            self.slots.push(NONE);
            return;
        };
        self.slots.push(slot);
        let alike = [
            self.outlines.insert(record.outline, slot),
            record.name.and_then(|name| self.names.insert(name, slot)),
        ];
        if record.declaration.is_some() {
            self.declarations.push(slot);
        }
        self.records.push(record);
        self.numbers.push(number);
        // INVARIANT (open): of events that are alike the last is remembered; the one before it was listed with it.
        if self.all || alike.iter().any(Option::is_some) {
            self.open.push(slot);
        }
        for earlier in alike.into_iter().flatten() {
            self.open.push(earlier);
        }
    }

    /// The events whose content has to be read with [`Resolver::compare`] before a resolution, ascending.
    pub fn open(&mut self) -> Vec<usize> {
        if !self.all && self.names_content() {
            self.all = true;
            self.open = (0..).take(self.records.len()).collect();
        }
        let mut open = core::mem::take(&mut self.open);
        open.sort_unstable();
        open.dedup();
        open.retain(|slot| self.record(*slot).is_some_and(|record| record.content.is_none()));
        let numbers = open.iter().filter_map(|slot| self.numbers.get(*slot as usize));
        let numbers = numbers.map(|number| *number as usize).collect();
        self.open = open;
        numbers
    }

    /// Does a declaration name a corrective event by a hash that is nobody's `eventID`?
    fn names_content(&self) -> bool {
        let declared = self.declarations.iter().filter_map(|slot| self.record(*slot)?.declaration.as_deref());
        declared.flat_map(|declaration| &declaration.correctives).any(|corrective| {
            matches!(corrective.name, Name::Content(_)) && !self.names.contains_key(&corrective.name)
        })
    }

    /// Reads the content of an event once more; `number` is the one it got, `hasher` one of profile `exact`.
    pub fn compare(&mut self, number: usize, event: &Event<'_, '_>, hasher: &mut Hasher) {
        let slot = self.slots.get(number).copied().unwrap_or(NONE);
        if let Some(record) = self.records.get_mut(slot as usize)
            && record.content.is_none()
        {
            record.content = Some(alloc::boxed::Box::new(Content::of(event, hasher)));
        }
    }

    fn record(&self, slot: u32) -> Option<&Record> {
        self.records.get(slot as usize)
    }

    /// The view of all events, or of those that were known at a time.
    #[must_use]
    pub fn resolve(&self, as_of: Option<Instant>) -> Resolution {
        view::resolve(self, as_of)
    }
}

/// The effective view of the events of a document, at a time or with all that is known.
#[must_use]
pub fn resolve(events: &Events<'_>, as_of: Option<Instant>) -> Resolution {
    let mut resolver = Resolver::new();
    for event in events.iter() {
        resolver.push(&event);
    }
    let mut open = resolver.open().into_iter().peekable();
    let mut hasher = Hasher::new(ProfileName::Exact);
    for (number, event) in events.iter().enumerate() {
        if open.next_if_eq(&number).is_some() {
            resolver.compare(number, &event, &mut hasher);
        }
    }
    resolver.resolve(as_of)
}

/// A view: which events are in force, and why others are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    status: Vec<Status>,
    /// Effective events and the declaration that comes later, by event.
    later: Vec<(u32, u32)>,
    /// Declarations with the one that stands for all of the same event, by declaration.
    heads: Vec<(u32, u32)>,
    /// Sorted.
    corrections: Vec<Correction>,
    issues: Vec<Issue>,
    more: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Correction {
    head: u32,
    declaration: u32,
    item: u32,
    event: u32,
}

impl Resolution {
    /// How many events it is about.
    #[must_use]
    pub fn len(&self) -> usize {
        self.status.len()
    }

    /// Is it about none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.status.is_empty()
    }

    /// Is the event of this number in force?
    #[must_use]
    pub fn is_effective(&self, number: usize) -> bool {
        self.status(number) == Some(Status::Effective)
    }

    /// What the event of this number is worth.
    #[must_use]
    pub fn status(&self, number: usize) -> Option<Status> {
        self.status.get(number).copied()
    }

    /// What each event is worth, in the order they came.
    #[must_use]
    pub fn statuses(&self) -> &[Status] {
        &self.status
    }

    /// The declaration after the time of the view that says an event in force is wrong.
    #[must_use]
    pub fn superseded_later(&self, number: usize) -> Option<usize> {
        let at = self.later.binary_search_by_key(&number, |(event, _)| *event as usize).ok()?;
        self.later.get(at).map(|(_, declaration)| *declaration as usize)
    }

    /// The events that a declaration names as corrections, in the order of its list, as far as they are here.
    pub fn corrected_by(&self, declaration: usize) -> impl Iterator<Item = usize> {
        let key = (self.head(declaration), u32::try_from(declaration).unwrap_or(NONE));
        let of = |correction: &Correction| (correction.head, correction.declaration);
        let start = self.corrections.partition_point(|correction| of(correction) < key);
        let rest = self.corrections.get(start..).unwrap_or_default();
        rest.iter().take_while(move |c| of(c) == key).map(|correction| correction.event as usize)
    }

    /// The events in force that stand for an event in the end: itself, its duplicate, or what corrects it, however
    /// many times that was corrected in turn. None, if it did not occur or its corrections lead in a circle.
    #[must_use]
    pub fn in_force(&self, number: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut seen = Vec::new();
        let mut next = alloc::vec![number];
        while let Some(number) = next.pop() {
            let declaration = match self.status(number) {
                Some(Status::Effective) => {
                    found.push(number);
                    continue;
                }
                Some(Status::Duplicate { of }) => {
                    found.push(of as usize);
                    continue;
                }
                Some(Status::DeclaredWrong { by }) => by as usize,
                Some(Status::Declaration) => number,
                _ => continue,
            };
            let head = self.head(declaration);
            if let Err(at) = seen.binary_search(&head) {
                seen.insert(at, head);
                next.extend(self.corrections_of(head).map(|correction| correction.event as usize));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The declaration that stands for all declarations of the same event.
    fn head(&self, declaration: usize) -> u32 {
        let at = self.heads.binary_search_by_key(&declaration, |(declaration, _)| *declaration as usize);
        at.ok().and_then(|at| self.heads.get(at)).map_or(NONE, |(_, head)| *head)
    }

    fn corrections_of(&self, head: u32) -> impl Iterator<Item = &Correction> {
        let start = self.corrections.partition_point(|correction| correction.head < head);
        let rest = self.corrections.get(start..).unwrap_or_default();
        rest.iter().take_while(move |correction| correction.head == head)
    }

    /// What is wrong, by event.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// Are there more issues than [`MOST_ISSUES`]?
    #[must_use]
    pub fn has_more_issues(&self) -> bool {
        self.more
    }
}
