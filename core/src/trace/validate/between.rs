//! What events say together: duplicates, contradictions and time travel, among those in force.
//!
//! A document need not hold all that happened, and clocks differ: what is found here is a warning, except what
//! resolution calls an error.

use super::{Checker, what::filled};
use crate::{
    base::{
        finding::Severity,
        time::{Instant, InstantError},
    },
    trace::{
        Action, Event, EventType, Events, Holder,
        cbv::Family,
        history::{Kind, kind_of, name},
        moment,
        resolve::{self, Resolution, Status, resolve},
        vocabulary::Act,
    },
};
use alloc::{format, string::String, vec::Vec};

/// Where a thing stands in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum List {
    Output,
    OutputQuantity,
    Epc,
    Quantity,
    /// A class without a quantity.
    Named,
    Parent,
    Child,
    ChildQuantity,
    Input,
    InputQuantity,
}

const EPCS: &[(&str, List)] = &[
    ("outputEPCList", List::Output),
    ("epcList", List::Epc),
    ("childEPCs", List::Child),
    ("inputEPCList", List::Input),
];

const QUANTITIES: &[(&str, List)] = &[
    ("outputQuantityList", List::OutputQuantity),
    ("quantityList", List::Quantity),
    ("childQuantityList", List::ChildQuantity),
    ("inputQuantityList", List::InputQuantity),
];

impl List {
    fn name(self) -> &'static str {
        let list = if self == Self::Named { Self::Quantity } else { self };
        let named = EPCS.iter().chain(QUANTITIES).find(|(_, other)| *other == list);
        named.map_or("parentID", |(name, _)| name)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Commissioning,
    Shipping,
    Receiving,
    Other,
}

/// An event in force that has a type and a time.
#[derive(Debug)]
struct Seen {
    number: u32,
    time: Instant,
    kind: EventType,
    action: Option<Action>,
    step: Step,
    /// Is it an act on what is still to be gathered?
    tends: bool,
    parent: u64,
    /// Minutes east of UTC, where the event says it.
    offset: Option<i16>,
    /// Does something go in, does something come out?
    input: bool,
    output: bool,
}

/// That an event names a thing.
#[derive(Clone, Copy, Debug)]
struct Mention {
    thing: u64,
    slot: u32,
    list: List,
    /// Place in the list; 24 bits, and those beyond share the last.
    item: [u8; 3],
}

/// What two events have in common, and one of them.
type Link = (u64, u32);

#[derive(Debug, Default)]
struct Together {
    seen: Vec<Seen>,
    mentions: Vec<Mention>,
    transformations: Vec<Link>,
    transactions: Vec<Link>,
    places: Vec<Link>,
    /// Parents that gave up all their children at once.
    emptied: Vec<Link>,
}

/// Transactions of one event that are looked at.
const TRANSACTIONS: usize = 4;

pub(super) fn check(checker: &mut Checker, events: &Events<'_>) {
    let resolution = resolve(events, None);
    // One event by itself says nothing about what is not here.
    let several = events.holder() != Holder::Event;
    if several {
        identities(checker, events, &resolution);
    }
    let mut together = Together::default();
    for (number, event) in (0_u32..).zip(events.iter()) {
        if resolution.is_effective(number as usize) {
            together.take(number, &event);
        }
    }
    let created = events.root().get("creationDate").and_then(|date| moment(&date.text()?));
    for seen in created.iter().flat_map(|created| together.seen.iter().filter(move |s| s.time > *created)) {
        find(checker, events, seen.number, "/eventTime", Severity::Warning, "after-its-document", "");
    }
    together.lives(checker, events);
    if several {
        together.transformations(checker, events);
    }
    together.shipments(checker, events);
    together.offsets(checker, events);
}

fn find(
    checker: &mut Checker,
    events: &Events<'_>,
    number: u32,
    member: &str,
    severity: Severity,
    code: &'static str,
    found: &str,
) {
    let length = checker.path.len();
    checker.path.push_str(&events.pointer(number as usize));
    checker.path.push_str(member);
    checker.find(severity, code, found);
    checker.leave(length);
}

/// Duplicates, and what resolution finds.
fn identities(checker: &mut Checker, events: &Events<'_>, resolution: &Resolution) {
    for (number, status) in (0_u32..).zip(resolution.statuses()) {
        if let Status::Duplicate { of } = status {
            find(checker, events, number, "", Severity::Warning, "duplicate-event", &format!("{of}"));
        }
    }
    for finding in resolve::findings(events, resolution) {
        // Types and times have been looked at.
        if finding.code != "unreadable-event" {
            checker.keep(finding);
        }
    }
}

/// A text's number: equal for equal names. That different names share one costs at worst a warning too many.
fn number_of(text: &str) -> u64 {
    let mixed = name(text).bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

impl Together {
    fn take(&mut self, number: u32, event: &Event<'_, '_>) {
        let Some(kind) = event.event_type() else { return };
        let Some(time) = event.event_time().and_then(|time| moment(&time)) else { return };
        let Ok(slot) = u32::try_from(self.seen.len()) else { return };
        let step = event.text("bizStep").unwrap_or_default();
        let step = match Family::BizStep.word(&step, event.context()) {
            "commissioning" => Step::Commissioning,
            "shipping" | "departing" => Step::Shipping,
            "receiving" | "arriving" => Step::Receiving,
            _ => Step::Other,
        };
        let parent = event.text("parentID");
        let place = event.text("eventTimeZoneOffset").and_then(|text| offset(&text));
        self.seen.push(Seen {
            number,
            time,
            kind,
            action: event.action(),
            step,
            tends: event.action() == Some(Action::Observe) && event.act().is_some_and(Act::tends),
            parent: parent.as_deref().map_or(0, number_of),
            offset: place,
            input: filled(event, "inputEPCList") || filled(event, "inputQuantityList"),
            output: filled(event, "outputEPCList") || filled(event, "outputQuantityList"),
        });
        if let Some(parent) = parent {
            if event.action() == Some(Action::Delete)
                && !filled(event, "childEPCs")
                && !filled(event, "childQuantityList")
            {
                self.emptied.push((number_of(&parent), slot));
            }
            self.mention(&parent, slot, List::Parent, 0);
        }
        for (member, list) in EPCS {
            for (item, epc) in event.epcs(member).enumerate() {
                self.mention(&epc, slot, *list, item);
            }
        }
        for (member, list) in QUANTITIES {
            for (item, element) in event.quantities(member).enumerate() {
                // A class of things has no life of its own; a lot has.
                if let Some(class) = element.epc_class().filter(|class| kind_of(&name(class)) == Kind::Lot) {
                    let bare = *list == List::Quantity && element.quantity().is_none();
                    self.mention(&class, slot, if bare { List::Named } else { *list }, item);
                }
            }
        }
        if let Some(id) = event.text("transformationID") {
            self.transformations.push((number_of(&id), slot));
        }
        if matches!(step, Step::Shipping | Step::Receiving) {
            for transaction in event.biz_transactions().take(TRANSACTIONS) {
                self.transactions.push((number_of(&transaction.id), slot));
            }
        }
        if let Some(read_point) = event.place("readPoint") {
            self.places.push((number_of(&read_point), slot));
        }
    }

    fn mention(&mut self, text: &str, slot: u32, list: List, item: usize) {
        let item = u32::try_from(item).unwrap_or(u32::MAX).min(0xff_ffff);
        let [a, b, c, _] = item.to_le_bytes();
        self.mentions.push(Mention { thing: number_of(text), slot, list, item: [a, b, c] });
    }

    fn seen(&self, slot: u32) -> Option<&Seen> {
        self.seen.get(slot as usize)
    }

    fn time(&self, slot: u32) -> Option<Instant> {
        self.seen(slot).map(|seen| seen.time)
    }

    /// Each thing from its beginning to its end.
    fn lives(&mut self, checker: &mut Checker, events: &Events<'_>) {
        let mut emptied = core::mem::take(&mut self.emptied);
        emptied.sort_unstable_by_key(|(parent, slot)| (*parent, self.time(*slot)));
        self.emptied = emptied;
        let mut mentions = core::mem::take(&mut self.mentions);
        // At one moment what begins comes first, by the order of `List`.
        mentions.sort_unstable_by_key(|m| (m.thing, self.time(m.slot), m.list, m.slot, m.item));
        for life in mentions.chunk_by(|a, b| a.thing == b.thing) {
            self.life(checker, events, life);
        }
        self.mentions = mentions;
    }

    fn begins(&self, mention: &Mention) -> bool {
        let adds = self
            .seen(mention.slot)
            .is_some_and(|seen| seen.kind == EventType::Object && seen.action == Some(Action::Add));
        matches!(mention.list, List::Output | List::OutputQuantity)
            || (adds && matches!(mention.list, List::Epc | List::Quantity | List::Named))
    }

    /// Only single things end: of a lot a part may.
    fn ends(&self, mention: &Mention) -> bool {
        let deletes = self
            .seen(mention.slot)
            .is_some_and(|seen| seen.kind == EventType::Object && seen.action == Some(Action::Delete));
        mention.list == List::Input || (deletes && mention.list == List::Epc)
    }

    /// Did the parent give up all its children after one moment and until another?
    fn was_emptied(&self, parent: u64, since: Option<Instant>, until: Instant) -> bool {
        let at = self.emptied.partition_point(|(other, slot)| (*other, self.time(*slot)) <= (parent, since));
        self.emptied.get(at).is_some_and(|(other, slot)| *other == parent && self.time(*slot) <= Some(until))
    }

    fn life(&self, checker: &mut Checker, events: &Events<'_>, life: &[Mention]) {
        let at = |checker: &mut Checker, mention: &Mention, code: &'static str, other: u32| {
            let Some(seen) = self.seen(mention.slot) else { return };
            let other = self.seen(other).map_or(String::new(), |other| format!("{}", other.number));
            find(checker, events, seen.number, &mention.member(), Severity::Warning, code, &other);
        };
        let mut ended: Option<u32> = None;
        let mut within: Option<(u64, u32)> = None;
        let mut commissioned: Option<u32> = None;
        let begun = life.iter().find(|mention| self.begins(mention));
        for mention in life {
            let Some(seen) = self.seen(mention.slot) else { continue };
            // What grows goes by the name of the lot that it will be.
            let grows = mention.list == List::Named && seen.tends;
            if !grows && begun.is_some_and(|begun| self.time(begun.slot) > Some(seen.time)) {
                at(checker, mention, "before-it-existed", begun.map_or(0, |begun| begun.slot));
            }
            if self.begins(mention) {
                let before = commissioned.filter(|before| *before != mention.slot && ended.is_none());
                if seen.step == Step::Commissioning && seen.kind == EventType::Object {
                    if let Some(before) = before {
                        at(checker, mention, "commissioned-again", before);
                    }
                    commissioned = Some(mention.slot);
                }
                ended = None;
            } else if let Some(end) = ended.filter(|end| self.time(*end) < Some(seen.time)) {
                at(checker, mention, "named-after-its-end", end);
            }
            if self.ends(mention) {
                if mention.list == List::Input && self.is_output_too(life, mention.slot) {
                    at(checker, mention, "input-is-output", mention.slot);
                }
                ended = ended.or(Some(mention.slot));
            }
            within =
                within.filter(|(parent, since)| !self.was_emptied(*parent, self.time(*since), seen.time));
            if mention.list == List::Child && seen.kind == EventType::Aggregation && seen.parent != 0 {
                match (seen.action, within) {
                    (Some(Action::Add), Some((parent, since))) if parent != seen.parent => {
                        at(checker, mention, "in-two-parents", since);
                        within = Some((seen.parent, mention.slot));
                    }
                    (Some(Action::Add), _) => within = Some((seen.parent, mention.slot)),
                    (Some(Action::Delete), Some((parent, since))) => {
                        if parent != seen.parent {
                            at(checker, mention, "not-in-this-parent", since);
                        }
                        within = None;
                    }
                    _ => {}
                }
            } else if self.begins(mention) || self.ends(mention) {
                within = None;
            }
        }
    }

    fn is_output_too(&self, life: &[Mention], slot: u32) -> bool {
        // INVARIANT (order): within a moment outputs come first, so the search is for a key.
        let key = |mention: &Mention| (self.time(mention.slot), mention.list, mention.slot);
        life.binary_search_by_key(&(self.time(slot), List::Output, slot), key).is_ok()
    }

    /// What goes in comes out, and not before it went in (EPCIS 2.0 §7.4.5).
    fn transformations(&mut self, checker: &mut Checker, events: &Events<'_>) {
        let mut transformations = core::mem::take(&mut self.transformations);
        transformations.sort_unstable_by_key(|(id, slot)| (*id, self.time(*slot), *slot));
        for group in transformations.chunk_by(|a, b| a.0 == b.0) {
            let input = group.iter().find(|(_, slot)| self.seen(*slot).is_some_and(|seen| seen.input));
            let output = group.iter().find(|(_, slot)| self.seen(*slot).is_some_and(|seen| seen.output));
            let (slot, code, found) = match (input, output) {
                (Some((_, input)), Some((_, output))) if self.time(*output) < self.time(*input) => {
                    (*output, "output-before-input", "")
                }
                (Some((_, input)), None) => (*input, "dangling-transformation", "output"),
                (None, Some((_, output))) => (*output, "dangling-transformation", "input"),
                _ => continue,
            };
            if let Some(seen) = self.seen(slot) {
                find(checker, events, seen.number, "/transformationID", Severity::Warning, code, found);
            }
        }
    }

    /// Within one business transaction nothing is received before it is shipped.
    fn shipments(&mut self, checker: &mut Checker, events: &Events<'_>) {
        let mut transactions = core::mem::take(&mut self.transactions);
        transactions.sort_unstable();
        // By event, to find the things of one.
        let mut things: Vec<(u32, u64)> = Vec::with_capacity(self.mentions.len());
        things.extend(self.mentions.iter().map(|mention| (mention.slot, mention.thing)));
        self.mentions = Vec::new();
        things.sort_unstable();
        let of = |slot: u32| {
            let start = things.partition_point(|(other, _)| *other < slot);
            let rest = things.get(start..).unwrap_or_default();
            rest.iter().take_while(move |(other, _)| *other == slot).map(|(_, thing)| *thing)
        };
        let is = |slot: u32, step: Step| self.seen(slot).is_some_and(|seen| seen.step == step);
        let mut told = alloc::vec![false; self.seen.len()];
        for group in transactions.chunk_by(|a, b| a.0 == b.0) {
            let shipped = group.iter().filter(|(_, slot)| is(*slot, Step::Shipping));
            let mut shipped: Vec<(u64, u32)> =
                shipped.flat_map(|(_, slot)| of(*slot).map(|thing| (thing, *slot))).collect();
            if shipped.is_empty() {
                continue;
            }
            shipped.sort_unstable_by_key(|(thing, slot)| (*thing, self.time(*slot), *slot));
            for (_, slot) in group.iter().filter(|(_, slot)| is(*slot, Step::Receiving)) {
                let early = of(*slot).find_map(|thing| {
                    let at = shipped.partition_point(|(other, _)| *other < thing);
                    let (_, first) = shipped.get(at).filter(|(other, _)| *other == thing)?;
                    (self.time(*slot) < self.time(*first)).then_some(*first)
                });
                let told = told.get_mut(*slot as usize);
                if let (Some(first), Some(told), Some(seen)) = (early, told, self.seen(*slot))
                    && !core::mem::replace(told, true)
                {
                    let other = self.seen(first).map_or(String::new(), |first| format!("{}", first.number));
                    let (number, code) = (seen.number, "received-before-shipped");
                    find(checker, events, number, "/eventTime", Severity::Warning, code, &other);
                }
            }
        }
    }

    /// A place whose offset changes: daylight saving, or a mistake.
    fn offsets(&mut self, checker: &mut Checker, events: &Events<'_>) {
        let mut places = core::mem::take(&mut self.places);
        places.sort_unstable_by_key(|(place, slot)| (*place, self.time(*slot), *slot));
        for pair in places.windows(2) {
            let [(place, before), (other, after)] = pair else { continue };
            let (Some(before), Some(after)) = (self.seen(*before), self.seen(*after)) else { continue };
            if place == other
                && let (Some(was), Some(is)) = (before.offset, after.offset)
                && was != is
            {
                let found = format!("{}", before.number);
                let member = "/eventTimeZoneOffset";
                find(checker, events, after.number, member, Severity::Note, "offset-changes", &found);
            }
        }
    }
}

impl Mention {
    /// JSON pointer of the place in the event.
    fn member(&self) -> String {
        let [a, b, c] = self.item;
        match self.list {
            List::Parent => String::from("/parentID"),
            list if list == List::Named || QUANTITIES.iter().any(|(_, other)| *other == list) => {
                format!("/{}/{}/epcClass", list.name(), u32::from_le_bytes([a, b, c, 0]))
            }
            list => format!("/{}/{}", list.name(), u32::from_le_bytes([a, b, c, 0])),
        }
    }
}

/// Minutes east of UTC of `±hh:mm`.
fn offset(text: &str) -> Option<i16> {
    let mut time = String::from("2000-01-01T00:00:00");
    time.push_str(text);
    let time: Result<Instant, InstantError> = time.parse();
    time.ok()?.offset().or(Some(0))
}
