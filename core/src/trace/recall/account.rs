//! The accounts of those who have some of a lot, or had.

use super::{
    custody::{Holder, HolderState, Seen},
    graph::{Sum, left},
};
use crate::{
    base::quantity::Quantity,
    trace::history::{Record, Role, Thing},
};
use alloc::{collections::BTreeSet, vec::Vec};

/// What became of goods at an event.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Used,
    Sold,
    Destroyed,
    Sent,
    Received,
    Kept,
}

impl Fate {
    pub(super) fn of(record: &Record<'_>, used: bool) -> Self {
        if used {
            return Self::Used;
        }
        let act = record.act().map_or("", |act| act.name);
        let (step, disposition) = (record.biz_step().unwrap_or(""), record.disposition().unwrap_or(""));
        if matches!(act, "destroy" | "lose" | "die")
            || matches!(step, "destroying")
            || matches!(disposition, "destroyed" | "disposed")
        {
            Self::Destroyed
        } else if matches!(act, "sell" | "deliver")
            || matches!(step, "retail_selling" | "dispensing")
            || matches!(disposition, "retail_sold" | "dispensed")
        {
            Self::Sold
        } else if act == "ship" || matches!(step, "shipping" | "departing" | "consigning") {
            Self::Sent
        } else if matches!(act, "receive" | "hand-over")
            || matches!(step, "receiving" | "accepting" | "arriving")
        {
            Self::Received
        } else {
            Self::Kept
        }
    }
}

#[derive(Clone, Copy)]
struct Account {
    holder: Holder,
    sent: Sum,
    received: Sum,
    passed_on: Sum,
}

impl Account {
    const fn new(holder: Holder) -> Self {
        let none = Sum { value: None, unknown: false };
        Self { holder, sent: none, received: none, passed_on: none }
    }

    /// Who holds how much, unless nothing is left.
    fn holder(&self) -> Option<Holder> {
        let mut quantity = self.received.value.or(self.sent.value);
        if self.received.unknown || self.sent.unknown || self.passed_on.unknown {
            quantity = None;
        }
        if let Some(passed_on) = self.passed_on.value {
            quantity = quantity.and_then(|quantity| left(quantity, passed_on));
        }
        let some = quantity.is_none_or(|quantity| !quantity.value.is_zero());
        some.then_some(Holder { quantity, ..self.holder })
    }

    fn book(&mut self, state: HolderState, seen: &Seen<'_>) {
        match state {
            HolderState::Sent => {
                self.sent.add(seen.amount);
                if self.received.value.is_none() {
                    self.holder.state = state;
                }
            }
            HolderState::Received => {
                self.received.add(seen.amount);
                self.holder.state = state;
            }
            HolderState::Kept => {
                if seen.making {
                    self.received.add(seen.amount);
                }
                if self.holder.state == HolderState::Sent {
                    self.holder.state = state;
                }
            }
        }
    }
}

/// By what an account is found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Party(Thing),
    Place(Thing),
    /// A place where the party is not known.
    Nobody(Thing),
}

/// Who is meant: the same party, or without parties the same place.
#[derive(Clone, Copy)]
struct Who {
    party: Option<Thing>,
    place: Option<Thing>,
}

impl Who {
    /// What finds an account of this.
    fn keys(self) -> impl Iterator<Item = Key> {
        let place = self.place.map(|place| [Key::Place(place), Key::Nobody(place)]);
        let nobody = usize::from(self.party.is_none());
        self.party.map(Key::Party).into_iter().chain(place.into_iter().flatten().take(1 + nobody))
    }

    /// What finds accounts that may be meant.
    fn meant(self) -> impl Iterator<Item = Key> {
        let by_place = if self.party.is_some() { Key::Nobody } else { Key::Place };
        self.party.map(Key::Party).into_iter().chain(self.place.map(by_place))
    }
}

/// Accounts, in the order of their first events.
#[derive(Default)]
pub(super) struct Accounts {
    all: Vec<Account>,
    numbers: BTreeSet<(Key, usize)>,
}

impl Accounts {
    /// Who holds some.
    pub(super) fn holders(&self) -> impl Iterator<Item = Holder> {
        self.all.iter().filter_map(Account::holder)
    }

    /// The first account that may be meant.
    fn find(&self, who: Who) -> Option<usize> {
        let first = |key| self.numbers.range((key, 0)..=(key, usize::MAX)).next().map(|(_, number)| *number);
        who.meant().filter_map(first).min()
    }

    /// Enters an event into the accounts of those it names.
    pub(super) fn enter(&mut self, seen: &Seen<'_>, fate: Fate) {
        let record = &seen.record;
        let to = record.one(Role::DestinationHolder).or_else(|| record.one(Role::DestinationOwner));
        let to_place = record.one(Role::DestinationPlace);
        let by = record.one(Role::SourceHolder).or_else(|| record.one(Role::SourceOwner));
        let by_place = record.one(Role::SourcePlace);
        let here = record.one(Role::BizLocation).or_else(|| record.one(Role::ReadPoint));
        let (state, place) = match fate {
            Fate::Sent => (HolderState::Sent, to_place),
            Fate::Received => (HolderState::Received, here.or(to_place)),
            Fate::Kept => (HolderState::Kept, here.or(to_place)),
            Fate::Used | Fate::Sold | Fate::Destroyed => {
                self.pass_on(Who { party: by, place: by_place.or(here) }, seen.amount);
                return;
            }
        };
        let sent = fate == Fate::Sent;
        let given = sent || (fate == Fate::Received && (by.is_some() || by_place.is_some()));
        // A receipt says again what its sending has said.
        if given && (sent || self.find(Who { party: to, place: to_place }).is_none()) {
            let place = by_place.or(here.filter(|_| sent));
            self.pass_on(Who { party: by, place }, seen.amount);
        }
        if to.is_some() || place.is_some() {
            self.book(Who { party: to, place }, state, seen);
        }
    }

    fn book(&mut self, who: Who, state: HolderState, seen: &Seen<'_>) {
        let event = seen.record.id();
        let number = self.find(who).unwrap_or(self.all.len());
        if number == self.all.len() {
            let Who { party, place } = who;
            self.all.push(Account::new(Holder { party, place, state, quantity: None, event }));
        }
        let Some(account) = self.all.get_mut(number) else { return };
        let holder = &mut account.holder;
        let before = Who { party: holder.party, place: holder.place };
        let after = Who { party: holder.party.or(who.party), place: who.place.or(holder.place) };
        (holder.event, holder.party, holder.place) = (event, after.party, after.place);
        account.book(state, seen);
        for key in before.keys() {
            self.numbers.remove(&(key, number));
        }
        self.numbers.extend(after.keys().map(|key| (key, number)));
    }

    /// Takes an amount from the account of whoever gave it away; from the only one there is, if it came there unseen.
    fn pass_on(&mut self, who: Who, amount: Option<Quantity>) {
        let giver = self.find(who).or((self.all.len() == 1).then_some(0));
        if let Some(account) = giver.and_then(|giver| self.all.get_mut(giver)) {
            account.passed_on.add(amount);
        }
    }
}
