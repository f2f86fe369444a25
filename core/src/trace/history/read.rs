//! From an event on the tape to a row.

use super::{
    History,
    name::name,
    row::{
        AMOUNT_UNREADABLE, Amount, DECLARED_WRONG, FARM_INPUTS, LEAP_SECOND, NO_ACT, NO_CHILDREN, NO_OFFSET,
        Part, Role, Row, SAMPLED,
    },
};
use crate::{
    base::{
        quantity::Quantity,
        time::{Instant, InstantError},
    },
    digest::json::{Kind, Value},
    trace::{Action, Event, EventType, cbv::Family, vocabulary},
};
use alloc::{format, vec::Vec};

/// What was found in one event, before it gets its numbers.
#[derive(Debug, Default)]
pub(super) struct Found {
    parts: Vec<(Role, u32, u32)>,
    flags: u8,
}

/// Where an event stands.
pub(super) struct Place {
    pub(super) document: u32,
    pub(super) index: u32,
}

impl History {
    /// Puts an event in; `false` if it has no type and so is none.
    pub(super) fn index(&mut self, found: &mut Found, event: &Event<'_, '_>, place: &Place) -> bool {
        let Some(kind) = event.event_type() else { return false };
        found.parts.clear();
        found.flags = 0;
        let id = self.rows.len() as u32;
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
        let mut children = false;
        for (key, value) in value.members().into_iter().flatten() {
            match &*key {
                "eventTime" => {
                    if let Some(text) = value.text() {
                        row.time = self.time(found, &text);
                    }
                }
                "eventTimeZoneOffset" => {
                    row.offset = value.text().and_then(|text| offset(&text)).unwrap_or(row.offset);
                }
                "action" => row.action = value.text().and_then(|text| Action::from_name(&text)),
                "bizStep" => row.biz_step = self.cbv(value, Family::BizStep),
                "disposition" => row.disposition = self.cbv(value, Family::Disposition),
                "errorDeclaration" => found.flags |= DECLARED_WRONG,
                "epcList" => self.epcs(found, Role::Observed, value),
                "quantityList" => self.quantities(found, Role::Observed, value),
                "inputEPCList" => self.epcs(found, Role::Input, value),
                "inputQuantityList" => self.quantities(found, Role::Input, value),
                "outputEPCList" => self.epcs(found, Role::Output, value),
                "outputQuantityList" => self.quantities(found, Role::Output, value),
                "childEPCs" => {
                    children |= !is_empty(value);
                    self.epcs(found, Role::Child, value);
                }
                "childQuantityList" => {
                    children |= !is_empty(value);
                    self.quantities(found, Role::Child, value);
                }
                "parentID" => self.one(found, Role::Parent, value),
                "transformationID" => self.one(found, Role::Transformation, value),
                "readPoint" => self.place(found, Role::ReadPoint, value),
                "bizLocation" => self.place(found, Role::BizLocation, value),
                "sourceList" => self.typed(found, value, "source", source),
                "destinationList" => self.typed(found, value, "destination", destination),
                "bizTransactionList" => self.typed(found, value, "bizTransaction", |_| Role::Transaction),
                name if name.contains(':') => self.farm(found, &mut row, event, name, value),
                _ => {}
            }
        }
        if row.offset == NO_OFFSET {
            row.offset = row.time.and_then(|time| time.offset()).unwrap_or(NO_OFFSET);
        }
        if !children && matches!(kind, EventType::Aggregation | EventType::Association) {
            found.flags |= NO_CHILDREN;
            if row.action == Some(Action::Delete) {
                for (_, parent, _) in found.parts.iter().filter(|(role, ..)| *role == Role::Parent) {
                    self.emptied.entry(*parent).or_default().push(id);
                }
            }
        }
        for (role, ..) in &found.parts {
            found.flags |= if role.is_farm_input() { FARM_INPUTS } else { 0 };
            found.flags |= if *role == Role::Sample { SAMPLED } else { 0 };
        }
        row.flags = found.flags;
        self.rows.push(row);
        // Stable: within a role the order written.
        found.parts.sort_by_key(|(role, ..)| *role);
        for (role, thing, amount) in &found.parts {
            self.push_part(Part::new(*thing, id, *role, *amount));
        }
        true
    }

    fn time(&self, found: &mut Found, text: &str) -> Option<Instant> {
        match text.parse::<Instant>() {
            Ok(time) => Some(time),
            Err(InstantError::LeapSecond { .. }) => {
                // `2016-12-31T23:59:60.5Z`: it comes before the next second and after all of this minute's others.
                let zone = text.rfind(['Z', 'z', '+', '-']).and_then(|at| text.get(at..))?;
                let minute = text.get(..17)?;
                found.flags |= LEAP_SECOND;
                format!("{minute}59.999999999999999999{zone}").parse().ok()
            }
            Err(_) => None,
        }
    }

    fn cbv(&mut self, value: Value<'_>, family: Family) -> u32 {
        let Some(text) = value.text() else { return 0 };
        let bare = text.strip_prefix(family.stem()).or_else(|| text.strip_prefix(family.urn()?));
        let bare = bare.or_else(|| {
            let local = text.strip_prefix("cbv:")?;
            family.stem().rsplit('/').next().and_then(|start| local.strip_prefix(start))
        });
        self.words.intern(bare.unwrap_or(&text)) + 1
    }

    fn note(&mut self, found: &mut Found, role: Role, text: &str, amount: u32) {
        if !text.is_empty() {
            let thing = self.thing_of(text);
            found.parts.push((role, thing, amount));
        }
    }

    fn one(&mut self, found: &mut Found, role: Role, value: Value<'_>) {
        if let Some(text) = value.text() {
            self.note(found, role, &text, 0);
        }
    }

    fn epcs(&mut self, found: &mut Found, role: Role, list: Value<'_>) {
        for item in list.items().into_iter().flatten() {
            self.one(found, role, item);
        }
    }

    fn quantities(&mut self, found: &mut Found, role: Role, list: Value<'_>) {
        for item in list.items().into_iter().flatten() {
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
                None => 0,
                Some(number) => match read_amount(number, unit) {
                    Some(amount) => self.amounts.push(amount),
                    None => {
                        found.flags |= AMOUNT_UNREADABLE;
                        0
                    }
                },
            };
            self.note(found, role, &class, amount);
        }
    }

    fn place(&mut self, found: &mut Found, role: Role, value: Value<'_>) {
        match value.kind() {
            Kind::Object => {
                if let Some(id) = value.get("id") {
                    self.one(found, role, id);
                }
            }
            _ => self.one(found, role, value),
        }
    }

    fn typed(&mut self, found: &mut Found, list: Value<'_>, member: &str, role: fn(&str) -> Role) {
        for item in list.items().into_iter().flatten() {
            let (mut id, mut kind) = (None, None);
            for (key, value) in item.members().into_iter().flatten() {
                match &*key {
                    "type" => kind = value.text(),
                    key if key == member => id = value.text(),
                    _ => {}
                }
            }
            if let Some(id) = id {
                let kind = kind.unwrap_or_default();
                let local = kind.rsplit(['-', ':', '/']).next().unwrap_or_default();
                self.note(found, role(local), &id, 0);
            }
        }
    }

    fn farm(&mut self, found: &mut Found, row: &mut Row, event: &Event<'_, '_>, key: &str, value: Value<'_>) {
        let Some((vocabulary::NAMESPACE, local)) = event.context().expand(key) else { return };
        match local {
            "act" => {
                let act =
                    value.text().and_then(|name| vocabulary::ACTS.iter().position(|act| act.name == name));
                row.act = act.and_then(|at| u8::try_from(at).ok()).unwrap_or(NO_ACT);
            }
            "inputs" => {
                for item in value.items().into_iter().flatten() {
                    self.ingredient(found, event, item);
                }
            }
            "input-lot" => {
                let amount = event.farm("amount").and_then(|amount| amount.text());
                let amount = self.quantity(found, amount.as_deref());
                self.several(found, Role::Applied, value, amount);
            }
            "seed-lot" => self.several(found, Role::Seed, value, 0),
            "parent-animal" => self.several(found, Role::ParentAnimal, value, 0),
            "sample" => self.several(found, Role::Sample, value, 0),
            _ => {}
        }
    }

    /// One text or an array of them.
    fn several(&mut self, found: &mut Found, role: Role, value: Value<'_>, amount: u32) {
        match value.text() {
            Some(text) => self.note(found, role, &text, amount),
            None => self.epcs(found, role, value),
        }
    }

    fn ingredient(&mut self, found: &mut Found, event: &Event<'_, '_>, row: Value<'_>) {
        let (mut lot, mut amount) = (None, None);
        for (key, value) in row.members().into_iter().flatten() {
            match event.context().expand(&key) {
                Some((vocabulary::NAMESPACE, "lot")) => lot = value.text(),
                Some((vocabulary::NAMESPACE, "amount")) => amount = value.text(),
                _ => {}
            }
        }
        if let Some(lot) = lot {
            let amount = self.quantity(found, amount.as_deref());
            self.note(found, Role::Ingredient, &lot, amount);
        }
    }

    /// `12.50 KGM`; number plus one, zero for none.
    fn quantity(&mut self, found: &mut Found, text: Option<&str>) -> u32 {
        let Some(text) = text else { return 0 };
        match text.parse::<Quantity>() {
            Ok(quantity) => self.amounts.push(Amount { value: quantity.value, unit: Some(quantity.unit) }),
            Err(_) => {
                found.flags |= AMOUNT_UNREADABLE;
                0
            }
        }
    }

    /// The number of what a text identifies.
    fn thing_of(&mut self, text: &str) -> u32 {
        self.names.intern(&name(text))
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

fn source(kind: &str) -> Role {
    match kind {
        "owning_party" => Role::SourceOwner,
        "possessing_party" => Role::SourceHolder,
        "location" => Role::SourcePlace,
        _ => Role::SourceOther,
    }
}

fn destination(kind: &str) -> Role {
    match kind {
        "owning_party" => Role::DestinationOwner,
        "possessing_party" => Role::DestinationHolder,
        "location" => Role::DestinationPlace,
        _ => Role::DestinationOther,
    }
}

/// Minutes of `+08:00` (EPCIS 2.0 §7.3.1: 14 hours at most).
fn offset(text: &str) -> Option<i16> {
    let zoned: Instant = format!("2000-01-01T00:00:00{text}").parse().ok()?;
    zoned.offset()
}
