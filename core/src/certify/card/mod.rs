//! What a seller may show: claims that are proved, a scorecard by scope, and words that go beyond it.

mod wording;

pub use wording::Beyond;

use super::{Case, Outcome, Program, RuleOutcome, Scope, Verdict};
use crate::{
    base::date::Date,
    digest::Hash,
    id::few::few,
    product::{Language, each_once, profile::Standing},
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};
use serde::{Deserialize, Serialize};

/// Rules, rulebooks or words of one claim, at most.
const MOST_PARTS: usize = 64;

/// Something that a seller would like to say of a lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// What it is called.
    pub id: String,
    /// What a consumer reads, by language.
    #[serde(deserialize_with = "each_once")]
    pub text: BTreeMap<Language, String>,
    /// Words that say so: wording with one of them goes beyond what is proved while the claim is not.
    #[serde(default, deserialize_with = "few::<_, _, MOST_PARTS>", skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// What has to pass for it.
    #[serde(deserialize_with = "few::<_, _, MOST_PARTS>")]
    pub rests_on: Vec<Basis>,
}

/// Rules that have to pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Basis {
    /// The rulebook, by its id.
    pub rulebook: String,
    /// Its rules; all that must hold unless said.
    #[serde(default, deserialize_with = "few::<_, _, MOST_PARTS>", skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
}

/// Whether a claim may be shown, and if not, the first thing in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Showing {
    /// Every rule it rests on passes, by a rulebook that is released, pinned, in force and not outdated.
    Proved,
    /// It rests on nothing.
    RestsOnNothing,
    /// The rulebook was not given, or has no such rule.
    RuleNotGiven,
    /// A rule fails.
    RuleFails,
    /// A rule is unknown.
    RuleUnknown,
    /// No rule applies.
    NotApplicable,
    /// The rulebook is a sample or a draft; nothing that a consumer sees rests on it.
    SampleRulebook,
    /// The rulebook's hash is not among those that the caller pinned.
    RulebookNotPinned,
    /// The lot does not fall into the days on which the rulebook holds.
    NotInForce,
    /// The rulebook should have been looked through again.
    RulebookOutdated,
}

/// How one scope stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Score {
    /// Rules that apply, or may.
    pub rules: usize,
    /// Of them, how many pass.
    pub pass: usize,
    /// How many fail.
    pub fail: usize,
    /// How many are unknown; what is covered is the rest.
    pub unknown: usize,
}

/// What may be shown of a lot.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Card {
    /// Each claim, in order, and whether it may be shown.
    pub claims: Vec<Showing>,
    /// The five scopes.
    pub scopes: BTreeMap<Scope, Score>,
    /// Words of the wording that go beyond what is proved.
    pub beyond: Vec<Beyond>,
}

/// A rulebook that was asked.
struct Judged<'p> {
    program: &'p Program,
    outcome: Outcome,
    pinned: bool,
}

/// Draws up the card of a lot.
#[must_use]
pub fn card(
    books: &[(&Program, &Case)],
    pinned: &BTreeSet<Hash>,
    claims: &[Claim],
    wording: &str,
    as_of: Date,
) -> Card {
    let judged = books.iter().map(|&(program, case)| Judged {
        program,
        outcome: super::evaluate(program, case, as_of),
        pinned: pinned.contains(program.hash()),
    });
    let judged: Vec<Judged<'_>> = judged.collect();
    let showings: Vec<Showing> = claims.iter().map(|claim| showing(claim, &judged)).collect();
    let unproved = claims.iter().zip(&showings).filter(|(_, showing)| **showing != Showing::Proved);
    let beyond = wording::beyond(wording, claims, unproved.map(|(claim, _)| claim));
    Card { scopes: scopes(&judged), claims: showings, beyond }
}

fn scopes(judged: &[Judged<'_>]) -> BTreeMap<Scope, Score> {
    let mut scopes: BTreeMap<Scope, Score> =
        Scope::ALL.into_iter().map(|scope| (scope, Score::default())).collect();
    for book in judged {
        for (rule, found) in book.program.book().rules.iter().zip(&book.outcome.rules) {
            let score = scopes.entry(rule.scope).or_default();
            score.rules += usize::from(found.verdict != Verdict::NotApplicable);
            score.pass += usize::from(found.verdict == Verdict::Pass);
            score.fail += usize::from(found.verdict == Verdict::Fail);
            score.unknown += usize::from(found.verdict == Verdict::Unknown);
        }
    }
    scopes
}

fn showing(claim: &Claim, judged: &[Judged<'_>]) -> Showing {
    let each = claim.rests_on.iter().map(|basis| of_basis(basis, judged));
    // What the lot lacks is told before what the rulebook does.
    each.fold(None, |worst: Option<Showing>, found| match worst {
        None | Some(Showing::Proved) => Some(found),
        Some(worst) if found == Showing::Proved => Some(worst),
        Some(worst) => Some(worst.min(found)),
    })
    .unwrap_or(Showing::RestsOnNothing)
}

fn of_basis(basis: &Basis, judged: &[Judged<'_>]) -> Showing {
    let Some(book) = judged.iter().find(|book| book.program.book().id == basis.rulebook) else {
        return Showing::RuleNotGiven;
    };
    let verdict = if basis.rules.is_empty() { Some(book.outcome.verdict) } else { of_rules(basis, book) };
    match verdict {
        None => Showing::RuleNotGiven,
        Some(Verdict::Fail) => Showing::RuleFails,
        Some(Verdict::Unknown) => Showing::RuleUnknown,
        Some(Verdict::NotApplicable) => Showing::NotApplicable,
        Some(Verdict::Pass) if book.program.book().status != Standing::Released => Showing::SampleRulebook,
        Some(Verdict::Pass) if !book.pinned => Showing::RulebookNotPinned,
        Some(Verdict::Pass) if book.outcome.in_force != Some(true) => Showing::NotInForce,
        Some(Verdict::Pass) if book.outcome.outdated => Showing::RulebookOutdated,
        Some(Verdict::Pass) => Showing::Proved,
    }
}

/// What the named rules say together; nothing if one of them does not exist.
fn of_rules(basis: &Basis, book: &Judged<'_>) -> Option<Verdict> {
    let found = |name: &String| -> Option<&RuleOutcome> {
        let at = book.program.book().rules.iter().position(|rule| rule.id == *name)?;
        book.outcome.rules.get(at)
    };
    basis.rules.iter().try_fold(Verdict::NotApplicable, |all, name| Some(all.and(found(name)?.verdict)))
}
