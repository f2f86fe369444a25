//! The character sets of GS1 (General Specifications §7.11).

/// Whether a byte is one of the 82 characters of GS1 AI encodable character set 82.
pub(crate) const fn in_set_82(byte: u8) -> bool {
    matches!(byte, b'!' | b'"' | b'%'..=b'/' | b'0'..=b'9' | b':'..=b'?' | b'A'..=b'Z' | b'_' | b'a'..=b'z')
}

/// Whether a byte is one of the 39 characters of GS1 AI encodable character set 39.
pub(crate) const fn in_set_39(byte: u8) -> bool {
    matches!(byte, b'#' | b'-' | b'/' | b'0'..=b'9' | b'A'..=b'Z')
}
