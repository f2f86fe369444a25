//! The one door: operation name and request in, answer or fault out.
//!
//! ```
//! let answer = terroir::api::call("operations", "{}");
//! assert!(answer.starts_with(r#"{"ok":"#));
//! ```
//!
//! One file per operation, in a folder per module; bindings pass a name and a text through and never grow.

mod code;
mod fault;
mod operation;
mod operations;

mod id;
mod lot;
mod passport;
mod proof;
mod trace;

pub use code::Code;
pub use fault::Fault;
pub use operation::Operation;

use alloc::string::String;
use serde::Deserializer;

/// Every operation, by module, in the order of `DESIGN` §1.
pub const OPERATIONS: &[&[Operation]] = &[
    operations::OPERATIONS,
    id::OPERATIONS,
    lot::OPERATIONS,
    trace::OPERATIONS,
    proof::OPERATIONS,
    passport::OPERATIONS,
];

/// All operations in one row.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    OPERATIONS.iter().copied().flatten()
}

/// Asks one operation; request and answer are JSON text.
///
/// The answer is `{"ok": …}` or `{"fault": {"code", "at", "message"}}`; this never panics.
#[must_use]
pub fn call(operation: &str, request: &str) -> String {
    match operations().find(|known| known.name == operation) {
        Some(known) => operation::envelope((known.run)(request)),
        None => {
            operation::envelope(Err(Fault::new(Code::UnknownOperation, "", alloc::format!("`{operation}`"))))
        }
    }
}

/// As [`call`], for a request in any form serde can read; the answer is JSON text.
#[must_use]
pub fn dispatch<'de, D: Deserializer<'de>>(operation: &str, request: D) -> String {
    match crate::digest::json::transcode(request) {
        Ok(text) => call(operation, &text),
        Err(error) => {
            operation::envelope(Err(Fault::new(Code::MalformedRequest, "", alloc::format!("{error}"))))
        }
    }
}
