//! The one door: operation name and request in, answer or fault out.
//!
//! ```
//! let answer = terroir::api::call("operations", "{}");
//! assert!(answer.starts_with(r#"{"ok":"#));
//! ```
//!
//! One file per operation, in a folder per module; bindings pass a name and a text through and never grow.

mod book;
mod code;
mod each;
mod exact;
mod fault;
mod history;
mod log;
#[cfg(feature = "words")]
mod messages;
mod operation;
mod operations;

mod certify;
mod id;
mod lot;
mod passport;
mod proof;
mod trace;

pub use book::Book;
pub use code::Code;
pub use fault::Fault;
pub use history::History;
pub use log::Log;
pub use operation::Operation;

use crate::{base::limits, digest::json};
use alloc::string::String;
use serde::Deserializer;

/// Every operation, by module, in the order of `DESIGN` §1.
pub const OPERATIONS: &[&[Operation]] = &[
    operations::OPERATIONS,
    #[cfg(feature = "words")]
    &[messages::OPERATION],
    id::OPERATIONS,
    lot::OPERATIONS,
    trace::OPERATIONS,
    proof::OPERATIONS,
    certify::OPERATIONS,
    passport::OPERATIONS,
];

/// What a person reads for the codes of findings and verdicts: code, English, Chinese; those of faults are [`Code`]'s.
#[cfg(feature = "words")]
pub const WORDS: &[&[(&str, &str, &str)]] = &[
    crate::id::WORDS,
    crate::id::SCHEME_WORDS,
    crate::id::gs1::LINT_WORDS,
    crate::id::gs1::VALUE_WORDS,
    crate::id::gs1::ASSOCIATION_WORDS,
    crate::product::WORDS,
    crate::lot::WORDS,
    crate::trace::WORDS,
    crate::trace::recall::WORDS,
    crate::passport::WORDS,
    crate::certify::WORDS,
    crate::certify::LINT_WORDS,
    crate::certify::RELY_WORDS,
    crate::trace::history::WORDS,
    crate::trace::balance::WORDS,
    crate::trace::hash::WORDS,
    crate::trace::condition::WORDS,
    crate::trace::resolve::WORDS,
    crate::trace::capture::WORDS,
    crate::trace::gaps::WORDS,
    crate::trace::gaps::GAP_WORDS,
    crate::trace::required::WORDS,
    crate::proof::WORDS,
    crate::proof::code::WORDS,
    #[cfg(feature = "credentials")]
    crate::proof::credential::code::WORDS,
];

/// All operations in one row.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    OPERATIONS.iter().copied().flatten()
}

fn known(operation: &str) -> Option<&'static Operation> {
    operations().find(|known| known.name == operation)
}

/// Asks one operation; request and answer are JSON text.
///
/// The answer is `{"ok": …}` or `{"fault": {"code", "at", "message"}}`; this never panics.
#[must_use]
pub fn call(operation: &str, request: &str) -> String {
    match known(operation) {
        Some(known) => operation::envelope((known.run)(request)),
        None => {
            let shown: String = operation.chars().take(limits::SHOWN_CHARACTERS).collect();
            operation::envelope(Err(Fault::new(Code::UnknownOperation, "", alloc::format!("`{shown}`"))))
        }
    }
}

/// As [`call`], for bytes that may not even be text: what C and a command line have.
#[must_use]
pub fn call_bytes(operation: &[u8], request: &[u8]) -> String {
    answered(request, |request| call(name_of(operation), request))
}

/// The answer to a text that came as bytes.
fn answered(bytes: &[u8], answer: impl FnOnce(&str) -> String) -> String {
    text_of(bytes).map_or_else(|fault| refusal(&fault), answer)
}

fn text_of(bytes: &[u8]) -> Result<&str, Fault> {
    core::str::from_utf8(bytes).map_err(|_| match json::read(bytes) {
        Err(error) => error.into(),
        Ok(_) => Fault::new(Code::MalformedJson, "", "not UTF-8"),
    })
}

/// The text of a name; what is not text is no operation.
fn name_of(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap_or("")
}

/// The answer that says a question could not be asked.
#[must_use]
pub fn refusal(fault: &Fault) -> String {
    operation::envelope(Err(fault.clone()))
}

/// As [`call`], for a request in any form serde can read; the answer is JSON text.
#[must_use]
pub fn dispatch<'de, D: Deserializer<'de>>(operation: &str, request: D) -> String {
    match json::transcode(request) {
        Ok(text) => call(operation, &text),
        Err(error) => {
            operation::envelope(Err(Fault::new(Code::MalformedRequest, "", alloc::format!("{error}"))))
        }
    }
}
