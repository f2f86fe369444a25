//! Reading evidence against a rulebook.

use super::{Case, Claim, EvidenceError, Fact, Owned, Particulars, Record, When, complete::Of};
use crate::{
    base::{date::Date, time::Instant},
    certify::{Grade, Program},
    digest::json::{self, Raw, Value},
    id::few::few,
    trace::vocabulary::{self, Stage},
};
use alloc::{
    boxed::Box,
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};
use serde::Deserialize;

/// Records of a case, at most.
const MOST_RECORDS: usize = 65_536;
/// Lots of a record, at most.
const MOST_LOTS: usize = 1_024;

/// Kinds of record that say that others are complete.
const STATEMENTS: [&str; 2] = ["input-log-complete", "records-complete"];

/// What is known of a lot.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(in crate::certify) struct Given {
    /// The lot.
    lot: String,
    /// The day that decides which edition holds, where no record says it.
    anchor: Option<Date>,
    /// Records.
    #[serde(default, deserialize_with = "few::<_, _, MOST_RECORDS>")]
    records: Vec<GivenRecord>,
    /// What the caller knows to be complete.
    #[serde(default, deserialize_with = "few::<_, _, MOST_LOTS>")]
    complete: Vec<GivenClaim>,
    /// Which lots went into which.
    #[serde(default, deserialize_with = "few::<_, _, MOST_RECORDS>")]
    made: Vec<Made>,
}

/// A lot, and what went into it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Made {
    /// The lot.
    lot: Box<str>,
    /// The lots that went into it.
    #[serde(deserialize_with = "few::<_, _, MOST_LOTS>")]
    from: Vec<Box<str>>,
}

/// What the caller knows to be complete.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct GivenClaim {
    /// Kinds of record.
    #[serde(deserialize_with = "few::<_, _, MOST_LOTS>")]
    covers: Vec<Box<str>>,
    /// The lot of which it is; everything unless a lot or a site is said.
    lot: Option<Box<str>>,
    /// The site of which it is.
    site: Option<Box<str>>,
    /// First day; from ever unless said.
    from: Option<Date>,
    /// Last day; for ever unless said.
    to: Option<Date>,
}

/// One record.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct GivenRecord {
    /// What it is called.
    id: Box<str>,
    /// Its kind: an act of the farm vocabulary, or another word of the rulebook's facts.
    kind: Box<str>,
    /// The day.
    date: Option<Date>,
    /// The moment.
    time: Option<Instant>,
    /// The lots of which it is.
    #[serde(default, deserialize_with = "few::<_, _, MOST_LOTS>")]
    lots: Vec<Box<str>>,
    /// Where.
    site: Option<Box<str>>,
    /// The region.
    region: Option<Box<str>>,
    /// Who recorded it.
    by: Option<Box<str>>,
    /// For whom.
    #[serde(rename = "for")]
    recorded_for: Option<Box<str>>,
    /// Who chose the sample: `drawn` (抽检), `submitted` (送检) or `own`.
    sample: Option<Box<str>>,
    /// How good it is; self-declared unless said.
    #[serde(default)]
    grade: Grade,
    /// The hash of the event or document that it comes from.
    hash: Option<Box<str>>,
    /// What it states, by field.
    facts: Option<Raw>,
}

impl Case {
    /// Reads what is known of a lot against a rulebook. Work is linear in its bytes.
    ///
    /// # Errors
    /// [`EvidenceError`].
    pub fn read(value: Value<'_>, program: &Program) -> Result<Self, EvidenceError> {
        Self::of(json::from_value(value)?, program)
    }

    pub(in crate::certify) fn of(given: Given, program: &Program) -> Result<Self, EvidenceError> {
        let made = given.made.into_iter().fold(BTreeMap::<_, Vec<_>>::new(), |mut all, made| {
            all.entry(made.lot).or_default().extend(made.from);
            all
        });
        let mut case = Self {
            lineage: Self::trace_back(&given.lot, &made),
            lot: given.lot.into_boxed_str(),
            anchor: given.anchor,
            records: Vec::with_capacity(given.records.len()),
            by_kind: alloc::vec![Vec::new(); program.kinds.len()],
            claims: given.complete.into_iter().map(claim_of).collect(),
            sites: BTreeSet::new(),
            foreign: 0,
        };
        let mut ids = BTreeSet::new();
        for record in given.records {
            if !ids.insert(record.id.clone()) {
                return Err(EvidenceError::SameId { id: record.id.into() });
            }
            case.add(record, program);
        }
        Ok(case)
    }

    fn add(&mut self, given: GivenRecord, program: &Program) {
        let number = u32::try_from(self.records.len()).unwrap_or(u32::MAX);
        let kind = program.kind(&given.kind);
        if STATEMENTS.contains(&&*given.kind) {
            self.claims.push(said(&given, number));
        } else if let Some(kind) = kind {
            self.by_kind.get_mut(usize::from(kind)).into_iter().for_each(|of_kind| of_kind.push(number));
        } else {
            self.foreign += 1;
        }
        let of_lineage = given.lots.iter().any(|lot| self.lineage.contains(lot));
        if let Some(site) = given.site.as_ref().filter(|_| of_lineage && is_grown(&given.kind)) {
            self.sites.insert(site.clone());
        }
        self.records.push(record_of(given, kind, program));
    }
}

/// Does this kind of record say where something grew?
fn is_grown(kind: &str) -> bool {
    vocabulary::act(kind).is_some_and(|act| matches!(act.stage, Stage::Grow | Stage::Gather))
}

fn claim_of(given: GivenClaim) -> Claim {
    let of = given.lot.map(Of::Lot).or(given.site.map(Of::Site)).unwrap_or(Of::Everything);
    Claim { record: None, covers: given.covers.into_boxed_slice(), of, from: given.from, to: given.to }
}

/// A statement that is itself a record.
fn said(given: &GivenRecord, number: u32) -> Claim {
    let facts = given.facts.as_ref().and_then(|facts| json::read(facts.text().as_bytes()).ok());
    let field = |name: &str| facts.as_ref().and_then(|facts| facts.root().get(name));
    let word = |value: Value<'_>| value.text().map(|text| Box::from(&*text));
    let covers = field("covers").map(|covers| match covers.items() {
        Some(items) => items.filter_map(word).collect(),
        None => word(covers).into_iter().collect::<Vec<_>>(),
    });
    let day = |name: &str| field(name).and_then(|day| day.text()?.parse().ok());
    let (from, to): (Option<Date>, Option<Date>) = (day("first-date"), day("last-date"));
    let lot = given.lots.first().cloned().map(Of::Lot);
    let of = given.site.clone().map(Of::Site).or(lot);
    // A statement that does not say of what and from when to when it holds covers nothing.
    let covers = covers.filter(|_| from.is_some() && to.is_some() && of.is_some()).unwrap_or_default();
    Claim {
        record: Some(number),
        covers: covers.into_boxed_slice(),
        of: of.unwrap_or(Of::Everything),
        from,
        to,
    }
}

fn record_of(given: GivenRecord, kind: Option<u16>, program: &Program) -> Record {
    let known = kind.and_then(|kind| program.kinds.get(usize::from(kind)));
    let mut facts = Vec::new();
    let stated = given.facts.as_ref().and_then(|facts| json::read(facts.text().as_bytes()).ok());
    if let (Some(kind), Some(stated)) = (known, stated) {
        for (number, field) in (0..).zip(&kind.fields) {
            if let Some(value) = stated.root().get(&field.name) {
                facts.push((number, Fact::of(value, field.kind)));
            }
        }
    }
    let own = Particulars {
        site: given.site,
        region: given.region,
        by: given.by,
        recorded_for: given.recorded_for,
        sample: given.sample,
    };
    let empty =
        [&own.site, &own.region, &own.by, &own.recorded_for, &own.sample].iter().all(|one| one.is_none());
    Record {
        id: given.id,
        hash: given.hash,
        kind: kind.unwrap_or(u16::MAX),
        when: given.time.map(When::Moment).or(given.date.map(When::Day)),
        lots: given.lots.into_boxed_slice(),
        own: Owned((!empty).then(|| Box::new(own))),
        grade: given.grade,
        facts: facts.into_boxed_slice(),
    }
}
