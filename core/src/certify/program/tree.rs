//! The words of a column: their numbers, and the groups they belong to.

use crate::certify::{RowProblem, Tree};
use alloc::{boxed::Box, vec::Vec};

/// Groups within one another, at most.
pub(super) const MOST_DEPTH: usize = 12;

/// The words of a column, numbered in their order; the number after the last stands for anything.
#[derive(Clone, Debug)]
pub(in crate::certify) struct Axis {
    /// INVARIANT (sorted): each with its first eight bytes as a number, which is what mostly tells words apart.
    words: Vec<(u64, Box<str>)>,
    /// The group of each; anything for a root. INVARIANT (acyclic): at most [`MOST_DEPTH`] steps lead to anything.
    up: Vec<u32>,
    /// Are these all the words there are?
    closed: bool,
}

impl Axis {
    /// Words without groups.
    pub(super) fn of_words(words: Vec<&str>) -> Self {
        let words = in_order(words);
        let any = number(words.len());
        Self { up: alloc::vec![any; words.len()], words, closed: false }
    }

    /// The nodes of a tree.
    pub(super) fn of_tree(tree: &Tree) -> Result<Self, (RowProblem, &str)> {
        let of_groups = tree.groups.iter().flat_map(|(node, group)| [&**node, &**group]);
        let mut axis = Self::of_words(of_groups.chain(tree.alone.iter().map(|node| &**node)).collect());
        axis.closed = true;
        for (node, group) in &tree.groups {
            if let (Some(node), Some(group)) = (axis.place(node), axis.place(group)) {
                axis.up.get_mut(index(node)).into_iter().for_each(|up| *up = group);
            }
        }
        let deep = tree.groups.keys().find(|word| {
            axis.place(word).is_some_and(|node| axis.chain(node).take(MOST_DEPTH + 1).count() > MOST_DEPTH)
        });
        deep.map_or(Ok(axis), |word| Err((RowProblem::TooDeep, &**word)))
    }

    /// The number that stands for anything.
    pub(super) fn any(&self) -> u32 {
        number(self.words.len())
    }

    /// Are these all the words there are?
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// The number of a word.
    pub(super) fn place(&self, word: &str) -> Option<u32> {
        let key = head(word);
        let found =
            self.words.binary_search_by(|(known, text)| known.cmp(&key).then_with(|| (**text).cmp(word)));
        found.ok().map(number)
    }

    /// The number of a word that is asked for: anything for one that no row names, nothing where the words are all there are.
    pub(super) fn asked(&self, word: Option<&str>) -> Option<u32> {
        let Some(word) = word else { return Some(self.any()) };
        self.place(word).or_else(|| (!self.closed).then(|| self.any()))
    }

    /// A node and the groups it belongs to, the nearest first, and anything.
    pub(super) fn chain(&self, node: u32) -> impl Iterator<Item = u32> {
        core::iter::successors(Some(node), |node| self.up.get(index(*node)).copied())
    }

    /// How many members without members of their own each node has; of itself it is one.
    pub(super) fn leaves(&self) -> Vec<usize> {
        let mut inner = alloc::vec![false; self.words.len() + 1];
        let mut leaves = alloc::vec![0; self.words.len() + 1];
        for group in &self.up {
            inner.get_mut(index(*group)).into_iter().for_each(|inner| *inner = true);
        }
        let ends = inner.iter().enumerate().take(self.words.len()).filter(|(_, inner)| !**inner);
        for (leaf, _) in ends {
            for node in self.chain(number(leaf)) {
                leaves.get_mut(index(node)).into_iter().for_each(|count: &mut usize| *count += 1);
            }
        }
        leaves
    }
}

fn in_order(words: Vec<&str>) -> Vec<(u64, Box<str>)> {
    let mut words: Vec<(u64, &str)> = words.into_iter().map(|word| (head(word), word)).collect();
    words.sort_unstable();
    words.dedup();
    words.into_iter().map(|(head, word)| (head, Box::from(word))).collect()
}

/// The first eight bytes as a number, in the order of the texts.
fn head(word: &str) -> u64 {
    word.bytes().chain(core::iter::repeat(0)).take(8).fold(0, |head, byte| head << 8 | u64::from(byte))
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

pub(super) fn index(node: u32) -> usize {
    usize::try_from(node).unwrap_or(usize::MAX)
}
