//! A rulebook made ready: names are numbers, words have their types, and what does not fit together is refused.

mod build;
mod certificate;
mod error;
mod problems;
mod scope;
mod table;
mod tree;
mod used;
mod walk;

pub(super) use build::{Draft, draft};
pub(super) use certificate::{Covered, Issued, Lifetime, Quantities, StateOn};
pub use error::{CompileError, Problem, Unfit};
pub use problems::{RowProblem, TableProblem};
pub(super) use scope::MOST_BOUND;
pub use table::{Ask, Column, Found, Limits};
pub(super) use used::Used;

use crate::{
    base::{
        date::{Date, MonthRounding, Period},
        round::Method,
        unit::Dimension,
    },
    certify::{Demand, Fact, FactType, Rulebook, Severity, Subject, rulebook::Comparison},
    digest::{Hash, Suite},
};
use alloc::{boxed::Box, string::String, vec::Vec};

/// A rulebook that was read, and can be asked.
#[derive(Clone, Debug)]
pub struct Program {
    pub(super) book: Rulebook,
    pub(super) hash: Hash,
    pub(super) kinds: Vec<Kind>,
    /// The tables of limits, in the order of their names.
    pub(super) tables: Vec<Limits>,
    pub(super) rules: Vec<Compiled>,
}

/// A kind of record, and the facts that the rulebook knows of it.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub(super) name: String,
    pub(super) fields: Vec<Field>,
}

/// A fact of a kind.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) kind: FactType,
    pub(super) dim: Option<Dimension>,
}

/// A rule made ready.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    pub(super) severity: Severity,
    pub(super) applies: Option<Node>,
    pub(super) require: Node,
}

/// A condition made ready.
#[derive(Clone, Debug)]
pub(super) enum Node {
    All(Box<[Node]>),
    Any(Box<[Node]>),
    Not(Box<Node>),
    AtLeast(usize, Box<[Node]>),
    Compare(Box<Held>),
    In(Term, Box<[Fact]>),
    RegionIn(Term, Box<[Fact]>),
    Exists(Box<Gather>, usize, Option<Box<Node>>),
    Stated(Term),
    None(Box<Gather>),
    Every(Box<Gather>, Option<usize>, Box<Node>),
    Count(Box<Gather>, Comparison, Term),
    Sum(Box<Gather>, Term, Comparison, Term),
    Lapse(Box<Span>),
    Limit(Box<Limited>),
    Ref(usize),
    Unless(Box<Node>, Box<Node>),
    Sequence(Box<[Gather]>),
    IntervalState(Box<StateOn>),
    CoveredBy(Box<Covered>),
    IssuedBy(Box<Issued>),
}

/// One value held against another.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) left: Term,
    pub(super) is: Comparison,
    pub(super) right: Term,
    pub(super) method: Method,
}

/// The time between two days, held against a period.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub(super) from: Term,
    pub(super) to: Term,
    pub(super) at_least: bool,
    pub(super) period: Period,
    pub(super) rounding: MonthRounding,
}

/// A measured value held against a limit.
#[derive(Clone, Debug)]
pub(super) struct Limited {
    pub(super) source: Source,
    pub(super) value: Term,
    pub(super) loq: Option<Term>,
    pub(super) detected: Option<Term>,
    pub(super) uncertainty: Option<Term>,
    pub(super) method: Method,
    pub(super) places: Option<u8>,
}

/// Where a limit stands.
#[derive(Clone, Debug)]
pub(super) enum Source {
    Fixed(Term),
    Table {
        name: Box<str>,
        table: usize,
        substance: Option<Term>,
        commodity: Option<Term>,
        part: Option<Term>,
    },
}

/// Which records.
#[derive(Clone, Debug)]
pub(super) struct Gather {
    pub(super) kind: u16,
    pub(super) of: Subject,
    pub(super) filter: Option<Node>,
    pub(super) whole: Option<(Term, Term)>,
    /// What is missing where there are too few records.
    pub(super) need: Option<String>,
    /// Of what that is, if not of the lot.
    pub(super) need_of: Option<(String, Term)>,
    /// What is missing where nobody says that there are no more.
    pub(super) whole_need: Option<String>,
    /// The demand on such records.
    pub(super) demand: Option<Demand>,
}

/// A value, or where it stands.
#[derive(Clone, Debug)]
pub(super) enum Term {
    Fact(Fact),
    /// A fact of the record that is bound at a depth.
    Field {
        depth: u8,
        field: u16,
    },
    /// What every record has.
    Own {
        depth: u8,
        own: Own,
    },
    Anchor,
    AsOf,
    Lot,
    Shift(Box<Move>),
    /// One of several facts, by the anchor's day.
    Dated(Box<[DatedFact]>),
}

/// A fact that holds on some days.
#[derive(Clone, Debug)]
pub(super) struct DatedFact {
    pub(super) fact: Fact,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
}

impl DatedFact {
    pub(super) fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| day >= from) && self.to.is_none_or(|to| day <= to)
    }
}

/// A day reckoned from another.
#[derive(Clone, Debug)]
pub(super) struct Move {
    pub(super) date: Term,
    pub(super) start_of_year: bool,
    pub(super) plus: Option<Period>,
    pub(super) minus: Option<Period>,
    pub(super) rounding: MonthRounding,
}

/// What every record may have, whatever its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    Date,
    Time,
    Site,
    Region,
    By,
    For,
    Lot,
    Sample,
    Grade,
}

impl Own {
    pub(super) const ALL: [(&'static str, Self, FactType); 9] = [
        ("date", Self::Date, FactType::Date),
        ("time", Self::Time, FactType::Time),
        ("site", Self::Site, FactType::Code),
        ("region", Self::Region, FactType::Code),
        ("by", Self::By, FactType::Code),
        ("for", Self::For, FactType::Code),
        ("lot", Self::Lot, FactType::Code),
        ("sample", Self::Sample, FactType::Code),
        ("grade", Self::Grade, FactType::Code),
    ];
}

impl Program {
    /// Reads a rulebook and makes it ready. Work is linear in its bytes.
    ///
    /// # Errors
    /// [`CompileError`], with the place in the rulebook.
    pub fn compile(bytes: &[u8]) -> Result<Self, CompileError> {
        build::compile(bytes)
    }

    /// The rulebook as it was read.
    #[must_use]
    pub fn book(&self) -> &Rulebook {
        &self.book
    }

    /// SHA-256 of the rulebook's exact bytes.
    #[must_use]
    pub fn hash(&self) -> &Hash {
        &self.hash
    }

    /// The hash of these bytes as a rulebook.
    #[must_use]
    pub fn hash_of(bytes: &[u8]) -> Hash {
        Suite::Sha256.hash(&[bytes])
    }

    pub(super) fn kind(&self, name: &str) -> Option<u16> {
        let at = self.kinds.binary_search_by(|kind| kind.name.as_str().cmp(name)).ok()?;
        u16::try_from(at).ok()
    }
}
