//! Whether the words of a profile are words of the vocabularies.

use super::link_of;
use crate::{
    base::{
        finding::{Finding, Severity},
        text::shown,
    },
    product::profile::{ExpectedStep, Link, Profile},
    trace::{
        cbv::Family,
        vocabulary::{self, Act, Visibility},
    },
};
use alloc::{format, string::String, vec::Vec};

/// What is wrong with a profile: its parts among themselves ([`Profile::check`]) and its words.
///
/// Errors besides those of `check`: `unknown-act`, `unknown-farm-field`, `unknown-word` (of the CBV), `personal-field` (it
/// never stands in an event). Warnings: `field-of-other-act` (no act of the step has it), `act-of-other-link`.
#[must_use]
pub fn lint_profile(profile: &Profile) -> Vec<Finding> {
    let mut findings = profile.check();
    for (at, step) in profile.steps.iter().enumerate() {
        lint_step(step, &format!("/steps/{at}"), &mut findings);
    }
    for (at, interval) in profile.intervals.iter().enumerate() {
        known_acts(&interval.acts, &format!("/intervals/{at}/acts"), &mut findings);
        if let Some(reading) = interval.reading.as_deref().filter(|word| !Family::MeasurementType.knows(word))
        {
            findings.push(error("unknown-word", format!("/intervals/{at}/reading"), reading));
        }
    }
    for (at, claim) in profile.claims.iter().enumerate() {
        known_acts(&claim.covers, &format!("/claims/{at}/covers"), &mut findings);
    }
    known_acts(&profile.unexpected, "/unexpected", &mut findings);
    findings
}

/// Acts that the vocabulary does not know.
pub(in crate::trace) fn known_acts(acts: &[String], place: &str, findings: &mut Vec<Finding>) {
    for (at, name) in acts.iter().enumerate() {
        if bare_act(name).is_none() {
            findings.push(error("unknown-act", format!("{place}/{at}"), name));
        }
    }
}

/// Business steps that the CBV does not know.
pub(in crate::trace) fn known_steps(words: &[String], place: &str, findings: &mut Vec<Finding>) {
    for (at, word) in words.iter().enumerate() {
        if !Family::BizStep.knows(word) {
            findings.push(error("unknown-word", format!("{place}/{at}"), word));
        }
    }
}

fn error(code: &'static str, at: String, found: &str) -> Finding {
    Finding::new(Severity::Error, code).at(at).found(shown(found))
}

/// The act of a bare name; data says the word alone.
fn bare_act(name: &str) -> Option<&'static Act> {
    vocabulary::act(name).filter(|act| act.name == name)
}

fn lint_step(step: &ExpectedStep, place: &str, findings: &mut Vec<Finding>) {
    known_acts(&step.acts, &format!("{place}/acts"), findings);
    known_steps(&step.biz_steps, &format!("{place}/biz_steps"), findings);
    for (at, name) in step.acts.iter().enumerate() {
        let other = bare_act(name).is_some_and(|act| !fits(link_of(act.stage), step.link));
        if other {
            let finding =
                Finding::new(Severity::Warning, "act-of-other-link").at(format!("{place}/acts/{at}"));
            findings.push(finding.found(shown(name)));
        }
    }
    for (at, name) in step.fields.iter().enumerate() {
        let place = format!("{place}/fields/{at}");
        match vocabulary::field(name).filter(|field| field.name == name) {
            None => findings.push(error("unknown-farm-field", place, name)),
            Some(field) if field.visibility == Visibility::Personal => {
                findings.push(error("personal-field", place, name));
            }
            Some(field) => {
                let has =
                    |act: &Act| act.required.contains(&field.name) || act.optional.contains(&field.name);
                let mut acts = step.acts.iter().filter_map(|act| bare_act(act)).peekable();
                if acts.peek().is_some() && !is_general(field.name) && !acts.any(has) {
                    let finding = Finding::new(Severity::Warning, "field-of-other-act").at(place);
                    findings.push(finding.found(shown(name)));
                }
            }
        }
    }
}

/// Fields that go with any act.
fn is_general(name: &str) -> bool {
    matches!(name, "party" | "recorded-by" | "lot" | "reason" | "certificate")
}

/// May an act of one link be a step of another? A test may be part of any; a store may stand on a farm or in a plant.
fn fits(act: Link, step: Link) -> bool {
    act == step || act == Link::State || step == Link::State || act == Link::Transport
}
