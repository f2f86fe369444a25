//! Who has a lot now, and what became of the rest.

use super::{
    account::{Accounts, Fate},
    graph::{Sum, makes, one, put_in, quantity},
    journey::{Act, Journeys},
};
use crate::{
    base::quantity::Quantity,
    trace::history::{EventId, Record, Role, Stay, Thing, View},
};
use alloc::{collections::BTreeMap, vec::Vec};

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
    /// The container they moved in, if the event names only that; of more than one the first by name.
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
    /// What its containers went through was more than could be looked at: amounts and holders may be others.
    pub truncated: bool,
}

/// One event of a lot, or of a container while the lot was inside.
#[derive(Clone, Copy)]
pub(super) struct Seen<'h> {
    pub(super) record: Record<'h>,
    pub(super) used: bool,
    pub(super) amount: Option<Quantity>,
    pub(super) inside: Option<Thing>,
    pub(super) making: bool,
}

/// Follows lots, one after another, and the containers that they are in, through the events in time.
#[derive(Debug)]
pub struct Follower<'h> {
    view: View<'h>,
    journeys: Journeys<'h>,
}

impl<'h> Follower<'h> {
    /// One that looks at so many events and stays of containers at most, for all lots together.
    #[must_use]
    pub const fn new(view: View<'h>, work: usize) -> Self {
        Self { view, journeys: Journeys::new(view, work) }
    }

    /// What became of a lot.
    #[must_use]
    pub fn custody(&mut self, lot: Thing) -> Custody {
        let view = self.view;
        let mut this = Custody::default();
        let mut seen = self.named(lot);
        this.truncated = !self.carried(lot, &mut seen);
        seen.sort_by(|a, b| view.history().compare(a.record.id(), b.record.id()));
        let (mut used, mut sold, mut destroyed) = (Sum::default(), Sum::default(), Sum::default());
        let mut accounts = Accounts::default();
        for seen in &seen {
            let fate = Fate::of(&seen.record, seen.used);
            match fate {
                Fate::Used => used.add(seen.amount),
                Fate::Sold => sold.add(seen.amount),
                Fate::Destroyed => destroyed.add(seen.amount),
                Fate::Sent => {
                    let (event, inside, quantity) = (seen.record.id(), seen.inside, seen.amount);
                    this.sendings.push(Movement { event, inside, quantity });
                }
                Fate::Received | Fate::Kept => {}
            }
            accounts.enter(seen, fate);
        }
        this.holders.extend(accounts.holders());
        this.holders.sort_by(|a, b| view.history().compare(a.event, b.event));
        (this.used, this.sold, this.destroyed) = (used.known(), sold.known(), destroyed.known());
        this
    }

    /// The events that name the lot.
    fn named(&self, lot: Thing) -> Vec<Seen<'h>> {
        let mut seen = Vec::new();
        for (record, mention) in self.view.mentions_once(lot) {
            if mention.role.is_goods() || mention.role.is_farm_input() {
                let making = makes(&record, &mention);
                let amount = quantity(&self.view, &mention);
                let used = mention.role == Role::Input || mention.role.is_farm_input();
                seen.push(Seen { record, used, amount, inside: None, making });
            }
        }
        seen
    }

    /// The events of the containers that the lot was in: each once, with all that they had of it. `false` where that was too
    /// much to look at.
    fn carried(&mut self, lot: Thing, seen: &mut Vec<Seen<'h>>) -> bool {
        let history = self.view.history();
        let mut stays = self.view.stays_of(lot);
        stays.sort_by(|a, b| {
            let name = |stay: &Stay| history.name_of(stay.parent);
            let by_time = (a.from, a.until, name(a)).cmp(&(b.from, b.until, name(b)));
            by_time.then_with(|| (a.tie.cmp(&b.tie)).then(history.compare(a.event, b.event)))
        });
        let mut acts: BTreeMap<Act, (Thing, Sum)> = BTreeMap::new();
        let mut whole = true;
        for stay in &stays {
            let Some(legs) = self.journeys.of(stay.parent, (stay.from, stay.until)) else {
                whole = false;
                continue;
            };
            for leg in legs {
                let (inside, sum) = acts.entry(leg.act).or_insert((leg.inside, Sum::default()));
                sum.add(put_in(stay));
                if history.name_of(leg.inside) < history.name_of(*inside) {
                    *inside = leg.inside;
                }
            }
        }
        let one = one(&self.view, lot);
        seen.extend(acts.into_iter().filter_map(|(Act { event, used }, (inside, sum))| {
            let amount = one.or(sum.known());
            Some(Seen { record: history.event(event)?, used, amount, inside: Some(inside), making: false })
        }));
        whole
    }
}
