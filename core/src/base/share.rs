//! Shares that add up, to the last minor unit, by largest remainder.
//!
//! ```
//! use terroir::base::share::{Carry, share_out};
//!
//! let third = share_out(100, &[1, 1, 1], &[])?;
//! assert_eq!(third.shares, [34, 33, 33]);
//! let next = share_out(100, &[1, 1, 1], &third.carries)?;
//! assert_eq!(next.shares, [33, 34, 33]);
//! # Ok::<(), terroir::base::share::ShareError>(())
//! ```
//!
//! Each share is first rounded down to whole units; the units left over go, one each, to the largest remainders, and among
//! equal remainders to the party that stands first in the list. What a party got too little or too much is its [`Carry`]: hand
//! it to the next settlement, and over many of them nobody gains or loses by rounding.

use super::{
    decimal::Decimal,
    limits::PARTIES,
    text::{shown, text_serde},
    wide::mul_div,
};
use alloc::{string::String, vec::Vec};
use core::{fmt, str::FromStr};

/// Steps of a carry in one unit: 10^12.
const GRID: i128 = 1_000_000_000_000;
const GRID_DIGITS: u8 = 12;

/// What a party is owed by rounding, in units shared out, to twelve digits; negative if it got too much.
///
/// The carries of one division add up to those that went in, so nothing is lost.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Carry(i128);

/// A carry is below a million units either way: more is not rounding.
const CARRY_MAX: i128 = 1_000_000 * GRID;

/// A total shared out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// Whole units for each party, in the order of the weights; they add up to the total.
    pub shares: Vec<i128>,
    /// What each party carries to the next division.
    pub carries: Vec<Carry>,
}

/// Why a total cannot be shared out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ShareError {
    /// No parties, or all weights are zero.
    #[error("no party has a weight above zero")]
    NoWeight,
    /// More than [`PARTIES`] parties.
    #[error("{found} parties are more than {PARTIES}")]
    TooMany {
        /// How many.
        found: usize,
    },
    /// The weights together exceed 2^127.
    #[error("the weights together exceed 2^127")]
    WeightsTooLarge,
    /// The total does not fit: more than 2^127 / 10^12 units.
    #[error("the total does not fit")]
    TotalTooLarge,
    /// As many carries as weights are wanted, or none.
    #[error("there are {carries} carries for {weights} weights")]
    CarriesDiffer {
        /// How many carries.
        carries: usize,
        /// How many weights.
        weights: usize,
    },
    /// The carries do not add up to zero, so a unit would come from nowhere.
    #[error("the carries add up to {sum}, not to zero")]
    CarriesUneven {
        /// What they add up to.
        sum: Carry,
    },
    /// A text that is no carry.
    #[error("`{text}` is not a carry: a decimal of at most twelve digits after the point, below a million")]
    NotACarry {
        /// The text, cut where it is long.
        text: String,
    },
}

/// Shares `total` units out in proportion to `weights`, with what parties carry from before (none: an empty slice).
///
/// The shares add up to the total; without carries each differs from its exact share by less than one unit. Where the total
/// is not negative no share is; where it is negative no share is positive.
///
/// # Errors
/// [`ShareError`].
pub fn share_out(total: i128, weights: &[u128], carries: &[Carry]) -> Result<Shares, ShareError> {
    if weights.len() > PARTIES {
        return Err(ShareError::TooMany { found: weights.len() });
    }
    let sum = weights.iter().try_fold(0u128, |sum, weight| sum.checked_add(*weight));
    let sum = sum.filter(|sum| *sum <= 1 << 127).ok_or(ShareError::WeightsTooLarge)?;
    if sum == 0 {
        return Err(ShareError::NoWeight);
    }
    if !carries.is_empty() && carries.len() != weights.len() {
        return Err(ShareError::CarriesDiffer { carries: carries.len(), weights: weights.len() });
    }
    let uneven = carries.iter().map(|carry| carry.0).sum::<i128>();
    if uneven != 0 {
        return Err(ShareError::CarriesUneven { sum: Carry(uneven) });
    }
    let sign = if total < 0 { -1 } else { 1 };
    let carried = |at: usize| sign * carries.get(at).map_or(0, |carry| carry.0);
    let size =
        total.checked_abs().and_then(|size| size.checked_mul(GRID)).ok_or(ShareError::TotalTooLarge)?;

    let mut claims = Vec::with_capacity(weights.len());
    for (at, weight) in weights.iter().enumerate() {
        let (exact, rest) = mul_div(size.unsigned_abs(), *weight, sum).ok_or(ShareError::TotalTooLarge)?;
        let exact = i128::try_from(exact).map_err(|_| ShareError::TotalTooLarge)?;
        let due = exact.checked_add(carried(at)).ok_or(ShareError::TotalTooLarge)?;
        claims.push(Claim { due, rest, share: due.div_euclid(GRID).max(0) });
    }
    settle_units(&mut claims, size / GRID);
    settle_steps(&mut claims, size);
    Ok(Shares {
        shares: claims.iter().map(|claim| sign * claim.share).collect(),
        carries: claims.iter().map(|claim| Carry(sign * (claim.due - claim.share * GRID))).collect(),
    })
}

/// One party's part of a division, of a total taken as positive.
struct Claim {
    /// Its exact share and carry, in steps, rounded down.
    due: i128,
    /// What rounding down left, in steps divided by the sum of weights.
    rest: u128,
    /// Whole units it gets.
    share: i128,
}

impl Claim {
    /// How much the share falls short of what is due; larger first, ties broken by place.
    fn shortfall(&self) -> (i128, u128) {
        (self.due - self.share * GRID, self.rest)
    }
}

/// Hands out the units that rounding down left, one each; takes units back where carries made too much due.
fn settle_units(claims: &mut [Claim], total: i128) {
    let mut left = total - claims.iter().map(|claim| claim.share).sum::<i128>();
    if left < 0 {
        // Whole rounds, in which everyone who still has a unit gives one, then the last round by rank.
        let rounds = whole_rounds(claims, -left);
        for claim in claims.iter_mut() {
            let given = claim.share.min(rounds);
            claim.share -= given;
            left += given;
        }
    }
    let taking = left < 0;
    let mut order: Vec<&mut Claim> = claims.iter_mut().filter(|claim| !taking || claim.share > 0).collect();
    // Both sorts are stable: among equal shortfalls the first in the list is first to get and first to give.
    if taking {
        order.sort_by_key(|claim| claim.shortfall());
    } else {
        order.sort_by_key(|claim| core::cmp::Reverse(claim.shortfall()));
    }
    for (claim, _) in order.into_iter().zip(0..left.abs()) {
        claim.share += left.signum();
    }
}

/// How many rounds can be played in which everyone who has a unit gives one, before more than `deficit` is given.
fn whole_rounds(claims: &[Claim], deficit: i128) -> i128 {
    let (mut possible, mut too_many) = (0i128, deficit + 1);
    while too_many - possible > 1 {
        let middle = possible + (too_many - possible) / 2;
        let given = claims.iter().map(|claim| claim.share.min(middle)).sum::<i128>();
        if given <= deficit { possible = middle } else { too_many = middle }
    }
    possible
}

/// Hands out the steps that rounding down to the grid left, so that the carries add up to zero.
fn settle_steps(claims: &mut [Claim], size: i128) {
    let left = size - claims.iter().map(|claim| claim.due).sum::<i128>();
    let mut order: Vec<&mut Claim> = claims.iter_mut().collect();
    order.sort_by_key(|claim| core::cmp::Reverse(claim.rest));
    for (claim, _) in order.into_iter().zip(0..left) {
        claim.due += 1;
    }
}

impl Carry {
    /// The carry as a decimal, in the units shared out.
    #[must_use]
    pub fn value(self) -> Decimal {
        Decimal::new(self.0, GRID_DIGITS).map_or(Decimal::ZERO, Decimal::normalized)
    }
}

impl FromStr for Carry {
    type Err = ShareError;

    fn from_str(text: &str) -> Result<Self, ShareError> {
        let steps = text.parse::<Decimal>().ok().and_then(|value| value.normalized().with_scale(GRID_DIGITS));
        let steps = steps.map(|value| value.coefficient()).filter(|steps| steps.abs() < CARRY_MAX);
        steps.map(Self).ok_or_else(|| ShareError::NotACarry { text: shown(text) })
    }
}

impl fmt::Display for Carry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.value(), f)
    }
}

impl fmt::Debug for Carry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Carry({self})")
    }
}

text_serde!(Carry, "Carry", "what rounding owes a party, in minor units, as `0.333333333333`");

#[cfg(test)]
mod tests {
    use super::*;

    fn carries(texts: &[&str]) -> Vec<Carry> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn units_go_to_the_largest_remainders_and_first_places() {
        let shares = |total, weights: &[u128]| share_out(total, weights, &[]).unwrap().shares;
        assert_eq!(shares(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(shares(-10, &[1, 1, 1]), [-4, -3, -3]);
        assert_eq!(shares(7, &[5, 3, 2]), [4, 2, 1]);
        assert_eq!(shares(0, &[5, 3]), [0, 0]);
        assert_eq!(shares(1, &[0, 0, 7]), [0, 0, 1]);
        assert_eq!(shares(3, &[1 << 126, 1 << 126]), [2, 1]);
    }

    #[test]
    fn no_share_is_negative_for_want_of_a_unit() {
        let before = carries(&["0.7", "0.7", "-0.7", "-0.7"]);
        let shares = share_out(1, &[1, 1, 0, 0], &before).unwrap();
        assert_eq!(shares.shares, [0, 1, 0, 0]);
        assert_eq!(shares.carries, carries(&["1.2", "0.2", "-0.7", "-0.7"]));
        let refund = share_out(-1, &[1, 1, 0, 0], &before).unwrap();
        assert_eq!(refund.shares, [0, 0, -1, 0]);
    }

    #[test]
    fn refuses_by_name() {
        let error =
            |total, weights: &[u128], before: &[Carry]| share_out(total, weights, before).unwrap_err();
        assert_eq!(error(1, &[], &[]), ShareError::NoWeight);
        assert_eq!(error(1, &[0, 0], &[]), ShareError::NoWeight);
        assert_eq!(error(1, &[u128::MAX, 1], &[]), ShareError::WeightsTooLarge);
        assert_eq!(error(i128::MAX, &[1], &[]), ShareError::TotalTooLarge);
        assert_eq!(error(i128::MIN, &[1], &[]), ShareError::TotalTooLarge);
        assert!(matches!(error(1, &[1, 1], &carries(&["0"])), ShareError::CarriesDiffer { .. }));
        assert!(matches!(error(1, &[1, 1], &carries(&["0.5", "0"])), ShareError::CarriesUneven { .. }));
        for text in ["0.0000000000001", "1000000", "x", ""] {
            assert!(matches!(text.parse::<Carry>(), Err(ShareError::NotACarry { .. })), "{text}");
        }
    }
}
