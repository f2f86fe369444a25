//! Numbers as the reference implementation prints them: through a double.
//!
//! It rewrites every text that looks like a number, so that `00123` becomes `123`, `1e5` becomes `100000`, and whole
//! numbers beyond 2^53 lose digits. That is no error here: whoever compares hash ids with it needs the same digits.

use alloc::{format, string::String};
use core::fmt::Write as _;

/// Writes a text that looks like a number as the nearest double; `false`, and nothing written, for any other text.
pub(super) fn write(out: &mut String, text: &str) -> bool {
    let Some(first) = text.bytes().next() else { return false };
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return false;
    }
    let Some(plain) = without_underscores(text) else { return false };
    // What Rust reads as a number and is none there: `inf`, `nan` do not begin with a digit, a sign may stand before.
    if !plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E')) {
        return false;
    }
    let Ok(number) = plain.parse::<f64>() else { return false };
    if !number.is_finite() {
        return false;
    }
    let _ = if number % 1.0 == 0.0 {
        // `+ 0.0` turns a negative zero into a positive one.
        write!(out, "{:.0}", number + 0.0)
    } else if number.abs() < 1e-4 {
        let shortest = format!("{number:e}");
        let (digits, exponent) = shortest.split_once("e-").unwrap_or((&shortest, "0"));
        write!(out, "{digits}e-{exponent:0>2}")
    } else {
        write!(out, "{number}")
    };
    true
}

/// The text without underscores that stand between two digits; `None` if one stands elsewhere.
fn without_underscores(text: &str) -> Option<alloc::borrow::Cow<'_, str>> {
    if !text.contains('_') {
        return Some(text.into());
    }
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let placed = |at: usize| digit(at.checked_sub(1)) && digit(at.checked_add(1));
    bytes.iter().enumerate().all(|(at, b)| *b != b'_' || placed(at)).then(|| text.replace('_', "").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_the_reference_does() {
        for (text, wanted) in [
            ("00123", "123"),
            ("1e5", "100000"),
            ("1_000", "1000"),
            ("-0.0", "0"),
            ("26.10", "26.1"),
            ("0.00001", "1e-05"),
            ("0.00012", "0.00012"),
            ("111100001111000011110000", "111100001111000003641344"),
            ("1e22", "10000000000000000000000"),
            (".5", "0.5"),
        ] {
            let mut out = String::new();
            assert!(write(&mut out, text), "{text}");
            assert_eq!(out, wanted, "{text}");
        }
        for text in
            ["", "inf", "-inf", "nan", "1e999", "0x10", "1__0", "_1", "1_", "+01:00", "2023-10-09", "-"]
        {
            assert!(!write(&mut String::new(), text), "{text}");
        }
    }
}
