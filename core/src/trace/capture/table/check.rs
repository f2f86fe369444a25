//! What a table comes to: findings by row and column, events once each.

use super::{
    header::{Table, member_text},
    letters,
    mapping::Target,
    row::{Record, Records, cell_name},
};
use crate::{
    base::finding::Severity,
    digest::{Suite, json},
    trace::{
        Events, MOST_FINDINGS,
        capture::{Draft, Hidden, Need, draft::draft_within, settings::context_of},
        hash::{Hasher, ProfileName},
        vocabulary,
    },
};
use alloc::{
    borrow::Cow,
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use serde::Serialize;

/// What the rules advise, at most.
const MOST_WANTED: usize = 128;

/// A finding in a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RowFinding {
    /// How grave it is: a row with an error makes no event.
    pub severity: Severity,
    /// What it is.
    pub code: Cow<'static, str>,
    /// The row as spreadsheets count, from 1.
    pub row: u32,
    /// The letters of the column, where it is about one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub column: String,
    /// The cell, as `C7`, where it is about one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cell: String,
    /// The member of the record, where it is about one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub member: String,
    /// The clause that asks for what is missing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub clause: String,
    /// What was found; never what concerns a person.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub found: String,
    /// A value that the record itself suggests.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub suggestion: String,
}

impl RowFinding {
    pub(super) fn row(severity: Severity, code: &'static str, row: u32) -> Self {
        Self {
            severity,
            code: Cow::Borrowed(code),
            row,
            column: String::new(),
            cell: String::new(),
            member: String::new(),
            clause: String::new(),
            found: String::new(),
            suggestion: String::new(),
        }
    }

    pub(super) fn cell(
        severity: Severity,
        code: &'static str,
        row: u32,
        column: usize,
        member: &str,
    ) -> Self {
        Self {
            column: letters(column),
            cell: cell_name(row, column),
            member: member.to_string(),
            ..Self::row(severity, code, row)
        }
    }
}

/// Something that the rules advise and rows lack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Wanted {
    /// The member.
    pub member: String,
    /// The clause that asks for it.
    pub clause: String,
    /// The first row that lacks it.
    pub row: u32,
    /// How many records lack it.
    pub records: u32,
}

/// A record that is another one again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Twice {
    /// Its row.
    pub row: u32,
    /// The row that says the same.
    pub same: u32,
}

/// What a table comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows with something in them.
    pub rows: u32,
    /// Records: rows, or groups of them.
    pub records: u32,
    /// Records that make no event.
    pub errors: u32,
    /// Events, each once.
    pub events: u32,
    /// Records that say what another one says.
    pub repeated: u32,
    /// Which, in the order of rows; at most as many as findings.
    pub twice: Vec<Twice>,
    /// What was found, in the order of rows.
    pub findings: Vec<RowFinding>,
    /// Findings that found no room.
    pub more: u32,
    /// What the rules advise and rows lack.
    pub wanted: Vec<Wanted>,
    /// First rows of the records that become events: all that make one, or none if some do not and the whole was asked for.
    pub plan: Vec<u32>,
}

/// One event of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafted {
    /// Its first row.
    pub row: u32,
    /// Its last row.
    pub last: u32,
    /// The event, without the `@context` that all of them share.
    pub event: String,
    /// Its hash id in profile `exact`.
    pub hash: String,
    /// What concerns persons.
    pub hidden: Vec<Hidden>,
}

impl Table<'_> {
    /// Reads every row and says what it comes to. With `partial`, rows that are right become events though others are not.
    #[must_use]
    pub fn check(&self, partial: bool) -> Report {
        let mut report = Report::default();
        let room = (self.text.len() / 256).saturating_add(64).min(MOST_FINDINGS);
        let mut hasher = Hasher::new(ProfileName::Exact);
        // A record takes two bytes of text at the least, and a mark sixteen.
        let mut marks: Vec<[u32; 4]> = Vec::new();
        let mut records = Records::of(self);
        for mut record in records.by_ref() {
            report.records = report.records.saturating_add(1);
            let (row, last) = (record.row, record.last);
            let found = core::mem::take(&mut record.findings);
            add(&mut report, room, found);
            let draft = if record.sound { self.draft(record) } else { None };
            let made = draft.and_then(|draft| {
                self.findings(&mut report, room, row, last, &draft);
                hashed(&mut hasher, draft.event.as_deref()?)
            });
            match made {
                Some(hash) => marks.push(mark(&hash, row)),
                None => report.errors = report.errors.saturating_add(1),
            }
        }
        report.rows = records.rows;
        let totals = core::mem::take(&mut records.totals);
        if !totals.is_empty() {
            add(&mut report, room, totals);
            report.findings.sort_by_key(|finding| finding.row);
        }
        self.once(&mut report, room, marks);
        if report.errors > 0 && !partial {
            report.plan.clear();
        }
        report
    }

    /// The events of a plan, one after another.
    pub fn drafts<'a>(&'a self, plan: &'a [u32]) -> impl Iterator<Item = Drafted> + 'a {
        let mut hasher = Hasher::new(ProfileName::Exact);
        let context = format!(r#""@context":{},"#, context_of(&self.mapping.settings));
        let mut left = plan;
        let mut records = Records::of(self);
        core::iter::from_fn(move || {
            let (next, rest) = left.split_first()?;
            let record = records.by_ref().find(|record| record.row >= *next)?;
            left = rest;
            let (row, last) = (record.row, record.last);
            let draft = self.draft(record)?;
            let event = draft.event?;
            let hash = hashed(&mut hasher, &event)?;
            Some(Drafted { row, last, event: event.replacen(&context, "", 1), hash, hidden: draft.hidden })
        })
    }

    fn draft(&self, record: Record) -> Option<Draft> {
        let text = record.json(self);
        let document = json::read(text.as_bytes()).ok()?;
        draft_within(document.root(), &self.mapping.settings, true).ok()
    }

    /// What a draft lacks and what is worth knowing, at the cells that it came from.
    fn findings(&self, report: &mut Report, room: usize, row: u32, last: u32, draft: &Draft) {
        for missing in &draft.missing {
            if missing.severity == Need::Advised {
                self.want(report, row, &missing.field, &missing.clause);
                continue;
            }
            let mut finding = RowFinding::row(Severity::Error, missing.why, row);
            self.place(&mut finding, &missing.field, if row == last { Some(row) } else { None });
            finding.clause = missing.clause.as_ref().into();
            finding.found.clone_from(&missing.found);
            finding.suggestion.clone_from(&missing.suggestion);
            add(report, room, alloc::vec![finding]);
        }
        for found in &draft.findings {
            let code = match &found.code {
                Cow::Borrowed(code) => *code,
                Cow::Owned(_) => continue,
            };
            let mut finding = RowFinding::row(found.severity, code, row);
            let field =
                found.at.trim_start_matches("/event").trim_start_matches('/').trim_start_matches("terroir:");
            self.place(&mut finding, field, if row == last { Some(row) } else { None });
            if !vocabulary::is_personal(field) {
                finding.found.clone_from(&found.found);
            }
            add(report, room, alloc::vec![finding]);
        }
    }

    /// The column that a member came from.
    fn place(&self, finding: &mut RowFinding, field: &str, row: Option<u32>) {
        finding.member = field.into();
        let name = field.split('/').next().unwrap_or_default();
        let exact = self.targets.iter().position(|target| match target {
            Target::Member(member, part) => member_text(member, *part) == field,
            Target::Keep(kept) => kept == field,
            _ => false,
        });
        let near = || {
            self.targets
                .iter()
                .position(|target| matches!(target, Target::Member(member, _) if *member == name))
        };
        let column = exact.or_else(near).and_then(|at| self.places.get(at).copied().flatten());
        if let Some(column) = column {
            finding.column = letters(column);
            finding.cell = row.map(|row| cell_name(row, column)).unwrap_or_default();
        }
    }

    fn want(&self, report: &mut Report, row: u32, member: &str, clause: &str) {
        let known = |wanted: &&mut Wanted| wanted.member == member && wanted.clause == clause;
        if let Some(wanted) = report.wanted.iter_mut().find(known) {
            wanted.records = wanted.records.saturating_add(1);
        } else if report.wanted.len() < MOST_WANTED {
            report.wanted.push(Wanted { member: member.into(), clause: clause.into(), row, records: 1 });
        }
    }

    /// Each event once: the first row of those that say the same.
    fn once(&self, report: &mut Report, room: usize, mut marks: Vec<[u32; 4]>) {
        // The row is the last part of a mark: of equal hashes the first row comes first.
        marks.sort_unstable();
        let same = |a: &[u32; 4], b: &[u32; 4]| a.get(..3) == b.get(..3);
        let row = |mark: &[u32; 4]| mark.last().copied().unwrap_or_default();
        let mut first: Option<[u32; 4]> = None;
        for mark in &marks {
            match first {
                Some(known) if same(&known, mark) => {
                    report.repeated = report.repeated.saturating_add(1);
                    if report.twice.len() < room {
                        report.twice.push(Twice { row: row(mark), same: row(&known) });
                    }
                }
                _ => first = Some(*mark),
            }
        }
        marks.dedup_by(|later, earlier| same(later, earlier));
        report.events = u32::try_from(marks.len()).unwrap_or(u32::MAX);
        report.twice.sort_unstable_by_key(|twice| twice.row);
        report.plan = marks.iter().map(row).collect();
        drop(marks);
        report.plan.sort_unstable();
    }
}

fn add(report: &mut Report, room: usize, findings: Vec<RowFinding>) {
    for finding in findings {
        if report.findings.len() < room {
            report.findings.push(finding);
        } else {
            report.more = report.more.saturating_add(1);
        }
    }
}

fn hashed(hasher: &mut Hasher, event: &str) -> Option<String> {
    let document = json::read(event.as_bytes()).ok()?;
    let events = Events::of(document.root()).ok()?;
    hasher.hash(&events.iter().next()?).ok()
}

/// Twelve bytes of a hash and the row: as much as it takes to tell the records of one table apart.
fn mark(hash: &str, row: u32) -> [u32; 4] {
    let digest = Suite::Sha256.hash(&[hash.as_bytes()]);
    let part = |at: usize| {
        let bytes = digest.get(at..at + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
        u32::from_be_bytes(bytes.unwrap_or_default())
    };
    [part(0), part(4), part(8), row]
}
