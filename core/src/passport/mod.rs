//! All that a phone needs to judge one lot offline.

pub mod file;
