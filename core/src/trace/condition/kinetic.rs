//! What needs a transcendental function: mean kinetic temperature and the Q10 model. `libm` gives the same digits on every
//! machine; results are rounded before anyone sees or compares them.

use super::{Attoseconds, SECOND, line::Piece};
use crate::base::{decimal::Decimal, quantity::Quantity, ratio::Ratio, round::Rounding, unit::Unit};

/// Activation energy that USP and ICH state for mean kinetic temperature where none is known: 83.14472 kJ/mol.
pub const ACTIVATION_ENERGY: &str = "83.14472";

/// The gas constant that goes with it: 8.314472 J/(mol·K).
pub const GAS_CONSTANT: &str = "8.314472";

/// Their quotient, ten thousand kelvins.
const KELVINS: f64 = 10_000.0;

/// Mean kinetic temperature (USP ⟨1079.2⟩, Haynes): the one temperature that would have had the same effect, each piece weighted
/// by its length; where no piece has a length, each counts once. A piece between two values counts with the mean of both. In the
/// unit asked for, rounded to two digits.
pub(super) fn mean(pieces: &[Piece], unit: Unit) -> Option<Decimal> {
    let kelvin: Unit = "KEL".parse().ok()?;
    let timed = pieces.iter().any(|piece| piece.from < piece.until);
    let (mut sum, mut weights) = (0.0, 0.0);
    for piece in pieces {
        let weight = if timed { number(piece.until - piece.from, SECOND) } else { 1.0 };
        if weight == 0.0 {
            continue;
        }
        let effect = |value: Ratio| {
            let value = Quantity::convert_ratio(value, unit, kelvin).ok()?;
            let value = number(value.numerator(), value.denominator());
            (value > 0.0).then(|| libm::exp(-KELVINS / value))
        };
        sum += weight * (effect(piece.low)? + effect(piece.high)?) / 2.0;
        weights += weight;
    }
    let mean = KELVINS / -libm::log(sum / weights);
    let kelvins = rounded(mean, 1_000_000.0)?;
    let kelvins = Ratio::new(kelvins, 1_000_000)?;
    Quantity::convert_ratio(kelvins, kelvin, unit).ok()?.round(2, Rounding::HalfEven)
}

/// The share of a shelf life that a length of time at a temperature uses up, by Q10: `q10^((t − reference) / 10) · time / life`,
/// in millionths.
pub(super) fn used(q10: Decimal, over_reference: Ratio, length: Attoseconds, life: Ratio) -> Option<i128> {
    let q10 = Ratio::from(q10);
    let factor = libm::pow(
        number(q10.numerator(), q10.denominator()),
        number(over_reference.numerator(), over_reference.denominator()) / 10.0,
    );
    let part = number(length, SECOND) / number(life.numerator(), life.denominator());
    rounded(factor * part, 1_000_000.0)
}

fn number(numerator: i128, denominator: i128) -> f64 {
    numerator as f64 / denominator as f64
}

/// A number times `scale`, rounded to a whole one; `None` for what is no number of a sensible size.
fn rounded(value: f64, scale: f64) -> Option<i128> {
    let scaled = libm::round(value * scale);
    (scaled.is_finite() && libm::fabs(scaled) < 1e30).then_some(scaled as i128)
}
