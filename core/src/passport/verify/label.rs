//! The verdict on an offline label alone: the signed and logged head without the record behind it.

use super::{Question, Run, lot::LotRecord, refuse, unreadable};
use crate::{
    id::frame::{Frame, FrameError},
    passport::{offline, verdict::Verdict},
    proof::{
        code::{Aspect, Code, Findings},
        head::{Head, Status},
        own::{Refusal, RefusalKind},
    },
};

/// Judges an offline label, which stands in the place of the passport.
///
/// Of the head everything is judged, of the entries nothing: no policy that asks for them is met, and the published
/// default does.
#[must_use]
pub fn verify_label(question: &Question<'_>) -> Verdict {
    let mut found = Findings::default();
    let text = core::str::from_utf8(question.passport).map_err(|_| FrameError::Malformed);
    let frame = match text.and_then(offline::parse) {
        Ok(frame) => frame,
        Err(error) => {
            let kind = if error == FrameError::Limit { RefusalKind::Limit } else { RefusalKind::Malformed };
            refuse(&mut found, "", Refusal::new(kind, 0, "offline label"));
            return unreadable(question, "", found);
        }
    };
    let rebuilt = question.trust.and_then(|trust| offline::rebuild(&frame, trust));
    let mut proofs = alloc::vec::Vec::new();
    if let Some(proof) = rebuilt.as_ref().and_then(|rebuilt| rebuilt.proof.as_deref()) {
        proofs.push((0, proof));
    }
    let mut run = Run::new(question, &frame.lot, found);
    for aspect in [
        Aspect::Chains,
        Aspect::Completeness,
        Aspect::Genealogy,
        Aspect::Recall,
        Aspect::Certification,
        Aspect::Redaction,
    ] {
        run.note(aspect, Code::NoLines, None, "");
    }
    run.state(&frame);
    let head = rebuilt.as_ref().and_then(|rebuilt| Some((rebuilt, Head::parse(&rebuilt.head).ok()?)));
    match head {
        Some((rebuilt, head)) => {
            let mut lot = LotRecord::of_head(head, &proofs);
            run.logged(&mut lot);
            run.signed(&mut lot);
            if lot.proofs.is_empty() {
                let code = if rebuilt.known_log { Code::BadProof } else { Code::UnknownLog };
                run.note(Aspect::LogInclusion, code, Some(frame.n), "");
            }
            run.found.merge(&lot.found, &Aspect::ALL);
            run.log_of(&lot);
            run.newest_of(&lot);
            run.freshness(&lot);
        }
        None => run.without_head(&frame),
    }
    let verdict = Verdict::of(run.found, run.rests, question.require, &frame.lot);
    let state = offline::state(&frame).map_or("", Status::name);
    Verdict { count: frame.count, head: frame.n, state, ..verdict }
}

impl<'q> Run<'q> {
    /// What the label says of the lot's state, and whether another code on the goods names another lot.
    fn state(&mut self, frame: &'q Frame) {
        let status = offline::state(frame);
        if status == Some(Status::Open) {
            self.note(Aspect::Completeness, Code::LotOpen, Some(frame.n), "");
        }
        if status == Some(Status::Recalled) {
            self.note(Aspect::Recall, Code::Recalled, Some(frame.n), "");
        }
        if let Some(by) = &frame.by {
            self.note(Aspect::Identity, Code::SupersededBy, Some(frame.n), by);
        }
        let other = self.question.scanned.and_then(offline::lot_of);
        if let Some(other) = other.filter(|other| *other != frame.lot) {
            self.note(Aspect::Identity, Code::OtherLot, None, &other);
        }
        match self.snapshot() {
            Some(snapshot) => {
                if snapshot.recalls(&frame.lot) {
                    self.note(Aspect::Recall, Code::Recalled, None, "snapshot");
                }
                if let Some(code) = self.snapshot_code() {
                    self.note(Aspect::Recall, code, None, &snapshot.at_text);
                }
            }
            None if self.question.trust.is_some() => self.note(Aspect::Recall, Code::NoSnapshot, None, ""),
            None => {}
        }
    }

    /// The head cannot be rebuilt: nobody, or more than one, may have signed it.
    fn without_head(&mut self, frame: &Frame) {
        let trusted = self.question.trust.is_some();
        let code = if trusted { Code::UnknownKey } else { Code::NoBundle };
        for aspect in [Aspect::Signatures, Aspect::LogInclusion, Aspect::Witnesses, Aspect::NewestHead] {
            self.note(aspect, code, Some(frame.n), "");
        }
        // That there is no bundle is noted there.
        self.bundle_freshness();
        if trusted {
            self.note(Aspect::Freshness, code, Some(frame.n), &frame.time);
        }
    }

    /// Is the head of a label the newest that is known?
    fn newest_of(&mut self, lot: &LotRecord<'q>) {
        let head = lot.newest();
        let hash = head.hash();
        let stale = self.snapshot_code();
        let mut judged = false;
        for (known, in_snapshot) in self.known(head.lot) {
            let code = if known.n > head.n {
                Code::OlderThanSeen
            } else if known.n == head.n && known.hash == hash {
                judged |= !in_snapshot || stale.is_none();
                continue;
            } else if known.n == head.n || (known.n + 1 == head.n && head.prev != Some(known.hash)) {
                Code::Equivocation
            } else {
                continue;
            };
            self.note(Aspect::NewestHead, code, Some(known.n), head.key);
        }
        if !judged {
            self.note(Aspect::NewestHead, Code::NoNewestKnown, Some(head.n), "");
        }
    }
}
