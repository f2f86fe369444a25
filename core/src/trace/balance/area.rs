//! Is a harvest plausible for the land it came from?

use super::{
    Verdict,
    amount::{Scale, Sum},
};
use crate::{
    base::{
        quantity::Quantity,
        ratio::Ratio,
        unit::{Dimension, Unit},
    },
    trace::{
        Action, EventType,
        condition::{Attoseconds, moment},
        history::{EventId, Role, Thing, View},
    },
};
use alloc::{collections::BTreeMap, string::String, vec::Vec};
use serde::Deserialize;

/// The most that a crop can yield in a season, given as data.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plausible {
    /// The crop, as events name it (`terroir:crop`).
    pub crop: String,
    /// The most of it, all harvests of the events given together.
    pub most: Quantity,
    /// On so much land.
    pub on: Quantity,
}

/// All harvests of a crop at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Harvest {
    /// The crop.
    pub crop: String,
    /// The place, where events name one.
    pub place: Option<Thing>,
    /// How much.
    pub amount: Sum,
    /// On how much land, in square metres: the largest area that one of the events states.
    pub area: Option<Ratio>,
    /// The most that is plausible on it.
    pub most: Option<Ratio>,
    /// The last event.
    pub event: EventId,
    /// When that was, where it says so.
    pub at: Option<Attoseconds>,
    /// Is it plausible?
    pub verdict: Verdict,
    /// Why not.
    pub reason: Option<&'static str>,
}

/// The harvests by crop and name of the place, held against what is plausible. All documents are read again.
#[must_use]
pub fn harvests(view: &View<'_>, scale: &Scale, plausible: &[Plausible]) -> Vec<Harvest> {
    let history = view.history();
    let mut found: BTreeMap<(String, Option<&str>), Harvest> = BTreeMap::new();
    history.for_each(|id, event| {
        let Some((record, role)) = history.event(id).zip(gathered(view, id)) else { return };
        let Some(crop) = event.farm("crop").and_then(|crop| crop.text()) else { return };
        let place = record.one(Role::BizLocation).or_else(|| record.one(Role::ReadPoint));
        let key = (crop.into_owned(), place.map(|place| history.name_of(place)));
        let crop = key.0.clone();
        let harvest = found.entry(key).or_insert_with(|| Harvest {
            crop,
            place,
            amount: Sum::default(),
            area: None,
            most: None,
            event: id,
            at: None,
            verdict: Verdict::Unknown,
            reason: None,
        });
        let at = record.time().as_ref().map(moment);
        if at >= harvest.at {
            (harvest.event, harvest.at) = (id, at);
        }
        for mention in record.mentions_as(role) {
            harvest.amount.add(scale.amount(history, &mention));
        }
        let area = event.farm("area").and_then(|area| area.text()?.parse::<Quantity>().ok());
        let area = area.and_then(|area| area.exact_in(Unit::SQUARE_METRE).ok());
        harvest.area = harvest.area.max(area);
    });
    let mut harvests: Vec<Harvest> = found.into_values().collect();
    for harvest in &mut harvests {
        let rule = plausible.iter().find(|rule| rule.crop == harvest.crop);
        harvest.judge(rule, scale);
    }
    harvests
}

/// In which role an event names what it harvests, if it counts and does.
fn gathered(view: &View<'_>, id: EventId) -> Option<Role> {
    let record = view.history().event(id).filter(|_| view.sees(id))?;
    record.act().filter(|act| matches!(act.name, "harvest" | "collect"))?;
    match (record.event_type(), record.action()) {
        (EventType::Transformation, _) => Some(Role::Output),
        (EventType::Object, Some(Action::Add)) => Some(Role::Observed),
        _ => None,
    }
}

impl Harvest {
    fn judge(&mut self, rule: Option<&Plausible>, scale: &Scale) {
        let Some(rule) = rule else {
            self.reason = Some("no-yield-stated");
            return;
        };
        let per = |rule: &Plausible| {
            let on = rule.on.exact_in(Unit::SQUARE_METRE).ok()?;
            scale.of(&rule.most)?.checked_div(on)
        };
        self.most = self.area.and_then(|area| per(rule)?.checked_mul(area));
        (self.verdict, self.reason) = match self.most {
            None => (Verdict::Unknown, Some("area-not-recorded")),
            Some(most) if self.amount.known > most => (Verdict::Fail, Some("yield-not-plausible")),
            Some(_) if self.amount.unknown > 0 => (Verdict::Unknown, Some("lot-amount-missing")),
            Some(_) => (Verdict::Pass, None),
        };
    }
}

impl Plausible {
    /// Is the land an area, and the yield of a unit that is known?
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.on.dimension() == Some(Dimension::Area)
            && !self.on.value.is_negative()
            && !self.on.value.is_zero()
            && self.most.dimension().is_some()
    }
}
