//! One line of time out of the pieces that devices tell.

use super::{
    Attoseconds,
    reading::{Between, Limit, Reading},
};
use crate::base::ratio::Ratio;
use alloc::{collections::BTreeMap, vec::Vec};

/// Is a value outside a limit during a piece of time?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Never,
    Perhaps,
    Surely,
}

/// A time during which a device tells something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) from: Attoseconds,
    pub(super) until: Attoseconds,
    pub(super) low: Ratio,
    pub(super) high: Ratio,
    /// Does the value go in a straight line from one end to the other, rather than anywhere between?
    pub(super) slope: bool,
    pub(super) event: u32,
}

impl Piece {
    /// The time of a reading itself.
    fn of(reading: &Reading) -> Self {
        let Reading { from, until, low, high, event, .. } = *reading;
        Self { from, until, low, high, slope: false, event }
    }

    pub(super) fn above(&self, limit: Option<Ratio>) -> Level {
        match limit {
            // What only touches the limit at one end of a slope lies outside all the rest of it.
            Some(limit) if self.low > limit || (self.slope && self.high > limit && self.low >= limit) => {
                Level::Surely
            }
            Some(limit) if self.high > limit => Level::Perhaps,
            _ => Level::Never,
        }
    }

    pub(super) fn below(&self, limit: Option<Ratio>) -> Level {
        match limit {
            Some(limit) if self.high < limit || (self.slope && self.low < limit && self.high <= limit) => {
                Level::Surely
            }
            Some(limit) if self.low < limit => Level::Perhaps,
            _ => Level::Never,
        }
    }
}

/// The pieces of time that the readings of all devices tell of; readings come by device and time.
pub(super) fn pieces(readings: &[Reading], limit: &Limit, between: Between) -> Vec<Piece> {
    let bounds = [limit.low, limit.high].map(|bound| bound.map(Ratio::from));
    let mut pieces = Vec::with_capacity(readings.len());
    let mut rest = readings.chunk_by(Reading::is_beside).filter_map(Reading::together).peekable();
    while let Some((own, reading)) = rest.next() {
        let Reading { until, low, high, event, .. } = reading;
        let next = rest.peek().map(|(_, next)| *next);
        let next = next.filter(|next| next.device == reading.device && next.from > until);
        let next = next.filter(|next| limit.most_gap().is_none_or(|most| next.from - until <= most));
        // A reading at an instant is the beginning of what holds after it.
        if reading.from < until || next.is_none() || own.len() > 1 {
            pieces.extend(own.iter().map(Piece::of));
        }
        let Some(next) = next else { continue };
        let held = Piece { from: until, until: next.from, low, high, slope: false, event };
        if between == Between::Linear && reading.is_steady() && next.is_steady() {
            ramp(held, next.low, bounds, &mut pieces);
        } else {
            pieces.push(held);
        }
    }
    pieces
}

/// A straight line from the piece's value to another, cut where it crosses a bound so that each part lies on one side.
fn ramp(piece: Piece, end: Ratio, bounds: [Option<Ratio>; 2], pieces: &mut Vec<Piece>) {
    let start = piece.low;
    let mut cuts = [(piece.from, start); 2];
    let mut count = 0;
    for bound in bounds.into_iter().flatten() {
        let inside = start.min(end) < bound && bound < start.max(end);
        if let (true, Some(at), Some(cut)) = (inside, crossing(piece, end, bound), cuts.get_mut(count)) {
            *cut = (at, bound);
            count += 1;
        }
    }
    let cuts = cuts.get_mut(..count).unwrap_or_default();
    cuts.sort_unstable();
    let (mut from, mut value) = (piece.from, start);
    for (until, next) in cuts.iter().copied().chain([(piece.until, end)]) {
        let (low, high) = (value.min(next), value.max(next));
        pieces.push(Piece { from, until, low, high, slope: true, event: piece.event });
        (from, value) = (until, next);
    }
}

/// When a straight line meets a bound, cut to a whole attosecond; `None` where the numbers do not fit.
fn crossing(piece: Piece, end: Ratio, bound: Ratio) -> Option<Attoseconds> {
    let part = bound.checked_sub(piece.low)?.checked_div(end.checked_sub(piece.low)?)?;
    let after = part.checked_mul(Ratio::new(piece.until - piece.from, 1)?)?;
    Some(piece.from + after.numerator() / after.denominator())
}

/// What is so in one step of the line of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) from: Attoseconds,
    pub(super) until: Attoseconds,
    /// The lowest and the highest that any device tells; `None` where none does.
    pub(super) envelope: Option<(Ratio, Ratio)>,
}

/// The turn of a point in time: it ends a step, and has no length of its own.
const POINT: u32 = u32::MAX;

/// Walks the line of time from step to step, where something begins or ends, over the period.
pub(super) fn walk(pieces: &[Piece], (from, until): (Attoseconds, Attoseconds), mut step: impl FnMut(Step)) {
    let mut turns: Vec<(Attoseconds, bool, u32)> = Vec::with_capacity(pieces.len().saturating_mul(2));
    for (index, piece) in pieces.iter().enumerate() {
        let index = u32::try_from(index).unwrap_or(POINT);
        if piece.from < piece.until {
            turns.push((piece.from, true, index));
            turns.push((piece.until, false, index));
        } else {
            turns.push((piece.from, true, POINT));
        }
    }
    turns.sort_unstable();
    let mut lows: BTreeMap<Ratio, u32> = BTreeMap::new();
    let mut highs: BTreeMap<Ratio, u32> = BTreeMap::new();
    let mut here = from;
    for (at, begins, index) in turns {
        let stop = at.clamp(from, until);
        if stop > here {
            let envelope = lows.keys().next().copied().zip(highs.keys().next_back().copied());
            step(Step { from: here, until: stop, envelope });
            here = stop;
        }
        let Some(piece) = usize::try_from(index).ok().and_then(|index| pieces.get(index)) else { continue };
        for (values, value) in [(&mut lows, piece.low), (&mut highs, piece.high)] {
            let count = values.entry(value).or_insert(0);
            *count = if begins { *count + 1 } else { count.saturating_sub(1) };
            if *count == 0 {
                values.remove(&value);
            }
        }
    }
    if here < until {
        step(Step { from: here, until, envelope: None });
    }
}
