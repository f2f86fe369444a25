//! Operations of `trace`.

use super::Operation;

pub(super) const OPERATIONS: &[Operation] = &[];
