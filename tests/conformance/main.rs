//! The conformance data, module by module.

mod attacks;
mod base;
mod codes;
mod credential;
mod disclosures;
mod events;
mod faces;
mod formats;
mod frozen;
mod gs1;
mod hash;
mod json;
mod log_mutants;
mod mutants;
mod oracle;
mod plots;
mod profiles;
mod proof;
mod query;
mod schema;
mod signatures;
mod spellings;
mod vocabulary;
mod xml;
