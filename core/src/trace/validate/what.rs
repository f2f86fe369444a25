//! The dimension "what": which things an event must name, by its type (EPCIS 2.0 §7.4).

use super::Checker;
use crate::{
    base::finding::Severity,
    digest::json::{self, Value},
    trace::{Action, Event, EventType, cbv::Family, history::name},
};
use alloc::collections::BTreeSet;

pub(super) fn check(checker: &mut Checker, event: &Event<'_, '_>, kind: EventType) {
    step_in_type(checker, event, kind);
    let action = event.action();
    let deletes = action == Some(Action::Delete);
    match kind {
        EventType::Object => {
            let seen = filled(event, "sensorElementList") && event.get("readPoint").is_some();
            if event.get("epcList").is_none() && !filled(event, "quantityList") && !seen {
                checker.error("missing-what", "epcList");
            }
            step_with_action(checker, event);
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
            own_parent(checker, event);
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

/// Steps that by their definition are for one type of event, or not for one (CBV 2.0 §7.1).
fn step_in_type(checker: &mut Checker, event: &Event<'_, '_>, kind: EventType) {
    let Some(step) = event.text("bizStep") else { return };
    let wrong = match Family::BizStep.word(&step, event.context()) {
        // What is assembled can be taken apart again.
        "assembling" => kind == EventType::Transformation,
        "encoding" => kind != EventType::Transaction,
        _ => false,
    };
    if wrong {
        checker.find_at("bizStep", Severity::Warning, "step-in-other-type", kind.name());
    }
}

/// Steps that by their meaning begin or end something (CBV 2.0 §7.1).
fn step_with_action(checker: &mut Checker, event: &Event<'_, '_>) {
    let Some(step) = event.text("bizStep") else { return };
    let bare = Family::BizStep.word(&step, event.context());
    let wanted = match bare {
        "commissioning" | "creating_class_instance" => Action::Add,
        "decommissioning" | "destroying" => Action::Delete,
        _ => return,
    };
    if event.action().is_some_and(|action| action != wanted) {
        checker.find_at("action", Severity::Warning, "step-with-other-action", bare);
    }
}

/// Nothing is its own parent, in whatever spelling.
fn own_parent(checker: &mut Checker, event: &Event<'_, '_>) {
    let Some(parent) = event.text("parentID") else { return };
    let parent = name(&parent);
    if let Some(index) = event.epcs("childEPCs").position(|child| child == parent || name(&child) == parent) {
        let length = checker.enter("childEPCs");
        checker.enter_item(index);
        checker.error("own-parent", "");
        checker.leave(length);
    }
}

/// A disposition cannot begin and end in one event.
pub(super) fn set_and_unset(checker: &mut Checker, value: Value<'_>) {
    let words = |name: &str| value.get(name).and_then(|list| list.items()).into_iter().flatten();
    let set: BTreeSet<_> = words("set").filter_map(|word| word.text()).collect();
    let both = words("unset").position(|word| word.text().is_some_and(|word| set.contains(&word)));
    if let Some(index) = both {
        let length = checker.enter("unset");
        checker.enter_item(index);
        checker.error("set-and-unset", "");
        checker.leave(length);
    }
}

/// Source and destination have one of each type (EPCIS 2.0 §7.3.5.4).
pub(super) fn types_once(checker: &mut Checker, list: Value<'_>) {
    let mut seen = BTreeSet::new();
    for (index, item) in list.items().into_iter().flatten().enumerate() {
        if let Some(kind) = item.get("type").and_then(|kind| kind.text())
            && !seen.insert(kind)
        {
            let length = checker.enter_item(index);
            checker.find_at("type", Severity::Warning, "type-twice", "");
            checker.leave(length);
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
