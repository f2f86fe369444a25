//! What was done with containers while goods were in them.

use super::{EventId, Stamp, Thing, View};
use alloc::{collections::BTreeMap, vec::Vec};

/// When goods were in each container.
#[derive(Debug, Default)]
pub(crate) struct Carried(BTreeMap<Thing, Vec<(Stamp, Stamp)>>);

impl Carried {
    pub(crate) fn add(&mut self, parent: Thing, from: Stamp, until: Stamp) {
        let own = self.0.entry(parent).or_default();
        // What was packed together stays together: one span for all.
        if own.last() != Some(&(from, until)) {
            own.push((from, until));
        }
    }

    /// The events of the containers while goods were inside; one whose time cannot be read may have happened then.
    pub(crate) fn events(self, view: &View<'_>, mut each: impl FnMut(EventId)) {
        for (parent, mut spans) in self.0 {
            spans.sort_unstable();
            let mut reach = Stamp::FIRST;
            for span in &mut spans {
                reach = reach.max(span.1);
                span.1 = reach;
            }
            for (record, mention) in view.mentions_of(parent).filter(|(_, mention)| mention.role.is_goods()) {
                let within = record.time().map(Stamp::from).is_none_or(|time| {
                    // INVARIANT (reach): of the spans that began by then the last one reaches furthest.
                    let begun = spans.partition_point(|(from, _)| *from <= time);
                    let last = begun.checked_sub(1).and_then(|at| spans.get(at));
                    last.is_some_and(|(_, until)| time <= *until)
                });
                if within {
                    each(mention.event);
                }
            }
        }
    }
}
