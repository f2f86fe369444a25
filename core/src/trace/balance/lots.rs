//! Lots: how much of each was made, and how much of it was used.

use super::{
    Verdict,
    amount::{Scale, Sum},
};
use crate::trace::{
    Action, EventType,
    condition::{Attoseconds, moment},
    history::{EventId, Kind, Role, Thing, View, kind_of},
};
use alloc::vec::Vec;

/// What events say of one lot or item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotLine {
    /// Which.
    pub thing: Thing,
    /// What was made of it: output of a transformation, or added.
    pub made: Sum,
    /// What was used of it: input of a transformation, or deleted.
    pub used: Sum,
    /// The last event that made or used it.
    pub event: EventId,
    /// Does it fit?
    pub verdict: Verdict,
    /// Why not.
    pub reason: Option<&'static str>,
}

/// What is gathered of a lot until all its mentions were looked at.
#[derive(Default)]
struct Gathered {
    made: Sum,
    used: Sum,
    last: Option<EventId>,
    /// When that happened, where it says so.
    at: Option<Attoseconds>,
}

/// Tells the lots and items that something was made or used of, by name.
pub fn lots(view: &View<'_>, scale: &Scale, mut each: impl FnMut(LotLine)) {
    let history = view.history();
    let mut things: Vec<Thing> = history.all_things().collect();
    things.sort_by_key(|thing| history.name_of(*thing));
    // Of a class without a lot nothing is ever used up.
    for thing in things.into_iter().filter(|thing| kind_of(history.name_of(*thing)) != Kind::Class) {
        let gathered = Gathered::of(view, scale, thing);
        if let Some(last) = gathered.last {
            each(gathered.line(thing, last));
        }
    }
}

impl Gathered {
    fn of(view: &View<'_>, scale: &Scale, thing: Thing) -> Self {
        let mut this = Self::default();
        for (record, mention) in view.mentions_of(thing) {
            let sum = match (record.event_type(), mention.role, record.action()) {
                (EventType::Transformation, Role::Output, _)
                | (EventType::Object, Role::Observed, Some(Action::Add)) => &mut this.made,
                (EventType::Transformation, Role::Input, _)
                | (EventType::Object, Role::Observed, Some(Action::Delete)) => &mut this.used,
                _ => continue,
            };
            sum.add(scale.amount(view.history(), &mention));
            let at = record.time().as_ref().map(moment);
            if this.last.is_none() || at >= this.at {
                (this.last, this.at) = (Some(record.id()), at);
            }
        }
        this
    }

    fn line(self, thing: Thing, event: EventId) -> LotLine {
        let Self { made, used, .. } = self;
        let (verdict, reason) = if used.parts == 0 {
            (Verdict::Pass, None)
        } else if made.parts == 0 {
            (Verdict::Unknown, Some("made-not-recorded"))
        } else if made.unknown == 0 && used.known > made.known {
            (Verdict::Fail, Some("more-used-than-made"))
        } else if made.unknown > 0 || used.unknown > 0 {
            (Verdict::Unknown, Some("lot-amount-missing"))
        } else {
            (Verdict::Pass, None)
        };
        LotLine { thing, made, used, event, verdict, reason }
    }
}
