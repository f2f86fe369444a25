//! Tables of records: CSV text and a mapping of its columns, to events through the same drafting as single records.
//!
//! ```
//! use terroir::{digest::json, trace::capture::table::{Mapping, Table}};
//!
//! let mapping = json::read(r#"{"constants":{"act":"spray"},"settings":{"offset":"+08:00","base":"https://id.coop.example/"},
//!     "columns":[{"header":"日期","member":"day"},{"header":"批次","member":"lot"},{"header":"农药","member":"input"},
//!                {"header":"有效成分","member":"active"},{"header":"用量(克)","member":"amount"}]}"#.as_bytes())?;
//! let mapping: Mapping = json::from_value(mapping.root())?;
//! let text = "日期,批次,农药,有效成分,用量(克),天气\n2026-05-12,t/coop.example/TEA/S26,吡虫啉粉剂,吡虫啉,30,晴\n";
//! let table = Table::open(text, &mapping)?;
//! let report = table.check(false);
//! assert_eq!((report.rows, report.events, report.errors), (1, 1, 0));
//! assert_eq!(table.columns[5].header, "天气");
//! assert!(table.drafts(&report.plan).next().ok_or("one")?.event.contains(r#""terroir:amount":"30 GRM""#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A cell is text. `=SUM(A1)` stays what it is and is flagged; a date of a spreadsheet is a number unless the mapping says
//! otherwise; a number without a unit is refused unless the column or its header says one. What no column of the mapping
//! takes is listed.

mod cell;
mod check;
mod encoding;
mod header;
mod mapping;
mod row;
mod sheet;

pub use check::{Drafted, Report, RowFinding, Twice, Wanted};
pub use encoding::{EncodingError, decode};
pub use header::{ColumnRead, Table, TableError};
pub use mapping::{Column, Mapping, MappingError};

/// Columns that a table may have.
pub const MOST_COLUMNS: usize = 256;

/// The name of a column as spreadsheets have it: `A` for 0, `AA` for 26.
#[must_use]
pub fn letters(column: usize) -> alloc::string::String {
    let mut name = alloc::vec::Vec::new();
    let mut rest = column.saturating_add(1);
    while rest > 0 {
        let at = (rest - 1) % 26;
        name.push(char::from(b'A' + at as u8));
        rest = (rest - 1) / 26;
    }
    name.iter().rev().collect()
}

/// The number of a column of such a name, from 0.
#[must_use]
pub fn column(letters: &str) -> Option<usize> {
    let sound = (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    let number = letters.bytes().fold(0_usize, |number, b| number * 26 + usize::from(b.saturating_sub(b'@')));
    if sound { number.checked_sub(1) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (number, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!((letters(number).as_str(), column(name)), (name, Some(number)));
        }
        for name in ["", "a", "1", "AAAA", "É"] {
            assert_eq!(column(name), None, "{name}");
        }
    }
}
