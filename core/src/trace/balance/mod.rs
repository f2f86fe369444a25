//! Mass balance and custody: does what came out fit what went in, and was what carries a claim kept as its model wants it?
//!
//! Everything is exact, in the base unit of one dimension (kilograms for mass). What an event does not say is not taken to be
//! nothing: a sum with an unknown part is a lower bound, and a verdict that rests on one is [`Verdict::Unknown`] unless the
//! known part decides it alone. The models of custody are those of ISO 22095:2020; what a mix does to a claim on a product is for
//! `certify` to say, here it is only held against the model.

mod account;
mod amount;
mod area;
mod booking;
mod custody;
mod lots;
mod transform;
mod words;

pub use account::{Account, Carry, Entry};
pub use amount::{Scale, Sum, Weight};
pub use area::{Harvest, Plausible, harvests};
pub use booking::Bookings;
pub use custody::{Claims, Kept, Model, kept};
pub use lots::{LotLine, lots};
pub use transform::{Rule, Turned, transformations};
pub use words::WORDS;

use serde::Serialize;

/// What a comparison came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Verdict {
    /// It fits.
    Pass,
    /// It cannot be said: something is not recorded.
    Unknown,
    /// It does not fit, whatever is not recorded.
    Fail,
}

impl Verdict {
    /// The graver of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }
}
