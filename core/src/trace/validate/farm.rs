//! The farm vocabulary: acts with the fields they call for, each with the right kind of value.

use super::{Checker, what::filled};
use crate::{
    base::{date::Date, decimal::Decimal, finding::Severity, unit::Unit},
    digest::json::{self, Value},
    trace::{
        Context, Event, EventType, moment,
        vocabulary::{self, Act, Field, FieldKind, Visibility},
    },
};
use alloc::{format, string::String};

/// Fields that go with any act.
const GENERAL: &[&str] = &[
    "act",
    "party",
    "recorded-by",
    "lot",
    "reason",
    "certificate",
    "time-precision",
    "as-said",
    "readings",
    "media",
];

pub(super) fn check(checker: &mut Checker, event: &Event<'_, '_>, kind: EventType) {
    let mut act = None;
    let mut fields = false;
    for (name, value) in event.value().members().into_iter().flatten() {
        let Some(bare) = own(event.context(), &name) else { continue };
        fields = true;
        let length = checker.enter(&name);
        if bare == "act" {
            act = value.text();
            match act.as_deref().map(vocabulary::act) {
                Some(Some(known)) => belongs(checker, known, kind),
                Some(None) => checker.error("unknown-act", value.raw()),
                None => checker.error("wrong-type", value.raw()),
            }
        } else {
            field(checker, bare, value, event.context());
        }
        checker.leave(length);
    }
    let Some(act) = act.as_deref() else {
        if fields {
            checker.warning("fields-without-act", "");
        }
        return;
    };
    let Some(act) = vocabulary::act(act) else { return };
    for name in act.required {
        if event.farm(name).is_none() {
            checker.find_at(
                &format!("{}:{name}", vocabulary::PREFIX),
                Severity::Error,
                "missing-farm-field",
                act.name,
            );
        }
    }
    for (name, _) in event.value().members().into_iter().flatten() {
        if let Some(bare) = own(event.context(), &name) {
            let general = GENERAL.contains(&bare);
            let shown = vocabulary::field(bare).is_some_and(|field| field.visibility != Visibility::Personal);
            if shown && !general && !act.required.contains(&bare) && !act.optional.contains(&bare) {
                checker.find_at(&name, Severity::Note, "field-of-other-act", act.name);
            }
        }
    }
    if act.quantity && !says_how_much(event) {
        checker.error("act-needs-quantity", act.name);
    }
    periods(checker, event);
}

/// The bare name of a member of this vocabulary.
fn own<'n>(context: &'n Context<'_>, name: &'n str) -> Option<&'n str> {
    let (namespace, local) = context.expand(name)?;
    (namespace == vocabulary::NAMESPACE).then_some(local)
}

fn belongs(checker: &mut Checker, act: &Act, kind: EventType) {
    if !act.events.contains(&kind) {
        checker.error("act-in-other-type", kind.name());
    }
}

/// An identifier, or a class with its quantity.
fn says_how_much(event: &Event<'_, '_>) -> bool {
    ["epcList", "childEPCs", "inputEPCList", "outputEPCList"].iter().any(|list| filled(event, list))
        || ["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"]
            .iter()
            .any(|list| event.quantities(list).any(|element| element.quantity().is_some()))
}

fn field(checker: &mut Checker, name: &str, value: Value<'_>, context: &Context<'_>) {
    let Some(field) = vocabulary::field(name) else {
        checker.error("unknown-farm-field", name);
        return;
    };
    if field.visibility == Visibility::Personal {
        // That it stands here is the finding; what it says is nobody's business.
        return;
    }
    match (field.kind, value.items()) {
        (FieldKind::Rows(required, optional), Some(items)) => {
            for (index, row) in items.enumerate() {
                let length = checker.enter_item(index);
                self::row(checker, row, required, optional, context);
                checker.leave(length);
            }
        }
        (FieldKind::Text | FieldKind::Id, Some(items)) => {
            for (index, item) in items.enumerate() {
                let length = checker.enter_item(index);
                one(checker, field, item);
                checker.leave(length);
            }
        }
        _ => one(checker, field, value),
    }
}

fn row(checker: &mut Checker, row: Value<'_>, required: &[&str], optional: &[&str], context: &Context<'_>) {
    if !checker.is(row, json::Kind::Object) {
        return;
    }
    let members = || row.members().into_iter().flatten();
    for name in required {
        if !members().any(|(member, _)| own(context, &member) == Some(name)) {
            checker.find_at(
                &format!("{}:{name}", vocabulary::PREFIX),
                Severity::Error,
                "missing-farm-field",
                "",
            );
        }
    }
    for (member, value) in members() {
        let Some(bare) = own(context, &member) else {
            super::extension(checker, &member, context);
            continue;
        };
        let length = checker.enter(&member);
        match vocabulary::field(bare) {
            Some(known) if required.contains(&bare) || optional.contains(&bare) => one(checker, known, value),
            Some(_) => checker.error("field-of-other-act", bare),
            None => checker.error("unknown-farm-field", bare),
        }
        checker.leave(length);
    }
}

/// One value of a field.
fn one(checker: &mut Checker, field: &Field, value: Value<'_>) {
    match field.kind {
        FieldKind::Flag => {
            checker.is(value, json::Kind::Bool);
            return;
        }
        FieldKind::Count => {
            if checker.is(value, json::Kind::Number) && value.unsigned().is_none() {
                checker.error("malformed-farm-field", value.raw());
            }
            return;
        }
        _ => {}
    }
    if !checker.is(value, json::Kind::String) {
        return;
    }
    let text = value.text().unwrap_or_default();
    let right = match field.kind {
        FieldKind::Text => !text.trim().is_empty() && text.chars().count() <= 1000,
        FieldKind::Id => is_id(&text),
        FieldKind::Word(words) => words.contains(&&*text),
        FieldKind::Date => text.len() == 10 && text.parse::<Date>().is_ok(),
        FieldKind::Time => moment(&text).is_some(),
        FieldKind::Decimal => text.parse::<Decimal>().is_ok(),
        FieldKind::Share => {
            text.parse::<Decimal>().is_ok_and(|share| !share.is_negative() && share <= Decimal::ONE)
        }
        FieldKind::Region => matches!(text.len(), 6 | 9 | 12) && text.bytes().all(|b| b.is_ascii_digit()),
        FieldKind::Amount(dimensions) => match amount(&text) {
            Some(unit) => {
                dimension(checker, unit, dimensions);
                true
            }
            None => false,
        },
        FieldKind::Rate(dimensions, per) => match text.rsplit_once('/') {
            Some((amount_text, per_code)) => match (amount(amount_text), per_code.parse::<Unit>()) {
                (Some(unit), Ok(per_unit)) => {
                    dimension(checker, unit, dimensions);
                    dimension(checker, per_unit, &[per]);
                    true
                }
                _ => false,
            },
            None => false,
        },
        FieldKind::Rows(..) | FieldKind::Flag | FieldKind::Count => false,
    };
    if !right {
        checker.error("malformed-farm-field", &text);
    }
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= 160 && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// The unit of an amount `12.50 KGM`, if it is one and is not negative, or is a temperature.
fn amount(text: &str) -> Option<Unit> {
    let (number, code) = text.split_once(' ')?;
    let number = number.parse::<Decimal>().ok()?;
    let unit = code.parse::<Unit>().ok()?;
    let signed = vocabulary::Dimension::Temperature.holds(unit);
    (!number.is_negative() || signed).then_some(unit)
}

fn dimension(checker: &mut Checker, unit: Unit, wanted: &[vocabulary::Dimension]) {
    if unit.known().is_none() {
        checker.note("unknown-unit", unit.code());
    } else if !wanted.iter().any(|dimension| dimension.holds(unit)) {
        checker.error("unit-of-other-dimension", unit.code());
    }
}

/// Periods do not end before they start.
fn periods(checker: &mut Checker, event: &Event<'_, '_>) {
    let text = |name: &str| event.farm(name).and_then(|value| value.text());
    let mut late = |name: &str, wrong: bool| {
        if wrong {
            let name: String = format!("{}:{name}", vocabulary::PREFIX);
            checker.find_at(&name, Severity::Error, "ends-before-it-starts", "");
        }
    };
    let instants = text("from").zip(text("to"));
    late(
        "to",
        instants.is_some_and(|(from, to)| moment(&from).zip(moment(&to)).is_some_and(|(from, to)| to < from)),
    );
    for (first, last) in [("first-date", "last-date"), ("valid-from", "valid-to")] {
        let dates = text(first).zip(text(last));
        late(
            last,
            dates.is_some_and(|(first, last)| match (first.parse::<Date>(), last.parse::<Date>()) {
                (Ok(first), Ok(last)) => last < first,
                _ => false,
            }),
        );
    }
}
