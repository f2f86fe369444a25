//! One value, as it stands behind the equals sign.

use super::{
    HashErrorKind, double, exact,
    link::{self, Found},
    moment,
    profile::{Identifiers, Numbers, Profile},
};
use crate::{
    digest::json::{self, Value},
    id::link::normalise_lenient,
    trace::{
        Context,
        cbv::{self, Family},
        model::Kind,
    },
};
use alloc::string::String;

/// Writes a scalar; what is empty or null writes nothing.
pub(super) fn write(
    out: &mut String,
    value: Value<'_>,
    kind: Kind,
    profile: &Profile,
    context: &Context<'_>,
) -> Result<(), HashErrorKind> {
    match value.kind() {
        json::Kind::Null => {}
        json::Kind::Bool => out.push_str(value.raw()),
        json::Kind::Number => number(out, value.raw(), profile.numbers),
        _ => {
            let text = value.text().unwrap_or_default();
            let text = text.trim();
            if !text.is_empty() {
                match profile.identifiers {
                    Identifiers::Lenient | Identifiers::Kept => lenient(out, text, kind, profile, context),
                    Identifiers::Strict => strict(out, text, kind, profile, context)?,
                }
            }
        }
    }
    Ok(())
}

fn number(out: &mut String, text: &str, numbers: Numbers) {
    let written = match numbers {
        Numbers::Double => double::write(out, text),
        Numbers::Exact => exact::write(out, text),
        Numbers::Kept => false,
    };
    if !written {
        out.push_str(text);
    }
}

/// A word of the standard in full (rule 16); a bare word of somebody's own stays bare.
fn word(out: &mut String, text: &str, family: Family, profile: &Profile, context: &Context<'_>) {
    if !profile.words_in_full {
        out.push_str(text);
    } else if !text.contains([':', '/']) {
        // The words of a sensor report are those of the GS1 web vocabulary, which grows.
        if family.knows(text) || matches!(family, Family::MeasurementType | Family::SensorAlert) {
            out.push_str(family.stem());
        }
        out.push_str(text);
    } else if !urn_or_curie(out, text, profile, context) {
        out.push_str(text);
    }
}

/// Writes a CBV URN as web URI, or a CURIE of a known prefix in full; `false`, and nothing written, for anything else.
fn urn_or_curie(out: &mut String, text: &str, profile: &Profile, context: &Context<'_>) -> bool {
    let expanded = cbv::from_urn(text).filter(|_| profile.words_in_full).or_else(|| {
        let (prefix, local) = text.split_once(':')?;
        let expands = profile.own_prefixes || matches!(prefix, "cbv" | "gs1" | "epcis");
        let namespace = context.namespace(prefix).filter(|_| expands && !local.starts_with("//"))?;
        Some((namespace, local))
    });
    let Some((stem, rest)) = expanded else { return false };
    out.push_str(stem);
    out.push_str(rest);
    true
}

/// As the reference implementation: every text may be a word, a number or a key.
fn lenient(out: &mut String, text: &str, kind: Kind, profile: &Profile, context: &Context<'_>) {
    match kind {
        Kind::Time if moment::write(out, text, true, profile.times) => {}
        Kind::Word(family) | Kind::Words(family) => word(out, text, family, profile, context),
        _ if urn_or_curie(out, text, profile, context) => {}
        _ if profile.numbers == Numbers::Double && double::write(out, text) => {}
        Kind::Number if profile.numbers == Numbers::Exact && exact::write(out, text) => {}
        _ if profile.identifiers == Identifiers::Kept => out.push_str(text),
        _ => match normalise_lenient(text) {
            Some(link) => out.push_str(&link),
            None => out.push_str(text),
        },
    }
}

/// A text is what its member says, and what claims to be a time or key must be one.
fn strict(
    out: &mut String,
    text: &str,
    kind: Kind,
    profile: &Profile,
    context: &Context<'_>,
) -> Result<(), HashErrorKind> {
    match kind {
        Kind::Time if !moment::write(out, text, false, profile.times) => return Err(HashErrorKind::Time),
        Kind::Time => {}
        Kind::Word(family) | Kind::Words(family) => word(out, text, family, profile, context),
        Kind::Number if profile.numbers == Numbers::Exact && exact::write(out, text) => {}
        Kind::Uri | Kind::Uris | Kind::Class if urn_or_curie(out, text, profile, context) => {}
        Kind::Any if standard_curie(text, context) && urn_or_curie(out, text, profile, context) => {}
        Kind::Uri | Kind::Uris | Kind::Class | Kind::Any => match link::write(out, text) {
            Found::Key => {}
            Found::Malformed if kind != Kind::Any => return Err(HashErrorKind::Identifier),
            Found::Other | Found::Malformed => out.push_str(text),
        },
        _ => out.push_str(text),
    }
    Ok(())
}

/// Is it a CBV URN, or a CURIE of a vocabulary of GS1? Other text in an extension is not vocabulary.
fn standard_curie(text: &str, context: &Context<'_>) -> bool {
    if text.starts_with("urn:") {
        return true;
    }
    let Some((prefix, local)) = text.split_once(':') else { return false };
    matches!(prefix, "cbv" | "epcis" | "gs1")
        && context.namespace(prefix).is_some()
        && !local.is_empty()
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}
