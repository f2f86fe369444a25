//! Aspects that stand beside the ledger: newest head, recall, freshness, redaction, identity.

use super::{Record, Run, lot::LotRecord};
use crate::{
    base::{numbered::Numbered, text},
    digest::{Hash, Suite, json},
    passport::label::{Binding, Label},
    proof::{
        Moment,
        code::{Aspect, Code, Findings},
        disclosure::Disclosure,
        entry::{Entry, Kind},
        head::Status,
        keyring::Alias,
        merkle,
        trust::{KnownHead, Snapshot},
    },
};
use alloc::{string::String, vec::Vec};

const DAY: i64 = 86_400;

/// Every digest, with the line that it first stands in and that line's key.
#[derive(Default)]
struct Hidden<'t> {
    digests: Numbered,
    lines: Vec<(&'t str, &'t str)>,
}

impl<'q> Run<'q> {
    /// What anybody is known to have seen of a lot: the caller, and the snapshot (`true`).
    pub(super) fn known(&self, lot: &str) -> Vec<(&'q KnownHead, bool)> {
        let seen = self.question.seen.map(|seen| seen.heads.as_slice());
        let listed = self.snapshot().map(|snapshot| snapshot.heads.as_slice());
        let mut known = Vec::new();
        for (heads, in_snapshot) in [(seen, false), (listed, true)] {
            for head in heads.unwrap_or_default() {
                if head.lot == lot {
                    known.push((head, in_snapshot));
                }
            }
        }
        known
    }

    pub(super) fn snapshot(&self) -> Option<&'q Snapshot> {
        self.question.trust?.snapshot.as_ref()
    }

    /// Is the snapshot too old, or is there no time to hold it against?
    pub(super) fn snapshot_code(&self) -> Option<Code> {
        let snapshot = self.snapshot()?;
        match self.question.now {
            None => Some(Code::NoNow),
            Some(now) => {
                let days = i64::from(self.question.require.snapshot_days);
                (now > snapshot.at.plus(days * DAY)).then_some(Code::SnapshotStale)
            }
        }
    }

    pub(super) fn newest_head(&mut self, own: &LotRecord<'q>) {
        let newest = own.newest();
        let aspect = Aspect::NewestHead;
        let stale = self.snapshot_code();
        let mut judged = false;
        let mut listed = false;
        for (known, in_snapshot) in self.known(own.name) {
            match usize::try_from(known.n).ok().and_then(|n| own.head_hashes.get(n)) {
                Some(hash) if *hash == known.hash => {
                    listed |= in_snapshot;
                    judged |= !in_snapshot || stale.is_none();
                }
                Some(_) => {
                    for aspect in [aspect, Aspect::Completeness] {
                        self.note(aspect, Code::Equivocation, Some(known.n), newest.key);
                    }
                }
                None => self.note(aspect, Code::OlderThanSeen, Some(known.n), newest.key),
            }
        }
        if !judged {
            let code = if listed { stale.unwrap_or(Code::NoNewestKnown) } else { Code::NoNewestKnown };
            self.note(aspect, code, Some(newest.n), "");
        }
        if let Some(snapshot) = self.snapshot() {
            self.rests.time(aspect, "snapshot", &snapshot.at_text);
        }
    }

    /// The same for an ancestor, into aspect `genealogy`; `heads` are its hashes from a number on.
    pub(super) fn known_of_ancestor(
        &self,
        found: &mut Findings,
        lot: &str,
        first: u64,
        heads: &[Hash],
        newest: u64,
    ) {
        for (known, _) in self.known(lot) {
            let at = known.n.checked_sub(first).and_then(|at| usize::try_from(at).ok());
            let (code, what) = match at.and_then(|at| heads.get(at)) {
                Some(hash) if *hash == known.hash => continue,
                Some(_) => (Code::ParentFailed, Code::Equivocation),
                None if known.n > newest => (Code::AncestorOpen, Code::OlderThanSeen),
                None => continue,
            };
            found.add(Aspect::Genealogy, code, lot, Some(known.n), what.as_str());
        }
    }

    pub(super) fn recall(&mut self, record: &Record<'q>, own: &LotRecord<'q>) {
        if own.heads.iter().any(|head| head.status == Status::Recalled) {
            self.note(Aspect::Recall, Code::Recalled, Some(own.newest().n), "");
        }
        let Some(snapshot) = self.snapshot() else {
            self.note(Aspect::Recall, Code::NoSnapshot, None, "");
            return;
        };
        if snapshot.recalls(own.name) {
            self.note(Aspect::Recall, Code::Recalled, None, "snapshot");
        }
        for lot in &record.bounded {
            let _ = self.ancestors.number(lot.text.name.as_bytes());
        }
        for number in self.ancestors.in_order() {
            let name = core::str::from_utf8(self.ancestors.key(*number as usize)).unwrap_or("");
            if snapshot.recalls(name) {
                self.found.add(Aspect::Recall, Code::ParentRecalled, name, None, "snapshot");
            }
        }
        self.rests.time(Aspect::Recall, "snapshot", &snapshot.at_text);
        if let Some(code) = self.snapshot_code() {
            self.note(Aspect::Recall, code, None, &snapshot.at_text);
        }
    }

    /// Is the bundle one that counts now? The answer is the time of day, if it was given.
    pub(super) fn bundle_freshness(&mut self) -> Option<Moment> {
        let aspect = Aspect::Freshness;
        let trust = self.question.trust;
        let seen = self.question.seen.and_then(|seen| seen.version);
        if let (Some(trust), Some(seen)) = (trust, seen)
            && trust.version < seen
        {
            self.note(aspect, Code::BundleRollback, Some(trust.version), "");
        }
        if trust.is_none() {
            self.note(aspect, Code::NoBundle, None, "");
        }
        let Some(now) = self.question.now else {
            self.note(aspect, Code::NoNow, None, "");
            return None;
        };
        if let Some(trust) = trust {
            self.rests.time(aspect, "expires", &trust.expires_text);
            if now >= trust.expires {
                self.note(aspect, Code::BundleExpired, None, &trust.expires_text);
            }
            let latest = self.latest(now);
            if trust.issued > latest {
                self.note(aspect, Code::NotYet, None, "bundle");
            }
            if trust.snapshot.as_ref().is_some_and(|snapshot| snapshot.at > latest) {
                self.note(aspect, Code::NotYet, None, "snapshot");
            }
        }
        Some(now)
    }

    /// The latest that it can be, as clocks differ.
    fn latest(&self, now: Moment) -> Moment {
        now.plus(i64::from(self.question.require.tolerance_seconds))
    }

    pub(super) fn freshness(&mut self, own: &LotRecord<'q>) {
        let aspect = Aspect::Freshness;
        let newest = own.newest();
        let head_time = own.witnessed.last().copied().flatten().unwrap_or(newest.time_at);
        self.rests.time(aspect, "head", newest.time);
        let Some(now) = self.bundle_freshness() else { return };
        let latest = self.latest(now);
        if newest.time_at > latest {
            self.note(aspect, Code::NotYet, None, newest.time);
        }
        for (line, entry) in own.entries.iter().enumerate() {
            if entry.act_at > latest {
                self.note(aspect, Code::NotYet, Some(line as u64), entry.act);
            }
            for (date, end) in shelf_life(entry) {
                self.rests.time(aspect, "shelf-life", &date);
                if now >= end {
                    self.note(aspect, Code::ShelfLifeOver, Some(line as u64), &date);
                }
            }
        }
        if now > head_time.plus(i64::from(self.question.require.head_days) * DAY) {
            self.note(aspect, Code::HeadOld, Some(newest.n), newest.time);
        }
    }

    /// What is hidden, what is disclosed, and what stands in clear, in every lot of the passport.
    pub(super) fn disclosures(&mut self, record: &Record<'q>) {
        let mut hidden = Hidden::default();
        for lot in &record.lots {
            for (at, entry) in lot.entries.iter().enumerate() {
                self.hides(&mut hidden, lot.name, at as u64, entry);
            }
        }
        for lot in &record.bounded {
            for (at, entry) in &lot.outputs {
                self.hides(&mut hidden, lot.text.name, *at, entry);
            }
        }
        let mut salts = Numbered::default();
        let mut salted: Vec<&str> = Vec::new();
        for lot in &record.lots {
            let mut here = Numbered::default();
            for entry in &lot.entries {
                for digest in &entry.digests {
                    let _ = here.number(digest.as_bytes());
                }
            }
            let mut last = String::new();
            for (at, text) in lot.disclosures.iter().enumerate() {
                let mut add = |aspect, code, what: &str| {
                    self.found.add(aspect, code, lot.name, Some(at as u64), what);
                };
                let disclosed = match Disclosure::parse(text) {
                    Ok(disclosed) => disclosed,
                    Err(refusal) => {
                        add(Aspect::Bytes, Code::Malformed, refusal.what);
                        continue;
                    }
                };
                let mut opened = None;
                for suite in [Suite::Sha256, Suite::Sm3] {
                    let digest = disclosed.digest(suite);
                    let writer = hidden.digests.find(digest.as_bytes()).and_then(|at| hidden.lines.get(at));
                    if let Some((_, key)) = writer
                        && here.find(digest.as_bytes()).is_some()
                        && self.keys.suite(key).is_none_or(|known| known == suite)
                    {
                        opened = Some(digest);
                        break;
                    }
                }
                let aspect = Aspect::Redaction;
                let Some(digest) = opened else {
                    add(aspect, Code::StrayDisclosure, disclosed.name());
                    continue;
                };
                if last >= digest {
                    add(Aspect::Bytes, Code::Malformed, "disclosures not ascending");
                }
                last = digest;
                if disclosed.hides_what_must_show() {
                    add(aspect, Code::MustShowHidden, disclosed.name());
                }
                match salts.number(disclosed.salt()) {
                    Err(_) => salted.push(text),
                    Ok(known) => {
                        if salted.get(known).is_some_and(|other| other != text) {
                            add(aspect, Code::SaltReused, disclosed.name());
                        }
                        if let Some(known) = salted.get_mut(known) {
                            *known = text;
                        }
                    }
                }
            }
        }
    }

    /// Notes what an entry hides, and what it should have hidden.
    fn hides(&mut self, hidden: &mut Hidden<'q>, lot: &str, at: u64, entry: &Entry<'q>) {
        let mut add = |code, what: &str| self.found.add(Aspect::Redaction, code, lot, Some(at), what);
        if entry.personal.is_some() {
            add(Code::PersonalInClear, entry.key);
        }
        for digest in &entry.digests {
            // A journey's line may stand in the ledgers of several lots: the same line is the same entry.
            let line = entry.signed.line;
            match hidden.digests.number(digest.as_bytes()) {
                Err(_) => hidden.lines.push((line, entry.key)),
                Ok(known) => {
                    if hidden.lines.get(known).is_some_and(|(known, _)| *known != line) {
                        add(Code::DigestRepeated, digest);
                    }
                }
            }
        }
    }

    pub(super) fn identity(&mut self, own: &LotRecord<'q>, aliases: &[Alias<'q>]) {
        let aspect = Aspect::Identity;
        let newest = own.newest();
        if let Some(by) = newest.by {
            self.note(aspect, Code::SupersededBy, Some(newest.n), by);
        }
        // The last alias of a name counts.
        let mut holds: Vec<(&Alias<'_>, bool)> = Vec::new();
        for alias in aliases {
            if alias.names.contains(&own.name) {
                holds.push((alias, self.question.trust.is_some() && self.alias(alias)));
            }
        }
        let Some(scanned) = self.question.scanned else {
            self.note(aspect, Code::NoCode, None, "");
            return;
        };
        let label = Label::parse(scanned);
        let Some(lot) = label.lot else {
            self.note(aspect, Code::NoLotInCode, None, "");
            return;
        };
        if lot != own.name {
            let named = holds.iter().rev().find(|(alias, _)| alias.names.contains(&lot.as_str()));
            match named {
                Some((_, true)) => self.rests.key(aspect, &lot),
                Some((_, false)) => self.note(aspect, Code::UnsignedAlias, None, &lot),
                None => self.note(aspect, Code::OtherLot, None, &lot),
            }
            // A label of the other name was printed for another ledger; its binding says nothing of this one.
            return;
        }
        match label.binding {
            Binding::None => self.note(aspect, Code::LabelUnbound, None, ""),
            Binding::Malformed => self.note(aspect, Code::LabelNotExtended, None, "tr"),
            Binding::Root { count, root } => {
                let lines = own.leaves.get(..count as usize).filter(|leaves| !leaves.is_empty());
                let extended = lines.map(|leaves| merkle::root(newest.suite, leaves));
                if !extended.is_some_and(|whole| whole.starts_with(&root)) {
                    self.note(aspect, Code::LabelNotExtended, Some(u64::from(count)), "");
                }
            }
        }
    }
}

/// Days on which the shelf life ends that an entry's event states, with the instant: the end of that day where the
/// entry was written.
fn shelf_life(entry: &Entry<'_>) -> Vec<(String, Moment)> {
    const NAMES: [&str; 2] = ["bestBeforeDate", "itemExpirationDate"];
    let mut ends = Vec::new();
    let states = matches!(entry.kind(), Kind::Made | Kind::Event | Kind::Correct);
    let Some(ilmd) = entry.ilmd.filter(|_| states) else { return ends };
    let Ok(document) = json::tape(ilmd, json::Limits::default()) else { return ends };
    let Some(members) = document.root().members() else { return ends };
    let behind = entry.act.get(19..).unwrap_or("");
    let zone = behind.bytes().position(|mark| matches!(mark, b'Z' | b'+' | b'-'));
    let zone = zone.and_then(|at| behind.get(at..)).unwrap_or("Z");
    for (name, value) in members {
        if !NAMES.iter().any(|wanted| *wanted == text::local(&name)) {
            continue;
        }
        let Some(text) = value.text() else { continue };
        let end = match text.len() {
            10 => Moment::parse(&text::joined(&[&text, "T00:00:00", zone])).map(|day| day.plus(DAY)),
            _ => Moment::parse(&text),
        };
        if let Some(end) = end {
            ends.push((text.into_owned(), end));
        }
    }
    ends
}
