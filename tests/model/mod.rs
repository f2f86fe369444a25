//! The slow, obvious version of each clever part.

pub mod base;

pub mod merkle;
