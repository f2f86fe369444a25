//! One sort and one search, for numbers of things that stay where they are: compiled once for all comparisons, which is what
//! the verifier that travels to a phone can afford.
//!
//! ```
//! use terroir::base::sorted::{numbers, sort};
//!
//! let names = ["TEA", "BOX", "JAR"];
//! let mut order = numbers(names.len());
//! sort(&mut order, &mut |a, b| names[a as usize].cmp(names[b as usize]));
//! assert_eq!(order, [1, 2, 0]);
//! ```

use alloc::vec::Vec;
use core::cmp::Ordering;

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
