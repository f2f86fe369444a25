//! Laws of the codes of a lot: distances, and which units got a code.

use proptest::prelude::*;
use std::collections::BTreeSet;
use terroir::base::decimal::Decimal;
use terroir::passport::codes::{Issued, Limits, Place, Position, Question, Range, Scan, check};
use terroir::proof::Moment;
use terroir_tests::model::codes;

const LOT: &str = "t/coop.example/TEA-01/S26";

/// Degrees in millionths.
fn position((latitude, longitude): (i32, i32)) -> Position {
    let degrees = |micro: i32| Decimal::new(i128::from(micro), 6).unwrap();
    Position::new(degrees(latitude), degrees(longitude)).unwrap()
}

fn place() -> impl Strategy<Value = (i32, i32)> {
    (-90_000_000..=90_000_000, -180_000_000..=180_000_000)
}

fn codes_of(issued: &Issued<'_>, scans: &[Scan<'_>]) -> Vec<String> {
    let question = Question { lot: LOT, issued, scans, distances: &[], limits: Limits::default(), now: None };
    check(&question).findings.iter().map(|one| format!("{} {}", one.code, one.found)).collect()
}

fn scan(unit: &str) -> Scan<'_> {
    Scan { lot: None, unit: Some(unit), at: Moment::from_seconds(0), place: None, last: false }
}

proptest! {
    /// A distance in whole numbers is the one of floating-point trigonometry, rounded down.
    #[test]
    fn kilometres_agree_with_the_model(one in place(), other in place()) {
        let degrees = |(a, b): (i32, i32)| (f64::from(a) / 1e6, f64::from(b) / 1e6);
        let wanted = codes::kilometres(degrees(one), degrees(other));
        let found = f64::from(position(one).kilometres_to(&position(other)));
        prop_assert!(found - 0.001 <= wanted && wanted < found + 1.001, "{} {}", found, wanted);
    }

    /// Distance is symmetric, and zero from a place to itself.
    #[test]
    fn distance_is_symmetric(one in place(), other in place()) {
        let (one, other) = (position(one), position(other));
        prop_assert_eq!(one.kilometres_to(&other), other.kilometres_to(&one));
        prop_assert_eq!(one.kilometres_to(&one), 0);
    }

    /// A scanned unit got no code exactly if no list and no range holds it, and the check says twice of no unit that the
    /// model has once.
    #[test]
    fn units_agree_with_the_model(
        units in prop::collection::vec(0..60_u32, 0..8),
        ranges in prop::collection::vec((0..60_u32, 0..9_u32), 0..6),
        scanned in 0..60_u32,
    ) {
        let ranges: Vec<(u32, u32)> = ranges.iter().map(|(first, more)| (*first, first + more)).collect();
        let text = |number: u32| format!("{number:02}");
        let unit_texts: Vec<String> = units.iter().map(|unit| text(*unit)).collect();
        let range_texts: Vec<(String, String)> =
            ranges.iter().map(|(first, last)| (text(*first), text(*last))).collect();
        let issued = Issued::of(
            unit_texts.iter().map(String::as_str).collect(),
            range_texts.iter().map(|(first, last)| Range::new(first, last).unwrap()).collect(),
        );
        let (known, twice) = codes::issued(&units, &ranges);
        let scanned_text = text(scanned);
        let found = codes_of(&issued, &[scan(&scanned_text)]);
        let unissued = found.contains(&format!("scan-of-unissued-code {scanned_text}"));
        prop_assert_eq!(unissued, !known.is_empty() && !known.contains(&scanned));
        let told: BTreeSet<u32> =
            found.iter().filter_map(|one| one.strip_prefix("code-issued-twice ")?.parse().ok()).collect();
        prop_assert!(told.is_subset(&twice), "{:?} {:?}", told, twice);
        prop_assert_eq!(told.is_empty(), twice.is_empty());
    }

    /// The order of the scan log changes nothing but places, and a unit that never moves is never too far apart.
    #[test]
    fn the_order_of_scans_does_not_matter(times in prop::collection::vec(0..1_000_000_i64, 2..6), at in place()) {
        let place = Some(Place::Position(position(at)));
        let scans: Vec<Scan<'_>> = times
            .iter()
            .map(|time| Scan { at: Moment::from_seconds(*time), place, ..scan("7") })
            .collect();
        let mut turned = scans.clone();
        turned.reverse();
        let mut issued = Issued::default();
        issued.count = Some(1);
        prop_assert_eq!(codes_of(&issued, &scans), Vec::<String>::new());
        prop_assert_eq!(codes_of(&issued, &turned), Vec::<String>::new());
    }
}
