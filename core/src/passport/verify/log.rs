//! Log proofs and witnesses: where the only times come from that count.

use super::{Run, lot::LotRecord};
use crate::proof::{
    Moment,
    checkpoint::{self, CheckpointError},
    code::{Aspect, Code, Findings},
    head::Head,
    line,
    note::NoteError,
    tlog_proof::{TlogProof, TlogProofError},
};
use alloc::string::String;

impl<'q> Run<'q> {
    /// Checks a lot's log proofs and sets the witnessed time of each head.
    pub(super) fn logged(&mut self, lot: &mut LotRecord<'q>) {
        let LotRecord { heads, proofs, found, witnessed, .. } = lot;
        let mut next = 0;
        for (at, head) in heads.iter().enumerate() {
            let proof = proofs.get(next).filter(|(number, _)| *number == at as u64);
            next += usize::from(proof.is_some());
            witnessed.push(proof.and_then(|(_, text)| self.proof(found, head, text)));
        }
        // A head names those before it, so what a later proof witnesses holds for them too.
        let mut later: Option<Moment> = None;
        for slot in witnessed.iter_mut().rev() {
            later = match (*slot, later) {
                (Some(here), Some(then)) => Some(here.min(then)),
                (here, then) => here.or(then),
            };
            *slot = later;
        }
    }

    /// One proof; the time at which a quorum of witnesses had seen it.
    pub(super) fn proof(&mut self, found: &mut Findings, head: &Head<'q>, text: &'q str) -> Option<Moment> {
        let trust = self.question.trust?;
        let mut add = |aspect, code, what: &str| found.add(aspect, code, head.lot, Some(head.n), what);
        let proof = match TlogProof::parse_bare(text) {
            Ok(proof) => proof,
            Err(error) => {
                add(Aspect::LogInclusion, code(&error), "");
                return None;
            }
        };
        let origin = proof.checkpoint().origin();
        let Some(log) = trust.logs.iter().find(|log| log.name() == origin) else {
            add(Aspect::LogInclusion, Code::UnknownLog, origin);
            return None;
        };
        if checkpoint::suite(log) != head.suite {
            add(Aspect::LogInclusion, Code::BadProof, "log of another suite");
            return None;
        }
        let leaf = line::logged_head_leaf(head.suite, head.signed.line);
        if let Err(error) = proof.verify(head.suite, &leaf, log) {
            add(Aspect::LogInclusion, code(&error), origin);
            return None;
        }
        self.rests.key(Aspect::LogInclusion, log.id().as_str());
        let policy = trust.witnesses.as_ref()?;
        let witnessed = match policy.witnessed(proof.checkpoint()) {
            Ok(witnessed) => witnessed,
            Err(CheckpointError::Note(NoteError::NotBuilt { .. })) => {
                add(Aspect::Witnesses, Code::NotBuilt, origin);
                return None;
            }
            Err(_) => {
                add(Aspect::Witnesses, Code::BadCosignature, origin);
                return None;
            }
        };
        for (_, key) in &witnessed.times {
            self.rests.key(Aspect::Witnesses, key.as_str());
        }
        let seconds = i64::try_from(witnessed.time?).unwrap_or(i64::MAX);
        let time = Moment::from_seconds(seconds);
        let tolerance = i64::from(self.question.require.tolerance_seconds);
        if self.question.now.is_some_and(|now| time > now.plus(tolerance)) {
            add(Aspect::Witnesses, Code::Future, origin);
            return None;
        }
        Some(time)
    }

    /// Aspects `log-inclusion` and `witnesses` of the passport's own lot: its newest head.
    pub(super) fn log_of(&mut self, own: &LotRecord<'q>) {
        let newest = own.newest();
        let at = own.heads.len() - 1;
        let proved = own.proofs.last().is_some_and(|(head, _)| *head == at as u64);
        if !proved {
            self.note(Aspect::LogInclusion, Code::NoProof, Some(newest.n), "");
        }
        if self.question.trust.is_some_and(|trust| trust.witnesses.is_none()) {
            self.note(Aspect::Witnesses, Code::NoPolicy, None, "");
            return;
        }
        match own.witnessed.last().copied().flatten() {
            Some(time) => {
                let time = seconds(time);
                self.rests.time(Aspect::Witnesses, "witnessed", &time);
                self.rests.time(Aspect::Signatures, "witnessed", &time);
            }
            None => self.note(Aspect::Witnesses, Code::QuorumShort, Some(newest.n), ""),
        }
    }
}

fn code(error: &TlogProofError) -> Code {
    match error {
        TlogProofError::ExtraNotAllowed => Code::Extra,
        TlogProofError::Checkpoint(CheckpointError::Note(NoteError::NotBuilt { .. })) => Code::NotBuilt,
        TlogProofError::Checkpoint(_) => Code::BadCheckpoint,
        _ => Code::BadProof,
    }
}

/// Seconds since 1970, as text.
fn seconds(time: Moment) -> String {
    let mut text = String::new();
    if time.seconds() < 0 {
        text.push('-');
    }
    crate::base::whole::push_decimal(&mut text, time.seconds().unsigned_abs());
    text
}
