//! Names as numbers: each text once, found again by an open table.
//!
//! The core has no randomness, so a table of hashes can be flooded by whoever knows the hash. As soon as one search takes
//! longer than chance explains, the table gives way, for good, to a balanced tree over the same names.

use super::chunk::Chunks;
use alloc::{string::String, vec::Vec};
use core::cmp::Ordering;

/// Bytes of a piece of text; a longer name has a piece of its own.
const PIECE: usize = 1 << 16;
/// Slots that a search may look at. At most five eighths of the table are full, where chance stays below 200.
const PROBES: usize = 512;
/// Names that a search may compare in vain: 32 bits of their hashes are equal.
const FALSE_FRIENDS: usize = 16;

/// Texts, each once, numbered from 0.
#[derive(Clone, Debug)]
pub(super) struct Names {
    text: Vec<String>,
    spans: Chunks<Span>,
    index: Index,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    piece: u32,
    start: u32,
    length: u32,
}

#[derive(Clone, Debug)]
enum Index {
    Table(Table),
    Tree(Tree),
}

impl Names {
    pub(super) const fn new() -> Self {
        Self { text: Vec::new(), spans: Chunks::new(), index: Index::Table(Table { slots: Vec::new() }) }
    }

    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The text of a number.
    pub(super) fn get(&self, number: u32) -> &str {
        let span = self.spans.get(number as usize);
        span.and_then(|span| {
            self.text.get(span.piece as usize)?.get(span.start as usize..(span.start + span.length) as usize)
        })
        .unwrap_or_default()
    }

    /// The number of a text.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        match &self.index {
            Index::Table(table) => match self.probe(table, hash(text.as_bytes()), text) {
                Probe::Found(number) => Some(number),
                Probe::Free(_) | Probe::Flooded => None,
            },
            Index::Tree(tree) => tree.find(|number| text.cmp(self.get(number))),
        }
    }

    /// The number of a text, which gets one if it has none.
    ///
    /// INVARIANT (numbers): the caller keeps the count of names below 2^32.
    pub(super) fn intern(&mut self, text: &str) -> u32 {
        self.intern_hashed(text, hash(text.as_bytes()))
    }

    /// As [`intern`](Self::intern), with the text's hash.
    pub(super) fn intern_hashed(&mut self, text: &str, hash: u64) -> u32 {
        if let Index::Table(table) = &mut self.index {
            table.make_room(self.spans.len());
            let Index::Table(table) = &self.index else { return 0 };
            match self.probe(table, hash, text) {
                Probe::Found(number) => return number,
                Probe::Free(slot) => {
                    let number = self.push(text);
                    if let Index::Table(table) = &mut self.index {
                        table.fill(slot, hash, number);
                    }
                    return number;
                }
                Probe::Flooded => self.plant(),
            }
        }
        if let Some(number) = self.find(text) {
            return number;
        }
        let number = self.push(text);
        self.grow(number);
        number
    }

    fn push(&mut self, text: &str) -> u32 {
        let fits = self.text.last().is_some_and(|piece| piece.len() + text.len() <= PIECE);
        if !fits {
            let room = if self.text.is_empty() { text.len() } else { text.len().max(PIECE) };
            self.text.push(String::with_capacity(room));
        }
        let number = self.spans.len() as u32;
        let piece = (self.text.len() - 1) as u32;
        if let Some(last) = self.text.last_mut() {
            self.spans.push(Span { piece, start: last.len() as u32, length: text.len() as u32 });
            last.push_str(text);
        }
        number
    }

    fn probe(&self, table: &Table, hash: u64, text: &str) -> Probe {
        let Some(mask) = table.slots.len().checked_sub(1) else { return Probe::Free(0) };
        let mut at = hash as usize & mask;
        let mut friends = 0;
        for _ in 0..PROBES {
            match table.slots.get(at) {
                None | Some(Slot { number: 0, .. }) => return Probe::Free(at),
                Some(slot) if slot.tag == (hash >> 32) as u32 => {
                    let number = slot.number - 1;
                    if self.get(number) == text {
                        return Probe::Found(number);
                    }
                    friends += 1;
                    if friends == FALSE_FRIENDS {
                        return Probe::Flooded;
                    }
                }
                Some(_) => {}
            }
            at = (at + 1) & mask;
        }
        Probe::Flooded
    }

    /// From the table to the tree.
    #[cold]
    fn plant(&mut self) {
        self.index = Index::Tree(Tree::default());
        for number in 0..self.spans.len() as u32 {
            self.grow(number);
        }
    }

    /// The newest name goes into the tree.
    fn grow(&mut self, number: u32) {
        let mut tree = match core::mem::replace(&mut self.index, Index::Table(Table { slots: Vec::new() })) {
            Index::Tree(tree) => tree,
            Index::Table(_) => Tree::default(),
        };
        let text = self.get(number);
        tree.insert(number, |other| text.cmp(self.get(other)));
        self.index = Index::Tree(tree);
    }
}

enum Probe {
    Found(u32),
    Free(usize),
    Flooded,
}

#[derive(Clone, Debug)]
struct Table {
    // INVARIANT (power): the number of slots is zero or a power of two, and three eighths of them are free.
    slots: Vec<Slot>,
}

/// A number plus one, zero for a free slot, and the upper half of its name's hash.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    number: u32,
    tag: u32,
}

impl Table {
    fn make_room(&mut self, names: usize) {
        if (names + 1) * 8 <= self.slots.len() * 5 {
            return;
        }
        let size = (self.slots.len() * 2).max(8);
        let old = core::mem::replace(&mut self.slots, alloc::vec![Slot::default(); size]);
        // The lower half of a hash is not kept: it is the upper half, stirred.
        for slot in old.into_iter().filter(|slot| slot.number != 0) {
            let mut at = place(slot.tag) as usize & (size - 1);
            while self.slots.get(at).is_some_and(|taken| taken.number != 0) {
                at = (at + 1) & (size - 1);
            }
            if let Some(free) = self.slots.get_mut(at) {
                *free = slot;
            }
        }
    }

    fn fill(&mut self, at: usize, hash: u64, number: u32) {
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = Slot { number: number + 1, tag: (hash >> 32) as u32 };
        }
    }
}

/// Where a tag's search begins.
const fn place(tag: u32) -> u32 {
    let stirred = tag.wrapping_mul(0x9E37_79B9);
    stirred ^ stirred >> 15
}

/// A hash whose lower half says where the search begins, its upper half being the tag.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    const STIR: u64 = 0x9E37_79B9_7F4A_7C15;
    let fold = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        (product as u64) ^ (product >> 64) as u64
    };
    let mut state = STIR ^ bytes.len() as u64;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        state = fold(state ^ u64::from_le_bytes(*word), 0xD6E8_FEB8_6659_FD93);
    }
    let mut last = 0;
    for byte in rest {
        last = last << 8 | u64::from(*byte);
    }
    let state = fold(fold(state ^ last, 0xA076_1D64_78BD_642F), STIR);
    let tag = (state >> 32) as u32;
    u64::from(tag) << 32 | u64::from(place(tag))
}

/// A balanced tree (Andersson 1993) whose nodes are the numbers, from 1.
#[derive(Clone, Debug, Default)]
struct Tree {
    root: u32,
    nodes: Vec<Node>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    left: u32,
    right: u32,
    level: u8,
}

impl Tree {
    fn node(&self, at: u32) -> Node {
        (at as usize).checked_sub(1).and_then(|at| self.nodes.get(at)).copied().unwrap_or_default()
    }

    fn set(&mut self, at: u32, node: Node) {
        if let Some(place) = (at as usize).checked_sub(1).and_then(|at| self.nodes.get_mut(at)) {
            *place = node;
        }
    }

    fn find(&self, mut compare: impl FnMut(u32) -> Ordering) -> Option<u32> {
        let mut at = self.root;
        while at != 0 {
            at = match compare(at - 1) {
                Ordering::Less => self.node(at).left,
                Ordering::Greater => self.node(at).right,
                Ordering::Equal => return Some(at - 1),
            };
        }
        None
    }

    /// INVARIANT (numbers): `number` is the count of nodes, and no node is equal to it.
    fn insert(&mut self, number: u32, mut compare: impl FnMut(u32) -> Ordering) {
        self.nodes.push(Node { left: 0, right: 0, level: 1 });
        let mut path = Vec::new();
        let mut at = self.root;
        while at != 0 {
            let less = compare(at - 1) == Ordering::Less;
            path.push((at, less));
            at = if less { self.node(at).left } else { self.node(at).right };
        }
        let mut below = number + 1;
        while let Some((at, less)) = path.pop() {
            let mut node = self.node(at);
            if less {
                node.left = below;
            } else {
                node.right = below;
            }
            self.set(at, node);
            below = self.skewed(at);
            below = self.split(below);
        }
        self.root = below;
    }

    /// Turns right where the left child stands as high.
    fn skewed(&mut self, at: u32) -> u32 {
        let mut node = self.node(at);
        let mut left = self.node(node.left);
        if node.left == 0 || left.level != node.level {
            return at;
        }
        let top = node.left;
        node.left = left.right;
        left.right = at;
        self.set(at, node);
        self.set(top, left);
        top
    }

    /// Lifts the right child where two in a row stand as high.
    fn split(&mut self, at: u32) -> u32 {
        let mut node = self.node(at);
        let mut right = self.node(node.right);
        if right.right == 0 || self.node(right.right).level != node.level {
            return at;
        }
        let top = node.right;
        node.right = right.left;
        right.left = at;
        right.level += 1;
        self.set(at, node);
        self.set(top, right);
        top
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn a_name_has_one_number() {
        let mut names = Names::new();
        for round in 0..2 {
            for n in 0..20_000_u32 {
                let text = format!("https://farm.example/lot/{n}");
                assert_eq!(names.intern(&text), n, "round {round}");
            }
        }
        assert_eq!(names.get(777), "https://farm.example/lot/777");
        assert_eq!(names.find("https://farm.example/lot/20000"), None);
        assert!(matches!(names.index, Index::Table(_)), "chance does not flood");
        assert_eq!(names.intern(""), 20_000);
        assert_eq!(names.find(""), Some(20_000));
    }

    #[test]
    fn a_flood_turns_the_table_into_a_tree() {
        let mut names = Names::new();
        names.intern("first");
        names.plant();
        for n in 0..5_000_u32 {
            assert_eq!(names.intern(&format!("{:05}", n.wrapping_mul(7919) % 5_000)), n + 1);
        }
        for n in 0..5_000_u32 {
            assert_eq!(names.find(&format!("{:05}", n.wrapping_mul(7919) % 5_000)), Some(n + 1));
        }
        let Index::Tree(tree) = &names.index else { panic!("a tree") };
        assert!(tree.node(tree.root).level <= 14, "balanced");
        assert_eq!(names.intern("first"), 0);
    }

    #[test]
    fn long_names_have_room() {
        let mut names = Names::new();
        let long = "x".repeat(3 * PIECE);
        assert_eq!((names.intern("a"), names.intern(&long), names.intern("b")), (0, 1, 2));
        assert_eq!((names.get(0), names.get(1).len(), names.get(2)), ("a", 3 * PIECE, "b"));
    }
}
