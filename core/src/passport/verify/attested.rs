//! Aspect `certification` as far as it is attested: signed verdicts by keys that the bundle names for a scheme.

use super::{Run, lot::LotRecord};
use crate::{
    certify::Grade,
    digest::{Hash, Suite},
    proof::{
        Moment,
        attested::{Attested, Outcome},
        base64,
        code::{Aspect, Code},
        key::SignatureError,
        line::Context,
        merkle::Frontier,
        trust::{KeyRecord, Verb},
    },
};
use alloc::{string::String, vec::Vec};

/// Why a verdict does not count, and the word for what is wrong with it.
type Problem = (Code, &'static str);

impl<'q> Run<'q> {
    /// Judges what others attest of the lot; `true` if at least one verdict holds and says that the rules do.
    pub(super) fn attested(&mut self, own: &LotRecord<'q>, verdicts: &[Attested<'q>]) -> bool {
        let mut passed = false;
        let on_record = on_record(own, verdicts);
        for (at, (verdict, on_record)) in verdicts.iter().zip(on_record).enumerate() {
            let found = match self.holds(own, verdict, on_record) {
                Ok(grade) => {
                    let code = match verdict.outcome {
                        Outcome::Pass => Code::Attested,
                        Outcome::Fail => Code::RuleFailed,
                        Outcome::Unknown => Code::Unknown,
                    };
                    if verdict.outcome == Outcome::Pass {
                        passed = true;
                        self.rests.key(Aspect::Certification, verdict.key);
                        self.rests.time(Aspect::Certification, "attested", verdict.time);
                        if grade < self.question.require.grade {
                            self.note(
                                Aspect::Certification,
                                Code::GradeNotShown,
                                Some(at as u64),
                                grade.name(),
                            );
                        }
                    }
                    (code, verdict.scheme)
                }
                Err(problem) => problem,
            };
            self.note(Aspect::Certification, found.0, Some(at as u64), found.1);
        }
        passed
    }

    /// Does this verdict count, and is it `on_record`? The answer is the grade of evidence that it has.
    fn holds(&self, own: &LotRecord<'q>, verdict: &Attested<'q>, on_record: bool) -> Result<Grade, Problem> {
        let trust = self.question.trust.ok_or((Code::NoBundle, ""))?;
        let suite = own.newest().suite;
        if verdict.lot != own.name {
            return Err((Code::CertificateInvalid, "another lot"));
        }
        if !on_record {
            return Err((Code::CertificateInvalid, "another record"));
        }
        let key = self.keys.key(verdict.key).ok_or((Code::UnknownKey, ""))?;
        let record = key.record;
        let named = |(scheme, keys): &(String, Vec<String>)| {
            scheme == verdict.scheme && keys.iter().any(|key| key == verdict.key)
        };
        if !record.may(Verb::Attest, own.name) || !trust.schemes.iter().any(named) {
            return Err((Code::RulebookNotPinned, ""));
        }
        let message = Context::Verdict.message(record.suite, verdict.signed.json);
        let signature = verdict.signed.signature.ok_or((Code::CertificateInvalid, "unsigned"))?;
        match key.vkey.verify(&message, &signature) {
            Ok(()) => {}
            Err(SignatureError::NotBuilt { .. }) => return Err((Code::NotBuilt, "")),
            Err(_) => return Err((Code::CertificateInvalid, "bad-signature")),
        }
        let hash = suite.hash(&[verdict.signed.line.as_bytes()]);
        if trust.snapshot.as_ref().is_some_and(|snapshot| snapshot.revokes(&hash)) {
            return Err((Code::CertificateRevoked, "snapshot"));
        }
        if !timely(record, verdict, own.witnessed_certificate(&hash)) {
            return Err((Code::CertificateInvalid, "key-not-valid"));
        }
        if self.question.now.is_some_and(|now| now >= verdict.until) {
            return Err((Code::CertificateInvalid, "until"));
        }
        if verdict.count < own.newest().count {
            return Err((Code::AttestedEarlier, ""));
        }
        let accredited = trust.accreditations.iter().any(|one| {
            one.party == record.party && one.scheme == verdict.scheme && one.holds_at(verdict.time_at)
        });
        let keeper = self.keys.party(own.newest().key);
        Ok(if record.party == own.newest().issuer || keeper == Some(&record.party) {
            Grade::SelfDeclared
        } else if accredited {
            Grade::Accredited
        } else {
            Grade::Confirmed
        })
    }

    /// Status lists that the passport carries: those that the bundle's snapshot pins can be read by whoever judges
    /// certificates.
    pub(super) fn lists(&mut self, lists: &[&'q str]) {
        for (at, list) in lists.iter().enumerate() {
            let hash = Suite::Sha256.hash(&[list.as_bytes()]);
            let snapshot = self.question.trust.and_then(|trust| trust.snapshot.as_ref());
            if !snapshot.is_some_and(|snapshot| snapshot.lists.iter().any(|(pinned, _)| *pinned == hash)) {
                self.note(Aspect::Certification, Code::ListNotPinned, Some(at as u64), "");
            }
        }
    }
}

/// Which verdicts name the root that the record has over so many of its entries: all roots in one pass.
fn on_record(own: &LotRecord<'_>, verdicts: &[Attested<'_>]) -> Vec<bool> {
    let most = verdicts.iter().map(|verdict| verdict.count).max().unwrap_or(0);
    let mut found = alloc::vec![false; verdicts.len()];
    let mut tree = Frontier::new(own.newest().suite);
    for leaf in own.leaves.iter().take(usize::try_from(most).unwrap_or(usize::MAX)) {
        tree.append(*leaf);
        for (found, verdict) in found.iter_mut().zip(verdicts) {
            *found |= verdict.count == tree.size() && verdict.root == tree.root();
        }
    }
    found
}

/// Was the key good when it attested? A witness says when if a logged head names the verdict among its certificates;
/// else its own time is only a claim, and counts only while the key is neither revoked nor compromised.
fn timely(record: &KeyRecord, verdict: &Attested<'_>, witnessed: Option<Moment>) -> bool {
    let time = witnessed.unwrap_or(verdict.time_at);
    let lost = |end: Option<Moment>| end.is_some_and(|end| witnessed.is_none_or(|time| end <= time));
    record.from <= time && time < record.until && !lost(record.revoked) && !lost(record.compromised)
}

impl LotRecord<'_> {
    /// When witnesses had seen a head that names this certificate.
    fn witnessed_certificate(&self, hash: &Hash) -> Option<Moment> {
        let text = base64::encode(hash);
        let at = self.heads.iter().position(|head| head.certs.contains(&text.as_str()))?;
        self.witnessed.get(at).copied().flatten()
    }
}
