//! EPCIS 2.0 events and the farm vocabulary on top of them.

mod event_type;
pub mod vocabulary;
mod vocabulary_table;

pub use event_type::EventType;
