//! Operations of `trace`.

mod check_conditions;
mod given;
mod hash_events;
mod query_events;
mod resolve_events;
mod validate_events;
mod verify_event_hash;

use super::{Code, Fault, Operation};
use crate::trace::hash::{HashError, HashErrorKind};
use alloc::{format, string::String};

pub(super) const OPERATIONS: &[Operation] = &[
    validate_events::OPERATION,
    hash_events::OPERATION,
    verify_event_hash::OPERATION,
    check_conditions::OPERATION,
    resolve_events::OPERATION,
    query_events::OPERATION,
];

fn no_hash(at: String, error: &HashError) -> Fault {
    let code = match error.kind {
        HashErrorKind::Type => Code::EventWithoutType,
        HashErrorKind::Time => Code::MalformedTime,
        HashErrorKind::Identifier => Code::MalformedIdentifier,
        HashErrorKind::Size => Code::OutOfProportion,
        HashErrorKind::Shape => Code::MisplacedValue,
    };
    Fault::new(code, format!("{at}{}", error.pointer), format!("`{}`", error.found))
}
