//! Base64 of RFC 4648: of §4, padded, and of §5, with `-` and `_` and without padding. No spare bits, nothing around it.
//!
//! Written here for size: the verifier that travels to a phone carries it.

use alloc::{string::String, vec::Vec};

/// How bytes are written.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// RFC 4648 §4.
    Padded,
    /// RFC 4648 §5, without padding.
    Url,
}

/// The text of some bytes.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut out = write(bytes, Form::Padded);
    while !out.len().is_multiple_of(4) {
        out.push('=');
    }
    out
}

/// The text of some bytes, as it may stand in a URL.
#[must_use]
pub fn encode_url(bytes: &[u8]) -> String {
    write(bytes, Form::Url)
}

/// The bytes of a text, if it is exactly how [`encode`] would write them.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    read(text, Form::Padded)
}

/// The bytes of a text, if it is exactly how [`encode_url`] would write them.
#[must_use]
pub fn decode_url(text: &str) -> Option<Vec<u8>> {
    read(text, Form::Url)
}

/// As [`decode`], for a value of `N` bytes.
#[must_use]
pub fn decode_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    fill(&mut bytes, digits(text, Form::Padded)?, Form::Padded).then_some(bytes)
}

/// As [`decode_url`], for a value of `N` bytes.
#[must_use]
pub fn decode_url_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    fill(&mut bytes, text.as_bytes(), Form::Url).then_some(bytes)
}

fn write(bytes: &[u8], form: Form) -> String {
    let mut out = String::new();
    let (mut bits, mut held) = (0_u32, 0);
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        while held >= 6 {
            held -= 6;
            out.push(digit(bits >> held & 63, form));
        }
    }
    if held > 0 {
        out.push(digit(bits << (6 - held) & 63, form));
    }
    out
}

fn read(text: &str, form: Form) -> Option<Vec<u8>> {
    let digits = digits(text, form)?;
    let mut bytes = alloc::vec![0; digits.len() / 4 * 3 + digits.len() % 4 * 3 / 4];
    fill(&mut bytes, digits, form).then_some(bytes)
}

/// A text without its padding.
fn digits(text: &str, form: Form) -> Option<&[u8]> {
    let digits = text.as_bytes();
    if form == Form::Url {
        return Some(digits);
    }
    match digits {
        _ if !digits.len().is_multiple_of(4) => None,
        [rest @ .., b'=', b'='] | [rest @ .., b'='] => Some(rest),
        _ => Some(digits),
    }
}

/// Fills a place with exactly what the digits stand for; four digits are three bytes.
fn fill(bytes: &mut [u8], digits: &[u8], form: Form) -> bool {
    let (fours, last_digits) = digits.as_chunks::<4>();
    let (threes, last_bytes) = bytes.as_chunks_mut::<3>();
    // One digit is less than a byte, two are one byte, three are two.
    let fits = last_digits.len() != 1 && last_bytes.len() == last_digits.len().saturating_sub(1);
    if !fits || fours.len() != threes.len() {
        return false;
    }
    let mut seen = 0;
    for (four, three) in fours.iter().zip(threes) {
        *three = three_of(*four, &mut seen);
    }
    let mut four = [b'A'; 4];
    four.iter_mut().zip(last_digits).for_each(|(place, digit)| *place = *digit);
    let three = three_of(four, &mut seen);
    last_bytes.iter_mut().zip(three).for_each(|(place, byte)| *place = byte);
    // The last digit may not carry bits that belong to no byte.
    let spare = three.iter().skip(last_bytes.len()).any(|byte| *byte != 0);
    let wrong = if form == Form::Padded { ONLY_URL } else { ONLY_PADDED };
    seen & wrong == 0 && !spare
}

/// Three bytes of four digits; the marks of the digits are added to those seen.
fn three_of(four: [u8; 4], seen: &mut u8) -> [u8; 3] {
    let mut bits = 0;
    for digit in four {
        let value = VALUES.get(usize::from(digit)).copied().unwrap_or(ONLY_URL | ONLY_PADDED);
        *seen |= value;
        bits = bits << 6 | u32::from(value & 63);
    }
    let [_, three @ ..] = bits.to_be_bytes();
    three
}

fn digit(value: u32, form: Form) -> char {
    let value = value as u8;
    char::from(match (value, form) {
        (0..26, _) => b'A' + value,
        (26..52, _) => b'a' + (value - 26),
        (52..62, _) => b'0' + (value - 52),
        (62, Form::Padded) => b'+',
        (62, Form::Url) => b'-',
        (_, Form::Padded) => b'/',
        (_, Form::Url) => b'_',
    })
}

/// Marks of values: the digit is of one form only; of neither, if both are set.
const ONLY_PADDED: u8 = 0x40;
const ONLY_URL: u8 = 0x80;

/// The value of each byte as a digit, with its marks.
const VALUES: [u8; 128] = {
    let mut values = [ONLY_PADDED | ONLY_URL; 128];
    let mut rest: &mut [u8] = &mut values;
    let mut digit = 0;
    while let [place, after @ ..] = rest {
        *place = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62 | ONLY_PADDED,
            b'/' => 63 | ONLY_PADDED,
            b'-' => 62 | ONLY_URL,
            b'_' => 63 | ONLY_URL,
            _ => ONLY_PADDED | ONLY_URL,
        };
        digit += 1;
        rest = after;
    }
    values
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_text_is_read() {
        assert_eq!(decode("AQ=="), Some([1].into()));
        assert_eq!(decode_array::<1>("AQ=="), Some([1]));
        for text in [
            "AR==", "AQ=", "AQ", "AQ==\n", " AQ==", "AQ==AQ==", "A=Q=", "_w==", "====", "A===", "AA=A", "ÿA=",
        ] {
            assert_eq!(decode(text), None, "{text}");
            assert_eq!(decode_array::<1>(text), None, "{text}");
        }
        assert_eq!(decode_array::<2>("AQ=="), None);
        assert_eq!(decode_array::<1>("AQE="), None);
    }

    #[test]
    fn the_form_for_urls() {
        assert_eq!(encode_url(&[0xfb, 0xff]), "-_8");
        assert_eq!(decode_url("-_8"), Some([0xfb, 0xff].into()));
        assert_eq!(decode_url_array::<2>("-_8"), Some([0xfb, 0xff]));
        for text in ["-_9", "+/8", "-_8=", "-_8A", "-", "AAAAA", "-_8 "] {
            assert_eq!(decode_url_array::<2>(text), None, "{text}");
        }
        for text in ["-_9", "+/8", "-_8=", "A", "AAAAA", "-_8 "] {
            assert_eq!(decode_url(text), None, "{text}");
        }
    }

    #[test]
    fn rfc_4648_section_10() {
        let pairs = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
        ];
        for (bytes, text) in pairs {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
    }
}
