//! From an event on the tape to a row.

use super::{
    History,
    intern::hash,
    name::name,
    row::{
        AMOUNT_UNREADABLE, Amount, DECLARED_WRONG, FARM_INPUTS, LEAP_SECOND, NO_ACT, NO_CHILDREN, NO_OFFSET,
        Part, Role, Row, SAMPLED, Thing, UNSAID,
    },
    stay::Tie,
};
use crate::{
    base::{quantity::Quantity, time::Instant},
    digest::json::{Kind, Value},
    trace::{Action, Event, cbv::Family, moment, vocabulary},
};
use alloc::{borrow::Cow, format};

/// Members of an event that name things.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    InputEpcs,
    InputQuantities,
    OutputEpcs,
    OutputQuantities,
    Epcs,
    Quantities,
    ChildEpcs,
    ChildQuantities,
    Parent,
    Ingredients,
    Applied,
    Amount,
    Seed,
    ParentAnimal,
    Sample,
    ReadPoint,
    BizLocation,
    Sources,
    Destinations,
    Transactions,
    Transformation,
}

const NAMING: usize = Naming::Transformation as usize + 1;

impl Naming {
    fn of(key: &str) -> Option<Self> {
        Some(match key {
            "epcList" => Self::Epcs,
            "quantityList" => Self::Quantities,
            "inputEPCList" => Self::InputEpcs,
            "inputQuantityList" => Self::InputQuantities,
            "outputEPCList" => Self::OutputEpcs,
            "outputQuantityList" => Self::OutputQuantities,
            "childEPCs" => Self::ChildEpcs,
            "childQuantityList" => Self::ChildQuantities,
            "parentID" => Self::Parent,
            "transformationID" => Self::Transformation,
            "readPoint" => Self::ReadPoint,
            "bizLocation" => Self::BizLocation,
            "sourceList" => Self::Sources,
            "destinationList" => Self::Destinations,
            "bizTransactionList" => Self::Transactions,
            _ => return None,
        })
    }

    /// By the bare name of a member of the farm vocabulary.
    fn of_farm(local: &str) -> Option<Self> {
        Some(match local {
            "inputs" => Self::Ingredients,
            "input-lot" => Self::Applied,
            "amount" => Self::Amount,
            "seed-lot" => Self::Seed,
            "parent-animal" => Self::ParentAnimal,
            "sample" => Self::Sample,
            _ => return None,
        })
    }
}

/// The members that name things, as far as they are there.
struct Members<'d>([Option<Value<'d>>; NAMING]);

impl<'d> Members<'d> {
    fn set(&mut self, member: Option<Naming>, value: Value<'d>) {
        if let Some(place) = member.and_then(|member| self.0.get_mut(member as usize)) {
            *place = Some(value);
        }
    }

    fn get(&self, member: Naming) -> Option<Value<'d>> {
        self.0.get(member as usize).copied().flatten()
    }

    fn items(&self, member: Naming) -> impl Iterator<Item = Value<'d>> + use<'d> {
        self.get(member).and_then(|list| list.items()).into_iter().flatten()
    }
}

/// Where an event stands.
pub(super) struct Place {
    pub(super) document: u32,
    pub(super) index: u32,
}

/// An event whose things get their numbers.
struct Reading<'e, 'd, 'c> {
    event: &'e Event<'d, 'c>,
    members: Members<'d>,
    id: u32,
    flags: u8,
}

impl History {
    /// Puts an event in; `false` if it has no type and so is none.
    pub(super) fn index(&mut self, event: &Event<'_, '_>, place: &Place) -> bool {
        let Some(kind) = event.event_type() else { return false };
        let value = event.value();
        let mut row = Row {
            time: None,
            offset: NO_OFFSET,
            kind,
            action: None,
            act: NO_ACT,
            flags: 0,
            biz_step: 0,
            disposition: 0,
            document: place.document,
            index: place.index,
            start: value.offset() as u32,
            length: (value.end() - value.offset()) as u32,
            parts: self.parts.len() as u32,
        };
        let mut reading =
            Reading { event, members: Members([None; NAMING]), id: self.rows.len() as u32, flags: 0 };
        for (key, value) in value.members().into_iter().flatten() {
            self.member(&mut row, &mut reading, &key, value);
        }
        if row.offset == NO_OFFSET {
            row.offset = row.time.and_then(|time| time.offset()).unwrap_or(NO_OFFSET);
        }
        self.name_all(&mut reading);
        self.note_emptiness(&row, &mut reading);
        row.flags |= reading.flags;
        self.rows.push(row);
        true
    }

    /// What a member says by itself goes into the row; one that names things is remembered, for they stand by role.
    fn member<'d>(&mut self, row: &mut Row, reading: &mut Reading<'_, 'd, '_>, key: &str, value: Value<'d>) {
        match key {
            "eventTime" => {
                if let Some(text) = value.text() {
                    (row.time, reading.flags) = time(&text);
                }
            }
            "eventTimeZoneOffset" => {
                row.offset = value.text().and_then(|text| offset(&text)).unwrap_or(row.offset);
            }
            "action" => row.action = value.text().and_then(|text| Action::from_name(&text)),
            "bizStep" => row.biz_step = self.cbv(value, Family::BizStep, reading.event),
            "disposition" => row.disposition = self.cbv(value, Family::Disposition, reading.event),
            "errorDeclaration" => row.flags |= DECLARED_WRONG,
            key if key.contains(':') => match farm(reading.event, key) {
                Some("act") => row.act = value.text().map_or(NO_ACT, |name| act(&name)),
                local => reading.members.set(local.and_then(Naming::of_farm), value),
            },
            key => reading.members.set(Naming::of(key), value),
        }
    }

    /// Its lists of children are empty; on `DELETE` that means that all are taken out.
    fn note_emptiness(&mut self, row: &Row, reading: &mut Reading<'_, '_, '_>) {
        let lists = [Naming::ChildEpcs, Naming::ChildQuantities];
        let empty = lists.iter().all(|list| reading.members.get(*list).is_none_or(is_empty));
        if empty && Tie::of(row.kind).is_some() {
            reading.flags |= NO_CHILDREN;
            if row.action == Some(Action::Delete) {
                self.note_emptying(reading);
            }
        }
    }

    /// The parent is emptied.
    fn note_emptying(&mut self, reading: &Reading<'_, '_, '_>) {
        let parent = reading.members.get(Naming::Parent).and_then(|parent| parent.text());
        let tie = reading.event.event_type().and_then(Tie::of);
        if let (Some(parent), Some(tie)) = (parent.filter(|parent| !parent.is_empty()), tie) {
            let key = (Thing(self.thing_of(&parent)), tie);
            let events = self.emptied.entry(key).or_default();
            self.emptying.entry(key).or_insert(events.len());
            events.push(reading.id);
        }
    }

    /// Gives numbers to all that is named, by role.
    fn name_all(&mut self, reading: &mut Reading<'_, '_, '_>) {
        self.epcs(reading, Role::Input, Naming::InputEpcs);
        self.quantities(reading, Role::Input, Naming::InputQuantities);
        self.epcs(reading, Role::Output, Naming::OutputEpcs);
        self.quantities(reading, Role::Output, Naming::OutputQuantities);
        self.epcs(reading, Role::Observed, Naming::Epcs);
        self.quantities(reading, Role::Observed, Naming::Quantities);
        self.epcs(reading, Role::Child, Naming::ChildEpcs);
        self.quantities(reading, Role::Child, Naming::ChildQuantities);
        self.one(reading, Role::Parent, Naming::Parent);
        self.ingredients(reading);
        if let Some(lot) = reading.members.get(Naming::Applied) {
            let amount = reading.members.get(Naming::Amount).and_then(|amount| amount.text());
            let amount = self.quantity(reading, amount.as_deref());
            self.several(reading, Role::Applied, lot, amount);
        }
        for (role, member) in [
            (Role::Seed, Naming::Seed),
            (Role::ParentAnimal, Naming::ParentAnimal),
            (Role::Sample, Naming::Sample),
        ] {
            if let Some(value) = reading.members.get(member) {
                self.several(reading, role, value, 0);
            }
        }
        self.located(reading, Role::ReadPoint, Naming::ReadPoint);
        self.located(reading, Role::BizLocation, Naming::BizLocation);
        self.typed(reading, Naming::Sources, "source", SOURCES);
        self.typed(reading, Naming::Destinations, "destination", DESTINATIONS);
        self.typed(reading, Naming::Transactions, "bizTransaction", &[(Role::Transaction, None)]);
        self.one(reading, Role::Transformation, Naming::Transformation);
    }

    fn cbv(&mut self, value: Value<'_>, family: Family, event: &Event<'_, '_>) -> u32 {
        let Some(text) = value.text() else { return 0 };
        self.words.intern(family.word(&text, event.context())) + 1
    }

    fn note(&mut self, reading: &mut Reading<'_, '_, '_>, role: Role, text: &str, amount: u32) {
        if !text.is_empty() {
            reading.flags |= if role.is_farm_input() { FARM_INPUTS } else { 0 };
            reading.flags |= if role == Role::Sample { SAMPLED } else { 0 };
            let thing = self.thing_of(text);
            self.push_part(Part::new(thing, reading.id, role, amount));
        }
    }

    fn one(&mut self, reading: &mut Reading<'_, '_, '_>, role: Role, member: Naming) {
        if let Some(text) = reading.members.get(member).and_then(|value| value.text()) {
            self.note(reading, role, &text, 0);
        }
    }

    fn epcs(&mut self, reading: &mut Reading<'_, '_, '_>, role: Role, member: Naming) {
        for item in reading.members.items(member) {
            if let Some(text) = item.text() {
                self.note(reading, role, &text, 0);
            }
        }
    }

    fn quantities(&mut self, reading: &mut Reading<'_, '_, '_>, role: Role, member: Naming) {
        for item in reading.members.items(member) {
            let (mut class, mut number, mut unit) = (None, None, None);
            for (key, value) in item.members().into_iter().flatten() {
                match &*key {
                    "epcClass" => class = value.text(),
                    "quantity" => number = Some(value),
                    "uom" => unit = Some(value),
                    _ => {}
                }
            }
            let Some(class) = class else { continue };
            let amount = match number {
                None => UNSAID,
                Some(number) => match read_amount(number, unit) {
                    Some(amount) => self.amounts.push(amount),
                    None => {
                        reading.flags |= AMOUNT_UNREADABLE;
                        UNSAID
                    }
                },
            };
            self.note(reading, role, &class, amount);
        }
    }

    fn located(&mut self, reading: &mut Reading<'_, '_, '_>, role: Role, member: Naming) {
        let Some(value) = reading.members.get(member) else { return };
        let id = if value.kind() == Kind::Object { value.get("id") } else { Some(value) };
        if let Some(text) = id.and_then(|id| id.text()) {
            self.note(reading, role, &text, 0);
        }
    }

    /// Items with a type, role by role.
    fn typed(
        &mut self,
        reading: &mut Reading<'_, '_, '_>,
        list: Naming,
        member: &str,
        roles: &[(Role, Option<&str>)],
    ) {
        for (role, wanted) in roles {
            for item in reading.members.items(list) {
                let (mut id, mut kind) = (None, None);
                for (key, value) in item.members().into_iter().flatten() {
                    match &*key {
                        "type" => kind = value.text(),
                        key if key == member => id = value.text(),
                        _ => {}
                    }
                }
                let Some(id) = id else { continue };
                let kind = kind.unwrap_or_default();
                let local = Family::SourceDestinationType.word(&kind, reading.event.context());
                let fits = match wanted {
                    Some(wanted) => local == *wanted,
                    None => !roles.iter().any(|(_, other)| *other == Some(local)),
                };
                if fits {
                    self.note(reading, *role, &id, 0);
                }
            }
        }
    }

    /// One text or an array of them.
    fn several(&mut self, reading: &mut Reading<'_, '_, '_>, role: Role, value: Value<'_>, amount: u32) {
        if let Some(text) = value.text() {
            self.note(reading, role, &text, amount);
        }
        for item in value.items().into_iter().flatten() {
            if let Some(text) = item.text() {
                self.note(reading, role, &text, amount);
            }
        }
    }

    fn ingredients(&mut self, reading: &mut Reading<'_, '_, '_>) {
        for row in reading.members.items(Naming::Ingredients) {
            let (mut lot, mut amount) = (None, None);
            for (key, value) in row.members().into_iter().flatten() {
                match farm(reading.event, &key) {
                    Some("lot") => lot = value.text(),
                    Some("amount") => amount = value.text(),
                    _ => {}
                }
            }
            if let Some(lot) = lot {
                let amount = self.quantity(reading, amount.as_deref());
                self.note(reading, Role::Ingredient, &lot, amount);
            }
        }
    }

    /// `12.50 KGM`; number plus one, zero for none.
    fn quantity(&mut self, reading: &mut Reading<'_, '_, '_>, text: Option<&str>) -> u32 {
        let Some(text) = text else { return 0 };
        match text.parse::<Quantity>() {
            Ok(quantity) => self.amounts.push(Amount { value: quantity.value, unit: Some(quantity.unit) }),
            Err(_) => {
                reading.flags |= AMOUNT_UNREADABLE;
                0
            }
        }
    }

    /// The number of what a text identifies.
    fn thing_of(&mut self, text: &str) -> u32 {
        let hash = hash(text.as_bytes());
        if let Some(thing) = self.spellings.get(hash, text) {
            return thing;
        }
        match name(text) {
            Cow::Borrowed(own) if own.len() == text.len() => self.names.intern_hashed(own, hash),
            other => {
                let thing = self.names.intern(&other);
                self.spellings.put(hash, text, thing);
                thing
            }
        }
    }
}

fn is_empty(list: Value<'_>) -> bool {
    list.items().is_some_and(|mut items| items.next().is_none())
}

fn read_amount(number: Value<'_>, unit: Option<Value<'_>>) -> Option<Amount> {
    let value = number.number()?.parse().ok()?;
    let unit = match unit {
        None => None,
        Some(unit) => Some(unit.text()?.parse().ok()?),
    };
    Some(Amount { value, unit })
}

/// Roles in their order, each with the type that it goes with; the last is for all others.
const SOURCES: &[(Role, Option<&str>)] = &[
    (Role::SourceOwner, Some("owning_party")),
    (Role::SourceHolder, Some("possessing_party")),
    (Role::SourcePlace, Some("location")),
    (Role::SourceOther, None),
];

const DESTINATIONS: &[(Role, Option<&str>)] = &[
    (Role::DestinationOwner, Some("owning_party")),
    (Role::DestinationHolder, Some("possessing_party")),
    (Role::DestinationPlace, Some("location")),
    (Role::DestinationOther, None),
];

/// The bare name of a member of the farm vocabulary.
fn farm<'k>(event: &'k Event<'_, '_>, key: &'k str) -> Option<&'k str> {
    match event.context().expand(key) {
        Some((vocabulary::NAMESPACE, local)) => Some(local),
        _ => None,
    }
}

fn act(name: &str) -> u8 {
    let at = vocabulary::ACTS.iter().position(|act| act.name == name);
    at.and_then(|at| u8::try_from(at).ok()).unwrap_or(NO_ACT)
}

/// When it happened, and the flag of a leap second.
fn time(text: &str) -> (Option<Instant>, u8) {
    match text.parse::<Instant>() {
        Ok(time) => (Some(time), 0),
        Err(_) => {
            let leap = moment(text);
            (leap, if leap.is_some() { LEAP_SECOND } else { 0 })
        }
    }
}

/// Minutes of `+08:00` (EPCIS 2.0 §7.3.1: 14 hours at most).
fn offset(text: &str) -> Option<i16> {
    let zoned: Instant = format!("2000-01-01T00:00:00{text}").parse().ok()?;
    zoned.offset()
}
