//! Sealing: the keeper signs how many entries a lot has, and their root.

use super::{
    code::{Aspect, Class, Findings, Reason},
    entry::Entry,
    head::{Head, HeadDraft, Status},
    key::SigningKey,
    keyring::Keyring,
    ledger::{self, Hashes},
    line::{self, Context},
    merkle::Frontier,
    own::Refusal,
};
use crate::digest::{Hash, Suite};
use alloc::{string::String, vec::Vec};

/// A lot to be sealed.
#[derive(Clone, Copy, Debug)]
pub struct Seal<'s> {
    /// The lot.
    pub lot: &'s str,
    /// The party that issued the lot's name.
    pub issuer: &'s str,
    /// The keeper's key id.
    pub key: &'s str,
    /// The keeper's suite.
    pub suite: Suite,
    /// The state to be stated.
    pub status: Status,
    /// The lot that stands for this one, with status `superseded`.
    pub by: Option<&'s str>,
    /// Hashes of certificates that a label may carry.
    pub certs: &'s [Hash],
    /// The time of sealing.
    pub time: &'s str,
    /// All lines of the ledger.
    pub lines: &'s [&'s str],
    /// The heads so far, from number 0.
    pub heads: &'s [&'s str],
}

/// Why a lot is not sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// A line or head cannot be read, or the head would say what no head may say.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The ledger is broken: it would never verify.
    #[error("the ledger is broken in {} places", reasons.len())]
    Broken {
        /// What was found.
        reasons: Vec<Reason>,
    },
    /// The lines do not begin with those that an earlier head covers.
    #[error("the lines do not begin as head {n} says")]
    OtherHistory {
        /// The head's number.
        n: u64,
    },
    /// The state cannot follow the one before.
    #[error("`{new}` cannot follow `{old}`")]
    Status {
        /// The state of the newest head.
        old: &'static str,
        /// The state asked for.
        new: &'static str,
    },
    /// A head of another lot, or of another suite.
    #[error("head {n} is of another lot or suite")]
    OtherLot {
        /// The head's number.
        n: u64,
    },
}

/// A head that is ready to be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsignedHead {
    /// The JSON.
    pub json: String,
    /// The bytes to sign: context line and JSON.
    pub message: Vec<u8>,
    /// Its number.
    pub n: u64,
    /// Entries.
    pub count: u64,
    /// The root.
    pub root: Hash,
    /// Its object hash.
    pub hash: Hash,
    /// What is worth knowing, such as tails that are open.
    pub reasons: Vec<Reason>,
}

impl UnsignedHead {
    /// Signs it here; the answer is the head line.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> String {
        line::join(&self.json, &key.sign(&self.message))
    }
}

impl Seal<'_> {
    /// Computes the head.
    ///
    /// # Errors
    /// [`SealError`]: no head may say this, because nobody would ever believe it.
    pub fn prepare(&self, keys: &Keyring<'_>) -> Result<UnsignedHead, SealError> {
        let mut entries = Vec::new();
        for line in self.lines {
            entries.push(Entry::parse(line)?);
        }
        let mut heads = Vec::new();
        for line in self.heads {
            heads.push(Head::parse(line)?);
        }
        let root = self.root(&heads)?;
        if let Some(newest) = heads.last() {
            self.follows(newest.status)?;
        }
        let n = heads.len() as u64;
        let draft = HeadDraft {
            by: self.by,
            certs: self.certs,
            count: self.lines.len() as u64,
            issuer: self.issuer,
            key: self.key,
            lot: self.lot,
            n,
            prev: heads.last().map(Head::hash),
            root,
            status: self.status,
            suite: self.suite,
            time: self.time,
        };
        let json = draft.print()?;
        let head = Head::parse_unsigned(&json)?;
        let hash = head.hash();
        let reasons = self.check(&entries, heads, head, keys)?;
        let message = Context::Head.message(self.suite, &json);
        Ok(UnsignedHead { n, count: self.lines.len() as u64, root, hash, reasons, message, json })
    }

    /// Chains as they will be judged; what would fail stops the sealing.
    fn check<'t>(
        &self,
        entries: &[Entry<'t>],
        mut heads: Vec<Head<'t>>,
        head: Head<'t>,
        keys: &Keyring<'_>,
    ) -> Result<Vec<Reason>, SealError> {
        heads.push(head);
        let hashes = Hashes::of(entries, keys);
        let mut found = Findings::default();
        ledger::check(self.lot, entries, &heads, keys, &hashes, &mut found);
        ledger::late_entries(self.lot, entries, &heads, &mut found);
        let broken = Aspect::ALL.into_iter().any(|aspect| found.any(aspect, Class::Fail));
        let reasons = found.into_reasons();
        if broken { Err(SealError::Broken { reasons }) } else { Ok(reasons) }
    }

    /// The root over all lines; every earlier head must agree with the lines it covers.
    fn root(&self, heads: &[Head<'_>]) -> Result<Hash, SealError> {
        let mut tree = Frontier::new(self.suite);
        let mut open = heads.iter().enumerate().peekable();
        for (at, line) in self.lines.iter().enumerate() {
            tree.append(line::leaf(self.suite, line));
            while let Some((n, head)) = open.next_if(|(_, head)| head.count == at as u64 + 1) {
                if head.lot != self.lot || head.suite != self.suite || head.n != n as u64 {
                    return Err(SealError::OtherLot { n: head.n });
                }
                if head.root != tree.root() {
                    return Err(SealError::OtherHistory { n: head.n });
                }
            }
        }
        match open.next() {
            Some((_, head)) => Err(SealError::OtherHistory { n: head.n }),
            None => Ok(tree.root()),
        }
    }

    fn follows(&self, old: Status) -> Result<(), SealError> {
        let fits = match old {
            Status::Open => true,
            Status::Sealed => self.status != Status::Open,
            Status::Recalled => self.status == Status::Recalled,
            Status::Superseded => matches!(self.status, Status::Recalled | Status::Superseded),
        };
        if fits { Ok(()) } else { Err(SealError::Status { old: old.name(), new: self.status.name() }) }
    }
}
