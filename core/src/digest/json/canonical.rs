//! The canonical form of a JSON value (RFC 8785).

use super::{Kind, Value, write_string};
use alloc::string::String;
use core::cmp::Ordering;

/// Largest integer that every reader of JSON understands alike (RFC 7493 §2.2): 2^53 − 1.
pub const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Numbers {
    /// Integers of at most 2^53 − 1 in size, in their one spelling; all else is refused.
    #[default]
    Integers,
    /// As ECMAScript prints the nearest double (RFC 8785 §3.2.2.3), for foreign documents.
    #[cfg(feature = "credentials")]
    Ecma,
}

/// Why a value has no canonical form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CanonicalError {
    /// A number that cannot be written so that every reader gets the same value.
    #[error("number at byte {offset} has no canonical form here")]
    Number {
        /// Byte offset of the number in the document.
        offset: usize,
    },
}

/// Writes a value canonically: no white space, members in the order of their names' UTF-16 code units.
///
/// ```
/// use terroir::digest::json::{self, Numbers};
///
/// let document = json::read(br#"{ "b": [1, "\u0061"], "a": true }"#)?;
/// assert_eq!(json::canonical(document.root(), Numbers::Integers)?, r#"{"a":true,"b":[1,"a"]}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`CanonicalError::Number`] for a number that `numbers` does not allow.
pub fn canonical(value: Value<'_>, numbers: Numbers) -> Result<String, CanonicalError> {
    let mut out = String::with_capacity(value.raw().len());
    write(&mut out, value, numbers)?;
    Ok(out)
}

/// What stands in canonical text in the place of a member.
#[cfg(feature = "credentials")]
#[derive(Clone, Copy, Debug)]
pub enum Instead<'d> {
    /// Nothing: the member is left out.
    Nothing,
    /// Another value.
    This(Value<'d>),
    /// An array of these.
    All(&'d [Value<'d>]),
}

/// As [`canonical`] of an object, with other values in the place of some of its members.
///
/// # Errors
/// Those of [`canonical`].
#[cfg(feature = "credentials")]
pub fn canonical_with(
    object: Value<'_>,
    numbers: Numbers,
    instead: &[(&str, Instead<'_>)],
) -> Result<String, CanonicalError> {
    let mut out = String::with_capacity(object.raw().len());
    write_members(&mut out, object, &mut |out, name, member| {
        let edit = instead.iter().find(|(known, _)| *known == name).map(|(_, instead)| *instead);
        if matches!(edit, Some(Instead::Nothing)) {
            return Ok(());
        }
        write_name(out, name);
        match edit {
            Some(Instead::All(values)) => write_items(out, values.iter().copied(), numbers),
            Some(Instead::This(value)) => write(out, value, numbers),
            _ => write(out, member, numbers),
        }
    })?;
    Ok(out)
}

/// The order of member names in canonical JSON: by UTF-16 code units (RFC 8785 §3.2.3).
#[must_use]
pub fn name_order(a: &str, b: &str) -> Ordering {
    // Up to the first surrogate both orders agree; only then do they differ.
    a.encode_utf16().cmp(b.encode_utf16())
}

// Recursion is bounded by the depth that the reader allows.
fn write(out: &mut String, value: Value<'_>, numbers: Numbers) -> Result<(), CanonicalError> {
    match value.kind() {
        Kind::Null | Kind::Bool => out.push_str(value.raw()),
        Kind::String => write_string(out, &value.text().unwrap_or_default()),
        Kind::Number => write_number(out, value, numbers)?,
        Kind::Array => write_items(out, value.items().into_iter().flatten(), numbers)?,
        Kind::Object => write_members(out, value, &mut |out, name, member| {
            write_name(out, name);
            write(out, member, numbers)
        })?,
    }
    Ok(())
}

fn write_items<'d>(
    out: &mut String,
    items: impl Iterator<Item = Value<'d>>,
    numbers: Numbers,
) -> Result<(), CanonicalError> {
    out.push('[');
    for item in items {
        write_comma(out);
        write(out, item, numbers)?;
    }
    out.push(']');
    Ok(())
}

type Member<'w> = dyn FnMut(&mut String, &str, Value<'_>) -> Result<(), CanonicalError> + 'w;

/// The members in their order, each written by `member`.
fn write_members(out: &mut String, object: Value<'_>, member: &mut Member<'_>) -> Result<(), CanonicalError> {
    let mut places = object.member_places();
    places.sort_unstable_by(|&a, &b| name_order(&object.member_at(a).0, &object.member_at(b).0));
    out.push('{');
    for place in places {
        let (name, value) = object.member_at(place);
        member(out, &name, value)?;
    }
    out.push('}');
    Ok(())
}

/// A comma behind what stands in a container already.
pub(crate) fn write_comma(out: &mut String) {
    if !out.ends_with(['{', '[']) {
        out.push(',');
    }
}

/// A name and its colon, with a comma before all but the first.
pub(crate) fn write_name(out: &mut String, name: &str) {
    write_comma(out);
    write_string(out, name);
    out.push(':');
}

/// Members that are text, those that are there.
#[cfg(feature = "credentials")]
pub(crate) fn write_texts(out: &mut String, members: &[(&str, Option<&str>)]) {
    for (name, text) in members {
        let Some(text) = text else { continue };
        write_name(out, name);
        write_string(out, text);
    }
}

fn write_number(out: &mut String, value: Value<'_>, numbers: Numbers) -> Result<(), CanonicalError> {
    let text = value.raw();
    let refused = CanonicalError::Number { offset: value.offset() };
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        let safe = digits.parse::<u64>().is_ok_and(|n| n <= MAX_SAFE_INTEGER);
        return match (safe, text) {
            (false, _) => Err(refused),
            (true, "-0") => match numbers {
                Numbers::Integers => Err(refused),
                #[cfg(feature = "credentials")]
                Numbers::Ecma => {
                    out.push('0');
                    Ok(())
                }
            },
            (true, _) => {
                out.push_str(text);
                Ok(())
            }
        };
    }
    match numbers {
        Numbers::Integers => Err(refused),
        #[cfg(feature = "credentials")]
        Numbers::Ecma => {
            out.push_str(&super::ecma::nearest(text).ok_or(refused)?);
            Ok(())
        }
    }
}
