//! Who held the goods when, as far as events say.

use super::{Attoseconds, happened};
use crate::trace::{Event, Selection, Typed, cbv::Family, history::name};
use alloc::{string::String, vec::Vec};

/// Steps with which goods leave somebody's keeping for the road.
const LEAVING: &[&str] = &["shipping", "departing", "transporting", "loading"];

/// Who held the goods from a moment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Since when.
    pub since: Attoseconds,
    /// The party: the carrier on the road, else who possesses the goods. `None` where the event does not say.
    pub party: Option<String>,
    /// The place where they are, or from where they left.
    pub place: Option<String>,
    /// Are they on the road?
    pub on_the_road: bool,
    /// The event that says so, by its place in the document.
    pub event: usize,
}

impl Holder {
    fn order(&self) -> impl Ord + '_ {
        (self.since, !self.on_the_road, &self.party, &self.place, self.event)
    }
}

/// Who held the goods, by time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Custody(Vec<Holder>);

impl Custody {
    /// Reads the holders out of events that name the goods. Events that say neither party nor place change nothing.
    #[must_use]
    pub fn of(selection: &Selection<'_, '_>) -> Self {
        let mut holders: Vec<Holder> = Vec::new();
        selection.for_each(|index, event| holders.extend(holder(event, index)));
        // Of one moment by what they say: what leaves comes before what is there, so that what leaves and arrives at once is there.
        holders.sort_by(|a, b| a.order().cmp(&b.order()));
        // An event that tells only the place says nothing about the party, and the other way round.
        for index in 1..holders.len() {
            let Some((before, [here, ..])) = holders.split_at_mut_checked(index) else { break };
            let Some(last) = before.last().filter(|last| !last.on_the_road && !here.on_the_road) else {
                continue;
            };
            if here.party.is_none() && (here.place.is_none() || here.place == last.place) {
                here.party.clone_from(&last.party);
            }
        }
        Self(holders)
    }

    /// Who held the goods at a moment; `None` before the first event.
    #[must_use]
    pub fn at(&self, moment: Attoseconds) -> Option<&Holder> {
        let after = self.0.partition_point(|holder| holder.since <= moment);
        after.checked_sub(1).and_then(|last| self.0.get(last))
    }
}

fn holder(event: &Event<'_, '_>, index: usize) -> Option<Holder> {
    let since = happened(event)?;
    let leaves = |step: &str| LEAVING.contains(&Family::BizStep.word(step, event.context()));
    let on_the_road = event.text("bizStep").is_some_and(|step| leaves(&step));
    let from = possessor(event, event.sources());
    let party = if on_the_road {
        let carrier = event.farm("carrier").and_then(|carrier| carrier.text());
        carrier.map(|carrier| name(&carrier).into_owned()).or(from)
    } else {
        possessor(event, event.destinations()).or(from)
    };
    let place = event.place("bizLocation").or_else(|| event.place("readPoint"));
    let place = place.map(|place| name(&place).into_owned());
    (party.is_some() || place.is_some()).then_some(Holder { since, party, place, on_the_road, event: index })
}

/// The party that possesses, among sources or destinations.
fn possessor<'d>(event: &Event<'_, '_>, mut parties: impl Iterator<Item = Typed<'d>>) -> Option<String> {
    let possesses =
        |kind: &str| Family::SourceDestinationType.word(kind, event.context()) == "possessing_party";
    let found = parties.find(|party| party.kind.as_deref().is_some_and(possesses));
    found.map(|party| name(&party.id).into_owned())
}
