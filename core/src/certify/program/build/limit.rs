//! Making limits and their tables ready.

use super::{Builder, Log, Trouble, word_of};
use crate::certify::{
    FactType, Limit, Limits, Operand, Problem, Rulebook, TableProblem,
    program::{Limited, Node, Source, Term, scope::Type, table::Axes, tree::Axis},
    rulebook::MOST_TABLES,
};
use alloc::{boxed::Box, format, string::ToString as _, sync::Arc, vec::Vec};

/// The tables of a book, in the order of their names; a tree is made ready once. What does not fit together is told.
pub(super) fn tables(book: &Rulebook, log: &mut Log) -> Vec<Limits> {
    for (at, number) in [("/tables", book.tables.len()), ("/trees", book.trees.len())] {
        if number > MOST_TABLES {
            log.at = at.to_string();
            log.tell((Problem::TooMany, at.to_string()));
            return Vec::new();
        }
    }
    let mut axes = Axes::new();
    for (name, tree) in &book.trees {
        match Axis::of_tree(tree) {
            Ok(axis) => drop(axes.insert(name.clone(), Arc::new(axis))),
            Err((problem, word)) => {
                log.at = format!("/trees/{name}");
                log.tell((Problem::Table(problem), word.to_string()));
            }
        }
    }
    let mut made = Vec::with_capacity(book.tables.len());
    for (name, table) in &book.tables {
        match Limits::with(table, &axes) {
            Ok(limits) => made.push(limits),
            Err(TableProblem { problem, row, word, .. }) => {
                let row = row.map_or_else(Default::default, |row| format!("/rows/{row}"));
                log.at = format!("/tables/{name}{row}");
                log.tell((Problem::Table(problem), word));
                made.push(Limits::none());
            }
        }
    }
    made
}

impl Builder<'_> {
    /// A measured value held against a limit: the value's type decides that of all the others.
    pub(super) fn limit(&mut self, limit: &Limit) -> Result<Node, Trouble> {
        let wrong = |operand: &Operand| (Problem::WrongType, word_of(operand));
        let (value, kind) = self.typed(&limit.value)?.ok_or_else(|| wrong(&limit.value))?;
        if !matches!(kind.kind, FactType::Number | FactType::Quantity) {
            return Err(wrong(&limit.value));
        }
        if limit.places.is_some_and(|places| places > MOST_PLACES) {
            return Err((Problem::TooMany, "places".into()));
        }
        let method = limit.method.unwrap_or(self.program.book.rounding.compare);
        Ok(Node::Limit(Box::new(Limited {
            source: self.source(limit, kind)?,
            value,
            loq: self.perhaps(limit.loq.as_ref(), kind)?,
            detected: self.perhaps(limit.detected.as_ref(), Type::of(FactType::Flag))?,
            uncertainty: self.perhaps(limit.uncertainty.as_ref(), kind)?,
            method,
            places: limit.places,
        })))
    }

    fn perhaps(&mut self, operand: Option<&Operand>, kind: Type) -> Result<Option<Term>, Trouble> {
        operand.map(|operand| self.of_type(operand, kind)).transpose()
    }

    fn source(&mut self, limit: &Limit, kind: Type) -> Result<Source, Trouble> {
        match (&limit.table, &limit.limit) {
            (Some(name), None) => self.of_table(name, limit, kind),
            (None, Some(fixed)) => {
                let of_table = [&limit.substance, &limit.commodity, &limit.part];
                match of_table.into_iter().flatten().next() {
                    Some(word) => Err((Problem::Misplaced, word_of(word))),
                    None => self.of_type(fixed, kind).map(Source::Fixed),
                }
            }
            (Some(_), Some(_)) => Err((Problem::Misplaced, "limit".into())),
            (None, None) => Err((Problem::Lacking, "limit".into())),
        }
    }

    fn of_table(&mut self, name: &str, limit: &Limit, kind: Type) -> Result<Source, Trouble> {
        let program = self.program;
        let unknown = || (Problem::UnknownTable, name.to_string());
        let at = program.book.tables.keys().position(|known| known == name).ok_or_else(unknown)?;
        let limits = program.tables.get(at).ok_or_else(unknown)?;
        let of_unit = match limits.unit {
            Some(unit) => Type { kind: FactType::Quantity, dim: unit.dimension() },
            None => Type::of(FactType::Number),
        };
        if !kind.fits(of_unit) {
            return Err((Problem::Incomparable, word_of(&limit.value)));
        }
        let code = Type::of(FactType::Code);
        let mut column = |operand: &Option<Operand>, asked: bool, name: &str| match operand {
            None if asked => Err((Problem::Lacking, name.to_string())),
            operand => self.perhaps(operand.as_ref(), code),
        };
        let [substance, commodity, part] = limits.asks();
        Ok(Source::Table {
            name: name.into(),
            table: at,
            substance: column(&limit.substance, substance, "substance")?,
            commodity: column(&limit.commodity, commodity, "commodity")?,
            part: column(&limit.part, part, "part")?,
        })
    }
}

/// Digits after the point that a value may be rounded to.
const MOST_PLACES: u8 = 37;
