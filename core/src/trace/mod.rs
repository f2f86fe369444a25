//! EPCIS 2.0 events and the farm vocabulary on top of them.
//!
//! A document is read once onto a JSON tape; [`Events`] finds the events in it, [`Event`] looks at one through the
//! standard. Nothing is rewritten: what was read can be given back byte for byte.

pub mod balance;
pub mod capture;
pub mod cbv;
pub mod condition;
mod context;
mod document;
mod event;
mod event_type;
pub mod gaps;
pub mod hash;
pub mod history;
mod model;
mod moment;
pub mod query;
pub mod recall;
pub mod required;
pub mod resolve;
mod selection;
mod validate;
pub mod views;
pub mod vocabulary;
mod vocabulary_table;
#[cfg(feature = "xml")]
pub mod xml;

pub use context::{BUILT_IN, Context, is_epcis_context};
pub use document::{DocumentError, Events, Holder, Place, pointer_at};
pub use event::{Action, Event, QuantityElement, SensorReport, Typed};
pub use event_type::EventType;
pub use moment::moment;
pub use selection::Selection;
use validate::personal_pattern;
pub use validate::{
    CLAUSES, MOST_FINDINGS, Report, WORDS, clause, personal_in_clear, validate, validate_xml,
};
