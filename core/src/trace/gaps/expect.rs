//! Each expectation of a profile, and the records that satisfy it.
//!
//! What is expected never depends on what was recorded, and each expectation asks that some records exist. So a further
//! record can satisfy one more and cannot take one back: the figure only grows with what is known.

use super::record::{Fields, Moment, Record, Records, act_bits, step_bits};
use crate::{
    base::ratio::Ratio,
    id::party::Role,
    product::profile::{ExpectedClaim, ExpectedInterval, ExpectedStep, Link, Profile},
    trace::vocabulary::{self, Stage, Visibility},
};
use alloc::{borrow::Cow, string::String, vec::Vec};
use serde::Serialize;

/// Records named for one expectation, at most.
pub const MOST_NAMED: usize = 8;

/// What kind of expectation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ExpectationKind {
    /// A step is recorded as often as it should be.
    Step,
    /// Its records carry a field.
    Field,
    /// It comes after another step.
    Order,
    /// Records lie no further apart than they may.
    Interval,
    /// The record of an act is stated complete.
    Claim,
}

/// Why an expectation is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Lack {
    /// There are fewer records of the step than there should be.
    StepMissing,
    /// Too few records of the step carry the field.
    FieldMissing,
    /// Too few records of the step show the field, which may be hidden in them.
    FieldNotShown,
    /// One of the two steps is not recorded, or not with a time.
    OrderUnknown,
    /// All records of the step lie before the step that should come first.
    OrderReversed,
    /// The steps between which records are expected are not both recorded, in that order.
    BoundsMissing,
    /// Somewhere between the steps the records lie too far apart.
    TooFarApart,
    /// No statement says that the record of the act is complete.
    ClaimMissing,
    /// Statements leave out days between the steps.
    ClaimIncomplete,
}

impl Lack {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::StepMissing => "step-missing",
            Self::FieldMissing => "field-missing",
            Self::FieldNotShown => "field-not-shown",
            Self::OrderUnknown => "order-unknown",
            Self::OrderReversed => "order-reversed",
            Self::BoundsMissing => "bounds-missing",
            Self::TooFarApart => "too-far-apart",
            Self::ClaimMissing => "claim-missing",
            Self::ClaimIncomplete => "claim-incomplete",
        }
    }
}

/// One expectation, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation<'p> {
    /// What kind it is.
    pub kind: ExpectationKind,
    /// The step, interval or statement of the profile.
    pub of: &'p str,
    /// The field, the earlier step or the act that it is about.
    pub name: Option<&'p str>,
    /// The link it belongs to.
    pub link: Link,
    /// The stage of the act it is about, where it is about one.
    pub stage: Option<Stage>,
    /// Why it is not met; met without.
    pub lack: Option<Lack>,
    /// How many records satisfy it.
    pub have: usize,
    /// How many are expected.
    pub want: usize,
    /// The records that satisfy it, or those that lack what is missing: numbers of events in the document, the first few.
    pub events: Vec<u32>,
    /// The longest distance found, in seconds, of an interval that is not kept.
    pub seconds: Option<i64>,
    /// Who can supply what is missing.
    pub supplier: Role,
}

impl Expectation<'_> {
    /// Is it met?
    #[must_use]
    pub fn is_satisfied(&self) -> bool {
        self.lack.is_none()
    }
}

/// Which records are of a step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern {
    acts: u64,
    steps: u64,
}

impl Pattern {
    pub(super) fn of(step: &ExpectedStep) -> Self {
        Self { acts: act_bits(&step.acts), steps: step_bits(&step.biz_steps) }
    }

    pub(super) fn fits(self, record: &Record<'_>) -> bool {
        record.act_bit() & self.acts != 0 || record.act_bit() == 0 && record.step_bit() & self.steps != 0
    }
}

/// How a profile stands against records.
pub(super) fn expectations<'p>(profile: &'p Profile, records: &Records<'_>) -> Vec<Expectation<'p>> {
    let patterns: Vec<Pattern> = profile.steps.iter().map(Pattern::of).collect();
    let ends: Vec<Option<(&Record<'_>, &Record<'_>)>> = patterns.iter().map(|p| ends(*p, records)).collect();
    let mut found = Vec::with_capacity(profile.expected());
    for (step, (pattern, own)) in profile.steps.iter().zip(patterns.iter().zip(&ends)) {
        if step.least == 0 {
            continue;
        }
        found.push(step_recorded(step, *pattern, records));
        found.extend(step.fields.iter().map(|field| field_carried(step, field, *pattern, records)));
        found.extend(step.after.iter().map(|earlier| {
            let before = profile.step(earlier).and_then(|at| ends.get(at).copied()).flatten();
            in_order(step, earlier, before, *own)
        }));
    }
    let pattern = |id: &str| profile.step(id).and_then(|at| patterns.get(at).copied());
    for interval in profile.intervals.iter().filter(|interval| interval.at_most.is_some()) {
        let windows = windows(pattern(&interval.from), pattern(&interval.until), records);
        found.push(kept(interval, &windows, records));
    }
    for claim in &profile.claims {
        let windows = windows(pattern(&claim.from), pattern(&claim.until), records);
        found.extend(claim.covers.iter().map(|act| stated(claim, act, &windows, records)));
    }
    found
}

/// The first and last record of a step, of those that have a time.
fn ends<'r, 'd>(pattern: Pattern, records: &'r Records<'d>) -> Option<(&'r Record<'d>, &'r Record<'d>)> {
    // INVARIANT (order): by time.
    let mut timed = records.list.iter().filter(|record| record.time.is_some() && pattern.fits(record));
    let first = timed.next()?;
    Some((first, timed.next_back().unwrap_or(first)))
}

fn stage(acts: &[String]) -> Option<Stage> {
    acts.first().and_then(|act| vocabulary::act(act)).map(|act| act.stage)
}

fn new<'p>(kind: ExpectationKind, step: &'p ExpectedStep, name: Option<&'p str>) -> Expectation<'p> {
    Expectation {
        kind,
        of: &step.id,
        name,
        link: step.link,
        stage: stage(&step.acts),
        lack: None,
        have: 0,
        want: 1,
        events: Vec::new(),
        seconds: None,
        supplier: step.supplier,
    }
}

fn named<'r, 'd: 'r>(records: impl Iterator<Item = &'r Record<'d>>) -> Vec<u32> {
    records.take(MOST_NAMED).map(|record| record.index).collect()
}

fn step_recorded<'p>(step: &'p ExpectedStep, pattern: Pattern, records: &Records<'_>) -> Expectation<'p> {
    let own = || records.list.iter().filter(|record| pattern.fits(record));
    let (have, want) = (own().count(), step.least as usize);
    let lack = (have < want).then_some(Lack::StepMissing);
    Expectation { have, want, lack, events: named(own()), ..new(ExpectationKind::Step, step, None) }
}

fn field_carried<'p>(
    step: &'p ExpectedStep,
    field: &'p str,
    pattern: Pattern,
    records: &Records<'_>,
) -> Expectation<'p> {
    let bit = Fields::of(field);
    let carries = |record: &&Record<'_>| record.carries(bit);
    let own = || records.list.iter().filter(|record| pattern.fits(record));
    let (have, want) = (own().filter(carries).count(), step.least as usize);
    let open = vocabulary::field(field).is_some_and(|field| field.visibility == Visibility::Open);
    let lack = (have < want).then_some(if open { Lack::FieldNotShown } else { Lack::FieldMissing });
    let events = if lack.is_none() {
        named(own().filter(carries))
    } else {
        named(own().filter(|record| !carries(record)))
    };
    Expectation { have, want, lack, events, ..new(ExpectationKind::Field, step, Some(field)) }
}

type Ends<'r, 'd> = Option<(&'r Record<'d>, &'r Record<'d>)>;

fn in_order<'p>(
    step: &'p ExpectedStep,
    earlier: &'p str,
    before: Ends<'_, '_>,
    own: Ends<'_, '_>,
) -> Expectation<'p> {
    let mut expectation = new(ExpectationKind::Order, step, Some(earlier));
    let (Some((first, _)), Some((_, last))) = (before, own) else {
        return Expectation { lack: Some(Lack::OrderUnknown), ..expectation };
    };
    expectation.events = Vec::from([first.index, last.index]);
    if first.time <= last.time {
        expectation.have = 1;
    } else {
        expectation.lack = Some(Lack::OrderReversed);
    }
    expectation
}

/// From the last record of one step to the first record of another that follows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) from: Moment,
    pub(super) until: Moment,
    days: (i32, i32),
    pub(super) events: (u32, u32),
}

/// The shortest windows between two steps: they do not overlap, and a longer one is kept only if one of these is.
pub(super) fn windows(from: Option<Pattern>, until: Option<Pattern>, records: &Records<'_>) -> Vec<Window> {
    let (Some(from), Some(until)) = (from, until) else { return Vec::new() };
    let mut windows = Vec::new();
    let mut open: Option<Record<'_>> = None;
    // INVARIANT (order): by time. Records of one moment have no order among themselves.
    for now in records.list.chunk_by(|a, b| a.time == b.time) {
        let Some(time) = now.first().and_then(|record| record.time) else { continue };
        let starts = now.iter().filter(|record| from.fits(record)).max_by_key(|record| record.day);
        let ends = now.iter().filter(|record| until.fits(record)).min_by_key(|record| record.day);
        open = starts.copied().or(open);
        if let (Some(start), Some(end)) = (open, ends)
            && let Some(from) = start.time
        {
            let days = (start.day, end.day);
            windows.push(Window { from, until: time, days, events: (start.index, end.index) });
            open = starts.copied();
        }
    }
    windows
}

/// A time that a record covers without a gap; most cover one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    from: Moment,
    until: Moment,
    /// Until when it and all before it reach.
    reach: Moment,
}

fn kept<'p>(interval: &'p ExpectedInterval, windows: &[Window], records: &Records<'_>) -> Expectation<'p> {
    let mut expectation = Expectation {
        kind: ExpectationKind::Interval,
        of: &interval.id,
        name: None,
        link: interval.link,
        stage: stage(&interval.acts),
        lack: Some(Lack::BoundsMissing),
        have: 0,
        want: 1,
        events: Vec::new(),
        seconds: None,
        supplier: interval.supplier,
    };
    if windows.is_empty() {
        return expectation;
    }
    let most = interval.most_seconds().map_or(0, whole);
    let marks = marks(interval, most, records);
    let mut best: Option<(i64, Window)> = None;
    for window in windows {
        let hole = longest_hole(*window, &marks);
        if best.is_none_or(|(least, _)| hole < least) {
            best = Some((hole, *window));
        }
    }
    expectation.have = windows.iter().filter(|window| longest_hole(**window, &marks) <= most).count();
    if let Some((hole, window)) = best {
        expectation.events = Vec::from([window.events.0, window.events.1]);
        expectation.lack = (hole > most).then_some(Lack::TooFarApart);
        expectation.seconds = (hole > most).then_some(hole);
    }
    expectation
}

/// Whole seconds, rounded down.
pub(super) fn whole(ratio: Ratio) -> i64 {
    let floor = ratio.numerator().checked_div_euclid(ratio.denominator()).unwrap_or(0);
    i64::try_from(floor).unwrap_or(i64::MAX)
}

/// The seconds between the two that lie furthest apart, of all records in a window and its ends; rounded up.
pub(super) fn longest_hole(window: Window, marks: &[Mark]) -> i64 {
    if window.from == window.until {
        return 0;
    }
    let start = marks.partition_point(|mark| mark.from < window.from);
    // One that began earlier may reach into the window.
    let before = marks.get(..start).and_then(|before| before.last());
    let mut reached = before.map_or(window.from, |mark| mark.reach).max(window.from);
    let mut longest = 0;
    for mark in marks.get(start..).unwrap_or_default().iter().take_while(|mark| mark.from <= window.until) {
        longest = longest.max(apart(reached, mark.from));
        reached = reached.max(mark.until);
    }
    longest.max(apart(reached, window.until))
}

/// Seconds from one moment to a later one, rounded up; none if it is not later.
fn apart(earlier: Moment, later: Moment) -> i64 {
    let whole = later.0.saturating_sub(earlier.0);
    whole.saturating_add(i64::from(later.1 > earlier.1)).max(0)
}

pub(super) fn marks(interval: &ExpectedInterval, most: i64, records: &Records<'_>) -> Vec<Mark> {
    let acts = act_bits(&interval.acts);
    let mut marks: Vec<Mark> = Vec::new();
    for record in &records.list {
        match &interval.reading {
            None if record.act_bit() & acts != 0 => {
                if let Some(time) = record.time {
                    marks.push(Mark { from: time, until: time, reach: time });
                }
                let event = record.event();
                let text = |name: &str| event.farm(name).and_then(|value| value.text());
                let ends = moment(text("from")).zip(moment(text("to")));
                let ends = ends.filter(|(from, to)| from <= to);
                marks.extend(ends.map(|(from, until)| Mark { from, until, reach: until }));
            }
            Some(reading) => super::reading::marks(&record.event(), reading, most, |from, until| {
                marks.push(Mark { from, until, reach: until });
            }),
            None => {}
        }
    }
    marks.sort_unstable();
    let mut reach = (i64::MIN, 0);
    for mark in &mut marks {
        reach = reach.max(mark.until);
        mark.reach = reach;
    }
    marks
}

pub(super) fn moment(text: Option<Cow<'_, str>>) -> Option<Moment> {
    let time = crate::trace::moment(&text?)?;
    Some((time.unix_seconds(), time.nanoseconds()))
}

/// A span of days that a statement covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Days {
    first: i32,
    last: i32,
    event: u32,
}

fn stated<'p>(
    claim: &'p ExpectedClaim,
    act: &'p str,
    windows: &[Window],
    records: &Records<'_>,
) -> Expectation<'p> {
    let mut expectation = Expectation {
        kind: ExpectationKind::Claim,
        of: &claim.id,
        name: Some(act),
        link: claim.link,
        stage: vocabulary::act(act).map(|act| act.stage),
        lack: Some(Lack::BoundsMissing),
        have: 0,
        want: 1,
        events: Vec::new(),
        seconds: None,
        supplier: claim.supplier,
    };
    if windows.is_empty() {
        return expectation;
    }
    let statements = statements(act, records);
    expectation.events = statements.iter().take(MOST_NAMED).map(|days| days.event).collect();
    if statements.is_empty() {
        expectation.lack = Some(Lack::ClaimMissing);
        return expectation;
    }
    expectation.have = windows.iter().filter(|window| covers(&statements, window.days)).count();
    expectation.lack = (expectation.have == 0).then_some(Lack::ClaimIncomplete);
    expectation
}

fn covers(statements: &[Days], (first, last): (i32, i32)) -> bool {
    // INVARIANT (merged): spans in order, with at least one day between one and the next.
    let at = statements.partition_point(|days| days.last < first);
    statements.get(at).is_some_and(|days| days.first <= first && last <= days.last)
}

/// Is the record of an act stated complete over these days?
pub(in crate::trace) fn is_stated(act: &str, records: &Records<'_>, days: (i32, i32)) -> bool {
    covers(&statements(act, records), days)
}

/// The days for which the record of an act is stated complete, joined where they meet. A statement covers no day after the
/// one on which it was made.
fn statements(act: &str, records: &Records<'_>) -> Vec<Days> {
    let mut spans: Vec<Days> = Vec::new();
    for record in &records.list {
        if record.time.is_none() || !matches!(record.act_name(), "input-log-complete" | "records-complete") {
            continue;
        }
        if let Some((first, last)) = super::complete::days(&record.event(), act) {
            let last = last.min(record.day);
            if first <= last {
                spans.push(Days { first, last, event: record.index });
            }
        }
    }
    spans.sort_unstable();
    let mut merged: Vec<Days> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.first <= last.last.saturating_add(1) => last.last = last.last.max(span.last),
            _ => merged.push(span),
        }
    }
    merged
}
