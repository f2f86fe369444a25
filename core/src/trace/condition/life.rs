//! How much shelf life is left, by a model that the caller states.

use super::{Attoseconds, SECOND, judge::Span, kinetic, line::Step};
use crate::base::{decimal::Decimal, quantity::Quantity, ratio::Ratio, round::Rounding, unit::Unit};
use alloc::vec::Vec;
use serde::Deserialize;

/// A day in seconds.
const DAY: i128 = 86_400;

/// How long a product keeps at a temperature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rate {
    /// Up to this value, in the limit's unit.
    pub up_to: Decimal,
    /// It keeps so many days.
    pub days: Decimal,
}

/// A model of shelf life.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "model", rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Life {
    /// A table: each length of time uses up its share of the days that the product keeps at that temperature. Exact.
    RateTable {
        /// By value, ascending; 1 to 64.
        rates: Vec<Rate>,
    },
    /// The life shortens by a factor with every ten degrees (celsius or kelvin): computed and rounded to millionths.
    Q10 {
        /// The factor, from 1 to 20.
        q10: Decimal,
        /// The temperature at which it keeps the days stated, in the limit's unit.
        reference: Decimal,
        /// Days that it keeps at that temperature.
        days: Decimal,
    },
}

/// Days that are left at the first temperature of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remaining {
    /// At least so many, to two digits, rounded down; zero where it may be over. `None` where time is not known.
    pub least: Option<Decimal>,
    /// At most so many, rounded up.
    pub most: Option<Decimal>,
}

impl Life {
    /// Does it make sense: days above zero, values ascending, a factor of one or more?
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let positive = |days: &Decimal| !days.is_negative() && !days.is_zero();
        match self {
            Self::RateTable { rates } => {
                (1..=64).contains(&rates.len())
                    && rates.iter().all(|rate| positive(&rate.days))
                    && rates.is_sorted_by(|one, next| one.up_to < next.up_to && one.days >= next.days)
            }
            Self::Q10 { q10, days, .. } => {
                positive(days) && *q10 >= Decimal::ONE && *q10 <= Decimal::from_integer(20)
            }
        }
    }

    fn days(&self) -> Option<Decimal> {
        match self {
            Self::RateTable { rates } => rates.first().map(|rate| rate.days),
            Self::Q10 { days, .. } => Some(*days),
        }
    }

    fn seconds(&self) -> Option<Ratio> {
        Ratio::from(self.days()?).checked_mul(Ratio::new(DAY, 1)?)
    }
}

/// What is asked of a shelf life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The model.
    pub model: Life,
    /// When the product was fresh; at the start of the period if not stated.
    pub from: Option<Attoseconds>,
    /// When it is asked; at the end of the period if not stated.
    pub at: Option<Attoseconds>,
}

/// Adds up what the steps of a line of time use up of a shelf life. Time that no reading covers leaves the least unknown; a value
/// beyond the table leaves nothing.
pub(super) struct Meter<'a> {
    model: &'a Life,
    uom: Unit,
    span: Span,
    known: Attoseconds,
    gentle: Used,
    harsh: Used,
}

impl<'a> Meter<'a> {
    pub(super) fn new(asked: &'a Asked, period: Span, uom: Unit) -> Self {
        let span = Span { from: asked.from.unwrap_or(period.from), until: asked.at.unwrap_or(period.until) };
        let used = || Used::of(&asked.model);
        Self { model: &asked.model, uom, span, known: 0, gentle: used(), harsh: used() }
    }

    pub(super) fn take(&mut self, step: Step) {
        let length = step.until.min(self.span.until) - step.from.max(self.span.from);
        if let (Some((low, high)), true) = (step.envelope, length > 0) {
            self.known += length;
            self.gentle.add(self.model, self.uom, length, low);
            self.harsh.add(self.model, self.uom, length, high);
        }
    }

    /// `None` where a number does not fit.
    pub(super) fn finish(self) -> Option<Remaining> {
        let left = |used: &Used, rounding| {
            let part = Ratio::new(1, 1)?.checked_sub(used.share(self.model)?)?.max(Ratio::ZERO);
            part.checked_mul(Ratio::from(self.model.days()?))?.round(2, rounding)
        };
        let most = left(&self.gentle, Rounding::Up)?;
        let all_known = self.known >= self.span.length();
        let least = if all_known { Some(left(&self.harsh, Rounding::Down)?) } else { None };
        Some(Remaining { least, most: Some(most) })
    }
}

/// What was used up.
enum Used {
    /// Time by row of a table, and time beyond it.
    Rows(Vec<Attoseconds>, Attoseconds),
    /// Millionths of the life.
    Millionths(i128),
    /// A number did not fit.
    Lost,
}

impl Used {
    fn of(model: &Life) -> Self {
        match model {
            Life::RateTable { rates } => Self::Rows(alloc::vec![0; rates.len()], 0),
            Life::Q10 { .. } => Self::Millionths(0),
        }
    }

    fn add(&mut self, model: &Life, uom: Unit, length: Attoseconds, value: Ratio) {
        match (&mut *self, model) {
            (Self::Rows(rows, beyond), Life::RateTable { rates }) => {
                let row = rates.iter().position(|rate| value <= Ratio::from(rate.up_to));
                // INVARIANT (time): lengths of one line of time, which is far shorter than 2^127 attoseconds.
                *row.and_then(|row| rows.get_mut(row)).unwrap_or(beyond) += length;
            }
            (Self::Millionths(sum), Life::Q10 { q10, reference, .. }) => {
                let used = || {
                    let kelvin: Unit = "KEL".parse().ok()?;
                    let kelvins = |value: Ratio| Quantity::convert_ratio(value, uom, kelvin).ok();
                    let over = kelvins(value)?.checked_sub(kelvins(Ratio::from(*reference))?)?;
                    sum.checked_add(kinetic::used(*q10, over, length, model.seconds()?)?)
                };
                *self = used().map_or(Self::Lost, Self::Millionths);
            }
            _ => *self = Self::Lost,
        }
    }

    /// The share of the life that is used up: one or more where it is over.
    fn share(&self, model: &Life) -> Option<Ratio> {
        match (self, model) {
            (Self::Rows(_, 1..), _) => Ratio::new(1, 1),
            (Self::Rows(rows, _), Life::RateTable { rates }) => {
                let mut sum = Ratio::ZERO;
                for (rate, time) in rates.iter().zip(rows) {
                    let life = Ratio::from(rate.days).checked_mul(Ratio::new(DAY, 1)?)?;
                    sum = sum.checked_add(Ratio::new(*time, SECOND)?.checked_div(life)?)?;
                }
                Some(sum)
            }
            (Self::Millionths(millionths), _) => Ratio::new(*millionths, 1_000_000),
            _ => None,
        }
    }
}
