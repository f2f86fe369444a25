//! `chain_views`: value, information, logistics and organisation of one lot, and who stands one step up and down.

use super::{
    given::events_request,
    past::{GivesEvents as _, Past, Period},
};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::{limits, money::Money, quantity::Quantity, time::Instant},
    id::few::few,
    trace::{
        history::{Direction, EventId, History, Limits, Role, View},
        views::{Deal, Options, Views, earned},
    },
};
use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "chain_views",
    "shows one lot as value, information, logistics and organisation chain, with one step up and one step down",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    chain_views,
    History
);

/// Deals and memberships that are taken at most.
const MOST_LINES: usize = 10_000;

events_request! {
    /// Events, and a lot. Asked of a history, the request has no events of its own.
    struct Request {
        /// The lot, item, animal or container, in any spelling.
        lot: String,
        /// Which way from it; both unless said.
        direction: Option<Direction>,
        /// Only events in this time.
        period: Option<Period>,
        /// Only events in force: none that is declared wrong, an error declaration, or recorded twice.
        #[serde(default)]
        effective: bool,
        /// With `effective`: as it was known at this time.
        as_of: Option<Instant>,
        /// What was paid for lots, at most 10,000 lines: prices never stand in events. Those for other goods are left out.
        #[serde(default, deserialize_with = "few::<_, _, MOST_LINES>")]
        deals: Vec<DealLine>,
        /// Who belonged to whom, at most 10,000 lines.
        #[serde(default, deserialize_with = "few::<_, _, MOST_LINES>")]
        memberships: Vec<Membership>,
    }
}

/// Money that changed hands for a lot.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct DealLine {
    /// The lot.
    lot: String,
    /// Who paid.
    from: String,
    /// Who was paid.
    to: String,
    /// How much, `12.50 CNY`, exact to the minor unit.
    amount: Money,
}

/// A party's membership over a time.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Membership {
    /// The member.
    party: String,
    /// What it belonged to.
    of: String,
    /// Since when; from the beginning unless said.
    from: Option<Instant>,
    /// The moment at which it was over; for ever unless said.
    until: Option<Instant>,
}

/// The views.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The goods of the graph: the lot, then by name what it was made of and what was made of it.
    goods: Vec<String>,
    /// Who earned what.
    value: Value,
    /// What was documented, in time.
    information: Vec<Paper>,
    /// Where it went, in time.
    logistics: Vec<Stop>,
    /// Who held or owned it, in time.
    organisation: Vec<Station>,
    /// For each sending and receipt: from whom one step up, to whom one step down.
    neighbours: Vec<Neighbour>,
    /// There is more than is shown.
    truncated: bool,
}

/// The value chain.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Value {
    /// What each party received, paid and kept, by party and currency. All that was kept sums to zero.
    parties: Vec<Earned>,
    /// Numbers of the deals for these goods, in the list given.
    deals: Vec<usize>,
    /// Deals for other goods.
    left_out: usize,
}

/// What a party earned.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Earned {
    /// The party.
    party: String,
    /// All it received.
    received: Money,
    /// All it paid.
    paid: Money,
    /// The difference.
    kept: Money,
}

/// A document.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Paper {
    /// Of which kind: the member of the event, or the type of the business transaction.
    kind: String,
    /// Number, URI or digest; cut where it is long.
    id: String,
    /// The event: JSON pointer into the request; in a history the number of the document, then a pointer.
    at: String,
}

/// A place, with conditions.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Stop {
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Instant>,
    /// The place.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// Who carried the goods.
    #[serde(skip_serializing_if = "Option::is_none")]
    carrier: Option<String>,
    /// The business step.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    /// Conditions as the event has them, `Temperature 3.9 CEL`; at most 16 readings an event.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conditions: Vec<String>,
    /// The event.
    at: String,
}

/// A party.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Station {
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Instant>,
    /// The party.
    party: String,
    /// What it was to the goods.
    role: Role,
    /// What it belonged to then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    member_of: Vec<String>,
    /// The event.
    at: String,
}

/// One step up or down.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Neighbour {
    /// The goods.
    name: String,
    /// `up`: it came from there; `down`: it went there.
    side: &'static str,
    /// The party: holder, or else owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    party: Option<String>,
    /// The place.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// How much.
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<Quantity>,
    /// The first business transaction.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Instant>,
    /// The event.
    at: String,
}

fn chain_views(mut request: Request, held: Option<&History>) -> Result<Answer, Fault> {
    let window = request.period.unwrap_or_default().interval("/period")?;
    let past = request.past(held)?;
    let Some(lot) = past.thing(&request.lot) else {
        return Err(Fault::new(Code::NothingToTrace, "/lot", "no event names it"));
    };
    let excluded = past.excluded(request.effective, request.as_of);
    let view = View::new(&past).within(window).without(&excluded);
    // A small document may be densely woven.
    let room = past.proportion() / 16 + 48;
    let limits = Limits { things: room.clamp(1, MOST_LINES), ..Limits::default() };
    let options = Options { direction: request.direction.unwrap_or_default(), limits };
    let views = Views::of(&view, lot, &options, room.clamp(1, MOST_LINES));
    let value = value(&past, &views, &request.deals)?;
    let time = |event: EventId| past.event(event).and_then(|record| record.time());
    let neighbours = views.neighbours.into_iter().map(|one| Neighbour {
        name: one.thing,
        side: if one.up { "up" } else { "down" },
        party: one.party,
        place: one.place,
        quantity: one.quantity,
        document: one.document,
        time: time(one.event),
        at: past.at_event(one.event),
    });
    let papers = views.information.into_iter().map(|paper| Paper {
        kind: paper.kind,
        id: paper.id,
        at: past.at_event(paper.event),
    });
    let stops = views.logistics.into_iter().map(|stop| Stop {
        time: time(stop.event),
        place: stop.place,
        carrier: stop.carrier,
        step: past.event(stop.event).and_then(|record| record.biz_step()).map(String::from),
        conditions: stop.conditions,
        at: past.at_event(stop.event),
    });
    let stations = views.organisation.into_iter().map(|station| {
        let time = time(station.event);
        let member = |one: &&Membership| {
            crate::trace::history::name(&one.party) == station.party
                && time.is_none_or(|time| {
                    one.from.is_none_or(|from| from <= time) && one.until.is_none_or(|until| time < until)
                })
        };
        Station {
            time,
            member_of: request.memberships.iter().filter(member).map(|one| one.of.clone()).collect(),
            party: station.party,
            role: station.role,
            at: past.at_event(station.event),
        }
    });
    let own = past.name_of(lot);
    let mut goods: Vec<&str> = views.goods.iter().map(|thing| past.name_of(*thing)).collect();
    goods.sort_unstable_by_key(|name| (*name != own, *name));
    Ok(Answer {
        goods: goods.into_iter().map(String::from).collect(),
        value,
        information: papers.collect(),
        logistics: stops.collect(),
        organisation: stations.collect(),
        neighbours: neighbours.collect(),
        truncated: views.truncated,
    })
}

fn value(past: &Past<'_>, views: &Views, lines: &[DealLine]) -> Result<Value, Fault> {
    let own = |line: &DealLine| {
        past.thing(&line.lot).is_some_and(|thing| views.goods.binary_search(&thing).is_ok())
    };
    let numbers: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| own(line)).map(|(at, _)| at).collect();
    let deals = numbers.iter().filter_map(|at| lines.get(*at));
    let deals: Vec<Deal<'_>> =
        deals.map(|line| Deal { from: &line.from, to: &line.to, amount: line.amount }).collect();
    let parties = earned(&deals).map_err(|error| {
        let number = numbers.get(error.deal).copied().unwrap_or_default();
        Fault::new(Code::NumberTooLarge, format!("/deals/{number}/amount"), "")
    })?;
    let parties = parties.into_iter().map(|one| Earned {
        party: one.party,
        received: one.received,
        paid: one.paid,
        kept: one.kept,
    });
    Ok(Value {
        parties: parties.collect(),
        left_out: lines.len().saturating_sub(numbers.len()),
        deals: numbers,
    })
}
