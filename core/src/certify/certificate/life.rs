//! The life of a certificate: what it is on each day, by exact intervals.

use super::{CertificateState, States};
use crate::base::{date::Date, time::Instant};
use CertificateState::{Expired, NotYet, Suspended, Valid};
use alloc::{collections::BTreeSet, vec::Vec};

/// Where the days of a certificate begin or end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// With this day.
    On(Date),
    /// Nowhere.
    Unbounded,
    /// That is not stated.
    Open,
}

/// A change of a certificate's status, or a look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusEntry {
    /// The day of the change, or of the look.
    pub day: Date,
    /// The moment, where it is known.
    pub moment: Option<Instant>,
    /// What the certificate was from then on, or was found to be.
    pub state: CertificateState,
    /// Was it only looked up? A look shows what the certificate was on that day, not when it became so.
    pub looked_up: bool,
    /// Of a look: from which day on the certificate was said to be so.
    pub since: Option<Date>,
}

impl StatusEntry {
    /// The day from which it says something.
    fn start(&self) -> Date {
        self.since.filter(|since| self.looked_up && *since <= self.day).unwrap_or(self.day)
    }

    /// Is it a look that tells what the certificate was on a day: not before `oldest`, or else not before that day?
    #[must_use]
    pub fn tells(&self, day: Date, oldest: Option<Date>) -> bool {
        self.looked_up && self.day >= oldest.unwrap_or(day) && self.since.is_none_or(|since| since <= day)
    }

    /// Does it leave open since when it is so?
    fn is_glance(&self) -> bool {
        self.looked_up && self.start() == self.day && self.since.is_none()
    }
}

/// What a certificate is on each day.
///
/// A suspension counts from its day, a restoration from its own; what is revoked, withdrawn or expired stays so. The order in
/// which entries are given does not matter. Suspension and restoration on one day leave that day open, and what follows unless
/// their moments order them. Where a look finds another state than the changes before it lead to, a change was left out, and
/// the days between are open.
///
/// ```
/// use terroir::certify::certificate::{CertificateState, Edge, Life, StatusEntry};
///
/// let suspended = StatusEntry {
///     day: "2026-08-15".parse()?,
///     moment: None,
///     state: CertificateState::Suspended,
///     looked_up: false,
///     since: None,
/// };
/// let life = Life::of(Edge::On("2026-01-01".parse()?), Edge::On("2026-12-31".parse()?), &[suspended]);
/// assert_eq!(life.on("2026-08-14".parse()?).known(), Some(CertificateState::Valid));
/// assert_eq!(life.on("2026-09-01".parse()?).known(), Some(CertificateState::Suspended));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// First days, each with what the certificate is until the next.
    spans: Vec<(Date, States)>,
}

impl Life {
    /// The life of a certificate with these first and last days.
    #[must_use]
    pub fn of(from: Edge, to: Edge, entries: &[StatusEntry]) -> Self {
        let status = statuses(entries);
        let mut cuts: BTreeSet<Date> = status.iter().map(|(day, _)| *day).collect();
        if let Edge::On(first) = from {
            cuts.insert(first);
        }
        if let Edge::On(last) = to {
            cuts.extend(next(last));
        }
        let mut spans: Vec<(Date, States)> = Vec::new();
        let mut statuses = status.iter().peekable();
        let mut now = States::only(Valid);
        for day in cuts {
            while let Some((_, states)) = statuses.next_if(|(start, _)| *start <= day) {
                now = *states;
            }
            let states = both(by_dates(from, to, day), now);
            if spans.last().is_none_or(|(_, last)| *last != states) {
                spans.push((day, states));
            }
        }
        Self { spans }
    }

    /// What the certificate may be on a day: one state where it is known.
    #[must_use]
    pub fn on(&self, day: Date) -> States {
        let next = self.spans.partition_point(|(start, _)| *start <= day);
        next.checked_sub(1).and_then(|at| self.spans.get(at)).map_or(States::default(), |(_, states)| *states)
    }

    /// The spans of days in order: first day, last day, what it may be. The first begins with the first day that can be
    /// written, the last has no end.
    pub fn spans(&self) -> impl Iterator<Item = (Date, Option<Date>, States)> {
        let ends = self.spans.iter().skip(1).map(|(next, _)| next.plus_days(-1).ok());
        self.spans
            .iter()
            .zip(ends.chain(core::iter::once(None)))
            .map(|((start, states), end)| (*start, end, *states))
    }
}

fn next(day: Date) -> Option<Date> {
    day.plus_days(1).ok()
}

/// What a certificate is by its first and last day alone.
fn by_dates(from: Edge, to: Edge, day: Date) -> States {
    let over = matches!(to, Edge::On(last) if day > last);
    let early = matches!(from, Edge::On(first) if day < first);
    if over {
        return States::only(Expired);
    }
    if early {
        return States::only(NotYet);
    }
    let mut states = States::only(Valid);
    if from == Edge::Open {
        states = states.or(States::only(NotYet));
    }
    if to == Edge::Open {
        states = states.or(States::only(Expired));
    }
    states
}

/// What it is by its days and by its status together.
fn both(dates: States, status: States) -> States {
    let pairs = dates.iter().flat_map(|date| status.iter().map(move |status| (date, status)));
    pairs.fold(States::default(), |all, (date, status)| {
        let state = if status.is_final() || date == Valid { status } else { date };
        all.or(States::only(state))
    })
}

/// What the entries alone say: from which day on, which states.
fn statuses(entries: &[StatusEntry]) -> Vec<(Date, States)> {
    let mut entries: Vec<&StatusEntry> = entries.iter().filter(|entry| entry.state != NotYet).collect();
    entries.sort_by_key(|entry| (entry.start(), entry.moment, entry.state, entry.looked_up));
    let mut spans = alloc::vec![(Date::MIN, States::only(Valid))];
    let mut before = States::only(Valid);
    for group in entries.chunk_by(|a, b| a.start() == b.start()) {
        let Some(day) = group.first().map(|entry| entry.start()) else { continue };
        if before.known().is_some_and(CertificateState::is_final) {
            break;
        }
        let (on, after) = of_day(group);
        if on != before
            && group.iter().all(|entry| entry.is_glance())
            && let Some((_, states)) = spans.last_mut().filter(|(start, _)| *start < day)
        {
            *states = before.or(on).or(States::any(&[Valid, Suspended]));
        }
        spans.push((day, on));
        spans.extend(next(day).map(|next| (next, after)));
        before = after;
    }
    spans
}

/// What it is on a day of which all entries are given in order, and after it.
fn of_day(group: &[&StatusEntry]) -> (States, States) {
    let all = group.iter().fold(States::default(), |all, entry| all.or(States::only(entry.state)));
    if let Some(end) = group.iter().map(|entry| entry.state).filter(|state| state.is_final()).min() {
        return (States::only(end), States::only(end));
    }
    let latest = group.iter().map(|entry| entry.moment).max().flatten();
    let ordered = group.iter().all(|entry| entry.moment.is_some() && entry.start() == entry.day);
    let last = group.iter().filter(|entry| entry.moment == latest);
    let after = last.fold(States::default(), |all, entry| all.or(States::only(entry.state)));
    (all, if ordered { after } else { all })
}
