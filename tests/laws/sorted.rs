//! Laws of the one sort, the one search and the one index.

use proptest::prelude::*;
use std::{cmp::Ordering, collections::BTreeMap};
use terroir::base::{
    numbered::Numbered,
    sorted::{find, sort},
};

proptest! {
    /// What is found in a row in order is what equals it, and nothing is found that is not there.
    #[test]
    fn as_the_search_of_a_slice(keys in prop::collection::btree_set(0..40_u8, 0..30), sought in 0..40_u8) {
        let keys: Vec<u8> = keys.into_iter().collect();
        let found = find(keys.len(), &mut |at| keys[at].cmp(&sought));
        prop_assert_eq!(found, keys.binary_search(&sought).ok());
    }

    /// Numbers are given in the order in which keys come, and are listed in the order of the keys.
    #[test]
    fn numbered_as_a_btree_map(keys in prop::collection::vec(prop::collection::vec(0..3_u8, 0..4), 0..60)) {
        let mut numbered = Numbered::default();
        let mut model: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        for key in &keys {
            let new = model.len();
            let known = model.get(key).copied();
            prop_assert_eq!(numbered.find(key), known);
            prop_assert_eq!(numbered.number(key), known.ok_or(new));
            model.entry(key.clone()).or_insert(new);
        }
        prop_assert_eq!(numbered.len(), model.len());
        prop_assert!(numbered.in_order().iter().map(|number| *number as usize).eq(model.values().copied()));
        prop_assert!(model.iter().all(|(key, number)| numbered.key(*number) == key.as_slice()));
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
