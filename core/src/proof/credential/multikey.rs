//! Multibase base58btc, Multikey (W3C Controlled Identifiers §2.2.2) and `did:key`.
//!
//! ```
//! use terroir::proof::credential::multikey;
//!
//! let did = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
//! let key = multikey::did_key(did).unwrap();
//! assert_eq!(multikey::did_of(&key).as_deref(), Some(did));
//! ```

use crate::proof::key::{Algorithm, PublicKey};
use alloc::{string::String, vec::Vec};

/// What every `did:key` begins with.
pub const DID_KEY: &str = "did:key:";

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Bytes that base58 is read to: the work grows with their square.
const MOST_BYTES: usize = 96;

/// Multicodec prefixes, as unsigned varints: `ed25519-pub` 0xed, `p256-pub` 0x1200.
const CODECS: [(Algorithm, [u8; 2]); 2] =
    [(Algorithm::Ed25519, [0xed, 0x01]), (Algorithm::P256, [0x80, 0x24])];

/// The bytes of a multibase text in base58btc (`z…`); `None` if it is none, or is long.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix('z')?;
    let zeros = digits.bytes().take_while(|digit| *digit == b'1').count();
    if digits.len() > MOST_BYTES * 3 / 2 {
        return None;
    }
    // Little end first.
    let mut bytes: Vec<u8> = Vec::with_capacity(MOST_BYTES);
    for digit in digits.bytes() {
        let mut carry = ALPHABET.iter().position(|known| *known == digit)? as u32;
        for byte in &mut bytes {
            carry += u32::from(*byte) * 58;
            *byte = carry as u8;
            carry >>= 8;
        }
        if carry > 0 {
            bytes.push(carry as u8);
        }
    }
    bytes.resize(bytes.len() + zeros, 0);
    bytes.reverse();
    Some(bytes)
}

/// The multibase text of some bytes in base58btc; meant for keys and signatures, not for documents.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let mut digits: Vec<u8> = Vec::new();
    for byte in bytes {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            carry += u32::from(*digit) * 256;
            *digit = (carry % 58) as u8;
            carry /= 58;
        }
        while carry > 0 {
            digits.push((carry % 58) as u8);
            carry /= 58;
        }
    }
    let mut text = String::from("z");
    text.extend(core::iter::repeat_n('1', zeros));
    let letter = |digit: &u8| ALPHABET.get(usize::from(*digit)).map_or('1', |letter| char::from(*letter));
    text.extend(digits.iter().rev().map(letter));
    text
}

/// The key of a Multikey text (`z6Mk…` Ed25519, `zDn…` P-256).
#[must_use]
pub fn key(text: &str) -> Option<PublicKey> {
    let bytes = decode(text)?;
    let (algorithm, key) = CODECS
        .iter()
        .find_map(|(algorithm, prefix)| bytes.strip_prefix(prefix).map(|key| (*algorithm, key)))?;
    PublicKey::new(algorithm, key).ok()
}

/// The Multikey text of a key, if its algorithm has one here.
#[must_use]
pub fn text(key: &PublicKey) -> Option<String> {
    let (_, prefix) = CODECS.iter().find(|(algorithm, _)| *algorithm == key.algorithm())?;
    Some(encode(&[prefix, key.bytes()].concat()))
}

/// The key that a `did:key` is.
#[must_use]
pub fn did_key(did: &str) -> Option<PublicKey> {
    key(did.strip_prefix(DID_KEY)?)
}

/// The `did:key` of a key.
#[must_use]
pub fn did_of(key: &PublicKey) -> Option<String> {
    Some([DID_KEY, &text(key)?].concat())
}

/// The verification method of a `did:key:X`: `did:key:X#X`.
#[must_use]
pub fn method_of(did: &str) -> Option<String> {
    Some([did, "#", did.strip_prefix(DID_KEY)?].concat())
}

/// The key that a verification method `did:key:X#X` names.
#[must_use]
pub fn method(id: &str) -> Option<PublicKey> {
    let (did, fragment) = id.split_once('#')?;
    (did.strip_prefix(DID_KEY) == Some(fragment)).then(|| key(fragment))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base58_is_read_back() {
        for bytes in [&b""[..], b"\0", b"\0\0\x01", b"Hello World!", &[0xff; 66]] {
            assert_eq!(decode(&encode(bytes)).as_deref(), Some(bytes));
        }
        // draft-msporny-base58 §5
        assert_eq!(encode(b"Hello World!"), "z2NEpo7TZRRrLZSi2U");
        assert_eq!(encode(b"\0\0\x28\x7f\xb4\xcd"), "z11233QC4");
        for bad in ["", "2NEpo7TZRRrLZSi2U", "z0", "zO", "zI", "zl", "z2NEpo7TZRRrLZSi2U ", "u2NEpo"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
        assert_eq!(decode(&["z", &"z".repeat(1000)].concat()), None);
    }

    #[test]
    fn only_a_key_of_its_length_is_one() {
        let did = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
        assert!(did_key(did).is_some());
        for bad in [
            "did:key:",
            "did:key:z6Mk",
            "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#",
            "did:web:a",
        ] {
            assert_eq!(did_key(bad), None, "{bad}");
        }
        assert!(method(&[did, "#", &did[8..]].concat()).is_some());
        assert_eq!(method(did), None);
        assert_eq!(method(&[did, "#z6Mk"].concat()), None);
    }
}
