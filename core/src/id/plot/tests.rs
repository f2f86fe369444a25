use super::*;
use alloc::vec;

/// A ring of whole thousandths of a degree.
fn ring(corners: &[(i64, i64)]) -> Ring {
    let unit = DEGREE / 1000;
    Ring::new(corners.iter().map(|&(lon, lat)| Position { lon: lon * unit, lat: lat * unit }).collect())
}

#[test]
fn rings_that_meet_themselves() {
    assert_eq!(ring(&[(0, 0), (4, 0), (4, 4), (0, 4)]).crossing(), Crossing::None);
    assert_eq!(ring(&[(0, 0), (4, 4), (4, 0), (0, 4)]).crossing(), Crossing::At(0, 2));
    assert_eq!(ring(&[(0, 0), (4, 0), (2, 0)]).crossing(), Crossing::Flat);
    assert!(matches!(ring(&[(0, 0), (4, 0), (4, 4), (2, 0), (0, 4)]).crossing(), Crossing::At(0, _)));
    assert_eq!(ring(&[(0, 0), (4, 0), (2, 0), (2, 4)]).crossing(), Crossing::At(0, 1), "goes back");
    assert!(matches!(ring(&[(0, 0), (1, 1), (2, 0), (2, 2), (1, 1), (0, 2)]).crossing(), Crossing::At(..)));
    assert_eq!(ring(&[]).crossing(), Crossing::Flat);
}

#[test]
fn neighbours_touch_and_do_not_overlap() {
    let square = ring(&[(0, 0), (4, 0), (4, 4), (0, 4)]);
    let cases = [
        (vec![(4, 0), (8, 0), (8, 4), (4, 4)], Overlap::Touching, "shares an edge"),
        (vec![(4, 4), (8, 4), (8, 8)], Overlap::Touching, "shares a corner"),
        (vec![(4, 1), (8, 1), (8, 2), (4, 2)], Overlap::Touching, "shares part of an edge"),
        (vec![(5, 0), (8, 0), (8, 4)], Overlap::Apart, "lies beside it"),
        (vec![(3, 1), (8, 1), (8, 2), (3, 2)], Overlap::Overlapping, "sticks in"),
        (vec![(1, 1), (2, 1), (2, 2)], Overlap::Overlapping, "lies inside"),
        (vec![(0, 0), (4, 0), (4, 4), (0, 4)], Overlap::Overlapping, "is the same"),
        (vec![(0, 0), (4, 4), (0, 4)], Overlap::Overlapping, "lies inside along two edges"),
        (vec![(0, 0), (2, 2), (4, 0), (2, -2)], Overlap::Overlapping, "enters through corners"),
        (vec![(-4, 2), (8, 2), (2, 9)], Overlap::Overlapping, "covers it from outside"),
        (vec![(-9, -9), (9, -9), (9, 9), (-9, 9)], Overlap::Overlapping, "contains it"),
    ];
    for (corners, expected, how) in cases {
        let other = ring(&corners);
        assert_eq!(overlap(&square, &other), expected, "{how}");
        assert_eq!(overlap(&other, &square), expected, "{how}, the other way");
    }
}

#[test]
fn areas_on_the_ellipsoid() {
    // One degree by one degree between parallels, by numerical integration of the ellipsoid.
    let degree = |lat: i64| ring(&[(0, lat), (1000, lat), (1000, lat + 1000), (0, lat + 1000)]);
    assert_eq!(area_m2(&degree(0)), 12_308_463_894);
    assert_eq!(area_m2(&degree(59_500)), 6_216_722_679);
    // A thousandth of a degree at 25.8 north.
    assert_eq!(area_m2(&ring(&[(0, 25_825), (1, 25_825), (1, 25_826), (0, 25_826)])), 11_108);
}

#[test]
fn yields_by_the_mu() {
    let bounds = |text: &str| Some(text.parse::<Decimal>().unwrap());
    let mu = Ratio::new(2000, 3).unwrap();
    let judge =
        |kilograms: &str| plausible_yield(kilograms.parse().unwrap(), mu, bounds("200"), bounds("600"));
    assert_eq!(judge("600"), Plausible::Yes);
    assert_eq!(judge("600.01"), Plausible::TooMuch);
    assert_eq!(judge("199.99"), Plausible::TooLittle);
}
