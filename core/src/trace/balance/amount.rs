//! How much: from quantity elements and identifiers to exact sums in one dimension.

use crate::{
    base::{
        decimal::Decimal,
        quantity::Quantity,
        ratio::Ratio,
        unit::{Dimension, Unit},
    },
    trace::history::{Amount, History, Mention, name},
};
use alloc::{collections::BTreeMap, string::String};
use serde::Deserialize;

/// What one piece of something weighs, or measures in whatever must balance.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Weight {
    /// The item, lot, class or container, in any spelling.
    pub of: String,
    /// How much one piece of it is.
    pub each: Quantity,
}

/// What must balance, and what pieces count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    dimension: Dimension,
    each: BTreeMap<String, Ratio>,
}

impl Scale {
    /// A scale for a dimension; weights in another dimension, or of an unknown unit, are left out.
    #[must_use]
    pub fn new(dimension: Dimension, weights: &[Weight]) -> Self {
        let each = weights
            .iter()
            .filter_map(|weight| Some((name(&weight.of).into_owned(), in_base(&weight.each, dimension)?)));
        Self { dimension, each: each.collect() }
    }

    /// What must balance.
    #[must_use]
    pub const fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// A quantity in the base unit, if it is of the dimension.
    #[must_use]
    pub fn of(&self, quantity: &Quantity) -> Option<Ratio> {
        in_base(quantity, self.dimension)
    }

    /// So many pieces of a thing; of a lot without a weight of its own, that of its class.
    fn pieces(&self, named: &str, pieces: Decimal) -> Option<Ratio> {
        if self.dimension == Dimension::Count {
            return Some(Ratio::from(pieces));
        }
        let class = || Some(named.split_once("/10/").or_else(|| named.split_once("/21/"))?.0);
        let each = self.each.get(named).or_else(|| self.each.get(class()?))?;
        each.checked_mul(Ratio::from(pieces))
    }

    /// How much an event means, where that can be told.
    pub(super) fn amount(&self, history: &History, mention: &Mention) -> Option<Ratio> {
        let name = || history.name_of(mention.thing);
        if !mention.counted {
            return self.pieces(name(), Decimal::ONE);
        }
        let Amount { value, unit } = mention.amount.filter(|amount| !amount.value.is_negative())?;
        let Some(unit) = unit else { return self.pieces(name(), value) };
        let quantity = Quantity::new(value, unit);
        match quantity.dimension() {
            Some(Dimension::Count) if self.dimension != Dimension::Count => {
                self.pieces(name(), quantity.convert(Unit::PIECE).ok()?.value)
            }
            _ => self.of(&quantity),
        }
    }
}

fn in_base(quantity: &Quantity, dimension: Dimension) -> Option<Ratio> {
    let known = quantity.unit.known().filter(|known| known.dimension == dimension)?;
    Ratio::from(quantity.value).checked_mul(known.factor())?.checked_add(known.shift())
}

/// An exact sum with parts that are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// What is known, in the base unit.
    pub known: Ratio,
    /// How many parts are not: not said, in a unit of another dimension, or too large.
    pub unknown: u32,
    /// How many parts there are.
    pub parts: u32,
}

impl Default for Sum {
    fn default() -> Self {
        Self { known: Ratio::ZERO, unknown: 0, parts: 0 }
    }
}

impl Sum {
    /// Takes in another part.
    pub fn add(&mut self, amount: Option<Ratio>) {
        self.parts = self.parts.saturating_add(1);
        match amount.and_then(|amount| self.known.checked_add(amount)) {
            Some(sum) => self.known = sum,
            None => self.unknown = self.unknown.saturating_add(1),
        }
    }

    /// Is every part known, and is there one?
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.unknown == 0 && self.parts > 0
    }
}
