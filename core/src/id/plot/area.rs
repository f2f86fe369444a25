//! The area of a ring on the WGS 84 ellipsoid: physics, and so the one file of `id` that computes with floats.

use super::{DEGREE, Position, Ring};
use core::f64::consts::PI;

/// Semi-major axis in metres, and flattening (WGS 84).
const A: f64 = 6_378_137.0;
const F: f64 = 1.0 / 298.257_223_563;

/// The area inside a ring in square metres, rounded to whole ones.
///
/// Edges are straight in the equal-area cylindrical projection of the ellipsoid: from a straight line in degrees
/// that differs by less than a square metre on a plot of a hundred hectares. `libm` gives the same digits on every machine.
#[must_use]
pub fn area_m2(ring: &Ring) -> u64 {
    let corners = ring.corners();
    let Some(first) = corners.first() else { return 0 };
    let mut twice = 0.0;
    let place = |position: &Position| {
        // Differences of longitude are exact in integers before they are rounded once.
        let lon = (position.lon - first.lon) as f64 / DEGREE as f64 * (PI / 180.0);
        (lon, height(position.lat as f64 / DEGREE as f64 * (PI / 180.0)))
    };
    let (_, base) = place(first);
    let following = corners.iter().skip(1).chain([first]);
    for (from, to) in corners.iter().zip(following) {
        let ((x, y), (next_x, next_y)) = (place(from), place(to));
        twice += x * (next_y - base) - next_x * (y - base);
    }
    let area = libm::fabs(twice) / 2.0 * A * A;
    // Rounded half away from zero; the surface of the Earth fits easily.
    libm::round(area) as u64
}

/// The ordinate of a latitude in the equal-area cylindrical projection, in units of the semi-major axis.
fn height(lat: f64) -> f64 {
    let e2 = F * (2.0 - F);
    let e = libm::sqrt(e2);
    let sine = libm::sin(lat);
    (1.0 - e2) / 2.0 * (sine / (1.0 - e2 * sine * sine) + libm::atanh(e * sine) / e)
}
