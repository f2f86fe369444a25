//! Numbers as ECMAScript prints them: the one place where a foreign document's number becomes a float.

use alloc::{borrow::ToOwned as _, string::String};

/// A finite double as ECMAScript's `Number::toString` prints it (ECMA-262 §6.1.6.1.20); `None` for the others.
#[must_use]
pub fn ecma_number(value: f64) -> Option<String> {
    value.is_finite().then(|| ryu_js::Buffer::new().format_finite(value).to_owned())
}

/// The double nearest to a JSON number, printed so; `None` if there is no finite one.
pub(super) fn nearest(text: &str) -> Option<String> {
    ecma_number(text.parse().ok()?)
}
