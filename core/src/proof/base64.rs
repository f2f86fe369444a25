//! Base64 of RFC 4648 §4: padded, no spare bits, nothing around it.

use alloc::{string::String, vec::Vec};
use base64ct::{Base64, Encoding as _};

/// The text of some bytes.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// The bytes of a text, if it is exactly how [`encode`] would write them.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(text).ok()
}

/// As [`decode`], for a value of `N` bytes.
#[must_use]
pub fn decode_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    match Base64::decode(text, &mut bytes) {
        Ok(decoded) if decoded.len() == N => Some(bytes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_text_is_read() {
        assert_eq!(decode("AQ=="), Some([1].into()));
        assert_eq!(decode_array::<1>("AQ=="), Some([1]));
        for text in ["AR==", "AQ=", "AQ", "AQ==\n", " AQ==", "AQ==AQ==", "A=Q=", "_w==", "===="] {
            assert_eq!(decode(text), None, "{text}");
            assert_eq!(decode_array::<1>(text), None, "{text}");
        }
        assert_eq!(decode_array::<2>("AQ=="), None);
        assert_eq!(decode_array::<1>("AQE="), None);
    }
}
