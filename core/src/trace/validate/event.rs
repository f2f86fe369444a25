//! One event: its members, each with the right kind of value, and those that its type calls for.

use super::{Checker, document, extension, farm, identifier, personal, sensor, uri::is_uri, what};
use crate::{
    base::{
        finding::Severity,
        time::{Instant, InstantError},
        unit::Unit,
    },
    digest::json::{self, Value},
    trace::{
        Action, Context, Event, EventType,
        cbv::{self, Family},
        model::{
            self, BIZ_TRANSACTION, DESTINATION, EVENT, Field, Kind, PERSISTENT, PLACE, QUANTITY, RECORD,
            REPORT_RULES, SENSOR_REPORT, SOURCE,
        },
        moment,
    },
};
use alloc::collections::BTreeSet;

pub(super) fn check(checker: &mut Checker, event: &Event<'_, '_>) {
    let kind = kind(checker, event);
    if event.get("type").is_none() {
        return;
    }
    checker.event_time = event.event_time().and_then(|time| moment(&time));
    if event.get("@context").is_some() && event.pointer() != "" {
        document::context(checker, event.value(), event.context(), Severity::Warning);
    }
    for name in ["eventTime", "eventTimeZoneOffset"] {
        if event.get(name).is_none() {
            checker.missing(name);
        }
    }
    if kind.is_some_and(|kind| kind != EventType::Transformation) && event.get("action").is_none() {
        checker.missing("action");
    }
    for (name, value) in event.value().members().into_iter().flatten() {
        if matches!(&*name, "type" | "@context") {
            continue;
        }
        let slot = model::slot(&name).and_then(|at| model::ALL.get(at));
        let known = slot
            .and_then(|slot| EVENT.get(*slot as usize))
            .or_else(|| RECORD.iter().find(|field| field.name == name));
        let Some(field) = known else {
            // What a type of its own has for members is for that type to say.
            if kind.is_some() {
                extension(checker, &name, event.context());
            }
            continue;
        };
        if let (Some(slot), Some(kind)) = (slot, kind)
            && !model::belongs(*slot, kind)
        {
            checker.find_at(&name, Severity::Error, "not-of-this-type", kind.name());
            continue;
        }
        if name == "persistentDisposition"
            && kind.is_some_and(|kind| !matches!(kind, EventType::Object | EventType::Transformation))
        {
            checker.find_at(&name, Severity::Warning, "persistent-in-other-type", "");
        }
        member(checker, field, value, event.context());
    }
    offsets(checker, event);
    order_of_times(checker, event);
    if let Some(kind) = kind {
        what::check(checker, event, kind);
        farm::check(checker, event, kind);
    }
    personal::check(checker, event.value());
}

/// Its type, if it is one of the standard's; of an extension type only what all events have in common is known.
fn kind(checker: &mut Checker, event: &Event<'_, '_>) -> Option<EventType> {
    let Some(value) = event.get("type") else {
        checker.missing("type");
        return None;
    };
    let kind = event.event_type();
    if kind.is_none() {
        let text = value.text().unwrap_or_default();
        let length = checker.enter("type");
        if is_uri(&text) {
            checker.note("other-event-type", &text);
        } else {
            checker.error("unknown-event-type", value.raw());
        }
        checker.leave(length);
    }
    kind
}

/// A member of the standard at where the checker stands.
pub(super) fn member(checker: &mut Checker, field: &Field, value: Value<'_>, context: &Context<'_>) {
    let length = checker.enter(field.name);
    match field.kind {
        Kind::Epcs => identifier::instances(checker, value),
        Kind::Uris if value.kind() == json::Kind::Array || field.name == "correctiveEventIDs" => {
            identifier::list(checker, value);
        }
        Kind::Elements(_, members) => elements(checker, field.name, members, value, context),
        Kind::Object(members) => {
            if checker.is(value, json::Kind::Object) {
                object(checker, members, value, context);
                required(checker, field.name, value);
                if members == PERSISTENT {
                    what::set_and_unset(checker, value);
                }
            }
        }
        Kind::Any => {
            if checker.is(value, json::Kind::Object) {
                for (name, _) in value.members().into_iter().flatten() {
                    extension(checker, &name, context);
                }
            }
        }
        Kind::Words(family) => {
            if checker.is(value, json::Kind::Array) {
                words(checker, family, value, context);
            }
        }
        Kind::Number => {
            checker.is(value, json::Kind::Number);
        }
        Kind::Flag => {
            checker.is(value, json::Kind::Bool);
        }
        kind => {
            if checker.is(value, json::Kind::String) {
                text(checker, kind, &value.text().unwrap_or_default(), context);
            }
        }
    }
    checker.leave(length);
}

/// Vocabulary words, at least one, each once.
fn words(checker: &mut Checker, family: Family, list: Value<'_>, context: &Context<'_>) {
    let mut seen = BTreeSet::new();
    for (index, item) in list.items().into_iter().flatten().enumerate() {
        let length = checker.enter_item(index);
        if checker.is(item, json::Kind::String) {
            let text = item.text().unwrap_or_default();
            word(checker, family, &text, context);
            if !seen.insert(text) {
                checker.error("repeated-item", item.raw());
            }
        }
        checker.leave(length);
    }
    if seen.is_empty() {
        checker.error("empty-list", "");
    }
}

fn text(checker: &mut Checker, kind: Kind, text: &str, context: &Context<'_>) {
    match kind {
        Kind::Time => time(checker, text),
        Kind::Uri | Kind::Uris => identifier::one(checker, text),
        Kind::Class => identifier::class(checker, text),
        Kind::Word(family) => word(checker, family, text, context),
        Kind::Action if Action::from_name(text).is_none() => checker.error("unknown-action", text),
        Kind::Offset if offset_minutes(text).is_none() => checker.error("malformed-offset", text),
        Kind::Unit => unit(checker, text),
        Kind::Hex
            if text.is_empty()
                || !text.len().is_multiple_of(2)
                || !text.bytes().all(|b| b.is_ascii_hexdigit()) =>
        {
            checker.error("malformed-hex", text);
        }
        _ => {}
    }
}

/// The members of a standard object, and its extensions.
pub(super) fn object(checker: &mut Checker, members: &[Field], value: Value<'_>, context: &Context<'_>) {
    for (name, value) in value.members().into_iter().flatten() {
        match members.iter().find(|field| field.name == name) {
            Some(field) => member(checker, field, value, context),
            None if name == REPORT_RULES.name && members == SENSOR_REPORT => {
                member(checker, &REPORT_RULES, value, context);
            }
            // EPCIS 2.0 §7.3: these have no room for extensions.
            None if [QUANTITY, BIZ_TRANSACTION, SOURCE, DESTINATION, PERSISTENT].contains(&members) => {
                checker.find_at(&name, Severity::Error, "unknown-member", "");
            }
            // A place may carry whatever describes it.
            None if members == PLACE && !name.contains(':') => {}
            None => extension(checker, &name, context),
        }
    }
}

fn elements(checker: &mut Checker, list: &str, members: &[Field], value: Value<'_>, context: &Context<'_>) {
    if !checker.is(value, json::Kind::Array) {
        return;
    }
    for (index, item) in value.items().into_iter().flatten().enumerate() {
        let length = checker.enter_item(index);
        if checker.is(item, json::Kind::Object) {
            object(checker, members, item, context);
            required(checker, list, item);
            match list {
                "sensorElementList" => sensor::element(checker, item),
                "sensorReport" => sensor::report(checker, item, context),
                list if list.ends_with("uantityList") => what::quantity(checker, item),
                _ => {}
            }
        }
        checker.leave(length);
    }
    if matches!(list, "sourceList" | "destinationList") {
        what::types_once(checker, value);
    }
}

/// Members that an element or object must have.
fn required(checker: &mut Checker, holder: &str, value: Value<'_>) {
    let names: &[&str] = match holder {
        "quantityList" | "childQuantityList" | "inputQuantityList" | "outputQuantityList" => &["epcClass"],
        "bizTransactionList" => &["bizTransaction"],
        "sourceList" => &["type", "source"],
        "destinationList" => &["type", "destination"],
        "readPoint" | "bizLocation" => &["id"],
        "sensorElementList" => &["sensorReport"],
        // An exception says by itself what it is about.
        "sensorReport" if value.get("exception").is_none() => &["type"],
        "errorDeclaration" => &["declarationTime"],
        "persistentDisposition" if value.get("set").is_none() && value.get("unset").is_none() => &["set"],
        _ => &[],
    };
    for name in names {
        if value.get(name).is_none() {
            checker.missing(name);
        }
    }
}

/// A time with offset; the leap second, which RFC 3339 §5.7 has, is one that stands before midnight in UTC.
pub(super) fn time(checker: &mut Checker, text: &str) {
    match text.parse::<Instant>() {
        Ok(_) => {}
        Err(InstantError::LeapSecond { .. })
            if moment(text).is_some_and(|before| before.unix_seconds().rem_euclid(86_400) == 86_399) =>
        {
            checker.warning("leap-second", text);
        }
        Err(_) => checker.error("malformed-time", text),
    }
}

fn unit(checker: &mut Checker, text: &str) {
    match text.parse::<Unit>() {
        Err(_) => checker.error("malformed-unit", text),
        Ok(unit) if unit.known().is_none() => checker.note("unknown-unit", text),
        Ok(_) => {}
    }
}

/// A vocabulary word: bare, as CURIE, as web URI, or as URN of CBV 1.x.
fn word(checker: &mut Checker, family: Family, text: &str, context: &Context<'_>) {
    if !text.contains([':', '/']) {
        if !family.knows(text) {
            checker.error("unknown-word", text);
        }
        return;
    }
    if !is_uri(text) {
        checker.error("malformed-uri", text);
        return;
    }
    if text.starts_with("urn:epcglobal:cbv") {
        let word = cbv::from_urn(text);
        if !checker.urns {
            checker.error("word-as-urn", text);
        } else if !word.is_some_and(|(stem, rest)| stem == family.stem() && family.knows(rest)) {
            checker.error("unknown-word", text);
        }
        return;
    }
    let web = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or("");
    let start = match family {
        Family::MeasurementType | Family::SensorAlert => {
            web.strip_prefix("www.").unwrap_or(web).starts_with("gs1.org/voc/")
        }
        _ => web.starts_with("ns.gs1.org/cbv/"),
    };
    if start {
        checker.error("word-as-uri", text);
        return;
    }
    // A word of the CBV under its web URI or CURIE; measurement types also go by names of the GS1 web vocabulary.
    if let Some((namespace, local)) = context.expand(text) {
        let bare = family.stem().strip_prefix(namespace).and_then(|start| local.strip_prefix(start));
        let listed = bare.is_some_and(|bare| family.knows(bare) || family.stem() == cbv::GS1);
        if namespace == cbv::CBV && !listed {
            checker.warning("unknown-word", text);
        }
    }
}

/// Minutes east of UTC of `±hh:mm`, at most 14:00 (EPCIS 2.0 §7.3.2).
fn offset_minutes(text: &str) -> Option<i32> {
    let sign = if text.starts_with('+') { 1 } else { -1 };
    let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
    let number = |part: &str| {
        let two = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<i32>().ok().filter(|_| two)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (minutes < 60 && hours * 60 + minutes <= 14 * 60).then_some(sign * (hours * 60 + minutes))
}

/// The offset in the time and the offset of the place are the same, unless the time is in UTC.
fn offsets(checker: &mut Checker, event: &Event<'_, '_>) {
    let (Some(time), Some(place)) = (event.event_time(), event.text("eventTimeZoneOffset")) else { return };
    let (Ok(instant), Some(place)) = (time.parse::<Instant>(), offset_minutes(&place)) else { return };
    if instant.offset().is_some_and(|offset| i32::from(offset) != place && offset != 0) {
        checker.find_at("eventTimeZoneOffset", Severity::Warning, "offset-differs", &time);
    }
}

fn order_of_times(checker: &mut Checker, event: &Event<'_, '_>) {
    let Some(happened) = checker.event_time else { return };
    if event.text("recordTime").and_then(|time| moment(&time)).is_some_and(|recorded| recorded < happened) {
        checker.find_at("recordTime", Severity::Warning, "recorded-before", "");
    }
    let Some(declaration) = event.get("errorDeclaration") else { return };
    let text = |name: &str| declaration.get(name).and_then(|value| value.text());
    let length = checker.enter("errorDeclaration");
    if text("declarationTime").and_then(|time| moment(&time)).is_some_and(|declared| declared < happened) {
        checker.find_at("declarationTime", Severity::Warning, "declared-before", "");
    }
    let corrected = declaration.get("correctiveEventIDs").and_then(|list| list.items());
    if corrected.is_some_and(|mut list| list.next().is_some())
        && text("reason")
            .is_some_and(|reason| Family::ErrorReason.word(&reason, event.context()) == "did_not_occur")
    {
        checker.find_at("correctiveEventIDs", Severity::Warning, "corrects-what-did-not-occur", "");
    }
    checker.leave(length);
}
