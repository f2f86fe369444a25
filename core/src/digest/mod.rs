//! Bytes and their hashes: strict JSON reading, canonical writing, the suites SHA-256 and SM3.

pub mod caller;
pub mod json;
mod suite;

pub use suite::{Hash, Suite};
