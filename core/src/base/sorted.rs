//! Small ordered maps and sets, and one sort: what the verifier that travels to a phone can afford.
//!
//! A `BTreeMap` is compiled anew for each pair of types, some eight kilobytes of WebAssembly each time. Here entries
//! stay where they were put, and only their numbers are kept in order, by code that is compiled once. Looking up is
//! logarithmic; inserting moves four bytes for each entry that comes later, so this is for thousands, not millions.
//!
//! ```
//! use terroir::base::sorted::Map;
//!
//! let lots: Map<&str, u32> = [("b", 2), ("a", 1), ("b", 3)].into_iter().collect();
//! assert_eq!(lots.iter().collect::<Vec<_>>(), [(&"a", &1), (&"b", &3)]);
//! ```

use alloc::vec::Vec;
use core::{borrow::Borrow, cmp::Ordering, fmt};

/// Keys in order; what is compiled for one type of keys serves all its maps and sets.
#[derive(Clone)]
struct Keys<K> {
    keys: Vec<K>,
    // INVARIANT (order): the numbers of all keys, once each, by ascending key.
    order: Vec<u32>,
}

impl<K> Keys<K> {
    const fn new() -> Self {
        Self { keys: Vec::new(), order: Vec::new() }
    }

    fn iter(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.order.iter().filter_map(|at| self.keys.get(*at as usize))
    }
}

impl<K: Ord> Keys<K> {
    /// The number of a key, or the place in `order` where it would be.
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        place(&self.order, &mut |at| {
            self.keys.get(at as usize).map_or(Ordering::Less, |known| known.borrow().cmp(key))
        })
    }

    /// The number of a key, and whether it is new.
    fn enter(&mut self, key: K) -> (usize, bool) {
        match self.find(&key) {
            Ok(at) => (at, false),
            Err(place) => {
                let at = self.keys.len();
                put(&mut self.order, place, at);
                self.keys.push(key);
                (at, true)
            }
        }
    }
}

/// A map whose iteration is in the order of its keys.
#[derive(Clone)]
pub struct Map<K, V> {
    keys: Keys<K>,
    // INVARIANT (values): one for each key, by its number.
    values: Vec<V>,
}

impl<K, V> Map<K, V> {
    /// An empty map.
    #[must_use]
    pub const fn new() -> Self {
        Self { keys: Keys::new(), values: Vec::new() }
    }

    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Is there no key?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// All keys with their values, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.keys
            .order
            .iter()
            .filter_map(|at| self.keys.keys.get(*at as usize).zip(self.values.get(*at as usize)))
    }

    /// All keys, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.keys.iter()
    }

    /// All values, in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.keys.order.iter().filter_map(|at| self.values.get(*at as usize))
    }

    /// The largest key with its value.
    #[must_use]
    pub fn last_key_value(&self) -> Option<(&K, &V)> {
        self.iter().next_back()
    }
}

impl<K: Ord, V> Map<K, V> {
    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.values.get(self.keys.find(key).ok()?)
    }

    /// The value of a key, to change.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.values.get_mut(self.keys.find(key).ok()?)
    }

    /// Is the key there?
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.keys.find(key).is_ok()
    }

    /// Gives a key a value; the answer is its value before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let (at, new) = self.keys.enter(key);
        if new {
            self.values.push(value);
            return None;
        }
        self.values.get_mut(at).map(|known| core::mem::replace(known, value))
    }

    /// The value of a key, made if it is not there.
    pub fn get_or_insert(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let (at, new) = self.keys.enter(key);
        if new {
            self.values.push(make());
        }
        #[expect(clippy::indexing_slicing, reason = "INVARIANT (values): the number of a key")]
        &mut self.values[at]
    }

    /// The value of a key, its default if it is not there.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.get_or_insert(key, V::default)
    }
}

/// The number of what compares equal in an ordered row of numbers, or the place where it would be.
fn place(order: &[u32], compare: &mut dyn FnMut(u32) -> Ordering) -> Result<usize, usize> {
    let (mut low, mut high) = (0, order.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let Some(at) = order.get(middle) else { break };
        match compare(*at) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return Ok(*at as usize),
        }
    }
    Err(low)
}

/// Puts the number of a new entry at its place.
fn put(order: &mut Vec<u32>, place: usize, number: usize) {
    order.insert(place.min(order.len()), number as u32);
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<K: Eq, V: Eq> Eq for Map<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for Map<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = alloc::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        let mut slots: Vec<Option<(K, V)>> = self.keys.keys.into_iter().zip(self.values).map(Some).collect();
        let take = |at: u32| slots.get_mut(at as usize).and_then(Option::take);
        self.keys.order.into_iter().filter_map(take).collect::<Vec<_>>().into_iter()
    }
}

/// A set whose iteration is in order.
#[derive(Clone)]
pub struct Set<T>(Keys<T>);

impl<T> Set<T> {
    /// An empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self(Keys::new())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.keys.len()
    }

    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.keys.is_empty()
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter()
    }
}

impl<T: Ord> Set<T> {
    /// The one that is equal.
    pub fn get<Q: Ord + ?Sized>(&self, item: &Q) -> Option<&T>
    where
        T: Borrow<Q>,
    {
        self.0.keys.get(self.0.find(item).ok()?)
    }

    /// Is it there?
    pub fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.find(item).is_ok()
    }

    /// Adds one; was it new?
    pub fn insert(&mut self, item: T) -> bool {
        self.0.enter(item).1
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = alloc::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        let mut slots: Vec<Option<T>> = self.0.keys.into_iter().map(Some).collect();
        let take = |at: u32| slots.get_mut(at as usize).and_then(Option::take);
        self.0.order.into_iter().filter_map(take).collect::<Vec<_>>().into_iter()
    }
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: PartialEq> PartialEq for Set<T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<T: Eq> Eq for Set<T> {}

impl<T: fmt::Debug> fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut set = Self::new();
        set.extend(items);
        set
    }
}

impl<T: Ord> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        for item in items {
            self.insert(item);
        }
    }
}

/// Finds one of so many that are in order; `compare` says how each stands to what is sought.
pub fn find(count: usize, compare: &mut dyn FnMut(usize) -> Ordering) -> Option<usize> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        match compare(middle) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return Some(middle),
        }
    }
    None
}

/// The numbers of so many, from 0.
#[must_use]
pub fn numbers(count: usize) -> Vec<u32> {
    let mut numbers = Vec::with_capacity(count);
    for number in 0..count {
        numbers.push(number as u32);
    }
    numbers
}

/// Do so many differ from each other?
pub fn all_differ(count: usize, compare: &mut dyn FnMut(u32, u32) -> Ordering) -> bool {
    let mut order = numbers(count);
    sort(&mut order, compare);
    order.windows(2).all(|pair| matches!(pair, [a, b] if compare(*a, *b) != Ordering::Equal))
}

/// Sorts numbers, those that compare equal staying as they were; compiled once for all comparisons.
pub fn sort(numbers: &mut Vec<u32>, compare: &mut dyn FnMut(u32, u32) -> Ordering) {
    let mut to = Vec::with_capacity(numbers.len());
    let mut width = 1;
    while width < numbers.len() {
        to.clear();
        for pair in numbers.chunks(2 * width) {
            let (mut left, mut right) = pair.split_at_checked(width).unwrap_or((pair, &[]));
            while let (Some((a, left_rest)), Some((b, right_rest))) =
                (left.split_first(), right.split_first())
            {
                if compare(*a, *b) == Ordering::Greater {
                    to.push(*b);
                    right = right_rest;
                } else {
                    to.push(*a);
                    left = left_rest;
                }
            }
            to.extend_from_slice(left);
            to.extend_from_slice(right);
        }
        core::mem::swap(numbers, &mut to);
        width *= 2;
    }
}
