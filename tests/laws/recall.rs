//! Laws of recall: bounds are those of all possible worlds, and nothing suspect is left out.

use proptest::prelude::*;
use serde_json::{Value, json};
use terroir::{
    base::quantity::Quantity,
    trace::{
        history::{History, View},
        recall::{Lot, Part, Recall, Suspect},
    },
};
use terroir_tests::model::recall::{Network, Step};

fn kilograms(lot: usize, amount: u8) -> Value {
    json!({"epcClass": format!("urn:lot:{lot}"), "quantity": amount, "uom": "KGM"})
}

fn events(network: &Network) -> Vec<Value> {
    let mut events: Vec<Value> = Vec::new();
    for (lot, (amount, _)) in network.first.iter().enumerate() {
        events.push(json!({"type": "ObjectEvent", "action": "ADD", "eventTime": "2026-05-01T00:00:00Z",
            "quantityList": [kilograms(lot, *amount)]}));
    }
    let mut lots = network.first.len();
    for (number, step) in network.steps.iter().enumerate() {
        let inputs: Vec<_> = step.inputs.iter().map(|(lot, amount)| kilograms(*lot, *amount)).collect();
        let outputs: Vec<_> =
            step.outputs.iter().zip(lots..).map(|(amount, lot)| kilograms(lot, *amount)).collect();
        lots += outputs.len();
        events.push(
            json!({"type": "TransformationEvent", "eventTime": format!("2026-05-02T00:{number:02}:00Z"),
            "inputQuantityList": inputs, "outputQuantityList": outputs}),
        );
    }
    events
}

fn history(events: &[Value]) -> History {
    let mut history = History::new();
    history.append(Value::from(events.to_vec()).to_string()).unwrap();
    history
}

fn suspects(network: &Network) -> Vec<String> {
    let suspect = network.first.iter().enumerate().filter(|(_, (_, suspect))| *suspect);
    suspect.map(|(lot, _)| format!("urn:lot:{lot}")).collect()
}

fn recall<'h>(history: &'h History, names: &[String]) -> (View<'h>, Recall) {
    let view = View::new(history);
    let suspects: Vec<_> = names.iter().map(|name| Suspect::id(name)).collect();
    let recall = Recall::of(&view, &suspects, &Default::default());
    (view, recall)
}

fn number(quantity: Option<Quantity>) -> i128 {
    let quantity = quantity.unwrap();
    assert_eq!(quantity.unit.code(), "KGM");
    quantity.value.normalized().coefficient() * 10_i128.pow(0)
        / 10_i128.pow(u32::from(quantity.value.normalized().scale()))
}

/// Networks of a few kilograms.
fn network() -> impl Strategy<Value = Network> {
    let first = prop::collection::vec((1u8..5, any::<bool>()), 1..4);
    let picks = prop::collection::vec(
        (prop::collection::vec((any::<u8>(), 1u8..4), 1..4), prop::collection::vec(1u8..4, 1..3)),
        0..4,
    );
    (first, picks).prop_map(|(first, picks)| {
        let mut left: Vec<u8> = first.iter().map(|(amount, _)| *amount).collect();
        let mut steps = Vec::new();
        for (inputs, outputs) in picks {
            let mut step = Step { inputs: Vec::new(), outputs: Vec::new() };
            for (pick, amount) in inputs {
                let lot = usize::from(pick) % left.len();
                let amount = amount.min(left[lot]);
                if amount > 0 && step.inputs.iter().all(|(other, _)| *other != lot) {
                    left[lot] -= amount;
                    step.inputs.push((lot, amount));
                }
            }
            let mut room: u8 = step.inputs.iter().map(|(_, amount)| *amount).sum();
            for amount in outputs {
                let amount = amount.min(room);
                if amount > 0 {
                    room -= amount;
                    step.outputs.push(amount);
                }
            }
            if !step.outputs.is_empty() {
                left.extend(&step.outputs);
                steps.push(step);
            }
        }
        Network { first, steps }
    })
}

proptest! {
    /// No possible world lies outside the bounds; and where no parts are joined again, the bounds are worlds.
    #[test]
    fn bounds_hold_in_every_possible_world(network in network()) {
        let history = history(&events(&network));
        let (_, recall) = recall(&history, &suspects(&network));
        let worlds = network.bounds();
        for (lot, (least, most)) in worlds.iter().enumerate() {
            let thing = history.thing(&format!("urn:lot:{lot}")).unwrap();
            let Some(found) = recall.lots.iter().find(|found| found.thing == thing) else {
                prop_assert_eq!(*most, 0, "lot {} is left out", lot);
                continue;
            };
            let (lower, upper) = (number(found.lower), number(found.upper));
            prop_assert!(lower <= i128::from(*least), "lot {lot}: {lower} > {least}");
            prop_assert!(upper >= i128::from(*most), "lot {lot}: {upper} < {most}");
            if network.is_tree() {
                prop_assert_eq!((lower, upper), (i128::from(*least), i128::from(*most)), "lot {}", lot);
            }
        }
    }

    /// A lower bound is never above its upper bound, nor that above the total; and all of a suspect lot is suspect.
    #[test]
    fn bounds_are_in_order_and_the_whole_of_a_suspect_lot_is_covered(network in network()) {
        let history = history(&events(&network));
        let (_, recall) = recall(&history, &suspects(&network));
        for lot in &recall.lots {
            prop_assert!(number(lot.lower) <= number(lot.upper) && number(lot.upper) <= number(lot.total));
            if lot.part == Part::Suspect {
                prop_assert!(lot.whole && number(lot.lower) == number(lot.total));
            }
        }
        let covered = recall.lots.iter().filter(|lot| lot.part == Part::Suspect).count();
        prop_assert_eq!(covered, suspects(&network).len());
    }

    /// Events of other goods change nothing, wherever they stand.
    #[test]
    fn what_is_unrelated_changes_nothing(network in network(), other in network(), at in any::<prop::sample::Index>()) {
        let own = events(&network);
        let foreign: Vec<Value> = serde_json::from_str(&Value::from(events(&other)).to_string().replace("urn:lot:", "urn:other:")).unwrap();
        let mut both = own.clone();
        let place = at.index(both.len() + 1);
        both.splice(place..place, foreign);
        let shown = |events: &[Value]| {
            let history = history(events);
            let (_, recall) = recall(&history, &suspects(&network));
            let mut lots: Vec<_> =
                recall.lots.iter().map(|lot| (history.name_of(lot.thing).to_owned(), Lot { thing: recall.lots[0].thing, ..lot.clone() })).map(|(name, lot)| (name, format!("{:?}", (lot.part, lot.total, lot.whole, lot.lower, lot.upper)))).collect();
            lots.sort();
            lots
        };
        prop_assert_eq!(shown(&own), shown(&both));
    }

    /// More suspicion never leaves out what less suspicion covers, and never lowers an upper bound.
    #[test]
    fn more_suspicion_covers_more(network in network(), more in any::<prop::sample::Index>()) {
        let history = history(&events(&network));
        let less = suspects(&network);
        let mut names = less.clone();
        names.push(format!("urn:lot:{}", more.index(network.first.len())));
        let (_, small) = recall(&history, &less);
        let (_, large) = recall(&history, &names);
        for lot in &small.lots {
            let found = large.lots.iter().find(|found| found.thing == lot.thing);
            prop_assert!(found.is_some_and(|found| number(found.upper) >= number(lot.upper)));
        }
    }

    /// A recall that ends at a limit ends at the same lots, in whatever order the events arrive.
    #[test]
    fn a_limit_cuts_at_the_same_lots(
        network in network(),
        turn in any::<prop::sample::Index>(),
        lots in 1usize..5,
        named in any::<bool>(),
    ) {
        let events = events(&network);
        let mut turned = events.clone();
        turned.rotate_left(turn.index(events.len()));
        turned.reverse();
        let suspects: Vec<Value> = if named {
            suspects(&network).iter().map(|id| json!({"id": id})).collect()
        } else {
            vec![json!({"from": "2026-05-02T00:00:00Z"})]
        };
        prop_assume!(!suspects.is_empty());
        let ask = |events: &[Value]| {
            let request = json!({"document": events, "suspects": suspects, "limits": {"lots": lots}});
            let answer = terroir::api::call("recall", &request.to_string());
            let mut answer: Value = serde_json::from_str(&answer).unwrap();
            for lot in answer["ok"]["lots"].as_array_mut().unwrap() {
                lot.as_object_mut().unwrap().remove("holders");
            }
            (answer["ok"]["lots"].clone(), answer["ok"]["truncated"].clone())
        };
        prop_assert_eq!(ask(&events), ask(&turned));
    }
}
