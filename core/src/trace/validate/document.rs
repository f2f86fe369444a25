//! What stands around the events.

use super::{Checker, extension};
use crate::{
    base::finding::Severity,
    digest::json::{self, Value},
    trace::{Context, Events, Holder, vocabulary},
};

pub(super) fn check(checker: &mut Checker, events: &Events<'_>) {
    let root = events.root();
    match events.holder() {
        Holder::Document | Holder::QueryDocument => {
            envelope(checker, events, root);
            context(checker, root, events.context(), Severity::Warning);
        }
        Holder::Event => context(checker, root, events.context(), Severity::Note),
        Holder::List => {}
    }
}

fn envelope(checker: &mut Checker, events: &Events<'_>, root: Value<'_>) {
    let query = events.holder() == Holder::QueryDocument;
    let wanted = if query { "EPCISQueryDocument" } else { "EPCISDocument" };
    match root.get("type") {
        None => checker.missing("type"),
        Some(kind) if kind.is_text(wanted) => {}
        Some(kind) => checker.find_at("type", Severity::Error, "unknown-document-type", kind.raw()),
    }
    if root.get("@context").is_none() {
        checker.missing("@context");
    }
    for (name, required) in [("schemaVersion", !query), ("creationDate", !query)] {
        match root.get(name) {
            None if required => checker.missing(name),
            None => {}
            Some(value) => {
                let length = checker.enter(name);
                if checker.is(value, json::Kind::String) {
                    let text = value.text().unwrap_or_default();
                    if name == "schemaVersion" {
                        version(checker, &text);
                    } else {
                        super::event::time(checker, &text);
                    }
                }
                checker.leave(length);
            }
        }
    }
    if let Some(results) = root.get("epcisBody").and_then(|body| body.get("queryResults"))
        && results.get("queryName").is_none()
    {
        let length = checker.enter("epcisBody");
        checker.enter("queryResults");
        checker.missing("queryName");
        checker.leave(length);
    }
    const KNOWN: &[&str] = &[
        "@context",
        "id",
        "type",
        "schemaVersion",
        "creationDate",
        "instanceIdentifier",
        "sender",
        "receiver",
        "epcisHeader",
        "epcisBody",
    ];
    for (name, _) in root.members().into_iter().flatten() {
        if !KNOWN.contains(&&*name) {
            extension(checker, &name, events.context());
        }
    }
}

fn version(checker: &mut Checker, text: &str) {
    if text.is_empty()
        || !text.split('.').all(|part| part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty())
    {
        checker.error("malformed-version", text);
    } else if !text.starts_with("2.") && text != "2" {
        checker.warning("other-version", text);
    }
}

/// What an `@context` declares; `missing` is how grave it is that there is none.
pub(super) fn context(checker: &mut Checker, holder: Value<'_>, context: &Context<'_>, missing: Severity) {
    let Some(declared) = holder.get("@context") else {
        if missing == Severity::Note {
            checker.note("no-context", "");
        }
        return;
    };
    let length = checker.enter("@context");
    shape(checker, declared);
    if !context.names_epcis() {
        checker.warning("no-epcis-context", "");
    }
    for foreign in context.foreign() {
        checker.note("foreign-context", &foreign.text().unwrap_or_default());
    }
    if context.namespace(vocabulary::PREFIX).is_some_and(|iri| iri != vocabulary::NAMESPACE) {
        checker.warning("prefix-redefined", vocabulary::PREFIX);
    }
    checker.leave(length);
}

fn shape(checker: &mut Checker, declared: Value<'_>) {
    match declared.kind() {
        json::Kind::String | json::Kind::Object => {}
        json::Kind::Array => {
            for (index, item) in declared.items().into_iter().flatten().enumerate() {
                if !matches!(item.kind(), json::Kind::String | json::Kind::Object) {
                    let length = checker.enter_item(index);
                    checker.error("wrong-type", item.raw());
                    checker.leave(length);
                }
            }
        }
        _ => checker.error("wrong-type", declared.raw()),
    }
}
