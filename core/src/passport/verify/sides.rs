//! Aspects that stand beside the ledger: newest head, recall, freshness, redaction, identity.

use super::{Record, Run, lot::LotRecord};
use crate::base::sorted::{Map, Set};
use crate::{
    digest::{Hash, Suite, json},
    passport::label::{Binding, Label},
    proof::{
        Moment,
        code::{Aspect, Code, Findings},
        disclosure::{self, Disclosure},
        entry::{Entry, Kind},
        head::Status,
        keyring::Alias,
        merkle::Frontier,
        trust::KnownHead,
    },
};
use alloc::{borrow::ToOwned as _, vec::Vec};

const DAY: i64 = 86_400;

/// Where a digest stands.
struct Hidden<'t> {
    line: &'t str,
    key: &'t str,
    opened: bool,
}

impl<'q> Run<'q> {
    /// What anybody is known to have seen of a lot: the caller, and the snapshot if it is fresh.
    fn known<'s>(&self, lot: &'s str) -> impl Iterator<Item = (&'q KnownHead, bool)> + use<'q, 's> {
        let seen = self.question.seen.into_iter().flat_map(|seen| &seen.heads).map(|head| (head, false));
        let snapshot = self.question.trust.and_then(|trust| trust.snapshot.as_ref());
        let listed = snapshot.into_iter().flat_map(|snapshot| &snapshot.heads).map(|head| (head, true));
        seen.chain(listed).filter(move |(head, _)| head.lot == lot)
    }

    /// Is the snapshot too old, or is there no time to hold it against?
    fn snapshot_code(&self) -> Option<Code> {
        let snapshot = self.question.trust?.snapshot.as_ref()?;
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
                    self.found.add(aspect, Code::Equivocation, own.name, Some(known.n), newest.key);
                    self.found.add(
                        Aspect::Completeness,
                        Code::Equivocation,
                        own.name,
                        Some(known.n),
                        newest.key,
                    );
                }
                None => self.found.add(aspect, Code::OlderThanSeen, own.name, Some(known.n), newest.key),
            }
        }
        if !judged {
            let code = if listed { stale.unwrap_or(Code::NoNewestKnown) } else { Code::NoNewestKnown };
            self.found.add(aspect, code, own.name, Some(newest.n), "");
        }
        if let Some(snapshot) = self.question.trust.and_then(|trust| trust.snapshot.as_ref()) {
            self.rests.time(aspect, "snapshot", snapshot.at_text.clone());
        }
    }

    /// The same for an ancestor, into aspect `genealogy`.
    pub(super) fn known_of_ancestor(
        &self,
        found: &mut Findings,
        lot: &str,
        head: &dyn Fn(u64) -> Option<Hash>,
        newest: u64,
    ) {
        for (known, _) in self.known(lot) {
            match head(known.n) {
                Some(hash) if hash == known.hash => {}
                Some(_) => {
                    let code = Code::Equivocation.as_str();
                    found.add(Aspect::Genealogy, Code::ParentFailed, lot, Some(known.n), code);
                }
                None if known.n > newest => {
                    let code = Code::OlderThanSeen.as_str();
                    found.add(Aspect::Genealogy, Code::AncestorOpen, lot, Some(known.n), code);
                }
                None => {}
            }
        }
    }

    pub(super) fn recall(&mut self, record: &Record<'q>, own: &LotRecord<'q>) {
        if own.heads.iter().any(|head| head.status == Status::Recalled) {
            self.found.add(Aspect::Recall, Code::Recalled, own.name, Some(own.newest().n), "");
        }
        let Some(snapshot) = self.question.trust.and_then(|trust| trust.snapshot.as_ref()) else {
            self.found.add(Aspect::Recall, Code::NoSnapshot, own.name, None, "");
            return;
        };
        if snapshot.recalls(own.name) {
            self.found.add(Aspect::Recall, Code::Recalled, own.name, None, "snapshot");
        }
        let shown = record.bounded.iter().map(|lot| lot.text.name);
        let names: Set<&str> = self.ancestors.iter().copied().chain(shown).collect();
        for name in names.into_iter().filter(|name| snapshot.recalls(name)) {
            self.found.add(Aspect::Recall, Code::ParentRecalled, name, None, "snapshot");
        }
        self.rests.time(Aspect::Recall, "snapshot", snapshot.at_text.clone());
        if let Some(code) = self.snapshot_code() {
            self.found.add(Aspect::Recall, code, own.name, None, &snapshot.at_text);
        }
    }

    pub(super) fn freshness(&mut self, own: &LotRecord<'q>) {
        let aspect = Aspect::Freshness;
        let (trust, newest) = (self.question.trust, own.newest());
        let seen = self.question.seen.and_then(|seen| seen.version);
        if let (Some(trust), Some(seen)) = (trust, seen)
            && trust.version < seen
        {
            self.found.add(aspect, Code::BundleRollback, own.name, Some(trust.version), "");
        }
        let head_time = own.witnessed.last().copied().flatten().unwrap_or(newest.time_at);
        self.rests.time(aspect, "head", newest.time.to_owned());
        if trust.is_none() {
            self.found.add(aspect, Code::NoBundle, own.name, None, "");
        }
        let Some(now) = self.question.now else {
            self.found.add(aspect, Code::NoNow, own.name, None, "");
            return;
        };
        let latest = now.plus(i64::from(self.question.require.tolerance_seconds));
        if let Some(trust) = trust {
            self.rests.time(aspect, "expires", trust.expires_text.clone());
            if now >= trust.expires {
                self.found.add(aspect, Code::BundleExpired, own.name, None, &trust.expires_text);
            }
            if trust.issued > latest {
                self.found.add(aspect, Code::NotYet, own.name, None, "bundle");
            }
        }
        if newest.time_at > latest {
            self.found.add(aspect, Code::NotYet, own.name, None, newest.time);
        }
        for (line, entry) in own.entries.iter().enumerate() {
            if entry.act_at > latest {
                self.found.add(aspect, Code::NotYet, own.name, Some(line as u64), entry.act);
            }
            for (date, end) in shelf_life(entry) {
                self.rests.time(aspect, "shelf-life", date.clone());
                if now >= end {
                    self.found.add(aspect, Code::ShelfLifeOver, own.name, Some(line as u64), &date);
                }
            }
        }
        if now > head_time.plus(i64::from(self.question.require.head_days) * DAY) {
            self.found.add(aspect, Code::HeadOld, own.name, Some(newest.n), newest.time);
        }
    }

    /// What is hidden, what is disclosed, and what stands in clear, in every lot of the passport.
    pub(super) fn disclosures(&mut self, record: &Record<'q>) {
        let aspect = Aspect::Redaction;
        let bounded = record
            .bounded
            .iter()
            .flat_map(|lot| lot.outputs.iter().map(|(at, entry)| (lot.text.name, *at, entry)));
        let whole = record
            .lots
            .iter()
            .flat_map(|lot| lot.entries.iter().enumerate().map(|(at, entry)| (lot.name, at as u64, entry)));
        let mut hidden: Map<&str, Hidden<'q>> = Map::new();
        for (lot, at, entry) in whole.chain(bounded) {
            if entry.personal.is_some() {
                self.found.add(aspect, Code::PersonalInClear, lot, Some(at), entry.key);
            }
            for digest in &entry.digests {
                // A journey's line may stand in the ledgers of several lots: the same line is the same entry.
                let line = entry.signed.line;
                let known = hidden.get_or_insert(digest, || Hidden { line, key: entry.key, opened: false });
                if known.line != line {
                    self.found.add(aspect, Code::DigestRepeated, lot, Some(at), digest);
                }
            }
        }
        let mut salts: Map<[u8; disclosure::SALT_BYTES], &str> = Map::new();
        for lot in &record.lots {
            let here: Set<&str> =
                lot.entries.iter().flat_map(|entry| entry.digests.iter().copied()).collect();
            let mut last: Option<&str> = None;
            for (at, text) in lot.disclosures.iter().enumerate() {
                let place = Some(at as u64);
                let disclosed = match Disclosure::parse(text) {
                    Ok(disclosed) => disclosed,
                    Err(refusal) => {
                        self.found.add(Aspect::Bytes, Code::Malformed, lot.name, place, refusal.what);
                        continue;
                    }
                };
                let digest = [Suite::Sha256, Suite::Sm3].into_iter().find_map(|suite| {
                    let digest = disclosed.digest(suite);
                    let known = here.get(digest.as_str())?;
                    let writer = self.keys.suite(hidden.get(known)?.key);
                    writer.is_none_or(|known| known == suite).then_some(*known)
                });
                let Some(digest) = digest else {
                    self.found.add(aspect, Code::StrayDisclosure, lot.name, place, disclosed.name());
                    continue;
                };
                if last.is_some_and(|last| last >= digest) {
                    self.found.add(
                        Aspect::Bytes,
                        Code::Malformed,
                        lot.name,
                        place,
                        "disclosures not ascending",
                    );
                }
                last = Some(digest);
                if let Some(hidden) = hidden.get_mut(digest) {
                    hidden.opened = true;
                }
                if disclosed.hides_what_must_show() {
                    self.found.add(aspect, Code::MustShowHidden, lot.name, place, disclosed.name());
                }
                if salts.insert(*disclosed.salt(), text).is_some_and(|other| other != *text) {
                    self.found.add(aspect, Code::SaltReused, lot.name, place, disclosed.name());
                }
            }
        }
    }

    pub(super) fn identity(&mut self, own: &LotRecord<'q>, aliases: &[Alias<'q>]) {
        let aspect = Aspect::Identity;
        let newest = own.newest();
        if let Some(by) = newest.by {
            self.found.add(aspect, Code::SupersededBy, own.name, Some(newest.n), by);
        }
        let names: Map<&str, bool> = aliases
            .iter()
            .filter(|alias| alias.names.contains(&own.name))
            .flat_map(|alias| {
                let holds = self.question.trust.is_some() && self.alias(alias);
                alias.names.map(|name| (name, holds))
            })
            .collect();
        let Some(scanned) = self.question.scanned else {
            self.found.add(aspect, Code::NoCode, own.name, None, "");
            return;
        };
        let label = Label::parse(scanned);
        let Some(lot) = label.lot else {
            self.found.add(aspect, Code::NoLotInCode, own.name, None, "");
            return;
        };
        if lot != own.name {
            match names.get(lot.as_str()) {
                Some(true) => self.rests.key(aspect, &lot),
                Some(false) => self.found.add(aspect, Code::UnsignedAlias, own.name, None, &lot),
                None => self.found.add(aspect, Code::OtherLot, own.name, None, &lot),
            }
            // A label of the other name was printed for another ledger; its binding says nothing of this one.
            return;
        }
        match label.binding {
            Binding::None => self.found.add(aspect, Code::LabelUnbound, own.name, None, ""),
            Binding::Malformed => self.found.add(aspect, Code::LabelNotExtended, own.name, None, "tr"),
            Binding::Root { count, root } => {
                let lines = usize::try_from(count).ok().filter(|n| *n >= 1).and_then(|n| own.leaves.get(..n));
                let extended = lines.is_some_and(|leaves| {
                    let mut tree = Frontier::new(newest.suite);
                    leaves.iter().for_each(|leaf| tree.append(*leaf));
                    tree.root().starts_with(&root)
                });
                if !extended {
                    self.found.add(aspect, Code::LabelNotExtended, own.name, Some(u64::from(count)), "");
                }
            }
        }
    }
}

/// Days on which the shelf life ends that an entry's event states, with the instant: the end of that day where the
/// entry was written.
fn shelf_life(entry: &Entry<'_>) -> Vec<(alloc::string::String, Moment)> {
    const NAMES: [&str; 2] = ["bestBeforeDate", "itemExpirationDate"];
    let Some(event) =
        entry.event.filter(|event| NAMES.iter().any(|name| crate::base::text::holds(event, name)))
    else {
        return Vec::new();
    };
    if !matches!(entry.kind(), Kind::Made | Kind::Event | Kind::Correct) {
        return Vec::new();
    }
    let Ok(document) = json::read(event.as_bytes()) else { return Vec::new() };
    let zone = entry.act.get(19..).and_then(|rest| rest.find(['Z', '+', '-']).and_then(|at| rest.get(at..)));
    let mut ends = Vec::new();
    let ilmd = document.root().get("ilmd");
    for (name, value) in ilmd.and_then(|ilmd| ilmd.members()).into_iter().flatten() {
        let local = name.rsplit([':', '/', '#']).next().unwrap_or("");
        let (true, Some(text)) = (NAMES.contains(&local), value.text()) else { continue };
        let end = match text.len() {
            10 => Moment::parse(&[&text, "T00:00:00", zone.unwrap_or("Z")].concat()).map(|day| day.plus(DAY)),
            _ => Moment::parse(&text),
        };
        if let Some(end) = end {
            ends.push((text.into_owned(), end));
        }
    }
    ends
}
