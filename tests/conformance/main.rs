//! The conformance data, module by module.

mod codes;
mod formats;
mod gs1;
mod hash;
mod json;
mod vocabulary;
