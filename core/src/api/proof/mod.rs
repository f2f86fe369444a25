//! Operations of `proof`.

use super::Operation;

pub(super) const OPERATIONS: &[Operation] = &[];
