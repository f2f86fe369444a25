//! Operations of `proof`.

mod canonicalize;

use super::Operation;

pub(super) const OPERATIONS: &[Operation] = &[canonicalize::OPERATION];
