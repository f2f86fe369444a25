//! Shelf life: from a day to the last good day, and how many are left.

use crate::base::{
    date::{Date, DateError, MonthRounding, Period},
    time::Instant,
};
use serde::{Deserialize, Serialize};

/// From which day shelf life runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum StartsAt {
    /// The day it was picked, caught, laid or slaughtered.
    #[default]
    Harvest,
    /// The day it was made into what it is.
    Production,
    /// The day it was packed.
    Packing,
}

/// How long a product keeps (保质期), counted on the calendar with a stated rounding of months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShelfLife {
    /// How long, as `P6M` or `P21D`.
    pub period: Period,
    /// From which day.
    #[serde(default)]
    pub starts_at: StartsAt,
    /// What becomes of a day that the last month does not have; `down` if not stated, which never lengthens it.
    #[serde(default = "down")]
    pub rounding: MonthRounding,
    /// Whether the first day is day one, so that the last good day is one earlier.
    #[serde(default)]
    pub first_day_counts: bool,
}

const fn down() -> MonthRounding {
    MonthRounding::Down
}

/// Where a moment stands in a shelf life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Freshness {
    /// Before the day it starts.
    NotYet,
    /// Within it.
    Good,
    /// On its last day.
    LastDay,
    /// After it.
    Over,
}

impl ShelfLife {
    /// A shelf life from harvest, with months rounded down.
    #[must_use]
    pub const fn new(period: Period) -> Self {
        Self { period, starts_at: StartsAt::Harvest, rounding: MonthRounding::Down, first_day_counts: false }
    }

    /// The last good day of what started on a day.
    ///
    /// # Errors
    /// [`DateError::OutOfRange`], and [`DateError::Ambiguous`] where rounding is refused.
    pub fn last_day(&self, start: Date) -> Result<Date, DateError> {
        start.plus(self.period, self.rounding)?.plus_days(-i64::from(self.first_day_counts))
    }

    /// Where a moment stands between a first and a last day, on the calendar of the moment's own offset; and how many days are
    /// left after that day: none on the last, negative when it is over.
    #[must_use]
    pub fn at(start: Date, last: Date, moment: &Instant) -> (Freshness, i64) {
        let today = moment.date();
        let left = last.days_since(today);
        let freshness = match left {
            ..0 => Freshness::Over,
            _ if today < start => Freshness::NotYet,
            0 => Freshness::LastDay,
            1.. => Freshness::Good,
        };
        (freshness, left)
    }
}
