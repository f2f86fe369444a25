//! Transformations: what went in and what came out of each.

use super::{
    Verdict,
    amount::{Scale, Sum},
};
use crate::{
    base::{decimal::Decimal, ratio::Ratio},
    trace::{
        EventType,
        condition::{Attoseconds, moment},
        gaps::record::act_bit,
        history::{EventId, Mention, Role, StepKey, Thing, View},
    },
};
use alloc::{collections::BTreeSet, string::String, vec::Vec};
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
    pub id: Option<Thing>,
    /// Its events, in the order of recording.
    pub events: Vec<EventId>,
    /// Their farm acts, one bit each.
    acts: u64,
    /// The last of them.
    pub last: EventId,
    /// When that happened, where it says so.
    pub at: Option<Attoseconds>,
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

/// Tells the transformations among events, in the order of their first events, held against rules.
pub fn transformations(view: &View<'_>, scale: &Scale, rules: &[Rule], mut each: impl FnMut(Turned)) {
    let mut told = BTreeSet::new();
    for record in view.records().filter(|record| record.event_type() == EventType::Transformation) {
        let id = record.one(Role::Transformation);
        let events = match id {
            None => alloc::vec![record.id()],
            Some(id) if told.insert(id) => {
                let mut events = view.events_of(StepKey::Id(id));
                events.sort_unstable();
                events
            }
            Some(_) => continue,
        };
        each(Turned::of(view, scale, rules, id, events));
    }
}

impl Rule {
    fn fits(&self, view: &View<'_>, turned: &Turned) -> bool {
        let act = self.act.as_ref().is_none_or(|act| turned.acts & act_bit(act) != 0);
        let begins = |prefix: &String| {
            let mut outputs = turned.things(view, Role::Output);
            outputs.any(|output| view.history().name_of(output.thing).starts_with(prefix.as_str()))
        };
        act && self.output.as_ref().is_none_or(begins)
    }
}

impl Turned {
    fn of(view: &View<'_>, scale: &Scale, rules: &[Rule], id: Option<Thing>, events: Vec<EventId>) -> Self {
        let mut turned = Self {
            id,
            last: events.first().copied().unwrap_or(EventId::of(0)),
            events,
            acts: 0,
            at: None,
            taken: Sum::default(),
            made: Sum::default(),
            rule: None,
            yielded: None,
            verdict: Verdict::Unknown,
            reasons: Vec::new(),
        };
        let records = turned.events.iter().filter_map(|event| view.history().event(*event));
        for record in records {
            turned.acts |= record.act().map_or(0, |act| act_bit(act.name));
            let at = record.time().as_ref().map(moment);
            if at >= turned.at {
                (turned.last, turned.at) = (record.id(), at);
            }
        }
        for (role, sum) in [(Role::Input, &mut turned.taken), (Role::Output, &mut turned.made)] {
            for mention in things(view, &turned.events, role) {
                sum.add(scale.amount(view.history(), &mention));
            }
        }
        turned.rule = rules.iter().position(|rule| rule.fits(view, &turned));
        let rule = turned.rule.and_then(|rule| rules.get(rule)).cloned().unwrap_or_default();
        turned.judge(&rule);
        turned
    }

    /// What went in, or came out.
    pub(super) fn things<'h>(
        &self,
        view: &View<'h>,
        role: Role,
    ) -> impl Iterator<Item = Mention> + use<'_, 'h> {
        things(view, &self.events, role)
    }

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

fn things<'e, 'h>(
    view: &View<'h>,
    events: &'e [EventId],
    role: Role,
) -> impl Iterator<Item = Mention> + use<'e, 'h> {
    let history = view.history();
    let records = events.iter().filter_map(move |event| history.event(*event));
    records.flat_map(move |record| record.mentions_as(role))
}
