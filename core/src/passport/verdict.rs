//! The graded verdict (`FORMATS` §11), and how a stated policy reduces it.

use super::require::Require;
use crate::proof::code::{Aspect, Class, Code, Findings, Reason};
pub use crate::proof::code::{Outcome, Status};
use alloc::{borrow::ToOwned as _, string::String, vec::Vec};

/// What is always said beside a verdict, in English and Chinese.
pub const CLAIM: (&str, &str) = ("proves the record, not the box", "证明的是记录，而不是箱子里的东西");

/// What no verdict proves, in English and Chinese.
pub const NOT_PROVED: &[(&str, &str)] = &[
    ("that these goods are the ones the record is about", "不能证明眼前的货物就是记录所说的货物"),
    ("that what was written down is true", "不能证明所写的内容属实"),
    (
        "that nothing was left out which nobody expected or received",
        "无人预期、无人收到的记录若被遗漏，不能发现",
    ),
    (
        "that a key was not used by somebody else before its loss was known",
        "密钥失窃被发现之前的冒用，不能发现",
    ),
];

/// One aspect, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Which one.
    pub aspect: Aspect,
    /// How it stands.
    pub status: Status,
    /// Every code found, with how often.
    pub codes: Vec<(Code, u32)>,
    /// Ids of the keys it rests on.
    pub keys: Vec<String>,
    /// The times it rests on: what they are, and the time as written or as Unix seconds.
    pub times: Vec<(&'static str, String)>,
}

/// The verdict on one passport.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The lot; empty if the passport could not be read.
    pub lot: String,
    /// Entries that the newest head counts: the record is complete up to here, if aspect completeness holds.
    pub count: u64,
    /// Number of the newest head.
    pub head: u64,
    /// The head's status, as its word.
    pub state: &'static str,
    /// What it comes down to.
    pub outcome: Outcome,
    /// The aspects that decided, in order.
    pub deciding: Vec<Aspect>,
    /// Every aspect, in order.
    pub aspects: Vec<Judgement>,
    /// The places of what was found, the first few for each code.
    pub reasons: Vec<Reason>,
}

impl Verdict {
    /// The judgement of one aspect.
    #[must_use]
    pub fn aspect(&self, aspect: Aspect) -> Option<&Judgement> {
        self.aspects.iter().find(|judgement| judgement.aspect == aspect)
    }

    /// The status of one aspect.
    #[must_use]
    pub fn status(&self, aspect: Aspect) -> Status {
        self.aspect(aspect).map_or(Status::NotEvaluated, |judgement| judgement.status)
    }

    /// Was this found in that aspect?
    #[must_use]
    pub fn has(&self, aspect: Aspect, code: Code) -> bool {
        self.aspect(aspect).is_some_and(|judgement| judgement.codes.iter().any(|(known, _)| *known == code))
    }
}

/// Keys and times that aspects rest on, gathered on the way.
#[derive(Debug)]
pub(super) struct Rests {
    /// Every aspect, in order.
    aspects: Vec<Judgement>,
}

impl Default for Rests {
    fn default() -> Self {
        let mut aspects = Vec::new();
        for aspect in Aspect::ALL {
            let (codes, keys, times) = (Vec::new(), Vec::new(), Vec::new());
            aspects.push(Judgement { aspect, status: Status::Pass, codes, keys, times });
        }
        Self { aspects }
    }
}

impl Rests {
    pub(super) fn key(&mut self, aspect: Aspect, id: &str) {
        let Some(Judgement { keys, .. }) = self.aspects.get_mut(aspect as usize) else { return };
        if let Err(place) = keys.binary_search_by(|known| known.as_str().cmp(id)) {
            keys.insert(place, id.to_owned());
        }
    }

    pub(super) fn time(&mut self, aspect: Aspect, what: &'static str, time: &str) {
        if let Some(judgement) = self.aspects.get_mut(aspect as usize) {
            judgement.times.push((what, time.to_owned()));
        }
    }
}

impl Verdict {
    /// What was found comes down to this, of a lot whose newest head is not looked at here.
    ///
    /// **Refused** if any aspect fails with a code that the policy does not allow, required or not; else
    /// **incomplete** if a required aspect is not evaluated for a reason that the policy does not allow; else
    /// **accepted**.
    pub(super) fn of(found: Findings, rests: Rests, require: &Require, lot: &str) -> Self {
        let mut aspects = rests.aspects;
        // The aspects that decide for each outcome.
        let (mut accepted, mut incomplete, mut refused) = (Vec::new(), Vec::new(), Vec::new());
        for judgement in &mut aspects {
            let aspect = judgement.aspect;
            let (mut fails, mut open) = (false, false);
            for found in found.codes(aspect) {
                let (status, blocks) = match found.code.class() {
                    Class::Fail => (Status::Fail, &mut fails),
                    Class::Open => (Status::NotEvaluated, &mut open),
                    Class::Note => (Status::Pass, &mut false),
                };
                judgement.status = judgement.status.max(status);
                *blocks |= !require.allows(found.code);
                judgement.codes.push((found.code, found.count));
            }
            let asked = require.asks_for(aspect);
            for (decides, aspects) in
                [(asked, &mut accepted), (asked && open, &mut incomplete), (fails, &mut refused)]
            {
                if decides {
                    aspects.push(aspect);
                }
            }
        }
        let (outcome, deciding) = match (refused.is_empty(), incomplete.is_empty()) {
            (false, _) => (Outcome::Refused, refused),
            (true, false) => (Outcome::Incomplete, incomplete),
            (true, true) => (Outcome::Accepted, accepted),
        };
        let (lot, reasons) = (lot.to_owned(), found.into_reasons());
        Self { lot, count: 0, head: 0, state: "", outcome, deciding, aspects, reasons }
    }
}
