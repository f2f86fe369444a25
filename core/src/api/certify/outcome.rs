//! A verdict as it stands in answers.

use crate::{
    base::date::Date,
    certify::{Case, Grade, Need, Outcome, Program, Rule, RuleOutcome, Scope, Severity, Verdict, Why},
    proof::base64,
};
use alloc::{borrow::ToOwned, collections::BTreeMap, string::String, vec::Vec};
use serde::Serialize;

/// What a rulebook says of a lot.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct OutcomeAnswer {
    /// The rulebook.
    rulebook: RulebookNamed,
    /// The lot.
    lot: String,
    /// The day of the evaluation.
    as_of: Date,
    /// The day that decides which edition holds; absent where nothing states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<Date>,
    /// Does that day fall into those on which the rulebook holds? Absent where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_force: Option<bool>,
    /// The rulebook should have been looked through again before this day.
    outdated: bool,
    /// All rules that must hold, together.
    verdict: Verdict,
    /// Each rule, in order.
    rules: Vec<RuleAnswer>,
}

/// Which rulebook.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RulebookNamed {
    /// Its name.
    id: String,
    /// Its version.
    version: String,
    /// The number of the text whose rules these are, or its title.
    source: String,
    /// SHA-256 of its exact bytes, base64.
    hash: String,
    /// Is it only a sample?
    sample: bool,
}

/// What a rule says of a lot.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RuleAnswer {
    /// The rule.
    rule: String,
    /// Which side of production it is about.
    scope: Scope,
    /// The clause of the source.
    clause: String,
    /// How much it weighs.
    severity: Severity,
    /// What it says.
    verdict: Verdict,
    /// The weakest grade of the evidence it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<Grade>,
    /// The records it rests on.
    cites: Vec<Cited>,
    /// A small set of them from which the same verdict follows, by their ids.
    decisive: Vec<String>,
    /// What is missing.
    missing: Vec<Need>,
    /// Why: the conditions as they came out.
    why: WhyAnswer,
}

/// A record that is cited.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Cited {
    /// The record.
    id: String,
    /// The hash of the event or document that it comes from, if it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    /// How good it is as evidence.
    grade: Grade,
}

/// How a condition came out.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct WhyAnswer {
    /// The condition, by its word in the rulebook.
    node: &'static str,
    /// How it came out.
    verdict: Verdict,
    /// The reason in a word, where there is one beside the parts.
    #[serde(skip_serializing_if = "str::is_empty")]
    code: &'static str,
    /// What the reason names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    args: BTreeMap<&'static str, String>,
    /// Records looked at, by their ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    records: Vec<String>,
    /// Its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<WhyAnswer>,
}

/// An outcome with the names that it needs.
pub(super) fn answer(program: &Program, case: &Case, as_of: Date, outcome: Outcome) -> OutcomeAnswer {
    let book = program.book();
    let rules = book.rules.iter().zip(outcome.rules).map(|(rule, found)| of_rule(case, rule, found));
    OutcomeAnswer {
        rulebook: RulebookNamed {
            id: book.id.clone(),
            version: book.version.clone(),
            source: book.source.number.as_ref().unwrap_or(&book.source.title).clone(),
            hash: base64::encode(program.hash()),
            sample: book.status != crate::product::profile::Standing::Released,
        },
        lot: case.lot().to_owned(),
        as_of,
        anchor: outcome.anchor,
        in_force: outcome.in_force,
        outdated: outcome.outdated,
        verdict: outcome.verdict,
        rules: rules.collect(),
    }
}

fn of_rule(case: &Case, rule: &Rule, found: RuleOutcome) -> RuleAnswer {
    let record = |at: &u32| case.records().get(usize::try_from(*at).ok()?);
    let cited = found.cites.iter().filter_map(record).map(|record| Cited {
        id: record.id().to_owned(),
        hash: record.hash().map(ToOwned::to_owned),
        grade: record.grade(),
    });
    RuleAnswer {
        rule: rule.id.clone(),
        scope: rule.scope,
        clause: rule.clause.clone(),
        severity: rule.severity,
        verdict: found.verdict,
        grade: found.grade,
        cites: cited.collect(),
        decisive: names(case, &found.decisive),
        missing: found.missing.into_iter().collect(),
        why: told(case, found.why),
    }
}

fn names(case: &Case, records: &[u32]) -> Vec<String> {
    let record = |at: &u32| case.records().get(usize::try_from(*at).ok()?);
    records.iter().filter_map(record).map(|record| record.id().to_owned()).collect()
}

fn told(case: &Case, why: Why) -> WhyAnswer {
    WhyAnswer {
        node: why.node,
        verdict: why.verdict,
        code: why.code,
        args: why.args.into_iter().collect(),
        records: names(case, &why.own),
        parts: why.parts.into_iter().map(|part| told(case, part)).collect(),
    }
}
