//! Transformations: what went in and what came out of each.

use super::{
    Verdict,
    amount::{Scale, Sum},
};
use crate::{
    base::{decimal::Decimal, ratio::Ratio},
    trace::{
        Event, EventType, Selection,
        condition::{Attoseconds, happened},
        gaps::record::act_bit,
        history::name,
    },
};
use alloc::{collections::BTreeMap, string::String, vec::Vec};
use serde::Deserialize;

/// What is expected of transformations of a kind. The first rule that fits holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Rule {
    /// Only of this farm act (`dry`, `slaughter`, …); of any if not stated.
    pub act: Option<String>,
    /// Only where something comes out whose name begins so: `01/09506000134352`, `t/coop.example/TEA-01/`; any if not stated.
    pub output: Option<String>,
    /// The least that comes out of one that goes in.
    pub least: Option<Decimal>,
    /// The most that comes out of one that goes in; 1 if not stated, for nothing comes from nothing.
    pub most: Option<Decimal>,
    /// How much claimed output one claimed input stands for in an account of mass balance; 1 if not stated.
    pub factor: Option<Decimal>,
}

impl Rule {
    /// Are its numbers above zero, and the least not above the most?
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let numbers = [self.least, self.most, self.factor];
        let positive = |number: &Decimal| !number.is_negative() && !number.is_zero();
        numbers.iter().flatten().all(positive)
            && self.least.zip(self.most).is_none_or(|(least, most)| least <= most)
    }
}

/// One transformation: an event, or all events with one transformation id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// The transformation id, if it has one.
    pub id: Option<String>,
    /// Its events, by their places.
    pub events: Vec<usize>,
    /// Their farm acts, one bit each.
    acts: u64,
    /// The last of them.
    pub last: usize,
    /// When that happened, where it says so.
    pub at: Option<Attoseconds>,
    /// What went in: names, each with its amount.
    pub inputs: Vec<(String, Option<Ratio>)>,
    /// What came out.
    pub outputs: Vec<(String, Option<Ratio>)>,
    /// All that went in.
    pub taken: Sum,
    /// All that came out.
    pub made: Sum,
    /// The rule that holds, by its place in the list.
    pub rule: Option<usize>,
    /// What came out of one that went in, where both are known.
    pub yielded: Option<Ratio>,
    /// Does it fit?
    pub verdict: Verdict,
    /// Why not.
    pub reasons: Vec<&'static str>,
}

/// The transformations among events, in the order of their first events, held against rules.
#[must_use]
pub fn transformations(selection: &Selection<'_, '_>, scale: &Scale, rules: &[Rule]) -> Vec<Turned> {
    let turns = |event: &Event<'_, '_>| event.event_type() == Some(EventType::Transformation);
    // They are large: room for as many as there are, and no more.
    let mut most = 0_usize;
    selection.for_each(|_, event| most = most.saturating_add(usize::from(turns(event))));
    let mut found: Vec<Turned> = Vec::with_capacity(most);
    let mut by_id: BTreeMap<String, usize> = BTreeMap::new();
    selection.for_each(|index, event| {
        if !turns(event) {
            return;
        }
        let id = event.text("transformationID").map(|id| name(&id).into_owned());
        let known = id.as_ref().and_then(|id| by_id.get(id).copied());
        let place = known.unwrap_or(found.len());
        if known.is_none() {
            if let Some(id) = &id {
                by_id.insert(id.clone(), place);
            }
            found.push(Turned {
                id,
                events: Vec::new(),
                acts: 0,
                last: index,
                at: None,
                inputs: Vec::new(),
                outputs: Vec::new(),
                taken: Sum::default(),
                made: Sum::default(),
                rule: None,
                yielded: None,
                verdict: Verdict::Unknown,
                reasons: Vec::new(),
            });
        }
        let Some(turned) = found.get_mut(place) else { return };
        turned.events.push(index);
        turned.acts |= event.act().map_or(0, |act| act_bit(act.name));
        let at = happened(event);
        if at >= turned.at {
            (turned.last, turned.at) = (index, at);
        }
        let (inputs, taken) = (&mut turned.inputs, &mut turned.taken);
        scale.things(event, ("inputEPCList", "inputQuantityList"), |thing, amount| {
            taken.add(amount);
            inputs.push((thing.into_owned(), amount));
        });
        let (outputs, made) = (&mut turned.outputs, &mut turned.made);
        scale.things(event, ("outputEPCList", "outputQuantityList"), |thing, amount| {
            made.add(amount);
            outputs.push((thing.into_owned(), amount));
        });
    });
    for turned in &mut found {
        turned.rule = rules.iter().position(|rule| rule.fits(turned));
        let rule = turned.rule.and_then(|rule| rules.get(rule)).cloned().unwrap_or_default();
        turned.judge(&rule);
    }
    found
}

impl Rule {
    fn fits(&self, turned: &Turned) -> bool {
        let act = self.act.as_ref().is_none_or(|act| turned.acts & act_bit(act) != 0);
        let begins = |prefix: &String| {
            turned.outputs.iter().any(|(thing, _)| name(thing).starts_with(prefix.as_str()))
        };
        act && self.output.as_ref().is_none_or(begins)
    }
}

impl Turned {
    fn judge(&mut self, rule: &Rule) {
        let (taken, made) = (self.taken, self.made);
        let both = taken.is_known() && made.is_known();
        self.yielded = made.known.checked_div(taken.known).filter(|_| both);
        let part = |of: Option<Decimal>| of.map(Ratio::from).and_then(|part| taken.known.checked_mul(part));
        // A known part of what came out may already be too much, and a known part of what went in too little.
        let most = part(Some(rule.most.unwrap_or(Decimal::ONE)));
        if taken.is_known() && most.is_some_and(|most| made.known > most) {
            self.reasons.push("more-out-than-in");
        }
        if made.is_known() && part(rule.least).is_some_and(|least| made.known < least) {
            self.reasons.push("less-out-than-expected");
        }
        self.verdict = if !self.reasons.is_empty() {
            Verdict::Fail
        } else if both && most.is_some() {
            Verdict::Pass
        } else {
            self.reasons.push(if taken.is_known() {
                "output-amount-missing"
            } else {
                "input-amount-missing"
            });
            Verdict::Unknown
        };
    }
}
