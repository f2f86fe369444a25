//! Answers with and without their reasons: one evaluator serves both.

use crate::certify::Verdict;
use alloc::{collections::BTreeSet, string::String, vec::Vec};
use serde::Serialize;

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Need {
    /// What, in a word of the rulebook.
    pub need: String,
    /// Of what: `lot:…`, `plot:…`, `party:…`; absent where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

/// How the verdict of a condition follows from those of its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Join {
    /// It has none.
    #[default]
    Leaf,
    /// All must hold.
    All,
    /// One must hold.
    Any,
    /// So many must hold.
    AtLeast(usize),
    /// The part must not hold.
    Not,
    /// The first decides whether the second counts.
    Given,
    /// Each is a part of the answer, whatever it says.
    Beside,
}

/// Why a condition came out as it did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Why {
    /// Which condition, by its word in the rulebook.
    pub node: &'static str,
    /// How it came out.
    pub verdict: Verdict,
    /// The reason in a word, where there is one beside its parts.
    pub code: &'static str,
    /// What the reason names.
    pub args: Vec<(&'static str, String)>,
    /// Records that it looked at itself.
    pub own: Vec<u32>,
    /// What is missing by itself.
    pub needs: Vec<Need>,
    /// How it follows from its parts.
    pub join: Join,
    /// Its parts.
    pub parts: Vec<Why>,
}

/// What a condition without parts tells.
#[derive(Default)]
pub(super) struct Leaf {
    pub(super) node: &'static str,
    pub(super) code: &'static str,
    pub(super) args: Vec<(&'static str, String)>,
    pub(super) own: Vec<u32>,
    pub(super) needs: Vec<Need>,
}

/// An answer of the evaluator: a verdict alone, or with its reasons.
pub(super) trait Reply: Sized {
    /// Are reasons kept?
    const TELLS: bool;

    fn verdict(&self) -> Verdict;
    fn leaf(verdict: Verdict, leaf: impl FnOnce() -> Leaf) -> Self;
    fn group(node: &'static str, verdict: Verdict, join: Join, parts: Vec<Self>) -> Self;
    /// The records that a pick bound while this came out.
    fn with(self, record: u32) -> Self;

    fn not(self) -> Self {
        let verdict = !self.verdict();
        Self::group("not", verdict, Join::Not, only::<Self>(self))
    }

    /// Both, where the first says whether the second counts.
    fn both(applies: Self, require: Self) -> Self {
        let verdict = match applies.verdict() {
            Verdict::Unknown if require.verdict() != Verdict::NotApplicable => Verdict::Unknown,
            _ => require.verdict(),
        };
        let mut parts = only::<Self>(applies);
        if Self::TELLS {
            parts.push(require);
        }
        Self::group("rule", verdict, Join::Given, parts)
    }

    /// A rule that does not apply.
    fn absent(applies: Self) -> Self {
        Self::group("rule", Verdict::NotApplicable, Join::Given, only::<Self>(applies))
    }
}

/// A list of one where reasons are kept; else empty, without memory.
fn only<R: Reply>(reply: R) -> Vec<R> {
    if R::TELLS { alloc::vec![reply] } else { Vec::new() }
}

impl Reply for Verdict {
    const TELLS: bool = false;

    fn verdict(&self) -> Verdict {
        *self
    }

    fn leaf(verdict: Verdict, _: impl FnOnce() -> Leaf) -> Self {
        verdict
    }

    fn group(_: &'static str, verdict: Verdict, _: Join, _: Vec<Self>) -> Self {
        verdict
    }

    fn with(self, _: u32) -> Self {
        self
    }
}

impl Reply for Why {
    const TELLS: bool = true;

    fn verdict(&self) -> Verdict {
        self.verdict
    }

    fn leaf(verdict: Verdict, leaf: impl FnOnce() -> Leaf) -> Self {
        let Leaf { node, code, args, own, needs } = leaf();
        Self { node, verdict, code, args, own, needs, join: Join::Leaf, parts: Vec::new() }
    }

    fn group(node: &'static str, verdict: Verdict, join: Join, parts: Vec<Self>) -> Self {
        Self { node, verdict, join, parts, ..Self::default() }
    }

    fn with(mut self, record: u32) -> Self {
        self.own.push(record);
        self
    }
}

impl Why {
    /// The parts from which the verdict follows.
    fn deciding(&self) -> impl Iterator<Item = &Self> {
        let wanted = match (self.join, self.verdict) {
            (Join::Not, verdict) => !verdict,
            (_, verdict) => verdict,
        };
        let given = self.join == Join::Given;
        let settled = given && self.parts.iter().any(|part| part.verdict == wanted);
        self.parts
            .iter()
            .enumerate()
            .filter(move |(at, part)| match self.verdict {
                // That it does not apply, or does, is a part of every answer but an open one that lies elsewhere.
                Verdict::NotApplicable => true,
                _ if self.join == Join::Beside => true,
                Verdict::Unknown => part.verdict == wanted,
                _ if given => *at == 0 || part.verdict == wanted || !settled,
                _ => part.verdict == wanted,
            })
            .map(|(_, part)| part)
    }

    /// The records on which the verdict rests, in order.
    #[must_use]
    pub fn cites(&self) -> Vec<u32> {
        let mut found = BTreeSet::new();
        self.collect(&mut found);
        found.into_iter().collect()
    }

    fn collect(&self, found: &mut BTreeSet<u32>) {
        found.extend(&self.own);
        self.deciding().for_each(|part| part.collect(found));
    }

    /// A small set of records from which the same verdict follows: where one part is enough, that with the fewest records.
    #[must_use]
    pub fn decisive(&self) -> Vec<u32> {
        self.least().into_iter().collect()
    }

    fn least(&self) -> BTreeSet<u32> {
        let mut found: BTreeSet<u32> = self.own.iter().copied().collect();
        let mut sets: Vec<BTreeSet<u32>> = self.deciding().map(Self::least).collect();
        sets.sort_by_key(BTreeSet::len);
        let enough = match (self.join, self.verdict) {
            (Join::All, Verdict::Fail) | (Join::Any, Verdict::Pass) => 1,
            (Join::AtLeast(n), Verdict::Pass) => n,
            (Join::AtLeast(n), Verdict::Fail) => self.parts.len().saturating_sub(n).saturating_add(1),
            _ => usize::MAX,
        };
        sets.into_iter().take(enough).for_each(|set| found.extend(set));
        found
    }

    /// What is missing for a verdict that is not open, or was named beside one that is a fail.
    #[must_use]
    pub fn missing(&self) -> BTreeSet<Need> {
        let mut found = BTreeSet::new();
        self.lacking(&mut found);
        found
    }

    fn lacking(&self, found: &mut BTreeSet<Need>) {
        if self.verdict != Verdict::Pass {
            found.extend(self.needs.iter().cloned());
        }
        self.deciding().for_each(|part| part.lacking(found));
    }
}
