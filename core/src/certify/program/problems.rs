//! What is wrong with a table of limits.

use super::{
    table::{Axes, Cell, Limits},
    tree::{Axis, index},
};
use crate::certify::{Row, Table, Tree};
use alloc::{borrow::ToOwned as _, collections::BTreeMap, string::String, sync::Arc, vec::Vec};
use core::fmt;

/// Something that is wrong with a table, or would be a surprise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub struct TableProblem {
    /// What it is.
    pub problem: RowProblem,
    /// In which row.
    pub row: Option<usize>,
    /// Beside which other row.
    pub other: Option<usize>,
    /// The word that it is about.
    pub word: String,
}

/// What is wrong with a row, or with two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowProblem {
    /// The rulebook has no such tree.
    #[error("no tree of the rulebook is called")]
    UnknownTree,
    /// Groups are within each other, or within too many others.
    #[error("in a circle of groups, or within too many:")]
    TooDeep,
    /// The tree has no such node.
    #[error("not in the tree:")]
    UnknownNode,
    /// The row does not say how much there may be.
    #[error("no limit for")]
    NoLimit,
    /// Too many of something.
    #[error("too many:")]
    TooMany,
    /// Its last day is before its first.
    #[error("ends before it begins:")]
    NoDays,
    /// It excepts what does not belong to its group.
    #[error("excepts what does not belong to it:")]
    NotAMember,
    /// Two rows say the same of the same.
    #[error("said twice:")]
    Overlapping,
    /// Two rows say different things of the same.
    #[error("two limits for")]
    Contradictory,
    /// Of a remainder: every member of the group is excepted or has a row of its own.
    #[error("every member has a row of its own:")]
    Unreachable,
}

impl RowProblem {
    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownTree => "unknown-tree",
            Self::TooDeep => "tree-too-deep",
            Self::UnknownNode => "tree-lacks-node",
            Self::NoLimit => "row-without-limit",
            Self::TooMany => "too-many-rows",
            Self::NoDays => "row-without-days",
            Self::NotAMember => "row-excepts-no-member",
            Self::Overlapping => "rows-overlap",
            Self::Contradictory => "rows-contradict",
            Self::Unreachable => "row-unreachable",
        }
    }

    /// Can a table that has it be asked all the same?
    #[must_use]
    pub fn compiles(self) -> bool {
        matches!(
            self,
            Self::NoDays | Self::NotAMember | Self::Overlapping | Self::Contradictory | Self::Unreachable
        )
    }
}

impl fmt::Display for TableProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`", self.problem, self.word)?;
        match (self.row, self.other) {
            (Some(row), Some(other)) => write!(f, " in rows {row} and {other}"),
            (Some(row), None) => write!(f, " in row {row}"),
            _ => Ok(()),
        }
    }
}

impl TableProblem {
    pub(super) fn of_word(problem: RowProblem, word: &str) -> Self {
        Self { problem, row: None, other: None, word: word.to_owned() }
    }

    pub(super) fn of_row(problem: RowProblem, row: usize, word: &str) -> Self {
        Self { row: Some(row), ..Self::of_word(problem, word) }
    }
}

impl Table {
    /// Everything that is wrong with the table: unknown trees and nodes, rows without limits or days, rows that say the same or
    /// different things of the same, exceptions of no member, and
    /// remainders that no member is left for.
    #[must_use]
    pub fn problems(&self, trees: &BTreeMap<String, Tree>) -> Vec<TableProblem> {
        let mut found = Vec::new();
        let mut axes = Axes::new();
        for name in [&self.trees.substance, &self.trees.commodity, &self.trees.part].into_iter().flatten() {
            match trees.get(name).map(Axis::of_tree) {
                None => found.push(TableProblem::of_word(RowProblem::UnknownTree, name)),
                Some(Err((problem, word))) => found.push(TableProblem::of_word(problem, word)),
                Some(Ok(axis)) => drop(axes.insert(name.clone(), Arc::new(axis))),
            }
        }
        self.outside(&axes, &mut found);
        if found.is_empty() {
            match Limits::with(self, &axes) {
                Ok(limits) => limits.problems(self, &mut found),
                Err(problem) => found.push(problem),
            }
        }
        found
    }

    /// Words that are in no tree.
    fn outside(&self, axes: &Axes, found: &mut Vec<TableProblem>) {
        let axis = |name: &Option<String>| name.as_ref().and_then(|name| axes.get(name));
        let (substance, commodity, part) =
            (axis(&self.trees.substance), axis(&self.trees.commodity), axis(&self.trees.part));
        for (at, row) in self.rows.iter().enumerate() {
            let of_commodity = row.commodity.iter().chain(&row.except).map(|word| (commodity, word));
            let words = row.substance.iter().map(|word| (substance, word)).chain(of_commodity);
            for (axis, word) in words.chain(row.part.iter().map(|word| (part, word))) {
                if axis.is_some_and(|axis| axis.place(word).is_none()) {
                    found.push(TableProblem::of_row(RowProblem::UnknownNode, at, word));
                }
            }
            if row.from.zip(row.to).is_some_and(|(from, to)| from > to) {
                found.push(TableProblem::of_row(RowProblem::NoDays, at, &row.shown()));
            }
        }
    }
}

impl Limits {
    fn problems(&self, table: &Table, found: &mut Vec<TableProblem>) {
        let row =
            |cell: &Cell| table.rows.get(index(cell.row)).map_or_else(String::new, |row| Row::shown(row));
        for cell in &self.cells {
            if cell.except.iter().any(|node| !self.is_member(*node, cell.commodity)) {
                found.push(TableProblem::of_row(RowProblem::NotAMember, index(cell.row), &row(cell)));
            }
        }
        let alike =
            |a: &Cell, b: &Cell| (a.substance, a.commodity, a.part) == (b.substance, b.commodity, b.part);
        for block in self.cells.chunk_by(alike) {
            for (at, one) in block.iter().enumerate() {
                for other in block.iter().skip(at + 1).filter(|other| meet(one, other)) {
                    let problem = if one.allowance == other.allowance {
                        RowProblem::Overlapping
                    } else {
                        RowProblem::Contradictory
                    };
                    let other_row = Some(index(other.row));
                    let problem = TableProblem::of_row(problem, index(one.row), &row(one));
                    found.push(TableProblem { other: other_row, ..problem });
                }
            }
        }
        let leaves = self.commodity.leaves();
        for of_substance in self.cells.chunk_by(|a, b| a.substance == b.substance) {
            let rest = |cell: &&Cell| {
                let of_members = table.rows.get(index(cell.row)).is_some_and(|row| row.remainder);
                of_members || cell.commodity == self.commodity.any()
            };
            for cell in self.unreachable(of_substance, &leaves).into_iter().filter(rest) {
                found.push(TableProblem::of_row(RowProblem::Unreachable, index(cell.row), &row(cell)));
            }
        }
    }

    /// Does a node belong to a group, and is not it?
    fn is_member(&self, node: u32, group: u32) -> bool {
        node != group && self.commodity.chain(node).any(|above| above == group)
    }

    /// Group rows of one substance for which no member is left: for each, its members that are excepted or decided by another row
    /// are counted at the nearest row above them.
    fn unreachable<'a>(&self, cells: &'a [Cell], leaves: &[usize]) -> Vec<&'a Cell> {
        let count = |node: u32| leaves.get(index(node)).copied().unwrap_or(0);
        let mut taken = alloc::vec![0_usize; cells.len()];
        let always = |node: u32, part: u32| {
            let first = cells.partition_point(|cell| (cell.commodity, cell.part) < (node, part));
            let alike = cells.iter().enumerate().skip(first);
            let mut alike = alike.take_while(move |(_, cell)| (cell.commodity, cell.part) == (node, part));
            alike.find(|(_, cell)| !cell.is_dated())
        };
        for cell in cells {
            if cell.is_dated() || !cell.except.is_empty() {
                continue;
            }
            let above = self.commodity.chain(cell.commodity).skip(1);
            let nearest = above.into_iter().find_map(|node| always(node, cell.part));
            let of = nearest.filter(|(_, group)| !self.excepts(group, cell.commodity));
            if let Some(taken) = of.and_then(|(at, _)| taken.get_mut(at)) {
                *taken += count(cell.commodity);
            }
        }
        for (group, taken) in cells.iter().zip(&mut taken) {
            for node in &group.except {
                let between = self.commodity.chain(*node).skip(1).take_while(|up| *up != group.commodity);
                let counted = between.into_iter().any(|up| {
                    group.except.binary_search(&up).is_ok()
                        || always(up, group.part).is_some_and(|(_, cell)| cell.except.is_empty())
                });
                *taken += if counted { 0 } else { count(*node) };
            }
        }
        let none_left = |(group, taken): &(&Cell, usize)| {
            let inner = count(group.commodity) > 1 || *taken > 0;
            let named = group.commodity != self.commodity.any() || self.commodity.is_closed();
            inner && named && *taken >= count(group.commodity)
        };
        cells.iter().zip(taken).filter(none_left).map(|(cell, _)| cell).collect()
    }
}

/// Are there days on which both rows hold?
fn meet(one: &Cell, other: &Cell) -> bool {
    let before = |a: &Cell, b: &Cell| a.to.zip(b.from).is_some_and(|(to, from)| to < from);
    !before(one, other) && !before(other, one)
}
