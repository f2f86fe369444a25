//! The chain of organisations (组织链): whom a party belongs to on a day, and whom those belong to.

use super::{Bond, Party, days};
use crate::{
    base::{
        date::Date,
        finding::{Finding, Severity},
    },
    id::local::IssuerId,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use serde::Serialize;

/// One step: a member, and what it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// Who belongs.
    pub member: IssuerId,
    /// To whom.
    pub of: IssuerId,
    /// How.
    #[serde(rename = "as")]
    pub bond: Bond,
    /// How many steps from the party asked about, counted from 1.
    pub step: u32,
}

/// Steps of one chain at most.
const MOST_STEPS: u32 = 16;

/// Whom a party belongs to on a day, step by step; without a day, on any.
///
/// Findings: `membership-cycle` (error), `member-of-unknown` (note: the other party was not given),
/// `chain-too-long` (warning).
#[must_use]
pub fn chain(party: &Party, others: &[Party], as_of: Option<Date>) -> (Vec<Link>, Vec<Finding>) {
    let known: BTreeMap<&IssuerId, &Party> =
        others.iter().chain([party]).map(|party| (&party.id, party)).collect();
    let (mut links, mut findings) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::from([&party.id]);
    let mut here = Vec::from([party]);
    for step in 1.. {
        let mut next = Vec::new();
        for member in here {
            for membership in &member.memberships {
                let holds = days(membership.from, membership.until)
                    .is_some_and(|days| as_of.is_none_or(|day| days.contains(day)));
                if !holds {
                    continue;
                }
                let (member, of) = (member.id.clone(), membership.of.clone());
                links.push(Link { member, of, bond: membership.bond, step });
                if !seen.insert(&membership.of) {
                    continue;
                }
                match known.get(&membership.of) {
                    Some(found) => next.push(*found),
                    None => {
                        let finding = Finding::new(Severity::Note, "member-of-unknown");
                        findings.push(finding.at("/memberships").found(membership.of.as_str()));
                    }
                }
            }
        }
        if next.is_empty() {
            break;
        }
        if step == MOST_STEPS {
            findings.push(Finding::new(Severity::Warning, "chain-too-long").at("/memberships"));
            break;
        }
        here = next;
    }
    if let Some(at) = cycle(&links) {
        findings
            .push(Finding::new(Severity::Error, "membership-cycle").at("/memberships").found(at.as_str()));
    }
    links.sort_by(|one, other| one.step.cmp(&other.step).then_with(|| one.cmp(other)));
    links.dedup();
    (links, findings)
}

/// A party that belongs to itself in the end: one that is left when those without a superior are taken away.
fn cycle(links: &[Link]) -> Option<&IssuerId> {
    let mut below: BTreeMap<&IssuerId, BTreeSet<&IssuerId>> = BTreeMap::new();
    let mut above: BTreeMap<&IssuerId, BTreeSet<&IssuerId>> = BTreeMap::new();
    for link in links {
        below.entry(&link.of).or_default().insert(&link.member);
        above.entry(&link.member).or_default().insert(&link.of);
        above.entry(&link.of).or_default();
    }
    let mut free: Vec<&IssuerId> = above.iter().filter(|(_, of)| of.is_empty()).map(|(id, _)| *id).collect();
    while let Some(top) = free.pop() {
        above.remove(top);
        for member in below.remove(top).into_iter().flatten() {
            if let Some(of) = above.get_mut(member) {
                of.remove(top);
                if of.is_empty() {
                    free.push(member);
                }
            }
        }
    }
    above.into_keys().next()
}
