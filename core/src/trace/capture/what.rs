//! Which things an event names, and where: lots, items, amounts, places, parties, documents.

use super::{
    Settings, amount,
    value::{is_silent, said},
    write::{Out, string},
};
use crate::{
    base::{text::shown, unit::Unit},
    digest::json::{Kind, Value},
    trace::vocabulary::Dimension,
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};

/// Why a member could not be read, and what was found.
pub(super) type Wrong = (&'static str, String);

/// What a lot or item may be measured in.
const OF_LOTS: &[Dimension] = &[Dimension::Mass, Dimension::Volume, Dimension::Pieces];

/// Lots and items on one side of an event.
#[derive(Debug, Default)]
pub(super) struct Things {
    /// JSON strings of identifiers.
    pub(super) items: Vec<String>,
    /// JSON objects of classes.
    pub(super) classes: Vec<String>,
}

/// The identifier that a name means: as the settings know it, a URI as it is, or a path of names behind the base.
pub(super) fn identifier(name: &str, settings: &Settings) -> Result<(String, bool), Wrong> {
    let name = name.trim();
    if let Some(known) = settings.known.get(name) {
        return Ok((known.clone(), true));
    }
    let wrong = |code| (code, shown(name));
    if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(wrong("unresolved-name"));
    }
    if name.split_once(':').is_some_and(|(scheme, rest)| !rest.is_empty() && is_scheme(scheme)) {
        return Ok((name.into(), false));
    }
    match &settings.base {
        Some(base) if name.contains('/') => Ok((format!("{base}{name}"), true)),
        _ => Err(wrong("unresolved-name")),
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// Identifiers in an array, or in one text with white space, commas or 、 between.
pub(super) fn identifiers(value: Value<'_>, settings: &Settings) -> Result<Vec<String>, Wrong> {
    let mut found = Vec::new();
    let mut add = |name: &str| {
        found.push(string(&identifier(name, settings)?.0));
        Ok::<(), Wrong>(())
    };
    if let Some(items) = value.items() {
        for item in items {
            add(&said(item).ok_or_else(|| ("wrong-shape", shown(item.raw())))?)?;
        }
    } else {
        let text = said(value).ok_or_else(|| ("wrong-shape", shown(value.raw())))?;
        let parts = text.split(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，' | ';' | '；'));
        for name in parts.filter(|name| !name.is_empty()) {
            add(name)?;
        }
    }
    Ok(found)
}

/// A class and how much of it.
pub(super) fn class(
    lot: &str,
    quantity: Option<&str>,
    settings: &Settings,
) -> Result<(String, String), Wrong> {
    let (id, _) = identifier(lot, settings)?;
    let mut out = Out::object();
    out.text("epcClass", &id);
    let mut read = String::new();
    if let Some(quantity) = quantity {
        let amount = amount::amount(quantity, OF_LOTS, settings).map_err(|code| (code, shown(quantity)))?;
        if amount.rounded {
            return Err(("ambiguous-unit", shown(quantity)));
        }
        out.raw("quantity", &amount.value.to_string());
        // Pieces go without a unit (EPCIS 2.0 §7.3.3.3).
        if amount.unit != Unit::PIECE {
            out.text("uom", amount.unit.code());
        }
        read = amount.text();
    }
    Ok((out.close(), read))
}

/// The parts of `made-from` or `made-into`: lots with quantities, and items.
pub(super) fn parts(value: Value<'_>, settings: &Settings, things: &mut Things) -> Result<(), Wrong> {
    if let Some(items) = value.items() {
        for item in items {
            part(item, settings, things)?;
        }
        return Ok(());
    }
    part(value, settings, things)
}

fn part(value: Value<'_>, settings: &Settings, things: &mut Things) -> Result<(), Wrong> {
    if value.kind() != Kind::Object {
        let lot = said(value).ok_or_else(|| ("wrong-shape", shown(value.raw())))?;
        things.classes.push(class(&lot, None, settings)?.0);
        return Ok(());
    }
    let (mut lot, mut quantity) = (None, None);
    for (name, value) in value.members().into_iter().flatten() {
        if is_silent(value) {
            continue;
        }
        let text = || said(value).ok_or_else(|| ("wrong-shape", shown(value.raw())));
        match &*name {
            "lot" | "批次" => lot = Some(text()?),
            "quantity" | "数量" => quantity = Some(text()?),
            "items" | "耳标" => things.items.extend(identifiers(value, settings)?),
            _ => return Err(("wrong-shape", shown(&name))),
        }
    }
    match (lot, quantity) {
        (Some(lot), quantity) => things.classes.push(class(&lot, quantity.as_deref(), settings)?.0),
        (None, Some(quantity)) => return Err(("unresolved-name", shown(&quantity))),
        (None, None) => {}
    }
    Ok(())
}

/// Business documents: `[{"id", "type"}]`, or one identifier alone.
pub(super) fn documents(value: Value<'_>, settings: &Settings) -> Result<String, Wrong> {
    let mut out = Out::array();
    let single = value.items().is_none().then_some(value);
    for item in single.into_iter().chain(value.items().into_iter().flatten()) {
        let mut one = Out::object();
        if item.kind() == Kind::Object {
            for (name, value) in item.members().into_iter().flatten() {
                let text = said(value).ok_or_else(|| ("wrong-shape", shown(value.raw())))?;
                match &*name {
                    _ if is_silent(value) => {}
                    "type" => one.text("type", &text),
                    "id" => one.text("bizTransaction", &identifier(&text, settings)?.0),
                    _ => return Err(("wrong-shape", shown(&name))),
                }
            }
        } else {
            let text = said(item).ok_or_else(|| ("wrong-shape", shown(item.raw())))?;
            one.text("bizTransaction", &identifier(&text, settings)?.0);
        }
        if !one.is_empty() {
            out.item(&one.close());
        }
    }
    Ok(out.close())
}
