//! From rows to records: cells with their units, words and prefixes, and the rows that make one record.

use super::{
    cell::{self, Lost},
    check::RowFinding,
    header::Table,
    letters,
    mapping::{Column, Target, path},
    sheet::{Row, Sheet},
};
use crate::{
    base::finding::Severity,
    trace::{
        capture::{
            text::{is_space, normal},
            value::decimal,
            write::Out,
        },
        vocabulary::{self, FieldKind},
    },
};
use alloc::{borrow::Cow, collections::BTreeMap, format, string::String, vec::Vec};

/// Rows that make one record at most.
const MOST_ROWS: u32 = 256;

/// Rows of totals that are named at most.
const MOST_TOTALS: usize = 64;

/// A record in the making: one row, or several that belong together.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// Its first row.
    pub(super) row: u32,
    /// Its last row.
    pub(super) last: u32,
    rows: u32,
    key: Vec<String>,
    /// Members with one value, and the column that gave it.
    single: BTreeMap<Cow<'static, str>, String>,
    /// Parts of lists of objects, one object a row.
    lists: BTreeMap<&'static str, Out>,
    items: Vec<String>,
    /// What the rows themselves have wrong.
    pub(super) findings: Vec<RowFinding>,
    /// May it become an event?
    pub(super) sound: bool,
}

impl Record {
    /// The record as JSON.
    pub(super) fn json(self, table: &Table<'_>) -> String {
        let mut out = Out::object();
        for (name, value) in &table.mapping.constants {
            let Some((member, None)) = path(name, &table.mapping.settings) else { continue };
            let over = self.single.contains_key(member) || self.lists.contains_key(member);
            if !over && (member != "items" || self.items.is_empty()) {
                out.text(member, value);
            }
        }
        for (name, value) in &self.single {
            out.text(name, value);
        }
        if !self.items.is_empty() {
            let mut list = Out::array();
            for item in &self.items {
                list.text_item(item);
            }
            out.raw("items", &list.close());
        }
        for (name, list) in self.lists {
            out.raw(name, &list.close());
        }
        out.close()
    }
}

/// The records of a table, one after another.
pub(super) struct Records<'a, 't> {
    table: &'a Table<'t>,
    sheet: Sheet<'t>,
    /// The last cell above, for columns that are filled down.
    above: Vec<String>,
    open: Option<Record>,
    /// Rows read.
    pub(super) rows: u32,
    /// Rows that sum up others, and are no records.
    pub(super) totals: Vec<RowFinding>,
}

impl<'a, 't> Records<'a, 't> {
    pub(super) fn of(table: &'a Table<'t>) -> Self {
        let mut sheet = Sheet::new(table.text, table.delimiter);
        let mut row = 0;
        while row < table.above {
            row = sheet.next().map_or(table.above, |row| row.number);
        }
        Self {
            table,
            sheet,
            above: alloc::vec![String::new(); table.mapping.columns.len()],
            open: None,
            rows: 0,
            totals: Vec::new(),
        }
    }

    fn take(&mut self) -> Option<Record> {
        loop {
            let Some(row) = self.sheet.next() else { return self.open.take() };
            if row.is_blank() && !row.torn && !row.wide {
                continue;
            }
            self.rows = self.rows.saturating_add(1);
            let first = (0..row.len()).find(|column| !row.cell(*column).trim().is_empty());
            if let Some(column) =
                first.filter(|column| cell::is_total(row.cell(*column).trim_matches(is_space)))
            {
                if self.totals.len() < MOST_TOTALS {
                    self.totals.push(RowFinding::cell(
                        Severity::Warning,
                        "total-row",
                        row.number,
                        column,
                        "",
                    ));
                }
                continue;
            }
            let read = read(self.table, row, &mut self.above);
            match self.open.as_mut() {
                Some(open) if joins(self.table, open, &read) => join(open, read),
                Some(_) => return self.open.replace(read.into_record()),
                None => self.open = Some(read.into_record()),
            }
            if self.table.mapping.group.is_empty() {
                return self.open.take();
            }
        }
    }
}

impl Iterator for Records<'_, '_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        self.take()
    }
}

/// One row, read.
struct RowRead {
    number: u32,
    key: Vec<String>,
    single: Vec<(Cow<'static, str>, String, usize)>,
    parts: BTreeMap<&'static str, Out>,
    items: Vec<String>,
    findings: Vec<RowFinding>,
    sound: bool,
}

impl RowRead {
    fn into_record(self) -> Record {
        let mut record = Record {
            row: self.number,
            last: self.number,
            rows: 1,
            key: self.key,
            sound: self.sound,
            ..Record::default()
        };
        record.findings = self.findings;
        record.single = self.single.into_iter().map(|(name, value, _)| (name, value)).collect();
        record.items = self.items;
        for (name, part) in self.parts {
            let mut list = Out::array();
            list.item(&part.close());
            record.lists.insert(name, list);
        }
        record
    }
}

/// Does a row belong to the record above it?
fn joins(table: &Table<'_>, open: &Record, row: &RowRead) -> bool {
    let readings = table.targets.iter().all(|target| match target {
        Target::Member(name, part) => part.is_none() || *name == "readings",
        _ => true,
    });
    // Readings go on in a further event; a packing cannot.
    !table.mapping.group.is_empty() && open.key == row.key && (open.rows < MOST_ROWS || !readings)
}

fn join(open: &mut Record, row: RowRead) {
    open.last = row.number;
    open.rows = open.rows.saturating_add(1);
    open.findings.extend(row.findings);
    open.sound &= row.sound;
    if open.rows > MOST_ROWS {
        if open.sound {
            open.findings.push(RowFinding::row(Severity::Error, "group-too-long", row.number));
        }
        open.sound = false;
        return;
    }
    for (name, value, column) in row.single {
        match open.single.get(&name) {
            // The event is when its last row was.
            _ if name == "day" || name == "time" => {}
            Some(before) if *before != value => {
                open.findings.push(RowFinding::cell(
                    Severity::Error,
                    "rows-differ",
                    row.number,
                    column,
                    &name,
                ));
                open.sound = false;
                continue;
            }
            _ => {}
        }
        open.single.insert(name, value);
    }
    open.items.extend(row.items);
    for (name, part) in row.parts {
        open.lists.entry(name).or_insert_with(Out::array).item(&part.close());
    }
}

/// Reads one row.
fn read(table: &Table<'_>, row: Row<'_>, above: &mut [String]) -> RowRead {
    let mut read = RowRead {
        number: row.number,
        key: Vec::new(),
        single: Vec::new(),
        parts: BTreeMap::new(),
        items: Vec::new(),
        findings: Vec::new(),
        sound: true,
    };
    let width = table.columns.len();
    if row.torn || row.wide {
        let code = if row.torn { "torn-quotation" } else { "too-many-cells" };
        read.findings.push(RowFinding::row(Severity::Error, code, row.number));
        read.sound = false;
    }
    if row.len() < width {
        read.findings.push(RowFinding::row(Severity::Note, "short-row", row.number));
    }
    if let Some(column) = (width..row.len()).find(|column| !row.cell(*column).trim().is_empty()) {
        read.findings.push(RowFinding::cell(Severity::Error, "cell-without-header", row.number, column, ""));
        read.sound = false;
    }
    for at in 0..table.targets.len() {
        one(table, row, at, above, &mut read);
    }
    read
}

/// One column of the mapping in a row.
fn one(table: &Table<'_>, row: Row<'_>, at: usize, above: &mut [String], read: &mut RowRead) {
    let (Some(target), Some(column)) = (table.targets.get(at), table.mapping.columns.get(at)) else { return };
    let Some(place) = table.places.get(at).copied().flatten() else { return };
    let member = match target {
        Target::Member(name, _) => *name,
        Target::Keep(name) => name.as_str(),
        Target::UnitOf(..) | Target::Leave => "",
    };
    let mut found = |severity, code| {
        read.findings.push(RowFinding::cell(severity, code, row.number, place, member));
        read.sound &= severity < Severity::Error;
    };
    let mut written = row.cell(place).trim_matches(is_space);
    if let Some(text) = cell::text_formula(written) {
        written = text.trim_matches(is_space);
    }
    if matches!(target, Target::Member(..)) {
        if cell::is_error(written) {
            return found(Severity::Error, "error-cell");
        }
        if cell::is_dash(written) {
            return found(Severity::Note, "dash-cell");
        }
        if cell::is_ditto(written) {
            if !column.down {
                return found(Severity::Error, "ditto-cell");
            }
            written = "";
        }
    }
    let cell = match above.get_mut(at) {
        Some(before) if column.down && written.is_empty() => before.clone(),
        Some(before) if column.down => {
            *before = written.into();
            written.into()
        }
        _ => String::from(written),
    };
    if let Target::Member(name, part) = target {
        let key = super::header::member_text(name, *part);
        if table.mapping.group.contains(&key) {
            read.key.push(cell.clone());
        }
    }
    if cell.is_empty() {
        return;
    }
    if member.is_empty() {
        return;
    }
    if cell.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r')) {
        return found(Severity::Error, "control-character");
    }
    if is_formula(&cell) {
        found(Severity::Warning, "formula-cell");
    }
    if let Target::Member(name, part) = target
        && !takes_unit(name, *part)
    {
        match cell::lost(&cell) {
            Some(Lost::Digits) => return found(Severity::Error, "digits-lost"),
            Some(Lost::Perhaps) => found(Severity::Warning, "perhaps-digits-lost"),
            None => {}
        }
    }
    match target {
        Target::Member("items", None) => {
            let prefix = column.prefix.as_deref().unwrap_or_default();
            let parts =
                cell.split(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，' | ';' | '；'));
            read.items.extend(parts.filter(|part| !part.is_empty()).map(|part| format!("{prefix}{part}")));
        }
        Target::Member(name, None) => {
            let value = value(table, row, at, column, cell, (name, None));
            read.single.push((Cow::Borrowed(name), value, place));
        }
        Target::Member(name, Some(part)) => {
            let value = value(table, row, at, column, cell, (name, Some(part)));
            read.parts.entry(name).or_insert_with(Out::object).text(part, &value);
        }
        Target::Keep(name) => read.single.push((Cow::Owned(name.clone()), cell, place)),
        Target::UnitOf(..) | Target::Leave => {}
    }
}

/// A cell with its word, its unit or its prefix.
fn value(
    table: &Table<'_>,
    row: Row<'_>,
    at: usize,
    column: &Column,
    cell: String,
    (name, part): (&'static str, Option<&'static str>),
) -> String {
    let cell = column.words.get(&cell).cloned().unwrap_or(cell);
    if let Some(prefix) = &column.prefix {
        return format!("{prefix}{cell}");
    }
    if !takes_unit(name, part) || decimal(&cell, &table.mapping.settings).is_err() {
        return cell;
    }
    let beside = table.targets.iter().position(|target| *target == Target::UnitOf(name, part));
    let beside = beside.and_then(|beside| table.places.get(beside).copied().flatten());
    let beside = beside.map(|place| normal(row.cell(place)).into_owned()).filter(|unit| !unit.is_empty());
    let unit = beside.or_else(|| column.unit.clone()).or_else(|| table.units.get(at).cloned().flatten());
    match unit {
        Some(unit) => format!("{cell} {unit}"),
        None => cell,
    }
}

/// May a unit stand behind a number of this member?
fn takes_unit(name: &str, part: Option<&str>) -> bool {
    match (name, part) {
        ("quantity", None)
        | ("made-from" | "made-into", Some("quantity"))
        | ("readings", Some("value" | "min" | "max" | "mean"))
        | ("results", Some("value" | "loq" | "limit"))
        | ("inputs", Some("amount")) => true,
        (name, None) => vocabulary::field(name)
            .is_some_and(|field| matches!(field.kind, FieldKind::Amount(_) | FieldKind::Rate(..))),
        _ => false,
    }
}

/// Would a spreadsheet take the cell for a formula? Signed numbers are none.
fn is_formula(cell: &str) -> bool {
    match cell.chars().next() {
        Some('=' | '@') => true,
        Some('+' | '-') => {
            !cell.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
        }
        _ => false,
    }
}

/// The name of a cell: `C7`.
pub(super) fn cell_name(row: u32, column: usize) -> String {
    format!("{}{row}", letters(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas() {
        for (cell, formula) in
            [("=1+1", true), ("@SUM(A1)", true), ("-5", false), ("+86 1", false), ("-A1", true), ("5", false)]
        {
            assert_eq!(is_formula(cell), formula, "{cell}");
        }
    }
}
