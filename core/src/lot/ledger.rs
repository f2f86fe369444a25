//! The ledger of a lot: every amount that came in or went out, in order.

use crate::{
    base::{
        amount::{Amount, AmountError},
        limits::{LOT_MOVES, NAME_BYTES},
        text::shown,
        time::Instant,
    },
    id::local::LotName,
};
use alloc::{boxed::Box, string::String, vec::Vec};
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, de};

/// What kind of move it is. The first three bring in, the others take out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum MoveKind {
    /// Harvested, caught, laid, made here.
    Made,
    /// From another lot, which is named.
    Input,
    /// Counted more than was booked.
    Found,
    /// To another lot, which is named.
    Output,
    /// Turned into others, with what else went in.
    Used,
    /// Sold or handed out, with no lot to follow it.
    Issued,
    /// Spoilt, spilt, dried out, taken as a sample.
    Lost,
}

impl MoveKind {
    /// Whether it brings something in.
    #[must_use]
    pub const fn brings_in(self) -> bool {
        match self {
            Self::Made | Self::Input | Self::Found => true,
            Self::Output | Self::Used | Self::Issued | Self::Lost => false,
        }
    }

    const fn names_a_lot(self) -> bool {
        matches!(self, Self::Input | Self::Output)
    }
}

/// One move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Move {
    /// In or out, and how.
    pub kind: MoveKind,
    /// How much.
    pub amount: Amount,
    /// The other lot, for `input` and `output`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotName>,
    /// The act it belongs to: the id of a transformation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Instant>,
    /// Why, for what was lost or found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What was lost, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Loss {
    /// Why: `drying`, `trimming`, `spoilage`.
    pub why: String,
    /// How much.
    pub amount: Amount,
}

impl Move {
    /// A move of an amount.
    #[must_use]
    pub const fn new(kind: MoveKind, amount: Amount) -> Self {
        Self { kind, amount, lot: None, act: None, at: None, why: None }
    }

    /// A move from or to another lot.
    #[must_use]
    pub const fn with(kind: MoveKind, amount: Amount, lot: LotName, at: Option<Instant>) -> Self {
        Self { kind, amount, lot: Some(lot), act: None, at, why: None }
    }
}

/// Every move of a lot, and what they leave: never less than nothing, at any point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "Vec<Move>"))]
pub struct Ledger {
    moves: Vec<Move>,
    /// INVARIANT (sum): what the moves leave, in the units of the first.
    #[serde(skip)]
    left: Amount,
}

/// Why a ledger refuses a move.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// There is less than is taken.
    #[error("`{left}` is left, `{wanted}` is taken")]
    NotEnough {
        /// What there is.
        left: Box<Amount>,
        /// What was to be taken.
        wanted: Box<Amount>,
    },
    /// A move of nothing.
    #[error("a move of nothing")]
    Nothing,
    /// The first move takes something out, or there is none.
    #[error("a ledger begins with something that comes in")]
    Beginning,
    /// `input` and `output` name the other lot, and no other move does.
    #[error("a move names another lot if it is input or output, and only then")]
    OtherLot,
    /// A reason or an act's id longer than [`NAME_BYTES`].
    #[error("the text `{why}` is longer than {NAME_BYTES} bytes")]
    LongReason {
        /// Its beginning.
        why: String,
    },
    /// More than [`LOT_MOVES`] moves.
    #[error("more than {LOT_MOVES} moves")]
    Full,
    /// An amount that does not measure the same things, does not convert exactly, or is too large.
    #[error(transparent)]
    Amount(AmountError),
}

impl LedgerError {
    /// A stable code for it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotEnough { .. } => "not-enough",
            Self::Nothing => "amount-of-nothing",
            Self::Beginning => "ledger-beginning",
            Self::OtherLot => "move-names-lot",
            Self::LongReason { .. } => "reason-too-long",
            Self::Full => "ledger-full",
            Self::Amount(_) => "amounts-unlike",
        }
    }
}

impl Ledger {
    /// A ledger that begins with a move.
    ///
    /// # Errors
    /// [`LedgerError::Beginning`] if that takes something out; else as [`apply`](Self::apply).
    pub fn new(first: Move) -> Result<Self, LedgerError> {
        if !first.kind.brings_in() {
            return Err(LedgerError::Beginning);
        }
        let mut ledger = Self { moves: Vec::new(), left: first.amount.none_of() };
        ledger.apply(first)?;
        Ok(ledger)
    }

    /// Adds a move; where it is refused nothing changes.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub fn apply(&mut self, entry: Move) -> Result<(), LedgerError> {
        if self.moves.len() >= LOT_MOVES {
            return Err(LedgerError::Full);
        }
        if entry.amount.is_zero() {
            return Err(LedgerError::Nothing);
        }
        if entry.kind.names_a_lot() != entry.lot.is_some() {
            return Err(LedgerError::OtherLot);
        }
        if let Some(long) = entry.why.iter().chain(&entry.act).find(|text| text.len() > NAME_BYTES) {
            return Err(LedgerError::LongReason { why: shown(long) });
        }
        let sum = if entry.kind.brings_in() {
            self.left.plus(&entry.amount)
        } else {
            self.left.minus(&entry.amount)
        };
        self.left = sum.map_err(|error| match error {
            AmountError::Negative { .. } => {
                LedgerError::NotEnough { left: Box::new(self.left), wanted: Box::new(entry.amount) }
            }
            error => LedgerError::Amount(error),
        })?;
        // Most ledgers stay short, and a thousand of them may stand in one request.
        if self.moves.len() < 8 {
            self.moves.reserve_exact(1);
        }
        self.moves.push(entry);
        Ok(())
    }

    /// Its moves, in order.
    #[must_use]
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    /// What the moves leave, in the units of the first.
    #[must_use]
    pub const fn left(&self) -> &Amount {
        &self.left
    }

    /// The sum of all moves of a kind, in the units of the first move.
    ///
    /// # Errors
    /// [`AmountError::NotPlain`] where it does not fit.
    pub fn sum(&self, kind: MoveKind) -> Result<Amount, AmountError> {
        let moves = self.moves.iter().filter(|entry| entry.kind == kind);
        moves.clone().try_fold(self.left.none_of(), |sum, entry| sum.plus(&entry.amount))
    }
}

/// How far a ledger had come, to go back to where an act is refused midway.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    moves: usize,
    left: Amount,
}

impl Ledger {
    pub(super) const fn mark(&self) -> Mark {
        Mark { moves: self.moves.len(), left: self.left }
    }

    pub(super) fn rewind(&mut self, mark: Mark) {
        self.moves.truncate(mark.moves);
        self.left = mark.left;
    }
}

impl<'de> Deserialize<'de> for Ledger {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Moves;
        impl<'de> de::Visitor<'de> for Moves {
            type Value = Ledger;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the moves of a lot, at least one")
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut moves: A) -> Result<Ledger, A::Error> {
                let first = moves.next_element()?.ok_or_else(|| de::Error::custom(LedgerError::Beginning))?;
                let mut ledger = Ledger::new(first).map_err(de::Error::custom)?;
                while let Some(entry) = moves.next_element()? {
                    ledger.apply(entry).map_err(de::Error::custom)?;
                }
                Ok(ledger)
            }
        }
        deserializer.deserialize_seq(Moves)
    }
}
