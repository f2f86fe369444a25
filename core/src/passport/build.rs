//! Building a passport from a lot's ledger and its parents' passports, and taking out of it what is to be erased.

use super::{
    file::{Ancestor, Bounded, Lot, Passport},
    verify::GENEALOGY_DEPTH,
};
use crate::digest::{Hash, Suite};
use crate::proof::{
    disclosure::{self, Disclosure},
    entry::{Body, Entry},
    head::Head,
    line,
    merkle::{self, MerkleError},
    own::Refusal,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::{String, ToString as _},
    vec::Vec,
};

/// What a passport is built from.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'p> {
    /// The lot: heads, lines, proofs, and the disclosures that are shown.
    pub lot: &'p Lot<'p>,
    /// Passports of lots that it comes from, as texts.
    pub parents: &'p [&'p str],
    /// Lots of which only the handing over is shown.
    pub bounded: &'p [&'p str],
    /// Rotation lines.
    pub rotations: &'p [&'p str],
    /// Alias lines.
    pub aliases: &'p [&'p str],
    /// Certificate lines.
    pub certificates: &'p [&'p str],
    /// Verdict lines.
    pub attested: &'p [&'p str],
    /// Status lists.
    pub lists: &'p [&'p str],
    /// Bytes that the passport may have; ancestors are bounded, farthest first, until it fits.
    pub limit: usize,
}

/// Why a passport is not built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A line, head or parent cannot be read.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// A disclosure that opens nothing in the lot's lines.
    #[error("disclosure {at} opens nothing")]
    StrayDisclosure {
        /// Its place.
        at: usize,
    },
    /// Two passports tell two histories of one lot.
    #[error("two histories of `{lot}`")]
    TwoHistories {
        /// The lot.
        lot: String,
    },
    /// An input names a line that the parent does not have.
    #[error("`{lot}` has no such line")]
    NoSuchLine {
        /// The parent.
        lot: String,
    },
    /// It does not fit, even with all ancestors bounded.
    #[error("the passport has {bytes} bytes, at most {limit}")]
    TooLong {
        /// Bytes of the smallest form.
        bytes: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// A tree that cannot be.
    #[error("{0}")]
    Merkle(#[from] MerkleError),
}

/// Builds the text of a passport.
///
/// # Errors
/// [`BuildError`]: what it is built from does not fit together.
pub fn build(parts: &Parts<'_>) -> Result<String, BuildError> {
    let mut own = parts.lot.clone();
    own.disclosures = ascending(&own)?;
    let parents =
        parts.parents.iter().map(|text| Passport::parse(text.as_bytes())).collect::<Result<Vec<_>, _>>()?;
    let mut lots: BTreeMap<&str, Ancestor<'_>> = BTreeMap::new();
    let mut rotations: Vec<&str> = Vec::new();
    for passport in &parents {
        take(&mut lots, Ancestor::Whole(passport.own.clone()))?;
        for ancestor in &passport.ancestors {
            take(&mut lots, ancestor.clone())?;
        }
    }
    for rotation in parts.rotations.iter().chain(parents.iter().flat_map(|parent| &parent.rotations)) {
        // The order of rotations is kept: a key must be known before it hands on.
        if !rotations.contains(rotation) {
            rotations.push(rotation);
        }
    }
    let mut aliases = parts.aliases.to_vec();
    aliases.sort_unstable();
    aliases.dedup();
    let mut bounded: BTreeSet<&str> = parts.bounded.iter().copied().collect();
    loop {
        let (ancestors, distances) = reached(&own, &lots, &bounded)?;
        let passport = Passport {
            own: own.clone(),
            ancestors,
            rotations: rotations.clone(),
            aliases: aliases.clone(),
            certificates: parts.certificates.to_vec(),
            attested: parts.attested.to_vec(),
            lists: parts.lists.to_vec(),
        };
        let text = passport.print();
        let deep = distances.values().any(|(distance, _)| *distance > GENEALOGY_DEPTH);
        if text.len() <= parts.limit && !deep {
            return Ok(text);
        }
        // The farthest whole ancestor goes first; of those, the largest name, so that the choice is always the same.
        let farthest =
            distances.iter().filter(|(_, (_, whole))| *whole).max_by_key(|(name, (at, _))| (*at, **name));
        match farthest {
            Some((name, _)) => bounded.insert(name),
            None => return Err(BuildError::TooLong { bytes: text.len(), limit: parts.limit }),
        };
    }
}

/// The disclosures of a lot in the order of the digests that they open.
fn ascending<'t>(lot: &Lot<'t>) -> Result<Vec<&'t str>, BuildError> {
    let entries = lot.lines.iter().map(|line| Entry::parse(line)).collect::<Result<Vec<_>, _>>()?;
    let known: BTreeSet<&str> = entries.iter().flat_map(|entry| entry.digests.iter().copied()).collect();
    let mut sorted = BTreeMap::new();
    for (at, text) in lot.disclosures.iter().enumerate() {
        let digests = [Suite::Sha256, Suite::Sm3].map(|suite| disclosure::digest(suite, text));
        let digest = digests.into_iter().find(|digest| known.contains(digest.as_str()));
        sorted.insert(digest.ok_or(BuildError::StrayDisclosure { at })?, *text);
    }
    Ok(sorted.into_values().collect())
}

/// Adds a lot, or the longer of two records of it.
fn take<'t>(lots: &mut BTreeMap<&'t str, Ancestor<'t>>, new: Ancestor<'t>) -> Result<(), BuildError> {
    let name = new.name();
    let better = match (lots.get(name), &new) {
        (None, _) | (Some(Ancestor::Bounded(_)), Ancestor::Whole(_)) => true,
        (Some(Ancestor::Whole(_)), Ancestor::Bounded(_)) => false,
        (Some(Ancestor::Whole(old)), Ancestor::Whole(new)) => {
            let (short, long) = if old.heads.len() <= new.heads.len() { (old, new) } else { (new, old) };
            if !long.heads.starts_with(&short.heads) || !long.lines.starts_with(&short.lines) {
                return Err(BuildError::TwoHistories { lot: name.to_string() });
            }
            (new.heads.len(), new.disclosures.len()) > (old.heads.len(), old.disclosures.len())
        }
        (Some(Ancestor::Bounded(old)), Ancestor::Bounded(new)) => {
            Head::parse(new.head)?.n > Head::parse(old.head)?.n
        }
    };
    if better {
        lots.insert(name, new);
    }
    Ok(())
}

/// One input of a lot that is shown.
struct Claim {
    count: u64,
    line: u64,
}

/// Ancestors that are there, and for each its distance and whether it is whole.
type Reached<'t> = (Vec<Ancestor<'t>>, BTreeMap<&'t str, (usize, bool)>);

fn reached<'t>(
    own: &Lot<'t>,
    lots: &BTreeMap<&'t str, Ancestor<'t>>,
    bounded: &BTreeSet<&str>,
) -> Result<Reached<'t>, BuildError> {
    let mut distances: BTreeMap<&'t str, (usize, bool)> = BTreeMap::new();
    let mut claims: BTreeMap<&'t str, Vec<Claim>> = BTreeMap::new();
    let mut open: Vec<(&Lot<'t>, usize)> = alloc::vec![(own, 0)];
    let mut at = 0;
    while let Some((lot, distance)) = open.get(at).copied() {
        at += 1;
        for line in &lot.lines {
            let Body::Input { parent, count, line, .. } = Entry::parse(line)?.body else { continue };
            let Some((name, ancestor)) = lots.get_key_value(parent) else { continue };
            claims.entry(name).or_default().push(Claim { count, line });
            if distances.contains_key(name) {
                continue;
            }
            match ancestor {
                Ancestor::Whole(lot) if !bounded.contains(name) => {
                    distances.insert(name, (distance + 1, true));
                    open.push((lot, distance + 1));
                }
                _ => {
                    distances.insert(name, (distance + 1, false));
                }
            }
        }
    }
    let mut ancestors = Vec::new();
    for (name, (_, whole)) in &distances {
        let Some(ancestor) = lots.get(name) else { continue };
        ancestors.push(match ancestor {
            Ancestor::Whole(lot) if !whole => {
                Ancestor::Bounded(bound(lot, claims.get(name).map_or(&[], Vec::as_slice))?)
            }
            other => other.clone(),
        });
    }
    Ok((ancestors, distances))
}

/// Of a lot, its newest head and the outputs that are claimed, with their proofs.
fn bound<'t>(lot: &Lot<'t>, claims: &[Claim]) -> Result<Bounded<'t>, BuildError> {
    let missing = || BuildError::NoSuchLine { lot: lot.name.to_string() };
    let text = *lot.heads.last().ok_or_else(missing)?;
    let head = Head::parse(text)?;
    let count = usize::try_from(head.count).unwrap_or(usize::MAX);
    let lines = lot.lines.get(..count).ok_or_else(missing)?;
    let leaves: Vec<Hash> = lines.iter().map(|text| line::leaf(head.suite, text)).collect();
    let mut outputs = Vec::new();
    for index in claims.iter().map(|claim| claim.line).collect::<BTreeSet<_>>() {
        let text = usize::try_from(index).ok().and_then(|at| lines.get(at)).ok_or_else(missing)?;
        outputs.push((index, *text, merkle::inclusion_proof(head.suite, &leaves, index)?));
    }
    let mut prefixes = Vec::new();
    for count in claims.iter().map(|claim| claim.count).filter(|n| *n < head.count).collect::<BTreeSet<_>>() {
        prefixes.push((count, merkle::consistency_proof(head.suite, &leaves, count)?));
    }
    let newest = lot.heads.len().saturating_sub(1) as u64;
    let proof = lot.proofs.iter().find(|(at, _)| *at == newest).map(|(_, text)| *text);
    Ok(Bounded { name: lot.name, head: text, proof, outputs, prefixes })
}

/// The same passport with only those disclosures that are kept, in all its lots.
///
/// Every line, root and signature stays what it was: a digest without its salt reveals nothing.
///
/// # Errors
/// [`Refusal`]: not a passport, or a disclosure in it is none.
pub fn redact(passport: &str, mut keep: impl FnMut(&Disclosure) -> bool) -> Result<String, Refusal> {
    let mut parsed = Passport::parse(passport.as_bytes())?;
    let whole = parsed.ancestors.iter_mut().filter_map(|ancestor| match ancestor {
        Ancestor::Whole(lot) => Some(lot),
        Ancestor::Bounded(_) => None,
    });
    for lot in core::iter::once(&mut parsed.own).chain(whole) {
        let mut kept = Vec::new();
        for text in &lot.disclosures {
            if keep(&Disclosure::parse(text)?) {
                kept.push(*text);
            }
        }
        lot.disclosures = kept;
    }
    Ok(parsed.print())
}
