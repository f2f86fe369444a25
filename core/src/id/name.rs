//! Is a text a name? A plain answer for whoever reads lines by the thousand; `id::local` gives reasons and pieces.

use super::gs1::has_check_digit;
use super::local::{ISSUER_BYTES, NAME_BYTES, PART_CHARACTERS, in_set_82, literal};
use alloc::string::String;

/// Is this the name of a lot, `01/GTIN/10/LOT` or `t/ISSUER/PRODUCT/LOT`?
pub(crate) fn is_lot(text: &str) -> bool {
    !text.starts_with('j') && is_subject(text)
}

/// Is this the name of a lot or a journey, `j/ISSUER/DEVICE/JOURNEY`?
pub(crate) fn is_subject(text: &str) -> bool {
    let mut pieces = text.as_bytes().split(|byte| *byte == b'/');
    // No piece may be empty, so one that is not there is refused as an empty one.
    let mut piece = || pieces.next().unwrap_or_default();
    let (form, one, two, three) = (piece(), piece(), piece(), piece());
    let fits = match form {
        b"01" => {
            one.len() == 14 && one.iter().all(u8::is_ascii_digit) && has_check_digit(one) && two == b"10"
        }
        b"t" | b"j" => is_issuer(one) && is_part(two),
        _ => false,
    };
    fits && is_part(three) && pieces.next().is_none() && text.len() <= NAME_BYTES
}

/// Is this the id of a party: 1 to 32 letters, digits, dots and hyphens, and not `.` or `..`?
pub(crate) fn is_issuer(text: &[u8]) -> bool {
    (1..=ISSUER_BYTES).contains(&text.len())
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && !is_dots(text)
}

/// Is this how a part stands in a name: 1 to 20 characters, of which those are escaped that must be?
fn is_part(text: &[u8]) -> bool {
    let mut bytes = text.iter();
    let mut characters = 0;
    while let Some(&byte) = bytes.next() {
        let fits = if byte == b'%' {
            let mut digit = || match bytes.next() {
                Some(digit @ b'0'..=b'9') => digit - b'0',
                Some(digit @ b'A'..=b'F') => digit - b'A' + 10,
                // On either side of a byte, this takes it beyond set 82.
                _ => 255,
            };
            let byte = digit() << 4 | digit();
            in_set_82(char::from(byte)) && !literal(byte)
        } else {
            literal(byte)
        };
        if !fits {
            return false;
        }
        characters += 1;
    }
    (1..=PART_CHARACTERS).contains(&characters) && !is_dots(text)
}

const fn is_dots(text: &[u8]) -> bool {
    matches!(text, b"." | b"..")
}

/// A part as it stands in a name: all but letters, digits, `-`, `.` and `_` as `%XX`.
pub(crate) fn escaped(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for byte in part.bytes() {
        if literal(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(char::from(if half < 10 { b'0' + half } else { b'A' + (half - 10) }));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::local::{IssuerId, LotName, SubjectName};

    #[test]
    fn what_has_a_reason_is_refused_here_too() {
        let pieces =
            ["01", "t", "j", "", ".", "..", "a", "A%2FB", "%2f", "%41", "%", "%2", "%2é", "%FF", "%F2"];
        let gtins = ["06901234567892", "06901234567893", "6901234567892", "10", "a_b", "a b", "é", "a~b"];
        let parts = ["123456789012345678901", "12345678901234567890", "%21%22%25", "a/b", "%GG", "x"];
        let all: alloc::vec::Vec<&str> = [&pieces[..], &gtins, &parts].concat();
        for form in ["01", "t", "j", "T", ""] {
            for one in &all {
                for two in &all {
                    for three in ["", "LOT", "A%2FB", ".", "%2F%", "x/y"] {
                        let text = [form, one, two, three].join("/");
                        assert_eq!(is_lot(&text), text.parse::<LotName>().is_ok(), "{text}");
                        assert_eq!(is_subject(&text), text.parse::<SubjectName>().is_ok(), "{text}");
                        let text = [form, "a", one, two].join("/");
                        assert_eq!(is_subject(&text), text.parse::<SubjectName>().is_ok(), "{text}");
                    }
                }
                assert_eq!(is_issuer(one.as_bytes()), one.parse::<IssuerId>().is_ok(), "{one}");
            }
        }
        for text in ["", "t", "t/a", "t/a/b", "j/a/b/c/d", "01/06901234567892/10"] {
            assert_eq!(is_subject(text), text.parse::<SubjectName>().is_ok(), "{text}");
        }
    }
}
