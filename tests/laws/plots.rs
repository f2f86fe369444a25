//! Laws of plots, and the fast way against the slow one.

use proptest::prelude::*;
use terroir::id::plot::{Crossing, DEGREE, Overlap, Position, Ring, area_m2, overlap};
use terroir_tests::model::plot::{Corner, meets_itself, share_a_sample};

fn ring(corners: &[Corner], unit: i64) -> Ring {
    Ring::new(corners.iter().map(|&(lon, lat)| Position { lon: lon * unit, lat: lat * unit }).collect())
}

/// Corners on a small grid, neighbours different.
fn corners(size: i64, most: usize) -> impl Strategy<Value = Vec<Corner>> {
    prop::collection::vec((0..=size, 0..=size), 3..=most).prop_map(|mut corners| {
        corners.dedup();
        while corners.len() > 1 && corners.first() == corners.last() {
            corners.pop();
        }
        corners
    })
}

fn simple(size: i64) -> impl Strategy<Value = Vec<Corner>> {
    corners(size, 6).prop_filter("meets itself", |corners| ring(corners, 1).crossing() == Crossing::None)
}

proptest! {
    /// A ring crosses itself exactly if fractions say so, at any scale.
    #[test]
    fn crossings_are_exact(corners in corners(5, 8), large in any::<bool>()) {
        prop_assume!(corners.len() >= 3);
        let found = ring(&corners, if large { 35 * DEGREE } else { 1 }).crossing();
        if found == Crossing::Flat {
            prop_assert!(meets_itself(&corners));
        } else {
            prop_assert_eq!(found != Crossing::None, meets_itself(&corners));
        }
    }

    /// Where a ring begins and which way it runs changes neither its crossing nor its area.
    #[test]
    fn a_ring_has_no_beginning(corners in simple(6), turn in 0_usize..6) {
        let mut other = corners.clone();
        let turn = turn % other.len();
        other.rotate_left(turn);
        other.reverse();
        let unit = DEGREE / 1000;
        prop_assert_eq!(ring(&other, unit).crossing(), Crossing::None);
        prop_assert!(area_m2(&ring(&other, unit)).abs_diff(area_m2(&ring(&corners, unit))) <= 1);
    }

    /// Overlap is mutual, a plot overlaps itself, and a point inside both is an overlap.
    #[test]
    fn overlap_is_mutual_and_true(one in simple(5), two in simple(5)) {
        let (a, b) = (ring(&one, 1), ring(&two, 1));
        let how = overlap(&a, &b);
        prop_assert_eq!(how, overlap(&b, &a));
        prop_assert_eq!(overlap(&a, &a), Overlap::Overlapping);
        if share_a_sample(&one, &two, 5) {
            prop_assert_eq!(how, Overlap::Overlapping);
        }
    }

    /// Rectangles overlap exactly if both their sides do, and touch exactly if they only meet.
    #[test]
    fn rectangles_are_known(a in (0_i64..9, 0_i64..9, 1_i64..5, 1_i64..5), b in (0_i64..9, 0_i64..9, 1_i64..5, 1_i64..5)) {
        let square = |(x, y, w, h): (i64, i64, i64, i64)| ring(&[(x, y), (x + w, y), (x + w, y + h), (x, y + h)], 7);
        let gap = |from: i64, size: i64, other: i64, other_size: i64| (from + size).min(other + other_size) - from.max(other);
        let (across, up) = (gap(a.0, a.2, b.0, b.2), gap(a.1, a.3, b.1, b.3));
        let expected = match across.min(up) {
            1.. => Overlap::Overlapping,
            0 => Overlap::Touching,
            _ => Overlap::Apart,
        };
        prop_assert_eq!(overlap(&square(a), &square(b)), expected);
    }
}
