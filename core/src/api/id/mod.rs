//! Operations of `id`.

use super::Operation;

mod check_identifier;

pub(super) const OPERATIONS: &[Operation] = &[check_identifier::OPERATION];
