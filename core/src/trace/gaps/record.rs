//! Events as records: each once, in order of time, with what it was found to be.

use super::link::{link_of, stage_of};
use crate::{
    base::time::Instant,
    digest::json::{Kind, Value},
    product::profile::Link,
    trace::{
        Action, Context, Event, EventType, Events,
        cbv::Family,
        history::{EventId, EventSet, History},
        moment,
        resolve::{Resolution, Status, resolve},
        vocabulary::{self, ACTS, Act, FIELDS, Stage},
    },
};
use alloc::{string::String, vec::Vec};
use core::cmp::Ordering;

/// A moment as seconds since 1970 and nanoseconds after them.
pub(in crate::trace) type Moment = (i64, u32);

/// One event, and what it was found to be.
#[derive(Clone, Copy, Debug)]
pub(in crate::trace) struct Record<'d> {
    events: &'d Events<'d>,
    pub(in crate::trace) value: Value<'d>,
    /// Its number in the document; of a history, the same as `number`.
    pub(in crate::trace) index: u32,
    /// Its number among the events that have a type, as a history counts them.
    pub(in crate::trace) number: u32,
    /// When it happened, if its time can be read.
    pub(in crate::trace) time: Option<Moment>,
    /// The day, on the calendar of its own offset, as days since 1970.
    pub(in crate::trace) day: i32,
    /// The farm act: its place in the list of acts.
    act: Option<u8>,
    /// The business step: its place in the list of the CBV.
    step: Option<u8>,
    pub(in crate::trace) kind: EventType,
    pub(in crate::trace) action: Option<Action>,
    pub(in crate::trace) stage: Stage,
    /// The fields of the farm vocabulary that it carries with something in them.
    fields: Fields,
}

/// A set of fields of the vocabulary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::trace) struct Fields([u64; 3]);

impl Fields {
    /// The set of one field; empty for a name that is no field.
    pub(in crate::trace) fn of(name: &str) -> Self {
        let mut set = Self::default();
        let Some(place) = FIELDS.iter().position(|field| field.name == name) else { return set };
        if let Some(word) = set.0.get_mut(place / 64) {
            *word = 1 << (place % 64);
        }
        set
    }

    /// All that are in one of both.
    pub(in crate::trace) fn with(self, other: Self) -> Self {
        let ([a, b, c], [d, e, f]) = (self.0, other.0);
        Self([a | d, b | e, c | f])
    }

    fn meets(self, other: Self) -> bool {
        let ([a, b, c], [d, e, f]) = (self.0, other.0);
        a & d != 0 || b & e != 0 || c & f != 0
    }
}

impl<'d> Record<'d> {
    fn of(events: &'d Events<'d>, event: &Event<'d, '_>, index: u32, number: u32) -> Option<Self> {
        let kind = event.event_type()?;
        let time = time(event);
        let act = event.act().and_then(|act| ACTS.iter().position(|known| known.name == act.name));
        let step = step(event);
        Some(Self {
            events,
            value: event.value(),
            index,
            number,
            time: time.map(|time| (time.unix_seconds(), time.nanoseconds())),
            day: time.map_or(0, |time| time.date().days_from_epoch()),
            act: act.and_then(|at| u8::try_from(at).ok()),
            step,
            kind,
            action: event.action(),
            stage: stage_of(act.and_then(|at| ACTS.get(at)), step.and_then(word), kind, event.action()),
            fields: carried(event),
        })
    }

    fn compare(&self, other: &Self) -> Ordering {
        let key = |record: &Self| (record.time.is_none(), record.time);
        let by_text = || (self.value.raw(), self.index).cmp(&(other.value.raw(), other.index));
        key(self).cmp(&key(other)).then_with(by_text)
    }

    /// The event.
    pub(in crate::trace) fn event(&self) -> Event<'d, '_> {
        self.events.event(self.value, None)
    }

    /// Does it carry one of these fields?
    pub(in crate::trace) fn carries(&self, fields: Fields) -> bool {
        self.fields.meets(fields)
    }

    /// Does it say when something happened, or what?
    const fn says_something(&self) -> bool {
        self.time.is_some() || self.act.is_some() || self.step.is_some()
    }

    /// The farm act.
    pub(in crate::trace) fn act(&self) -> Option<&'static Act> {
        ACTS.get(usize::from(self.act?))
    }

    /// The farm act's name, or nothing.
    pub(in crate::trace) fn act_name(&self) -> &'static str {
        self.act().map_or("", |act| act.name)
    }

    /// The business step, bare.
    pub(in crate::trace) fn biz_step(&self) -> &'static str {
        self.step.and_then(word).unwrap_or("")
    }

    /// One bit for its farm act.
    pub(in crate::trace) fn act_bit(&self) -> u64 {
        self.act.map_or(0, |at| 1u64.checked_shl(u32::from(at)).unwrap_or(0))
    }

    /// One bit for its business step.
    pub(in crate::trace) fn step_bit(&self) -> u64 {
        self.step.map_or(0, |at| 1u64.checked_shl(u32::from(at)).unwrap_or(0))
    }

    /// The link it belongs to.
    pub(in crate::trace) fn link(&self) -> Link {
        link_of(self.stage)
    }
}

fn time(event: &Event<'_, '_>) -> Option<Instant> {
    moment(&event.event_time()?)
}

fn step(event: &Event<'_, '_>) -> Option<u8> {
    step_place(&event.text("bizStep")?, event.context())
}

/// What [`Record::says_something`] says of an event.
fn says_something(event: &Event<'_, '_>) -> bool {
    time(event).is_some() || event.act().is_some() || step(event).is_some()
}

/// The fields of the farm vocabulary in an event.
fn carried(event: &Event<'_, '_>) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in event.value().members().into_iter().flatten() {
        let own = event.context().expand(&name).filter(|(namespace, _)| *namespace == vocabulary::NAMESPACE);
        let Some((_, local)) = own else { continue };
        let empty = match value.kind() {
            Kind::Null => true,
            Kind::String => value.text().is_some_and(|text| text.trim().is_empty()),
            Kind::Array => value.items().is_some_and(|mut items| items.next().is_none()),
            _ => false,
        };
        if !empty {
            fields = fields.with(Fields::of(local));
        }
    }
    fields
}

/// The bare word of a business step, as the CBV lists it.
fn word(place: u8) -> Option<&'static str> {
    Family::BizStep.words().get(usize::from(place)).copied()
}

fn step_place(text: &str, context: &Context<'_>) -> Option<u8> {
    let bare = Family::BizStep.word(text, context);
    let place = Family::BizStep.words().iter().position(|known| *known == bare)?;
    u8::try_from(place).ok()
}

/// One bit for each of these acts of the vocabulary.
pub(in crate::trace) fn act_bits(names: &[String]) -> u64 {
    names.iter().fold(0, |all, name| all | act_bit(name))
}

/// The bit of this farm act; none for a name that is no act.
pub(in crate::trace) fn act_bit(name: &str) -> u64 {
    bits(ACTS.iter().position(|act| act.name == name).into_iter())
}

/// One bit for each of these business steps.
pub(in crate::trace) fn step_bits(names: &[String]) -> u64 {
    bits(names.iter().filter_map(|name| Family::BizStep.words().iter().position(|step| step == name)))
}

fn bits(places: impl Iterator<Item = usize>) -> u64 {
    places
        .filter_map(|at| u32::try_from(at).ok().and_then(|at| 1u64.checked_shl(at)))
        .fold(0, |all, one| all | one)
}

/// Events that were read: each once, in order of time, without those declared wrong.
#[derive(Debug)]
pub(in crate::trace) struct Records<'d> {
    /// INVARIANT (order): by time, those without one last; then by text, and by place in the document.
    pub(in crate::trace) list: Vec<Record<'d>>,
    pub(in crate::trace) counts: Counts,
}

/// How many events do not count.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::trace) struct Counts {
    /// Those that stand there more than once.
    pub(in crate::trace) repeated: usize,
    /// Those that are declared wrong.
    pub(in crate::trace) wrong: usize,
    /// Those that say neither when nor what.
    pub(in crate::trace) mute: usize,
}

impl Counts {
    fn of(resolution: &Resolution) -> Self {
        let with = |wanted: fn(&Status) -> bool| {
            resolution.statuses().iter().filter(|status| wanted(status)).count()
        };
        Self {
            repeated: with(|status| matches!(status, Status::Duplicate { .. })),
            wrong: with(|status| matches!(status, Status::DeclaredWrong { .. })),
            mute: 0,
        }
    }
}

/// Does the event of this number count, as far as others say?
fn counts(resolution: &Resolution, number: usize) -> bool {
    matches!(resolution.status(number), Some(Status::Effective | Status::Unreadable))
}

impl<'d> Records<'d> {
    /// The effective view of a document, as of a time: see [`resolve`].
    pub(in crate::trace) fn of(events: &'d Events<'d>, as_of: Option<Instant>) -> Self {
        let resolution = resolve(events, as_of);
        let effective = |status: &&Status| **status == Status::Effective;
        // Of those whose time cannot be read only the ones that say what was done count; they are few, or long.
        let list = Vec::with_capacity(resolution.statuses().iter().filter(effective).count());
        let mut this = Self { list, counts: Counts::of(&resolution) };
        let mut number = 0u32;
        for (index, event) in (0_u32..).zip(events.iter()) {
            let Some(record) = Record::of(events, &event, index, number) else { continue };
            number = number.saturating_add(1);
            match counts(&resolution, index as usize) {
                true if record.says_something() => this.list.push(record),
                true => this.counts.mute = this.counts.mute.saturating_add(1),
                false => {}
            }
        }
        this.sort();
        this
    }

    /// Of documents of a history, these events.
    pub(in crate::trace) fn some(
        documents: &'d [(u32, Events<'d>)],
        wanted: &EventSet,
        counts: Counts,
    ) -> Self {
        let mut this = Self { list: Vec::new(), counts };
        for (first, events) in documents {
            let typed = events.iter().filter(|event| event.event_type().is_some());
            for (number, event) in (*first..).zip(typed) {
                if wanted.contains(EventId::of(number)) {
                    this.list.extend(Record::of(events, &event, number, number));
                }
            }
        }
        this.sort();
        this
    }

    fn sort(&mut self) {
        self.list.sort_unstable_by(Record::compare);
    }
}

/// The events of a history that count, as of a time: what [`Records::of`] takes of a document. All are read again.
pub(in crate::trace) fn counted(history: &History, as_of: Option<Instant>) -> (EventSet, Counts) {
    let resolution = history.resolution(as_of);
    let (mut counted, mut count) = (EventSet::new(), Counts::of(&resolution));
    history.for_each(|id, event| {
        if !counts(&resolution, id.index()) {
            return;
        }
        if says_something(event) {
            counted.insert(id);
        } else {
            count.mute = count.mute.saturating_add(1);
        }
    });
    (counted, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bit_for_each_act_step_and_field() {
        assert!(ACTS.len() <= 64 && Family::BizStep.words().len() <= 64 && FIELDS.len() <= 192);
        assert_ne!(Fields::of(FIELDS[FIELDS.len() - 1].name), Fields::default());
        assert_eq!(Fields::of("nothing"), Fields::default());
    }
}
