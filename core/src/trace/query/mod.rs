//! Questions to events: the `SimpleEventQuery` of EPCIS 2.0 (§8.2.7.1), as a pure predicate.
//!
//! ```
//! use terroir::{digest::json, trace::{Events, query::{Master, Query}}};
//!
//! let document = json::read(br#"[{"type":"ObjectEvent","eventTime":"2026-05-12T07:30:00+08:00","action":"OBSERVE",
//!     "bizStep":"https://ref.gs1.org/cbv/BizStep-shipping","epcList":["https://id.gs1.org/01/04012345111118/21/7"]}]"#)?;
//! let events = Events::of(document.root()).map_err(|_| "events")?;
//! let query = json::read(br#"{"EQ_bizStep":["shipping"],"MATCH_epc":["urn:epc:idpat:sgtin:4012345.*.*"]}"#)?;
//! let query = Query::read(query.root(), events.context(), &Master::default()).map_err(|_| "a query")?;
//! assert_eq!(query.select(&events).map_err(|_| "few")?.events, [0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Every parameter is a condition of its own and all of them must hold; so two conditions on sensor reports may be met
//! by two reports. What is the same thing compares equal: EPC URN and Digital Link, CBV word, URN, CURIE and web URI,
//! a temperature in kelvin and in degrees Celsius. Three answers are possible: an event whose time cannot be read is
//! neither earlier nor later than another, and is reported as undecided.

mod extension;
mod master;
mod measure;
mod name;
mod operand;
mod order;
mod parameter;
mod pattern;
mod predicate;
mod selector;

pub use master::{Master, MasterError};
pub use order::Direction;

use super::{
    Context, Event, Events,
    history::{EventId, History},
};
use crate::digest::json::{Kind, Value};
use alloc::{format, string::String, vec::Vec};
use order::{Key, Order};
use predicate::Predicate;
use selector::Selector;

/// Does an event meet a condition?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// It does not.
    No,
    /// What is needed to tell is there and cannot be read, or not be compared.
    Undecided,
    /// It does.
    Yes,
}

impl Match {
    /// `Yes` for `true`.
    #[must_use]
    pub const fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// The best of several: one that is met is enough.
    fn any(answers: impl Iterator<Item = Self>) -> Self {
        let mut best = Self::No;
        for answer in answers {
            best = best.max(answer);
            if best == Self::Yes {
                break;
            }
        }
        best
    }

    /// The worst of several: all must be met.
    fn all(answers: impl Iterator<Item = Self>) -> Self {
        let mut worst = Self::Yes;
        for answer in answers {
            worst = worst.min(answer);
            if worst == Self::No {
                break;
            }
        }
        worst
    }
}

/// Why a JSON value is no query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at `{pointer}`")]
pub struct QueryError {
    /// What is wrong.
    pub kind: QueryErrorKind,
    /// JSON pointer of it in the query.
    pub pointer: String,
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryErrorKind {
    /// The standard has no such parameter.
    #[error("no parameter of the query")]
    Unknown,
    /// The value is not of the parameter's kind.
    #[error("should be {wanted}")]
    Value {
        /// What it should be.
        wanted: &'static str,
    },
    /// A prefix that neither the query nor the document declares.
    #[error("prefix `{prefix}` is not declared")]
    Prefix {
        /// The prefix, cut where it is long.
        prefix: String,
    },
    /// A bare word that the vocabulary does not have.
    #[error("`{word}` is no word of the Core Business Vocabulary")]
    Word {
        /// The word, cut where it is long.
        word: String,
    },
    /// A pattern of EPCs that is none.
    #[error("`{text}` is no pure identity pattern")]
    Pattern {
        /// The text, cut where it is long.
        text: String,
    },
    /// `eventCountLimit` without `orderBy`, or beside `maxEventCount`.
    #[error("needs `orderBy`, and cannot stand beside `maxEventCount`")]
    Limits,
}

/// More events match than the query allows (`maxEventCount`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found} events match, at most {most} were to")]
pub struct TooMany {
    /// How many match.
    pub found: usize,
    /// How many were allowed.
    pub most: u64,
}

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Numbers of the events in the order of the answer, after `eventCountLimit`.
    pub events: Vec<u32>,
    /// How many events match, whatever `eventCountLimit` is.
    pub matched: usize,
    /// Numbers of the events of which it cannot be told.
    pub undecided: Vec<u32>,
}

/// A query that has been read: conditions that must all hold, an order, a limit.
#[derive(Clone, Debug, Default)]
pub struct Query {
    conditions: Vec<Condition>,
    order: Option<Order>,
    limit: Option<u64>,
    most: Option<u64>,
}

/// One parameter.
#[derive(Clone, Debug)]
struct Condition {
    selector: Selector,
    predicate: Predicate,
}

impl Query {
    /// Reads a query: an object whose members are named as the parameters of the standard.
    ///
    /// Prefixes are those of its own `@context`, or else of `context`; `master` says what lies within a place, and
    /// which attributes it has. A parameter `name` is refused if the standard does not have it.
    ///
    /// # Errors
    /// [`QueryError`].
    pub fn read(query: Value<'_>, context: &Context<'_>, master: &Master<'_>) -> Result<Self, QueryError> {
        let context = context.within(query);
        let mut this = Self::default();
        let mut direction = None;
        let members = query.members().ok_or_else(|| error("", "an object of parameters"))?;
        for (name, value) in members {
            let at = || format!("/{}", name.replace('~', "~0").replace('/', "~1"));
            let count = || value.unsigned().ok_or_else(|| error(&at(), "a whole number"));
            match &*name {
                "@context" => {}
                "orderBy" => {
                    let field = value.text().ok_or_else(|| error(&at(), "the name of a field"))?;
                    let order = Order::by(&field, &context);
                    this.order = Some(order.map_err(|kind| QueryError { kind, pointer: at() })?);
                }
                "orderDirection" => {
                    direction = match value.text().as_deref() {
                        Some("ASC") => Some(Direction::Ascending),
                        Some("DESC") => Some(Direction::Descending),
                        _ => return Err(error(&at(), "`ASC` or `DESC`")),
                    };
                }
                "eventCountLimit" => this.limit = Some(count()?),
                "maxEventCount" => this.most = Some(count()?),
                _ => match parameter::read(&name, value, &context, master) {
                    Ok(condition) => this.conditions.extend(condition),
                    Err(fault) => {
                        return Err(QueryError { kind: fault.kind, pointer: at() + &fault.pointer });
                    }
                },
            }
        }
        if this.limit.is_some() && (this.most.is_some() || this.order.is_none()) {
            return Err(QueryError { kind: QueryErrorKind::Limits, pointer: "/eventCountLimit".into() });
        }
        if let (Some(order), Some(direction)) = (&mut this.order, direction) {
            order.direction = direction;
        }
        Ok(this)
    }

    /// Does the event meet all conditions?
    #[must_use]
    pub fn matches(&self, event: &Event<'_, '_>) -> Match {
        Match::all(self.conditions.iter().map(|condition| {
            condition.selector.any(event, &mut |value| condition.predicate.test(value, event.context()))
        }))
    }

    /// The events that meet all conditions, in the order asked for.
    ///
    /// By `orderBy`, where events that lack the field come last; among equals, and without an order, as they stand in the
    /// document. Which of equals `eventCountLimit` leaves in is told by their text, never by the order in which they came.
    ///
    /// # Errors
    /// [`TooMany`], if more match than `maxEventCount`.
    pub fn select(&self, events: &Events<'_>) -> Result<Selection, TooMany> {
        let mut chosen = Chosen::new(self);
        (0_u32..).zip(events.iter()).for_each(|(index, event)| chosen.look(index, &event, event.raw()));
        chosen.done(|numbers| in_order_of_text(events, numbers))
    }

    /// As [`select`](Self::select), of a history, whose order is that of recording. All documents are read again.
    ///
    /// # Errors
    /// [`TooMany`], if more match than `maxEventCount`.
    pub fn select_in(&self, history: &History) -> Result<Selection, TooMany> {
        let mut chosen = Chosen::new(self);
        history.for_each(|id, event| chosen.look(id.index() as u32, event, history.raw(id)));
        chosen.done(|numbers| {
            let mut numbers = numbers.to_vec();
            let text = |number: u32| history.raw(EventId::of(number));
            numbers.sort_unstable_by(|a, b| text(*a).cmp(text(*b)).then(a.cmp(b)));
            numbers
        })
    }

    /// How the answer is ordered, in the words of the query: `eventTime DESC`; `None` for the document's own order.
    #[must_use]
    pub fn order(&self) -> Option<String> {
        self.order.as_ref().map(Order::shown)
    }
}

/// What a query has chosen so far.
struct Chosen<'q, 't> {
    query: &'q Query,
    found: Selection,
    /// Those that have what the order asks for, with their texts.
    keyed: Vec<(Key, &'t str, u32)>,
}

impl<'q, 't> Chosen<'q, 't> {
    fn new(query: &'q Query) -> Self {
        Self { query, found: Selection::default(), keyed: Vec::new() }
    }

    fn look(&mut self, number: u32, event: &Event<'_, '_>, text: &'t str) {
        match (self.query.matches(event), &self.query.order) {
            (Match::No, _) => {}
            (Match::Undecided, _) => self.found.undecided.push(number),
            (Match::Yes, None) => self.found.events.push(number),
            (Match::Yes, Some(order)) => match order.key(event) {
                Some(key) => self.keyed.push((key, text, number)),
                None => self.found.events.push(number),
            },
        }
    }

    /// What is left of it; `by_text` puts numbers in the order of the texts of their events.
    fn done(self, by_text: impl FnOnce(&[u32]) -> Vec<u32>) -> Result<Selection, TooMany> {
        let Self { query, mut found, mut keyed } = self;
        found.matched = keyed.len().saturating_add(found.events.len());
        if let Some(most) = query.most.filter(|most| usize::try_from(*most).is_ok_and(|m| found.matched > m))
        {
            return Err(TooMany { found: found.matched, most });
        }
        let Some(order) = &query.order else { return Ok(found) };
        let limit = query.limit.map_or(found.matched, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        if limit < found.matched {
            let texts = |a: &(Key, &str, u32), b: &(Key, &str, u32)| (a.1, a.2).cmp(&(b.1, b.2));
            keyed.sort_unstable_by(|a, b| order.compare(&a.0, &b.0).then_with(|| texts(a, b)));
            keyed.truncate(limit);
            found.events = by_text(&found.events);
            found.events.truncate(limit.saturating_sub(keyed.len()));
            found.events.sort_unstable();
        }
        keyed.sort_unstable_by(|a, b| order.compare(&a.0, &b.0).then(a.2.cmp(&b.2)));
        let last = core::mem::take(&mut found.events);
        found.events = keyed.into_iter().map(|(.., index)| index).chain(last).collect();
        Ok(found)
    }
}

/// The events of these ascending numbers, by their texts.
fn in_order_of_text(events: &Events<'_>, numbers: &[u32]) -> Vec<u32> {
    let (whole, start) = (events.root().raw(), events.root().offset());
    // Where its text begins and ends, and its number: twelve bytes an event.
    let mut placed: Vec<(u32, u32, u32)> = Vec::with_capacity(numbers.len());
    let mut wanted = numbers.iter().copied().peekable();
    for (index, event) in (0_u32..).zip(events.iter()) {
        if wanted.next_if_eq(&index).is_some() {
            let at = |offset: usize| u32::try_from(offset.saturating_sub(start)).unwrap_or(u32::MAX);
            placed.push((at(event.value().offset()), at(event.value().end()), index));
        }
    }
    let text = |from: u32, to: u32| whole.get(from as usize..to as usize);
    placed.sort_unstable_by(|a, b| text(a.0, a.1).cmp(&text(b.0, b.1)).then(a.2.cmp(&b.2)));
    placed.into_iter().map(|(.., index)| index).collect()
}

/// A value of the wrong kind.
fn error(pointer: &str, wanted: &'static str) -> QueryError {
    QueryError { kind: QueryErrorKind::Value { wanted }, pointer: pointer.into() }
}

/// Goes through arrays to the values that are meant.
fn each<'d>(value: Value<'d>, visit: &mut dyn FnMut(Value<'d>) -> Match) -> Match {
    match value.items() {
        Some(items) => Match::any(items.map(|item| each(item, visit))),
        None => visit(value),
    }
}

/// The value that stands for an object with `@value` or `@id`, or the value itself.
fn plain(value: Value<'_>) -> Value<'_> {
    if value.kind() != Kind::Object {
        return value;
    }
    value.get("@value").or_else(|| value.get("@id")).unwrap_or(value)
}

#[cfg(test)]
mod tests;
