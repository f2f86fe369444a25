//! Who signed what, whether he might, and when.

use super::{Run, lot::LotRecord};
use crate::base::numbered::Numbered;
use crate::proof::{
    Moment,
    code::{Aspect, Code, Findings},
    entry::{Body, Entry},
    head::Head,
    key::SignatureError,
    keyring::{Alias, Key},
    line::{Context, Signed},
    trust::{KeyRecord, Verb},
};
use alloc::vec::Vec;

/// Where a line stands and where what is found goes.
struct Place<'f, 't> {
    found: &'f mut Findings,
    lot: &'t str,
    at: u64,
    key: &'t str,
}

impl Place<'_, '_> {
    fn add(&mut self, code: Code) {
        self.found.add(Aspect::Signatures, code, self.lot, Some(self.at), self.key);
    }

    /// Was the key good at the time that witnesses give? `true` if no witness says when.
    fn timely(&mut self, record: &KeyRecord, witnessed: Option<Moment>) -> bool {
        match witnessed {
            None if record.compromised.is_some() => self.add(Code::KeyCompromised),
            None => return true,
            Some(time) => {
                if record.compromised.is_some_and(|compromised| compromised <= time) {
                    self.add(Code::KeyCompromised);
                }
                let valid = record.from <= time && time < record.until;
                if !valid || record.revoked.is_some_and(|revoked| revoked <= time) {
                    self.add(Code::KeyNotValid);
                }
            }
        }
        false
    }
}

impl<'q> Run<'q> {
    /// Every head and line of a lot: known key, permission, time, signature.
    pub(super) fn signed(&mut self, lot: &mut LotRecord<'q>) {
        let mut found = core::mem::take(&mut lot.found);
        // The first line that no witness covers; behind all of them, a head.
        let mut unwitnessed = usize::MAX;
        for (at, head) in lot.heads.iter().enumerate() {
            let witnessed = lot.witnessed.get(at).copied().flatten();
            let mut place = Place { found: &mut found, lot: lot.name, at: at as u64, key: head.key };
            if self.head(&mut place, head, witnessed) {
                unwitnessed = lot.entries.len();
            }
        }
        for (line, entry) in lot.entries.iter().enumerate() {
            let covered = lot.covered_by(line);
            let witnessed = lot.witnessed.get(covered).copied().flatten();
            let keeper = lot.heads.get(covered).unwrap_or_else(|| lot.newest()).key;
            let mut place = Place { found: &mut found, lot: lot.name, at: line as u64, key: entry.key };
            if self.entry(&mut place, entry, keeper, witnessed) {
                unwitnessed = unwitnessed.min(line);
            }
        }
        if unwitnessed != usize::MAX {
            // Once a lot.
            let key = lot.entries.get(unwitnessed).map_or("", |entry| entry.key);
            found.add(Aspect::Signatures, Code::NoWitnessedTime, lot.name, Some(unwitnessed as u64), key);
        }
        lot.found = found;
    }

    fn entry(
        &mut self,
        place: &mut Place<'_, '_>,
        entry: &Entry<'q>,
        keeper: &str,
        witnessed: Option<Moment>,
    ) -> bool {
        let Some(key) = self.keys.key(entry.key) else {
            place.add(Code::UnknownKey);
            return false;
        };
        let record = key.record;
        self.rests.key(Aspect::Signatures, entry.key);
        let kind = entry.kind();
        let mut may = record.may(Verb::Write(kind), entry.subject);
        may &= !kind.keepers_only() || entry.key == keeper;
        if let Body::Receipt { chain, is_final: true } = &entry.body {
            may &= record.may(Verb::Close, chain.subject);
        }
        if let Some(party) = entry.on_behalf {
            may &= party == record.party || record.may(Verb::For, entry.subject);
        }
        if !may {
            place.add(Code::NotPermitted);
        }
        let unwitnessed = place.timely(record, witnessed);
        let result = self.verified.check(key, Context::Entry, &entry.signed);
        outcome(place, result);
        unwitnessed
    }

    /// Head and outputs of an ancestor that is only bounded: permitted, in time, signed.
    pub(super) fn signed_alone(
        &mut self,
        found: &mut Findings,
        head: &Head<'q>,
        outputs: &[(u64, Entry<'q>)],
        witnessed: Option<Moment>,
    ) {
        let lot = head.lot;
        let mut place = Place { found, lot, at: head.n, key: head.key };
        let mut unwitnessed = self.head(&mut place, head, witnessed);
        for (line, entry) in outputs {
            let mut place = Place { found, lot, at: *line, key: entry.key };
            unwitnessed |= self.entry(&mut place, entry, entry.key, witnessed);
        }
        if unwitnessed {
            found.add(Aspect::Signatures, Code::NoWitnessedTime, lot, Some(head.n), head.key);
        }
    }

    fn head(&mut self, place: &mut Place<'_, '_>, head: &Head<'q>, witnessed: Option<Moment>) -> bool {
        let Some(key) = self.keys.key(head.key) else {
            place.add(Code::UnknownKey);
            return false;
        };
        let record = key.record;
        self.rests.key(Aspect::Signatures, head.key);
        self.rests.key(Aspect::Completeness, head.key);
        if record.suite != head.suite {
            place.add(Code::SuiteMismatch);
            return false;
        }
        match self.question.trust.and_then(|trust| trust.may_issue(head.issuer, head.lot)) {
            // A party that the bundle does not know may stand in a newer one.
            None => place.add(Code::UnknownKey),
            Some(issued) => {
                if !issued || !record.may(Verb::Keep, head.lot) {
                    place.add(Code::NotPermitted);
                }
            }
        }
        let unwitnessed = place.timely(record, witnessed);
        let result = self.verified.check(key, Context::Head, &head.signed);
        outcome(place, result);
        unwitnessed
    }

    /// Does an alias line hold? Its key must be allowed to speak for both names, and be neither revoked nor
    /// compromised: an alias stands in no log, so nobody knows when it was signed.
    pub(super) fn alias(&mut self, alias: &Alias<'q>) -> bool {
        let Some(key) = self.keys.key(alias.key) else { return false };
        let record = key.record;
        let permitted = alias.names.iter().all(|name| record.may(Verb::Alias, name));
        let good = record.revoked.is_none() && record.compromised.is_none();
        let result = self.verified.check(key, Context::Alias, &alias.signed);
        if matches!(result, Some(Err(SignatureError::Wrong))) {
            self.found.add(Aspect::Signatures, Code::BadSignature, "", None, alias.key);
        }
        permitted && good && matches!(result, Some(Ok(())))
    }
}

/// What the signatures of lines came to; each is verified once, however often its line stands in the passport.
#[derive(Default)]
pub(super) struct Verified {
    /// Each distinct line with a signature.
    lines: Numbered,
    results: Vec<Result<(), SignatureError>>,
}

impl Verified {
    /// `None` if the line has no signature.
    fn check(
        &mut self,
        key: Key<'_>,
        context: Context,
        signed: &Signed<'_>,
    ) -> Option<Result<(), SignatureError>> {
        let signature = signed.signature?;
        // One line is of one kind: heads, entries and aliases have different members.
        if let Ok(known) = self.lines.number(signed.line.as_bytes()) {
            return self.results.get(known).copied();
        }
        let result = key.vkey.verify(&context.message(key.record.suite, signed.json), &signature);
        self.results.push(result);
        Some(result)
    }
}

fn outcome(place: &mut Place<'_, '_>, result: Option<Result<(), SignatureError>>) {
    match result {
        None => place.add(Code::Unsigned),
        Some(Ok(())) => {}
        Some(Err(SignatureError::NotBuilt { .. })) => place.add(Code::NotBuilt),
        Some(Err(_)) => place.add(Code::BadSignature),
    }
}
