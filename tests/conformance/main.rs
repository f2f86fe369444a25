//! The conformance data, module by module.

mod json;
mod vocabulary;
