//! Laws of the small map and the one sort.

use proptest::prelude::*;
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};
use terroir::base::sorted::{Map, Set, sort};

proptest! {
    /// A map is what a `BTreeMap` is.
    #[test]
    fn as_a_btree_map(entries in prop::collection::vec((0..40_u8, any::<u16>()), 0..80), key in 0..40_u8) {
        let mut map: Map<u8, u16> = entries.iter().copied().collect();
        let mut model: BTreeMap<u8, u16> = entries.iter().copied().collect();
        prop_assert!(map.iter().eq(model.iter()));
        prop_assert_eq!(map.get(&key), model.get(&key));
        prop_assert_eq!(map.contains_key(&key), model.contains_key(&key));
        prop_assert_eq!(map.len(), model.len());
        prop_assert_eq!(map.last_key_value(), model.last_key_value());
        prop_assert_eq!(map.insert(key, 7), model.insert(key, 7));
        *map.or_default(key ^ 1) /= 2;
        *model.entry(key ^ 1).or_default() /= 2;
        prop_assert!(map.iter().eq(model.iter()));
        prop_assert!(map.into_iter().eq(model));
    }

    /// A set is what a `BTreeSet` is.
    #[test]
    fn as_a_btree_set(items in prop::collection::vec(0..40_u8, 0..80), item in 0..40_u8) {
        let mut set: Set<u8> = items.iter().copied().collect();
        let mut model: BTreeSet<u8> = items.iter().copied().collect();
        prop_assert!(set.iter().eq(model.iter()));
        prop_assert_eq!(set.contains(&item), model.contains(&item));
        prop_assert_eq!(set.insert(item), model.insert(item));
        prop_assert!(set.into_iter().eq(model));
    }

    /// The sort is stable, and that of the standard library.
    #[test]
    fn as_the_sort_of_a_slice(keys in prop::collection::vec(0..10_u8, 0..60)) {
        let mut numbers: Vec<u32> = (0..u32::try_from(keys.len()).unwrap()).collect();
        let mut model = numbers.clone();
        let compare = |a: u32, b: u32| -> Ordering { keys[a as usize].cmp(&keys[b as usize]) };
        sort(&mut numbers, &mut { compare });
        model.sort_by(|a, b| compare(*a, *b));
        prop_assert_eq!(numbers, model);
    }
}
