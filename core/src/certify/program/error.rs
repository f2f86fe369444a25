//! Why a rulebook is refused.

use super::RowProblem;
use crate::digest::json::{DeError, ReadError};
use alloc::string::String;

/// Why a text is not a rulebook that can be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// It is larger than a rulebook may be.
    #[error("a rulebook has at most {most} bytes")]
    TooLarge {
        /// How many it may have.
        most: usize,
    },
    /// It is no JSON as it has to be.
    #[error(transparent)]
    Json(#[from] ReadError),
    /// A member is not what it has to be, or unknown.
    #[error(transparent)]
    Shape(#[from] DeError),
    /// Parts of it do not fit together.
    #[error(transparent)]
    Unfit(#[from] Unfit),
}

/// That parts of a rulebook do not fit together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem} `{name}` in {at}")]
pub struct Unfit {
    /// Where, as a path from the rulebook.
    pub at: String,
    /// What is wrong.
    pub problem: Problem,
    /// The name or word that is.
    pub name: String,
}

/// What does not fit together in a rulebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A fact is not written `KIND.FIELD`.
    #[error("a fact is written KIND.FIELD, not")]
    FactName,
    /// There is no such kind of record.
    #[error("no fact of the rulebook is of the kind")]
    UnknownKind,
    /// There is no such fact.
    #[error("unknown fact")]
    UnknownFact,
    /// No outer pick has this name.
    #[error("no record is called")]
    UnknownName,
    /// There is no such term.
    #[error("unknown term")]
    UnknownTerm,
    /// There is no such rule, or it stands later.
    #[error("no earlier rule is called")]
    UnknownRule,
    /// Two rules have one name.
    #[error("two rules are called")]
    RuleTwice,
    /// The word is not of the type that it is held against.
    #[error("not of the type it is held against:")]
    WrongType,
    /// The types of both sides differ, or cannot be ordered.
    #[error("cannot be held against one another:")]
    Incomparable,
    /// A day, a period or another word is needed here.
    #[error("a period is needed, not")]
    NoPeriod,
    /// A day is needed here.
    #[error("a day is needed, not")]
    NoDay,
    /// An empty list decides nothing.
    #[error("an empty list:")]
    Empty,
    /// A member that this condition does not have.
    #[error("does not belong here:")]
    Misplaced,
    /// A member that this condition needs.
    #[error("is missing:")]
    Lacking,
    /// There is no such table.
    #[error("unknown table")]
    UnknownTable,
    /// A table is not as it has to be.
    #[error(transparent)]
    Table(#[from] RowProblem),
    /// Too many of something.
    #[error("too many:")]
    TooMany,
}

impl Problem {
    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::FactName => "fact-name",
            Self::UnknownKind => "unknown-kind",
            Self::UnknownFact => "unknown-fact",
            Self::UnknownName => "unknown-name",
            Self::UnknownTerm => "unknown-term",
            Self::UnknownRule => "unknown-rule",
            Self::RuleTwice => "rule-twice",
            Self::WrongType => "type-differs",
            Self::Incomparable => "incomparable",
            Self::NoPeriod => "no-period",
            Self::NoDay => "no-day",
            Self::Empty => "decides-nothing",
            Self::Misplaced => "misplaced",
            Self::Lacking => "lacking",
            Self::TooMany => "too-many",
            Self::UnknownTable => "unknown-table",
            Self::Table(problem) => problem.code(),
        }
    }
}
