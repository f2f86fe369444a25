//! Operations of `trace`.

mod hash_events;
mod validate_events;
mod verify_event_hash;

use super::{Code, Fault, Operation};
use crate::{
    digest::json::{self, Document, Raw},
    trace::{
        DocumentError,
        hash::{HashError, HashErrorKind},
    },
};
use alloc::{format, string::String};

pub(super) const OPERATIONS: &[Operation] =
    &[validate_events::OPERATION, hash_events::OPERATION, verify_event_hash::OPERATION];

/// The document of a request, read, and the pointer of the member that holds it.
fn read<'q>(
    text: Option<&'q String>,
    document: Option<&'q Raw>,
) -> Result<(&'static str, Document<'q>), Fault> {
    let (place, source) = match (text, document) {
        (Some(text), None) => ("/text", text.as_str()),
        (None, Some(document)) => ("/document", document.text()),
        _ => return Err(Fault::new(Code::MalformedRequest, "", "give `text` or `document`, one of them")),
    };
    let document = json::read(source.as_bytes()).map_err(|error| Fault::in_text(place, &error))?;
    Ok((place, document))
}

fn no_events(place: &str, error: &DocumentError) -> Fault {
    Fault::new(Code::NoEvents, format!("{place}{}", error.pointer()), format!("{error}"))
}

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
