//! Personal data that stands in clear: members by name, and numbers by their pattern.

use super::Checker;
use crate::{
    base::finding::{Finding, Severity},
    digest::json::{self, Value},
    id::gs1::has_check_digit,
    trace::{
        hash::{KeyClaim, key_claim},
        vocabulary,
    },
};
use alloc::vec::Vec;

/// Personal data in clear anywhere in a JSON value; places are counted from it.
///
/// Errors `personal-in-clear`: members that the farm vocabulary marks personal, under whatever prefix. Warnings
/// `personal-pattern`: texts and numbers that are a resident identity number, a mobile number, a bank card or a
/// `geo:` position, identifiers that are GS1 keys excepted. What was found is named, never shown.
///
/// ```
/// use terroir::{digest::json, trace::personal_in_clear};
///
/// let event = json::read(r#"{"terroir:grower":"x","ex:remark":"call 13800138000"}"#.as_bytes())?;
/// let found = personal_in_clear(event.root());
/// assert_eq!(found.iter().map(|f| (&*f.code, &*f.found)).collect::<Vec<_>>(),
///     [("personal-in-clear", "grower"), ("personal-pattern", "mobile")]);
/// # Ok::<(), json::ReadError>(())
/// ```
#[must_use]
pub fn personal_in_clear(value: Value<'_>) -> Vec<Finding> {
    let mut checker = Checker::default();
    check(&mut checker, value);
    checker.done()
}

// INVARIANT (depth): recursion ends where the reader's limit on depth ends.
pub(super) fn check(checker: &mut Checker, value: Value<'_>) {
    match value.kind() {
        json::Kind::Object => {
            for (name, value) in value.members().into_iter().flatten() {
                let length = checker.enter(&name);
                if vocabulary::is_personal(&name) {
                    let local = name.rsplit([':', '/', '#']).next().unwrap_or_default();
                    checker.error("personal-in-clear", local);
                } else if name != "@context" {
                    check(checker, value);
                }
                checker.leave(length);
            }
        }
        json::Kind::Array => {
            for (index, value) in value.items().into_iter().flatten().enumerate() {
                let length = checker.enter_item(index);
                check(checker, value);
                checker.leave(length);
            }
        }
        json::Kind::String => {
            let text = value.text().unwrap_or_default();
            if let Some(kind) = pattern(&text) {
                checker.find(Severity::Warning, "personal-pattern", kind);
            }
        }
        json::Kind::Number => {
            if let Some(kind) = value.unsigned().and_then(|_| number(value.raw().as_bytes())) {
                checker.find(Severity::Warning, "personal-pattern", kind);
            }
        }
        json::Kind::Bool | json::Kind::Null => {}
    }
}

/// What personal thing a text holds: a resident identity number, a mobile number, a bank card or a position.
pub(in crate::trace) fn pattern(text: &str) -> Option<&'static str> {
    if text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("geo:")) {
        return Some("geo");
    }
    // Eleven digits are the least of any pattern: most texts end here.
    if text.bytes().filter(u8::is_ascii_digit).count() < 11 {
        return None;
    }
    if (text.starts_with("urn:") || text.starts_with("http")) && key_claim(text) == KeyClaim::Right {
        return None;
    }
    if text.starts_with("ni:///") || text.starts_with("urn:uuid:") {
        return None;
    }
    words(text).find_map(number).or_else(|| grouped(text))
}

/// Runs of ASCII letters and digits; a decimal point between digits does not end a run.
fn words(text: &str) -> impl Iterator<Item = &[u8]> {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let mut at = 0_usize;
    core::iter::from_fn(move || {
        let inside = |at: usize| match bytes.get(at) {
            Some(b'.') => digit(at.checked_sub(1)) && digit(at.checked_add(1)),
            other => other.is_some_and(u8::is_ascii_alphanumeric),
        };
        while at < bytes.len() && !inside(at) {
            at += 1;
        }
        let start = at;
        while inside(at) {
            at += 1;
        }
        bytes.get(start..at).filter(|word| !word.is_empty())
    })
}

/// A number written in groups of at least three digits with a space or dash between: `138 0013 8000`.
fn grouped(text: &str) -> Option<&'static str> {
    let mut joined = [0_u8; 19];
    let mut length = 0_usize;
    let mut found = None;
    for group in text.as_bytes().split(|b| matches!(b, b' ' | b'-')) {
        let digits = group.len() >= 3 && group.iter().rev().skip(1).all(u8::is_ascii_digit);
        let last = group.last().is_some_and(|b| b.is_ascii_digit() || matches!(b, b'X' | b'x'));
        let room = joined.get_mut(length..length.saturating_add(group.len()));
        match room.filter(|_| digits && last) {
            Some(room) => {
                room.copy_from_slice(group);
                length += group.len();
                // A longer number may follow and be none: what was found stays found.
                found = found.or_else(|| joined.get(..length).and_then(number));
            }
            None => length = 0,
        }
    }
    found
}

/// What personal number this word is.
fn number(word: &[u8]) -> Option<&'static str> {
    let digits = word.iter().take_while(|b| b.is_ascii_digit()).count();
    match word.len() {
        18 if is_resident_id(word) => Some("resident-id"),
        11 if digits == 11 && is_mobile(word) => Some("mobile"),
        13 if digits == 13 && word.starts_with(b"86") && word.get(2..).is_some_and(is_mobile) => {
            Some("mobile")
        }
        16..=19 if digits == word.len() && is_bank_card(word) => Some("bank-card"),
        _ => None,
    }
}

/// Mobile numbers of mainland China.
fn is_mobile(digits: &[u8]) -> bool {
    matches!(digits, [b'1', b'3'..=b'9', ..])
}

/// GB 11643: 17 digits and a check character, the date of birth in the middle.
fn is_resident_id(word: &[u8]) -> bool {
    let Some((last, body)) = word.split_last() else { return false };
    if !body.iter().all(u8::is_ascii_digit) || !matches!(last, b'0'..=b'9' | b'X' | b'x') {
        return false;
    }
    let born = |from: usize, to: usize| {
        let part = body.get(from..to).unwrap_or_default();
        part.iter().fold(0_u32, |value, b| value * 10 + u32::from(b - b'0'))
    };
    let dated = (1850..=2199).contains(&born(6, 10))
        && (1..=12).contains(&born(10, 12))
        && (1..=31).contains(&born(12, 14));
    // ISO 7064 MOD 11-2.
    let sum = body.iter().fold(0_u32, |sum, b| (sum + u32::from(b - b'0')) * 2 % 11);
    let expected = match (12 - sum) % 11 {
        10 => b'X',
        digit => b'0' + digit as u8,
    };
    dated && last.to_ascii_uppercase() == expected
}

/// ISO/IEC 7812: an issuer that exists, a Luhn digit, and no key of GS1.
fn is_bank_card(digits: &[u8]) -> bool {
    let luhn = digits.iter().rev().enumerate().fold(0_u32, |sum, (at, b)| {
        let digit = u32::from(b - b'0') * if at % 2 == 0 { 1 } else { 2 };
        sum + digit / 10 + digit % 10
    });
    let issued = matches!(digits.first(), Some(b'3'..=b'6' | b'9'));
    let key = matches!(digits.len(), 17 | 18) && has_check_digit(digits);
    issued && luhn % 10 == 0 && !key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (text, kind) in [
            ("11010519491231002X", Some("resident-id")),
            ("身份证11010519491231002X", Some("resident-id")),
            ("电话：13800138000，", Some("mobile")),
            ("138 0013 8000", Some("mobile")),
            ("4111-1111-1111-1111", Some("bank-card")),
            ("110105 19491231 002X", Some("resident-id")),
            ("0.13800138000", None),
            ("2026-05-12 13:80", None),
            ("id 11010519491231002x.", Some("resident-id")),
            ("110105194912310021", None),
            ("tel:+8613800138000", Some("mobile")),
            ("+86 13800138000", Some("mobile")),
            ("13800138000", Some("mobile")),
            ("12800138000", None),
            ("4111111111111111", Some("bank-card")),
            ("6222021234567890123", None),
            ("GEO:27.7,107.4", Some("geo")),
            ("https://id.gs1.org/00/340123453111111115", None),
            ("urn:epc:id:sscc:4012345.3111111111", None),
            ("340123453111111115", None),
            ("2026-05-12T07:30:00.123+08:00", None),
        ] {
            assert_eq!(pattern(text), kind, "{text}");
        }
    }
}
