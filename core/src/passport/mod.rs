//! All that a phone needs to judge one lot offline.

pub mod file;
pub mod label;
mod require;
pub mod verdict;
mod verify;

pub use require::{Grade, Require, RequireError};
pub use verdict::Verdict;
pub use verify::{Question, Seen, verify};
