//! Lots: how much of each was made, and how much of it was used.

use super::{
    Verdict,
    amount::{Scale, Sum},
};
use crate::trace::{
    Action, EventType, Selection,
    condition::{Attoseconds, happened},
    history::{Kind, kind_of, name},
};
use alloc::{collections::BTreeMap, string::String, vec::Vec};

/// What events say of one lot or item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotLine {
    /// Its name.
    pub name: String,
    /// What was made of it: output of a transformation, or added.
    pub made: Sum,
    /// What was used of it: input of a transformation, or deleted.
    pub used: Sum,
    /// The last event that made or used it, by its place in the document.
    pub event: usize,
    /// Does it fit?
    pub verdict: Verdict,
    /// Why not.
    pub reason: Option<&'static str>,
}

/// What is gathered of a lot until all events were looked at.
#[derive(Default)]
struct Gathered {
    made: Sum,
    used: Sum,
    event: usize,
    /// When that happened, where it says so.
    at: Option<Attoseconds>,
}

/// The lots and items that something was made or used of, by name.
#[must_use]
pub fn lots(selection: &Selection<'_, '_>, scale: &Scale) -> Vec<LotLine> {
    let mut found: BTreeMap<String, Gathered> = BTreeMap::new();
    let mut note = |named: &str, (event, at): (usize, Option<Attoseconds>), amount, made: bool| {
        let named = name(named);
        // Of a class without a lot nothing is ever used up.
        if kind_of(&named) == Kind::Class {
            return;
        }
        let lot = match found.get_mut(&*named) {
            Some(lot) => lot,
            None => found.entry(named.into_owned()).or_default(),
        };
        let sum = if made { &mut lot.made } else { &mut lot.used };
        sum.add(amount);
        if at >= lot.at {
            (lot.event, lot.at) = (event, at);
        }
    };
    selection.for_each(|index, event| {
        let object = ("epcList", "quantityList");
        let here = (index, happened(event));
        match (event.event_type(), event.action()) {
            (Some(EventType::Transformation), _) => {
                let inputs = ("inputEPCList", "inputQuantityList");
                scale.things(event, inputs, |thing, amount| note(&thing, here, amount, false));
                let outputs = ("outputEPCList", "outputQuantityList");
                scale.things(event, outputs, |thing, amount| note(&thing, here, amount, true));
            }
            (Some(EventType::Object), Some(Action::Add)) => {
                scale.things(event, object, |thing, amount| note(&thing, here, amount, true));
            }
            (Some(EventType::Object), Some(Action::Delete)) => {
                scale.things(event, object, |thing, amount| note(&thing, here, amount, false));
            }
            _ => {}
        }
    });
    found.into_iter().map(|(name, lot)| lot.line(name)).collect()
}

impl Gathered {
    fn line(self, name: String) -> LotLine {
        let Self { made, used, event, .. } = self;
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
        LotLine { name, made, used, event, verdict, reason }
    }
}
