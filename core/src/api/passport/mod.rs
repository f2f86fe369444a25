//! Operations of `passport`.

use super::Operation;

pub(super) const OPERATIONS: &[Operation] = &[];
