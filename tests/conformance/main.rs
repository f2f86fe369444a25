//! The conformance data, module by module.

mod codes;
mod gs1;
mod hash;
mod formats;
mod gs1;
mod json;
mod vocabulary;
