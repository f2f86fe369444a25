//! The view itself: four passes over the records.

use super::{
    Correction, Issue, IssueKind, MOST_ISSUES, NONE, Resolution, Resolver, Status, cycles,
    record::{Name, Record},
};
use crate::{base::time::Instant, digest::Hash};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

/// What is known of the events with one `eventID`, or with one content.
#[derive(Clone, Copy, Default)]
struct Class {
    /// The first declaration; of a content, the first without `eventID`: it speaks of every event of this content.
    declared: Option<u32>,
    /// Of a content: the first declaration with an `eventID`, which also speaks of events without.
    declared_named: Option<u32>,
    /// The same, of declarations that the view does not know yet.
    later: Option<u32>,
    later_named: Option<u32>,
    /// The first event of those not declared wrong.
    standing: Option<u32>,
    /// The first event of all.
    first: Option<u32>,
    /// The first event without `eventID`.
    first_unnamed: Option<u32>,
    /// Is an event declared wrong among them?
    has_wrong: bool,
}

struct View<'r> {
    resolver: &'r Resolver,
    as_of: Option<Instant>,
    names: BTreeMap<Name, Class>,
    contents: BTreeMap<Hash, Class>,
    /// Of each record.
    status: Vec<Status>,
    later: Vec<(u32, u32)>,
    issues: Vec<Issue>,
    more: bool,
}

pub(super) fn resolve(resolver: &Resolver, as_of: Option<Instant>) -> Resolution {
    let mut view = View {
        resolver,
        as_of,
        names: BTreeMap::new(),
        contents: BTreeMap::new(),
        status: Vec::with_capacity(resolver.records.len()),
        later: Vec::new(),
        issues: Vec::new(),
        more: false,
    };
    view.declarations();
    view.events();
    view.duplicates();
    let (heads, corrections) = view.corrections();
    view.done(heads, corrections)
}

fn hash(record: &Record) -> Option<Hash> {
    record.content.as_deref().map(|content| content.hash)
}

impl View<'_> {
    fn slots(&self) -> impl Iterator<Item = (u32, &'_ Record)> {
        (0..).zip(&self.resolver.records)
    }

    fn number(&self, slot: u32) -> u32 {
        self.resolver.numbers.get(slot as usize).copied().unwrap_or(NONE)
    }

    fn is_known(&self, record: &Record) -> bool {
        match (self.as_of, record.known) {
            (Some(as_of), Some(known)) => known <= as_of,
            _ => true,
        }
    }

    fn issue(&mut self, slot: u32, kind: IssueKind, item: Option<u32>, other: Option<u32>) {
        if self.issues.len() >= MOST_ISSUES {
            self.more = true;
            return;
        }
        let (event, other) = (self.number(slot), other.map(|other| self.number(other)));
        self.issues.push(Issue { event, kind, item, other });
    }

    /// The one of two that counts as first: by what is said, never by the order of arrival, unless they are the same.
    fn first(&self, one: Option<u32>, two: u32) -> Option<u32> {
        let key = |slot: u32| {
            let record = self.resolver.record(slot)?;
            // A declaration counts from when it was made, an event from when it was recorded.
            let time = if record.declaration.is_some() { record.known } else { record.recorded };
            let text = record.content.as_deref().map(|content| content.text);
            Some((time.is_none(), time, record.name.is_none(), record.name, text, slot))
        };
        match one {
            Some(one) if key(one) <= key(two) => Some(one),
            _ => Some(two),
        }
    }

    /// The declarations, by the names and contents they speak of.
    fn declarations(&mut self) {
        for slot in self.resolver.declarations.iter().copied() {
            let Some(record) = self.resolver.record(slot) else { continue };
            let known = self.is_known(record);
            if let Some(name) = record.name {
                let mut class = self.names.get(&name).copied().unwrap_or_default();
                let place = if known { &mut class.declared } else { &mut class.later };
                *place = self.first(*place, slot);
                self.names.insert(name, class);
            }
            if let Some(content) = hash(record) {
                let mut class = self.contents.get(&content).copied().unwrap_or_default();
                let place = match (known, record.name.is_some()) {
                    (true, true) => &mut class.declared_named,
                    (true, false) => &mut class.declared,
                    (false, true) => &mut class.later_named,
                    (false, false) => &mut class.later,
                };
                *place = self.first(*place, slot);
                self.contents.insert(content, class);
            }
        }
    }

    /// What is declared wrong, and what is left.
    fn events(&mut self) {
        for (slot, record) in (0..).zip(&self.resolver.records) {
            if self.as_of.is_some() && record.known.is_none() {
                self.issue(slot, IssueKind::Unplaced, None, None);
            }
            if record.content.as_deref().is_some_and(|content| content.by_text) {
                self.issue(slot, IssueKind::ByText, None, None);
            }
            let status = if !self.is_known(record) {
                Status::NotYet
            } else if record.declaration.is_some() {
                Status::Declaration
            } else {
                match self.wrong(record) {
                    Some(by) => Status::DeclaredWrong { by },
                    None => Status::Effective,
                }
            };
            self.status.push(status);
            let wrong = match status {
                Status::Effective => false,
                Status::DeclaredWrong { .. } => true,
                _ => continue,
            };
            if let Some(name) = record.name {
                let class = self.names.get(&name).copied().unwrap_or_default();
                let class = self.with(class, slot, record, wrong);
                self.names.insert(name, class);
            }
            if let Some(content) = hash(record) {
                let class = self.contents.get(&content).copied().unwrap_or_default();
                let class = self.with(class, slot, record, wrong);
                self.contents.insert(content, class);
            }
        }
    }

    fn with(&self, mut class: Class, slot: u32, record: &Record, wrong: bool) -> Class {
        class.first = self.first(class.first, slot);
        if record.name.is_none() {
            class.first_unnamed = self.first(class.first_unnamed, slot);
        }
        if wrong {
            class.has_wrong = true;
        } else {
            class.standing = self.first(class.standing, slot);
        }
        class
    }

    /// The classes of an event: by name, by content.
    fn classes(&self, record: &Record) -> (Class, Class) {
        let named = record.name.and_then(|name| self.names.get(&name));
        let alike = hash(record).and_then(|content| self.contents.get(&content));
        (named.copied().unwrap_or_default(), alike.copied().unwrap_or_default())
    }

    /// The first known declaration that speaks of an event.
    fn wrong(&self, record: &Record) -> Option<u32> {
        let (named, alike) = self.classes(record);
        let unnamed = if record.name.is_none() { alike.declared_named } else { None };
        let all = [named.declared, alike.declared, unnamed];
        all.into_iter().flatten().fold(None, |first, slot| self.first(first, slot))
    }

    /// The first declaration that will speak of it.
    fn wrong_later(&self, record: &Record) -> Option<u32> {
        let (named, alike) = self.classes(record);
        let unnamed = if record.name.is_none() { alike.later_named } else { None };
        let all = [named.later, alike.later, unnamed];
        all.into_iter().flatten().fold(None, |first, slot| self.first(first, slot))
    }

    /// Of events that say the same one is in force; those with one name say the same.
    fn duplicates(&mut self) {
        for (slot, record) in (0..).zip(&self.resolver.records) {
            let status = self.status.get(slot as usize).copied().unwrap_or(Status::Unreadable);
            if !matches!(status, Status::Effective | Status::DeclaredWrong { .. }) {
                continue;
            }
            let (named, alike) = self.classes(record);
            if let Some(first) = named.first.filter(|first| *first != slot)
                && self.resolver.record(first).is_some_and(|first| hash(first) != hash(record))
            {
                self.issue(slot, IssueKind::Contradicts, None, Some(first));
            }
            if status != Status::Effective {
                continue;
            }
            if let Some(of) = alike.standing.filter(|of| *of != slot) {
                if let Some(place) = self.status.get_mut(slot as usize) {
                    *place = Status::Duplicate { of };
                }
                let other = self.resolver.record(of).and_then(|of| of.name);
                if record.name.is_some() && other.is_some() && other != record.name {
                    self.issue(slot, IssueKind::OtherId, None, Some(of));
                }
            } else {
                if let Some(later) = self.wrong_later(record) {
                    self.later.push((self.number(slot), self.number(later)));
                }
                if alike.has_wrong || alike.declared_named.is_some() {
                    self.issue(slot, IssueKind::DeclaredElsewhere, None, alike.declared_named);
                }
            }
        }
    }

    /// The declaration that stands for all of the same event: the first without `eventID` of its content, which
    /// speaks of all, or else the first of its name.
    fn head(&self, slot: u32) -> u32 {
        let classes =
            |slot| self.resolver.record(slot).map(|record| self.classes(record)).unwrap_or_default();
        let named = classes(slot).0.declared.unwrap_or(slot);
        classes(named).1.declared.unwrap_or(named)
    }

    /// The declarations with their heads, and what corrects what.
    fn corrections(&mut self) -> (Vec<(u32, u32)>, Vec<Correction>) {
        let mut heads = Vec::new();
        let mut corrections = Vec::new();
        let mut edges = Vec::new();
        let repeated = self.repeated();
        for slot in self.resolver.declarations.iter().copied() {
            let Some(record) = self.resolver.record(slot) else { continue };
            let Some(declaration) = record.declaration.as_deref() else { continue };
            if self.status.get(slot as usize) != Some(&Status::Declaration) {
                continue;
            }
            let head = self.head(slot);
            heads.push((self.number(slot), self.number(head)));
            self.target(slot, record, &repeated);
            if declaration.unfit.is_some() {
                self.issue(slot, IssueKind::CorrectiveMissing, declaration.unfit, None);
            }
            for corrective in &declaration.correctives {
                let item = Some(corrective.item);
                let own = record.name == Some(corrective.name)
                    || hash(record).is_some_and(|hash| corrective.name == Name::Content(hash));
                let Some(found) = self.find(corrective.name) else {
                    let kind = if own { IssueKind::SelfCorrection } else { IssueKind::CorrectiveMissing };
                    self.issue(slot, kind, item, None);
                    continue;
                };
                let (event, next) = found;
                if own || next == Some(head) {
                    self.issue(slot, IssueKind::SelfCorrection, item, None);
                    continue;
                }
                corrections.push(Correction {
                    head: self.number(head),
                    declaration: self.number(slot),
                    item: corrective.item,
                    event: self.number(event),
                });
                if let Some(next) = next {
                    edges.push(cycles::Edge { from: head, to: next, slot, item: corrective.item });
                }
            }
        }
        for edge in cycles::on_cycles(edges) {
            self.issue(edge.slot, IssueKind::Cycle, Some(edge.item), Some(edge.to));
        }
        heads.sort_unstable();
        corrections.sort_unstable();
        (heads, corrections)
    }

    /// Names with contents that events under them have, where there is a declaration.
    fn repeated(&self) -> BTreeSet<(Name, Hash)> {
        let events = self.slots().filter_map(|(slot, record)| {
            let name = record.name?;
            let event = self.status.get(slot as usize) != Some(&Status::Declaration)
                && self.status.get(slot as usize) != Some(&Status::NotYet);
            let declared = event && self.names.get(&name)?.declared.is_some();
            Some((name, hash(record).filter(|_| declared)?))
        });
        events.collect()
    }

    /// Does a declaration speak of an event that is here, and repeat what it says?
    fn target(&mut self, slot: u32, record: &Record, repeated: &BTreeSet<(Name, Hash)>) {
        let (named, alike) = self.classes(record);
        if named.first.is_some() {
            let same = record.name.zip(hash(record)).is_some_and(|pair| repeated.contains(&pair));
            if !same {
                self.issue(slot, IssueKind::Differs, None, named.first);
            }
        } else if (if record.name.is_some() { alike.first_unnamed } else { alike.first }).is_none() {
            self.issue(slot, IssueKind::WithoutTarget, None, None);
        }
    }

    /// The event of a name, with the head of what declares it wrong.
    fn find(&self, name: Name) -> Option<(u32, Option<u32>)> {
        let alike = match name {
            Name::Content(hash) => self.contents.get(&hash),
            Name::Text(_) => None,
        };
        for class in [self.names.get(&name), alike].into_iter().flatten() {
            let Some(event) = class.standing.or(class.first) else { continue };
            match self.status.get(event as usize) {
                Some(Status::Duplicate { of }) => return Some((*of, None)),
                Some(Status::DeclaredWrong { by }) => return Some((event, Some(self.head(*by)))),
                _ => return Some((event, None)),
            }
        }
        // Known by its declaration alone.
        let mut classes = [self.names.get(&name), alike].into_iter().flatten();
        let declared = classes.find_map(|class| class.declared.or(class.declared_named))?;
        Some((declared, Some(self.head(declared))))
    }

    fn done(mut self, heads: Vec<(u32, u32)>, corrections: Vec<Correction>) -> Resolution {
        for (number, slot) in (0..).zip(&self.resolver.slots) {
            if *slot == NONE {
                if self.issues.len() >= MOST_ISSUES {
                    self.more = true;
                    break;
                }
                self.issues.push(Issue {
                    event: number,
                    kind: IssueKind::Unreadable,
                    item: None,
                    other: None,
                });
            }
        }
        self.issues.sort_unstable();
        let of = |slot: &u32| match self.status.get(*slot as usize) {
            Some(Status::DeclaredWrong { by }) => Status::DeclaredWrong { by: self.number(*by) },
            Some(Status::Duplicate { of }) => Status::Duplicate { of: self.number(*of) },
            Some(status) => *status,
            None => Status::Unreadable,
        };
        Resolution {
            status: self.resolver.slots.iter().map(of).collect(),
            later: self.later,
            heads,
            corrections,
            issues: self.issues,
            more: self.more,
        }
    }
}
