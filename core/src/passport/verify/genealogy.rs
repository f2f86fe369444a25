//! What a lot was made of: every input is an output that the parent's keeper named.

use super::{BoundedRecord, Record, Run, lot::LotRecord};
use crate::{
    base::numbered::{Numbered, pair},
    digest::{Hash, Suite},
    proof::{
        code::{Aspect, Class, Code, Findings},
        entry::{Body, Entry},
        head::Status,
        keyring::Keyring,
        ledger, line,
        merkle::{self, Frontier},
        trust::Verb,
    },
};
use alloc::vec::Vec;

/// Lots on one way from the first to the last at most.
pub(in crate::passport) const DEPTH: usize = 64;

/// Where a lot stands in the passport.
#[derive(Clone, Copy, PartialEq)]
enum Node {
    Whole(usize),
    Bounded(usize),
    Missing,
}

/// An input entry, taken apart.
struct Input<'t> {
    /// The lot that took it in: its number and name.
    lot: usize,
    child: &'t str,
    /// The line that says so.
    at: usize,
    parent: &'t str,
    node: Node,
    count: u64,
    line: u64,
    root: Hash,
    suite: Suite,
    amount: &'t str,
    /// Did the lot take the claim back?
    withdrawn: bool,
}

/// One look at the lots of a passport and how they hang together.
struct Family<'r, 't> {
    record: &'r Record<'t>,
    /// By lot, in the order of its lines.
    inputs: Vec<Input<'t>>,
    /// The lines that each lot took back.
    withdrawn: Vec<Vec<bool>>,
    /// Whole parents, counts that inputs name, and the roots over so many lines.
    roots: Numbered,
}

/// The key of a root in [`Family::roots`].
fn rooted(parent: usize, count: u64, root: &Hash) -> Vec<u8> {
    [&pair(parent as u64, count)[..], root].concat()
}

/// The depth of a lot that nobody has come to.
const NOT_REACHED: usize = 0;
/// The depth of a lot on the way.
const OPEN: usize = usize::MAX;

impl<'r, 't> Family<'r, 't> {
    fn of(record: &'r Record<'t>) -> Self {
        // Whole lots first, then bounded ones: no name stands twice.
        let mut names = Numbered::default();
        for lot in &record.lots {
            let _ = names.number(lot.name.as_bytes());
        }
        for lot in &record.bounded {
            let _ = names.number(lot.text.name.as_bytes());
        }
        let whole = record.lots.len();
        let mut inputs = Vec::new();
        let mut withdrawn = Vec::new();
        // Parents and counts.
        let mut wanted = Numbered::default();
        for (number, lot) in record.lots.iter().enumerate() {
            let taken_back = ledger::withdrawn(&lot.entries, &lot.hashes);
            for (at, entry) in lot.entries.iter().enumerate() {
                let Body::Input { parent, count, line, root, suite, amount } = entry.body else { continue };
                let node = match names.find(parent.as_bytes()) {
                    None => Node::Missing,
                    Some(number) if number < whole => {
                        let _ = wanted.number(&pair(number as u64, count));
                        Node::Whole(number)
                    }
                    Some(number) => Node::Bounded(number - whole),
                };
                let (amount, withdrawn) = (amount.text, taken_back.get(at) == Some(&true));
                let (lot, child) = (number, lot.name);
                inputs.push(Input {
                    lot,
                    child,
                    at,
                    parent,
                    node,
                    count,
                    line,
                    root,
                    suite,
                    amount,
                    withdrawn,
                });
            }
            withdrawn.push(taken_back);
        }
        // Every root that somebody names, in one pass over each parent.
        let mut roots = Numbered::default();
        for (number, lot) in record.lots.iter().enumerate() {
            if wanted.is_empty() {
                break;
            }
            let mut tree = Frontier::new(lot.newest().suite);
            for (line, leaf) in lot.leaves.iter().enumerate() {
                tree.append(*leaf);
                let count = line as u64 + 1;
                if wanted.find(&pair(number as u64, count)).is_some() {
                    let _ = roots.number(&rooted(number, count, &tree.root()));
                }
            }
        }
        Self { record, inputs, withdrawn, roots }
    }

    /// How deep each lot stands that the first one comes from, itself included; cycles and depth are noted.
    fn depths(&self, found: &mut Findings) -> Vec<usize> {
        // Children and parents, each pair once, in order.
        let mut pairs = Numbered::default();
        let mut numbers = Vec::new();
        for input in &self.inputs {
            if let Node::Whole(parent) = input.node
                && pairs.number(&pair(input.lot as u64, parent as u64)).is_err()
            {
                numbers.push((input.lot, parent));
            }
        }
        let mut edges = Vec::new();
        for at in pairs.in_order() {
            edges.extend(numbers.get(*at as usize));
        }
        let lots = &self.record.lots;
        let mut depths = alloc::vec![NOT_REACHED; lots.len()];
        // Lots on the way: number, next edge, depth of the deepest parent so far.
        let mut way = alloc::vec![(0, 0, 0)];
        while let Some((lot, next, deepest)) = way.pop() {
            let parent = edges.get(next).filter(|(child, _)| *child == lot).map(|(_, parent)| *parent);
            if let Some(depth) = depths.get_mut(lot) {
                *depth = if parent.is_some() { OPEN } else { deepest + 1 };
            }
            let Some(parent) = parent else { continue };
            match depths.get(parent).copied() {
                Some(NOT_REACHED) => {
                    way.push((lot, next, deepest));
                    way.push((parent, edges.partition_point(|(child, _)| *child < parent), 0));
                }
                Some(OPEN) => {
                    let name = lots.get(parent).map_or("", |lot| lot.name);
                    found.add(Aspect::Genealogy, Code::GenealogyCycle, name, None, "");
                    way.push((lot, next + 1, deepest.max(1)));
                }
                depth => way.push((lot, next + 1, deepest.max(depth.unwrap_or(0)))),
            }
        }
        if depths.first().is_some_and(|depth| *depth > DEPTH) {
            found.add(Aspect::Bytes, Code::Limit, "", None, "lots too deep in each other");
        }
        depths
    }
}

impl<'q> Run<'q> {
    /// Judges where the lot comes from, into aspect `genealogy`; ancestors' own faults count there too.
    pub(super) fn genealogy(&mut self, record: &Record<'q>) {
        let family = Family::of(record);
        let mut found = Findings::default();
        let depths = family.depths(&mut found);
        let reached = |lot: usize| depths.get(lot).is_some_and(|depth| *depth != NOT_REACHED);
        let mut used = Numbered::default();
        for input in &family.inputs {
            if !reached(input.lot) {
                continue;
            }
            // Even a claim that was withdrawn counts where somebody is warned.
            let _ = self.ancestors.number(input.parent.as_bytes());
            if input.withdrawn {
                continue;
            }
            let mut add = |code| {
                found.add(Aspect::Genealogy, code, input.child, Some(input.at as u64), input.parent);
            };
            if used.number(&[input.parent.as_bytes(), &input.line.to_be_bytes()].concat()).is_ok() {
                add(Code::InputRepeated);
            }
            match input.node {
                Node::Missing => add(Code::ParentMissing),
                Node::Whole(parent) if !family.names(parent, input) => add(Code::ParentDoesNotNameChild),
                Node::Whole(parent) if family.took_back(parent, input.line) => add(Code::OutputWithdrawn),
                Node::Whole(_) | Node::Bounded(_) => {}
            }
        }
        let mut stray = false;
        for (number, parent) in record.bounded.iter().enumerate() {
            let mut claims = Vec::new();
            for input in &family.inputs {
                if input.node == Node::Bounded(number) && !input.withdrawn && reached(input.lot) {
                    claims.push(input);
                }
            }
            if claims.is_empty() {
                stray = true;
            } else {
                self.bounded(&mut found, parent, &claims);
            }
        }
        for number in 0..record.lots.len() {
            if reached(number) {
                family.over_issued(&mut found, number);
            }
        }
        for (number, lot) in record.lots.iter().enumerate() {
            if !reached(number) {
                stray = true;
            } else if number > 0 {
                self.ancestor(&mut found, lot);
            }
        }
        if stray {
            found.add(Aspect::Bytes, Code::Malformed, "", None, "an ancestor that no input names");
        }
        self.found.merge(&found, &Aspect::ALL);
    }

    /// What an ancestor's own faults mean for the lot.
    fn ancestor(&mut self, found: &mut Findings, lot: &LotRecord<'q>) {
        for aspect in [Aspect::Chains, Aspect::Completeness, Aspect::Signatures] {
            failed(found, &lot.found, aspect, lot.name);
        }
        for open in lot.found.codes(Aspect::Completeness) {
            if open.code.class() == Class::Open {
                found.add(Aspect::Genealogy, Code::AncestorOpen, lot.name, None, open.code.as_str());
            }
        }
        found.merge(
            &lot.found,
            &[Aspect::Signatures, Aspect::LogInclusion, Aspect::Witnesses, Aspect::Recall],
        );
        let newest = lot.newest().n;
        if lot.heads.iter().any(|head| head.status == Status::Recalled) {
            found.add(Aspect::Recall, Code::ParentRecalled, lot.name, Some(newest), "");
        }
        self.known_of_ancestor(found, lot.name, 0, &lot.head_hashes, newest);
    }

    /// An ancestor of which only the handing over is shown.
    fn bounded(&mut self, found: &mut Findings, parent: &BoundedRecord<'q>, claims: &[&Input<'q>]) {
        let (name, head) = (parent.text.name, &parent.head);
        let mut own = Findings::default();
        let witnessed = parent.text.proof.and_then(|proof| self.proof(&mut own, head, proof));
        self.signed_alone(&mut own, head, &parent.outputs, witnessed);
        failed(found, &own, Aspect::Signatures, name);
        found.merge(&own, &[Aspect::Signatures, Aspect::LogInclusion, Aspect::Witnesses]);
        found.add(Aspect::Genealogy, Code::AncestorBounded, name, None, "");
        if head.status == Status::Recalled {
            found.add(Aspect::Recall, Code::ParentRecalled, name, Some(head.n), "");
        }
        self.known_of_ancestor(found, name, head.n, &[head.hash()], head.n);
        for input in claims {
            if let Some(code) = parent.names(input, &self.keys) {
                found.add(Aspect::Genealogy, code, input.child, Some(input.at as u64), name);
            }
        }
    }
}

/// Whatever fails an aspect of a lot fails what was made of it.
fn failed(found: &mut Findings, own: &Findings, aspect: Aspect, lot: &str) {
    for fault in own.codes(aspect) {
        if fault.code.class() == Class::Fail {
            found.add(Aspect::Genealogy, Code::ParentFailed, lot, None, fault.code.as_str());
        }
    }
}

impl Family<'_, '_> {
    /// Does the parent's tree hold an output of its keeper, of this amount, to this child, at that line?
    fn names(&self, parent: usize, input: &Input<'_>) -> bool {
        let Some(lot) = self.record.lots.get(parent) else { return false };
        let line = usize::try_from(input.line).unwrap_or(usize::MAX);
        let Some(entry) = lot.entries.get(line) else { return false };
        let newest = lot.newest();
        input.suite == newest.suite
            && input.count <= newest.count
            && self.roots.find(&rooted(parent, input.count, &input.root)).is_some()
            && is_output(entry, input)
            && entry.key == lot.keeper_of(line)
    }

    fn took_back(&self, parent: usize, line: u64) -> bool {
        let line = usize::try_from(line).unwrap_or(usize::MAX);
        self.withdrawn.get(parent).is_some_and(|lines| lines.get(line) == Some(&true))
    }

    /// Outputs of a lot never exceed what was made: outputs count even if withdrawn, what was made only if not.
    fn over_issued(&self, found: &mut Findings, number: usize) {
        let Some(lot) = self.record.lots.get(number) else { return };
        let mut dimensions = Numbered::default();
        let mut sums: Vec<Sums<'_>> = Vec::new();
        let mut nothing_made = true;
        for (line, entry) in lot.entries.iter().enumerate() {
            let (amount, is_given) = match &entry.body {
                Body::Made { amount } if !self.took_back(number, line as u64) => (amount, false),
                Body::Output { amount, .. } => (amount, true),
                _ => continue,
            };
            nothing_made &= is_given;
            for measure in [Some(amount.first), amount.second].into_iter().flatten() {
                let (dimension, value) = measure.in_base();
                if dimensions.number(dimension.as_bytes()).is_err() {
                    sums.push(Sums { dimension, made: None, given: None });
                }
                let sums = dimensions.find(dimension.as_bytes()).and_then(|at| sums.get_mut(at));
                let Some(Sums { made, given, .. }) = sums else { continue };
                let sum = if is_given { given } else { made };
                *sum = Some(sum.unwrap_or(Some(0)).and_then(|sum| sum.checked_add(value?)));
            }
        }
        for at in dimensions.in_order() {
            let Some(Sums { dimension, made, given: Some(given) }) = sums.get(*at as usize) else { continue };
            let code = match (made, given) {
                (None, _) if nothing_made => Code::ParentOverIssued,
                (None | Some(None), _) | (_, None) => Code::UnitsDiffer,
                (Some(Some(made)), Some(given)) if given > made => Code::ParentOverIssued,
                _ => continue,
            };
            found.add(Aspect::Genealogy, code, lot.name, None, dimension);
        }
    }
}

/// What a lot made and gave out in one dimension: nothing, more than can be told, or so much.
struct Sums<'t> {
    dimension: &'t str,
    made: Option<Option<u128>>,
    given: Option<Option<u128>>,
}

/// Is it the output that the input claims?
fn is_output(entry: &Entry<'_>, input: &Input<'_>) -> bool {
    let Body::Output { child, amount } = entry.body else { return false };
    entry.subject == input.parent && child == input.child && amount.text == input.amount
}

impl BoundedRecord<'_> {
    /// What is wrong with a claim on this ancestor, if anything.
    fn names(&self, input: &Input<'_>, keys: &Keyring<'_>) -> Option<Code> {
        let head = &self.head;
        let Some(at) = self.outputs.iter().position(|(index, _)| *index == input.line) else {
            return Some(Code::ParentMissing);
        };
        let ((_, entry), (_, text, proof)) = (self.outputs.get(at)?, self.text.outputs.get(at)?);
        let leaf = line::leaf(head.suite, text);
        let holds = merkle::verify_inclusion(head.suite, &leaf, input.line, head.count, proof, &head.root)
            .is_ok()
            && input.suite == head.suite
            && input.count <= head.count
            && is_output(entry, input)
            && keys.record(entry.key).is_none_or(|record| record.may(Verb::Keep, input.parent));
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
