//! Whether the parts of a profile make a whole.

use super::{ExpectedInterval, ExpectedStep, Link, MOST_EXPECTED, MOST_STEPS, Profile};
use crate::{
    base::{
        finding::{Finding, Severity},
        limits::{NAME_BYTES, PRODUCT_NAMES},
        quantity::Quantity,
        ratio::Ratio,
        text::shown,
        unit::Dimension,
    },
    product::check::check_text,
};
use alloc::{
    collections::BTreeSet,
    format,
    string::{String, ToString as _},
    vec::Vec,
};

/// Bytes of an id in a profile, at most.
const ID_BYTES: usize = 64;

impl Profile {
    /// What is wrong with it, as far as can be told without the vocabulary; places are pointers into the profile.
    ///
    /// Errors: `id-letters`, `id-repeated`, `name-missing`, `text-…`, `steps-missing`, `too-many`, `step-unnamed`, `word-repeated`,
    /// `cardinality-contradicts`, `unknown-step`, `order-cycle`, `span-form`, `interval-contradicts`, `interval-unnamed`,
    /// `covers-missing`, `bounds-alike` (a record of the first step would be one of the last). Warning: `optional-bound`, of an interval or statement that hangs on a step that may be left out.
    #[must_use]
    pub fn check(&self) -> Vec<Finding> {
        let mut found = Found(Vec::new());
        self.check_head(&mut found);
        let before = self.before();
        for (at, step) in self.steps.iter().enumerate() {
            self.check_step(step, &format!("/steps/{at}"), &mut found);
            if before.get(at).is_some_and(|row| row & bit(at) != 0) {
                found.error("order-cycle", format!("/steps/{at}/after"), &step.id);
            }
        }
        for (at, interval) in self.intervals.iter().enumerate() {
            self.check_interval(at, interval, &before, &mut found);
        }
        for (at, claim) in self.claims.iter().enumerate() {
            let place = format!("/claims/{at}");
            if claim.covers.is_empty() {
                found.error("covers-missing", format!("{place}/covers"), "");
            }
            found.words(&claim.covers, &format!("{place}/covers"));
            self.check_ends(&claim.from, &claim.until, &place, &before, &mut found);
        }
        found.words(&self.unexpected, "/unexpected");
        let expected = self.steps.iter().filter(|step| step.least > 0).flat_map(|step| &step.acts);
        for act in expected {
            if let Some(at) = self.unexpected.iter().position(|other| other == act) {
                found.error("expectation-contradicts", format!("/unexpected/{at}"), act);
            }
        }
        found.0
    }

    fn check_head(&self, found: &mut Found) {
        let dotted = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
        if self.id.is_empty() || self.id.len() > ID_BYTES || !self.id.bytes().all(dotted) {
            found.error("id-letters", "/id".into(), &self.id);
        }
        check_text(&self.version, "/version", &mut found.0);
        if self.names.is_empty() {
            found.error("name-missing", "/names".into(), "");
        }
        if self.names.len() > PRODUCT_NAMES {
            found.error("too-many", "/names".into(), "");
        }
        for (language, name) in self.names.iter().take(PRODUCT_NAMES) {
            check_text(name, &format!("/names/{language}"), &mut found.0);
        }
        for (at, line) in self.basis.iter().enumerate() {
            if line.trim().is_empty() || line.len() > 4 * NAME_BYTES {
                found.error("text-too-long", format!("/basis/{at}"), line);
            }
        }
        if self.steps.is_empty() {
            found.error("steps-missing", "/steps".into(), "");
        }
        if self.expected() > MOST_EXPECTED {
            found.error("too-many", "/steps".into(), &self.expected().to_string());
        }
        let mut seen = BTreeSet::new();
        let steps = self.steps.iter().enumerate().map(|(at, step)| ("steps", at, &step.id));
        let intervals = self.intervals.iter().enumerate().map(|(at, this)| ("intervals", at, &this.id));
        let claims = self.claims.iter().enumerate().map(|(at, claim)| ("claims", at, &claim.id));
        for (list, at, id) in steps.chain(intervals).chain(claims) {
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            if id.is_empty() || id.len() > ID_BYTES || !id.bytes().all(plain) {
                found.error("id-letters", format!("/{list}/{at}/id"), id);
            }
            if !seen.insert(id) {
                found.error("id-repeated", format!("/{list}/{at}/id"), id);
            }
        }
    }

    fn check_step(&self, step: &ExpectedStep, place: &str, found: &mut Found) {
        if step.acts.is_empty() && step.biz_steps.is_empty() {
            found.error("step-unnamed", format!("{place}/acts"), &step.id);
        }
        if step.most.is_some_and(|most| most < step.least.max(1)) {
            found.error("cardinality-contradicts", format!("{place}/most"), "");
        }
        for (name, list) in [
            ("acts", &step.acts),
            ("biz_steps", &step.biz_steps),
            ("fields", &step.fields),
            ("after", &step.after),
        ] {
            found.words(list, &format!("{place}/{name}"));
        }
        for (at, other) in step.after.iter().enumerate() {
            if self.step(other).is_none() {
                found.error("unknown-step", format!("{place}/after/{at}"), other);
            }
        }
    }

    fn check_interval(&self, at: usize, interval: &ExpectedInterval, before: &[u64], found: &mut Found) {
        let place = format!("/intervals/{at}");
        if interval.acts.is_empty() == interval.reading.is_none() {
            found.error("interval-unnamed", format!("{place}/acts"), "");
        }
        found.words(&interval.acts, &format!("{place}/acts"));
        self.check_ends(&interval.from, &interval.until, &place, before, found);
        if interval.at_most.is_none() && interval.at_least.is_none() {
            found.error("span-form", format!("{place}/at_most"), "");
        }
        let mut span = |name: &str, span: Option<&Quantity>, floor: Ratio| {
            let span = span?;
            let seconds = seconds(span);
            if seconds.is_none_or(|seconds| seconds < floor || seconds.denominator() != 1) {
                found.error("span-form", format!("{place}/{name}"), &span.to_string());
            }
            seconds
        };
        let most = span("at_most", interval.at_most.as_ref(), Ratio::ONE);
        let least = span("at_least", interval.at_least.as_ref(), Ratio::ZERO);
        if least.zip(most).is_some_and(|(least, most)| least > most) {
            found.error("interval-contradicts", format!("{place}/at_least"), "");
        }
        // Two intervals of the same records over the same time, one of which calls for more distance than the other allows.
        let same = |other: &&ExpectedInterval| {
            other.acts == interval.acts
                && other.reading == interval.reading
                && other.from == interval.from
                && other.until == interval.until
        };
        let others = self.intervals.iter().enumerate().filter(|(other, _)| *other != at);
        for (_, other) in others.filter(|(_, other)| same(other)) {
            if least.zip(other.most_seconds()).is_some_and(|(least, most)| least > most) {
                found.error("interval-contradicts", format!("{place}/at_least"), &other.id);
            }
        }
    }

    fn check_ends(&self, from: &str, until: &str, place: &str, before: &[u64], found: &mut Found) {
        let ends = [("from", from), ("until", until)].map(|(name, id)| {
            let at = self.step(id);
            let pointer = format!("{place}/{name}");
            match at.and_then(|at| self.steps.get(at)) {
                None => found.error("unknown-step", pointer, id),
                Some(step) if step.least == 0 => {
                    found.0.push(Finding::new(Severity::Warning, "optional-bound").at(pointer).found(id));
                }
                Some(_) => {}
            }
            at
        });
        if let [Some(from), Some(until)] = ends {
            let acts = |at: usize| self.steps.get(at).map_or(&[][..], |step| &step.acts[..]);
            if from != until && acts(from).iter().any(|act| acts(until).contains(act)) {
                found.error("bounds-alike", format!("{place}/until"), "");
            }
            // The order says that it ends before it begins.
            let backward = before.get(from).is_some_and(|row| row & bit(until) != 0);
            if from == until || backward {
                found.error("interval-contradicts", format!("{place}/until"), "");
            }
        }
    }

    /// For each step the steps that come before it, as bits, over any number of others.
    fn before(&self) -> Vec<u64> {
        let mut rows: Vec<u64> = self
            .steps
            .iter()
            .take(MOST_STEPS)
            .map(|step| step.after.iter().filter_map(|id| self.step(id)).fold(0, |row, at| row | bit(at)))
            .collect();
        for middle in 0..rows.len() {
            let through = rows.get(middle).copied().unwrap_or(0);
            for row in &mut rows {
                if *row & bit(middle) != 0 {
                    *row |= through;
                }
            }
        }
        rows
    }
}

fn bit(at: usize) -> u64 {
    u32::try_from(at).ok().and_then(|at| 1u64.checked_shl(at)).unwrap_or(0)
}

/// The seconds of a span of time.
pub(super) fn seconds(span: &Quantity) -> Option<Ratio> {
    (span.dimension()? == Dimension::Time).then_some(())?;
    span.exact_in("SEC".parse().ok()?).ok()
}

impl ExpectedInterval {
    /// The longest time from one record to the next, in seconds.
    #[must_use]
    pub fn most_seconds(&self) -> Option<Ratio> {
        seconds(self.at_most.as_ref()?)
    }

    /// The shortest time between two records, in seconds.
    #[must_use]
    pub fn least_seconds(&self) -> Option<Ratio> {
        seconds(self.at_least.as_ref()?)
    }
}

struct Found(Vec<Finding>);

impl Found {
    fn error(&mut self, code: &'static str, at: String, found: &str) {
        self.0.push(Finding::new(Severity::Error, code).at(at).found(shown(found)));
    }

    fn words(&mut self, words: &[String], place: &str) {
        for (at, word) in words.iter().enumerate() {
            if words.iter().take(at).any(|earlier| earlier == word) {
                self.error("word-repeated", format!("{place}/{at}"), word);
            }
        }
    }
}

impl Link {
    /// Its word in Chinese.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Grow => "种养",
            Self::Process => "加工",
            Self::Transport => "运输",
            Self::Sell => "销售",
            Self::State => "声明",
        }
    }
}
