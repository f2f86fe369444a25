//! How much shelf life is left, by a model that the caller states.

use super::{Attoseconds, SECOND, judge::Judged, kinetic};
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
}

/// What is left at a moment of what was fresh at another: from the known steps between them. Time that no reading covers leaves
/// the least unknown; a value beyond the table leaves nothing. `None` where a number does not fit.
#[must_use]
pub fn remaining(
    judged: &Judged,
    life: &Life,
    uom: Unit,
    from: Attoseconds,
    until: Attoseconds,
) -> Option<Remaining> {
    let mut known = 0;
    let mut steps = Vec::new();
    for step in &judged.steps {
        let length = step.until.min(until) - step.from.max(from);
        if let (Some((low, high)), true) = (step.envelope, length > 0) {
            known += length;
            steps.push((length, low, high));
        }
    }
    let all_known = known >= until - from;
    let gentle = steps.iter().map(|&(length, low, _)| (length, low));
    let harsh = steps.iter().map(|&(length, _, high)| (length, high));
    let most = left(life, used(life, uom, gentle)?, Rounding::Up)?;
    let least = if all_known { Some(left(life, used(life, uom, harsh)?, Rounding::Down)?) } else { None };
    Some(Remaining { least, most: Some(most) })
}

/// The share of the life that is used up: one or more where it is over.
fn used(life: &Life, uom: Unit, steps: impl Iterator<Item = (Attoseconds, Ratio)>) -> Option<Ratio> {
    match life {
        Life::RateTable { rates } => {
            let mut at = alloc::vec![0_i128; rates.len()];
            let mut beyond = 0_i128;
            for (length, value) in steps {
                let row = rates.iter().position(|rate| value <= Ratio::from(rate.up_to));
                let time = row.and_then(|row| at.get_mut(row)).unwrap_or(&mut beyond);
                *time = time.checked_add(length)?;
            }
            if beyond > 0 {
                return Ratio::new(1, 1);
            }
            let mut sum = Ratio::ZERO;
            for (rate, time) in rates.iter().zip(at) {
                let seconds = Ratio::new(time, SECOND)?;
                let life = Ratio::from(rate.days).checked_mul(Ratio::new(DAY, 1)?)?;
                sum = sum.checked_add(seconds.checked_div(life)?)?;
            }
            Some(sum)
        }
        Life::Q10 { q10, reference, days } => {
            let life = Ratio::from(*days).checked_mul(Ratio::new(DAY, 1)?)?;
            let kelvin: Unit = "KEL".parse().ok()?;
            let kelvins = |value: Ratio| Quantity::convert_ratio(value, uom, kelvin).ok();
            let reference = kelvins(Ratio::from(*reference))?;
            let mut millionths = 0_i128;
            for (length, value) in steps {
                let over = kelvins(value)?.checked_sub(reference)?;
                millionths = millionths.checked_add(kinetic::used(*q10, over, length, life)?)?;
            }
            Ratio::new(millionths, 1_000_000)
        }
    }
}

fn left(life: &Life, used: Ratio, rounding: Rounding) -> Option<Decimal> {
    let part = Ratio::new(1, 1)?.checked_sub(used)?.max(Ratio::ZERO);
    part.checked_mul(Ratio::from(life.days()?))?.round(2, rounding)
}
