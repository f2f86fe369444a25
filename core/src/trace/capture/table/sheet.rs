//! Rows of a CSV text (RFC 4180), with what is wrong with their writing.

use super::MOST_COLUMNS;
use alloc::vec::Vec;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// The rows of a CSV text, one after another, in one buffer.
pub(super) struct Sheet<'t> {
    rest: &'t [u8],
    reader: Reader,
    cells: Vec<u8>,
    ends: Vec<usize>,
    row: u32,
    done: bool,
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'s> {
    /// Its number as spreadsheets count, from 1.
    pub(super) number: u32,
    cells: &'s [u8],
    ends: &'s [usize],
    /// Does a quotation mark stand where none may, or is one missing?
    pub(super) torn: bool,
    /// Has it more cells than a table may have columns?
    pub(super) wide: bool,
}

impl<'s> Row<'s> {
    /// How many cells it has.
    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell; empty where the row has none.
    pub(super) fn cell(&self, column: usize) -> &'s str {
        let start = column.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let end = self.ends.get(column).copied();
        let bytes = start.zip(end).and_then(|(start, end)| self.cells.get(start..end));
        // Delimiters and quotation marks are ASCII: what stands between them is as sound as the whole.
        bytes.and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    pub(super) fn is_blank(&self) -> bool {
        (0..self.len()).all(|column| self.cell(column).trim().is_empty())
    }
}

impl<'t> Sheet<'t> {
    pub(super) fn new(text: &'t str, delimiter: u8) -> Self {
        let rest = text.strip_prefix('\u{feff}').unwrap_or(text).as_bytes();
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Self { rest, reader, cells: alloc::vec![0; 256], ends: alloc::vec![0; 32], row: 0, done: false }
    }

    /// The next row; blank lines count, and are passed over.
    pub(super) fn next(&mut self) -> Option<Row<'_>> {
        if self.done {
            return None;
        }
        while let Some(after) = self.rest.strip_prefix(b"\r\n").or_else(|| self.rest.strip_prefix(b"\n")) {
            self.rest = after;
            self.row = self.row.saturating_add(1);
        }
        let (mut written, mut ended, mut quotes, mut wide) = (0, 0, 0_usize, false);
        loop {
            let cells = self.cells.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(ended..).unwrap_or_default();
            let (result, read, wrote, ends) = self.reader.read_record(self.rest, cells, ends);
            let (taken, rest) = self.rest.split_at_checked(read).unwrap_or((self.rest, &[]));
            quotes = quotes.saturating_add(taken.iter().filter(|b| **b == b'"').count());
            let at_end = self.rest.is_empty();
            self.rest = rest;
            written = written.saturating_add(wrote);
            ended = ended.saturating_add(ends);
            match result {
                ReadRecordResult::InputEmpty if !at_end => {}
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {
                    self.done = true;
                    return None;
                }
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len().saturating_mul(2), 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() < MOST_COLUMNS => {
                    self.ends.resize(self.ends.len().saturating_mul(2), 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    // The cells that follow fall over the last ones: the row is refused for its width.
                    wide = true;
                    ended = 0;
                    written = 0;
                }
                ReadRecordResult::Record => {
                    if let (true, Some(after)) = (taken.ends_with(b"\r"), rest.strip_prefix(b"\n")) {
                        self.rest = after;
                    }
                    break;
                }
            }
        }
        self.row = self.row.saturating_add(1);
        let torn = quotes % 2 == 1;
        Some(Row {
            number: self.row,
            cells: self.cells.get(..written).unwrap_or_default(),
            ends: self.ends.get(..ended).unwrap_or_default(),
            torn,
            wide,
        })
    }
}

/// What most often stands between the cells of the first rows, outside quotation marks; a comma where nothing does.
pub(super) fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let (mut quoted, mut lines) = (false, 0);
    for byte in text.bytes().take(64 << 10) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => lines += 1,
            byte if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| *delimiter == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
        if lines >= 8 {
            break;
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{string::String, vec};

    fn rows(text: &str) -> Vec<(u32, Vec<String>, bool)> {
        let mut sheet = Sheet::new(text, b',');
        let mut rows = Vec::new();
        while let Some(row) = sheet.next() {
            rows.push((row.number, (0..row.len()).map(|at| row.cell(at).into()).collect(), row.torn));
        }
        rows
    }

    #[test]
    fn rows_are_counted_as_spreadsheets_do() {
        let row =
            |number, cells: &[&str]| (number, cells.iter().map(|cell| String::from(*cell)).collect(), false);
        assert_eq!(
            rows("\u{feff}a,b\r\n\r\n\"1,\n\"\"2\",3\n\n4\n"),
            vec![row(1, &["a", "b"]), row(3, &["1,\n\"2", "3"]), row(5, &["4"])]
        );
        assert_eq!(rows("a"), vec![row(1, &["a"])]);
        assert_eq!(rows(""), vec![]);
        assert_eq!(rows("a,\"b\nc"), vec![(1, vec!["a".into(), "b\nc".into()], true)]);
        assert_eq!(rows(",,\n"), vec![row(1, &["", "", ""])]);
    }

    #[test]
    fn wide_rows_are_bounded() {
        let mut sheet = Sheet::new("x", b',');
        assert!(sheet.next().is_some_and(|row| !row.wide) && sheet.next().is_none());
        let text = ",".repeat(100_000) + "\na,b\n";
        let mut sheet = Sheet::new(&text, b',');
        assert!(sheet.next().is_some_and(|row| row.wide));
        assert!(sheet.next().is_some_and(|row| !row.wide && row.cell(1) == "b"));
    }

    #[test]
    fn delimiters_are_told() {
        for (text, wanted) in
            [("a,b", b','), ("a;b;c,d", b';'), ("a\tb", b'\t'), ("a", b','), ("\"a;b;c\",d", b',')]
        {
            assert_eq!(delimiter(text), wanted, "{text}");
        }
    }
}
