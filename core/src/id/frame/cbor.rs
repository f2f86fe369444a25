//! The few forms of CBOR (RFC 8949) that an offline label uses, in deterministic encoding (§4.2.1).
//!
//! The reader takes each head in its shortest form only; whatever else could be written otherwise is held against what
//! the writer prints.

use alloc::vec::Vec;

const UNSIGNED: u8 = 0;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;

/// Takes items off the front.
pub(super) struct Reader<'b>(pub(super) &'b [u8]);

impl<'b> Reader<'b> {
    /// The argument of a head of this major type.
    fn head(&mut self, major: u8) -> Option<u64> {
        let (first, rest) = self.0.split_first()?;
        if first >> 5 != major {
            return None;
        }
        self.0 = rest;
        let short = first & 0x1F;
        let (argument, least) = match short {
            0..=23 => return Some(u64::from(short)),
            24 => (u64::from(*self.take(1)?.first()?), 24),
            25 => (u64::from(u16::from_be_bytes(self.array()?)), 1 << 8),
            26 => (u64::from(u32::from_be_bytes(self.array()?)), 1 << 16),
            27 => (u64::from_be_bytes(self.array()?), 1 << 32),
            _ => return None,
        };
        (argument >= least).then_some(argument)
    }

    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub(super) fn unsigned(&mut self) -> Option<u64> {
        self.head(UNSIGNED)
    }

    pub(super) fn bytes(&mut self) -> Option<&'b [u8]> {
        let length = self.head(BYTES)?;
        self.take(usize::try_from(length).ok()?)
    }

    /// A byte string of a known length.
    pub(super) fn exactly<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes()?.try_into().ok()
    }

    pub(super) fn text(&mut self) -> Option<&'b str> {
        let length = self.head(TEXT)?;
        core::str::from_utf8(self.take(usize::try_from(length).ok()?)?).ok()
    }

    /// How many items of an array follow.
    pub(super) fn items(&mut self) -> Option<u64> {
        self.head(ARRAY)
    }

    /// How many pairs of a map follow.
    pub(super) fn pairs(&mut self) -> Option<u64> {
        self.head(MAP)
    }
}

/// Puts items behind each other.
#[derive(Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    fn head(&mut self, major: u8, argument: u64) {
        let major = major << 5;
        let bytes = argument.to_be_bytes();
        let [.., e, f, g, h] = bytes;
        match argument {
            0..=23 => self.0.push(major | h),
            24..=0xFF => self.0.extend([major | 24, h]),
            0x100..=0xFFFF => self.0.extend([major | 25, g, h]),
            0x1_0000..=0xFFFF_FFFF => self.0.extend([major | 26, e, f, g, h]),
            _ => {
                self.0.push(major | 27);
                self.0.extend(bytes);
            }
        }
    }

    pub(super) fn unsigned(&mut self, number: u64) {
        self.head(UNSIGNED, number);
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.head(BYTES, bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.head(TEXT, text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(super) fn items(&mut self, count: usize) {
        self.head(ARRAY, count as u64);
    }

    pub(super) fn pairs(&mut self, count: u64) {
        self.head(MAP, count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_have_one_form() {
        for (number, bytes) in [
            (0, &[0x00][..]),
            (23, &[0x17]),
            (24, &[0x18, 24]),
            (255, &[0x18, 255]),
            (256, &[0x19, 1, 0]),
            (65_536, &[0x1A, 0, 1, 0, 0]),
            (1 << 32, &[0x1B, 0, 0, 0, 1, 0, 0, 0, 0]),
        ] {
            let mut writer = Writer::default();
            writer.unsigned(number);
            assert_eq!(writer.0, bytes);
            assert_eq!(Reader(bytes).unsigned(), Some(number));
        }
        for longer in [
            &[0x18, 23][..],
            &[0x19, 0, 255],
            &[0x1A, 0, 0, 255, 255],
            &[0x1B, 0, 0, 0, 0, 255, 255, 255, 255],
        ] {
            assert_eq!(Reader(longer).unsigned(), None, "{longer:?}");
        }
        for wrong in [&[][..], &[0x18], &[0x1C], &[0x1F], &[0x20], &[0x41, 0]] {
            assert_eq!(Reader(wrong).unsigned(), None, "{wrong:?}");
        }
        assert_eq!(Reader(&[0x5F, 0x41, 0, 0xFF]).bytes(), None, "indefinite length");
        assert_eq!(Reader(&[0x61, 0xFF]).text(), None, "not UTF-8");
        assert_eq!(Reader(&[0x42, 0]).bytes(), None, "cut");
    }
}
