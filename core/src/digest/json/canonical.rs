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
        Kind::Array => {
            out.push('[');
            for (index, item) in value.items().into_iter().flatten().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(out, item, numbers)?;
            }
            out.push(']');
        }
        Kind::Object => {
            let mut places = value.member_places();
            places.sort_unstable_by(|&a, &b| name_order(&value.member_at(a).0, &value.member_at(b).0));
            out.push('{');
            for (index, place) in places.into_iter().enumerate() {
                let (name, member) = value.member_at(place);
                if index > 0 {
                    out.push(',');
                }
                write_string(out, &name);
                out.push(':');
                write(out, member, numbers)?;
            }
            out.push('}');
        }
    }
    Ok(())
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
