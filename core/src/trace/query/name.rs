//! One spelling for words and names; that of identifiers is [`history::name`](crate::trace::history::name).

use crate::trace::{
    Context, EventType,
    cbv::{self, Family},
};
use alloc::{format, string::String};

/// A vocabulary word in full, whether it was written bare, as URN, CURIE or web URI.
pub(super) fn word(text: &str, family: Family, context: &Context<'_>) -> String {
    if let Some(word) = family.spelled(text, Some(context)) {
        return format!("{}{word}", family.stem());
    }
    if !text.contains([':', '/']) {
        let stem = if family.knows(text) { family.stem() } else { "" };
        return format!("{stem}{text}");
    }
    // A word of another family stays what it is.
    match cbv::from_urn(text).or_else(|| cbv::address(text)) {
        Some((stem, rest)) => format!("{stem}{rest}"),
        None => full(text, context),
    }
}

/// A CURIE of a known prefix as IRI; any other text as it is.
pub(super) fn full(text: &str, context: &Context<'_>) -> String {
    match text.split_once(':') {
        Some((prefix, local)) if !local.starts_with("//") => match context.namespace(prefix) {
            Some(namespace) => format!("{namespace}{local}"),
            None => text.into(),
        },
        _ => text.into(),
    }
}

/// The name of an event type: bare for the five of the standard.
pub(super) fn event_type(text: &str, context: &Context<'_>) -> String {
    let full = full(text, context);
    match full.strip_prefix(cbv::EPCIS).and_then(EventType::from_name) {
        Some(known) => known.name().into(),
        None => full,
    }
}

/// The name of a master data attribute; CBV 1.x wrote `urn:epcglobal:cbv:mda#name`.
pub(super) fn attribute(text: &str, context: &Context<'_>) -> String {
    full(text, context).replacen("urn:epcglobal:cbv:mda#", "urn:epcglobal:cbv:mda:", 1)
}
