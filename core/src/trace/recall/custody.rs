//! Who has a lot now, and what became of the rest.

use super::graph::{Sum, left, makes, one, quantity};
use crate::{
    base::{quantity::Quantity, unit::Unit},
    trace::history::{EventId, Record, Role, Stamp, Thing, View},
};
use alloc::vec::Vec;

/// How somebody came to hold goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum HolderState {
    /// Goods were sent there, and no record says that they arrived.
    Sent,
    /// Goods arrived there.
    Received,
    /// Goods were made, kept or seen there.
    Kept,
}

/// A party or place that holds some of a lot, as far as the records say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who: the possessing party, or else the owning one.
    pub party: Option<Thing>,
    /// Where.
    pub place: Option<Thing>,
    /// How it came there.
    pub state: HolderState,
    /// How much is left there; `None` where that cannot be told.
    pub quantity: Option<Quantity>,
    /// The last event that says so.
    pub event: EventId,
}

/// A movement of goods from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The event.
    pub event: EventId,
    /// The container they moved in, if the event names only that.
    pub inside: Option<Thing>,
    /// How much.
    pub quantity: Option<Quantity>,
}

/// What became of a lot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Custody {
    /// Who has some of it, in the order of their last events.
    pub holders: Vec<Holder>,
    /// Used up in making something else; `None` where nothing says how much, or nothing was.
    pub used: Option<Quantity>,
    /// Sold or handed to consumers.
    pub sold: Option<Quantity>,
    /// Destroyed or lost.
    pub destroyed: Option<Quantity>,
    /// Sendings of it, in time.
    pub sendings: Vec<Movement>,
}

/// How many containers in containers are gone through.
const DEPTH: usize = 8;
/// Events of one lot that are looked at.
const MOST_EVENTS: usize = 100_000;

/// One event of a lot, or of a container while the lot was inside.
#[derive(Clone, Copy)]
struct Seen<'h> {
    record: Record<'h>,
    role: Role,
    amount: Option<Quantity>,
    inside: Option<Thing>,
    making: bool,
}

#[derive(Clone, Copy)]
struct Account {
    holder: Holder,
    sent: Sum,
    received: Sum,
    passed_on: Sum,
}

impl Custody {
    /// Follows a lot, and the containers that it is in, through the events in time.
    #[must_use]
    pub fn of(view: &View<'_>, lot: Thing) -> Self {
        let mut seen = Vec::new();
        for (record, mention) in view.mentions_once(lot).take(MOST_EVENTS) {
            if mention.role.is_goods() || mention.role.is_farm_input() {
                let making = makes(&record, &mention);
                let amount = quantity(view, &mention);
                seen.push(Seen { record, role: mention.role, amount, inside: None, making });
            }
        }
        carried(view, lot, one(view, lot), (Stamp::FIRST, Stamp::LAST), 0, &mut seen);
        seen.sort_by(|a, b| view.history().compare(a.record.id(), b.record.id()));
        let mut this = Self::default();
        let (mut used, mut sold, mut destroyed) = (Sum::default(), Sum::default(), Sum::default());
        let mut accounts: Vec<Account> = Vec::new();
        for seen in &seen {
            let fate = fate(&seen.record, seen.role);
            match fate {
                Fate::Used => used.add(seen.amount),
                Fate::Sold => sold.add(seen.amount),
                Fate::Destroyed => destroyed.add(seen.amount),
                Fate::Sent | Fate::Received | Fate::Kept => {}
            }
            if fate == Fate::Sent {
                let (event, inside, quantity) = (seen.record.id(), seen.inside, seen.amount);
                this.sendings.push(Movement { event, inside, quantity });
            }
            enter(&mut accounts, seen, fate);
        }
        for account in &accounts {
            let mut quantity = account.received.value.or(account.sent.value);
            if account.received.unknown || account.sent.unknown || account.passed_on.unknown {
                quantity = None;
            }
            if let Some(passed_on) = account.passed_on.value {
                quantity = quantity.and_then(|quantity| left(quantity, passed_on));
            }
            if quantity.is_none_or(|quantity| !quantity.value.is_zero()) {
                this.holders.push(Holder { quantity, ..account.holder });
            }
        }
        this.holders.sort_by(|a, b| view.history().compare(a.event, b.event));
        (this.used, this.sold, this.destroyed) = (used.known(), sold.known(), destroyed.known());
        this
    }
}

/// Events of the containers a thing is in, while it is inside.
fn carried<'h>(
    view: &View<'h>,
    thing: Thing,
    amount: Option<Quantity>,
    time: (Stamp, Stamp),
    depth: usize,
    seen: &mut Vec<Seen<'h>>,
) {
    if depth >= DEPTH {
        return;
    }
    for stay in view.stays_of(thing) {
        let (from, until) = (stay.from.max(time.0), stay.until.min(time.1));
        if from > until || seen.len() >= MOST_EVENTS {
            continue;
        }
        let put_in =
            stay.amount.map(|amount| Quantity::new(amount.value, amount.unit.unwrap_or(Unit::PIECE)));
        let amount = if depth == 0 { put_in.or(amount) } else { amount };
        for (record, mention) in view.mentions_of(stay.parent) {
            let at = record.time().map(Stamp::from);
            let inside = at.is_some_and(|at| from <= at && at <= until);
            if inside && mention.role.is_goods() && mention.role != Role::Parent && seen.len() < MOST_EVENTS {
                let (role, inside) = (mention.role, Some(stay.parent));
                seen.push(Seen { record, role, amount, inside, making: false });
            }
        }
        carried(view, stay.parent, amount, (from, until), depth.saturating_add(1), seen);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Used,
    Sold,
    Destroyed,
    Sent,
    Received,
    Kept,
}

fn fate(record: &Record<'_>, role: Role) -> Fate {
    if role == Role::Input || role.is_farm_input() {
        return Fate::Used;
    }
    let act = record.act().map_or("", |act| act.name);
    let (step, disposition) = (record.biz_step().unwrap_or(""), record.disposition().unwrap_or(""));
    if matches!(act, "destroy" | "lose" | "die")
        || matches!(step, "destroying")
        || matches!(disposition, "destroyed" | "disposed")
    {
        Fate::Destroyed
    } else if matches!(act, "sell" | "deliver")
        || matches!(step, "retail_selling" | "dispensing")
        || matches!(disposition, "retail_sold" | "dispensed")
    {
        Fate::Sold
    } else if act == "ship" || matches!(step, "shipping" | "departing" | "consigning") {
        Fate::Sent
    } else if matches!(act, "receive" | "hand-over") || matches!(step, "receiving" | "accepting" | "arriving")
    {
        Fate::Received
    } else {
        Fate::Kept
    }
}

/// Enters an event into the accounts of those it names.
fn enter(accounts: &mut Vec<Account>, seen: &Seen<'_>, fate: Fate) {
    let record = &seen.record;
    let to = record.one(Role::DestinationHolder).or_else(|| record.one(Role::DestinationOwner));
    let to_place = record.one(Role::DestinationPlace);
    let by = record.one(Role::SourceHolder).or_else(|| record.one(Role::SourceOwner));
    let by_place = record.one(Role::SourcePlace);
    let here = record.one(Role::BizLocation).or_else(|| record.one(Role::ReadPoint));
    let (state, party, place) = match fate {
        Fate::Sent => (HolderState::Sent, to, to_place),
        Fate::Received => (HolderState::Received, to, here.or(to_place)),
        Fate::Kept => (HolderState::Kept, to, here.or(to_place)),
        Fate::Used | Fate::Sold | Fate::Destroyed => {
            pass_on(accounts, by, by_place.or(here), seen.amount);
            return;
        }
    };
    if matches!(fate, Fate::Sent | Fate::Received)
        && (by.is_some() || by_place.is_some() || fate == Fate::Sent)
    {
        let place = by_place.or(here.filter(|_| fate == Fate::Sent));
        // A receipt says again what its sending has said.
        if fate == Fate::Sent
            || !accounts.iter().any(|account| same(account, party, place_of(state, place, to_place)))
        {
            pass_on(accounts, by, place, seen.amount);
        }
    }
    if party.is_none() && place.is_none() {
        return;
    }
    let event = record.id();
    let known = accounts.iter_mut().find(|account| same(account, party, place));
    let account = match known {
        Some(account) => account,
        None => {
            let holder = Holder { party, place, state, quantity: None, event };
            let (sent, received) = (Sum::default(), Sum::default());
            accounts.push(Account { holder, sent, received, passed_on: Sum::default() });
            let Some(account) = accounts.last_mut() else { return };
            account
        }
    };
    account.holder.event = event;
    account.holder.party = account.holder.party.or(party);
    account.holder.place = place.or(account.holder.place);
    match state {
        HolderState::Sent => {
            account.sent.add(seen.amount);
            if account.received.value.is_none() {
                account.holder.state = state;
            }
        }
        HolderState::Received => {
            account.received.add(seen.amount);
            account.holder.state = state;
        }
        HolderState::Kept => {
            if seen.making {
                account.received.add(seen.amount);
            }
            if account.holder.state == HolderState::Sent {
                account.holder.state = state;
            }
        }
    }
}

fn place_of(state: HolderState, place: Option<Thing>, to_place: Option<Thing>) -> Option<Thing> {
    if state == HolderState::Received { to_place } else { place }
}

/// Takes an amount from the account of whoever gave it away; from the only one there is, if it came there unseen.
fn pass_on(accounts: &mut [Account], party: Option<Thing>, place: Option<Thing>, amount: Option<Quantity>) {
    let known = accounts.iter().position(|account| same(account, party, place));
    let giver = known.or((accounts.len() == 1).then_some(0));
    if let Some(account) = giver.and_then(|giver| accounts.get_mut(giver)) {
        account.passed_on.add(amount);
    }
}

/// The same party, or without parties the same place.
fn same(account: &Account, party: Option<Thing>, place: Option<Thing>) -> bool {
    match (account.holder.party, party) {
        (Some(one), Some(two)) => one == two,
        _ => place.is_some() && account.holder.place == place,
    }
}
