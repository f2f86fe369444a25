//! Every tree of up to 64 leaves: every proof there is, and every wrong variant of it, beside the definition.

use terroir::{
    digest::{Hash, Suite},
    proof::merkle,
};
use terroir_tests::model::merkle as model;

const MOST: usize = 64;

/// Leaves, and the roots of all trees over the first of them.
struct Trees {
    suite: Suite,
    leaves: Vec<Hash>,
    roots: Vec<Hash>,
}

impl Trees {
    fn new(suite: Suite) -> Self {
        let data: Vec<Vec<u8>> = (0..MOST as u8).map(|n| vec![n]).collect();
        let roots = (0..=MOST).map(|size| model::mth(suite, &data[..size])).collect();
        Self { suite, leaves: data.iter().map(|data| merkle::leaf_hash(suite, data)).collect(), roots }
    }

    /// Ours; it must say what the definition says.
    fn includes(&self, leaf: &Hash, index: usize, size: usize, proof: &[Hash], root: &Hash) -> bool {
        let (at, of) = (index as u64, size as u64);
        let ours = merkle::verify_inclusion(self.suite, leaf, at, of, proof, root).is_ok();
        let defined =
            index < size && model::root_of_path(self.suite, *leaf, index, size, proof).as_ref() == Some(root);
        assert_eq!(ours, defined, "{index} of {size}, {} hashes", proof.len());
        ours
    }

    fn extends(&self, old: usize, old_root: &Hash, new: usize, new_root: &Hash, proof: &[Hash]) -> bool {
        let (from, to) = (old as u64, new as u64);
        let ours = merkle::verify_consistency(self.suite, from, old_root, to, new_root, proof).is_ok();
        let defined = model::roots_of_proof(self.suite, *old_root, old, new, proof);
        assert_eq!(ours, defined == Some((*old_root, *new_root)), "{old} to {new}, {} hashes", proof.len());
        ours
    }
}

/// One hash more at every place, one less, two swapped, one bit flipped in each.
fn spoiled(proof: &[Hash], strange: &Hash) -> Vec<Vec<Hash>> {
    let mut all = Vec::new();
    for at in 0..=proof.len() {
        let mut longer = proof.to_vec();
        longer.insert(at, *strange);
        all.push(longer);
    }
    for at in 0..proof.len() {
        let mut shorter = proof.to_vec();
        shorter.remove(at);
        all.push(shorter);
        let mut flipped = proof.to_vec();
        flipped[at][at] ^= 1 << (at % 8);
        all.push(flipped);
        for other in at + 1..proof.len() {
            let mut swapped = proof.to_vec();
            swapped.swap(at, other);
            all.push(swapped);
        }
    }
    all
}

fn flipped(mut hash: Hash) -> Hash {
    hash[31] ^= 1;
    hash
}

/// For every leaf of every tree the proof is the definition's and verifies; no variant of it does, and under another
/// size it means what the definition says.
fn every_inclusion(suite: Suite) {
    let trees = Trees::new(suite);
    let data: Vec<Vec<u8>> = (0..MOST as u8).map(|n| vec![n]).collect();
    for size in 1..=MOST {
        let root = &trees.roots[size];
        for index in 0..size {
            let leaf = &trees.leaves[index];
            let proof = merkle::inclusion_proof(suite, &trees.leaves[..size], index as u64).unwrap();
            assert_eq!(proof, model::path(suite, index, &data[..size]));
            assert!(trees.includes(leaf, index, size, &proof, root));
            for wrong in spoiled(&proof, root).iter().chain(&spoiled(&proof, leaf)) {
                assert!(!trees.includes(leaf, index, size, wrong, root), "{index} of {size}");
            }
            assert!(!trees.includes(&flipped(*leaf), index, size, &proof, root));
            assert!(!trees.includes(leaf, index, size, &proof, &flipped(*root)));
            for other in (0..=size).filter(|other| *other != index) {
                assert!(!trees.includes(leaf, other, size, &proof, root), "{index} as {other} of {size}");
            }
            for other in (0..=MOST).filter(|other| *other != size) {
                trees.includes(leaf, index, other, &proof, root);
                assert!(!trees.includes(leaf, index, other, &proof, &trees.roots[other]));
            }
        }
    }
}

/// For every two sizes the proof is the definition's and verifies; no variant of it does.
fn every_consistency(suite: Suite) {
    let trees = Trees::new(suite);
    let data: Vec<Vec<u8>> = (0..MOST as u8).map(|n| vec![n]).collect();
    for new in 1..=MOST {
        let new_root = &trees.roots[new];
        for old in 1..=new {
            let old_root = &trees.roots[old];
            let proof = merkle::consistency_proof(suite, &trees.leaves[..new], old as u64).unwrap();
            assert_eq!(proof, model::proof(suite, old, &data[..new]));
            assert!(trees.extends(old, old_root, new, new_root, &proof));
            for wrong in spoiled(&proof, new_root).iter().chain(&spoiled(&proof, old_root)) {
                assert!(!trees.extends(old, old_root, new, new_root, wrong), "{old} to {new}");
            }
            assert!(!trees.extends(old, &flipped(*old_root), new, new_root, &proof));
            assert!(!trees.extends(old, old_root, new, &flipped(*new_root), &proof));
            for other in (0..=MOST + 1).filter(|other| *other != old) {
                trees.extends(other, old_root, new, new_root, &proof);
                let other_root = trees.roots.get(other).unwrap_or(old_root);
                let takes = trees.extends(other, other_root, new, new_root, &proof);
                assert!(!takes || other == new, "{old} as {other} to {new}");
            }
            for other in (0..=MOST).filter(|other| *other != new) {
                trees.extends(old, old_root, other, new_root, &proof);
                let takes = trees.extends(old, old_root, other, &trees.roots[other], &proof);
                assert!(!takes || other == old, "{old} to {new} as {other}");
            }
        }
    }
}

#[test]
fn every_inclusion_up_to_64_leaves() {
    every_inclusion(Suite::Sha256);
    every_inclusion(Suite::Sm3);
}

#[test]
fn every_consistency_up_to_64_leaves() {
    every_consistency(Suite::Sha256);
    every_consistency(Suite::Sm3);
}
