//! Statements that a record is complete: without one, nothing follows from the absence of a record.

use super::{Case, When};
use crate::{base::date::Date, certify::Subject};
use alloc::{boxed::Box, string::String, vec::Vec};

/// That the record of some kinds is complete, of something, for a time.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// The record that says so, if it is one.
    pub(super) record: Option<u32>,
    pub(super) covers: Box<[Box<str>]>,
    pub(super) of: Of,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
}

/// Of what a record is complete.
#[derive(Clone, Debug)]
pub(super) enum Of {
    Everything,
    Lot(Box<str>),
    Site(Box<str>),
}

/// Whether the record is complete: which statements say so, or of what nobody does.
pub(in crate::certify) struct Cover {
    pub(in crate::certify) by: Vec<u32>,
    pub(in crate::certify) lacking: Vec<String>,
}

impl Case {
    /// Is the record of a kind complete, of a subject and for these days?
    pub(in crate::certify) fn cover(
        &self,
        kind: &str,
        subject: Subject,
        days: Option<(Option<Date>, Option<Date>)>,
        as_of: Date,
    ) -> Cover {
        let claims: Vec<&Claim> =
            self.claims.iter().filter(|claim| self.counts(claim, kind, as_of)).collect();
        let (from, to) = days.unwrap_or((Some(Date::MIN), Some(as_of)));
        let covered = |of: &dyn Fn(&Of) -> bool| {
            let fit = claims.iter().filter(|claim| matches!(claim.of, Of::Everything) || of(&claim.of));
            spans(fit.copied(), from, to)
        };
        let lots: Vec<&str> = match subject {
            Subject::Any => Vec::new(),
            Subject::Lot => alloc::vec![&*self.lot],
            Subject::Lineage | Subject::Grown => self.lineage.iter().map(|lot| &**lot).collect(),
        };
        let mut cover = Cover { by: Vec::new(), lacking: Vec::new() };
        if let (Subject::Any, found) = (subject, covered(&|_| false)) {
            cover.add(found, || None);
            return cover;
        }
        for lot in &lots {
            cover.add(covered(&|of| matches!(of, Of::Lot(of) if **of == **lot)), || {
                Some(alloc::format!("lot:{lot}"))
            });
        }
        if subject == Subject::Grown && !cover.lacking.is_empty() && !self.sites.is_empty() {
            cover = Cover { by: Vec::new(), lacking: Vec::new() };
            for site in &self.sites {
                let found = covered(&|of| matches!(of, Of::Site(of) if of == site));
                cover.add(found, || Some(alloc::format!("plot:{site}")));
            }
        }
        cover
    }

    /// Are the members of such records known to be all there are? `covers` names them as `KIND.*`, or one as `KIND.FIELD`.
    pub(in crate::certify) fn is_closed(&self, fact: &str) -> bool {
        let kind = fact.split_once('.').map_or(fact, |(kind, _)| kind);
        let names = |covered: &str| covered == fact || covered.strip_suffix(".*") == Some(kind);
        self.claims
            .iter()
            .any(|claim| claim.record.is_none() && claim.covers.iter().any(|covered| names(covered)))
    }

    /// Does a statement count for a kind, on this day?
    fn counts(&self, claim: &Claim, kind: &str, as_of: Date) -> bool {
        let said = claim.record.and_then(|record| self.record(record)).and_then(|record| record.when);
        claim.covers.iter().any(|covered| **covered == *kind)
            && said.map(When::day).is_none_or(|day| day <= as_of)
    }
}

impl Cover {
    fn add(&mut self, found: Option<Vec<u32>>, of: impl FnOnce() -> Option<String>) {
        match found {
            Some(by) => self.by.extend(by),
            None => self.lacking.push(of().unwrap_or_default()),
        }
    }

    pub(in crate::certify) fn is_whole(&self) -> bool {
        self.lacking.is_empty()
    }
}

/// Do these statements together cover the days without a gap? If so, which do.
fn spans<'c>(
    claims: impl Iterator<Item = &'c Claim>,
    from: Option<Date>,
    to: Option<Date>,
) -> Option<Vec<u32>> {
    let mut claims: Vec<&Claim> = claims.collect();
    claims.sort_by_key(|claim| claim.from);
    let mut by = Vec::new();
    let (Some(from), Some(to)) = (from, to) else {
        // Days that nobody states are covered only by a statement without end.
        let whole = claims.iter().find(|claim| claim.from.is_none() && claim.to.is_none())?;
        by.extend(whole.record);
        return Some(by);
    };
    let mut next = from;
    for claim in claims {
        let starts = claim.from.is_none_or(|start| start <= next);
        let reaches = claim.to.is_none_or(|end| end >= next);
        if starts && reaches {
            by.extend(claim.record);
            match claim.to {
                Some(end) if end < to => next = end.plus_days(1).ok()?,
                _ => return Some(by),
            }
        }
    }
    None
}
