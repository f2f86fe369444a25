//! Rings and the exact questions about them.

use super::{MOST_PAIRS, Overlap, Position};
use alloc::vec::Vec;

/// A closed ring of positions, without the repeated last one; whether it is simple is a question to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring(Vec<Position>);

/// What a ring does to itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crossing {
    /// It neither crosses nor touches itself, and has an inside.
    None,
    /// The edges that begin at these two corners meet where they should not.
    At(usize, usize),
    /// All positions are on one line.
    Flat,
    /// It has too many edges beside each other to be judged here.
    NotJudged,
}

pub(super) type Edge = (Position, Position);

impl Ring {
    /// The ring of these corners; the first is not repeated at the end.
    #[must_use]
    pub const fn new(corners: Vec<Position>) -> Self {
        Self(corners)
    }

    /// The corners in order.
    #[must_use]
    pub fn corners(&self) -> &[Position] {
        &self.0
    }

    pub(super) fn edges(&self) -> impl Iterator<Item = Edge> + '_ {
        let following = self.0.iter().cycle().skip(1);
        self.0.iter().copied().zip(following.copied())
    }

    /// Whether the ring crosses or touches itself.
    #[must_use]
    pub fn crossing(&self) -> Crossing {
        self.crossing_within(&mut { MOST_PAIRS })
    }

    /// As [`Ring::crossing`], with so many pairs of edges left to compare.
    pub(super) fn crossing_within(&self, left: &mut u64) -> Crossing {
        let count = self.0.len();
        let flat = match self.0.as_slice() {
            [first, rest @ ..] => {
                let second = rest.iter().find(|other| *other != first);
                second.is_none_or(|second| rest.iter().all(|third| side((*first, *second), *third) == 0))
            }
            [] => true,
        };
        if count < 3 || flat {
            return Crossing::Flat;
        }
        // Swept from west to east: only edges whose longitudes meet are compared.
        let mut edges: Vec<(usize, Edge)> = self.edges().enumerate().collect();
        edges.sort_by_key(|(at, (from, to))| (from.lon.min(to.lon), *at));
        let mut open: Vec<(usize, Edge)> = Vec::new();
        for (at, edge) in edges {
            let west = edge.0.lon.min(edge.1.lon);
            open.retain(|(_, (from, to))| from.lon.max(to.lon) >= west);
            for &(other_at, other) in &open {
                if *left == 0 {
                    return Crossing::NotJudged;
                }
                *left -= 1;
                if collide(count, (at, edge), (other_at, other)) {
                    return Crossing::At(at.min(other_at), at.max(other_at));
                }
            }
            open.push((at, edge));
        }
        Crossing::None
    }

    /// Where a position lies: inside, on the edge, or outside (an odd number of edges to the east is inside).
    #[must_use]
    pub fn place(&self, position: Position) -> Overlap {
        let mut inside = false;
        for (from, to) in self.edges() {
            if on_edge((from, to), position) {
                return Overlap::Touching;
            }
            if (from.lat > position.lat) != (to.lat > position.lat) {
                let turn = side((from, to), position);
                // Upward edges have the inside on their left, downward ones on their right.
                if (to.lat > from.lat) == (turn > 0) {
                    inside = !inside;
                }
            }
        }
        if inside { Overlap::Overlapping } else { Overlap::Apart }
    }
}

/// On which side of an edge a position lies: positive to the left, zero on its line.
///
/// Coordinates are below 2^59 (doubled ones below 2^60), so each product is below 2^122.
pub(super) fn side((from, to): Edge, position: Position) -> i128 {
    let [dx, dy] = [i128::from(to.lon) - i128::from(from.lon), i128::from(to.lat) - i128::from(from.lat)];
    let [px, py] =
        [i128::from(position.lon) - i128::from(from.lon), i128::from(position.lat) - i128::from(from.lat)];
    (dx * py - dy * px).signum()
}

pub(super) fn on_edge(edge: Edge, position: Position) -> bool {
    let (from, to) = edge;
    (from.lon.min(to.lon)..=from.lon.max(to.lon)).contains(&position.lon)
        && (from.lat.min(to.lat)..=from.lat.max(to.lat)).contains(&position.lat)
        && side(edge, position) == 0
}

/// Do two edges have a point in common?
pub(super) fn meet(one: Edge, two: Edge) -> bool {
    cross(one, two)
        || on_edge(one, two.0)
        || on_edge(one, two.1)
        || on_edge(two, one.0)
        || on_edge(two, one.1)
}

/// Do two edges cross, each going through the inside of the other?
pub(super) fn cross(one: Edge, two: Edge) -> bool {
    side(one, two.0) * side(one, two.1) < 0 && side(two, one.0) * side(two, one.1) < 0
}

/// Do two edges of one ring meet otherwise than neighbours at their corner?
fn collide(count: usize, (at, edge): (usize, Edge), (other_at, other): (usize, Edge)) -> bool {
    let (first, second, earlier, later) =
        if at < other_at { (at, other_at, edge, other) } else { (other_at, at, other, edge) };
    if second - first == 1 {
        // `earlier` ends where `later` begins; going back over itself is a collision.
        return on_edge(earlier, later.1) || on_edge(later, earlier.0);
    }
    if first == 0 && second + 1 == count {
        return on_edge(later, earlier.1) || on_edge(earlier, later.0);
    }
    meet(earlier, later)
}
