//! The conformance data, module by module.

mod gs1;
mod json;
mod vocabulary;
