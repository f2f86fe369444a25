//! A set of numbers that often stand close together: a bit each, and nothing for what is not there.

use alloc::collections::BTreeMap;

/// Numbers, by 64.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits(BTreeMap<u32, u64>);

impl Bits {
    pub(super) fn insert(&mut self, number: u32) {
        *self.0.entry(number / 64).or_default() |= 1 << (number % 64);
    }

    pub(super) fn contains(&self, number: u32) -> bool {
        self.0.get(&(number / 64)).is_some_and(|word| word & 1 << (number % 64) != 0)
    }

    /// The numbers, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        let ones = |word: u64| (0..64).filter(move |bit| word & 1 << bit != 0);
        self.0.iter().flat_map(move |(at, word)| ones(*word).map(move |bit| at * 64 + bit))
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn what_was_put_in_is_there_once_and_in_order() {
        let mut bits = Bits::default();
        for number in [700, 0, 64, 63, 700, u32::MAX] {
            bits.insert(number);
        }
        assert!(bits.iter().eq([0, 63, 64, 700, u32::MAX]));
        assert!(bits.contains(63) && !bits.contains(62) && !bits.contains(1));
    }
}
