//! Operations of `id`.

use super::Operation;

pub(super) const OPERATIONS: &[Operation] = &[];
