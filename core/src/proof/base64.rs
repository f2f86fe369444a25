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
    let mut out = Vec::new();
    read(text, Form::Padded, &mut |byte| {
        out.push(byte);
        true
    })
    .then_some(out)
}

/// The bytes of a text, if it is exactly how [`encode_url`] would write them.
#[must_use]
pub fn decode_url(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    read(text, Form::Url, &mut |byte| {
        out.push(byte);
        true
    })
    .then_some(out)
}

/// As [`decode`], for a value of `N` bytes.
#[must_use]
pub fn decode_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    fill(&mut bytes, text, Form::Padded).then_some(bytes)
}

/// As [`decode_url`], for a value of `N` bytes.
#[must_use]
pub fn decode_url_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    fill(&mut bytes, text, Form::Url).then_some(bytes)
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

fn fill(bytes: &mut [u8], text: &str, form: Form) -> bool {
    let mut filled = 0;
    let read = read(text, form, &mut |byte| match bytes.get_mut(filled) {
        Some(place) => {
            *place = byte;
            filled += 1;
            true
        }
        None => false,
    });
    read && filled == bytes.len()
}

fn read(text: &str, form: Form, take: &mut dyn FnMut(u8) -> bool) -> bool {
    let mut digits = text.as_bytes();
    if form == Form::Padded {
        if !digits.len().is_multiple_of(4) {
            return false;
        }
        if let [rest @ .., b'=', b'='] | [rest @ .., b'='] = digits {
            digits = rest;
        }
    }
    let (mut bits, mut held) = (0_u32, 0);
    for digit in digits {
        let Some(value) = value(*digit, form) else { return false };
        bits = bits << 6 | value;
        held += 6;
        if held >= 8 {
            held -= 8;
            if !take((bits >> held) as u8) {
                return false;
            }
            bits &= (1 << held) - 1;
        }
    }
    // The last digit may not carry bits that belong to no byte, nor be there for their sake only.
    bits == 0 && held < 6
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

const fn value(digit: u8, form: Form) -> Option<u32> {
    Some(match (digit, form) {
        (b'A'..=b'Z', _) => digit - b'A',
        (b'a'..=b'z', _) => digit - b'a' + 26,
        (b'0'..=b'9', _) => digit - b'0' + 52,
        (b'+', Form::Padded) | (b'-', Form::Url) => 62,
        (b'/', Form::Padded) | (b'_', Form::Url) => 63,
        _ => return None,
    } as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_text_is_read() {
        assert_eq!(decode("AQ=="), Some([1].into()));
        assert_eq!(decode_array::<1>("AQ=="), Some([1]));
        for text in
            ["AR==", "AQ=", "AQ", "AQ==\n", " AQ==", "AQ==AQ==", "A=Q=", "_w==", "====", "A===", "AA=A"]
        {
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
