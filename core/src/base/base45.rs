//! Base45 (RFC 9285): bytes in the characters that a QR code packs most tightly.
//!
//! ```
//! use terroir::base::base45;
//!
//! assert_eq!(base45::encode(b"ietf!"), "QED8WEX0");
//! assert_eq!(base45::decode("QED8WEX0").as_deref(), Some(&b"ietf!"[..]));
//! assert_eq!(base45::decode("GGW"), None, "more than two bytes can say");
//! ```
//!
//! Bytes have one spelling, so what is read prints as it was written.

use alloc::{string::String, vec::Vec};

const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// The text of bytes.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(2) * 3);
    for pair in bytes.chunks(2) {
        let mut number = pair.iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
        for _ in 0..=pair.len() {
            out.push(char::from(ALPHABET.get((number % 45) as usize).copied().unwrap_or_default()));
            number /= 45;
        }
    }
    out
}

/// The bytes of a text; `None` if it is the text of none.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 3 * 2 + 1);
    for group in text.as_bytes().chunks(3) {
        let mut number = 0;
        for byte in group.iter().rev() {
            number = number * 45 + ALPHABET.iter().position(|known| known == byte)?;
        }
        match group.len() {
            3 => bytes.extend(u16::try_from(number).ok()?.to_be_bytes()),
            2 => bytes.push(u8::try_from(number).ok()?),
            _ => return None,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_the_standard() {
        for (bytes, text) in [(&b"AB"[..], "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")] {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text).as_deref(), Some(bytes));
        }
        for wrong in ["A", "BB8A", "::", ":::", "bb8", "BB8 \n"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
