//! One lot of a passport: its lines read, its tree computed, its heads held against each other.

use crate::{
    digest::Hash,
    passport::file::Lot,
    proof::{
        Moment,
        code::{Aspect, Code, Findings},
        entry::{Body, Entry},
        head::{Head, Status},
        keyring::Keyring,
        ledger::{self, Hashes},
        line,
        merkle::Frontier,
        own::{Refusal, RefusalKind},
    },
};
use alloc::vec::Vec;

/// What was read and computed of one lot.
pub(super) struct LotRecord<'t> {
    pub(super) name: &'t str,
    pub(super) heads: Vec<Head<'t>>,
    pub(super) entries: Vec<Entry<'t>>,
    pub(super) proofs: &'t [(u64, &'t str)],
    pub(super) disclosures: &'t [&'t str],
    /// Object hashes of the lines.
    pub(super) hashes: Hashes,
    /// Leaves, in the keeper's suite.
    pub(super) leaves: Vec<Hash>,
    /// Object hashes of the heads.
    pub(super) head_hashes: Vec<Hash>,
    /// For each head, the time by which witnesses had seen it or a later one.
    pub(super) witnessed: Vec<Option<Moment>>,
    /// What was found in this lot alone.
    pub(super) found: Findings,
}

impl<'t> LotRecord<'t> {
    /// A lot of which only one head is known, which stands for its newest.
    pub(super) fn of_head(head: Head<'t>, proofs: &'t [(u64, &'t str)]) -> Self {
        let lot = Self::new(head.lot, proofs);
        Self { heads: alloc::vec![head], ..lot }
    }

    /// A lot of which nothing was read yet.
    fn new(name: &'t str, proofs: &'t [(u64, &'t str)]) -> Self {
        Self {
            name,
            heads: Vec::new(),
            entries: Vec::new(),
            proofs,
            disclosures: &[],
            hashes: Hashes::default(),
            leaves: Vec::new(),
            head_hashes: Vec::new(),
            witnessed: Vec::new(),
            found: Findings::default(),
        }
    }

    /// Reads the lines of a lot; `line` is the one that was read last.
    pub(super) fn read(text: &'t Lot<'t>, line: &mut &'t str) -> Result<Self, Refusal> {
        let mut lot = Self { disclosures: &text.disclosures, ..Self::new(text.name, &text.proofs) };
        for head in &text.heads {
            *line = head;
            lot.heads.push(read_head(head, text.name)?);
        }
        for entry in &text.lines {
            *line = entry;
            lot.entries.push(Entry::parse(entry)?);
        }
        Ok(lot)
    }

    /// The newest head.
    // INVARIANT (heads): the file's grammar asks for at least one.
    #[expect(clippy::expect_used, reason = "INVARIANT (heads)")]
    pub(super) fn newest(&self) -> &Head<'t> {
        self.heads.last().expect("INVARIANT (heads)")
    }

    /// Number of the first head that covers a line.
    pub(super) fn covered_by(&self, line: usize) -> usize {
        self.heads.partition_point(|head| head.count <= line as u64)
    }

    /// The key that kept the lot when a line was taken in: that of the first head covering it.
    pub(super) fn keeper_of(&self, line: usize) -> &'t str {
        self.heads.get(self.covered_by(line)).unwrap_or_else(|| self.newest()).key
    }

    /// The first line with a digest that no disclosure opens.
    pub(super) fn hidden(&self) -> Option<usize> {
        let mut first = None;
        let mut digests = 0;
        for (line, entry) in self.entries.iter().enumerate() {
            if first.is_none() && !entry.digests.is_empty() {
                first = Some(line);
            }
            digests += entry.digests.len();
        }
        // Each disclosure opens exactly one digest, or aspect redaction fails.
        first.filter(|_| digests > self.disclosures.len())
    }

    /// Hashes every line once, computes every root, and judges chains and heads.
    pub(super) fn structure(&mut self, keys: &Keyring<'_>) {
        self.hashes = Hashes::of(&self.entries, keys);
        for head in &self.heads {
            self.head_hashes.push(head.hash());
        }
        self.roots();
        self.extension();
        ledger::check(self.name, &self.entries, &self.heads, keys, &self.hashes, &mut self.found);
        ledger::late_entries(self.name, &self.entries, &self.heads, &mut self.found);
    }

    fn head_code(&mut self, aspect: Aspect, code: Code, head: usize) {
        let key = self.heads.get(head).map_or("", |head| head.key);
        self.found.add(aspect, code, self.name, Some(head as u64), key);
    }

    fn roots(&mut self) {
        let suite = self.newest().suite;
        let mut tree = Frontier::new(suite);
        let mut met = 0;
        for line in 0..self.entries.len() {
            let Some(entry) = self.entries.get(line) else { continue };
            let leaf = line::leaf(suite, entry.signed.line);
            tree.append(leaf);
            self.leaves.push(leaf);
            // A head whose count is below the one before is reported as not extending; its root is looked at by count.
            for at in 0..self.heads.len() {
                let Some(head) = self.heads.get(at).filter(|head| head.count == line as u64 + 1) else {
                    continue;
                };
                met += 1;
                if head.root != tree.root() {
                    self.head_code(Aspect::Completeness, Code::RootMismatch, at);
                }
            }
        }
        if self.newest().count != self.entries.len() as u64 || met != self.heads.len() {
            self.head_code(Aspect::Completeness, Code::CountMismatch, self.heads.len() - 1);
        }
    }

    /// Does a key hand the lot over to another one in its first lines?
    fn handed_over(&self, lines: u64, from: &str, to: &str) -> bool {
        for entry in self.entries.iter().take(usize::try_from(lines).unwrap_or(usize::MAX)) {
            if let Body::Handover { to: next } = entry.body
                && entry.key == from
                && next == to
            {
                return true;
            }
        }
        false
    }

    /// Each head extends the one before.
    fn extension(&mut self) {
        if self.heads.first().is_some_and(|head| head.n != 0) {
            self.head_code(Aspect::Completeness, Code::HeadNotExtending, 0);
        }
        for at in 1..self.heads.len() {
            let (Some(old), Some(new), Some(hash)) =
                (self.heads.get(at - 1), self.heads.get(at), self.head_hashes.get(at - 1))
            else {
                continue;
            };
            let extends = new.n == old.n + 1
                && new.prev.as_ref() == Some(hash)
                && new.count >= old.count
                && new.issuer == old.issuer
                && new.suite == old.suite
                && (old.key == new.key || self.handed_over(old.count, old.key, new.key))
                && !(old.status == Status::Sealed && new.status == Status::Open);
            let stays = match old.status {
                Status::Recalled => new.status == Status::Recalled,
                Status::Superseded => {
                    new.status == Status::Recalled || (new.status == Status::Superseded && new.by == old.by)
                }
                _ => true,
            };
            for (holds, aspect, code) in [
                (extends, Aspect::Completeness, Code::HeadNotExtending),
                (new.time_at >= old.time_at, Aspect::Chains, Code::ClockJump),
                (old.status != Status::Sealed, Aspect::Completeness, Code::Superseding),
                (stays, Aspect::Recall, Code::RecallUndone),
            ] {
                if !holds {
                    self.head_code(aspect, code, at);
                }
            }
        }
        if self.newest().status == Status::Open {
            self.head_code(Aspect::Completeness, Code::LotOpen, self.heads.len() - 1);
        }
    }
}

/// A head of this lot.
pub(super) fn read_head<'t>(line: &'t str, lot: &str) -> Result<Head<'t>, Refusal> {
    let head = Head::parse(line)?;
    if head.lot == lot {
        Ok(head)
    } else {
        Err(Refusal::new(RefusalKind::Malformed, 0, "a head of another lot"))
    }
}
