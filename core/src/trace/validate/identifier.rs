//! Identifiers: any URI may stand, but what claims to be a GS1 key must be one.

use super::{Checker, uri::is_uri};
use crate::{
    digest::json::{self, Value},
    id::epc::Epc,
    trace::hash::{KeyClaim, key_claim},
};
use alloc::collections::BTreeSet;

/// An array of identifiers, each once.
pub(super) fn list(checker: &mut Checker, value: Value<'_>) {
    if !checker.is(value, json::Kind::Array) {
        return;
    }
    let mut seen = BTreeSet::new();
    for (index, item) in value.items().into_iter().flatten().enumerate() {
        let length = checker.enter_item(index);
        if checker.is(item, json::Kind::String) {
            let text = item.text().unwrap_or_default();
            one(checker, &text);
            if !seen.insert(text) {
                checker.error("repeated-identifier", item.raw());
            }
        }
        checker.leave(length);
    }
}

/// An array of identifiers of single things.
pub(super) fn instances(checker: &mut Checker, value: Value<'_>) {
    list(checker, value);
    for (index, item) in value.items().into_iter().flatten().enumerate() {
        let text = item.text().unwrap_or_default();
        if text.starts_with("urn:epc:class:") || text.starts_with("urn:epc:idpat:") {
            let length = checker.enter_item(index);
            checker.warning("class-as-instance", &text);
            checker.leave(length);
        }
    }
}

/// One identifier. What looks like a CURIE of an unknown prefix is a URI of its own scheme.
pub(super) fn one(checker: &mut Checker, text: &str) {
    if !is_uri(text) {
        checker.error("malformed-uri", text);
        return;
    }
    match key_claim(text) {
        KeyClaim::Broken => checker.error("malformed-identifier", text),
        KeyClaim::Doubtful => checker.warning("doubtful-link", text),
        KeyClaim::None | KeyClaim::Right => {}
    }
}

/// The class in a quantity: a URN of one instance names no class.
pub(super) fn class(checker: &mut Checker, text: &str) {
    one(checker, text);
    if text.starts_with("urn:epc:id:sgtin:") && text.parse::<Epc>().is_ok_and(|epc| !epc.is_class()) {
        checker.warning("instance-as-class", text);
    }
}
