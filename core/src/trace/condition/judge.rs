//! Readings held against a limit.

use super::{
    Attoseconds, SECOND, kinetic,
    life::{Asked, Meter, Remaining},
    line::{self, Level, Piece},
    reading::{self, Between, Limit, Period, Reading},
};
use crate::{
    base::{
        decimal::Decimal,
        finding::{Finding, Severity},
        ratio::Ratio,
        unit::Dimension,
    },
    trace::Selection,
};
use alloc::{string::ToString as _, vec::Vec};
use serde::Serialize;

/// What readings say about a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Verdict {
    /// The whole period is known and no more time lies outside than is allowed.
    Pass,
    /// More time lies outside than is allowed, for sure.
    Fail,
    /// Readings are missing, or only tell that it may be so.
    Unknown,
}

/// On which side of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Side {
    /// Lower than the lowest that is good.
    Below,
    /// Higher than the highest that is good.
    Above,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub from: Attoseconds,
    /// Where it ends.
    pub until: Attoseconds,
}

impl Span {
    /// How long it is.
    #[must_use]
    pub const fn length(&self) -> Attoseconds {
        self.until - self.from
    }
}

/// A length of time that is only known to lie between two lengths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// At least so long.
    pub least: Attoseconds,
    /// At most so long.
    pub most: Attoseconds,
}

/// A value with the event that tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extreme {
    /// The value, in the limit's unit.
    pub value: Ratio,
    /// The event, by its place in the document.
    pub event: usize,
}

/// A time outside a limit without a break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excursion {
    /// On which side.
    pub side: Side,
    /// From when until when; of no length where a single reading tells of it.
    pub span: Span,
    /// Is it sure that a value was outside, and not only possible?
    pub sure: bool,
    /// How much of it was outside.
    pub outside: Bounds,
    /// The value furthest outside.
    pub extreme: Extreme,
}

/// What came of holding readings against a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Judged {
    /// In a word.
    pub verdict: Verdict,
    /// How many readings there were.
    pub readings: usize,
    /// What was looked at, from where to where; `None` without readings and period.
    pub period: Option<Span>,
    /// Times of which nothing is known, by time.
    pub gaps: Vec<Span>,
    /// All gaps together.
    pub unknown: Attoseconds,
    /// Times outside, by time and side.
    pub excursions: Vec<Excursion>,
    /// All times outside together.
    pub outside: Bounds,
    /// The lowest value.
    pub lowest: Option<Extreme>,
    /// The highest value.
    pub highest: Option<Extreme>,
    /// Mean kinetic temperature in the limit's unit, to two digits: of temperatures only.
    pub mean_kinetic: Option<Decimal>,
    /// Why it does not pass, and what was left out; places are for the caller to add.
    pub findings: Vec<Finding>,
    /// Days of shelf life that are left, if asked.
    pub remaining: Option<Remaining>,
}

/// Holds the readings of events against a limit, over a period, and asks what shelf life is left; `None` where a value does
/// not fit.
#[must_use]
pub fn judge(
    selection: &Selection<'_, '_>,
    limit: &Limit,
    between: Between,
    period: Period,
    asked: Option<&Asked>,
) -> Option<Judged> {
    let (readings, skipped) = reading::readings(selection, limit);
    let pieces = line::pieces(&readings, limit, between);
    let span = span(&readings, period);
    let mut judged = Judged {
        verdict: Verdict::Unknown,
        readings: readings.len(),
        period: span,
        gaps: Vec::new(),
        unknown: 0,
        excursions: Vec::new(),
        outside: Bounds::default(),
        lowest: None,
        highest: None,
        mean_kinetic: None,
        findings: Vec::new(),
        remaining: None,
    };
    let mut find = |severity, code, count: usize| {
        if count > 0 {
            judged.findings.push(Finding::new(severity, code).found(count.to_string()));
        }
    };
    find(Severity::Warning, "reading-without-value", skipped.valueless);
    find(Severity::Warning, "reading-in-other-unit", skipped.unit);
    find(Severity::Warning, "reading-without-time", skipped.time);
    let Some(span) = span.filter(|_| !readings.is_empty()) else {
        judged.findings.push(Finding::new(Severity::Error, "no-readings"));
        return Some(judged);
    };
    drop(readings);
    let mut inside = pieces;
    inside.retain_mut(|piece| {
        (piece.from, piece.until) = (piece.from.max(span.from), piece.until.min(span.until));
        piece.from <= piece.until
    });
    if inside.is_empty() {
        judged.findings.push(Finding::new(Severity::Error, "no-readings"));
    }
    let mut meter = asked.map(|asked| Meter::new(asked, span, limit.uom));
    line::walk(&inside, (span.from, span.until), |step| {
        if step.envelope.is_none() {
            judged.gaps.push(Span { from: step.from, until: step.until });
            judged.unknown += step.until - step.from;
        }
        if let Some(meter) = &mut meter {
            meter.take(step);
        }
    });
    judged.remaining = meter.and_then(Meter::finish);
    judged.excursions = excursions(&inside, limit);
    for excursion in &judged.excursions {
        judged.outside.least += excursion.outside.least;
        judged.outside.most += excursion.outside.most;
    }
    judged.lowest = extreme(&inside, |piece| piece.low, |one, other| one < other);
    judged.highest = extreme(&inside, |piece| piece.high, |one, other| one > other);
    if limit.uom.dimension() == Some(Dimension::Temperature) {
        judged.mean_kinetic = kinetic::mean(&inside, limit.uom);
    }
    judged.conclude(limit);
    Some(judged)
}

impl Judged {
    fn conclude(&mut self, limit: &Limit) {
        let allowed = i128::from(limit.most_outside_seconds) * SECOND;
        let sure = self.excursions.iter().any(|excursion| excursion.sure);
        // Where no time outside is allowed, a single reading outside is enough.
        let fails = self.outside.least > allowed || (sure && allowed == 0);
        let may_fail = self.outside.most > allowed || (!self.excursions.is_empty() && allowed == 0);
        let mut reason = |holds: bool, code| {
            if holds {
                self.findings.push(Finding::new(Severity::Error, code));
            }
        };
        reason(fails, "outside-too-long");
        reason(may_fail && !fails, "perhaps-outside-too-long");
        reason(!self.gaps.is_empty(), "readings-missing");
        let known = self.findings.iter().all(|finding| finding.code != "no-readings");
        self.verdict = match (fails, may_fail || !self.gaps.is_empty() || !known) {
            (true, _) => Verdict::Fail,
            (false, true) => Verdict::Unknown,
            (false, false) => Verdict::Pass,
        };
    }
}

fn span(readings: &[Reading], period: Period) -> Option<Span> {
    let first = readings.iter().map(|reading| reading.from).min();
    let last = readings.iter().map(|reading| reading.until).max();
    let from = period.from.or(first)?;
    let until = period.until.or(last)?;
    (from <= until).then_some(Span { from, until })
}

fn extreme(
    pieces: &[Piece],
    value: impl Fn(&Piece) -> Ratio,
    better: impl Fn(Ratio, Ratio) -> bool,
) -> Option<Extreme> {
    let mut found: Option<Extreme> = None;
    for piece in pieces {
        if found.is_none_or(|found| better(value(piece), found.value)) {
            found = Some(Extreme { value: value(piece), event: piece.event as usize });
        }
    }
    found
}

fn excursions(pieces: &[Piece], limit: &Limit) -> Vec<Excursion> {
    let (low, high) = (limit.low.map(Ratio::from), limit.high.map(Ratio::from));
    let mut found = outside(pieces, Side::Below, |piece| (piece.below(low), piece.low));
    found.extend(outside(pieces, Side::Above, |piece| (piece.above(high), piece.high)));
    found.sort_unstable_by_key(|excursion| (excursion.span.from, excursion.span.until, excursion.side));
    found
}

/// The times on one side, each as long as pieces touch; how far a piece lies outside is told by `level`.
fn outside(pieces: &[Piece], side: Side, level: impl Fn(&Piece) -> (Level, Ratio)) -> Vec<Excursion> {
    let mut parts: Vec<&Piece> = pieces.iter().filter(|piece| level(piece).0 != Level::Never).collect();
    // Stable: pieces come by device, and not in the order of arrival.
    parts.sort_by_key(|piece| (piece.from, piece.until));
    let further = |one: Ratio, other: Ratio| match side {
        Side::Below => one < other,
        Side::Above => one > other,
    };
    let mut found: Vec<Excursion> = Vec::new();
    // Until where the sure time of the current excursion has been counted.
    let mut counted = i128::MIN;
    for piece in parts {
        let (level, value) = level(piece);
        let extreme = Extreme { value, event: piece.event as usize };
        let open = found.last_mut().filter(|open| piece.from <= open.span.until);
        let sure = if level == Level::Surely {
            let fresh = (piece.until - piece.from.max(counted)).max(0);
            counted = counted.max(piece.until);
            fresh
        } else {
            0
        };
        if let Some(open) = open {
            open.span.until = open.span.until.max(piece.until);
            open.sure |= level == Level::Surely;
            open.outside.least += sure;
            open.outside.most = open.span.length();
            if further(value, open.extreme.value) {
                open.extreme = extreme;
            }
        } else {
            let span = Span { from: piece.from, until: piece.until };
            let outside = Bounds { least: sure, most: span.length() };
            found.push(Excursion { side, span, sure: level == Level::Surely, outside, extreme });
        }
    }
    found
}
