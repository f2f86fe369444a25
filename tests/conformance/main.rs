//! The conformance data, module by module.

mod base;
mod codes;
mod events;
mod faces;
mod formats;
mod gs1;
mod hash;
mod json;
mod proof;
mod vocabulary;
