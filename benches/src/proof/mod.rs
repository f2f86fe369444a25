//! Proofs: a lot's signatures, natively and in Node.

mod signatures;

use crate::pair::Case;

pub fn cases() -> Vec<Case> {
    signatures::cases()
}

/// What is no comparison of two sides here; false if something is slower than promised.
pub fn report() -> bool {
    signatures::report()
}
