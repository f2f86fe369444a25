//! The slow, obvious version of each clever part.

pub mod account;
pub mod base;
pub mod certificate;
pub mod codes;
pub mod condition;
pub mod custody;
pub mod gaps;
pub mod graph;
pub mod gs1;
pub mod ledger;
pub mod lot;
pub mod prehash;
pub mod query;
pub mod recall;
pub mod required;
pub mod resolve;
pub mod single;
pub mod views;

pub mod merkle;
pub mod plot;
