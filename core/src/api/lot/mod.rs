//! Operations of `lot`.

use super::Operation;

pub(super) const OPERATIONS: &[Operation] = &[];
