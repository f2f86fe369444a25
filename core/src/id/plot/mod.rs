//! Plots: where something grows, who holds the land, how large it is and what it can yield.
//!
//! ```
//! use terroir::id::plot::{Outline, Purpose, read_outlines};
//!
//! let text = r#"{"type":"Polygon","coordinates":[[[100.579123,25.825456],[100.580123,25.825456],
//!                [100.580123,25.826456],[100.579123,25.826456],[100.579123,25.825456]]]}"#;
//! let read = read_outlines(text, Purpose::Eudr)?;
//! assert!(read.findings.is_empty());
//! assert_eq!(read.plots[0].outline.area_m2(), Some(11108));
//! # Ok::<(), terroir::digest::json::ReadError>(())
//! ```
//!
//! Coordinates are WGS 84 in degrees, longitude first (RFC 7946), kept as exact integers of 10^-15 degree. Whether
//! rings cross and plots overlap is decided in those integers, so no rounding can change the answer. Only the area
//! is physics: on the ellipsoid, in whole square metres.

mod area;
mod geojson;
mod overlap;
mod ring;
mod tenure;

pub use area::area_m2;
pub use geojson::{Declared, MOST_FINDINGS, Outlined, Purpose, ReadPlots, read_outlines};
pub use overlap::{Overlap, overlap};
pub use ring::{Crossing, Ring};
pub use tenure::{Right, Tenure, check_tenure};

use crate::base::{decimal::Decimal, ratio::Ratio};
use alloc::vec::Vec;
use serde::Serialize;

/// Pairs of edges that are compared for one question, at most.
pub const MOST_PAIRS: u64 = 20_000_000;

/// A position: longitude and latitude in units of 10^-15 degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Longitude.
    pub lon: i64,
    /// Latitude.
    pub lat: i64,
}

/// Units of a [`Position`] in one degree.
pub const DEGREE: i64 = 1_000_000_000_000_000;

/// Where a plot is: points, or areas without their holes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Single positions.
    pub points: Vec<Position>,
    /// Outer rings; holes are ignored, as Regulation (EU) 2023/1115 lets them be.
    pub rings: Vec<Ring>,
}

impl Outline {
    /// The area of all rings in whole square metres, if there is a ring.
    #[must_use]
    pub fn area_m2(&self) -> Option<u64> {
        let areas = self.rings.iter().map(area_m2);
        if self.rings.is_empty() { None } else { Some(areas.fold(0, u64::saturating_add)) }
    }

    /// Corners and points in all.
    #[must_use]
    pub fn positions(&self) -> usize {
        self.rings.iter().map(|ring| ring.corners().len()).sum::<usize>() + self.points.len()
    }

    /// How this outline and another lie to each other.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> Overlap {
        if (self.positions() as u64).saturating_mul(other.positions() as u64) > MOST_PAIRS {
            return Overlap::NotJudged;
        }
        let mut worst = Overlap::Apart;
        for ring in &self.rings {
            for theirs in &other.rings {
                worst = worst.max(overlap(ring, theirs));
            }
            worst = other.points.iter().fold(worst, |worst, point| worst.max(ring.place(*point)));
        }
        for theirs in &other.rings {
            worst = self.points.iter().fold(worst, |worst, point| worst.max(theirs.place(*point)));
        }
        worst
    }
}

/// Whether a yield can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Plausible {
    /// Within the bounds given.
    Yes,
    /// More than such a plot gives.
    TooMuch,
    /// Less than such a plot gives.
    TooLittle,
    /// The area is not known, or the numbers are too large to judge.
    Unknown,
}

/// Judges kilograms from an area by bounds in kilograms per 亩 (2000/3 m²), exactly.
#[must_use]
pub fn plausible_yield(
    kilograms: Decimal,
    area_m2: Ratio,
    least: Option<Decimal>,
    most: Option<Decimal>,
) -> Plausible {
    let bound = |per_mu: Decimal| {
        let per_m2 = Ratio::from(per_mu).checked_mul(Ratio::new(3, 2000)?)?;
        per_m2.checked_mul(area_m2)
    };
    let amount = Ratio::from(kilograms);
    match (most.map(bound), least.map(bound)) {
        (Some(None), _) | (_, Some(None)) => Plausible::Unknown,
        (Some(Some(most)), _) if amount > most => Plausible::TooMuch,
        (_, Some(Some(least))) if amount < least => Plausible::TooLittle,
        _ => Plausible::Yes,
    }
}

#[cfg(test)]
mod tests;
