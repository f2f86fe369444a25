//! JSON-LD contexts whose bytes are fixed by the standard that defines them: URL and SHA-256.

/// URL, SHA-256 as the standard prints it, and the standard.
pub const CONTEXTS: &[(&str, &str, &str)] = &[
    (
        "https://www.w3.org/ns/credentials/v2",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
        "W3C Verifiable Credentials Data Model 2.0, B.1",
    ),
    (
        "https://w3id.org/security/data-integrity/v2",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
        "W3C Verifiable Credential Data Integrity 1.0, 2.4",
    ),
];

/// The SHA-256 of a context that is fixed.
#[must_use]
pub fn sha256(url: &str) -> Option<[u8; 32]> {
    let (_, hex, _) = CONTEXTS.iter().find(|(known, ..)| *known == url)?;
    hex32(hex)
}

/// 32 bytes in lower-case hex.
#[must_use]
pub fn hex32(hex: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if hex.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
        for digit in pair {
            let value = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'f' => digit - b'a' + 10,
                _ => return None,
            };
            *byte = *byte << 4 | value;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hash_is_one() {
        for (url, ..) in CONTEXTS {
            assert!(sha256(url).is_some(), "{url}");
        }
        assert_eq!(hex32(&"G".repeat(64)), None);
        assert_eq!(sha256("https://www.w3.org/2018/credentials/v1"), None);
    }
}
