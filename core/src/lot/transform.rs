//! Turning lots into lots of something else: yield, by-products and loss, which must balance.

use super::{
    Loss, Lot, LotError, Move, MoveKind, Source, Tag,
    act::{all_or_nothing, check_names},
};
use crate::{
    base::{amount::Amount, date::Date, limits::ACT_LOTS, ratio::Ratio, time::Instant, unit::Dimension},
    digest::caller::{Extension, Reference},
    id::local::LotName,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// Something that goes in and is no lot: water, brine, ice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Added {
    /// What it is.
    pub what: String,
    /// How much.
    pub amount: Amount,
}

/// A lot that comes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    /// Its name.
    pub lot: LotName,
    /// How much it is.
    pub amount: Amount,
    /// What it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Whether it only arises beside what is wanted: bran, whey, bones. It does not count as yield.
    #[serde(default)]
    pub by_product: bool,
    /// The day it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_on: Option<Date>,
    /// The last day of its shelf life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
    /// The caller's own reference, returned untouched.
    #[serde(default, rename = "ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// The caller's own data, returned untouched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ext: Option<Extension>,
}

/// What a transformation did to what is kept, exactly; in the base unit of its dimension (kilograms for mass).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// What must balance.
    pub dimension: Dimension,
    /// From lots.
    pub taken: Ratio,
    /// Added beside.
    pub added: Ratio,
    /// Wanted outputs.
    pub wanted: Ratio,
    /// By-products.
    pub by_products: Ratio,
    /// Lost.
    pub lost: Ratio,
}

impl Balance {
    /// What went in less what came out: zero when it balances.
    #[must_use]
    pub fn difference(&self) -> Option<Ratio> {
        let inside = self.taken.checked_add(self.added)?;
        let outside = self.wanted.checked_add(self.by_products)?.checked_add(self.lost)?;
        inside.checked_sub(outside)
    }

    /// Wanted outputs in what was taken from lots: above one where what was added stayed in. `None` if nothing was taken.
    #[must_use]
    pub fn yielded(&self) -> Option<Ratio> {
        self.wanted.checked_div(self.taken)
    }
}

/// What came of a transformation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transformation {
    /// The lots that came out, in the order of the outputs.
    pub lots: Vec<Lot>,
    /// How it balances.
    pub balance: Balance,
}

/// What goes into a transformation beside its sources, and what comes out.
#[derive(Clone, Copy, Debug)]
pub struct Recipe<'r> {
    /// The act's id, which each move of it carries: an EPCIS transformation id.
    pub act: Option<&'r str>,
    /// What goes in and is no lot.
    pub added: &'r [Added],
    /// What comes out.
    pub outputs: &'r [Output],
    /// What is lost.
    pub losses: &'r [Loss],
    /// What must balance: mass, for nearly all that is eaten.
    pub conserved: Dimension,
    /// When.
    pub at: Option<Instant>,
}

/// Turns amounts of lots into other lots: what is taken and added is what comes out and what is lost, exactly, in one dimension.
///
/// Where it is refused no source changes.
///
/// # Errors
/// [`LotError::Unbalanced`] with the difference; else as for any act.
pub fn transform(sources: &mut [Source], recipe: &Recipe<'_>) -> Result<Transformation, LotError> {
    let outputs = recipe.outputs.iter().map(|output| &output.lot);
    check_names(sources.iter().map(|source| source.lot.name()), outputs)?;
    let others = sources.len().max(recipe.added.len()).max(recipe.losses.len());
    if sources.is_empty() || others > ACT_LOTS {
        return Err(LotError::Count { found: others });
    }
    let balance = recipe.balance(sources)?;
    let difference = balance.difference().ok_or(LotError::Overflow)?;
    if difference != Ratio::ZERO {
        return Err(LotError::Unbalanced { difference });
    }
    let lots = recipe.outputs.iter().map(|output| recipe.made(output)).collect::<Result<_, _>>()?;
    all_or_nothing(sources, |sources| {
        for source in sources {
            let entry = recipe.entry(MoveKind::Used, source.amount());
            source.lot.check_open()?;
            source.lot.book(entry)?;
        }
        Ok(Transformation { lots, balance })
    })
}

impl Recipe<'_> {
    fn balance(&self, sources: &[Source]) -> Result<Balance, LotError> {
        let dimension = self.conserved;
        let mut balance = Balance {
            dimension,
            taken: Ratio::ZERO,
            added: Ratio::ZERO,
            wanted: Ratio::ZERO,
            by_products: Ratio::ZERO,
            lost: Ratio::ZERO,
        };
        let add = |sum: &mut Ratio, subject: &str, amount: &Amount| {
            *sum = sum.checked_add(in_base(subject, amount, dimension)?).ok_or(LotError::Overflow)?;
            Ok::<_, LotError>(())
        };
        for source in sources {
            add(&mut balance.taken, source.lot.name().as_str(), &source.amount())?;
        }
        for Added { what, amount } in self.added {
            add(&mut balance.added, what, amount)?;
        }
        for Output { lot, amount, by_product, .. } in self.outputs {
            let sum = if *by_product { &mut balance.by_products } else { &mut balance.wanted };
            add(sum, lot.as_str(), amount)?;
        }
        for Loss { why, amount } in self.losses {
            add(&mut balance.lost, why, amount)?;
        }
        Ok(balance)
    }

    fn entry(&self, kind: MoveKind, amount: Amount) -> Move {
        Move { act: self.act.map(String::from), at: self.at, ..Move::new(kind, amount) }
    }

    fn made(&self, output: &Output) -> Result<Lot, LotError> {
        let lot = Lot::begin(output.lot.clone(), self.entry(MoveKind::Made, output.amount))?;
        let tag = Tag { reference: output.reference.clone(), ext: output.ext.clone() };
        Ok(lot.of(output.product.clone()).dated(output.made_on, output.last_day).tagged(tag))
    }
}

/// An amount's quantity in a dimension, in its base unit.
fn in_base(subject: &str, amount: &Amount, dimension: Dimension) -> Result<Ratio, LotError> {
    let missing = || LotError::DimensionMissing { subject: crate::base::text::shown(subject), dimension };
    let quantity = amount.of(dimension).ok_or_else(missing)?;
    let factor = quantity.unit.known().ok_or_else(missing)?.factor();
    Ratio::from(quantity.value).checked_mul(factor).ok_or(LotError::Overflow)
}
