//! What stands around the events.

use super::{Checker, extension, identifier, uri::is_uri};
use crate::{
    base::finding::Severity,
    digest::json::{self, Value},
    trace::{Context, Events, Holder, vocabulary},
};
use alloc::collections::BTreeSet;

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

/// What the value of a member around the events is.
#[derive(Clone, Copy)]
enum Shape {
    Text,
    Time,
    Uri,
    Version,
    /// Looked at elsewhere.
    Other,
}

/// Members of both kinds of document (EPCIS 2.0 §10.1).
const EITHER: &[(&str, Shape)] = &[
    ("@context", Shape::Other),
    ("id", Shape::Uri),
    ("type", Shape::Other),
    ("schemaVersion", Shape::Version),
    ("creationDate", Shape::Time),
    ("epcisBody", Shape::Other),
];

/// Members of an `EPCISDocument` only.
const DOCUMENT: &[(&str, Shape)] = &[
    ("instanceIdentifier", Shape::Text),
    ("sender", Shape::Text),
    ("receiver", Shape::Text),
    ("epcisHeader", Shape::Other),
];

fn envelope(checker: &mut Checker, events: &Events<'_>, root: Value<'_>) {
    let query = events.holder() == Holder::QueryDocument;
    let wanted = if query { "EPCISQueryDocument" } else { "EPCISDocument" };
    match root.get("type") {
        None => checker.missing("type"),
        Some(kind) if kind.is_text(wanted) => {}
        Some(kind) => checker.find_at("type", Severity::Error, "unknown-document-type", kind.raw()),
    }
    let required: &[&str] =
        if query { &["@context"] } else { &["@context", "schemaVersion", "creationDate"] };
    for name in required {
        if root.get(name).is_none() {
            checker.missing(name);
        }
    }
    for (name, value) in root.members().into_iter().flatten() {
        let own = if query { &[] } else { DOCUMENT };
        match EITHER.iter().chain(own).find(|(known, _)| *known == name) {
            Some((_, shape)) => {
                let length = checker.enter(&name);
                member(checker, *shape, value);
                checker.leave(length);
            }
            None => extension(checker, &name, events.context()),
        }
    }
    if let Some(header) = root.get("epcisHeader").filter(|_| !query) {
        let length = checker.enter("epcisHeader");
        self::header(checker, header, events.context());
        checker.leave(length);
    }
    let length = checker.enter("epcisBody");
    let body = root.get("epcisBody");
    if query {
        results(checker, body, events.context());
    } else if body.is_some_and(|body| body.get("eventList").is_none()) {
        // One `event` by itself is how earlier drafts wrote it.
        checker.missing("eventList");
    }
    checker.leave(length);
}

fn member(checker: &mut Checker, shape: Shape, value: Value<'_>) {
    if matches!(shape, Shape::Other) || !checker.is(value, json::Kind::String) {
        return;
    }
    let text = value.text().unwrap_or_default();
    match shape {
        Shape::Uri => uri(checker, &text),
        Shape::Time => super::event::time(checker, &text),
        Shape::Version => version(checker, &text),
        Shape::Text | Shape::Other => {}
    }
}

/// Around the events of a query document (EPCIS 2.0 §8.2, §10.1).
fn results(checker: &mut Checker, body: Option<Value<'_>>, context: &Context<'_>) {
    closed(checker, body, &["queryResults"], context);
    let results = body.and_then(|body| body.get("queryResults"));
    let length = checker.enter("queryResults");
    closed(checker, results, &["queryName", "subscriptionID", "resultsBody"], context);
    for (name, required) in [("queryName", true), ("subscriptionID", false)] {
        match results.and_then(|results| results.get(name)) {
            Some(value) => {
                let length = checker.enter(name);
                checker.is(value, json::Kind::String);
                checker.leave(length);
            }
            None if required => checker.missing(name),
            None => {}
        }
    }
    checker.enter("resultsBody");
    let body = results.and_then(|results| results.get("resultsBody"));
    closed(checker, body, &["eventList", "vocabularyList"], context);
    if let Some(list) = body.and_then(|body| body.get("vocabularyList")) {
        vocabularies(checker, list);
    }
    checker.leave(length);
}

/// Members of an object that has only these and extensions.
fn closed(checker: &mut Checker, object: Option<Value<'_>>, known: &[&str], context: &Context<'_>) {
    for (name, _) in object.and_then(|object| object.members()).into_iter().flatten() {
        if !known.contains(&&*name) {
            extension(checker, &name, context);
        }
    }
}

/// Master data (EPCIS 2.0 §9.4, §10.1).
fn header(checker: &mut Checker, header: Value<'_>, context: &Context<'_>) {
    if !checker.is(header, json::Kind::Object) {
        return;
    }
    closed(checker, Some(header), &["epcisMasterData"], context);
    let Some(data) = header.get("epcisMasterData") else { return };
    let length = checker.enter("epcisMasterData");
    if checker.is(data, json::Kind::Object)
        && let Some(list) = data.get("vocabularyList")
    {
        vocabularies(checker, list);
    }
    checker.leave(length);
}

fn vocabularies(checker: &mut Checker, list: Value<'_>) {
    let length = checker.enter("vocabularyList");
    each(checker, list, |checker, vocabulary| {
        if !checker.is(vocabulary, json::Kind::Object) {
            return;
        }
        required_uri(checker, vocabulary, "type");
        if let Some(elements) = vocabulary.get("vocabularyElementList") {
            let length = checker.enter("vocabularyElementList");
            each(checker, elements, element);
            checker.leave(length);
        }
    });
    checker.leave(length);
}

fn element(checker: &mut Checker, element: Value<'_>) {
    if !checker.is(element, json::Kind::Object) {
        return;
    }
    required_uri(checker, element, "id");
    for (name, one) in [("attributes", attribute as fn(&mut Checker, Value<'_>)), ("children", child)] {
        if let Some(list) = element.get(name) {
            let length = checker.enter(name);
            each(checker, list, one);
            checker.leave(length);
        }
    }
}

fn attribute(checker: &mut Checker, attribute: Value<'_>) {
    if !checker.is(attribute, json::Kind::Object) {
        return;
    }
    required_uri(checker, attribute, "id");
    if let Some(value) = attribute.get("attribute")
        && !matches!(value.kind(), json::Kind::Number | json::Kind::String | json::Kind::Object)
    {
        checker.find_at("attribute", Severity::Error, "wrong-type", value.raw());
    }
}

fn child(checker: &mut Checker, child: Value<'_>) {
    if checker.is(child, json::Kind::String) {
        identifier::one(checker, &child.text().unwrap_or_default());
    }
}

/// Each item of what should be an array.
fn each(checker: &mut Checker, list: Value<'_>, look: impl Fn(&mut Checker, Value<'_>)) {
    if !checker.is(list, json::Kind::Array) {
        return;
    }
    for (index, item) in list.items().into_iter().flatten().enumerate() {
        let length = checker.enter_item(index);
        look(checker, item);
        checker.leave(length);
    }
}

fn required_uri(checker: &mut Checker, holder: Value<'_>, name: &str) {
    let Some(value) = holder.get(name) else { return checker.missing(name) };
    let length = checker.enter(name);
    if checker.is(value, json::Kind::String) {
        uri(checker, &value.text().unwrap_or_default());
    }
    checker.leave(length);
}

fn uri(checker: &mut Checker, text: &str) {
    if !is_uri(text) {
        checker.error("malformed-uri", text);
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
        json::Kind::String => uri(checker, &declared.text().unwrap_or_default()),
        json::Kind::Object => {}
        json::Kind::Array => {
            let mut seen = BTreeSet::new();
            for (index, item) in declared.items().into_iter().flatten().enumerate() {
                let length = checker.enter_item(index);
                match item.kind() {
                    json::Kind::String => uri(checker, &item.text().unwrap_or_default()),
                    json::Kind::Object => {}
                    _ => checker.error("wrong-type", item.raw()),
                }
                if !seen.insert(item.raw()) {
                    checker.error("repeated-item", item.raw());
                }
                checker.leave(length);
            }
        }
        _ => checker.error("wrong-type", declared.raw()),
    }
}
