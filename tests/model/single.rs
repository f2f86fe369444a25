//! Gaps of single lots, by trying every pair of events. There are only object and transformation events.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use terroir::trace::vocabulary::{self, Stage};

/// Code, lot (nothing where it is about the event) and how much is unexplained.
pub type Gap = (&'static str, String, String);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doing {
    Made,
    Used,
    Lost,
    Shipped,
    Received,
    Sold,
    Handled,
    Seen,
}
use Doing::*;

/// Number of the event, what it does with a lot, and how much of it: amount and unit.
type Move<'v> = (usize, Doing, Option<(i64, &'v str)>);
type Sums = BTreeMap<String, i64>;

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or("")
}

fn act(event: &Value) -> &str {
    text(event, "terroir:act")
}

fn doing(event: &Value, list: &str) -> Doing {
    match list {
        "inputQuantityList" => return Used,
        "outputQuantityList" => return Made,
        _ => {}
    }
    match if act(event).is_empty() { text(event, "bizStep") } else { act(event) } {
        "ship" | "shipping" => Shipped,
        "receive" | "receiving" => Received,
        "sell" => Sold,
        "lose" => Lost,
        _ => match text(event, "action") {
            "ADD" => Made,
            "DELETE" => Lost,
            _ => match vocabulary::act(act(event)).map(|act| act.stage) {
                Some(Stage::Grow | Stage::State) => Seen,
                Some(_) => Handled,
                None if text(event, "bizStep") == "storing" => Handled,
                None => Seen,
            },
        },
    }
}

fn bare(name: &str) -> &str {
    name.trim_start_matches("https://x.example/")
}

/// What events do with lots, in time.
fn moves(events: &[Value]) -> BTreeMap<&str, Vec<Move<'_>>> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|at| (text(&events[*at], "eventTime"), events[*at].to_string()));
    let mut moves: BTreeMap<&str, Vec<Move<'_>>> = BTreeMap::new();
    for at in order {
        for list in ["quantityList", "inputQuantityList", "outputQuantityList"] {
            for item in events[at][list].as_array().into_iter().flatten() {
                let unit = item["uom"].as_str().unwrap_or("H87");
                let amount = item["quantity"].as_i64().map(|amount| (amount, unit));
                let own = moves.entry(bare(text(item, "epcClass"))).or_default();
                own.push((at, doing(&events[at], list), amount));
            }
        }
    }
    moves
}

fn of<'m, 'v>(moves: &'m [Move<'v>], wanted: &[Doing]) -> Vec<&'m Move<'v>> {
    moves.iter().filter(|(_, doing, _)| wanted.contains(doing)).collect()
}

/// By unit; and whether there is something, all of it known.
fn sum(moves: &[&Move<'_>]) -> (Sums, bool) {
    let mut sums = Sums::new();
    for (amount, unit) in moves.iter().filter_map(|(.., amount)| *amount) {
        *sums.entry(unit.to_owned()).or_default() += amount;
    }
    (sums, !moves.is_empty() && moves.iter().all(|(.., amount)| amount.is_some()))
}

/// What there is more of, of what both have.
fn beyond(one: &Sums, other: &Sums) -> Vec<(String, i64)> {
    let more = one.iter().filter_map(|(unit, amount)| Some((unit.clone(), amount - other.get(unit)?)));
    more.filter(|(_, more)| *more > 0).collect()
}

/// The gaps of all lots, in the order of codes and names.
#[must_use]
pub fn gaps(events: &[Value]) -> Vec<Gap> {
    let mut found = Vec::new();
    for (lot, moves) in moves(events) {
        let model = Model { events, moves };
        let all = [model.ways(), model.shipments(), model.amounts()].concat();
        found.extend(all.into_iter().map(|(code, amount)| (code, lot.to_owned(), amount)));
    }
    for event in events.iter().filter(|event| event["type"] == "TransformationEvent") {
        let own: Vec<Move<'_>> = moves(std::slice::from_ref(event)).into_values().flatten().collect();
        let ((into, complete), (out, _)) = (sum(&of(&own, &[Used])), sum(&of(&own, &[Made])));
        for (unit, more) in beyond(&out, &into).into_iter().filter(|_| complete) {
            found.push(("more-out-than-in", String::new(), format!("{more} {unit}")));
        }
    }
    found.sort();
    found
}

type Found = Vec<(&'static str, String)>;

/// One lot.
struct Model<'v> {
    events: &'v [Value],
    moves: Vec<Move<'v>>,
}

impl<'v> Model<'v> {
    fn of(&self, wanted: &[Doing]) -> Vec<&Move<'v>> {
        of(&self.moves, wanted)
    }

    fn earlier(&self, one: &Move<'_>, two: &Move<'_>) -> bool {
        text(&self.events[one.0], "eventTime") < text(&self.events[two.0], "eventTime")
    }

    fn acts(&self, wanted: &[&str]) -> Vec<&Move<'v>> {
        self.moves.iter().filter(|(at, ..)| wanted.contains(&act(&self.events[*at]))).collect()
    }

    fn ways(&self) -> Found {
        let mut found = Vec::new();
        let mut find = |found_it: bool, code| {
            if found_it {
                found.push((code, String::new()));
            }
        };
        let has = |wanted: &[Doing]| !self.of(wanted).is_empty();
        find(has(&[Used]) && !has(&[Made, Received]), "origin-unrecorded");
        find(has(&[Made]) && !has(&[Used, Lost, Shipped, Received, Sold, Handled]), "never-seen-again");
        let after = self.of(&[Used, Shipped, Received, Sold]);
        let early = |made: &&Move<'_>| after.iter().any(|moved| self.earlier(moved, made));
        find(self.of(&[Made]).first().is_some_and(early), "before-it-was-made");
        let gone = self.of(&[Lost]).into_iter().find(|(.., amount)| amount.is_none());
        let others = self.of(&[Made, Used, Shipped, Received, Sold, Handled]);
        let later = |gone: &Move<'_>| others.iter().any(|other| self.earlier(gone, other));
        find(gone.is_some_and(later), "after-its-end");
        let grown = self.acts(&["plant", "weed"]);
        let late = |last: &&Move<'_>| grown.iter().any(|grown| self.earlier(last, grown));
        find(self.acts(&["harvest"]).last().is_some_and(late), "grown-after-gathered");
        found
    }

    /// Each receipt is that of the first shipment before it that has none.
    fn shipments(&self) -> Found {
        let mut taken = BTreeSet::new();
        let mut early = Vec::new();
        for (at, receipt) in self.moves.iter().enumerate().filter(|(_, moved)| moved.1 == Received) {
            match (0..at).find(|at| self.moves[*at].1 == Shipped && !taken.contains(at)) {
                Some(free) => _ = taken.insert(free),
                None => early.push(receipt),
            }
        }
        let open =
            self.moves.iter().enumerate().filter(|(at, moved)| moved.1 == Shipped && !taken.contains(at));
        let open: Vec<&Move<'_>> = open.map(|(_, moved)| moved).collect();
        let pairs = early.len().min(open.len());
        let mut found = Vec::new();
        for (receipt, shipment) in early.iter().zip(&open) {
            if self.earlier(receipt, shipment) {
                found.push(("received-before-shipped", String::new()));
            }
        }
        found.extend(early[pairs..].iter().map(|_| ("received-never-shipped", String::new())));
        let last = self.of(&[Made, Used, Lost, Received, Sold, Handled]).pop();
        for shipment in &open[pairs..] {
            let went_on = last.is_some_and(|last| self.earlier(shipment, last));
            found.push((
                if went_on { "receipt-not-recorded" } else { "shipped-never-received" },
                String::new(),
            ));
        }
        found
    }

    fn amounts(&self) -> Found {
        let mut found = Vec::new();
        let total = |wanted: &[Doing]| sum(&self.of(wanted));
        let (came, whole) = if self.of(&[Made]).is_empty() { total(&[Received]) } else { total(&[Made]) };
        let (out, _) = total(&[Used, Sold, Lost]);
        if whole {
            let more = beyond(&out, &came).into_iter();
            found.extend(more.map(|(unit, more)| ("more-out-than-in", format!("{more} {unit}"))));
            if !out.is_empty() && !out.keys().any(|unit| came.contains_key(unit)) {
                found.push(("not-comparable", String::new()));
            }
        }
        let ((shipped, all_shipped), (received, all_received)) = (total(&[Shipped]), total(&[Received]));
        let as_many = self.of(&[Shipped]).len() == self.of(&[Received]).len();
        if !as_many || !all_shipped || !all_received {
            return found;
        }
        let more = beyond(&received, &shipped).into_iter();
        found.extend(more.map(|(unit, more)| ("more-received", format!("{more} {unit}"))));
        let (lost, _) = total(&[Lost]);
        for (unit, less) in beyond(&shipped, &received) {
            let unexplained = less - lost.get(&unit).unwrap_or(&0);
            if unexplained > 0 {
                found.push(("less-received", format!("{unexplained} {unit}")));
            }
        }
        found
    }
}
