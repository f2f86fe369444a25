//! Base64 of RFC 4648 §4: padded, no spare bits, nothing around it.
//!
//! Written here for size: the verifier that travels to a phone carries it.

use alloc::{string::String, vec::Vec};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text of some bytes.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().fold(0, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            let sextet = (group >> (18 - 6 * digit)) as usize & 63;
            let letter = ALPHABET.get(sextet).copied().unwrap_or(b'=');
            out.push(if digit > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    out
}

/// The bytes of a text, if it is exactly how [`encode`] would write them.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    read(text, |byte| {
        out.push(byte);
        Some(())
    })?;
    Some(out)
}

/// As [`decode`], for a value of `N` bytes.
#[must_use]
pub fn decode_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let mut places = bytes.iter_mut();
    read(text, |byte| {
        *places.next()? = byte;
        Some(())
    })?;
    places.next().is_none().then_some(bytes)
}

fn read(text: &str, mut take: impl FnMut(u8) -> Option<()>) -> Option<()> {
    let text = text.as_bytes();
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let digits = match text {
        [rest @ .., b'=', b'='] | [rest @ .., b'='] => rest,
        whole => whole,
    };
    let (mut bits, mut held) = (0_u32, 0);
    for digit in digits {
        bits = bits << 6 | u32::from(sextet(*digit)?);
        held += 6;
        if held >= 8 {
            held -= 8;
            take((bits >> held) as u8)?;
            bits &= (1 << held) - 1;
        }
    }
    // The last digit may not carry bits that belong to no byte.
    (bits == 0).then_some(())
}

const fn sextet(digit: u8) -> Option<u8> {
    Some(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
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
