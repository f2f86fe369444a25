//! Recall: from what is suspect to what is affected, how much of it, and who has it.
//!
//! ```
//! use terroir::trace::{history::{History, View}, recall::{Recall, Suspect}};
//!
//! let mut history = History::new();
//! history.append(r#"[{"type":"TransformationEvent","eventTime":"2026-05-12T07:30:00Z",
//!     "inputQuantityList":[{"epcClass":"urn:lot:a","quantity":30,"uom":"KGM"},{"epcClass":"urn:lot:b","quantity":70,"uom":"KGM"}],
//!     "outputQuantityList":[{"epcClass":"urn:lot:c","quantity":50,"uom":"KGM"},{"epcClass":"urn:lot:d","quantity":50,"uom":"KGM"}]}]"#)?;
//! let recall = Recall::of(&View::new(&history), &[Suspect::id("urn:lot:a")], &Default::default());
//! let lot = recall.lots.iter().find(|lot| history.name_of(lot.thing) == "urn:lot:c").ok_or("affected")?;
//! // All 70 kg of the other lot may be in `c`: nothing need be suspect. All 30 kg may be.
//! assert_eq!((lot.lower.map(|q| q.to_string()), lot.upper.map(|q| q.to_string())), (Some("0 KGM".into()), Some("30 KGM".into())));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A bound speaks of what was *made of* suspect goods, as the quantities of the records allow it and without any assumption
//! on mixing: the lower bound is what cannot be otherwise, the upper what can be. Of goods that cannot be taken apart again,
//! all must be called back, whatever the bounds are: that is the lot's `total`. What the records do not say is unknown,
//! never zero.

mod account;
mod bounds;
mod custody;
mod graph;
mod journey;
mod rule;
mod suspect;
mod table;
mod words;

pub use custody::{Custody, Follower, Holder, HolderState, Movement};
pub use rule::{CLASSES, Class, ClassError};
pub use suspect::{Seed, Suspect};
pub use table::{COLUMNS, Column, Description, Descriptions, Table, Writer};
pub use words::WORDS;

use super::history::{EventId, Limit, Limits, StepKey, Thing, Trace, View};
use crate::base::quantity::Quantity;
use alloc::{collections::BTreeMap, vec::Vec};
use suspect::Found;

/// Why a lot is on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Part {
    /// The suspicion names it.
    Suspect,
    /// It was made of suspect goods, or may have been.
    Affected,
    /// It carries or carried affected goods.
    Container,
}

/// A lot, item or container that is affected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    /// Which.
    pub thing: Thing,
    /// Why.
    pub part: Part,
    /// How much of it was made or is known; `None` where the records do not say.
    pub total: Option<Quantity>,
    /// All of it is suspect, however much that is.
    pub whole: bool,
    /// How much of it must be of suspect goods; `None` where no amount can be told.
    pub lower: Option<Quantity>,
    /// How much of it can be; `None` where no amount can be told.
    pub upper: Option<Quantity>,
    /// It is made of itself by way of others: the bounds are those of its total.
    pub in_cycle: bool,
    /// More of it is used than made: the total is what is used.
    pub more_used_than_made: bool,
}

/// What a recall covers.
#[derive(Clone, Debug, Default)]
pub struct Recall {
    /// Where it begins.
    pub seeds: Vec<Seed>,
    /// What is affected, by thing.
    pub lots: Vec<Lot>,
    /// The steps by which suspicion spreads.
    pub steps: Vec<StepKey>,
    /// What the suspect goods were made of, if asked for.
    pub sources: Vec<Thing>,
    /// Suspicions that name nothing in the records, by number.
    pub unknown: Vec<usize>,
    /// What the records contradict each other in, in time.
    pub found: Vec<(EventId, &'static str)>,
    /// The limit at which the walk ended, if it did: then more may be affected.
    pub truncated: Option<Limit>,
}

/// What is asked beside the suspicion.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Walk back to the sources, too.
    pub sources: bool,
    /// How far to walk.
    pub limits: Limits,
}

impl Recall {
    /// Finds what is affected.
    #[must_use]
    pub fn of(view: &View<'_>, suspects: &[Suspect<'_>], options: &Options) -> Self {
        let Found { seeds, unknown, truncated } = suspect::seeds(view, suspects, options.limits.things);
        let starts: Vec<_> = seeds.values().map(|seed| (seed.thing, seed.since)).collect();
        let trace = Trace::forward_since(view, &starts, &options.limits);
        let lots = bounds::lots(view, &trace, &seeds);
        let mut found: Vec<_> = trace.found.iter().copied().collect();
        found.sort_by(|a, b| view.history().compare(a.0, b.0).then(a.1.cmp(b.1)));
        let sources = if options.sources { sources(view, &seeds, &options.limits) } else { Vec::new() };
        Self {
            lots,
            steps: trace.steps.iter().copied().collect(),
            sources,
            unknown,
            found,
            truncated: trace.truncated.or(truncated.then_some(Limit::Things)),
            seeds: seeds.into_values().collect(),
        }
    }
}

fn sources(view: &View<'_>, seeds: &BTreeMap<Thing, Seed>, limits: &Limits) -> Vec<Thing> {
    let starts: Vec<Thing> = seeds.keys().copied().collect();
    let back = Trace::walk(view, &starts, super::history::Direction::Back, limits);
    let reached = back.things.iter().filter(|(thing, reached)| reached.itself && !seeds.contains_key(thing));
    reached.map(|(thing, _)| *thing).collect()
}
