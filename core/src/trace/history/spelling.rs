//! The spellings that came last, and what they name: finding the name of a GS1 key costs more than finding it again.

use alloc::{vec, vec::Vec};

/// How many spellings are kept: a power of two.
const KEPT: usize = 1024;
/// Bytes of the longest spelling that is kept.
const LONGEST: usize = 87;

/// Spellings, each in the one place that its hash says.
#[derive(Clone, Debug)]
pub(super) struct Spellings {
    slots: Vec<Slot>,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    /// The thing's number plus one, zero for a free slot.
    thing: u32,
    length: u8,
    text: [u8; LONGEST],
}

impl Spellings {
    pub(super) const fn new() -> Self {
        Self { slots: Vec::new() }
    }

    pub(super) const fn is_on(&self) -> bool {
        !self.slots.is_empty()
    }

    /// Begins to keep spellings: a history of few names is better off without.
    pub(super) fn turn_on(&mut self) {
        let free = Slot { hash: 0, thing: 0, length: 0, text: [0; LONGEST] };
        self.slots = vec![free; KEPT];
    }

    /// What a spelling names, if it is kept.
    pub(super) fn get(&self, hash: u64, text: &str) -> Option<u32> {
        let slot = self.slots.get(hash as usize & (KEPT - 1))?;
        let same =
            slot.hash == (hash >> 32) as u32 && slot.text.get(..slot.length.into()) == Some(text.as_bytes());
        if same { slot.thing.checked_sub(1) } else { None }
    }

    /// Keeps a spelling, in place of another.
    pub(super) fn put(&mut self, hash: u64, text: &str, thing: u32) {
        if let Some(slot) = self.slots.get_mut(hash as usize & (KEPT - 1))
            && let Some(room) = slot.text.get_mut(..text.len())
        {
            room.copy_from_slice(text.as_bytes());
            slot.hash = (hash >> 32) as u32;
            slot.length = text.len() as u8;
            slot.thing = thing + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_is_found_until_another_takes_its_place() {
        let mut spellings = Spellings::new();
        spellings.put(7, "a", 1);
        assert_eq!(spellings.get(7, "a"), None, "off");
        spellings.turn_on();
        spellings.put(7, "a", 1);
        assert_eq!(
            (spellings.get(7, "a"), spellings.get(7, "b"), spellings.get(8, "a")),
            (Some(1), None, None)
        );
        spellings.put(7, "b", 2);
        assert_eq!((spellings.get(7, "a"), spellings.get(7, "b")), (None, Some(2)));
        spellings.put(7, &"x".repeat(LONGEST + 1), 3);
        assert_eq!(spellings.get(7, "b"), Some(2));
    }
}
