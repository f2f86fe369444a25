//! The slow twin of `passport::codes`: floats, and every number of every range.

use std::collections::{BTreeMap, BTreeSet};

/// Kilometres between two places in degrees, on a sphere.
#[must_use]
pub fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let vector = |(latitude, longitude): (f64, f64)| {
        let (latitude, longitude) = (latitude.to_radians(), longitude.to_radians());
        [latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()]
    };
    let (a, b) = (vector(one), vector(other));
    let dot: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
    let cross = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
    let sine = cross.iter().map(|c| c * c).sum::<f64>().sqrt();
    6_371.008_8 * sine.atan2(dot)
}

/// Which units got a code, and which got two; units are numbers of one count of digits.
#[must_use]
pub fn issued(units: &[u32], ranges: &[(u32, u32)]) -> (BTreeSet<u32>, BTreeSet<u32>) {
    let mut times: BTreeMap<u32, u32> = BTreeMap::new();
    for unit in units.iter().copied().chain(ranges.iter().flat_map(|(first, last)| *first..=*last)) {
        *times.entry(unit).or_default() += 1;
    }
    let twice = times.iter().filter(|(_, times)| **times > 1).map(|(unit, _)| *unit).collect();
    (times.into_keys().collect(), twice)
}
