//! GS1 Digital Link URIs (Digital Link standard: URI syntax 1.6).

mod escape;
mod lenient;

pub use escape::{Component, escape, unescape};
pub(crate) use escape::{escape_into, escaped_byte};
pub use lenient::normalise_lenient;

/// The stem of canonical Digital Link URIs.
pub const CANONICAL_STEM: &str = "https://id.gs1.org";
