//! The header of a table: which column is which.

use super::{
    letters,
    mapping::{Mapping, MappingError, Target},
    sheet::{Sheet, delimiter},
};
use crate::{
    base::text::shown,
    trace::capture::{amount, text::normal},
};
use alloc::{
    borrow::Cow,
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use serde::Serialize;

/// Why a table cannot be read by a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// The mapping cannot be.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// There is no row where the header should stand.
    #[error("there is no header in row {row}")]
    NoHeader {
        /// Where it should stand.
        row: u32,
    },
    /// The header is torn, or has too many columns.
    #[error("row {row} is no header: it has a torn quotation or too many columns")]
    BadHeader {
        /// Where it stands.
        row: u32,
    },
    /// No column has this header.
    #[error("no column is headed `{header}`")]
    NoSuchColumn {
        /// Its place among the mapping's columns.
        at: usize,
        /// The header wanted, cut where it is long.
        header: String,
    },
    /// Several columns have this header, and `nth` does not say which.
    #[error("{columns} columns are headed `{header}`")]
    Ambiguous {
        /// Its place among the mapping's columns.
        at: usize,
        /// The header wanted, cut where it is long.
        header: String,
        /// How many.
        columns: usize,
    },
}

/// A column of the table, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ColumnRead {
    /// Its letters.
    pub column: String,
    /// Its header, merged cells resolved.
    pub header: String,
    /// The members of the record that its cells become; none if the column is not taken.
    pub members: Vec<String>,
    /// Is it left out, by the mapping's choice?
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub left: bool,
}

/// A table with its mapping, ready to be read.
#[derive(Debug)]
pub struct Table<'t> {
    pub(super) text: &'t str,
    pub(super) delimiter: u8,
    pub(super) mapping: &'t Mapping,
    pub(super) targets: Vec<Target>,
    /// Column of the table for each column of the mapping.
    pub(super) places: Vec<Option<usize>>,
    /// What the header says of the unit, for each column of the mapping.
    pub(super) units: Vec<Option<String>>,
    /// How many rows stand before the data.
    pub(super) above: u32,
    /// Its columns.
    pub columns: Vec<ColumnRead>,
}

impl<'t> Table<'t> {
    /// Finds the columns of a mapping in the header of a table.
    ///
    /// # Errors
    /// [`TableError`].
    pub fn open(text: &'t str, mapping: &'t Mapping) -> Result<Self, TableError> {
        let targets = mapping.targets()?;
        let delimiter = match mapping.delimiter {
            Some(';') => b';',
            Some('\t') => b'\t',
            Some(_) => b',',
            None => delimiter(text),
        };
        let mut sheet = Sheet::new(text, delimiter);
        let mut above = 0;
        let mut names: Vec<(String, String)> = Vec::new();
        let rows = u32::from(mapping.header_rows());
        while above < mapping.skip {
            above =
                sheet.next().ok_or(TableError::NoHeader { row: above.saturating_add(1) })?.number.max(above);
        }
        for level in 1..=rows {
            let row = sheet.next().ok_or(TableError::NoHeader { row: above.saturating_add(1) })?;
            above = row.number;
            if row.torn || row.wide {
                return Err(TableError::BadHeader { row: row.number });
            }
            let mut left = "";
            for column in 0..row.len().max(names.len()) {
                let cell = row.cell(column).trim();
                // A merged cell is saved once, with empty ones on its right.
                let name = if cell.is_empty() && (level < rows || rows == 1) { left } else { cell };
                if !cell.is_empty() {
                    left = cell;
                }
                if names.len() <= column {
                    names.push((String::new(), String::new()));
                }
                let Some((whole, last)) = names.get_mut(column) else { continue };
                if !name.is_empty() {
                    *whole = if whole.is_empty() { name.into() } else { format!("{whole}/{name}") };
                    *last = name.into();
                }
            }
        }
        let mut columns: Vec<ColumnRead> = names
            .iter()
            .enumerate()
            .map(|(at, (header, _))| ColumnRead {
                column: letters(at),
                header: header.clone(),
                members: Vec::new(),
                left: false,
            })
            .collect();
        let mut places = Vec::new();
        let mut units = Vec::new();
        for (at, column) in mapping.columns.iter().enumerate() {
            let place = match (&column.header, &column.column) {
                (Some(header), _) => find(&names, header, column.nth, at)?,
                (None, Some(name)) => super::column(name).filter(|place| *place < names.len()),
                (None, None) => None,
            };
            if place.is_none() && !column.optional {
                let wanted = column.header.as_deref().or(column.column.as_deref()).unwrap_or_default();
                return Err(TableError::NoSuchColumn { at, header: shown(wanted) });
            }
            let header = place.and_then(|place| names.get(place)).map_or("", |(_, last)| last.as_str());
            units.push(
                split_unit(header)
                    .1
                    .filter(|unit| amount::unit_named(unit, &mapping.settings))
                    .map(Into::into),
            );
            places.push(place);
            if let (Some(read), Some(target)) =
                (place.and_then(|place| columns.get_mut(place)), targets.get(at))
            {
                match target {
                    Target::Member(name, part) => read.members.push(member_text(name, *part)),
                    Target::Keep(name) => read.members.push(name.clone()),
                    Target::UnitOf(name, part) => {
                        read.members.push(format!("unit of {}", member_text(name, *part)))
                    }
                    Target::Leave => read.left = true,
                }
            }
        }
        Ok(Self { text, delimiter, mapping, targets, places, units, above, columns })
    }

    /// What parts its cells.
    #[must_use]
    pub fn delimiter(&self) -> char {
        char::from(self.delimiter)
    }

    /// How many bytes its text has.
    #[must_use]
    pub const fn text_bytes(&self) -> usize {
        self.text.len()
    }

    /// The `@context` that its events need.
    #[must_use]
    pub fn context(&self) -> String {
        crate::trace::capture::settings::context_of(&self.mapping.settings)
    }
}

pub(super) fn member_text(name: &str, part: Option<&str>) -> String {
    part.map_or_else(|| name.to_string(), |part| format!("{name}/{part}"))
}

/// A way to spell the header of a column: the whole of it, and its last row.
type Spelling = fn(&(String, String)) -> Cow<'_, str>;

/// The column with a header: as a whole, its last row alone, or either without the unit behind it.
fn find(
    names: &[(String, String)],
    header: &str,
    nth: Option<u16>,
    at: usize,
) -> Result<Option<usize>, TableError> {
    let wanted = normal(header);
    let tests: [Spelling; 4] = [
        |(whole, _)| normal(whole),
        |(_, last)| normal(last),
        |(whole, _)| unitless(whole),
        |(_, last)| unitless(last),
    ];
    for test in tests {
        let found: Vec<usize> =
            names.iter().enumerate().filter(|(_, name)| test(name) == wanted).map(|(at, _)| at).collect();
        match (found.as_slice(), nth) {
            ([], _) => {}
            (found, Some(nth)) => return Ok(found.get(usize::from(nth).saturating_sub(1)).copied()),
            ([one], None) => return Ok(Some(*one)),
            (found, None) => {
                return Err(TableError::Ambiguous { at, header: shown(header), columns: found.len() });
            }
        }
    }
    Ok(None)
}

/// A header without its unit.
fn unitless(header: &str) -> Cow<'_, str> {
    Cow::Owned(split_unit(&normal(header)).0.into())
}

/// A header, and what stands in brackets behind it: `用量(克)`, `用量（克）`, `用量[克]`.
fn split_unit(header: &str) -> (&str, Option<&str>) {
    for (open, close) in [('(', ')'), ('（', '）'), ('[', ']')] {
        if let Some((name, unit)) = header.trim().strip_suffix(close).and_then(|rest| rest.rsplit_once(open))
        {
            return (name.trim(), Some(unit.trim()));
        }
    }
    (header.trim(), None)
}
