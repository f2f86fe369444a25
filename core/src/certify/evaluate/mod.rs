//! Asking a rulebook: strong Kleene logic over records, with or without the reasons.

mod certificate;
mod gather;
mod node;
mod tell;
mod value;

pub use tell::{Need, Why};

use super::{Case, Grade, Program, Severity, Verdict, program::MOST_BOUND};
use crate::base::date::Date;
use alloc::{collections::BTreeSet, string::String, vec::Vec};
use tell::Reply;

/// What a rulebook says of a lot.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// All rules that must hold, together.
    pub verdict: Verdict,
    /// Does the anchor's day fall into the days on which the rulebook holds? Not known without an anchor.
    pub in_force: Option<bool>,
    /// The rulebook should have been looked through again before this day.
    pub outdated: bool,
    /// The anchor's day, if it is known.
    pub anchor: Option<Date>,
    /// Each rule, in order.
    pub rules: Vec<RuleOutcome>,
}

/// What one rule says of a lot.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleOutcome {
    /// What it says.
    pub verdict: Verdict,
    /// The records it rests on, by their place in the evidence, in order.
    pub cites: Vec<u32>,
    /// A smallest set of records from which the same verdict follows.
    pub decisive: Vec<u32>,
    /// The weakest grade of what it rests on.
    pub grade: Option<Grade>,
    /// What is missing.
    pub missing: BTreeSet<Need>,
    /// Why: the conditions as they came out.
    pub why: Why,
}

/// Asks every rule, with all reasons.
#[must_use]
pub fn evaluate(program: &Program, case: &Case, as_of: Date) -> Outcome {
    let mut run = Run::new(program, case, as_of);
    let in_force = run.in_force();
    let rules: Vec<RuleOutcome> = (0..program.rules.len()).map(|at| run.explained(at)).collect();
    let must = program.rules.iter().zip(&rules).filter(|(rule, _)| rule.severity == Severity::Must);
    let verdict = must.fold(Verdict::NotApplicable, |all, (_, rule)| all.and(rule.verdict));
    let outdated = as_of > program.book.review_by;
    Outcome { verdict, in_force, outdated, anchor: run.anchor, rules }
}

/// Asks every rule that must hold, without reasons.
#[must_use]
pub fn verdict(program: &Program, case: &Case, as_of: Date) -> Verdict {
    let mut run = Run::new(program, case, as_of);
    let mut all = Verdict::NotApplicable;
    for (at, rule) in program.rules.iter().enumerate() {
        if rule.severity == Severity::Must {
            all = all.and(run.rule(at));
        }
        if all == Verdict::Fail {
            break;
        }
    }
    all
}

impl Program {
    /// Does the rulebook hold for a case, by the day that is its anchor? Not known where nothing states that day.
    #[must_use]
    pub fn in_force(&self, case: &Case, as_of: Date) -> Option<bool> {
        Run::new(self, case, as_of).in_force()
    }
}

/// One evaluation.
struct Run<'a> {
    program: &'a Program,
    case: &'a Case,
    as_of: Date,
    anchor: Option<Date>,
    /// The records bound by the picks around the condition at hand.
    bound: [u32; MOST_BOUND],
    depth: usize,
}

impl<'a> Run<'a> {
    fn new(program: &'a Program, case: &'a Case, as_of: Date) -> Self {
        let mut run = Self { program, case, as_of, anchor: None, bound: [0; MOST_BOUND], depth: 0 };
        run.anchor = run.find_anchor();
        run
    }

    /// The day that decides which edition holds.
    fn find_anchor(&self) -> Option<Date> {
        let anchor = &*self.program.book.effective.anchor.0;
        if anchor == "as-of" {
            return Some(self.as_of);
        }
        let kind = self.program.kind(anchor);
        let records = kind.map_or(&[][..], |kind| self.case.of_kind(kind)).iter();
        let of_lot = records.filter_map(|at| self.case.record(*at)).filter(|record| {
            let open_or_of_lot = self.case.is_of(record, super::Subject::Lineage);
            open_or_of_lot != Verdict::Fail
        });
        self.case.anchor.or(of_lot.filter_map(|record| record.when).map(super::evidence::When::day).min())
    }

    fn in_force(&self) -> Option<bool> {
        self.anchor.map(|day| self.program.holds_on(day))
    }

    /// A rule: not applicable where it does not apply.
    fn rule<R: Reply>(&mut self, at: usize) -> R {
        let program = self.program;
        let Some(rule) = program.rules.get(at) else { return R::leaf(Verdict::Unknown, tell::Leaf::default) };
        let depth = core::mem::take(&mut self.depth);
        let applies = rule.applies.as_ref().map(|applies| self.node::<R>(applies));
        let found = match applies {
            Some(applies) if applies.verdict() == Verdict::Fail => R::absent(applies),
            Some(applies) if !R::TELLS && applies.verdict() == Verdict::Unknown => {
                let require: R = self.node(&rule.require);
                R::both(applies, require)
            }
            Some(applies) => {
                let require: R = self.node(&rule.require);
                R::both(applies, require)
            }
            None => self.node(&rule.require),
        };
        self.depth = depth;
        found
    }

    fn explained(&mut self, at: usize) -> RuleOutcome {
        let why: Why = self.rule(at);
        let cites = why.cites();
        let records = cites.iter().filter_map(|at| self.case.record(*at));
        let grade = records.map(|record| record.grade).min();
        RuleOutcome {
            verdict: why.verdict,
            decisive: why.decisive(),
            missing: why.missing(),
            grade,
            cites,
            why,
        }
    }
}

/// A text of a need, made once.
fn owned(text: &str) -> String {
    String::from(text)
}
