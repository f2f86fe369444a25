//! Gaps in what is known of single lots, items and containers: dead ends, shipments without receipt, quantities that do not
//! add up, an order that cannot be.

use super::{
    gap::{Found, Gap, GapCode},
    record::{Fields, Record, Records},
};
use crate::{
    base::{quantity::Quantity, unit::Unit},
    trace::{
        Action, EventType,
        history::{Amount, EventId, History, Kind, Mention, Role, Thing, kind_of},
        vocabulary::Stage,
    },
};
use alloc::{string::String, vec::Vec};

/// What an event does with a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Made,
    Filled,
    Used,
    Lost,
    Shipped,
    Received,
    Sold,
    /// Handled in some other way on its way.
    Handled,
    /// Looked at, tested, certified, grown.
    Seen,
}

fn doing(record: &Record<'_>, role: Role) -> Option<Doing> {
    match role {
        Role::Input => return Some(Doing::Used),
        Role::Output => return Some(Doing::Made),
        // A transformation says the same among its inputs.
        Role::Ingredient => return (record.kind != EventType::Transformation).then_some(Doing::Used),
        Role::Observed | Role::Child | Role::Parent => {}
        _ => return None,
    }
    let step = if record.act_name().is_empty() { record.biz_step() } else { record.act_name() };
    Some(match step {
        "ship" | "shipping" => Doing::Shipped,
        "receive" | "receiving" => Doing::Received,
        "sell" | "deliver" | "retail_selling" | "dispensing" => Doing::Sold,
        "die" | "lose" | "destroy" | "destroying" | "decommissioning" => Doing::Lost,
        _ => match (record.kind, role, record.action) {
            (EventType::Object, _, Some(Action::Add)) => Doing::Made,
            (EventType::Object, _, Some(Action::Delete)) => Doing::Lost,
            (EventType::Aggregation, Role::Parent, Some(Action::Add)) => Doing::Filled,
            (EventType::Aggregation | EventType::Association, _, Some(Action::Add | Action::Delete)) => {
                Doing::Handled
            }
            _ if matches!(record.stage, Stage::State | Stage::Grow) => Doing::Seen,
            _ => Doing::Handled,
        },
    })
}

/// One mention of a thing, at its place in time.
#[derive(Clone, Copy, Debug)]
struct Moved {
    /// Place among the records.
    at: u32,
    doing: Doing,
    mention: Mention,
}

/// Where a thing was first and last shipped and received, as places among the records; `NEVER` if it was not.
#[derive(Clone, Copy, Debug)]
struct Ways {
    first_shipped: u32,
    last_received: u32,
}

const NEVER: u32 = u32::MAX;

/// Everything that is asked while things are gone through.
struct Looker<'a, 'd> {
    history: &'a History,
    records: &'a Records<'d>,
    /// Place among the records by number of event; `NEVER` for one that does not count.
    places: Vec<u32>,
    /// The number of the thing into which a record puts others, by place among the records; `NEVER` for none.
    parents: Vec<u32>,
    ways: Vec<Ways>,
}

/// The gaps of all things that the records name, in order of first mention.
pub(super) fn of_things(history: &History, records: &Records<'_>, found: &mut Found) {
    let looker = Looker::of(history, records);
    let mut seen = alloc::vec![false; history.things()];
    let mut moves = Vec::new();
    for record in &records.list {
        let Some(event) = history.event(EventId::of(record.number)) else { continue };
        for mention in event.mentions().filter(|mention| mention.role.is_goods()) {
            let Some(seen) = seen.get_mut(mention.thing.index()) else { continue };
            if !core::mem::replace(seen, true) {
                looker.moves_of(mention.thing, &mut moves);
                looker.look(mention.thing, &moves, found);
            }
        }
        looker.transformation(record, found);
    }
}

impl<'a, 'd> Looker<'a, 'd> {
    fn of(history: &'a History, records: &'a Records<'d>) -> Self {
        let mut places = alloc::vec![NEVER; history.len()];
        let mut ways = alloc::vec![Ways { first_shipped: NEVER, last_received: NEVER }; history.things()];
        let mut parents = alloc::vec![NEVER; records.list.len()];
        for ((at, record), parent) in records.list.iter().enumerate().zip(&mut parents) {
            let at = u32::try_from(at).unwrap_or(NEVER);
            if let Some(place) = places.get_mut(record.number as usize) {
                *place = at;
            }
            let Some(event) = history.event(EventId::of(record.number)) else { continue };
            for mention in event.mentions() {
                if mention.role == Role::Parent {
                    *parent = u32::try_from(mention.thing.index()).unwrap_or(NEVER);
                }
                let Some(way) = ways.get_mut(mention.thing.index()) else { continue };
                match doing(record, mention.role) {
                    Some(Doing::Shipped) => way.first_shipped = way.first_shipped.min(at),
                    Some(Doing::Received) => way.last_received = at,
                    _ => {}
                }
            }
        }
        Self { history, records, places, parents, ways }
    }

    fn record(&self, at: u32) -> Option<&Record<'d>> {
        self.records.list.get(at as usize)
    }

    /// Did the record at one place happen before that at another? Not if one of them has no time.
    fn earlier(&self, one: u32, two: u32) -> bool {
        let time = |at| self.record(at).and_then(|record| record.time);
        time(one).zip(time(two)).is_some_and(|(one, two)| one < two)
    }

    fn moves_of(&self, thing: Thing, moves: &mut Vec<Moved>) {
        moves.clear();
        moves.extend(self.history.mentions_of(thing).filter_map(|mention| {
            let at = *self.places.get(mention.event.index()).filter(|at| **at != NEVER)?;
            let doing = doing(self.record(at)?, mention.role)?;
            Some(Moved { at, doing, mention })
        }));
        moves.sort_by_key(|moved| moved.at);
    }

    fn gap(&self, code: GapCode, thing: Thing, places: &[u32]) -> Gap {
        let events: Vec<u32> =
            places.iter().filter_map(|at| self.record(*at)).map(|record| record.index).collect();
        Gap { thing: Some(self.history.name_of(thing).into()), ..Gap::new(code).at(&events) }
    }

    fn look(&self, thing: Thing, moves: &[Moved], found: &mut Found) {
        self.origin(thing, moves, found);
        self.dead_end(thing, moves, found);
        self.shipments(thing, moves, found);
        self.order(thing, moves, found);
        self.quantities(thing, moves, found);
    }

    /// What was used of a lot or single thing came from somewhere.
    fn origin(&self, thing: Thing, moves: &[Moved], found: &mut Found) {
        let came =
            moves.iter().any(|moved| matches!(moved.doing, Doing::Made | Doing::Received | Doing::Filled));
        let of_class = || kind_of(self.history.name_of(thing)) == Kind::Class;
        if let Some(used) =
            moves.iter().find(|moved| moved.doing == Doing::Used).filter(|_| !came && !of_class())
        {
            found.push(|| self.gap(GapCode::OriginUnrecorded, thing, &[used.at]));
        }
    }

    fn dead_end(&self, thing: Thing, moves: &[Moved], found: &mut Found) {
        let made = |moved: &&Moved| matches!(moved.doing, Doing::Made | Doing::Filled);
        let Some(last) = moves.iter().rfind(made) else { return };
        if moves.iter().all(|moved| made(&moved) || moved.doing == Doing::Seen) {
            found.push(|| self.gap(GapCode::NeverSeenAgain, thing, &[last.at]));
        }
    }

    fn shipments(&self, thing: Thing, moves: &[Moved], found: &mut Found) {
        let mut open: Vec<Moved> = Vec::new();
        let mut early: Vec<Moved> = Vec::new();
        let mut next = 0;
        for moved in moves {
            match moved.doing {
                Doing::Shipped => open.push(*moved),
                Doing::Received if next < open.len() => next += 1,
                Doing::Received => early.push(*moved),
                _ => {}
            }
        }
        let open = open.get(next..).unwrap_or_default();
        if open.is_empty() && early.is_empty() {
            return;
        }
        let others = self.others(thing, moves);
        let mut open = open.iter();
        for received in early {
            // INVARIANT (order): what is left open was shipped after every receipt without a shipment.
            match open.next() {
                Some(shipped) if self.earlier(received.at, shipped.at) => {
                    found.push(|| self.gap(GapCode::ReceivedBeforeShipped, thing, &[received.at, shipped.at]))
                }
                Some(_) => {}
                // Its container was shipped, or what stands in it.
                None if others.first_shipped != NEVER && !self.earlier(received.at, others.first_shipped) => {
                }
                None => found.push(|| Gap {
                    party: self.party(received.mention.event, Role::is_source),
                    ..self.gap(GapCode::ReceivedNeverShipped, thing, &[received.at])
                }),
            }
        }
        let handled = |moved: &&Moved| !matches!(moved.doing, Doing::Seen | Doing::Shipped);
        let last = moves.iter().rfind(handled);
        for shipped in open {
            // What it stands in was received, or what stands in it.
            if others.last_received != NEVER && !self.earlier(others.last_received, shipped.at) {
                continue;
            }
            let party = || self.party(shipped.mention.event, Role::is_destination);
            match last.filter(|last| self.earlier(shipped.at, last.at)) {
                Some(later) => found.push(|| Gap {
                    party: party(),
                    ..self.gap(GapCode::ReceiptNotRecorded, thing, &[shipped.at, later.at])
                }),
                None => found.push(|| Gap {
                    party: party(),
                    ..self.gap(GapCode::ShippedNeverReceived, thing, &[shipped.at])
                }),
            }
        }
    }

    /// When the first of its containers and of what stood in it was shipped, and the last of them received.
    fn others(&self, thing: Thing, moves: &[Moved]) -> Ways {
        let mut all = Ways { first_shipped: NEVER, last_received: NEVER };
        let later = |one: u32, two: u32| if one == NEVER { two } else { one.max(two) };
        for moved in moves.iter().filter(|moved| moved.mention.role == Role::Child) {
            let parent =
                self.parents.get(moved.at as usize).and_then(|parent| self.ways.get(*parent as usize));
            let Some(way) = parent else { continue };
            all.first_shipped = all.first_shipped.min(way.first_shipped);
            if way.last_received != NEVER {
                all.last_received = later(all.last_received, way.last_received);
            }
        }
        let as_parent = self.history.mentions_of(thing).filter(|mention| mention.role == Role::Parent);
        for event in as_parent.filter_map(|mention| self.history.event(mention.event)) {
            for child in event.of_role(Role::Child) {
                let Some(way) = self.ways.get(child.index()) else { continue };
                all.first_shipped = all.first_shipped.min(way.first_shipped);
                if way.last_received != NEVER {
                    all.last_received = later(all.last_received, way.last_received);
                }
            }
        }
        all
    }

    /// The first party or place of a kind that an event names.
    fn party(&self, event: EventId, kind: fn(Role) -> bool) -> Option<String> {
        let event = self.history.event(event)?;
        let named = event.mentions().find(|mention| kind(mention.role))?;
        Some(self.history.name_of(named.thing).into())
    }

    fn order(&self, thing: Thing, moves: &[Moved], found: &mut Found) {
        let first = |wanted: Doing| moves.iter().find(|moved| moved.doing == wanted);
        if let Some(made) = first(Doing::Made) {
            let too_early = moves.iter().find(|moved| {
                matches!(moved.doing, Doing::Used | Doing::Shipped | Doing::Received | Doing::Sold)
                    && self.earlier(moved.at, made.at)
            });
            if let Some(moved) = too_early {
                found.push(|| self.gap(GapCode::BeforeItWasMade, thing, &[moved.at, made.at]));
            }
        }
        // What is lost without a quantity is lost as a whole.
        let gone = moves.iter().find(|moved| moved.doing == Doing::Lost && moved.mention.amount.is_none());
        if let Some(gone) = gone.filter(|gone| self.is_whole(thing, gone)) {
            let later = moves.iter().find(|moved| {
                !matches!(moved.doing, Doing::Seen | Doing::Lost) && self.earlier(gone.at, moved.at)
            });
            if let Some(later) = later {
                found.push(|| self.gap(GapCode::AfterItsEnd, thing, &[later.at, gone.at]));
            }
        }
        let act = |moved: &Moved| self.record(moved.at).map_or("", Record::act_name);
        let gathered = moves.iter().rfind(|moved| matches!(act(moved), "harvest" | "catch" | "slaughter"));
        if let Some(gathered) = gathered {
            let grown = moves.iter().find(|moved| {
                matches!(
                    act(moved),
                    "sow"
                        | "plant"
                        | "stock"
                        | "fertilise"
                        | "spray"
                        | "irrigate"
                        | "weed"
                        | "feed"
                        | "treat"
                        | "vaccinate"
                ) && self.earlier(gathered.at, moved.at)
            });
            if let Some(grown) = grown {
                found.push(|| self.gap(GapCode::GrownAfterGathered, thing, &[grown.at, gathered.at]));
            }
        }
    }

    /// Is it the whole of the thing that an event without a quantity is about? A farm act may name the amount in a field.
    fn is_whole(&self, thing: Thing, gone: &Moved) -> bool {
        let items = matches!(kind_of(self.history.name_of(thing)), Kind::Item | Kind::Container);
        let amount = Fields::of("amount").with(Fields::of("count"));
        items || self.record(gone.at).is_some_and(|record| !record.carries(amount))
    }

    fn quantities(&self, thing: Thing, moves: &[Moved], found: &mut Found) {
        let sum = |wanted: &[Doing]| Sum::of(moves.iter().filter(|moved| wanted.contains(&moved.doing)));
        let made = sum(&[Doing::Made]);
        let received = sum(&[Doing::Received]);
        let shipped = sum(&[Doing::Shipped]);
        let lost = sum(&[Doing::Lost]);
        let out = sum(&[Doing::Used, Doing::Sold, Doing::Lost]);
        let places = |wanted: &[Doing]| -> Vec<u32> {
            let own = moves.iter().filter(|moved| wanted.contains(&moved.doing));
            own.take(super::MOST_NAMED).map(|moved| moved.at).collect()
        };
        // Where nothing says how much was made, only what was received can be held against what went out.
        let (came, comings) =
            if made.count > 0 { (&made, Doing::Made) } else { (&received, Doing::Received) };
        if came.complete() && out.count > 0 {
            for more in out.beyond(came) {
                let events = places(&[comings, Doing::Used, Doing::Sold, Doing::Lost]);
                found.push(|| Gap { amount: Some(more), ..self.gap(GapCode::MoreOutThanIn, thing, &events) });
            }
            if out.is_strange_to(came) {
                let events = places(&[comings, Doing::Used, Doing::Sold, Doing::Lost]);
                found.push(|| self.gap(GapCode::NotComparable, thing, &events));
            }
        }
        if shipped.count != received.count || !shipped.complete() || !received.complete() {
            return;
        }
        let events = || places(&[Doing::Shipped, Doing::Received]);
        for more in received.beyond(&shipped) {
            found.push(|| Gap { amount: Some(more), ..self.gap(GapCode::MoreReceived, thing, &events()) });
        }
        for less in shipped.beyond(&received) {
            // A recorded loss explains it, up to its amount.
            let unexplained = lost.sums.iter().find_map(|lost| less.minus(lost).ok()).unwrap_or(less);
            if !unexplained.value.is_negative() && !unexplained.value.is_zero() {
                found.push(|| Gap {
                    amount: Some(unexplained),
                    ..self.gap(GapCode::LessReceived, thing, &events())
                });
            }
        }
    }

    /// More of one measure out of a transformation than all its inputs together had.
    fn transformation(&self, record: &Record<'d>, found: &mut Found) {
        if record.kind != EventType::Transformation {
            return;
        }
        let Some(event) = self.history.event(EventId::of(record.number)) else { return };
        // One of several events of a transformation says nothing by itself.
        if event.one(Role::Transformation).is_some() {
            return;
        }
        let sum = |role: Role| Sum::of_amounts(event.mentions().filter(|m| m.role == role).map(|m| m.amount));
        let (into, out) = (sum(Role::Input), sum(Role::Output));
        if !into.complete() {
            return;
        }
        for more in out.beyond(&into) {
            found.push(|| Gap { amount: Some(more), ..Gap::new(GapCode::MoreOutThanIn).at(&[record.index]) });
        }
    }
}

/// Quantities added up, each kind of measure in the unit that came first.
#[derive(Debug, Default)]
struct Sum {
    sums: Vec<Quantity>,
    count: usize,
    /// Mentions without a quantity, or with one that cannot be added.
    unknown: usize,
}

impl Sum {
    fn of<'m>(moves: impl Iterator<Item = &'m Moved>) -> Self {
        Self::of_amounts(moves.map(|moved| moved.mention.amount))
    }

    fn of_amounts(amounts: impl Iterator<Item = Option<Amount>>) -> Self {
        let mut sum = Self::default();
        for amount in amounts {
            sum.count = sum.count.saturating_add(1);
            if !amount.is_some_and(|amount| sum.add(amount)) {
                sum.unknown = sum.unknown.saturating_add(1);
            }
        }
        sum
    }

    fn add(&mut self, amount: Amount) -> bool {
        let added = Quantity::new(amount.value, amount.unit.unwrap_or(Unit::PIECE));
        if added.value.is_negative() {
            return false;
        }
        for own in &mut self.sums {
            if own.unit == added.unit || own.dimension().is_some() && own.dimension() == added.dimension() {
                let Ok(sum) = own.plus(&added) else { return false };
                *own = sum;
                return true;
            }
        }
        // Units beyond the known ones are each their own measure; more than a few say nothing.
        if self.sums.len() >= MOST_MEASURES {
            return false;
        }
        self.sums.push(added);
        true
    }

    /// Is there something, and all of it known?
    fn complete(&self) -> bool {
        self.count > 0 && self.unknown == 0
    }

    /// What it has more than another, measure by measure, of those that the other has too.
    fn beyond<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = Quantity> + 's {
        self.sums.iter().filter_map(|own| {
            let more = other.sums.iter().find_map(|other| own.minus(other).ok())?;
            (!more.value.is_negative() && !more.value.is_zero()).then_some(more)
        })
    }

    /// Do both have something, but no measure in common?
    fn is_strange_to(&self, other: &Self) -> bool {
        let common = |own: &Quantity| other.sums.iter().any(|other| own.minus(other).is_ok());
        !self.sums.is_empty() && !other.sums.is_empty() && !self.sums.iter().any(common)
    }
}

/// Measures (mass, pieces, volume, units without conversion) of one sum, at most.
const MOST_MEASURES: usize = 8;
