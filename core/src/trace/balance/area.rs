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
        Action, EventType, Selection,
        condition::{Attoseconds, happened},
        history::name,
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
    pub place: Option<String>,
    /// How much.
    pub amount: Sum,
    /// On how much land, in square metres: the largest area that one of the events states.
    pub area: Option<Ratio>,
    /// The most that is plausible on it.
    pub most: Option<Ratio>,
    /// The last event, by its place in the document.
    pub event: usize,
    /// When that was, where it says so.
    pub at: Option<Attoseconds>,
    /// Is it plausible?
    pub verdict: Verdict,
    /// Why not.
    pub reason: Option<&'static str>,
}

/// The harvests by crop and place, held against what is plausible.
#[must_use]
pub fn harvests(selection: &Selection<'_, '_>, scale: &Scale, plausible: &[Plausible]) -> Vec<Harvest> {
    let mut found: BTreeMap<(String, Option<String>), Harvest> = BTreeMap::new();
    selection.for_each(|index, event| {
        let gathers = event.act().is_some_and(|act| matches!(act.name, "harvest" | "collect"));
        let lists = match (event.event_type(), event.action()) {
            (Some(EventType::Transformation), _) => ("outputEPCList", "outputQuantityList"),
            (Some(EventType::Object), Some(Action::Add)) => ("epcList", "quantityList"),
            _ => return,
        };
        let Some(crop) = event.farm("crop").and_then(|crop| crop.text()).filter(|_| gathers) else {
            return;
        };
        let place = event.place("bizLocation").or_else(|| event.place("readPoint"));
        let place = place.map(|place| name(&place).into_owned());
        let key = (crop.into_owned(), place);
        let (crop, place) = key.clone();
        let fresh = || Harvest {
            crop,
            place,
            amount: Sum::default(),
            area: None,
            most: None,
            event: index,
            at: None,
            verdict: Verdict::Unknown,
            reason: None,
        };
        let harvest = found.entry(key).or_insert_with(fresh);
        let at = happened(event);
        if at >= harvest.at {
            (harvest.event, harvest.at) = (index, at);
        }
        scale.things(event, lists, |_, amount| harvest.amount.add(amount));
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
