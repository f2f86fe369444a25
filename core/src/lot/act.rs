//! Splitting a lot into others, and merging lots into one.

use super::{Loss, Lot, LotError, Move, MoveKind, State, Tag};
use crate::{
    base::{amount::Amount, date::Date, limits::ACT_LOTS, time::Instant},
    digest::caller::{Extension, Reference},
    id::local::LotName,
};
use alloc::{collections::BTreeSet, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// A part of a lot that becomes a lot of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Part {
    /// The name of the new lot.
    #[serde(rename = "lot")]
    pub name: LotName,
    /// How much of the old one it is.
    pub amount: Amount,
    /// The caller's own reference, returned untouched.
    #[serde(default, rename = "ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// The caller's own data, returned untouched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ext: Option<Extension>,
}

impl Part {
    /// A part with nothing of the caller's own.
    #[must_use]
    pub const fn new(name: LotName, amount: Amount) -> Self {
        Self { name, amount, reference: None, ext: None }
    }
}

/// A lot that something is taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// The lot as it stands.
    pub lot: Lot,
    /// How much is taken; without it all that is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub take: Option<Amount>,
}

impl Lot {
    /// Takes parts out of it as lots of their own, and books what was lost on the way. Product and days pass on to the parts.
    ///
    /// Where it is refused nothing changes.
    ///
    /// # Errors
    /// [`LotError`].
    pub fn split(
        &mut self,
        parts: &[Part],
        losses: &[Loss],
        at: Option<Instant>,
    ) -> Result<Vec<Self>, LotError> {
        check_names([&self.name], parts.iter().map(|part| &part.name))?;
        self.check_open()?;
        let mark = self.ledger.mark();
        let lots = self.split_off(parts, losses, at);
        if lots.is_err() {
            self.ledger.rewind(mark);
        }
        self.settle();
        lots
    }

    fn split_off(
        &mut self,
        parts: &[Part],
        losses: &[Loss],
        at: Option<Instant>,
    ) -> Result<Vec<Self>, LotError> {
        let mut lots = Vec::with_capacity(parts.len());
        for Part { name, amount, reference, ext } in parts {
            self.book(Move::with(MoveKind::Output, *amount, name.clone(), at))?;
            let from = Move::with(MoveKind::Input, *amount, self.name.clone(), at);
            let lot = Self::begin(name.clone(), from)?.of(self.product.clone());
            let tag = Tag { reference: reference.clone(), ext: ext.clone() };
            lots.push(lot.dated(self.made_on, self.last_day).tagged(tag));
        }
        for Loss { why, amount } in losses {
            self.book(Move { why: Some(why.clone()), at, ..Move::new(MoveKind::Lost, *amount) })?;
        }
        Ok(lots)
    }

    pub(super) fn check_open(&self) -> Result<(), LotError> {
        match self.state {
            State::Open => Ok(()),
            state => Err(LotError::NotOpen { lot: self.name.clone(), state }),
        }
    }
}

/// Merges lots, or amounts of them, into a new one, whose ledger names each. In units of the first.
///
/// Its product is that of the sources, or `product` where they differ. It is as old as the oldest and keeps no longer than the
/// first to go off; where one does not say, neither does it. Where it is refused no source changes.
///
/// # Errors
/// [`LotError`].
pub fn merge(
    name: &LotName,
    sources: &mut [Source],
    product: Option<String>,
    at: Option<Instant>,
) -> Result<Lot, LotError> {
    check_names([name], sources.iter().map(|source| source.lot.name()))?;
    all_or_nothing(sources, |sources| {
        let mut merged: Option<Lot> = None;
        for source in sources.iter_mut() {
            let amount = source.amount();
            let lot = &mut source.lot;
            lot.check_open()?;
            lot.book(Move::with(MoveKind::Output, amount, name.clone(), at))?;
            let entry = Move::with(MoveKind::Input, amount, lot.name.clone(), at);
            match &mut merged {
                None => merged = Some(Lot::begin(name.clone(), entry)?.of(lot.product.clone())),
                Some(whole) if product.is_some() || whole.product == lot.product => whole.book(entry)?,
                Some(_) => return Err(LotError::ProductsDiffer { lot: lot.name.clone() }),
            }
        }
        let mut whole = merged.ok_or(LotError::Count { found: 0 })?;
        whole.product = product.or(whole.product);
        Ok(whole.dated(earliest(sources, Lot::made_on), earliest(sources, Lot::last_day)))
    })
}

impl Source {
    /// How much is taken.
    pub(super) fn amount(&self) -> Amount {
        self.take.unwrap_or(*self.lot.left())
    }
}

/// The earliest day of all; `None` if one does not say.
fn earliest(sources: &[Source], day: impl Fn(&Lot) -> Option<Date>) -> Option<Date> {
    let mut days = sources.iter().map(|source| day(&source.lot));
    let first = days.next()??;
    days.try_fold(first, |earliest, day| Some(earliest.min(day?)))
}

/// Runs an act on sources; where it is refused they are as they were, else those with nothing left are consumed.
pub(super) fn all_or_nothing<T>(
    sources: &mut [Source],
    act: impl FnOnce(&mut [Source]) -> Result<T, LotError>,
) -> Result<T, LotError> {
    let marks: Vec<_> = sources.iter().map(|source| source.lot.ledger.mark()).collect();
    let outcome = act(sources);
    for (source, mark) in sources.iter_mut().zip(marks) {
        match outcome {
            Ok(_) => source.lot.settle(),
            Err(_) => source.lot.ledger.rewind(mark),
        }
    }
    outcome
}

/// All names of an act differ, and there are not too many.
pub(super) fn check_names<'n>(
    own: impl IntoIterator<Item = &'n LotName>,
    others: impl ExactSizeIterator<Item = &'n LotName>,
) -> Result<(), LotError> {
    let found = others.len();
    if found == 0 || found > ACT_LOTS {
        return Err(LotError::Count { found });
    }
    let mut seen = BTreeSet::new();
    for name in own.into_iter().chain(others) {
        if !seen.insert(name) {
            return Err(LotError::Repeated { lot: name.clone() });
        }
    }
    Ok(())
}
