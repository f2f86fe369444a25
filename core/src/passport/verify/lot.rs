//! One lot of a passport: its lines read, its tree computed, its heads held against each other.

use super::{Unreadable, placed};
use crate::base::sorted::{self, Map};
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
    pub(super) fn read(file: &'t [u8], text: &'t Lot<'t>) -> Result<Self, Unreadable> {
        let mut heads = Vec::new();
        for line in &text.heads {
            let head = Head::parse(line).map_err(placed(file, line))?;
            if head.lot != text.name {
                let refusal = Refusal::new(RefusalKind::Malformed, 0, "a head of another lot");
                return Err(placed(file, line)(refusal));
            }
            heads.push(head);
        }
        let mut entries = Vec::new();
        for line in &text.lines {
            entries.push(Entry::parse(line).map_err(placed(file, line))?);
        }
        Ok(Self {
            name: text.name,
            heads,
            entries,
            proofs: &text.proofs,
            disclosures: &text.disclosures,
            hashes: Hashes::default(),
            leaves: Vec::new(),
            head_hashes: Vec::new(),
            witnessed: Vec::new(),
            found: Findings::default(),
        })
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

    /// The time by which witnesses had seen a line.
    pub(super) fn witnessed(&self, line: usize) -> Option<Moment> {
        self.witnessed.get(self.covered_by(line)).copied().flatten()
    }

    /// The key that kept the lot when a line was taken in: that of the first head covering it.
    pub(super) fn keeper_of(&self, line: usize) -> &'t str {
        self.heads.get(self.covered_by(line)).unwrap_or_else(|| self.newest()).key
    }

    /// The first line with a digest that no disclosure opens.
    pub(super) fn hidden(&self) -> Option<(usize, &Entry<'t>)> {
        let digests: usize = self.entries.iter().map(|entry| entry.digests.len()).sum();
        // Each disclosure opens exactly one digest, or aspect redaction fails.
        if digests <= self.disclosures.len() {
            return None;
        }
        self.entries.iter().enumerate().find(|(_, entry)| !entry.digests.is_empty())
    }

    /// Hashes every line once, computes every root, and judges chains and heads.
    pub(super) fn structure(&mut self, keys: &Keyring<'_>) {
        self.hashes = Hashes::of(&self.entries, keys);
        self.head_hashes = self.heads.iter().map(Head::hash).collect();
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
        let mut wrong: Vec<u32> = Vec::new();
        let mut next = 0;
        // A head whose count is below the one before is reported as not extending; its root is looked at by count.
        let count = |head: u32| self.heads.get(head as usize).map_or(0, |head| head.count);
        let mut order: Vec<u32> = (0..self.heads.len() as u32).collect();
        sorted::sort(&mut order, &mut |a, b| count(a).cmp(&count(b)));
        for (line, entry) in self.entries.iter().enumerate() {
            let leaf = line::leaf(suite, entry.signed.line);
            tree.append(leaf);
            self.leaves.push(leaf);
            let count = line as u64 + 1;
            while let Some(head) =
                order.get(next).and_then(|&at| self.heads.get(at as usize)).filter(|h| h.count == count)
            {
                if head.root != tree.root() {
                    wrong.extend(order.get(next));
                }
                next += 1;
            }
        }
        for head in wrong {
            self.head_code(Aspect::Completeness, Code::RootMismatch, head as usize);
        }
        if self.newest().count != self.entries.len() as u64 || next != self.heads.len() {
            let newest = self.heads.len() - 1;
            self.head_code(Aspect::Completeness, Code::CountMismatch, newest);
        }
    }

    /// Each head extends the one before.
    fn extension(&mut self) {
        let mut handovers: Map<(&str, &str), u64> = Map::new();
        for (line, entry) in self.entries.iter().enumerate() {
            if let Body::Handover { to } = &entry.body {
                handovers.get_or_insert((entry.key, *to), || line as u64);
            }
        }
        let mut codes = Vec::new();
        if self.heads.first().is_some_and(|head| head.n != 0) {
            codes.push((Aspect::Completeness, Code::HeadNotExtending, 0));
        }
        for (at, ((old, new), hash)) in
            self.heads.iter().zip(self.heads.iter().skip(1)).zip(&self.head_hashes).enumerate()
        {
            let kept = old.key == new.key
                || handovers.get(&(old.key, new.key)).is_some_and(|line| *line < old.count);
            let extends = new.n == old.n + 1
                && new.prev.as_ref() == Some(hash)
                && new.count >= old.count
                && (new.issuer, new.suite) == (old.issuer, old.suite)
                && kept
                && !(old.status == Status::Sealed && new.status == Status::Open);
            if !extends {
                codes.push((Aspect::Completeness, Code::HeadNotExtending, at + 1));
            }
            if new.time_at < old.time_at {
                codes.push((Aspect::Chains, Code::ClockJump, at + 1));
            }
            if old.status == Status::Sealed {
                codes.push((Aspect::Completeness, Code::Superseding, at + 1));
            }
            let stays = match old.status {
                Status::Recalled => new.status == Status::Recalled,
                Status::Superseded => {
                    new.status == Status::Recalled || (new.status == Status::Superseded && new.by == old.by)
                }
                _ => true,
            };
            if !stays {
                codes.push((Aspect::Recall, Code::RecallUndone, at + 1));
            }
        }
        if self.newest().status == Status::Open {
            codes.push((Aspect::Completeness, Code::LotOpen, self.heads.len() - 1));
        }
        for (aspect, code, head) in codes {
            self.head_code(aspect, code, head);
        }
    }
}
