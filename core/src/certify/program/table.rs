//! A table of limits made ready: words are numbers, rows are sorted, and a look-up takes no memory.
//!
//! ```
//! use terroir::certify::{Ask, Allowance, Found, Limits, Table, Tree};
//! use std::collections::BTreeMap;
//! use terroir::digest::json;
//!
//! let table = r#"{"unit":"NA","trees":{"commodity":"crops"},"unlisted":"not-detected","rows":[
//!   {"substance":"2,4-D","commodity":"plum","limit":"0.05"},
//!   {"substance":"2,4-D","commodity":"pome fruit","remainder":true,"except":["plum"],"limit":"0.01"}]}"#;
//! let table: Table = json::from_value(json::read(table.as_bytes())?.root())?;
//! let tree = r#"{"in":{"plum":"pome fruit","apple":"pome fruit"}}"#;
//! let tree: Tree = json::from_value(json::read(tree.as_bytes())?.root())?;
//! let limits = Limits::of(&table, &BTreeMap::from([("crops".into(), tree)]))?;
//!
//! let ask = |commodity| limits.find(Ask { substance: Some("2,4-D"), commodity: Some(commodity), part: None }, None);
//! assert_eq!(ask("apple"), Found::Row(1));
//! assert_eq!(ask("pome fruit"), Found::Row(1));
//! assert!(matches!(ask("pear"), Found::Unknown(_)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::tree::Axis;
use crate::{
    base::{date::Date, decimal::Decimal, unit::Unit},
    certify::{
        Allowance, Row, RowProblem, Table, TableProblem, Tree,
        rulebook::{MOST_ALIKE, MOST_ROWS},
    },
};
use alloc::{boxed::Box, collections::BTreeMap, string::String, sync::Arc, vec::Vec};
use core::ops::Range;

/// What a limit is asked of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ask<'a> {
    /// The substance.
    pub substance: Option<&'a str>,
    /// The commodity, crop or species.
    pub commodity: Option<&'a str>,
    /// The part, tissue or formulation.
    pub part: Option<&'a str>,
}

/// Which row decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found {
    /// This row, by its place in the table.
    Row(usize),
    /// No row speaks of it.
    Unlisted,
    /// The word is in no tree, so that it is not known which rows speak of it.
    Unknown(Column),
    /// It depends on the day, which is not known.
    NoDay(usize),
    /// Two rows say different things, and neither is the more specific one.
    Contradictory(usize, usize),
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The substance.
    Substance,
    /// The commodity, crop or species.
    Commodity,
    /// The part, tissue or formulation.
    Part,
}

impl Column {
    /// Its word in a table.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Substance => "substance",
            Self::Commodity => "commodity",
            Self::Part => "part",
        }
    }
}

/// A table of limits made ready.
#[derive(Clone, Debug)]
pub struct Limits {
    pub(in crate::certify) unit: Option<Unit>,
    pub(in crate::certify) unlisted: Allowance,
    pub(in crate::certify) loq: Option<Decimal>,
    pub(super) substance: Arc<Axis>,
    pub(super) commodity: Arc<Axis>,
    pub(super) part: Arc<Axis>,
    /// Substances that have rows, sorted, and where those begin.
    pub(super) heads: Vec<(u32, u32)>,
    /// INVARIANT (sorted): by substance, commodity, part and first day.
    pub(super) cells: Vec<Cell>,
    /// How much each row allows.
    rows: Vec<Allowance>,
}

/// A row made ready.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) substance: u32,
    pub(super) commodity: u32,
    pub(super) part: u32,
    pub(super) row: u32,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    /// Sorted.
    pub(super) except: Box<[u32]>,
    pub(super) allowance: Allowance,
}

impl Cell {
    fn key(&self) -> (u32, u32) {
        (self.commodity, self.part)
    }

    pub(super) fn is_dated(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| day >= from) && self.to.is_none_or(|to| day <= to)
    }
}

/// Trees made ready, by name.
pub(in crate::certify) type Axes = BTreeMap<String, Arc<Axis>>;

impl Limits {
    /// Makes a table ready.
    ///
    /// # Errors
    /// The first thing for which its rows cannot be told apart or understood; [`Table::problems`] tells all, and more.
    pub fn of(table: &Table, trees: &BTreeMap<String, Tree>) -> Result<Self, TableProblem> {
        let named = [&table.trees.substance, &table.trees.commodity, &table.trees.part];
        let mut axes = Axes::new();
        for name in named.into_iter().flatten() {
            if let Some(tree) = trees.get(name) {
                let axis =
                    Axis::of_tree(tree).map_err(|(problem, word)| TableProblem::of_word(problem, word))?;
                axes.insert(name.clone(), Arc::new(axis));
            }
        }
        Self::with(table, &axes)
    }

    pub(in crate::certify) fn with(table: &Table, axes: &Axes) -> Result<Self, TableProblem> {
        if table.rows.len() > MOST_ROWS {
            return Err(TableProblem::of_word(RowProblem::TooMany, "rows"));
        }
        let axis = |tree: &Option<String>, words: fn(&Row) -> Vec<&str>| match tree {
            Some(name) => {
                axes.get(name).cloned().ok_or_else(|| TableProblem::of_word(RowProblem::UnknownTree, name))
            }
            None => Ok(Arc::new(Axis::of_words(table.rows.iter().flat_map(|row| words(row)).collect()))),
        };
        let mut limits = Self {
            unit: table.unit,
            unlisted: table.unlisted,
            loq: table.loq,
            substance: axis(&table.trees.substance, |row| row.substance.as_deref().into_iter().collect())?,
            commodity: axis(&table.trees.commodity, |row| {
                row.commodity.iter().chain(&row.except).map(|word| &**word).collect()
            })?,
            part: axis(&table.trees.part, |row| row.part.as_deref().into_iter().collect())?,
            heads: Vec::new(),
            cells: Vec::with_capacity(table.rows.len()),
            rows: Vec::with_capacity(table.rows.len()),
        };
        for (at, row) in table.rows.iter().enumerate() {
            let cell = limits.cell(at, row)?;
            limits.rows.push(cell.allowance);
            limits.cells.push(cell);
        }
        limits.cells.sort_by_key(|cell| (cell.substance, cell.key(), cell.from));
        limits.count_heads()?;
        Ok(limits)
    }

    /// A table without rows, where nothing is known.
    pub(super) fn none() -> Self {
        let axis = || Arc::new(Axis::of_words(Vec::new()));
        Self {
            unit: None,
            unlisted: Allowance::Unknown,
            loq: None,
            substance: axis(),
            commodity: axis(),
            part: axis(),
            heads: Vec::new(),
            cells: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn cell(&self, at: usize, row: &Row) -> Result<Cell, TableProblem> {
        let place = |axis: &Axis, word: &str| {
            axis.place(word).ok_or_else(|| TableProblem::of_row(RowProblem::UnknownNode, at, word))
        };
        let node = |axis: &Axis, word: Option<&str>| word.map_or(Ok(axis.any()), |word| place(axis, word));
        let lacking = || TableProblem::of_row(RowProblem::NoLimit, at, &row.shown());
        let mut except: Vec<u32> =
            row.except.iter().map(|word| place(&self.commodity, word)).collect::<Result<_, _>>()?;
        except.sort_unstable();
        Ok(Cell {
            substance: node(&self.substance, row.substance.as_deref())?,
            commodity: node(&self.commodity, row.commodity.as_deref())?,
            part: node(&self.part, row.part.as_deref())?,
            row: u32::try_from(at).unwrap_or(u32::MAX),
            from: row.from,
            to: row.to,
            except: except.into_boxed_slice(),
            allowance: row.allowance().ok_or_else(lacking)?,
        })
    }

    /// Where the rows of each substance begin. Of rows that are about the very same, there are few.
    fn count_heads(&mut self) -> Result<(), TableProblem> {
        let mut alike = 0_usize;
        let mut last: Option<(u32, (u32, u32))> = None;
        for (at, cell) in self.cells.iter().enumerate() {
            if self.heads.last().is_none_or(|(substance, _)| *substance != cell.substance) {
                self.heads.push((cell.substance, u32::try_from(at).unwrap_or(u32::MAX)));
            }
            let key = Some((cell.substance, cell.key()));
            alike = if key == last { alike + 1 } else { 1 };
            last = key;
            if alike > MOST_ALIKE {
                let row = usize::try_from(cell.row).unwrap_or(usize::MAX);
                return Err(TableProblem::of_row(RowProblem::TooMany, row, "rows of one commodity"));
            }
        }
        Ok(())
    }

    /// The rows of a substance.
    fn of_substance(&self, substance: u32) -> &[Cell] {
        let Ok(at) = self.heads.binary_search_by_key(&substance, |(substance, _)| *substance) else {
            return &[];
        };
        let place = |at: usize| self.heads.get(at).and_then(|(_, start)| usize::try_from(*start).ok());
        let range: Range<usize> = place(at).unwrap_or(0)..place(at + 1).unwrap_or(self.cells.len());
        self.cells.get(range).unwrap_or(&[])
    }

    /// The row that decides on a day of the anchor, or why none does. Takes no memory.
    #[must_use]
    pub fn find(&self, ask: Ask<'_>, day: Option<Date>) -> Found {
        let Some(substance) = self.substance.asked(ask.substance) else {
            return Found::Unknown(Column::Substance);
        };
        let Some(commodity) = self.commodity.asked(ask.commodity) else {
            return Found::Unknown(Column::Commodity);
        };
        let Some(part) = self.part.asked(ask.part) else { return Found::Unknown(Column::Part) };
        self.nearest(substance, commodity, part, day)
    }

    /// Goes from the asked words up to their groups: what is found first is the most specific, unless another row is nearer in
    /// one column and farther in another.
    fn nearest(&self, substance: u32, commodity: u32, part: u32, day: Option<Date>) -> Found {
        let mut best: Option<(usize, usize, &Cell)> = None;
        for of in self.substance.chain(substance) {
            let cells = self.of_substance(of);
            if cells.is_empty() {
                continue;
            }
            for (far, group) in self.commodity.chain(commodity).enumerate() {
                for (off, tissue) in self.part.chain(part).enumerate() {
                    if best.is_some_and(|(best_far, best_off, _)| far >= best_far && off >= best_off) {
                        break;
                    }
                    let alike = self.alike(cells, (group, tissue), commodity);
                    match (in_force(alike, day), best) {
                        (Ok(None), _) => {}
                        (Ok(Some(cell)), None) => best = Some((far, off, cell)),
                        (Ok(Some(cell)), Some((.., one))) if one.allowance == cell.allowance => {}
                        (Ok(Some(cell)), Some((.., one))) => return contradictory(one, cell),
                        (Err(found), _) => return found,
                    }
                }
            }
        }
        best.map_or(Found::Unlisted, |(.., cell)| Found::Row(row_of(cell)))
    }

    /// The rows about one group and part, but those that except what is asked of.
    fn alike<'a>(
        &'a self,
        cells: &'a [Cell],
        key: (u32, u32),
        commodity: u32,
    ) -> impl Iterator<Item = &'a Cell> {
        let first = cells.partition_point(|cell| cell.key() < key);
        let alike = cells.get(first..).unwrap_or(&[]).iter().take_while(move |cell| cell.key() == key);
        alike.filter(move |cell| !self.excepts(cell, commodity))
    }

    /// Does a row except a member, or a group that the member belongs to?
    pub(super) fn excepts(&self, cell: &Cell, member: u32) -> bool {
        let mut below = self.commodity.chain(member).take_while(|node| *node != cell.commodity);
        !cell.except.is_empty() && below.any(|node| cell.except.binary_search(&node).is_ok())
    }

    /// How much what was found allows.
    #[must_use]
    pub fn allowance(&self, found: Found) -> Allowance {
        match found {
            Found::Row(at) => self.rows.get(at).copied().unwrap_or(Allowance::Unknown),
            Found::Unlisted => self.unlisted,
            _ => Allowance::Unknown,
        }
    }

    /// Do its rows name substances, commodities and parts, so that each has to be asked for?
    pub(super) fn asks(&self) -> [bool; 3] {
        let any = [self.substance.any(), self.commodity.any(), self.part.any()];
        let named = |cell: &Cell| [cell.substance, cell.commodity, cell.part];
        let asked = |at: usize| self.cells.iter().any(|cell| named(cell).get(at) != any.get(at));
        [asked(0), asked(1), asked(2)]
    }
}

fn row_of(cell: &Cell) -> usize {
    usize::try_from(cell.row).unwrap_or(usize::MAX)
}

fn contradictory(one: &Cell, other: &Cell) -> Found {
    Found::Contradictory(row_of(one).min(row_of(other)), row_of(one).max(row_of(other)))
}

/// The one of these rows that holds on a day.
fn in_force<'a>(alike: impl Iterator<Item = &'a Cell>, day: Option<Date>) -> Result<Option<&'a Cell>, Found> {
    let mut found: Option<&Cell> = None;
    for cell in alike {
        let holds = match day {
            Some(day) => cell.holds(day),
            None if cell.is_dated() => return Err(Found::NoDay(row_of(cell))),
            None => true,
        };
        match found {
            _ if !holds => {}
            Some(one) if one.allowance != cell.allowance => return Err(contradictory(one, cell)),
            Some(_) => {}
            None => found = Some(cell),
        }
    }
    Ok(found)
}
