//! The parts of a condition, and where they stand in the rulebook.

use super::{Gather, Node};
use alloc::format;

impl Node {
    /// Its word in a rulebook.
    pub(in crate::certify) fn word(&self) -> &'static str {
        match self {
            Self::All(_) => "all",
            Self::Any(_) => "any",
            Self::Not(_) => "not",
            Self::AtLeast(..) => "at_least",
            Self::Compare(_) => "compare",
            Self::In(..) => "in",
            Self::RegionIn(..) => "region_in",
            Self::Exists(..) => "exists",
            Self::Stated(_) => "stated",
            Self::None(_) => "none",
            Self::Every(..) => "every",
            Self::Count(..) => "count",
            Self::Sum(..) => "sum",
            Self::Lapse(_) => "lapse",
            Self::Limit(_) => "limit",
            Self::Ref(_) => "ref",
            Self::Unless(..) => "unless",
            Self::Sequence(_) => "sequence",
            Self::IntervalState(_) => "interval_state",
            Self::CoveredBy(_) => "covered_by",
            Self::IssuedBy(_) => "issued_by",
        }
    }

    /// Each condition within it, with its place under the word of this one.
    pub(in crate::certify) fn parts(&self, look: &mut dyn FnMut(&str, &Node)) {
        match self {
            Self::All(nodes) | Self::Any(nodes) => numbered("", nodes, look),
            Self::AtLeast(_, nodes) => numbered("/of", nodes, look),
            Self::Not(node) => look("", node),
            Self::Unless(exception, then) => {
                look("/exception", exception);
                look("/then", then);
            }
            Self::Exists(gather, _, then) => {
                filter("/where", gather, look);
                if let Some(then) = then {
                    look("/then", then);
                }
            }
            Self::Every(gather, _, then) => {
                filter("/where", gather, look);
                look("/then", then);
            }
            Self::None(gather) => filter("/where", gather, look),
            Self::Count(gather, ..) | Self::Sum(gather, ..) => filter("/of/where", gather, look),
            Self::Sequence(picks) => {
                for (at, gather) in picks.iter().enumerate() {
                    filter(&format!("/{at}/where"), gather, look);
                }
            }
            Self::IntervalState(asked) => {
                filter("/certificate/where", &asked.certificate, look);
                asked.life.parts(look);
            }
            Self::CoveredBy(asked) => asked.parts(look),
            Self::IssuedBy(asked) => {
                filter("/certificate/where", &asked.certificate, look);
                filter("/accreditation/where", &asked.accreditation, look);
                look("/link", &asked.link);
            }
            _ => {}
        }
    }
}

fn numbered(place: &str, nodes: &[Node], look: &mut dyn FnMut(&str, &Node)) {
    for (at, node) in nodes.iter().enumerate() {
        look(&format!("{place}/{at}"), node);
    }
}

pub(super) fn filter(place: &str, gather: &Gather, look: &mut dyn FnMut(&str, &Node)) {
    if let Some(filter) = &gather.filter {
        look(place, filter);
    }
}
