//! Whether two rings overlap, exactly.

use super::{
    MOST_PAIRS, Position, Ring,
    ring::{Edge, cross, on_edge},
};
use alloc::vec::Vec;
use serde::Serialize;

/// How two plots lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Overlap {
    /// They have nothing in common.
    Apart,
    /// They share a border or a corner, and no area.
    Touching,
    /// They have too many edges beside each other to be judged here.
    NotJudged,
    /// They share area.
    Overlapping,
}

/// How the insides of two simple rings lie to each other.
///
/// Edges that cross share area. If none do, the border of each is cut where it touches the other; then every
/// piece lies wholly inside, outside or on the other border, and its middle says which. Coordinates are doubled,
/// so that middles are integers too.
#[must_use]
pub fn overlap(one: &Ring, two: &Ring) -> Overlap {
    let (a, b) = (doubled(one), doubled(two));
    if a.corners().len() < 3 || b.corners().len() < 3 || !boxes_meet(&a, &b) {
        return Overlap::Apart;
    }
    let pairs = (a.corners().len() as u64).saturating_mul(b.corners().len() as u64);
    if pairs > MOST_PAIRS {
        return Overlap::NotJudged;
    }
    if a.edges().any(|edge| b.edges().any(|other| cross(edge, other))) {
        return Overlap::Overlapping;
    }
    let mut left = MOST_PAIRS;
    match (pieces_in(&a, &b, &mut left), pieces_in(&b, &a, &mut left)) {
        (Some(first), Some(second)) => {
            let same = first.on_border_only && second.on_border_only;
            if first.inside || second.inside || same {
                Overlap::Overlapping
            } else if first.touches || second.touches {
                Overlap::Touching
            } else {
                Overlap::Apart
            }
        }
        _ => Overlap::NotJudged,
    }
}

fn doubled(ring: &Ring) -> Ring {
    // INVARIANT (degrees): a position is below 2^58, so twice it fits.
    Ring::new(
        ring.corners()
            .iter()
            .map(|p| Position { lon: p.lon.saturating_mul(2), lat: p.lat.saturating_mul(2) })
            .collect(),
    )
}

fn boxes_meet(a: &Ring, b: &Ring) -> bool {
    let bounds = |ring: &Ring, of: fn(&Position) -> i64| {
        let values = ring.corners().iter().map(of);
        (values.clone().min().unwrap_or(0), values.max().unwrap_or(0))
    };
    [|p: &Position| p.lon, |p: &Position| p.lat].into_iter().all(|of| {
        let ((low, high), (other_low, other_high)) = (bounds(a, of), bounds(b, of));
        low <= other_high && other_low <= high
    })
}

/// Where the pieces of one border lie to another ring.
struct Pieces {
    inside: bool,
    touches: bool,
    on_border_only: bool,
}

/// `None` when the number of pieces asks for more than is allowed.
fn pieces_in(ring: &Ring, other: &Ring, left: &mut u64) -> Option<Pieces> {
    let mut found = Pieces { inside: false, touches: false, on_border_only: true };
    for edge in ring.edges() {
        let cuts = cuts(edge, other);
        *left = left.checked_sub((cuts.len() as u64).saturating_mul(other.corners().len() as u64))?;
        found.touches |= cuts.iter().any(|cut| other.place(*cut) == Overlap::Touching);
        for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
            // Ends are even or cuts of doubled coordinates, so the middle is an integer.
            let middle = Position { lon: from.lon.midpoint(to.lon), lat: from.lat.midpoint(to.lat) };
            match other.place(middle) {
                Overlap::Overlapping => {
                    found.inside = true;
                    return Some(found);
                }
                Overlap::Touching => found.touches = true,
                _ => found.on_border_only = false,
            }
        }
    }
    Some(found)
}

/// The ends of an edge and the corners of the other ring on it, in order along the edge.
fn cuts(edge: Edge, other: &Ring) -> Vec<Position> {
    let mut cuts: Vec<Position> =
        other.corners().iter().copied().filter(|corner| on_edge(edge, *corner)).collect();
    cuts.extend([edge.0, edge.1]);
    let away = |p: &Position| {
        (i128::from(p.lon) - i128::from(edge.0.lon)).abs()
            + (i128::from(p.lat) - i128::from(edge.0.lat)).abs()
    };
    cuts.sort_by_key(away);
    cuts.dedup();
    cuts
}
