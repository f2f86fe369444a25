//! A quantity made together: its states, its exact ledger, and how it is split, merged and turned into others.
//!
//! ```
//! use terroir::lot::{Lot, Part};
//!
//! let mut harvest = Lot::made("t/coop.example/TEA-01/S26".parse()?, "12.50 KGM".parse()?)?;
//! let boxes = harvest.split(
//!     &[Part::new("t/coop.example/BOX-100/S26-A".parse()?, "5.00 KGM".parse()?)],
//!     &[],
//!     None,
//! )?;
//! assert_eq!(harvest.left().to_string(), "7.50 KGM");
//! assert_eq!(boxes[0].left().to_string(), "5.00 KGM");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Whatever is done, what went in is what came out and what is left: nothing is negative and nothing gets lost, since loss is a
//! move of the ledger like any other.

mod act;
mod ledger;
mod state;
mod transform;
mod words;

pub use act::{Part, Source, merge};
pub use ledger::{Ledger, LedgerError, Loss, Move, MoveKind};
pub use state::State;
pub use transform::{Added, Balance, Output, Recipe, Transformation, transform};
pub use words::WORDS;

use crate::{
    base::{
        amount::{Amount, AmountError},
        date::Date,
        limits::{ACT_LOTS, NAME_BYTES},
        ratio::Ratio,
        unit::Dimension,
    },
    digest::caller::{Extension, Reference},
    id::local::LotName,
};
use alloc::{boxed::Box, string::String};
use serde::{Deserialize, Serialize};

/// A lot: its name, what it is of, where it stands, and its ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Record", into = "Record")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "Record"))]
pub struct Lot {
    name: LotName,
    product: Option<String>,
    state: State,
    ledger: Ledger,
    made_on: Option<Date>,
    last_day: Option<Date>,
    tag: Tag,
}

/// What the caller hangs on a lot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// The caller's own reference.
    pub reference: Option<Reference>,
    /// The caller's own data.
    pub ext: Option<Extension>,
}

/// A lot as it is written down.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Lot"))]
struct Record {
    /// Its name: `01/GTIN/10/LOT` or `t/ISSUER/PRODUCT/LOT`.
    lot: LotName,
    /// The product that it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    product: Option<String>,
    /// Where it stands.
    state: State,
    /// All that came in and went out, in order.
    moves: Ledger,
    /// What is left: the sum of the moves. When it is given it must be that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    left: Option<Amount>,
    /// The day it was harvested or made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    made_on: Option<Date>,
    /// The last day of its shelf life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_day: Option<Date>,
    /// The caller's own reference, returned untouched.
    #[serde(default, rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<Reference>,
    /// The caller's own data, returned untouched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ext: Option<Extension>,
}

/// Why something cannot be done with a lot. Each is an answer to a question that could be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LotError {
    /// Only an open lot can be acted on.
    #[error("lot `{lot}` is {state}, not open")]
    NotOpen {
        /// The lot.
        lot: LotName,
        /// Where it stands.
        state: State,
    },
    /// No lot goes from the one state to the other.
    #[error("lot `{lot}` is {from} and cannot become {to}")]
    Transition {
        /// The lot.
        lot: LotName,
        /// Where it stands.
        from: State,
        /// Where it was to go.
        to: State,
    },
    /// The ledger refuses the move.
    #[error("lot `{lot}`: {error}")]
    Ledger {
        /// The lot.
        lot: LotName,
        /// Why.
        error: LedgerError,
    },
    /// The same lot stands twice.
    #[error("lot `{lot}` stands twice")]
    Repeated {
        /// The lot.
        lot: LotName,
    },
    /// No parts, sources or outputs, or more than are taken.
    #[error("{found} lots where 1 to {ACT_LOTS} are taken")]
    Count {
        /// How many.
        found: usize,
    },
    /// Lots of different products, and it is not said what they become.
    #[error("lot `{lot}` is of another product than the first")]
    ProductsDiffer {
        /// The lot.
        lot: LotName,
    },
    /// An amount does not state what must balance.
    #[error("an amount of `{subject}` does not say its {dimension:?}")]
    DimensionMissing {
        /// The lot, or the name of what was added or lost.
        subject: String,
        /// What must balance.
        dimension: Dimension,
    },
    /// What went in is not what came out.
    #[error("what went in exceeds what came out by {difference}")]
    Unbalanced {
        /// In minus out, in the base unit of what must balance (kilograms for mass).
        difference: Ratio,
    },
    /// A sum that does not fit.
    #[error("the sum does not fit")]
    Overflow,
    /// Amounts that do not add up.
    #[error(transparent)]
    Amount(#[from] AmountError),
}

impl LotError {
    /// A stable code for it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotOpen { .. } => "lot-not-open",
            Self::Transition { .. } => "lot-transition",
            Self::Ledger { error, .. } => error.code(),
            Self::Repeated { .. } => "lot-repeated",
            Self::Count { .. } => "lot-count",
            Self::ProductsDiffer { .. } => "products-differ",
            Self::DimensionMissing { .. } => "dimension-missing",
            Self::Unbalanced { .. } => "not-balanced",
            Self::Overflow => "sum-too-large",
            Self::Amount(_) => "amounts-unlike",
        }
    }

    /// The lot that it is about.
    #[must_use]
    pub fn lot(&self) -> Option<&LotName> {
        match self {
            Self::NotOpen { lot, .. }
            | Self::Transition { lot, .. }
            | Self::Ledger { lot, .. }
            | Self::Repeated { lot }
            | Self::ProductsDiffer { lot } => Some(lot),
            Self::Count { .. }
            | Self::DimensionMissing { .. }
            | Self::Unbalanced { .. }
            | Self::Overflow
            | Self::Amount(_) => None,
        }
    }
}

impl Lot {
    /// An open lot of an amount that was harvested or made.
    ///
    /// # Errors
    /// [`LotError::Ledger`] for an amount of nothing.
    pub fn made(name: LotName, amount: Amount) -> Result<Self, LotError> {
        Self::begin(name, Move::new(MoveKind::Made, amount))
    }

    /// An open lot that begins with a move.
    ///
    /// # Errors
    /// [`LotError::Ledger`] if the move takes something out, or nothing in.
    pub fn begin(name: LotName, first: Move) -> Result<Self, LotError> {
        let ledger = Ledger::new(first).map_err(|error| LotError::Ledger { lot: name.clone(), error })?;
        Ok(Self {
            name,
            product: None,
            state: State::Open,
            ledger,
            made_on: None,
            last_day: None,
            tag: Tag::default(),
        })
    }

    /// The same lot, of a product.
    #[must_use]
    pub fn of(mut self, product: Option<String>) -> Self {
        self.product = product;
        self
    }

    /// The same lot, made on a day and good until another.
    #[must_use]
    pub const fn dated(mut self, made_on: Option<Date>, last_day: Option<Date>) -> Self {
        self.made_on = made_on;
        self.last_day = last_day;
        self
    }

    /// The same lot, with what the caller hangs on it.
    #[must_use]
    pub fn tagged(mut self, tag: Tag) -> Self {
        self.tag = tag;
        self
    }

    /// The same lot as a draft, which may still be corrected.
    #[must_use]
    pub const fn as_draft(mut self) -> Self {
        self.state = State::Draft;
        self
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &LotName {
        &self.name
    }

    /// The product that it is of.
    #[must_use]
    pub fn product(&self) -> Option<&str> {
        self.product.as_deref()
    }

    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// All that came in and went out.
    #[must_use]
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What is left.
    #[must_use]
    pub const fn left(&self) -> &Amount {
        self.ledger.left()
    }

    /// The day it was harvested or made.
    #[must_use]
    pub const fn made_on(&self) -> Option<Date> {
        self.made_on
    }

    /// The last day of its shelf life.
    #[must_use]
    pub const fn last_day(&self) -> Option<Date> {
        self.last_day
    }

    /// What the caller hangs on it.
    #[must_use]
    pub const fn tag(&self) -> &Tag {
        &self.tag
    }

    /// Takes it to another state.
    ///
    /// # Errors
    /// [`LotError::Transition`] where [`State::may_become`] says no, for a lot of which something is left and that is to be
    /// consumed, and for one of which nothing is left and that is to be open.
    pub fn advance(&mut self, to: State) -> Result<(), LotError> {
        let fits = match to {
            State::Consumed => self.left().is_zero(),
            State::Open => !self.left().is_zero(),
            _ => true,
        };
        if !(fits && self.state.may_become(to)) {
            return Err(LotError::Transition { lot: self.name.clone(), from: self.state, to });
        }
        self.state = to;
        Ok(())
    }

    /// Adds a move; a lot that has nothing left is consumed.
    ///
    /// # Errors
    /// [`LotError::NotOpen`] (a draft takes moves, too), [`LotError::Ledger`].
    pub fn record(&mut self, entry: Move) -> Result<(), LotError> {
        if !matches!(self.state, State::Open | State::Draft) {
            return Err(LotError::NotOpen { lot: self.name.clone(), state: self.state });
        }
        self.book(entry)?;
        self.settle();
        Ok(())
    }

    /// Adds a move of an act that may have more of them.
    fn book(&mut self, entry: Move) -> Result<(), LotError> {
        self.ledger.apply(entry).map_err(|error| LotError::Ledger { lot: self.name.clone(), error })
    }

    /// Ends an act: an open lot that has nothing left is consumed.
    fn settle(&mut self) {
        if self.state == State::Open && self.left().is_zero() {
            self.state = State::Consumed;
        }
    }
}

impl From<Lot> for Record {
    fn from(lot: Lot) -> Self {
        let left = Some(*lot.ledger.left());
        let Lot { name, product, state, ledger, made_on, last_day, tag } = lot;
        let Tag { reference, ext } = tag;
        Self { lot: name, product, state, moves: ledger, left, made_on, last_day, reference, ext }
    }
}

/// Why what is written down is no lot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// `left` is not what the moves leave.
    #[error("the moves leave `{left}`, not `{stated}`")]
    Left {
        /// What the moves leave.
        left: Box<Amount>,
        /// What is stated.
        stated: Box<Amount>,
    },
    /// Consumed, though something is left; or open, though nothing is.
    #[error("the lot is {state}, yet `{left}` is left")]
    State {
        /// The state.
        state: State,
        /// What is left.
        left: Box<Amount>,
    },
    /// A product of more than 256 bytes.
    #[error("the product's name is longer than 256 bytes")]
    Product,
}

impl TryFrom<Record> for Lot {
    type Error = RecordError;

    fn try_from(record: Record) -> Result<Self, RecordError> {
        let Record { lot: name, product, state, moves: ledger, left, made_on, last_day, reference, ext } =
            record;
        let sum = *ledger.left();
        if let Some(stated) = left.filter(|stated| *stated != sum) {
            return Err(RecordError::Left { left: Box::new(sum), stated: Box::new(stated) });
        }
        if state == State::Consumed && !sum.is_zero() || state == State::Open && sum.is_zero() {
            return Err(RecordError::State { state, left: Box::new(sum) });
        }
        if product.as_ref().is_some_and(|product| product.len() > NAME_BYTES) {
            return Err(RecordError::Product);
        }
        let tag = Tag { reference, ext };
        Ok(Self { name, product, state, ledger, made_on, last_day, tag })
    }
}
