//! The dimension "what": which things an event must name, by its type (EPCIS 2.0 §7.4).

use super::Checker;
use crate::{
    base::finding::Severity,
    digest::json::{self, Value},
    trace::{Action, Event, EventType},
};

pub(super) fn check(checker: &mut Checker, event: &Event<'_, '_>, kind: EventType) {
    let action = event.action();
    let deletes = action == Some(Action::Delete);
    match kind {
        EventType::Object => {
            let seen = filled(event, "sensorElementList") && event.get("readPoint").is_some();
            if event.get("epcList").is_none() && !filled(event, "quantityList") && !seen {
                checker.error("missing-what", "epcList");
            }
            if event.get("ilmd").is_some() && action.is_some() && action != Some(Action::Add) {
                checker.find_at("ilmd", Severity::Error, "ilmd-without-add", "");
            }
        }
        EventType::Aggregation | EventType::Association => {
            let parent = event.get("parentID").is_some();
            let required =
                kind == EventType::Association || matches!(action, Some(Action::Add | Action::Delete));
            if required && !parent {
                checker.missing("parentID");
            }
            if !deletes && !filled(event, "childEPCs") && !filled(event, "childQuantityList") {
                checker.error("missing-what", "childEPCs");
            }
        }
        EventType::Transaction => {
            if !filled(event, "bizTransactionList") {
                checker.missing("bizTransactionList");
            }
            if !deletes && event.get("epcList").is_none() && !filled(event, "quantityList") {
                checker.error("missing-what", "epcList");
            }
        }
        EventType::Transformation => {
            let input = filled(event, "inputEPCList") || filled(event, "inputQuantityList");
            let output = filled(event, "outputEPCList") || filled(event, "outputQuantityList");
            let one = event.get("transformationID").is_some() && (input || output);
            if !(one || (input && output)) {
                checker.error("missing-what", if input { "outputEPCList" } else { "inputEPCList" });
            }
        }
    }
}

/// Is it an array with something in it?
pub(super) fn filled(event: &Event<'_, '_>, list: &str) -> bool {
    event.get(list).and_then(|list| list.items()).is_some_and(|mut items| items.next().is_some())
}

/// How much: without a unit it is pieces, and there is no negative amount (EPCIS 2.0 §7.3.3.3).
pub(super) fn quantity(checker: &mut Checker, element: Value<'_>) {
    let uom = element.get("uom");
    let Some(quantity) = element.get("quantity") else {
        if uom.is_some() {
            checker.find_at("uom", Severity::Warning, "unit-without-quantity", "");
        }
        return;
    };
    if quantity.kind() != json::Kind::Number {
        return;
    }
    let text = quantity.raw();
    if text.starts_with('-') && text.bytes().any(|b| matches!(b, b'1'..=b'9')) {
        checker.find_at("quantity", Severity::Error, "negative-quantity", text);
    }
    if uom.is_none() {
        let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
        let fraction = mantissa.split_once('.').is_some_and(|(_, part)| part.bytes().any(|b| b != b'0'));
        if fraction && mantissa.len() == text.len() {
            checker.find_at("quantity", Severity::Warning, "fraction-of-pieces", text);
        }
    }
}
