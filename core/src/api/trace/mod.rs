//! Operations of `trace`.

mod chain_views;
mod check_balance;
mod check_conditions;
mod check_required;
mod draft_event;
mod find_gaps;
mod given;
mod hash_events;
mod import_table;
mod measure;
mod past;
mod query_events;
mod recall;
mod resolve_events;
mod told;
#[expect(clippy::module_inception, reason = "the operation is called so")]
mod trace;
mod validate_events;
mod verify_event_hash;

pub(super) use past::in_document;

use super::{Code, Fault, Operation};
use crate::trace::{
    capture::CaptureError,
    hash::{HashError, HashErrorKind},
    history::HistoryError,
};
use alloc::{format, string::String};

pub(super) const OPERATIONS: &[Operation] = &[
    validate_events::OPERATION,
    hash_events::OPERATION,
    verify_event_hash::OPERATION,
    check_conditions::OPERATION,
    resolve_events::OPERATION,
    query_events::OPERATION,
    recall::OPERATION,
    chain_views::OPERATION,
    draft_event::OPERATION,
    trace::OPERATION,
    find_gaps::OPERATION,
    check_balance::OPERATION,
    check_required::OPERATION,
    import_table::OPERATION,
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

/// Why the events of a document have no index, which was read before.
fn no_history(given: &given::Given<'_>, error: &HistoryError) -> Fault {
    match error {
        HistoryError::Json(error) => Fault::in_text(given.place(), error),
        HistoryError::Events(error) => {
            Fault::new(Code::NoEvents, format!("{}{}", given.place(), error.pointer()), format!("{error}"))
        }
        HistoryError::Full => Fault::new(Code::TooLarge, given.place(), format!("{error}")),
    }
}

fn capture_fault(at: &str, error: &CaptureError) -> Fault {
    match error {
        CaptureError::NotARecord => Fault::new(Code::NotARecord, at, ""),
        CaptureError::Setting { member, found } => {
            Fault::new(Code::BadSetting, format!("/settings/{member}"), format!("`{found}`"))
        }
    }
}
