//! Names in force inside a condition: which records are bound, and what a text means there.

use super::{Field, Own, Program, Term, error::Problem};
use crate::certify::{Fact, FactType};
use alloc::{string::String, vec::Vec};

/// Picks within one another, at most.
pub(in crate::certify) const MOST_BOUND: usize = 8;

/// The type of a value, as far as the rulebook says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Type {
    pub(super) kind: FactType,
    pub(super) dim: Option<crate::base::unit::Dimension>,
}

impl Type {
    pub(super) const fn of(kind: FactType) -> Self {
        Self { kind, dim: None }
    }

    /// Can values of these types be held against one another?
    pub(super) fn fits(self, other: Self) -> bool {
        let day = |kind| matches!(kind, FactType::Date | FactType::Time);
        let word = |kind| matches!(kind, FactType::Text | FactType::Code);
        let alike = self.kind == other.kind
            || (day(self.kind) && day(other.kind))
            || (word(self.kind) && word(other.kind));
        alike && (self.dim.is_none() || other.dim.is_none() || self.dim == other.dim)
    }

    /// Can its values be ordered?
    pub(super) fn is_ordered(self) -> bool {
        matches!(self.kind, FactType::Number | FactType::Quantity | FactType::Date | FactType::Time)
    }

    /// Reads a word of the rulebook as this type.
    pub(super) fn read(self, word: &str) -> Option<Fact> {
        match Fact::read(word, self.kind) {
            Fact::Malformed | Fact::NotDetected => None,
            Fact::Quantity(quantity) => {
                let fits = self.dim.is_none_or(|dim| quantity.dimension() == Some(dim));
                fits.then_some(Fact::Quantity(quantity))
            }
            fact => Some(fact),
        }
    }
}

/// The records bound by the picks around a condition, the outermost first.
#[derive(Default)]
pub(super) struct Bound {
    names: Vec<(String, u16)>,
}

impl Bound {
    /// A record is bound.
    pub(super) fn enter(&mut self, name: &str, kind: u16) -> Result<(), Problem> {
        if self.names.len() == MOST_BOUND {
            return Err(Problem::TooMany);
        }
        self.names.push((name.into(), kind));
        Ok(())
    }

    /// The record bound last is so no longer.
    pub(super) fn leave(&mut self) {
        self.names.pop();
    }

    /// The fact that a term asks for: its kind and field.
    pub(super) fn fact_of(&self, term: &Term) -> Option<(u16, u16)> {
        let Term::Field { depth, field } = term else { return None };
        self.names.get(usize::from(*depth)).map(|(_, kind)| (*kind, *field))
    }

    /// The field of a bound record, and its type.
    pub(super) fn field(&self, of: &str, name: &str, program: &Program) -> Result<(Term, Type), Problem> {
        let at = match of {
            "" => self.names.len().checked_sub(1),
            of => self.names.iter().rposition(|(bound, _)| bound == of),
        };
        let at = at.ok_or(Problem::UnknownName)?;
        let depth = u8::try_from(at).map_err(|_| Problem::TooMany)?;
        let kind = self.names.get(at).and_then(|(_, kind)| program.kinds.get(usize::from(*kind)));
        let fields: &[Field] = kind.map_or(&[], |kind| &kind.fields);
        if let Some(found) = fields.iter().position(|field| field.name == name) {
            let field = fields.get(found).ok_or(Problem::UnknownFact)?;
            let number = u16::try_from(found).map_err(|_| Problem::TooMany)?;
            return Ok((Term::Field { depth, field: number }, Type { kind: field.kind, dim: field.dim }));
        }
        let own = Own::ALL.iter().find(|(word, ..)| *word == name);
        own.map(|(_, own, kind)| (Term::Own { depth, own: *own }, Type::of(*kind)))
            .ok_or(Problem::UnknownFact)
    }
}
