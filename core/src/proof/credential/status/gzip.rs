//! gzip (RFC 1952) in constant memory: one member, its check sum and length held, no more bytes out than are taken.

use crate::proof::{base64, credential::code::Code};
use alloc::{boxed::Box, vec};
use miniz_oxide::inflate::{
    TINFLStatus,
    core::{DecompressorOxide, decompress, inflate_flags::TINFL_FLAG_IGNORE_ADLER32},
};

/// Bytes that a list may inflate to: 134 million entries of one bit.
pub const MOST_BYTES: u64 = 16 << 20;

/// The window of DEFLATE (RFC 1951 §2).
const WINDOW: usize = 32 << 10;

/// Hands on, piece by piece, what a status list inflates to; its length in bytes.
///
/// `encoded` is multibase base64url (`u…`, without padding) of one gzip member and nothing behind it.
///
/// # Errors
/// [`Code::BadStatusList`] for anything else, [`Code::StatusListLimit`] for more than [`MOST_BYTES`].
pub fn gunzip(encoded: &str, take: &mut dyn FnMut(&[u8])) -> Result<u64, Code> {
    let bytes = encoded.strip_prefix('u').and_then(base64::decode_url).ok_or(Code::BadStatusList)?;
    let deflated = skip_header(&bytes).ok_or(Code::BadStatusList)?;
    let mut sum = Crc::new();
    let (length, trailer) = inflate(deflated, &mut |bytes| {
        sum.add(bytes);
        take(bytes);
    })?;
    let [a, b, c, d] = sum.value().to_le_bytes();
    let [e, f, g, h] = (length as u32).to_le_bytes();
    if trailer == [a, b, c, d, e, f, g, h] { Ok(length) } else { Err(Code::BadStatusList) }
}

/// Inflates; how many bytes, and what stands behind the deflated ones.
fn inflate<'i>(mut input: &'i [u8], take: &mut dyn FnMut(&[u8])) -> Result<(u64, &'i [u8]), Code> {
    let mut state = Box::<DecompressorOxide>::default();
    let mut window = vec![0_u8; WINDOW];
    let (mut at, mut length) = (0, 0_u64);
    loop {
        let flags = TINFL_FLAG_IGNORE_ADLER32;
        let (status, read, written) = decompress(&mut state, input, &mut window, at, flags);
        take(window.get(at..at + written).unwrap_or_default());
        input = input.get(read..).unwrap_or_default();
        length += written as u64;
        at = (at + written) % WINDOW;
        if length > MOST_BYTES {
            return Err(Code::StatusListLimit);
        }
        match status {
            TINFLStatus::Done => return Ok((length, input)),
            TINFLStatus::HasMoreOutput => {}
            _ => return Err(Code::BadStatusList),
        }
    }
}

/// What follows the header (RFC 1952 §2.3); `None` if it is none.
fn skip_header(bytes: &[u8]) -> Option<&[u8]> {
    const TEXT: u8 = 1;
    const HEADER_SUM: u8 = 2;
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    let [0x1f, 0x8b, 8, flags, _, _, _, _, _, _, rest @ ..] = bytes else { return None };
    if flags & !(TEXT | HEADER_SUM | EXTRA | NAME | COMMENT) != 0 {
        return None;
    }
    let mut rest = rest;
    if flags & EXTRA != 0 {
        let (length, behind) = rest.split_first_chunk::<2>()?;
        rest = behind.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for field in [NAME, COMMENT] {
        if flags & field != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & HEADER_SUM != 0 {
        let (sum, behind) = rest.split_first_chunk::<2>()?;
        let mut of_header = Crc::new();
        of_header.add(bytes.get(..bytes.len() - rest.len())?);
        if of_header.value() as u16 != u16::from_le_bytes(*sum) {
            return None;
        }
        rest = behind;
    }
    Some(rest)
}

/// CRC-32 as gzip takes it (RFC 1952 §8), a byte a step.
struct Crc(u32);

const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut rest: &mut [u32] = &mut table;
    let mut number = 0_u32;
    while let Some((entry, behind)) = rest.split_first_mut() {
        let (mut value, mut bit) = (number, 0);
        while bit < 8 {
            value = if value & 1 == 1 { 0xEDB8_8320 ^ value >> 1 } else { value >> 1 };
            bit += 1;
        }
        *entry = value;
        rest = behind;
        number += 1;
    }
    table
}

impl Crc {
    const fn new() -> Self {
        Self(!0)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let place = usize::from(self.0 as u8 ^ byte);
            self.0 = TABLE.get(place).copied().unwrap_or(0) ^ self.0 >> 8;
        }
    }

    const fn value(&self) -> u32 {
        !self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    /// One gzip member of stored blocks (RFC 1951 §3.2.4).
    fn stored(flags: u8, between: &[u8], bytes: &[u8]) -> Vec<u8> {
        let mut out = [&[0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3], between].concat();
        let length = bytes.len() as u16;
        out.push(1);
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(bytes);
        let mut sum = Crc::new();
        sum.add(bytes);
        out.extend(sum.value().to_le_bytes());
        out.extend(u32::from(length).to_le_bytes());
        out
    }

    fn read(bytes: &[u8]) -> Result<Vec<u8>, Code> {
        let mut out = Vec::new();
        gunzip(&["u", &base64::encode_url(bytes)].concat(), &mut |piece| out.extend(piece)).map(|_| out)
    }

    #[test]
    fn the_sum_is_that_of_the_standard() {
        let mut sum = Crc::new();
        sum.add(b"123456789");
        assert_eq!(sum.value(), 0xCBF4_3926);
    }

    #[test]
    fn every_part_of_a_header_is_skipped_and_none_is_made_up() {
        let text = b"terroir";
        let mut with_sum = Crc::new();
        with_sum.add(&[0x1f, 0x8b, 8, 2, 0, 0, 0, 0, 0, 3]);
        let sum = (with_sum.value() as u16).to_le_bytes();
        for (flags, between) in [
            (0, &b""[..]),
            (1, b""),
            (2, &sum),
            (4, b"\x02\0ab"),
            (8, b"name\0"),
            (16, b"\0"),
            (28, b"\x01\0aname\0comment\0"),
        ] {
            assert_eq!(read(&stored(flags, between, text)).as_deref(), Ok(&text[..]), "{flags}");
        }
        for (flags, between) in [(2, &b"\0\0"[..]), (4, b"\xff\xff"), (8, b"nam"), (32, b""), (128, b"")] {
            assert_eq!(read(&stored(flags, between, text)), Err(Code::BadStatusList), "{flags}");
        }
    }

    #[test]
    fn every_byte_counts() {
        let whole = stored(0, b"", b"terroir");
        for at in 0..whole.len() {
            assert!(read(&whole[..at]).is_err(), "cut at {at}");
            let mut other = whole.clone();
            other[at] ^= 1;
            // Time, extra flags and operating system say nothing of what is inside.
            let free = (4..10).contains(&at) || at == 3;
            assert!(free || read(&other).is_err(), "byte {at}");
        }
        assert!(read(&[&whole[..], b"\0"].concat()).is_err());
        assert!(read(&[&whole[..], &whole[..]].concat()).is_err());
    }
}
