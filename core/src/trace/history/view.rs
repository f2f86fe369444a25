//! The events that count, and the acts in them that make one thing of another.

use super::{
    EventId, EventSet, History, Mention, Record, Role, Thing,
    stay::{self, Emptyings, Pair, Stay, Tie, Told},
};
use crate::{
    base::time::{Instant, Interval},
    trace::{Action, EventType},
};
use alloc::vec::Vec;

/// A moment on the scale of all moments, the ends of time included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Seconds since 1970-01-01T00:00:00Z.
    seconds: i64,
    /// Attoseconds after that.
    attoseconds: u64,
}

impl Stamp {
    /// Before all moments.
    pub const FIRST: Self = Self { seconds: i64::MIN, attoseconds: 0 };
    /// After all moments.
    pub const LAST: Self = Self { seconds: i64::MAX, attoseconds: u64::MAX };

    /// A moment that lies before another's mirror image if that lies after it.
    pub(super) const fn mirrored(self) -> Self {
        Self { seconds: !self.seconds, attoseconds: !self.attoseconds }
    }

    /// The moment before it.
    pub(super) const fn before(self) -> Self {
        match self.attoseconds {
            0 => Self { seconds: self.seconds.saturating_sub(1), attoseconds: 999_999_999_999_999_999 },
            attoseconds => Self { attoseconds: attoseconds - 1, ..self },
        }
    }
}

impl From<Instant> for Stamp {
    fn from(instant: Instant) -> Self {
        Self { seconds: instant.unix_seconds(), attoseconds: instant.attoseconds() }
    }
}

/// What counts of a history: all events but those excluded, within a time.
#[derive(Clone, Copy, Debug)]
pub struct View<'h> {
    history: &'h History,
    excluded: Option<&'h EventSet>,
    window: Option<Interval<Instant>>,
}

/// How a step makes things of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum StepKind {
    /// What went in became what came out, or a part of it.
    Made,
    /// What came out is a sample of what went in.
    Sampled,
}

/// What holds a step together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKey {
    /// One event.
    Event(StepKind, EventId),
    /// All transformation events with this id: they are one transformation (EPCIS 2.0 §7.4.6).
    Id(Thing),
}

impl StepKey {
    /// How such a step makes things of others.
    #[must_use]
    pub const fn kind(self) -> StepKind {
        match self {
            Self::Event(kind, _) => kind,
            Self::Id(_) => StepKind::Made,
        }
    }
}

/// An act that makes one thing of another.
#[derive(Clone, Debug)]
pub struct Step {
    /// How.
    pub kind: StepKind,
    /// The events that say so, in time.
    pub events: Vec<EventId>,
    /// What went in.
    pub inputs: Vec<Mention>,
    /// What came out.
    pub outputs: Vec<Mention>,
}

/// A side of a step on which a thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) step: StepKey,
    pub(super) event: EventId,
}

/// The ways by which a thing is used and made, both in time.
#[derive(Clone, Debug, Default)]
pub(super) struct Ways {
    pub(super) uses: Vec<Way>,
    pub(super) makings: Vec<Way>,
    /// When it was first made, by a step or by being commissioned.
    pub(super) first_made: Option<Stamp>,
    /// Mentions that were looked at.
    pub(super) work: usize,
}

impl<'h> View<'h> {
    /// All events of a history.
    #[must_use]
    pub const fn new(history: &'h History) -> Self {
        Self { history, excluded: None, window: None }
    }

    /// The same without these: events declared wrong, corrected or recorded twice.
    #[must_use]
    pub const fn without(self, excluded: &'h EventSet) -> Self {
        Self { excluded: Some(excluded), ..self }
    }

    /// The same within a time. An event whose time cannot be read is in every time.
    #[must_use]
    pub const fn within(self, window: Interval<Instant>) -> Self {
        Self { window: Some(window), ..self }
    }

    /// The history.
    #[must_use]
    pub const fn history(&self) -> &'h History {
        self.history
    }

    /// Does an event count?
    #[must_use]
    pub fn sees(&self, event: EventId) -> bool {
        if self.excluded.is_some_and(|excluded| excluded.contains(event)) {
            return false;
        }
        let Some(window) = self.window else { return true };
        let time = self.history.event(event).and_then(|record| record.time());
        time.is_none_or(|time| window.contains(time))
    }

    /// The events that count, in the order of recording.
    pub fn records(&self) -> impl Iterator<Item = Record<'h>> + use<'h> {
        let view = *self;
        let events = view.history.events().filter(move |event| view.sees(*event));
        events.filter_map(move |event| view.history.event(event))
    }

    /// The events that count, in time.
    #[must_use]
    pub fn in_time(&self) -> Vec<EventId> {
        let mut events = self.history.in_time();
        events.retain(|event| self.sees(*event));
        events
    }

    /// The mentions of a thing that count, in the order of recording.
    pub fn mentions_of(&self, thing: Thing) -> impl Iterator<Item = (Record<'h>, Mention)> + use<'h> {
        let view = *self;
        let mentions = view.history.mentions_of(thing).filter(move |mention| view.sees(mention.event));
        mentions.filter_map(move |mention| Some((view.history.event(mention.event)?, mention)))
    }

    /// The same without mere repetitions: a thing named again in one role of one event, and without an amount.
    pub fn mentions_once(&self, thing: Thing) -> impl Iterator<Item = (Record<'h>, Mention)> + use<'h> {
        let mut last = None;
        self.mentions_of(thing).filter(move |(_, mention)| {
            let key = (mention.event, mention.role);
            mention.amount.is_some() || last.replace(key) != Some(key)
        })
    }

    /// First and last moment at which an event may have happened.
    pub(super) fn when(&self, event: EventId) -> (Stamp, Stamp) {
        let time = self.history.event(event).and_then(|record| record.time());
        time.map_or((Stamp::FIRST, Stamp::LAST), |time| (time.into(), time.into()))
    }

    /// The step that a step key names, with those of its events that count.
    #[must_use]
    pub fn step(&self, key: StepKey) -> Step {
        let events = self.events_of(key);
        let mut step = Step { kind: key.kind(), events: Vec::new(), inputs: Vec::new(), outputs: Vec::new() };
        self.each_side(key, &events, |mention, input, output| {
            if input {
                step.inputs.push(mention);
            }
            if output {
                step.outputs.push(mention);
            }
        });
        Step { events, ..step }
    }

    /// The events of a step that count, in time.
    #[must_use]
    pub fn events_of(&self, key: StepKey) -> Vec<EventId> {
        let mut events: Vec<EventId> = match key {
            StepKey::Event(_, event) => alloc::vec![event],
            StepKey::Id(id) => {
                let mentions = self.mentions_of(id).filter(|(record, mention)| is_shared(record, mention));
                mentions.map(|(record, _)| record.id()).collect()
            }
        };
        events.dedup();
        events.sort_by(|a, b| self.history.compare(*a, *b));
        events
    }

    /// What takes part in a step: did it go in, did it come out?
    pub(crate) fn each_side(
        &self,
        key: StepKey,
        events: &[EventId],
        mut each: impl FnMut(Mention, bool, bool),
    ) {
        let kind = Some(key.kind());
        for record in events.iter().filter_map(|event| self.history.event(*event)) {
            for mention in record.mentions() {
                let sides = Sides::of(&record, mention.role);
                if sides.input == kind || sides.output == kind {
                    each(mention, sides.input == kind, sides.output == kind);
                }
            }
        }
    }

    /// How a thing is used and made.
    pub(super) fn ways(&self, thing: Thing) -> Ways {
        let mut ways = Ways::default();
        for (record, mention) in self.mentions_of(thing) {
            ways.work += 1;
            let sides = Sides::of(&record, mention.role);
            for (kind, list) in [(sides.input, &mut ways.uses), (sides.output, &mut ways.makings)] {
                let way = kind.map(|kind| Way { step: step_of(&record, kind), event: record.id() });
                // An event may name it over and over.
                if way.is_some() && way != list.last().copied() {
                    list.extend(way);
                }
            }
            if sides.output.is_some() || sides.begins {
                let (from, _) = self.when(record.id());
                ways.first_made = Some(ways.first_made.map_or(from, |first| first.min(from)));
            }
        }
        for list in [&mut ways.uses, &mut ways.makings] {
            list.sort_by(|a, b| self.history.compare(a.event, b.event));
        }
        ways
    }

    /// The stays of a thing in containers and with what it was tied to, by parent and in time.
    #[must_use]
    pub fn stays_of(&self, thing: Thing) -> Vec<Stay> {
        self.stays(thing, &mut |_, _| ())
    }

    /// The stays of things in a container, by child and in time.
    #[must_use]
    pub fn contents_of(&self, thing: Thing) -> Vec<Stay> {
        let mut stays = Vec::new();
        self.each_inside(thing, |stay| stays.push(*stay));
        stays
    }

    /// The same, one by one.
    pub fn each_inside(&self, thing: Thing, mut each: impl FnMut(&Stay)) {
        self.contents(thing, &mut |told| {
            if let Told::Stay(stay) = told {
                each(&stay);
            }
        });
    }

    pub(super) fn stays(&self, thing: Thing, found: &mut dyn FnMut(&'static str, EventId)) -> Vec<Stay> {
        let history = self.history;
        let own = history.parts_naming(thing).filter(|at| history.role_at(*at) == Some(Role::Child));
        let mut parts: Vec<(Thing, Tie, u32)> = Vec::new();
        for at in own {
            let Some(record) = history.event_at(at).and_then(|event| history.event(event)) else { continue };
            if let (true, Some(tie), Some(parent)) =
                (self.sees(record.id()), Tie::of(record.event_type()), record.one(Role::Parent))
            {
                parts.push((parent, tie, at as u32));
            }
        }
        parts.sort_unstable();
        let mut stays = Vec::new();
        for group in parts.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let Some((parent, tie, _)) = group.first().copied() else { continue };
            let mut events: Vec<Pair> =
                group.iter().filter_map(|(.., part)| Pair::of(history, *part)).collect();
            let emptyings = Emptyings::of(self, parent, tie);
            stay::between(self, (thing, parent, tie), &mut events, &emptyings, &mut |told| match told {
                Told::Stay(stay) => stays.push(stay),
                Told::Found(code, event) => found(code, event),
            });
        }
        stay::overlaps(self, thing, &stays, found);
        stays
    }

    /// What is told of the stays in a container, by tie, child and time. It takes four bytes a child.
    pub(super) fn contents(&self, thing: Thing, tell: &mut dyn FnMut(Told)) {
        if !self.history.is_parent(thing) {
            return;
        }
        for tie in [Tie::Aggregation, Tie::Association] {
            let mut parts = self.children(thing, tie);
            let child = |part: &u32| self.history.thing_at(*part as usize);
            parts.sort_unstable_by_key(|part| (child(part), *part));
            let emptyings = Emptyings::of(self, thing, tie);
            let mut events = Vec::new();
            for group in parts.chunk_by(|a, b| child(a) == child(b)) {
                let Some(child) = group.first().and_then(child) else { continue };
                events.clear();
                events.extend(group.iter().filter_map(|part| Pair::of(self.history, *part)));
                stay::between(self, (child, thing, tie), &mut events, &emptyings, tell);
            }
        }
    }

    /// The parts that name children of a parent.
    fn children(&self, parent: Thing, tie: Tie) -> Vec<u32> {
        let as_parent = || self.mentions_of(parent).filter(|(_, mention)| mention.role == Role::Parent);
        let events =
            || as_parent().map(|(record, _)| record).filter(|r| Tie::of(r.event_type()) == Some(tie));
        let of = |record: Record<'h>| self.history.parts_as(record.id(), Role::Child);
        let mut parts = Vec::with_capacity(events().map(|record| of(record).len()).sum());
        parts.extend(events().flat_map(of).map(|part| part as u32));
        parts
    }
}

/// On which sides of the steps of an event something in a role stands.
#[derive(Clone, Copy, Debug, Default)]
struct Sides {
    input: Option<StepKind>,
    output: Option<StepKind>,
    /// It begins there, from nothing that is named.
    begins: bool,
}

impl Sides {
    fn of(record: &Record<'_>, role: Role) -> Self {
        let made = Some(StepKind::Made);
        let transformation = record.event_type() == EventType::Transformation;
        match role {
            Role::Input if transformation => Self { input: made, ..Self::default() },
            Role::Output | Role::Sample if transformation => Self { output: made, ..Self::default() },
            role if role.is_farm_input() => Self { input: made, ..Self::default() },
            Role::Sample => Self { output: Some(StepKind::Sampled), ..Self::default() },
            Role::Observed | Role::Child if !transformation => Self {
                input: record.has_sample().then_some(StepKind::Sampled),
                output: record.has_farm_inputs().then_some(StepKind::Made),
                begins: record.event_type() == EventType::Object && record.action() == Some(Action::Add),
            },
            Role::Parent if record.has_no_children() && record.has_farm_inputs() => {
                Self { output: made, ..Self::default() }
            }
            _ => Self::default(),
        }
    }
}

fn is_shared(record: &Record<'_>, mention: &Mention) -> bool {
    record.event_type() == EventType::Transformation && mention.role == Role::Transformation
}

fn step_of(record: &Record<'_>, kind: StepKind) -> StepKey {
    let shared = record.event_type() == EventType::Transformation;
    match record.one(Role::Transformation).filter(|_| shared) {
        Some(id) => StepKey::Id(id),
        None => StepKey::Event(kind, record.id()),
    }
}
