//! What a lot was made of: every input is an output that the parent's keeper named.

use super::{BoundedRecord, Record, Run, lot::LotRecord};
use crate::base::sorted::{Map, Set};
use crate::{
    digest::{Hash, Suite},
    proof::{
        code::{Aspect, Class, Code, Findings},
        entry::{Body, Entry},
        head::Status,
        ledger, line,
        merkle::{self, Frontier},
        trust::Verb,
    },
};
use alloc::vec::Vec;

/// Lots on one way from the first to the last at most.
pub(in crate::passport) const DEPTH: usize = 64;

/// Where a lot stands in the passport.
#[derive(Clone, Copy)]
enum Node {
    Whole(usize),
    Bounded(usize),
}

/// An input entry, taken apart.
#[derive(Clone, Copy)]
struct Input<'t> {
    at: usize,
    parent: &'t str,
    count: u64,
    line: u64,
    root: Hash,
    suite: Suite,
    amount: &'t str,
}

fn inputs<'t>(lot: &LotRecord<'t>) -> Vec<Input<'t>> {
    let input = |(at, entry): (usize, &Entry<'t>)| match entry.body {
        Body::Input { parent, count, line, root, suite, amount } => {
            Some(Input { at, parent, count, line, root, suite, amount: amount.text })
        }
        _ => None,
    };
    lot.entries.iter().enumerate().filter_map(input).collect()
}

/// One look at the lots of a passport and how they hang together.
struct Family<'r, 't> {
    record: &'r Record<'t>,
    by_name: Map<&'t str, Node>,
    inputs: Vec<Vec<Input<'t>>>,
    withdrawn: Vec<Set<usize>>,
    /// Roots over the first leaves, for every count that an input names.
    roots: Map<(usize, u64), Hash>,
}

impl<'r, 't> Family<'r, 't> {
    fn of(record: &'r Record<'t>) -> Self {
        let mut by_name = Map::new();
        for (at, lot) in record.lots.iter().enumerate() {
            by_name.insert(lot.name, Node::Whole(at));
        }
        for (at, lot) in record.bounded.iter().enumerate() {
            by_name.insert(lot.text.name, Node::Bounded(at));
        }
        let inputs: Vec<Vec<Input<'t>>> = record.lots.iter().map(inputs).collect();
        let withdrawn = record.lots.iter().map(|lot| ledger::withdrawn(&lot.entries, &lot.hashes)).collect();
        let mut wanted: Set<(usize, u64)> = Set::new();
        for input in inputs.iter().flatten() {
            if let Some(Node::Whole(parent)) = by_name.get(input.parent) {
                wanted.insert((*parent, input.count));
            }
        }
        let roots = roots(record, &wanted);
        Self { record, by_name, inputs, withdrawn, roots }
    }

    fn parents(&self, lot: usize) -> impl Iterator<Item = usize> {
        let whole = |input: &Input<'t>| match self.by_name.get(input.parent) {
            Some(Node::Whole(parent)) => Some(*parent),
            _ => None,
        };
        self.inputs.get(lot).into_iter().flatten().filter_map(whole)
    }

    /// The lots that the first one comes from, each once; cycles and depth are noted.
    fn reached(&self, found: &mut Findings) -> Set<usize> {
        #[derive(Clone, Copy, PartialEq)]
        enum Visit {
            Not,
            Open,
            Done,
        }
        let lots = &self.record.lots;
        let mut visits = alloc::vec![Visit::Not; lots.len()];
        let mut depths = alloc::vec![1_usize; lots.len()];
        let parents: Vec<Vec<usize>> =
            (0..lots.len()).map(|lot| self.parents(lot).collect::<Set<_>>().into_iter().collect()).collect();
        let mut stack: Vec<(usize, usize)> = alloc::vec![(0, 0)];
        while let Some((lot, next)) = stack.pop() {
            if let Some(visit) = visits.get_mut(lot) {
                *visit = Visit::Open;
            }
            let Some(&parent) = parents.get(lot).and_then(|list| list.get(next)) else {
                let above = parents.get(lot).into_iter().flatten();
                let depth = above.filter_map(|parent| depths.get(*parent)).max().map_or(1, |most| most + 1);
                if let (Some(slot), Some(visit)) = (depths.get_mut(lot), visits.get_mut(lot)) {
                    (*slot, *visit) = (depth, Visit::Done);
                }
                continue;
            };
            stack.push((lot, next + 1));
            match visits.get(parent) {
                Some(Visit::Open) => {
                    let name = lots.get(parent).map_or("", |lot| lot.name);
                    found.add(Aspect::Genealogy, Code::GenealogyCycle, name, None, "");
                }
                Some(Visit::Not) => stack.push((parent, 0)),
                _ => {}
            }
        }
        if depths.first().is_some_and(|depth| *depth > DEPTH) {
            found.add(Aspect::Bytes, Code::Limit, "", None, "lots too deep in each other");
        }
        visits.iter().enumerate().filter(|(_, visit)| **visit != Visit::Not).map(|(lot, _)| lot).collect()
    }
}

/// Every root that somebody names, in one pass over each parent.
fn roots(record: &Record<'_>, wanted: &Set<(usize, u64)>) -> Map<(usize, u64), Hash> {
    let mut roots = Map::new();
    let mut wanted = wanted.iter().copied().peekable();
    for (at, lot) in record.lots.iter().enumerate() {
        let mut tree = Frontier::new(lot.newest().suite);
        for (line, leaf) in lot.leaves.iter().enumerate() {
            tree.append(*leaf);
            while wanted.next_if_eq(&(at, line as u64 + 1)).is_some() {
                roots.insert((at, line as u64 + 1), tree.root());
            }
        }
        // Counts beyond the lot's lines have no root.
        while wanted.next_if(|(lot, _)| *lot == at).is_some() {}
    }
    roots
}

impl<'q> Run<'q> {
    /// Judges where the lot comes from, into aspect `genealogy`; ancestors' own faults count there too.
    pub(super) fn genealogy(&mut self, record: &Record<'q>) {
        let family = Family::of(record);
        let mut found = Findings::default();
        let reached = family.reached(&mut found);
        let mut used: Set<(&str, u64)> = Set::new();
        let mut bounded: Map<usize, Vec<(&'q str, Input<'q>)>> = Map::new();
        for &lot in reached.iter() {
            let (Some(child), Some(inputs)) = (record.lots.get(lot), family.inputs.get(lot)) else {
                continue;
            };
            for input in inputs {
                // Even a claim that was withdrawn counts where somebody is warned.
                self.ancestors.insert(input.parent);
                if family.withdrawn.get(lot).is_some_and(|lines| lines.contains(&input.at)) {
                    continue;
                }
                let mut add = |code| {
                    found.add(Aspect::Genealogy, code, child.name, Some(input.at as u64), input.parent);
                };
                if !used.insert((input.parent, input.line)) {
                    add(Code::InputRepeated);
                }
                match family.by_name.get(input.parent) {
                    None => add(Code::ParentMissing),
                    Some(Node::Whole(parent)) => {
                        if !family.names(*parent, child.name, input) {
                            add(Code::ParentDoesNotNameChild);
                        } else if family.took_back(*parent, input.line) {
                            add(Code::OutputWithdrawn);
                        }
                    }
                    Some(Node::Bounded(parent)) => {
                        bounded.or_default(*parent).push((child.name, *input));
                    }
                }
            }
        }
        for (&parent, claims) in bounded.iter() {
            if let Some(parent) = record.bounded.get(parent) {
                self.bounded(&mut found, parent, claims);
            }
        }
        for &lot in reached.iter() {
            if let Some(lot) = record.lots.get(lot) {
                over_issued(&mut found, lot, &family);
            }
        }
        for &lot in reached.iter().filter(|lot| **lot > 0) {
            if let Some(lot) = record.lots.get(lot) {
                self.ancestor(&mut found, lot);
            }
        }
        if reached.len() < record.lots.len() || bounded.len() < record.bounded.len() {
            found.add(Aspect::Bytes, Code::Malformed, "", None, "an ancestor that no input names");
        }
        self.found.merge(&found, &Aspect::ALL);
    }

    /// What an ancestor's own faults mean for the lot.
    fn ancestor(&mut self, found: &mut Findings, lot: &LotRecord<'q>) {
        for aspect in [Aspect::Chains, Aspect::Completeness, Aspect::Signatures] {
            for (code, _) in lot.found.codes(aspect) {
                if code.class() == Class::Fail {
                    found.add(Aspect::Genealogy, Code::ParentFailed, lot.name, None, code.as_str());
                }
            }
        }
        for (code, _) in lot.found.codes(Aspect::Completeness) {
            if code.class() == Class::Open {
                found.add(Aspect::Genealogy, Code::AncestorOpen, lot.name, None, code.as_str());
            }
        }
        found.merge(
            &lot.found,
            &[Aspect::Signatures, Aspect::LogInclusion, Aspect::Witnesses, Aspect::Recall],
        );
        if lot.heads.iter().any(|head| head.status == Status::Recalled) {
            found.add(Aspect::Recall, Code::ParentRecalled, lot.name, Some(lot.newest().n), "");
        }
        self.known_of_ancestor(
            found,
            lot.name,
            &|n| usize::try_from(n).ok().and_then(|n| lot.head_hashes.get(n)).copied(),
            lot.newest().n,
        );
    }

    /// An ancestor of which only the handing over is shown.
    fn bounded(&mut self, found: &mut Findings, parent: &BoundedRecord<'q>, claims: &[(&'q str, Input<'q>)]) {
        let (name, head) = (parent.text.name, &parent.head);
        let mut own = Findings::default();
        let witnessed = parent.text.proof.and_then(|proof| self.proof(&mut own, head, proof));
        self.signed_alone(&mut own, head, &parent.outputs, witnessed);
        for (code, _) in own.codes(Aspect::Signatures) {
            if code.class() == Class::Fail {
                found.add(Aspect::Genealogy, Code::ParentFailed, name, None, code.as_str());
            }
        }
        found.merge(&own, &[Aspect::Signatures, Aspect::LogInclusion, Aspect::Witnesses]);
        found.add(Aspect::Genealogy, Code::AncestorBounded, name, None, "");
        if head.status == Status::Recalled {
            found.add(Aspect::Recall, Code::ParentRecalled, name, Some(head.n), "");
        }
        self.known_of_ancestor(found, name, &|n| (n == head.n).then(|| head.hash()), head.n);
        for (child, input) in claims {
            let named = parent.names(child, input, |key| {
                self.keys.record(key).is_none_or(|record| record.may(Verb::Keep, name))
            });
            if let Some(code) = named {
                found.add(Aspect::Genealogy, code, child, Some(input.at as u64), name);
            }
        }
    }
}

impl Family<'_, '_> {
    /// Does the parent's tree hold an output of its keeper, of this amount, to this child, at that line?
    fn names(&self, parent: usize, child: &str, input: &Input<'_>) -> bool {
        let Some(lot) = self.record.lots.get(parent) else { return false };
        let line = usize::try_from(input.line).unwrap_or(usize::MAX);
        let Some(entry) = lot.entries.get(line) else { return false };
        let newest = lot.newest();
        input.suite == newest.suite
            && input.count <= newest.count
            && self.roots.get(&(parent, input.count)) == Some(&input.root)
            && is_output(entry, lot.name, child, input)
            && entry.key == lot.keeper_of(line)
    }

    fn took_back(&self, parent: usize, line: u64) -> bool {
        let line = usize::try_from(line).unwrap_or(usize::MAX);
        self.withdrawn.get(parent).is_some_and(|lines| lines.contains(&line))
    }
}

fn is_output(entry: &Entry<'_>, parent: &str, child: &str, input: &Input<'_>) -> bool {
    entry.subject == parent
        && matches!(&entry.body, Body::Output { child: named, amount }
            if *named == child && amount.text == input.amount)
}

impl BoundedRecord<'_> {
    /// What is wrong with a claim on this ancestor, if anything.
    fn names(&self, child: &str, input: &Input<'_>, keeps: impl Fn(&str) -> bool) -> Option<Code> {
        let head = &self.head;
        let Some(at) = self.outputs.iter().position(|(index, _)| *index == input.line) else {
            return Some(Code::ParentMissing);
        };
        let ((_, entry), (_, text, proof)) = (self.outputs.get(at)?, self.text.outputs.get(at)?);
        let leaf = line::leaf(head.suite, text);
        let included = merkle::verify_inclusion(head.suite, &leaf, input.line, head.count, proof, &head.root);
        let holds = input.suite == head.suite
            && input.count <= head.count
            && is_output(entry, self.text.name, child, input)
            && keeps(entry.key)
            && included.is_ok();
        if !holds {
            return Some(Code::ParentDoesNotNameChild);
        }
        if input.count == head.count {
            return (input.root != head.root).then_some(Code::ParentDoesNotNameChild);
        }
        let Some((_, proof)) = self.text.prefixes.iter().find(|(count, _)| *count == input.count) else {
            return Some(Code::ParentMissing);
        };
        merkle::verify_consistency(head.suite, input.count, &input.root, head.count, &head.root, proof)
            .is_err()
            .then_some(Code::ParentDoesNotNameChild)
    }
}

/// Outputs of a lot never exceed what was made: outputs count even if withdrawn, what was made only if not.
fn over_issued(found: &mut Findings, lot: &LotRecord<'_>, family: &Family<'_, '_>) {
    let withdrawn = match family.by_name.get(lot.name) {
        Some(Node::Whole(at)) => family.withdrawn.get(*at),
        _ => None,
    };
    let mut made: Map<&str, Option<u128>> = Map::new();
    let mut given: Map<&str, Option<u128>> = Map::new();
    for (line, entry) in lot.entries.iter().enumerate() {
        let (sums, amount) = match &entry.body {
            Body::Made { amount } if !withdrawn.is_some_and(|lines| lines.contains(&line)) => {
                (&mut made, amount)
            }
            Body::Output { amount, .. } => (&mut given, amount),
            _ => continue,
        };
        for measure in amount.measures() {
            let (dimension, value) = measure.in_base();
            let sum = sums.get_or_insert(dimension, || Some(0));
            *sum = sum.and_then(|sum| sum.checked_add(value?));
        }
    }
    for (dimension, given) in given {
        let code = match (made.get(dimension), given) {
            (None, _) if made.is_empty() => Code::ParentOverIssued,
            (None, _) | (Some(None), _) | (_, None) => Code::UnitsDiffer,
            (Some(Some(made)), Some(given)) if given > *made => Code::ParentOverIssued,
            _ => continue,
        };
        found.add(Aspect::Genealogy, code, lot.name, None, dimension);
    }
}
