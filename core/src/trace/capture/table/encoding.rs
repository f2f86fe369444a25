//! The text in a file of bytes: UTF-8, UTF-16 with a byte order mark, or GB 18030 where this build can read it.

use alloc::{borrow::Cow, string::String};

/// Why bytes are no text here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodingError {
    /// Neither UTF-8 nor, where this build reads it, GB 18030.
    #[error("not UTF-8 from byte {offset} on")]
    NotUtf8 {
        /// Where UTF-8 ends.
        offset: usize,
    },
    /// It says that it is UTF-16, and is not.
    #[error("not UTF-16 from byte {offset} of its text on")]
    NotUtf16 {
        /// How many bytes of UTF-8 the text before it has.
        offset: usize,
    },
    /// Not UTF-8, and this build reads nothing else.
    #[error("not UTF-8 from byte {offset} on; this build reads no GB 18030: save the table as CSV UTF-8")]
    OnlyUtf8 {
        /// Where UTF-8 ends.
        offset: usize,
    },
}

/// The text, and the name of its encoding.
///
/// # Errors
/// [`EncodingError`], if it is neither.
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), EncodingError> {
    for (mark, name, unit) in [
        ([0xff, 0xfe], "utf-16le", u16::from_le_bytes as fn([u8; 2]) -> u16),
        ([0xfe, 0xff], "utf-16be", u16::from_be_bytes),
    ] {
        if let Some(rest) = bytes.strip_prefix(&mark) {
            return utf16(rest, unit).map(|text| (Cow::Owned(text), name));
        }
    }
    match core::str::from_utf8(bytes) {
        Ok(text) => Ok((Cow::Borrowed(text), "utf-8")),
        Err(error) => gb18030(bytes, error.valid_up_to()).map(|text| (Cow::Owned(text), "gb18030")),
    }
}

/// What spreadsheets save as "Unicode text": two bytes a unit behind a mark that says their order.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, EncodingError> {
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(unit);
    let mut text = String::with_capacity(bytes.len().saturating_mul(3) / 2);
    for c in core::char::decode_utf16(units) {
        text.push(c.map_err(|_| EncodingError::NotUtf16 { offset: text.len() })?);
    }
    if bytes.len().is_multiple_of(2) { Ok(text) } else { Err(EncodingError::NotUtf16 { offset: text.len() }) }
}

#[cfg(feature = "gb18030")]
fn gb18030(bytes: &[u8], offset: usize) -> Result<String, EncodingError> {
    // A character of two bytes may take three in UTF-8.
    let mut text = String::with_capacity(bytes.len().saturating_mul(3) / 2 + 16);
    let mut decoder = encoding_rs::GB18030.new_decoder_without_bom_handling();
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (encoding_rs::DecoderResult::InputEmpty, _) => Ok(text),
        _ => Err(EncodingError::NotUtf8 { offset }),
    }
}

#[cfg(not(feature = "gb18030"))]
const fn gb18030(_: &[u8], offset: usize) -> Result<String, EncodingError> {
    Err(EncodingError::OnlyUtf8 { offset })
}

#[cfg(all(test, feature = "gb18030"))]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_spreadsheet_is_read() {
        let bytes = [0xc8, 0xd5, 0xc6, 0xda, b',', 0x81, 0x30, 0x81, 0x30];
        assert_eq!(decode(&bytes), Ok(("日期,\u{80}".into(), "gb18030")));
        assert_eq!(decode(&[b'a', 0xff, 0xfe]), Err(EncodingError::NotUtf8 { offset: 1 }));
        assert_eq!(decode(&[0xff, 0xfe, 0xe5, 0x65, b'1', 0]), Ok(("日1".into(), "utf-16le")));
        assert_eq!(decode(&[0xfe, 0xff, 0x65, 0xe5]), Ok(("日".into(), "utf-16be")));
        for torn in [&[0xff, 0xfe, 0xe5][..], &[0xff, 0xfe, 0, 0xd8]] {
            assert_eq!(decode(torn), Err(EncodingError::NotUtf16 { offset: 0 }));
        }
    }
}
