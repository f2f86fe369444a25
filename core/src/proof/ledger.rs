//! The rules of a lot's ledger (`FORMATS` §3): chains, ends, receipts, spans, corrections.
//!
//! What is judged here does not depend on signatures: [`check`] reads entries, heads and key records, and says which
//! chains have gaps, forks or open tails.

use super::{
    code::{Aspect, Code, Findings},
    entry::{Body, Entry, Kind},
    head::{Head, Status},
    keyring::Keyring,
    moment::Moment,
    trust::Verb,
};
use crate::base::{numbered::Numbered, sorted, text::joined};
use crate::digest::{Hash, Suite};
use alloc::{string::String, vec::Vec};

/// The object hashes of a ledger's lines.
#[derive(Debug, Default)]
pub struct Hashes {
    /// In the writer's suite, or in SHA-256 where the writer is unknown.
    first: Vec<Hash>,
    /// The same, or in SM3 where the writer is unknown.
    second: Vec<Hash>,
}

impl Hashes {
    /// Hashes every line once; of a writer that nobody knows, in both suites.
    #[must_use]
    pub fn of(entries: &[Entry<'_>], keys: &Keyring<'_>) -> Self {
        let mut hashes = Self::default();
        for entry in entries {
            let suite = keys.suite(entry.key);
            let first = entry.hash(suite.unwrap_or(Suite::Sha256));
            hashes.first.push(first);
            hashes.second.push(if suite.is_some() { first } else { entry.hash(Suite::Sm3) });
        }
        hashes
    }

    /// Is this the hash of that line? Under either suite, where the writer is unknown.
    #[must_use]
    pub fn is(&self, line: usize, hash: &Hash) -> bool {
        self.first.get(line) == Some(hash) || self.second.get(line) == Some(hash)
    }

    /// The hash of a line.
    #[must_use]
    pub fn get(&self, line: usize) -> Option<&Hash> {
        self.first.get(line)
    }
}

/// Finds lines by hash.
#[derive(Default)]
struct ByHash {
    /// By ascending hash: twice its number for the first hash of a line, and one more for the second.
    order: Vec<u32>,
}

impl ByHash {
    fn hash(hashes: &Hashes, number: u32) -> Option<&Hash> {
        let number = number as usize;
        let row = if number & 1 == 0 { &hashes.first } else { &hashes.second };
        row.get(number / 2)
    }

    /// The last line of this hash.
    fn line(&mut self, hashes: &Hashes, hash: &Hash) -> Option<usize> {
        if self.order.is_empty() {
            self.order = sorted::numbers(2 * hashes.first.len());
            sorted::sort(&mut self.order, &mut |a, b| Self::hash(hashes, a).cmp(&Self::hash(hashes, b)));
        }
        let order = |at: usize| self.order.get(at).and_then(|number| Self::hash(hashes, *number));
        let mut at = sorted::find(self.order.len(), &mut |at| order(at).cmp(&Some(hash)))?;
        while order(at + 1) == Some(hash) {
            at += 1;
        }
        self.order.get(at).map(|number| *number as usize / 2)
    }
}

/// Notes the lines that came in after the lot had been sealed.
pub fn late_entries(lot: &str, entries: &[Entry<'_>], heads: &[Head<'_>], found: &mut Findings) {
    let Some(sealed) = heads.iter().find(|head| head.status == Status::Sealed) else { return };
    let first = usize::try_from(sealed.count).unwrap_or(usize::MAX);
    for (line, entry) in entries.iter().enumerate() {
        if line < first {
            continue;
        }
        found.add(Aspect::Chains, Code::LateEntry, lot, Some(line as u64), entry.key);
    }
}

/// Which lines a later correction without an event takes back.
#[must_use]
pub fn withdrawn(entries: &[Entry<'_>], hashes: &Hashes) -> Vec<bool> {
    let mut withdrawn = alloc::vec![false; entries.len()];
    let mut by_hash = ByHash::default();
    for (line, entry) in entries.iter().enumerate() {
        if let (Body::Correct { corrects, .. }, None) = (&entry.body, entry.event)
            && let Some(target) = by_hash.line(hashes, corrects)
            && target < line
            && let Some(flag) = withdrawn.get_mut(target)
        {
            *flag = true;
        }
    }
    withdrawn
}

/// One writer on one subject.
#[derive(Debug)]
struct Chain<'t> {
    key: &'t str,
    subject: &'t str,
    /// Numbers ascending, with the lines that hold them.
    lines: Vec<(u64, usize)>,
    /// Number of the first entry with `end`, or of the keeper's handover.
    ended: Option<u64>,
    last_act: Moment,
    /// Numbers that valid final receipts name.
    finals: Vec<u64>,
}

impl Chain<'_> {
    fn line(&self, n: u64) -> Option<usize> {
        let order = &mut |at: usize| self.lines.get(at).map(|(number, _)| *number).cmp(&Some(n));
        let at = sorted::find(self.lines.len(), order)?;
        self.lines.get(at).map(|(_, line)| *line)
    }

    fn is_final(&self, n: u64) -> bool {
        self.finals.contains(&n)
    }

    fn last(&self) -> (u64, usize) {
        self.lines.last().copied().unwrap_or((0, 0))
    }
}

/// What a chain is found by. A line feed comes before all that may stand in a key id.
fn name(key: &str, subject: &str) -> String {
    joined(&[key, "\n", subject])
}

/// A span whose lines follow.
struct Span<'t> {
    line: usize,
    key: &'t str,
    subject: &'t str,
    next: u64,
    last: u64,
    hash: Hash,
}

/// A span whose lines were all there.
struct Whole<'t> {
    signer: &'t str,
    key: &'t str,
    subject: &'t str,
    last: u64,
}

/// What one lot's ledger is made of, and what was found in it.
pub struct Check<'a, 't> {
    lot: &'a str,
    entries: &'a [Entry<'t>],
    heads: &'a [Head<'t>],
    keys: &'a Keyring<'a>,
    hashes: &'a Hashes,
    found: &'a mut Findings,
    /// What each chain is found by; their order is that of keys, then of subjects.
    names: Numbered,
    chains: Vec<Chain<'t>>,
    spans: Vec<Whole<'t>>,
    receipts: Vec<usize>,
    by_hash: ByHash,
}

/// Judges the chains of one lot and whether their ends are known, into aspects `chains` and `completeness`.
///
/// Work is linear in the lines, apart from look-ups.
pub fn check<'a, 't>(
    lot: &'a str,
    entries: &'a [Entry<'t>],
    heads: &'a [Head<'t>],
    keys: &'a Keyring<'a>,
    hashes: &'a Hashes,
    found: &'a mut Findings,
) {
    let mut check = Check {
        lot,
        entries,
        heads,
        keys,
        hashes,
        found,
        names: Numbered::default(),
        chains: Vec::new(),
        spans: Vec::new(),
        receipts: Vec::new(),
        by_hash: ByHash::default(),
    };
    check.lines();
    check.read_receipts();
    check.after_finals();
    if keys.trust().is_some() {
        check.tails();
        check.expected();
    }
}

impl<'t> Check<'_, 't> {
    fn chain_code(&mut self, code: Code, line: usize) {
        let key = self.entries.get(line).map_or("", |entry| entry.key);
        self.found.add(Aspect::Chains, code, self.lot, Some(line as u64), key);
    }

    fn open_code(&mut self, code: Code, line: usize, key: &str) {
        self.found.add(Aspect::Completeness, code, self.lot, Some(line as u64), key);
    }

    fn lines(&mut self) {
        let entries = self.entries;
        let mut span: Option<Span<'t>> = None;
        for (line, entry) in entries.iter().enumerate() {
            if let Some(open) = &mut span {
                if entry.key == open.key && entry.subject == open.subject && entry.n == open.next {
                    self.chained(line, entry);
                    if open.next == open.last {
                        let whole = Whole {
                            signer: entries.get(open.line).map_or("", |span| span.key),
                            key: open.key,
                            subject: open.subject,
                            last: open.last,
                        };
                        if self.hashes.is(line, &open.hash) {
                            self.spans.push(whole);
                        } else {
                            let line = open.line;
                            self.chain_code(Code::SpanMismatch, line);
                        }
                        span = None;
                    } else {
                        open.next += 1;
                    }
                    continue;
                }
                let line = open.line;
                self.chain_code(Code::SpanMismatch, line);
                span = None;
            }
            if entry.subject != self.lot {
                self.chain_code(Code::StrayLine, line);
                continue;
            }
            self.chained(line, entry);
            match &entry.body {
                Body::Span { key, subject, first, last, hash } => {
                    span = Some(Span { line, key, subject, next: *first, last: *last, hash: *hash });
                }
                Body::Receipt { .. } => self.receipts.push(line),
                _ => {}
            }
        }
        if let Some(open) = span {
            self.chain_code(Code::SpanMismatch, open.line);
        }
    }

    /// Numbers, links and ends of one line in its chain.
    fn chained(&mut self, line: usize, entry: &Entry<'t>) {
        let journey = entry.subject != self.lot;
        let at = match self.names.number(name(entry.key, entry.subject).as_bytes()) {
            Ok(at) => at,
            Err(at) => {
                if !journey && entry.n > 0 {
                    self.chain_code(Code::ChainGap, line);
                }
                self.chains.push(Chain {
                    key: entry.key,
                    subject: entry.subject,
                    lines: Vec::new(),
                    ended: None,
                    last_act: entry.act_at,
                    finals: Vec::new(),
                });
                self.take(at, line, entry);
                return;
            }
        };
        let Some(chain) = self.chains.get(at) else { return };
        let (last, last_line) = chain.last();
        let (same, ended, last_act) = (chain.line(entry.n), chain.ended, chain.last_act);
        if entry.n <= last {
            let repeated = same.and_then(|same| self.hashes.get(same)) == self.hashes.get(line);
            self.chain_code(if repeated { Code::ChainRepeat } else { Code::ChainFork }, line);
            return;
        }
        if entry.n > last + 1 {
            if journey {
                self.open_code(Code::SpanGap, line, entry.key);
            } else {
                self.chain_code(Code::ChainGap, line);
            }
        } else if !entry.prev.is_some_and(|prev| self.hashes.is(last_line, &prev)) {
            self.chain_code(Code::ChainFork, line);
        }
        if ended.is_some() && entry.kind() != Kind::Correct {
            self.chain_code(Code::AfterEnd, line);
        }
        if entry.act_at < last_act {
            self.chain_code(Code::ClockJump, line);
        }
        self.take(at, line, entry);
    }

    fn chain(&self, key: &str, subject: &str) -> Option<usize> {
        self.names.find(name(key, subject).as_bytes())
    }

    fn take(&mut self, at: usize, line: usize, entry: &Entry<'t>) {
        if let Some(chain) = self.chains.get_mut(at) {
            chain.lines.push((entry.n, line));
            chain.last_act = entry.act_at;
            if chain.ended.is_none() && (entry.end || entry.kind() == Kind::Handover) {
                chain.ended = Some(entry.n);
            }
        }
        if let Body::Correct { corrects, .. } = &entry.body {
            self.corrected(line, entry, corrects);
        }
    }

    /// A correction names an earlier line of the same party.
    fn corrected(&mut self, line: usize, entry: &Entry<'t>, corrects: &Hash) {
        let target = self.by_hash.line(self.hashes, corrects).filter(|&target| target < line);
        let Some(earlier) = target.and_then(|target| self.entries.get(target)) else {
            self.chain_code(Code::CorrectsNothing, line);
            return;
        };
        let same = match (self.keys.party(earlier.key), self.keys.party(entry.key)) {
            (Some(one), Some(other)) => one == other,
            _ => earlier.key == entry.key,
        };
        if !same {
            self.found.add(Aspect::Signatures, Code::NotPermitted, self.lot, Some(line as u64), entry.key);
        }
        self.found.add(Aspect::Completeness, Code::Corrected, self.lot, Some(line as u64), entry.key);
    }

    fn keeper(&self) -> &'t str {
        self.heads.last().map_or("", |head| head.key)
    }

    /// May a receipt by this key close that chain? Its party must be neither the writer's nor the keeper's.
    fn may_close(&self, closer: &str, chain: (&str, &str)) -> bool {
        let Some(record) = self.keys.record(closer) else { return false };
        let (Some(writer), Some(keeper)) = (self.keys.party(chain.0), self.keys.party(self.keeper())) else {
            return false;
        };
        record.party != writer && record.party != keeper && record.may(Verb::Close, chain.1)
    }

    fn read_receipts(&mut self) {
        for line in core::mem::take(&mut self.receipts) {
            let Some(entry) = self.entries.get(line) else { continue };
            let Body::Receipt { chain, is_final } = &entry.body else { continue };
            let closes = *is_final && self.may_close(entry.key, (chain.key, chain.subject));
            let on_lot = chain.subject == self.lot;
            let number = self.chain(chain.key, chain.subject).unwrap_or(usize::MAX);
            let held = self.chains.get(number).map(|held| (held.line(chain.n), held.last().0));
            match held {
                Some((Some(at), _)) => {
                    if !self.hashes.is(at, &chain.hash) {
                        self.chain_code(Code::ChainFork, line);
                    } else if closes && let Some(held) = self.chains.get_mut(number) {
                        held.finals.push(chain.n);
                    }
                }
                Some((None, last)) if chain.n > last && on_lot => self.chain_code(Code::TailDropped, line),
                Some((None, last)) if chain.n > last && closes => {
                    self.open_code(Code::SpanGap, line, chain.key);
                }
                None if on_lot => self.chain_code(Code::TailDropped, line),
                // A number in a gap, or a journey that is not here: nothing to hold it against.
                Some(_) | None => {}
            }
        }
    }

    /// Behind a final receipt only corrections follow, wherever it stands in the ledger.
    fn after_finals(&mut self) {
        let mut wrong = Vec::new();
        for at in self.names.in_order() {
            let Some(chain) = self.chains.get(*at as usize) else { continue };
            let Some(first) = chain.finals.iter().min() else { continue };
            for (n, line) in &chain.lines {
                // Those behind an end have their code already.
                if n > first && chain.ended.is_none_or(|ended| *n <= ended) {
                    wrong.push(*line);
                }
            }
        }
        for line in wrong {
            if self.entries.get(line).is_some_and(|entry| entry.kind() != Kind::Correct) {
                self.chain_code(Code::AfterEnd, line);
            }
        }
    }

    /// Every chain on the lot has an end that somebody else than the keeper vouches for.
    fn tails(&mut self) {
        let keeper = self.keeper();
        let mut open = Vec::new();
        for at in self.names.in_order() {
            let Some(chain) = self.chains.get(*at as usize) else { continue };
            if chain.subject != self.lot {
                continue;
            }
            let (last, line) = chain.last();
            let said =
                self.entries.get(line).is_some_and(|entry| entry.end || entry.kind() == Kind::Handover);
            // The keeper's own chain is closed by the head: see `lot-open`.
            if !said && chain.key != keeper && !chain.is_final(last) {
                open.push((line, chain.key));
            }
        }
        for (line, key) in open {
            self.open_code(Code::TailOpen, line, key);
        }
        for span in core::mem::take(&mut self.spans) {
            let (signer, journey) = (self.keys.party(span.signer), self.keys.party(span.key));
            let own = journey.is_some() && signer == journey && journey != self.keys.party(keeper);
            let chain = self.chain(span.key, span.subject).and_then(|at| self.chains.get(at));
            if !own && !chain.is_some_and(|chain| chain.is_final(span.last)) {
                let line = chain.and_then(|chain| chain.line(span.last));
                self.open_code(Code::TailOpen, line.unwrap_or(0), span.key);
            }
        }
    }

    fn expected(&mut self) {
        let mut looked_at = Numbered::default();
        for (line, entry) in self.entries.iter().enumerate() {
            for &key in &entry.expects {
                if looked_at.number(key.as_bytes()).is_ok() {
                    continue;
                }
                // A key that was rotated is met by its successors; rotations are few, so the walk is bounded.
                let mut here = Some(key);
                let mut steps = 0;
                let mut met = false;
                while let Some(id) = here.filter(|_| !met && steps <= super::keyring::ROTATIONS) {
                    met = self.chain(id, self.lot).is_some();
                    here = self.keys.successor(id);
                    steps += 1;
                }
                if !met {
                    self.open_code(Code::ExpectedChainMissing, line, key);
                }
            }
        }
    }
}
