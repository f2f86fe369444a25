//! Verifying a passport (`FORMATS` §11): cheap checks first, everything bounded, nothing believed that is not pinned.

mod attested;
mod genealogy;
mod label;
mod log;
mod lot;
mod sides;
mod signers;

use super::{
    file::{Ancestor, Bounded, Passport},
    require::Require,
    verdict::{Rests, Verdict},
};
use crate::base::numbered::Numbered;
use crate::certify::Grade;
use crate::proof::{
    Moment,
    attested::Attested,
    code::{Aspect, Code, Findings},
    entry::Entry,
    head::Head,
    keyring::{Alias, Keyring, Rotation, RotationProblem},
    own::{Refusal, RefusalKind},
    trust::{KnownHead, Trust},
};
use alloc::vec::Vec;
use lot::{LotRecord, read_head};
use signers::Verified;

pub(super) use genealogy::DEPTH as GENEALOGY_DEPTH;
pub use label::verify_label;

/// What the caller has seen before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The newest bundle version.
    pub version: Option<u64>,
    /// Newest heads of lots.
    pub heads: Vec<KnownHead>,
}

/// A question about one passport.
#[derive(Clone, Copy, Debug)]
pub struct Question<'q> {
    /// The passport's exact bytes.
    pub passport: &'q [u8],
    /// The pinned trust bundle.
    pub trust: Option<&'q Trust>,
    /// The text of the code on the goods.
    pub scanned: Option<&'q str>,
    /// The time of day.
    pub now: Option<Moment>,
    /// What was seen before.
    pub seen: Option<&'q Seen>,
    /// The caller's policy.
    pub require: &'q Require,
    /// Bytes of passport that are taken: [`PHONE_BYTES`](crate::base::limits::PHONE_BYTES) on a phone.
    pub limit: usize,
}

/// An ancestor of which only the handing over is shown, read.
struct BoundedRecord<'t> {
    text: &'t Bounded<'t>,
    head: Head<'t>,
    outputs: Vec<(u64, Entry<'t>)>,
}

/// All that was read of a passport.
struct Record<'t> {
    lots: Vec<LotRecord<'t>>,
    bounded: Vec<BoundedRecord<'t>>,
    rotations: Vec<Rotation<'t>>,
    aliases: Vec<Alias<'t>>,
    attested: Vec<Attested<'t>>,
    lists: &'t [&'t str],
}

/// The state of one verification.
struct Run<'q> {
    question: &'q Question<'q>,
    /// The passport's own lot.
    lot: &'q str,
    keys: Keyring<'q>,
    found: Findings,
    rests: Rests,
    verified: Verified,
    /// Every lot that an input names.
    ancestors: Numbered,
}

/// Judges a passport.
///
/// A verdict is an answer for every input: what cannot be read fails aspect `bytes`, and nothing else is looked at.
#[must_use]
pub fn verify(question: &Question<'_>) -> Verdict {
    let mut found = Findings::default();
    let bytes = question.passport;
    if bytes.len() > question.limit {
        found.add(Aspect::Bytes, Code::Limit, "", Some(question.limit as u64), "file too long");
        return unreadable(question, "", found);
    }
    let passport = match Passport::parse(bytes) {
        Ok(passport) => passport,
        Err(refusal) => {
            refuse(&mut found, "", refusal);
            return unreadable(question, "", found);
        }
    };
    let mut line = "";
    let record = match Record::read(&passport, &mut line) {
        Ok(record) => record,
        Err(refusal) => {
            let offset = (line.as_ptr() as usize).saturating_sub(bytes.as_ptr() as usize);
            refuse(&mut found, passport.own.name, refusal.shifted(offset));
            return unreadable(question, passport.own.name, found);
        }
    };
    Run::new(question, passport.own.name, found).judge(record)
}

fn refuse(found: &mut Findings, lot: &str, refusal: Refusal) {
    let code = match refusal.kind {
        RefusalKind::Malformed => Code::Malformed,
        RefusalKind::UnknownMember => Code::UnknownMember,
        RefusalKind::DuplicateMember => Code::DuplicateMember,
        RefusalKind::Reserved => Code::Reserved,
        RefusalKind::Limit => Code::Limit,
    };
    found.add(Aspect::Bytes, code, lot, Some(refusal.offset as u64), refusal.what);
}

/// The verdict on what could not be read.
fn unreadable(question: &Question<'_>, lot: &str, mut found: Findings) -> Verdict {
    for aspect in Aspect::ALL {
        if aspect != Aspect::Bytes {
            found.add(aspect, Code::Unreadable, lot, None, "");
        }
    }
    Verdict::of(found, Rests::default(), question.require, lot)
}

impl<'t> Record<'t> {
    /// Reads every line; nothing is hashed yet. `line` is the one that was read last.
    fn read(passport: &'t Passport<'t>, line: &mut &'t str) -> Result<Self, Refusal> {
        let mut record = Self {
            lots: Vec::new(),
            bounded: Vec::new(),
            rotations: Vec::new(),
            aliases: Vec::new(),
            attested: Vec::new(),
            lists: &passport.lists,
        };
        record.lots.push(LotRecord::read(&passport.own, line)?);
        for ancestor in &passport.ancestors {
            match ancestor {
                Ancestor::Whole(lot) => record.lots.push(LotRecord::read(lot, line)?),
                Ancestor::Bounded(text) => record.bounded.push(BoundedRecord::read(text, line)?),
            }
        }
        for rotation in &passport.rotations {
            *line = rotation;
            record.rotations.push(Rotation::parse(rotation)?);
        }
        for alias in &passport.aliases {
            *line = alias;
            record.aliases.push(Alias::parse(alias)?);
        }
        for verdict in &passport.attested {
            *line = verdict;
            record.attested.push(Attested::parse(verdict)?);
        }
        Ok(record)
    }
}

impl<'t> BoundedRecord<'t> {
    fn read(text: &'t Bounded<'t>, line: &mut &'t str) -> Result<Self, Refusal> {
        *line = text.head;
        let mut record = Self { text, head: read_head(text.head, text.name)?, outputs: Vec::new() };
        for (index, output, _) in &text.outputs {
            *line = output;
            record.outputs.push((*index, Entry::parse(output)?));
        }
        Ok(record)
    }
}

impl<'q> Run<'q> {
    fn new(question: &'q Question<'q>, lot: &'q str, found: Findings) -> Self {
        Self {
            question,
            lot,
            keys: Keyring::new(question.trust),
            found,
            rests: Rests::default(),
            verified: Verified::default(),
            ancestors: Numbered::default(),
        }
    }

    fn judge(mut self, mut record: Record<'q>) -> Verdict {
        let trusted = self.question.trust.is_some();
        self.rotations(&record);
        for lot in &mut record.lots {
            lot.structure(&self.keys);
        }
        self.disclosures(&record);
        if trusted {
            for lot in &mut record.lots {
                self.logged(lot);
            }
            for lot in &mut record.lots {
                self.signed(lot);
            }
            self.genealogy(&record);
        }
        let Some((own, _)) = record.lots.split_first() else {
            return unreadable(self.question, "", self.found);
        };
        self.found.merge(&own.found, Aspect::ALL.as_slice());
        if trusted {
            self.log_of(own);
            self.newest_head(own);
            self.recall(&record, own);
        } else {
            self.without_bundle();
        }
        self.freshness(own);
        self.certification(own, &record);
        self.identity(own, &record.aliases);
        let newest = own.newest();
        let verdict = Verdict::of(self.found, self.rests, self.question.require, own.name);
        Verdict { count: newest.count, head: newest.n, state: newest.status.name(), ..verdict }
    }

    /// Notes what was found of the passport's own lot.
    fn note(&mut self, aspect: Aspect, code: Code, at: Option<u64>, found: &str) {
        self.found.add(aspect, code, self.lot, at, found);
    }

    /// Takes rotations in, in the order given.
    fn rotations(&mut self, record: &Record<'q>) {
        if self.question.trust.is_none() {
            return;
        }
        for rotation in &record.rotations {
            let code = match self.keys.rotate(rotation) {
                Ok(()) => continue,
                Err(RotationProblem::UnknownKey) => Code::UnknownKey,
                Err(RotationProblem::NotBuilt) => Code::NotBuilt,
                Err(RotationProblem::BadSignature) => Code::BadSignature,
                Err(RotationProblem::Compromised) => Code::KeyCompromised,
                Err(RotationProblem::NotPermitted) => Code::NotPermitted,
            };
            self.found.add(Aspect::Signatures, code, "", None, rotation.from);
        }
    }

    /// Without a bundle only the bytes themselves can be judged.
    fn without_bundle(&mut self) {
        let judged = [Aspect::Bytes, Aspect::Chains, Aspect::Redaction, Aspect::Identity, Aspect::Freshness];
        for aspect in Aspect::ALL {
            if !judged.contains(&aspect) {
                self.note(aspect, Code::NoBundle, None, "");
            }
        }
    }

    /// Certification rests on what others attest; the rules themselves are not evaluated here.
    fn certification(&mut self, own: &LotRecord<'q>, record: &Record<'q>) {
        self.lists(record.lists);
        if self.attested(own, &record.attested) {
            return;
        }
        if self.question.trust.is_some() && record.attested.is_empty() {
            self.note(Aspect::Certification, Code::NotBuilt, None, "");
        }
        if let Some(line) = own.hidden() {
            self.note(Aspect::Certification, Code::PossiblyHidden, Some(line as u64), "");
        }
        let grade = self.question.require.grade;
        if grade > Grade::SelfDeclared {
            self.note(Aspect::Certification, Code::GradeNotShown, None, grade.name());
        }
    }
}
