//! Merging what arrives from many writers into one ledger: the same from any order of arrival.

use super::{
    code::{Findings, Reason},
    entry::{Body, Entry},
    head::Head,
    keyring::Keyring,
    ledger::{self, Hashes},
    moment::Moment,
    own::Refusal,
};
use crate::digest::Hash;
use alloc::{
    borrow::ToOwned as _,
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

/// What came in for one lot.
#[derive(Clone, Copy, Debug)]
pub struct Arrivals<'m> {
    /// The lot.
    pub lot: &'m str,
    /// Lines that the ledger already has, in its order; they stay where they are.
    pub ledger: &'m [&'m str],
    /// Lines that arrived, in any order, any of them any number of times; journeys' lines among them.
    pub arrived: &'m [&'m str],
    /// Heads of the lot, from number 0.
    pub heads: &'m [&'m str],
}

/// Why a line was not taken into the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum HeldBack {
    /// Its bytes are not those of a line.
    Malformed,
    /// About another lot, or of a journey that no span asks for.
    Stray,
    /// An earlier entry of its chain, or a line of its span, has not arrived.
    Waiting,
    /// Its writer wrote two entries with this number, or it does not follow the one before.
    Fork,
    /// The same entry with another signature; the smaller line stays.
    SignedTwice,
}

impl HeldBack {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed-line",
            Self::Stray => "stray-line",
            Self::Waiting => "waiting",
            Self::Fork => "chain-fork",
            Self::SignedTwice => "signed-twice",
        }
    }
}

/// A merged ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The lines in order.
    pub lines: Vec<String>,
    /// Lines that were not taken, ascending by their bytes.
    pub held_back: Vec<(HeldBack, String)>,
    /// What the merged ledger's chains look like: forks, late entries, clock jumps, open tails.
    pub reasons: Vec<Reason>,
}

/// Lines that stand together: one, or a span with its journey's lines.
struct Unit<'m> {
    act: Moment,
    key: &'m str,
    n: u64,
    lines: Vec<&'m str>,
}

/// One entry that arrived.
struct Arrived<'m> {
    entry: Entry<'m>,
    hashes: [Hash; 2],
}

impl<'m> Arrived<'m> {
    fn of(entry: Entry<'m>, keys: &Keyring<'_>) -> Self {
        use crate::digest::Suite::{Sha256, Sm3};
        let hashes = match keys.suite(entry.key) {
            Some(suite) => [entry.hash(suite); 2],
            None => [entry.hash(Sha256), entry.hash(Sm3)],
        };
        Self { entry, hashes }
    }

    fn is(&self, hash: &Hash) -> bool {
        self.hashes.contains(hash)
    }
}

type Chains<'m> = BTreeMap<(&'m str, &'m str), BTreeMap<u64, Vec<Arrived<'m>>>>;

/// Merges what arrived into the ledger.
///
/// Lines of one chain keep their order; between chains the act decides, then key id and number. A chain is cut where it
/// forks or where an entry has not arrived, and what lies behind is held back.
///
/// # Errors
/// [`Refusal`]: a line or head that the ledger already has cannot be read.
pub fn merge(arrivals: &Arrivals<'_>, keys: &Keyring<'_>) -> Result<Merged, Refusal> {
    let mut held_back: BTreeSet<(&str, HeldBack)> = BTreeSet::new();
    let mut fixed = Vec::new();
    for line in arrivals.ledger {
        fixed.push(Arrived::of(Entry::parse(line)?, keys));
    }
    let heads = arrivals.heads.iter().map(|line| Head::parse(line)).collect::<Result<Vec<_>, _>>()?;
    let known: BTreeSet<&str> = arrivals.ledger.iter().copied().collect();
    let mut chains: Chains<'_> = BTreeMap::new();
    for &line in arrivals.arrived.iter().collect::<BTreeSet<_>>() {
        if known.contains(line) {
            continue;
        }
        match Entry::parse(line) {
            Ok(entry) if entry.signed.signature.is_some() => {
                let chain = chains.entry((entry.key, entry.subject)).or_default();
                chain.entry(entry.n).or_default().push(Arrived::of(entry, keys));
            }
            _ => {
                held_back.insert((line, HeldBack::Malformed));
            }
        }
    }
    one_signature(&mut chains, &fixed, &mut held_back);
    let mut merger = Merger { lot: arrivals.lot, chains, held_back };
    let units = merger.units(&fixed);
    merger.rest();
    let mut lines: Vec<&str> = arrivals.ledger.to_vec();
    lines.extend(units.iter().flat_map(|unit| &unit.lines));
    // The lines of a journey stay with its chain until the end, for other spans; those taken are not held back.
    let taken: BTreeSet<&str> = lines.iter().copied().collect();
    merger.held_back.retain(|(line, _)| !taken.contains(line));
    let entries = lines.iter().filter_map(|line| Entry::parse(line).ok()).collect::<Vec<_>>();
    let hashes = Hashes::of(&entries, keys);
    let mut found = Findings::default();
    ledger::check(arrivals.lot, &entries, &heads, keys, &hashes, &mut found);
    ledger::late_entries(arrivals.lot, &entries, &heads, &mut found);
    Ok(Merged {
        lines: lines.into_iter().map(str::to_owned).collect(),
        held_back: merger.held_back.into_iter().map(|(line, why)| (why, line.to_owned())).collect(),
        reasons: found.into_reasons(),
    })
}

/// Of lines that differ in the signature only, the smallest stays, or the one that the ledger has.
fn one_signature<'m>(
    chains: &mut Chains<'m>,
    fixed: &[Arrived<'m>],
    held_back: &mut BTreeSet<(&'m str, HeldBack)>,
) {
    let known: BTreeSet<&str> = fixed.iter().map(|arrived| arrived.entry.signed.json).collect();
    for same in chains.values_mut().flat_map(BTreeMap::values_mut) {
        same.sort_by_key(|arrived| arrived.entry.signed.line);
        let mut jsons: BTreeSet<&str> = BTreeSet::new();
        same.retain(|arrived| {
            let json = arrived.entry.signed.json;
            let fresh = !known.contains(json) && jsons.insert(json);
            if !fresh {
                held_back.insert((arrived.entry.signed.line, HeldBack::SignedTwice));
            }
            fresh
        });
    }
}

struct Merger<'m> {
    lot: &'m str,
    chains: Chains<'m>,
    held_back: BTreeSet<(&'m str, HeldBack)>,
}

impl<'m> Merger<'m> {
    /// What goes behind the ledger, in order.
    fn units(&mut self, fixed: &[Arrived<'m>]) -> Vec<Unit<'m>> {
        let mut last: BTreeMap<(&str, &str), &Arrived<'m>> = BTreeMap::new();
        for arrived in fixed {
            last.insert((arrived.entry.key, arrived.entry.subject), arrived);
        }
        let keys: Vec<&str> =
            self.chains.keys().filter(|(_, subject)| *subject == self.lot).map(|(key, _)| *key).collect();
        let mut units: Vec<Unit<'m>> = Vec::new();
        for key in keys {
            let start = last.get(&(key, self.lot)).copied();
            units.extend(self.chain(key, start));
        }
        // INVARIANT (order): within a chain acts never fall (see `chain`), so sorting keeps each chain's order.
        units.sort_by(|a, b| (a.act, a.key, a.n).cmp(&(b.act, b.key, b.n)));
        units
    }

    /// The units of one chain on the lot, as far as it goes without gap or fork.
    fn chain(&mut self, key: &'m str, last: Option<&Arrived<'m>>) -> Vec<Unit<'m>> {
        let mut units = Vec::new();
        let Some(mut chain) = self.chains.remove(&(key, self.lot)) else { return units };
        let mut next = last.map_or(0, |last| last.entry.n + 1);
        let mut previous: Option<[Hash; 2]> = last.map(|last| last.hashes);
        let mut act: Option<Moment> = last.map(|last| last.entry.act_at);
        let mut cut = HeldBack::Waiting;
        while let Some(same) = chain.remove(&next) {
            let one = match <[Arrived<'m>; 1]>::try_from(same) {
                Ok([one]) => one,
                Err(forked) => {
                    chain.insert(next, forked);
                    cut = HeldBack::Fork;
                    break;
                }
            };
            let linked = match (&one.entry.prev, &previous) {
                (None, None) => true,
                (Some(prev), Some(hashes)) => hashes.contains(prev),
                _ => false,
            };
            let lines = if linked { self.lines_of(&one.entry) } else { None };
            let Some(lines) = lines else {
                cut = if linked { HeldBack::Waiting } else { HeldBack::Fork };
                chain.insert(next, alloc::vec![one]);
                break;
            };
            let at = act.map_or(one.entry.act_at, |act| act.max(one.entry.act_at));
            act = Some(at);
            units.push(Unit { act: at, key, n: next, lines });
            previous = Some(one.hashes);
            next += 1;
        }
        // Numbers that the ledger already has with another content are forks too.
        let before = last.map_or(0, |last| last.entry.n + 1);
        for (n, same) in chain {
            let why = if n < before || (n == next && cut == HeldBack::Fork) {
                HeldBack::Fork
            } else {
                HeldBack::Waiting
            };
            self.held_back.extend(same.iter().map(|arrived| (arrived.entry.signed.line, why)));
        }
        units
    }

    /// An entry's line, and behind a span the lines of its journey; `None` if one of them is not here.
    fn lines_of(&self, entry: &Entry<'m>) -> Option<Vec<&'m str>> {
        let mut lines = alloc::vec![entry.signed.line];
        let Body::Span { key, subject, first, last, hash } = &entry.body else { return Some(lines) };
        let journey = self.chains.get(&(*key, *subject))?;
        let mut before: Option<&Arrived<'m>> = None;
        for n in *first..=*last {
            let candidates = journey.get(&n)?;
            let follows = |arrived: &&Arrived<'m>| {
                before.is_none_or(|before| arrived.entry.prev.is_some_and(|prev| before.is(&prev)))
            };
            let mut fitting = candidates.iter().filter(follows);
            // A fork of the journey is decided by the span's hash where it is the last; else it is not ours to decide.
            let here = if n == *last { fitting.find(|arrived| arrived.is(hash))? } else { fitting.next()? };
            if n != *last && candidates.len() > 1 {
                return None;
            }
            lines.push(here.entry.signed.line);
            before = Some(here);
        }
        Some(lines)
    }

    /// What nobody asked for.
    fn rest(&mut self) {
        let taken = core::mem::take(&mut self.chains);
        for ((_, subject), chain) in taken {
            let why = if subject.starts_with("j/") { HeldBack::Waiting } else { HeldBack::Stray };
            for arrived in chain.into_values().flatten() {
                self.held_back.insert((arrived.entry.signed.line, why));
            }
        }
    }
}
