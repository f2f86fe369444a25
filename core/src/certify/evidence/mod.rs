//! What is known of a lot: records with their grades, statements of completeness, and which lots went into which.

mod complete;
mod fact;
mod read;

pub use fact::Fact;

use super::{Grade, Subject, Verdict};
use crate::base::{date::Date, time::Instant};
use alloc::{
    boxed::Box,
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};
use complete::Claim;

/// Why something is no evidence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// A member is not what it has to be, or unknown.
    #[error(transparent)]
    Shape(#[from] crate::digest::json::DeError),
    /// Two records have one id.
    #[error("two records are called `{id}`")]
    SameId {
        /// The id.
        id: String,
    },
}

/// When something was recorded to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Day(Date),
    Moment(Instant),
}

impl When {
    /// The day, where it happened.
    pub(super) fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Moment(moment) => moment.date(),
        }
    }
}

/// One record: what was done, found or certified.
#[derive(Clone, Debug)]
pub struct Record {
    pub(super) id: Box<str>,
    pub(super) hash: Option<Box<str>>,
    pub(super) kind: u16,
    pub(super) when: Option<When>,
    pub(super) lots: Box<[Box<str>]>,
    pub(super) own: Owned,
    pub(super) grade: Grade,
    /// What is stated, by the number of the field.
    pub(super) facts: Box<[(u16, Fact)]>,
}

/// Who, where and how: what few records say all of.
#[derive(Clone, Debug, Default)]
pub(super) struct Owned(Option<Box<Particulars>>);

#[derive(Clone, Debug, Default)]
pub(super) struct Particulars {
    pub(super) site: Option<Box<str>>,
    pub(super) region: Option<Box<str>>,
    pub(super) by: Option<Box<str>>,
    pub(super) recorded_for: Option<Box<str>>,
    pub(super) sample: Option<Box<str>>,
}

impl Owned {
    pub(super) fn get(&self, of: impl Fn(&Particulars) -> &Option<Box<str>>) -> Option<&str> {
        self.0.as_deref().and_then(|own| of(own).as_deref())
    }
}

impl Record {
    /// What the record is called.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The hash of the event or document that it comes from, as the caller gave it.
    #[must_use]
    pub fn hash(&self) -> Option<&str> {
        self.hash.as_deref()
    }

    /// How good it is as evidence.
    #[must_use]
    pub fn grade(&self) -> Grade {
        self.grade
    }

    pub(super) fn site(&self) -> Option<&str> {
        self.own.get(|own| &own.site)
    }

    pub(super) fn fact(&self, field: u16) -> &Fact {
        // Records mostly state the fields in the order of the rulebook, without a gap.
        if let Some((at, fact)) = self.facts.get(usize::from(field))
            && *at == field
        {
            return fact;
        }
        match self.facts.binary_search_by_key(&field, |(at, _)| *at) {
            Ok(found) => self.facts.get(found).map_or(&Fact::NotStated, |(_, fact)| fact),
            Err(_) => &Fact::NotStated,
        }
    }
}

/// What is known of one lot, read against a rulebook.
#[derive(Clone, Debug)]
pub struct Case {
    pub(super) lot: Box<str>,
    pub(super) anchor: Option<Date>,
    pub(super) records: Vec<Record>,
    /// By kind: the numbers of its records, in the order given.
    by_kind: Vec<Vec<u32>>,
    claims: Vec<Claim>,
    lineage: BTreeSet<Box<str>>,
    /// Where the lot and what went into it was grown or gathered.
    sites: BTreeSet<Box<str>>,
    /// Records of kinds that the rulebook does not know.
    pub(super) foreign: usize,
}

impl Case {
    /// The lot.
    #[must_use]
    pub fn lot(&self) -> &str {
        &self.lot
    }

    /// The records, in the order in which they were given.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    pub(super) fn record(&self, at: u32) -> Option<&Record> {
        self.records.get(usize::try_from(at).ok()?)
    }

    pub(super) fn of_kind(&self, kind: u16) -> &[u32] {
        self.by_kind.get(usize::from(kind)).map_or(&[], Vec::as_slice)
    }

    /// Is the record of this subject?
    pub(super) fn is_of(&self, record: &Record, subject: Subject) -> Verdict {
        let among = |set: &BTreeSet<Box<str>>| record.lots.iter().any(|lot| set.contains(lot));
        match subject {
            Subject::Any => Verdict::Pass,
            Subject::Lot if record.lots.is_empty() => Verdict::Unknown,
            Subject::Lot => Verdict::of(record.lots.contains(&self.lot)),
            Subject::Lineage if record.lots.is_empty() => Verdict::Unknown,
            Subject::Lineage => Verdict::of(among(&self.lineage)),
            Subject::Grown => match record.site() {
                _ if among(&self.lineage) => Verdict::Pass,
                Some(site) if self.sites.contains(site) => Verdict::Pass,
                Some(_) if self.sites.is_empty() && record.lots.is_empty() => Verdict::Unknown,
                None if record.lots.is_empty() => Verdict::Unknown,
                _ => Verdict::Fail,
            },
        }
    }

    /// The lots of a lineage: the lot, and all that went into it.
    fn trace_back(lot: &str, made: &BTreeMap<Box<str>, Vec<Box<str>>>) -> BTreeSet<Box<str>> {
        let mut lineage = BTreeSet::from([Box::from(lot)]);
        let mut next = alloc::vec![lot];
        while let Some(lot) = next.pop() {
            for parent in made.get(lot).into_iter().flatten() {
                if lineage.insert(parent.clone()) {
                    next.push(parent);
                }
            }
        }
        lineage
    }
}
