//! Trees and proofs beside a plain frontier, `rs_merkle` and `ct-merkle`.

use crate::pair::Case;
use ct_merkle::{RootHash, mem_backed_tree::MemoryBackedTree};
use rs_merkle::{MerkleTree, algorithms::Sha256 as RsSha256};
use sha2::{Digest as _, Sha256};
use std::hint::black_box;
use terroir::{digest::Suite, proof::merkle};

const SUITE: Suite = Suite::Sha256;

pub fn cases() -> Vec<Case> {
    vec![building_beside_a_frontier(), building_beside_rs_merkle(), inclusion_beside_ct_merkle()]
}

fn leaves(count: u32) -> Vec<[u8; 32]> {
    (0..count).map(|n| merkle::leaf_hash(SUITE, &n.to_be_bytes())).collect()
}

fn building_beside_a_frontier() -> Case {
    let (ours, peers) = (leaves(1 << 20), leaves(1 << 20));
    Case::new(
        "build 2^20 leaves, peer: a plain frontier",
        1.1,
        move || {
            let mut tree = merkle::Frontier::new(SUITE);
            for &leaf in black_box(&ours) {
                tree.append(leaf);
            }
            black_box(tree.root());
        },
        move || {
            black_box(plain_frontier(black_box(&peers)));
        },
    )
}

/// The shortest frontier that works, for a count that is a power of two.
fn plain_frontier(leaves: &[[u8; 32]]) -> Option<[u8; 32]> {
    let mut stack: Vec<(u32, [u8; 32])> = Vec::new();
    for &leaf in leaves {
        let (mut level, mut hash) = (0, leaf);
        while let Some(&(below, left)) = stack.last().filter(|(below, _)| *below == level) {
            stack.pop();
            hash = Sha256::new().chain_update([1]).chain_update(left).chain_update(hash).finalize().into();
            level = below + 1;
        }
        stack.push((level, hash));
    }
    stack.pop().map(|(_, hash)| hash)
}

fn building_beside_rs_merkle() -> Case {
    let (ours, peers) = (leaves(1 << 20), leaves(1 << 20));
    Case::new(
        "build 2^20 leaves, peer: rs_merkle 1.5",
        0.5,
        move || {
            black_box(merkle::root(SUITE, black_box(&ours)));
        },
        move || {
            black_box(MerkleTree::<RsSha256>::from_leaves(black_box(&peers)).root());
        },
    )
}

pub fn inclusion_beside_ct_merkle() -> Case {
    const SIZE: u32 = 100_000;
    const INDEX: u32 = 77_777;
    let hashes = leaves(SIZE);
    let root = merkle::root(SUITE, &hashes);
    let proof = merkle::inclusion_proof(SUITE, &hashes, u64::from(INDEX)).expect("a leaf of the tree");
    let mut tree = MemoryBackedTree::<sha2_10::Sha256, [u8; 4]>::new();
    (0..SIZE).for_each(|n| tree.push(n.to_be_bytes()));
    let peer_root: RootHash<sha2_10::Sha256> = tree.root();
    let peer_proof = tree.prove_inclusion(INDEX as usize);
    assert_eq!(peer_root.as_bytes().as_slice(), root, "both build the same tree");
    Case::new(
        "verify inclusion in 100,000, peer: ct-merkle 0.2",
        1.0,
        move || {
            let leaf = merkle::leaf_hash(SUITE, &INDEX.to_be_bytes());
            let verified = merkle::verify_inclusion(
                SUITE,
                &leaf,
                u64::from(INDEX),
                u64::from(SIZE),
                black_box(&proof),
                &root,
            );
            assert!(verified.is_ok());
        },
        move || {
            let verified =
                peer_root.verify_inclusion(&INDEX.to_be_bytes(), u64::from(INDEX), black_box(&peer_proof));
            assert!(verified.is_ok());
        },
    )
    .in_instructions()
}
