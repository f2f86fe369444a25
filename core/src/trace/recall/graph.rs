//! What of the history counts as making, and how much.

use super::super::history::{Amount, History, Kind, Mention, Record, Role, Stay, Thing, View, kind_of};
use crate::{
    base::{quantity::Quantity, unit::Unit},
    trace::{Action, EventType, vocabulary::Stage},
};
use alloc::vec::Vec;
use core::cmp::Ordering;

/// Is it one thing by its name?
pub(super) fn is_one(name: &str) -> bool {
    matches!(kind_of(name), Kind::Item | Kind::Container | Kind::Asset)
}

/// How much a mention is about; an item is one piece.
pub(super) fn quantity(view: &View<'_>, mention: &Mention) -> Option<Quantity> {
    mention.amount.map(counted).or_else(|| one(view, mention.thing))
}

/// How much was put into a container.
pub(super) fn put_in(stay: &Stay) -> Option<Quantity> {
    stay.amount.map(counted)
}

/// Without a unit it is pieces.
fn counted(amount: Amount) -> Quantity {
    Quantity::new(amount.value, amount.unit.unwrap_or(Unit::PIECE))
}

/// One piece, of what is one thing.
pub(super) fn one(view: &View<'_>, thing: Thing) -> Option<Quantity> {
    let one = is_one(view.history().name_of(thing));
    one.then(|| Quantity::new(crate::base::decimal::Decimal::ONE, Unit::PIECE))
}

/// Does the event make the thing: as an output, by commissioning or gathering it, or of lots it names?
pub(super) fn makes(record: &Record<'_>, mention: &Mention) -> bool {
    match mention.role {
        Role::Output => true,
        Role::Observed if record.event_type() == EventType::Object => {
            let gathered = record.act().is_some_and(|act| act.stage == Stage::Gather);
            record.action() == Some(Action::Add)
                || (gathered && record.action() != Some(Action::Delete))
                || record.mentions_as(Role::Ingredient).next().is_some()
        }
        _ => false,
    }
}

/// Things in order, and at which place each stands.
#[derive(Debug)]
pub(super) struct Places {
    /// INVARIANT (sorted): each once.
    pub(super) things: Vec<Thing>,
    /// Place plus one by the thing's number, zero for none. Empty where the things are few among all: they are searched.
    table: Vec<u32>,
}

/// One of so many things is many.
const MANY: usize = 16;

impl Places {
    pub(super) fn of(history: &History, things: Vec<Thing>) -> Self {
        if things.len() < history.things() / MANY {
            return Self { things, table: Vec::new() };
        }
        let mut table = alloc::vec![0; history.things()];
        for (thing, place) in things.iter().zip(1..) {
            if let Some(slot) = table.get_mut(thing.index()) {
                *slot = place;
            }
        }
        Self { things, table }
    }

    pub(super) fn find(&self, thing: Thing) -> Option<usize> {
        if self.table.is_empty() {
            return self.things.binary_search(&thing).ok();
        }
        let place = self.table.get(thing.index())?.checked_sub(1)?;
        Some(place as usize)
    }
}

/// A sum of quantities in one unit, as long as all are known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) value: Option<Quantity>,
    pub(super) unknown: bool,
}

impl Sum {
    /// The sum, if every part of it was known and there was one.
    pub(super) fn known(self) -> Option<Quantity> {
        self.value.filter(|_| !self.unknown)
    }

    pub(super) fn add(&mut self, quantity: Option<Quantity>) {
        match (quantity, self.value) {
            (None, _) => self.unknown = true,
            (Some(quantity), None) => self.value = Some(quantity),
            (Some(quantity), Some(value)) => {
                // The unit of a sum must not depend on what is added first.
                let (one, two) =
                    if quantity.unit < value.unit { (quantity, value) } else { (value, quantity) };
                match one.plus(&two) {
                    Ok(sum) => self.value = Some(sum),
                    Err(_) => self.unknown = true,
                }
            }
        }
    }
}

/// The greater, in whichever order they come; where they cannot be compared, one of them.
pub(super) fn greatest(one: Quantity, two: Quantity) -> Quantity {
    let key = |quantity: &Quantity| (quantity.dimension(), quantity.unit, quantity.value.scale());
    match one.compare(&two) {
        Ok(Ordering::Less) => two,
        Ok(Ordering::Greater) => one,
        Ok(Ordering::Equal) | Err(_) if key(&two) < key(&one) => two,
        Ok(Ordering::Equal) | Err(_) => one,
    }
}

/// The lesser; the first, where they cannot be compared.
pub(super) fn least(one: Quantity, two: Quantity) -> Quantity {
    match two.compare(&one) {
        Ok(order) if order.is_lt() => two,
        _ => one,
    }
}

/// What is left, not below zero; `None` where it cannot be told.
pub(super) fn left(whole: Quantity, part: Quantity) -> Option<Quantity> {
    let left = whole.minus(&part).ok()?;
    Some(if left.value.is_negative() { zero(left.unit) } else { left })
}

pub(super) fn zero(unit: Unit) -> Quantity {
    Quantity::new(crate::base::decimal::Decimal::ZERO, unit)
}
