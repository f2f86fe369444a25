//! Who stands behind an issuer: accreditation by accreditation, to somebody whom the caller trusts.

use crate::certify::Verdict;
use alloc::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    vec::Vec,
};

/// That somebody accredited a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// Whom.
    pub body: &'a str,
    /// Who.
    pub by: &'a str,
    /// Does it hold: for the scope, on the day?
    pub holds: Verdict,
}

/// Whether an issuer leads back to a trusted party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain<'a> {
    /// Whether it does.
    pub verdict: Verdict,
    /// Of a pass: the links from the issuer on, by their places. Else: all links that were looked at.
    pub links: Vec<usize>,
    /// The parties whose accreditation is missing.
    pub open: BTreeSet<&'a str>,
}

/// Follows the links from an issuer to one of the trusted parties; circles end. Work is linear in the links, times the logarithm
/// of their number. `closed` says that no link was left out.
#[must_use]
pub fn lead<'a>(issuer: &'a str, links: &[Link<'a>], trusted: &[&str], closed: bool) -> Chain<'a> {
    let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, link) in links.iter().enumerate() {
        of.entry(link.body).or_default().push(at);
    }
    let trusted: BTreeSet<&str> = trusted.iter().copied().collect();
    let sure = Walk::of(issuer, links, &of, &trusted, |holds| {
        matches!(holds, Verdict::Pass | Verdict::NotApplicable)
    });
    if let Some(path) = sure.path(issuer, links) {
        return Chain { verdict: Verdict::Pass, links: path, open: BTreeSet::new() };
    }
    let perhaps = Walk::of(issuer, links, &of, &trusted, |holds| holds != Verdict::Fail);
    let verdict = if perhaps.end.is_none() && closed { Verdict::Fail } else { Verdict::Unknown };
    let followed =
        |party: &&str| of.get(party).into_iter().flatten().any(|at| holds(links, *at) != Verdict::Fail);
    let last = |party: &&str| !followed(party) && !trusted.contains(party);
    let open: BTreeSet<&str> = match verdict {
        Verdict::Unknown => perhaps.seen.iter().copied().filter(last).collect(),
        _ => BTreeSet::new(),
    };
    // In a circle nobody is last: any of them may have another accreditation.
    let circle = verdict == Verdict::Unknown && perhaps.end.is_none() && open.is_empty();
    Chain { verdict, links: perhaps.looked, open: if circle { perhaps.seen } else { open } }
}

fn holds(links: &[Link<'_>], at: usize) -> Verdict {
    links.get(at).map_or(Verdict::Fail, |link| link.holds)
}

/// One search, breadth first.
struct Walk<'a> {
    /// By whose accreditation each party was reached.
    reached: BTreeMap<&'a str, usize>,
    seen: BTreeSet<&'a str>,
    looked: Vec<usize>,
    /// The trusted party that was reached.
    end: Option<&'a str>,
}

impl<'a> Walk<'a> {
    fn of(
        issuer: &'a str,
        links: &[Link<'a>],
        of: &BTreeMap<&str, Vec<usize>>,
        trusted: &BTreeSet<&str>,
        follows: impl Fn(Verdict) -> bool,
    ) -> Self {
        let mut walk =
            Self { reached: BTreeMap::new(), seen: BTreeSet::from([issuer]), looked: Vec::new(), end: None };
        let mut queue = VecDeque::from([issuer]);
        while let Some(party) = queue.pop_front() {
            if trusted.contains(party) {
                walk.end = Some(party);
                break;
            }
            for at in of.get(party).into_iter().flatten() {
                walk.looked.push(*at);
                let Some(link) = links.get(*at).filter(|link| follows(link.holds)) else { continue };
                if walk.seen.insert(link.by) {
                    walk.reached.insert(link.by, *at);
                    queue.push_back(link.by);
                }
            }
        }
        walk
    }

    /// The links from the issuer to the end.
    fn path(&self, issuer: &'a str, links: &[Link<'a>]) -> Option<Vec<usize>> {
        let mut party = self.end?;
        let mut path = Vec::new();
        while party != issuer {
            let at = *self.reached.get(party)?;
            path.push(at);
            party = links.get(at)?.body;
        }
        path.reverse();
        Some(path)
    }
}
