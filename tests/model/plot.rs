//! Plots by the slow way: fractions for crossings, sampling for what is inside.
#![expect(clippy::indexing_slicing, reason = "places are counted from the lengths themselves")]

/// A corner on a small grid.
pub type Corner = (i64, i64);

fn edges(ring: &[Corner]) -> Vec<(Corner, Corner)> {
    (0..ring.len()).map(|at| (ring[at], ring[(at + 1) % ring.len()])).collect()
}

/// The points that two edges have in common, as fractions of the way along the first: a range of numerators over
/// a denominator, or none.
fn common((a, b): (Corner, Corner), (c, d): (Corner, Corner)) -> Option<((i64, i64), i64)> {
    let (r, s) = ((b.0 - a.0, b.1 - a.1), (d.0 - c.0, d.1 - c.1));
    let q = (c.0 - a.0, c.1 - a.1);
    let cross = |u: (i64, i64), v: (i64, i64)| u.0 * v.1 - u.1 * v.0;
    let dot = |u: (i64, i64), v: (i64, i64)| u.0 * v.0 + u.1 * v.1;
    let mut below = cross(r, s);
    if below != 0 {
        let (mut t, mut u) = (cross(q, s), cross(q, r));
        if below < 0 {
            (below, t, u) = (-below, -t, -u);
        }
        return ((0..=below).contains(&t) && (0..=below).contains(&u)).then_some(((t, t), below));
    }
    if cross(q, r) != 0 {
        return None;
    }
    let below = dot(r, r);
    let (from, to) = (dot(q, r), dot((d.0 - a.0, d.1 - a.1), r));
    let (low, high) = (from.min(to).max(0), from.max(to).min(below));
    (low <= high).then_some(((low, high), below))
}

/// Whether a ring meets itself anywhere but where neighbours join. Corners must differ from their neighbours.
#[must_use]
pub fn meets_itself(ring: &[Corner]) -> bool {
    let edges = edges(ring);
    let count = edges.len();
    (0..count).any(|one| {
        (one + 1..count).any(|two| match common(edges[one], edges[two]) {
            None => false,
            Some((at, below)) if two == one + 1 => count == 2 || at != (below, below),
            Some((at, _)) if one == 0 && two + 1 == count => at != (0, 0),
            Some(_) => true,
        })
    })
}

/// Whether a point, in sixteenths of the grid, is strictly inside a ring: its angle is summed by quadrants.
fn inside(ring: &[Corner], point: Corner) -> bool {
    let relative: Vec<Corner> = ring.iter().map(|c| (c.0 * 16 - point.0, c.1 * 16 - point.1)).collect();
    let quadrant = |c: &Corner| match (c.0 >= 0, c.1 >= 0) {
        (true, true) => 0_i64,
        (false, true) => 1,
        (false, false) => 2,
        (true, false) => 3,
    };
    let mut winding = 0;
    for at in 0..relative.len() {
        let (from, to) = (relative[at], relative[(at + 1) % relative.len()]);
        let cross = from.0 * to.1 - from.1 * to.0;
        let between =
            from.0.min(to.0) <= 0 && from.0.max(to.0) >= 0 && from.1.min(to.1) <= 0 && from.1.max(to.1) >= 0;
        if cross == 0 && between {
            return false;
        }
        winding += match (quadrant(&to) - quadrant(&from)).rem_euclid(4) {
            1 => 1,
            3 => -1,
            2 => {
                if cross > 0 {
                    2
                } else {
                    -2
                }
            }
            _ => 0,
        };
    }
    winding != 0
}

/// Whether some point of a fine grid is inside both: then they overlap. (The converse may miss slivers.)
#[must_use]
pub fn share_a_sample(one: &[Corner], two: &[Corner], size: i64) -> bool {
    (0..=size * 16).any(|x| (0..=size * 16).any(|y| inside(one, (x, y)) && inside(two, (x, y))))
}
