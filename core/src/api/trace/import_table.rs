//! `import_table`: the rows of a CSV table as events, with findings by row and column.

use super::{
    capture_fault,
    draft_event::{Hidden, hidden, raw},
};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    digest::json::Raw,
    proof::base64,
    trace::capture::{
        Settings,
        table::{ColumnRead, Mapping, MappingError, RowFinding, Table, TableError, Twice, Wanted, decode},
    },
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use serde::{Deserialize, Serialize, Serializer, ser::SerializeSeq as _};

pub(super) const OPERATION: Operation = operation!(
    "import_table",
    "turns the rows of a CSV table into events by a mapping of its columns, each event once, with findings by row and column",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    import_table
);

/// A table and what its columns mean.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The table as text (RFC 4180; a byte order mark may stand before it).
    text: Option<String>,
    /// The file's bytes in base64, in place of `text`: UTF-8, UTF-16 with a byte order mark, or GB 18030 in builds that can read it.
    bytes: Option<String>,
    /// What the columns mean.
    mapping: Mapping,
    /// What is known beside the table: goes before the mapping's own settings.
    #[serde(default)]
    settings: Settings,
    /// Do rows that are right become events though others are not? Else all or nothing.
    #[serde(default)]
    partial: bool,
    /// The row from which events are given: what an earlier answer called `next`.
    #[serde(default)]
    first: u32,
}

/// What came of it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Does every record make an event?
    complete: bool,
    /// `utf-8`, `utf-16le`, `utf-16be` or `gb18030`.
    encoding: &'static str,
    /// What parts the cells.
    delimiter: char,
    /// The columns, and what becomes of each.
    columns: Vec<ColumnRead>,
    /// Rows with something in them, below the header.
    rows: u32,
    /// Records: rows, or groups of them.
    records: u32,
    /// Records that make no event.
    errors: u32,
    /// Different events among the records.
    events: u32,
    /// Records that say what another one says.
    repeated: u32,
    /// Which records those are.
    twice: Vec<Twice>,
    /// What was found, in the order of rows; at most 1,000.
    findings: Vec<RowFinding>,
    /// Findings that found no room.
    more: u32,
    /// What the rules advise and rows lack.
    wanted: Vec<Wanted>,
    /// The `@context` that the events need where they stand.
    context: Raw,
    /// The events, in the order of their rows; none if some record makes none and the whole was asked for.
    items: Items,
    /// The row from which to ask for further events, where not all had room.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u32>,
}

/// One event of the table.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Item {
    /// The row it comes from, the first of them if there are several.
    row: u32,
    /// The last of its rows, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<u32>,
    /// The event; its `@context` is that of the answer.
    event: Raw,
    /// Its hash id in profile `exact`.
    hash: String,
    /// What concerns persons: members for `record_entry` to hide, each still without its salt.
    hidden: Vec<Hidden>,
}

/// The events of a page: drafted once more as they are written, so that they need no room of their own.
struct Items {
    text: String,
    mapping: Mapping,
    plan: Vec<u32>,
}

impl Serialize for Items {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        if let Ok(table) = Table::open(&self.text, &self.mapping) {
            for item in table.drafts(&self.plan) {
                if let Some(event) = raw(&item.event) {
                    let last = (item.last != item.row).then_some(item.last);
                    list.serialize_element(&Item {
                        row: item.row,
                        last,
                        event,
                        hash: item.hash,
                        hidden: hidden(&item.hidden),
                    })?;
                }
            }
        }
        list.end()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Items {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Items".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let item = generator.subschema_for::<Item>();
        schemars::json_schema!({ "type": "array", "items": item })
    }
}

/// What a page of events may add to an answer, beside so many bytes for each byte of the table.
const PAGE_FLOOR: usize = 12 << 10;

fn import_table(request: Request) -> Result<Answer, Fault> {
    let Request { text, bytes, mut mapping, settings, partial, first } = request;
    let (text, encoding) = match (text, bytes) {
        (Some(text), None) => (text, "utf-8"),
        (None, Some(encoded)) => {
            let bytes = base64::decode(&encoded).ok_or_else(|| {
                Fault::new(Code::MalformedRequest, "/bytes", "not base64 in its one writing")
            })?;
            drop(encoded);
            let (text, encoding) =
                decode(&bytes).map_err(|error| Fault::new(Code::NotUtf8, "/bytes", error.to_string()))?;
            (text.into_owned(), encoding)
        }
        _ => return Err(Fault::new(Code::MalformedRequest, "", "give `text` or `bytes`, one of them")),
    };
    mapping.tell(settings);
    let table = Table::open(&text, &mapping).map_err(|error| table_fault(&error))?;
    let report = table.check(partial);
    let mut plan = report.plan;
    plan.retain(|row| *row >= first);
    let next = page(&table, &mut plan);
    let context = raw(&table.context()).ok_or_else(|| Fault::new(Code::Internal, "", "context"))?;
    let (delimiter, columns) = (table.delimiter(), table.columns);
    Ok(Answer {
        complete: report.errors == 0,
        encoding,
        delimiter,
        columns,
        rows: report.rows,
        records: report.records,
        errors: report.errors,
        events: report.events,
        repeated: report.repeated,
        twice: report.twice,
        findings: report.findings,
        more: report.more,
        wanted: report.wanted,
        context,
        items: Items { text, mapping, plan },
        next,
    })
}

/// Cuts a plan where its events would take more room than the table allows; answers where to go on.
fn page(table: &Table<'_>, plan: &mut Vec<u32>) -> Option<u32> {
    // Sixteen bytes of heap a byte: text, marks of rows, and an answer that is moved as it grows take the rest.
    let bytes = table.text_bytes();
    let marks = plan.len().saturating_mul(20);
    let mut left = bytes.saturating_mul(14).saturating_sub(marks) / 4 + PAGE_FLOOR;
    let mut given = 0;
    for item in table.drafts(plan) {
        let persons: usize = item.hidden.iter().map(|hidden| hidden.value.len() + 64).sum();
        let size = item.event.len() + persons + 160;
        match left.checked_sub(size) {
            Some(rest) => left = rest,
            None if given > 0 => break,
            None => left = 0,
        }
        given += 1;
    }
    let next = plan.get(given).copied();
    plan.truncate(given);
    next
}

fn table_fault(error: &TableError) -> Fault {
    match error {
        TableError::Mapping(MappingError::Setting(error)) => capture_fault("/mapping", error),
        TableError::Mapping(MappingError::Malformed { pointer, found }) => {
            Fault::new(Code::BadMapping, format!("/mapping{pointer}"), format!("`{found}`"))
        }
        TableError::NoHeader { .. } | TableError::BadHeader { .. } => {
            Fault::new(Code::NoHeader, "/mapping/skip", error.to_string())
        }
        TableError::NoSuchColumn { at, header } => {
            Fault::new(Code::NoSuchColumn, format!("/mapping/columns/{at}"), format!("`{header}`"))
        }
        TableError::Ambiguous { at, .. } => {
            Fault::new(Code::AmbiguousColumn, format!("/mapping/columns/{at}"), error.to_string())
        }
    }
}
