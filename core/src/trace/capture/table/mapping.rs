//! What the columns of a table mean: data, saved beside the tables of a house.

use super::super::{
    CaptureError, Settings,
    member::{self, Member},
    settings,
};
use crate::base::{text::shown, unit::Unit};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::{String, ToString as _},
    vec::Vec,
};
use serde::{Deserialize, Serialize};

/// Columns and constants of a mapping at most.
const MOST_COLUMNS: usize = 256;

/// What the columns of a table mean.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mapping {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// For which tables it is, and what was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// What parts the cells: `,`, `;` or a tab; told from the first rows unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Rows above the header: titles, remarks.
    #[serde(skip_serializing_if = "is_zero")]
    pub skip: u32,
    /// Rows of the header, 1 to 3; 1 unless said. Of several, the upper ones name what the lower ones part, with a `/` between;
    /// an empty cell of a header belongs to the one on its left, as merged cells are saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<u8>,
    /// Members that every record has.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub constants: BTreeMap<String, String>,
    /// What each column means.
    pub columns: Vec<Column>,
    /// Members by which rows that stand one below another belong to one record: a sensor's readings, what a packing was made
    /// from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<String>,
    /// As for single records; dates in numbers of a spreadsheet and decimal commas only if they are said here.
    pub settings: Settings,
}

const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// What one column means.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Column {
    /// Its header, whole or without the unit behind it: `用量` finds `用量(克)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// Which of several columns with this header, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nth: Option<u16>,
    /// Its letters, in place of a header: `C`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The member of the record: a word of the farm vocabulary, or a part of a list such as `readings/value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// The extension member that keeps the cell as it is: `ex:weather`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep: Option<String>,
    /// The member whose unit stands in this column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_of: Option<String>,
    /// Is the column left out by choice?
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub leave: bool,
    /// The unit of numbers that stand alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Cells, and what is meant.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
    /// What stands before the cell: the beginning of an identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Does an empty cell mean the one above, as vertically merged cells are saved?
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub down: bool,
    /// May the table lack this column?
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub optional: bool,
}

/// Why a mapping cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MappingError {
    /// Something of it says nothing.
    #[error("`{found}` cannot be")]
    Malformed {
        /// JSON pointer into the mapping.
        pointer: String,
        /// What stands there, cut where it is long.
        found: String,
    },
    /// A setting that says nothing.
    #[error(transparent)]
    Setting(#[from] CaptureError),
}

/// Where a cell goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A member of the record, and the part of it where it is a list of objects.
    Member(&'static str, Option<&'static str>),
    /// An extension.
    Keep(String),
    /// The unit of the member at this place among the columns.
    UnitOf(&'static str, Option<&'static str>),
    /// Nowhere, by choice.
    Leave,
}

impl Mapping {
    /// How many rows the header has.
    #[must_use]
    pub fn header_rows(&self) -> u8 {
        self.headers.unwrap_or(1)
    }

    /// Adds what the caller knows of the day: what is said there goes before what the mapping says.
    pub fn tell(&mut self, told: Settings) {
        let own = &mut self.settings;
        own.now = told.now.or(own.now);
        own.year = told.year.or(own.year);
        own.offset = told.offset.or_else(|| own.offset.take());
        own.base = told.base.or_else(|| own.base.take());
        own.known.extend(told.known);
        own.units.extend::<BTreeMap<String, Unit>>(told.units);
        own.extensions.extend(told.extensions);
        if !told.dates.is_empty() {
            own.dates = told.dates;
        }
        own.comma |= told.comma;
        own.suggestions |= told.suggestions;
    }

    /// Where each column's cells go; checked.
    pub(super) fn targets(&self) -> Result<Vec<Target>, MappingError> {
        settings::check(&self.settings)?;
        let wrong = |pointer: String, found: &str| MappingError::Malformed { pointer, found: shown(found) };
        if self.columns.len() > MOST_COLUMNS || self.columns.is_empty() {
            return Err(wrong("/columns".into(), &self.columns.len().to_string()));
        }
        if !(1..=3).contains(&self.header_rows()) {
            return Err(wrong("/headers".into(), &self.header_rows().to_string()));
        }
        if let Some(delimiter) = self.delimiter.filter(|delimiter| !matches!(delimiter, ',' | ';' | '\t')) {
            return Err(wrong("/delimiter".into(), &delimiter.to_string()));
        }
        for name in self.constants.keys() {
            if self.constants.len() > MOST_COLUMNS || member::resolve(name, &self.settings).is_none() {
                return Err(wrong(pointer("/constants", name), name));
            }
        }
        let mut seen = BTreeSet::new();
        let mut targets = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            let place = alloc::format!("/columns/{at}");
            let target =
                self.target(column).ok_or_else(|| wrong(place.clone(), "member, keep, unit_of or leave"))?;
            let named = column.header.is_some() != column.column.is_some();
            let lettered = column.column.as_deref().is_none_or(|name| super::column(name).is_some());
            if !named || !lettered || column.nth == Some(0) {
                return Err(wrong(place, "header or column"));
            }
            let key = match &target {
                Target::Member(name, part) => Some((*name, part.unwrap_or_default(), false)),
                Target::UnitOf(name, part) => Some((*name, part.unwrap_or_default(), true)),
                Target::Keep(_) | Target::Leave => None,
            };
            if key.is_some_and(|key| !seen.insert(key)) {
                return Err(wrong(place, "a member that another column is for"));
            }
            targets.push(target);
        }
        let mapped = |name: &String| {
            let wanted = path(name, &self.settings);
            wanted.is_some_and(|wanted| targets.contains(&Target::Member(wanted.0, wanted.1)))
        };
        if let Some(name) = self.group.iter().find(|name| !mapped(name)) {
            return Err(wrong("/group".into(), name));
        }
        let lone = targets.iter().position(|target| match target {
            Target::UnitOf(name, part) => !targets.contains(&Target::Member(name, *part)),
            _ => false,
        });
        if let Some(at) = lone {
            return Err(wrong(alloc::format!("/columns/{at}/unit_of"), "a member that no column is for"));
        }
        Ok(targets)
    }

    fn target(&self, column: &Column) -> Option<Target> {
        match (&column.member, &column.keep, &column.unit_of, column.leave) {
            (Some(name), None, None, false) => {
                path(name, &self.settings).map(|(name, part)| Target::Member(name, part))
            }
            (None, Some(name), None, false) => {
                let extension = member::resolve(name, &self.settings) == Some(Member::Extension);
                extension.then(|| Target::Keep(name.clone()))
            }
            (None, None, Some(name), false) => {
                path(name, &self.settings).map(|(name, part)| Target::UnitOf(name, part))
            }
            (None, None, None, true) => Some(Target::Leave),
            _ => None,
        }
    }
}

/// A member and, for a list of objects, its part: `readings/value`.
pub(super) fn path(text: &str, settings: &Settings) -> Option<(&'static str, Option<&'static str>)> {
    let (name, part) = match text.split_once('/') {
        Some((name, part)) => (name, Some(part)),
        None => (text, None),
    };
    let name = member::resolve(name, settings)?.name()?;
    match (part, member::parts(name)) {
        (None, None) => Some((name, None)),
        // A lot or document by itself.
        (None, Some(_)) if matches!(name, "made-from" | "made-into" | "documents") => Some((name, None)),
        (Some(part), Some(parts)) => {
            parts.iter().find(|known| **known == part).map(|part| (name, Some(*part)))
        }
        _ => None,
    }
}

fn pointer(start: &str, name: &str) -> String {
    alloc::format!("{start}/{}", name.replace('~', "~0").replace('/', "~1"))
}
