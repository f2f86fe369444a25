//! How far two places are apart, in whole numbers: every machine finds the same kilometre.
//!
//! The haversine on a sphere of the Earth's mean radius, in fixed point of 18 digits. The Earth is no sphere: the
//! answer may be off by half a percent, which whoever judges by it has to grant.

use crate::base::decimal::Decimal;

/// One, in fixed point.
const ONE: i128 = 1_000_000_000_000_000_000;
const PI: i128 = 3_141_592_653_589_793_238;
/// Nanodegrees of half a turn.
const HALF_TURN: i64 = 180_000_000_000;
/// Twice the mean radius (IUGG R1, 6 371.0088 km), in tenths of a metre.
const DIAMETER: i128 = 127_420_176;
/// Tenths of a metre in a kilometre.
const KILOMETRE: i128 = 10_000;
/// Kilometres to the farthest place, rounded up.
const FARTHEST: u32 = 20_016;

/// A place on the Earth, to a nanodegree.
///
/// ```
/// use terroir::passport::codes::Position;
///
/// let chengdu = Position::new("30.6586".parse()?, "104.0648".parse()?).unwrap();
/// let beijing = Position::new("39.9042".parse()?, "116.4074".parse()?).unwrap();
/// assert_eq!(chengdu.kilometres_to(&beijing), 1_517);
/// # Ok::<(), terroir::base::decimal::DecimalError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    latitude: i64,
    longitude: i64,
}

impl Position {
    /// A place by latitude and longitude in degrees (WGS 84); `None` beyond ±90 and ±180 or nine decimal places.
    #[must_use]
    pub fn new(latitude: Decimal, longitude: Decimal) -> Option<Self> {
        let nanodegrees = |degrees: Decimal, most: i64| {
            let scaled = degrees.normalized().with_scale(9)?;
            i64::try_from(scaled.coefficient()).ok().filter(|nano| (-most..=most).contains(nano))
        };
        Some(Self {
            latitude: nanodegrees(latitude, HALF_TURN / 2)?,
            longitude: nanodegrees(longitude, HALF_TURN)?,
        })
    }

    /// Whole kilometres to another place along the surface, rounded down.
    #[must_use]
    pub fn kilometres_to(&self, other: &Self) -> u32 {
        let across = (self.longitude - other.longitude).abs();
        let across = across.min(2 * HALF_TURN - across);
        let up = square(sine(radians(self.latitude - other.latitude) / 2));
        let over = square(sine(radians(across) / 2));
        let haversine = up + times(times(cosine(self.latitude), cosine(other.latitude)), over);
        // The largest number of kilometres whose own haversine is not beyond.
        let (mut least, mut beyond) = (0, FARTHEST);
        while beyond - least > 1 {
            let middle = least.midpoint(beyond);
            let angle = i128::from(middle) * KILOMETRE * ONE / DIAMETER;
            if square(sine(angle)) <= haversine {
                least = middle;
            } else {
                beyond = middle;
            }
        }
        least
    }
}

const fn radians(nanodegrees: i64) -> i128 {
    nanodegrees as i128 * PI / HALF_TURN as i128
}

const fn times(a: i128, b: i128) -> i128 {
    a * b / ONE
}

const fn square(a: i128) -> i128 {
    times(a, a)
}

/// Of an angle of at most a right one and a little.
fn sine(angle: i128) -> i128 {
    let mut term = angle;
    let mut sum = angle;
    // The terms of Taylor's series fall below one unit in the eighteenth place within thirteen steps.
    for step in 1..=13 {
        let step = 2 * step;
        term = -times(term, square(angle)) / (step * (step + 1));
        sum += term;
    }
    sum.clamp(-ONE, ONE)
}

/// Of a latitude.
fn cosine(nanodegrees: i64) -> i128 {
    sine(PI / 2 - radians(nanodegrees.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: &str, longitude: &str) -> Position {
        Position::new(latitude.parse().unwrap(), longitude.parse().unwrap()).unwrap()
    }

    #[test]
    fn far_and_near() {
        assert_eq!(at("0", "0").kilometres_to(&at("0", "0")), 0);
        assert_eq!(at("0", "0").kilometres_to(&at("0", "180")), 20_015);
        assert_eq!(at("90", "12").kilometres_to(&at("-90", "-99")), 20_015);
        assert_eq!(at("0", "179.5").kilometres_to(&at("0", "-179.5")), 111);
        assert_eq!(at("45", "0").kilometres_to(&at("45.009", "0")), 1);
        assert_eq!(at("45", "0").kilometres_to(&at("45.008", "0")), 0);
    }

    /// Great circles on a sphere of that radius, worked out elsewhere: London to Paris 343.56 km, London to New York
    /// 5,570.2 km, a quarter of the circumference 10,007.56 km.
    #[test]
    fn well_known_distances() {
        let london = at("51.5074", "-0.1278");
        assert_eq!(london.kilometres_to(&at("48.8566", "2.3522")), 343);
        assert_eq!(london.kilometres_to(&at("40.7128", "-74.0060")), 5_570);
        assert_eq!(at("90", "0").kilometres_to(&at("0", "73")), 10_007);
    }

    #[test]
    fn places_are_on_the_earth() {
        for (latitude, longitude) in
            [("90.000000001", "0"), ("0", "180.1"), ("0.0000000001", "0"), ("1e9", "0")]
        {
            let place =
                latitude.parse().ok().and_then(|latitude| Position::new(latitude, longitude.parse().ok()?));
            assert_eq!(place, None, "{latitude} {longitude}");
        }
        assert!(Position::new("-90.0000000000".parse().unwrap(), "-180".parse().unwrap()).is_some());
    }
}
