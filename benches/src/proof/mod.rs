//! Proofs: a lot's signatures, natively and in Node; a log that grows.

mod log;
mod signatures;

use crate::pair::Case;

pub fn cases() -> Vec<Case> {
    let mut cases = log::cases();
    cases.extend(signatures::cases());
    cases
}

/// What is no comparison of two sides here; false if something is slower than promised.
pub fn report() -> bool {
    log::report() & signatures::report()
}
