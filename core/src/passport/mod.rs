//! All that a phone needs to judge one lot offline.

mod build;
pub mod file;
pub mod label;
mod require;
pub mod verdict;
mod verify;

pub use build::{BuildError, Parts, build, redact};
pub use require::{Grade, Require, RequireError};
pub use verdict::Verdict;
pub use verify::{Question, Seen, verify};
