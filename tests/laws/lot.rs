//! Laws of lots: what went in is what came out and what is left.

use proptest::prelude::*;
use terroir::{
    base::{
        amount::Amount,
        decimal::Decimal,
        quantity::Quantity,
        ratio::Ratio,
        unit::{Dimension, Unit},
    },
    digest::json,
    id::local::LotName,
    lot::{
        Ledger, Loss, Lot, LotError, Move, MoveKind, Output, Part, Recipe, Source, State, merge, transform,
    },
};
use terroir_tests::model::lot as model;

fn name(kind: &str, number: usize) -> LotName {
    format!("t/coop.example/{kind}/{number}").parse().unwrap()
}

/// So many grams, written in one of several units.
fn grams(grams: u64, unit: usize) -> Amount {
    let (digits, code) = [(0, "GRM"), (3, "KGM"), (6, "TNE")][unit % 3];
    let value = Decimal::new(i128::from(grams), digits).unwrap();
    Amount::new(&[Quantity::new(value, code.parse().unwrap())]).unwrap()
}

fn in_grams(amount: &Amount) -> u64 {
    let quantity = amount.quantities().next().unwrap().convert(Unit::GRAM).unwrap();
    quantity.value.normalized().coefficient().try_into().unwrap()
}

proptest! {
    /// A ledger in any mixture of units is that of bare grams, and a refused move leaves it as it was.
    #[test]
    fn ledgers_agree_with_the_model(begin in 1u64..1_000_000, moves in prop::collection::vec((any::<bool>(), 0u64..600_000, 0usize..3), 0..20), unit in 0usize..3) {
        let mut ledger = Ledger::new(Move::new(MoveKind::Made, grams(begin, unit))).unwrap();
        let bare: Vec<(bool, u64)> = moves.iter().map(|(comes_in, grams, _)| (*comes_in, *grams)).collect();
        for ((comes_in, size, unit), expected) in moves.into_iter().zip(model::left(begin, &bare)) {
            let before = ledger.clone();
            let kind = if comes_in { MoveKind::Found } else { MoveKind::Lost };
            let accepted = ledger.apply(Move::new(kind, grams(size, unit))).is_ok();
            prop_assert_eq!(accepted, expected.is_some());
            match expected {
                Some(left) => prop_assert_eq!(in_grams(ledger.left()), left),
                None => prop_assert_eq!(&ledger, &before),
            }
        }
        let sum = |kind| in_grams(&ledger.sum(kind).unwrap());
        prop_assert_eq!(sum(MoveKind::Made) + sum(MoveKind::Found) - sum(MoveKind::Lost), in_grams(ledger.left()));
    }

    /// Splitting loses nothing: the parts, the losses and the rest are the whole; where it is refused nothing changed.
    #[test]
    fn splitting_loses_nothing(whole in 1u64..1_000_000, parts in prop::collection::vec((0u64..400_000, 0usize..3), 1..8), lost in 0u64..1000, unit in 0usize..3) {
        let mut lot = Lot::made(name("whole", 0), grams(whole, unit)).unwrap();
        let before = lot.clone();
        let wanted: Vec<Part> = parts.iter().enumerate().map(|(at, (size, unit))| Part::new(name("part", at), grams(*size, *unit))).collect();
        let losses: Vec<Loss> = if lost > 0 { vec![Loss { why: "drying".into(), amount: grams(lost, 0) }] } else { vec![] };
        let asked: u64 = parts.iter().map(|part| part.0).sum::<u64>() + lost;
        match lot.split(&wanted, &losses, None) {
            Ok(lots) => {
                let sum: u64 = lots.iter().map(|lot| in_grams(lot.left())).sum();
                prop_assert_eq!(sum + lost + in_grams(lot.left()), whole);
                prop_assert_eq!(lot.state() == State::Consumed, asked == whole);
            }
            Err(_) => {
                prop_assert!(asked > whole || parts.iter().any(|part| part.0 == 0));
                prop_assert_eq!(lot, before);
            }
        }
    }

    /// Merging loses nothing, whatever the order of the sources; and what was merged and split again is there again.
    #[test]
    fn merging_loses_nothing(sources in prop::collection::vec((1u64..1_000_000, 0usize..3, prop::option::of(1u64..1_000_000)), 1..8)) {
        let mut lots: Vec<Source> = sources.iter().enumerate().map(|(at, (size, unit, take))| Source {
            lot: Lot::made(name("source", at), grams(*size, *unit)).unwrap(),
            take: take.map(|take| grams(take, 1)),
        }).collect();
        let before = lots.clone();
        let fits = sources.iter().all(|(size, _, take)| take.is_none_or(|take| take <= *size));
        match merge(&name("merged", 0), &mut lots, None, None) {
            Ok(mut merged) => {
                prop_assert!(fits);
                let taken: u64 = sources.iter().map(|(size, _, take)| take.unwrap_or(*size)).sum();
                let whole: u64 = sources.iter().map(|(size, ..)| *size).sum();
                prop_assert_eq!(in_grams(merged.left()), taken);
                prop_assert_eq!(lots.iter().map(|source| in_grams(source.lot.left())).sum::<u64>() + taken, whole);
                let mut turned = before.clone();
                turned.reverse();
                let other = merge(&name("merged", 0), &mut turned, None, None).unwrap();
                prop_assert_eq!(in_grams(other.left()), taken);
                let again = merged.split(&[Part::new(name("again", 0), *other.left())], &[], None).unwrap();
                prop_assert_eq!(in_grams(again[0].left()), taken);
                prop_assert_eq!(merged.state(), State::Consumed);
            }
            Err(_) => {
                prop_assert!(!fits);
                prop_assert_eq!(lots, before);
            }
        }
    }

    /// A transformation is done exactly if mass in is mass out and loss; else the difference is named, and nothing changed.
    #[test]
    fn transformations_balance(inputs in prop::collection::vec((1u64..100_000, 0usize..3), 1..5), outputs in prop::collection::vec((1u64..100_000, 0usize..3, any::<bool>()), 1..5), balanced in any::<bool>()) {
        let mut sources: Vec<Source> = inputs.iter().enumerate().map(|(at, (size, unit))| Source {
            lot: Lot::made(name("in", at), grams(*size, *unit)).unwrap(),
            take: None,
        }).collect();
        let before = sources.clone();
        let taken: u64 = inputs.iter().map(|input| input.0).sum();
        let made: u64 = outputs.iter().map(|output| output.0).sum();
        let outputs: Vec<Output> = outputs.iter().enumerate().map(|(at, (size, unit, by_product))| Output {
            lot: name("out", at), amount: grams(*size, *unit), product: None, by_product: *by_product, made_on: None, last_day: None,
            reference: None, ext: None,
        }).collect();
        let losses: Vec<Loss> = if balanced && taken > made { vec![Loss { why: "dust".into(), amount: grams(taken - made, 2) }] } else { vec![] };
        let lost = if losses.is_empty() { 0 } else { taken - made };
        let recipe = Recipe { act: Some("urn:act:1"), added: &[], outputs: &outputs, losses: &losses, conserved: Dimension::Mass, at: None };
        match transform(&mut sources, &recipe) {
            Ok(done) => {
                prop_assert_eq!(taken, made + lost);
                prop_assert_eq!(done.lots.iter().map(|lot| in_grams(lot.left())).sum::<u64>() + lost, taken);
                prop_assert!(sources.iter().all(|source| source.lot.state() == State::Consumed));
            }
            Err(LotError::Unbalanced { difference }) => {
                let expected = Ratio::new(i128::from(taken) - i128::from(made + lost), 1000).unwrap();
                prop_assert_eq!(difference, expected);
                prop_assert_eq!(sources, before);
            }
            Err(error) => prop_assert!(false, "{}", error),
        }
    }

    /// A lot that is written down and read again is the same lot.
    #[test]
    fn lots_come_back(size in 1u64..1_000_000, sold in 0u64..1_000_000, unit in 0usize..3) {
        let mut lot = Lot::made(name("lot", 1), grams(size, unit)).unwrap().of(Some("TEA".into()));
        let _ = lot.record(Move::new(MoveKind::Issued, grams(sold, 1)));
        let text = json::to_string(&lot).unwrap();
        let document = json::read(text.as_bytes()).unwrap();
        let again: Lot = json::from_value(document.root()).unwrap();
        prop_assert_eq!(json::to_string(&again).unwrap(), text);
        prop_assert_eq!(again, lot);
    }
}
