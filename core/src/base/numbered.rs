//! Keys, numbered as they come: the one index that the verifier that travels to a phone is compiled with.
//!
//! What belongs to a key stands in a `Vec` of the caller, at the key's number.
//!
//! ```
//! use terroir::base::numbered::Numbered;
//!
//! let mut lots = Numbered::default();
//! assert_eq!(lots.number(b"TEA"), Err(0), "new");
//! assert_eq!(lots.number(b"BOX"), Err(1), "new");
//! assert_eq!(lots.number(b"TEA"), Ok(0));
//! assert_eq!(lots.find(b"JAR"), None);
//! assert_eq!(lots.in_order(), [1, 0], "BOX before TEA");
//! ```

use alloc::vec::Vec;

/// Keys, each with the number it got when it first came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbered {
    /// All keys, one behind the other.
    bytes: Vec<u8>,
    /// Where each key ends.
    ends: Vec<usize>,
    // INVARIANT (order): the numbers of all keys, once each, by ascending bytes of the key.
    order: Vec<u32>,
}

impl Numbered {
    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The key of a number; empty if there is none.
    #[must_use]
    pub fn key(&self, number: usize) -> &[u8] {
        let end = |number: usize| self.ends.get(number).copied();
        let start = number.checked_sub(1).and_then(end).unwrap_or(0);
        self.bytes.get(start..end(number).unwrap_or(start)).unwrap_or_default()
    }

    /// The numbers of all keys, in the order of their bytes.
    #[must_use]
    pub fn in_order(&self) -> &[u32] {
        &self.order
    }

    /// The number of a key, if it is there.
    #[must_use]
    pub fn find(&self, key: &[u8]) -> Option<usize> {
        self.at(self.place(key), key)
    }

    /// The number at a place in the order, if its key is this one.
    fn at(&self, place: usize, key: &[u8]) -> Option<usize> {
        self.order.get(place).map(|number| *number as usize).filter(|number| self.key(*number) == key)
    }

    /// The number of a key; as an error, the one that it gets just now.
    ///
    /// # Errors
    /// The key is new.
    pub fn number(&mut self, key: &[u8]) -> Result<usize, usize> {
        let place = self.place(key);
        match self.at(place, key) {
            Some(number) => Ok(number),
            None => {
                let number = self.len();
                self.order.insert(place, number as u32);
                self.bytes.extend_from_slice(key);
                self.ends.push(self.bytes.len());
                Err(number)
            }
        }
    }

    /// How many keys are smaller.
    fn place(&self, key: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.order.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.order.get(middle).is_some_and(|number| self.key(*number as usize) < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// Two numbers as one key, which orders as they do.
#[must_use]
pub fn pair(first: u64, second: u64) -> [u8; 16] {
    (u128::from(first) << 64 | u128::from(second)).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_and_order_holds() {
        let mut keys = Numbered::default();
        let mut known: Vec<Vec<u8>> = Vec::new();
        for step in 0..300_u32 {
            let key = alloc::format!("{}", step * step % 101).into_bytes();
            match known.iter().position(|other| *other == key) {
                Some(number) => assert_eq!(keys.number(&key), Ok(number)),
                None => {
                    assert_eq!(keys.find(&key), None);
                    assert_eq!(keys.number(&key), Err(known.len()));
                    known.push(key);
                }
            }
        }
        let ordered: Vec<&[u8]> = keys.in_order().iter().map(|at| keys.key(*at as usize)).collect();
        assert!(ordered.is_sorted() && ordered.len() == known.len());
        assert_eq!(keys.find(b""), None);
        assert_eq!(keys.number(b""), Err(known.len()));
        assert_eq!(keys.find(b""), Some(known.len()));
    }

    #[test]
    fn pairs_order_as_their_numbers() {
        assert!(pair(1, u64::MAX) < pair(2, 0) && pair(1, 255) < pair(1, 256));
    }
}
