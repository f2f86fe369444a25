//! The codes of one lot: how many were issued, and where and how often each was scanned.
//!
//! A copied label is valid wherever it sticks; what gives it away is that there are more labels than goods, or one unit
//! in two places. Everything here comes from the caller: what he issued, and his scan log. What is found is a reason to
//! look, never a proof of fraud, and what is not found proves nothing.

mod distance;
mod issued;

use crate::{
    base::finding::{Finding, Severity},
    proof::Moment,
};
use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString as _},
    vec::Vec,
};

pub use distance::Position;
pub use issued::{Issued, Range};

/// Findings that are told; of more only the number.
pub const FINDINGS: usize = 1_000;

/// Where somebody scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'c> {
    /// A place on the Earth.
    Position(Position),
    /// A place with a name, such as the code of a region.
    Region(&'c str),
}

/// One scan of a code.
#[derive(Clone, Copy, Debug)]
pub struct Scan<'c> {
    /// The lot that the code names, if it names one.
    pub lot: Option<&'c str>,
    /// The unit, where units have numbers.
    pub unit: Option<&'c str>,
    /// When.
    pub at: Moment,
    /// Where, if that is known.
    pub place: Option<Place<'c>>,
    /// Does this scan end the unit's way, as at a till?
    pub last: bool,
}

/// How far two named places are apart.
#[derive(Clone, Copy, Debug)]
pub struct Distance<'c> {
    /// One place.
    pub from: &'c str,
    /// The other.
    pub to: &'c str,
    /// Kilometres.
    pub kilometres: u32,
}

/// From when on a scan is worth a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Scans of one unit.
    pub scans: u32,
    /// The fastest that goods travel, in kilometres an hour.
    pub kilometres_per_hour: u32,
    /// Kilometres by which a phone's position may be wrong.
    pub slack: u32,
}

impl Default for Limits {
    /// Twenty scans; as fast as an aeroplane; fifty kilometres.
    fn default() -> Self {
        Self { scans: 20, kilometres_per_hour: 900, slack: 50 }
    }
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'c> {
    /// The lot.
    pub lot: &'c str,
    /// What was issued for it.
    pub issued: &'c Issued<'c>,
    /// Who scanned, in any order.
    pub scans: &'c [Scan<'c>],
    /// Distances between named places.
    pub distances: &'c [Distance<'c>],
    /// The limits.
    pub limits: Limits,
    /// The time of day; a scan after it is one that cannot have been.
    pub now: Option<Moment>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Units that were scanned.
    pub units: u64,
    /// The findings, the first [`FINDINGS`] of them; places are pointers into the question.
    pub findings: Vec<Finding>,
    /// How many there are of each severity: notes, warnings, errors.
    pub counts: [u64; 3],
}

impl Checked {
    fn add(&mut self, finding: Finding) {
        let [notes, warnings, errors] = &mut self.counts;
        *match finding.severity {
            Severity::Note => notes,
            Severity::Warning => warnings,
            Severity::Error => errors,
        } += 1;
        if self.findings.len() < FINDINGS {
            self.findings.push(finding);
        }
    }

    fn scan(&mut self, severity: Severity, code: &'static str, at: usize, found: impl Into<String>) {
        self.add(Finding::new(severity, code).at(format!("/scans/{at}")).found(found));
    }
}

/// Holds the codes of a lot against what was made, and the scans of each unit against each other.
#[must_use]
pub fn check(question: &Question<'_>) -> Checked {
    let mut checked = Checked::default();
    question.issued.check(&mut checked);
    let mut distances = BTreeMap::new();
    for distance in question.distances {
        let pair = ordered(distance.from, distance.to);
        let known = distances.entry(pair).or_insert(distance.kilometres);
        // Of two distances the smaller one accuses less.
        *known = (*known).min(distance.kilometres);
    }
    let mut of_units: Vec<(&str, Moment, usize)> = Vec::new();
    for (at, scan) in question.scans.iter().enumerate() {
        if scan.lot.is_some_and(|lot| lot != question.lot) {
            checked.scan(Severity::Error, "scan-of-other-lot", at, scan.lot.unwrap_or_default());
            continue;
        }
        if question.now.is_some_and(|now| scan.at > now) {
            checked.scan(Severity::Error, "scan-in-future", at, "");
        }
        if let Some(unit) = scan.unit {
            if !question.issued.knows(unit) {
                checked.scan(Severity::Error, "scan-of-unissued-code", at, unit);
            }
            of_units.push((unit, scan.at, at));
        }
    }
    of_units.sort_unstable();
    for scans in of_units.chunk_by(|(one, ..), (other, ..)| one == other) {
        checked.units += 1;
        unit(question, &distances, scans, &mut checked);
    }
    checked
}

fn ordered<'c>(one: &'c str, other: &'c str) -> (&'c str, &'c str) {
    if one <= other { (one, other) } else { (other, one) }
}

/// The scans of one unit, in the order of their times.
fn unit<'c>(
    question: &Question<'c>,
    distances: &BTreeMap<(&str, &str), u32>,
    scans: &[(&'c str, Moment, usize)],
    checked: &mut Checked,
) {
    let limits = question.limits;
    let mut last: Option<usize> = None;
    let mut before: Option<(Moment, Place<'c>)> = None;
    let mut of_unit =
        scans.iter().filter_map(|(name, time, at)| Some((*name, *time, *at, question.scans.get(*at)?)));
    let most = usize::try_from(limits.scans).unwrap_or(usize::MAX);
    if let Some((name, _, at)) = scans.get(most) {
        checked.scan(Severity::Warning, "unit-scanned-often", *at, format!("{name}: {}", scans.len()));
    }
    for (name, time, at, scan) in &mut of_unit {
        if scan.last
            && let Some(first) = last.replace(at)
        {
            checked.scan(Severity::Error, "unit-ended-twice", at, format!("{name}: /scans/{first}"));
        }
        let Some(here) = scan.place else { continue };
        if let Some((then, there)) = before.replace((time, here)) {
            let seconds = time.seconds().saturating_sub(then.seconds()).unsigned_abs();
            match apart(distances, here, there) {
                Some(kilometres) if limits.too_far(kilometres, seconds) => {
                    let found = format!("{name}: {kilometres} km in {seconds} s");
                    checked.scan(Severity::Error, "unit-too-far-apart", at, found);
                }
                Some(_) => {}
                None => checked.scan(Severity::Note, "distance-unknown", at, name.to_string()),
            }
        }
    }
}

/// Kilometres between two places, where that can be told.
fn apart(distances: &BTreeMap<(&str, &str), u32>, one: Place<'_>, other: Place<'_>) -> Option<u32> {
    match (one, other) {
        (Place::Position(one), Place::Position(other)) => Some(one.kilometres_to(&other)),
        (Place::Region(one), Place::Region(other)) if one == other => Some(0),
        (Place::Region(one), Place::Region(other)) => distances.get(&ordered(one, other)).copied(),
        _ => None,
    }
}

impl Limits {
    /// Can nothing have gone so far in that time? One kilometre in a hundred is granted, since the Earth is no sphere.
    fn too_far(&self, kilometres: u32, seconds: u64) -> bool {
        let least = u128::from(kilometres - kilometres.div_ceil(100).min(kilometres));
        let reach = u128::from(self.kilometres_per_hour) * u128::from(seconds);
        least.saturating_sub(u128::from(self.slack)) * 3_600 > reach
    }
}
