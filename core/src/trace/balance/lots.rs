//! Lots: how much of each was made, and how much of it was used.

use super::{
    Verdict,
    amount::{Scale, Sum},
    happened,
};
use crate::trace::{
    Action, EventType, Selection,
    condition::Attoseconds,
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

/// The lots and items that something was made or used of, by name.
#[must_use]
pub fn lots(selection: &Selection<'_, '_>, scale: &Scale) -> Vec<LotLine> {
    // With the time of the last event, where it says so; names are with the lines once these are done.
    let mut found: BTreeMap<String, (LotLine, Option<Attoseconds>)> = BTreeMap::new();
    let mut note = |named: &str, (event, at): (usize, Option<Attoseconds>), amount, made: bool| {
        let named = name(named);
        // Of a class without a lot nothing is ever used up.
        if kind_of(&named) == Kind::Class {
            return;
        }
        if !found.contains_key(&*named) {
            let line = LotLine {
                name: String::new(),
                made: Sum::default(),
                used: Sum::default(),
                event,
                verdict: Verdict::Pass,
                reason: None,
            };
            found.insert(named.clone().into_owned(), (line, at));
        }
        if let Some((line, last)) = found.get_mut(&*named) {
            let sum = if made { &mut line.made } else { &mut line.used };
            sum.add(amount);
            if at >= *last {
                (line.event, *last) = (event, at);
            }
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
    let done = found.into_iter().map(|(name, (mut line, _))| {
        line.judge();
        LotLine { name, ..line }
    });
    done.collect()
}

impl LotLine {
    fn judge(&mut self) {
        let (made, used) = (self.made, self.used);
        (self.verdict, self.reason) = if used.parts == 0 {
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
    }
}
