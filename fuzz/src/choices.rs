//! Bytes as choices: what a generator makes of them is always in the language of the law.

/// Takes one byte a choice; when there are none left, the first of everything.
pub(crate) struct Choices<'d> {
    bytes: std::slice::Iter<'d, u8>,
}

impl<'d> Choices<'d> {
    pub(crate) fn new(bytes: &'d [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    /// A number below another, which is not zero.
    pub(crate) fn below(&mut self, count: u32) -> u32 {
        self.bytes.next().map_or(0, |byte| u32::from(*byte) % count)
    }

    /// One of several.
    pub(crate) fn one<'s>(&mut self, of: &[&'s str]) -> &'s str {
        of[self.below(of.len() as u32) as usize]
    }
}
