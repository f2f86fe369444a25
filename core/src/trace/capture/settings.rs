//! Settings that say something, and the context they make.

use super::{CaptureError, Settings, day, value, write::Out};
use crate::{base::text::shown, trace::vocabulary};
use alloc::{
    format,
    string::{String, ToString as _},
};

/// Names in `known` and `units`, and prefixes in `extensions`, at most.
const MOST_NAMES: usize = 4096;
/// Bytes of `base` and of one identifier in `known` at most.
const MOST_BYTES: usize = 256;
/// Settings that say something.
pub(super) fn check(settings: &Settings) -> Result<(), CaptureError> {
    let wrong = |member, found: &str| Err(CaptureError::Setting { member, found: shown(found) });
    if let Some(offset) = settings.offset.as_deref().filter(|offset| day::offset_minutes(offset).is_none()) {
        return wrong("offset", offset);
    }
    if let Some(year) = settings.year.filter(|year| !(1900..=9999).contains(year)) {
        return wrong("year", &year.to_string());
    }
    if let Some(base) = &settings.base
        && (base.len() > MOST_BYTES
            || !base.contains(':')
            || !base.ends_with(['/', '#', ':'])
            || !value::is_id(base.get(..base.len().min(160)).unwrap_or_default()))
    {
        return wrong("base", base);
    }
    if let Some((_, id)) =
        settings.known.iter().find(|(_, id)| id.len() > MOST_BYTES || id.contains(char::is_whitespace))
    {
        return wrong("known", id);
    }
    for (member, length) in [
        ("known", settings.known.len()),
        ("units", settings.units.len()),
        ("extensions", settings.extensions.len()),
    ] {
        if length > MOST_NAMES {
            return wrong(member, &length.to_string());
        }
    }
    let taken = |prefix: &String| crate::trace::BUILT_IN.iter().any(|(built_in, _)| built_in == prefix);
    if let Some((prefix, _)) = settings.extensions.iter().find(|(prefix, namespace)| {
        taken(prefix)
            || prefix.is_empty()
            || !prefix.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            || !namespace.contains(':')
    }) {
        return wrong("extensions", prefix);
    }
    let has = |form| settings.dates.contains(&form);
    if has(day::DayForm::Dmy) && has(day::DayForm::Mdy)
        || has(day::DayForm::Excel1900) && has(day::DayForm::Excel1904)
    {
        return wrong("dates", "two forms that one text may have");
    }
    Ok(())
}

/// The `@context` of an event: that of EPCIS, the farm vocabulary, and the extensions of the settings.
pub(super) fn context_of(settings: &Settings) -> String {
    let mut own = Out::object();
    own.text(vocabulary::PREFIX, vocabulary::NAMESPACE);
    for (prefix, namespace) in &settings.extensions {
        own.text(prefix, namespace);
    }
    format!(r#"["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{}]"#, own.close())
}
