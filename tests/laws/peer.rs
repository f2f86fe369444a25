//! Trees beside `ct-merkle`, another implementation of RFC 6962: the same roots, the same proofs, and each takes what the
//! other has made.

use ct_merkle::{ConsistencyProof, InclusionProof, RootHash, mem_backed_tree::MemoryBackedTree};
use sha2_10::Sha256;
use terroir::{
    digest::{Hash, Suite},
    proof::merkle,
};

const SUITE: Suite = Suite::Sha256;

type Tree = MemoryBackedTree<Sha256, [u8; 2]>;

/// All small trees, and those beside a power of two.
fn sizes() -> impl Iterator<Item = u16> {
    (1..=40).chain([63, 64, 65, 100, 127, 128, 129, 255, 256, 257, 511, 513, 1000])
}

/// Leaves or older sizes of a tree: all of a small one, and of a large one those at its ends and some between.
fn places(size: u16) -> impl Iterator<Item = u16> {
    let step = (usize::from(size) / 40).max(1);
    (0..size).step_by(step).chain(size.saturating_sub(2)..size)
}

/// Both trees, grown to the largest size; what is asked of each size is asked when it is reached.
fn at_each_size(mut ask: impl FnMut(u16, &Tree, &[Hash])) {
    let (mut peer, mut leaves) = (Tree::new(), Vec::new());
    for size in sizes() {
        for n in leaves.len() as u16..size {
            peer.push(n.to_be_bytes());
            leaves.push(merkle::leaf_hash(SUITE, &n.to_be_bytes()));
        }
        ask(size, &peer, &leaves);
    }
}

/// Of every size the root is the peer's.
#[test]
fn roots_are_the_peers() {
    at_each_size(|size, peer, leaves| {
        assert_eq!(peer.root().as_bytes().as_slice(), merkle::root(SUITE, leaves), "{size}");
    });
}

/// Every inclusion proof is the peer's byte by byte, and each verifies the other's; for a neighbour neither does.
#[test]
fn inclusion_proofs_are_the_peers() {
    let mut asked = 0;
    at_each_size(|size, peer, leaves| {
        let (root, theirs): (Hash, RootHash<Sha256>) = (merkle::root(SUITE, leaves), peer.root());
        for index in places(size) {
            let (at, of) = (u64::from(index), u64::from(size));
            let proof = merkle::inclusion_proof(SUITE, leaves, at).unwrap();
            assert_eq!(peer.prove_inclusion(index.into()).as_bytes(), proof.concat(), "{index} of {size}");
            let peers = InclusionProof::try_from_bytes(proof.concat()).unwrap();
            for claimed in [at, at + 1, at ^ 1, of] {
                let leaf = &leaves[usize::from(index)];
                let ours = merkle::verify_inclusion(SUITE, leaf, claimed, of, &proof, &root).is_ok();
                // The peer is not asked of a leaf that no tree of that size has.
                let agrees = claimed >= of
                    || theirs.verify_inclusion(&index.to_be_bytes(), claimed, &peers).is_ok() == ours;
                assert!(agrees && ours == (claimed == at), "{index} as {claimed} of {size}");
                asked += 1;
            }
        }
    });
    println!("inclusion beside ct-merkle: {asked}/{asked}");
}

/// Every consistency proof is the peer's byte by byte, and each verifies the other's; from another root neither does.
#[test]
fn consistency_proofs_are_the_peers() {
    let mut roots: Vec<RootHash<Sha256>> = Vec::new();
    let mut whole = Tree::new();
    for n in 0..=1000_u16 {
        roots.push(whole.root());
        whole.push(n.to_be_bytes());
    }
    let mut asked = 0;
    at_each_size(|size, peer, leaves| {
        let root = merkle::root(SUITE, leaves);
        for old in places(size).map(|at| at + 1) {
            let (from, to) = (u64::from(old), u64::from(size));
            let proof = merkle::consistency_proof(SUITE, leaves, from).unwrap();
            let theirs = peer.prove_consistency((size - old).into());
            assert_eq!(theirs.as_bytes(), proof.concat(), "{old} to {size}");
            let theirs = ConsistencyProof::try_from_bytes(proof.concat()).unwrap();
            let earlier = merkle::root(SUITE, &leaves[..usize::from(old)]);
            assert!(merkle::verify_consistency(SUITE, from, &earlier, to, &root, &proof).is_ok());
            assert!(peer.root().verify_consistency(&roots[usize::from(old)], &theirs).is_ok());
            let before = merkle::root(SUITE, &leaves[..usize::from(old) - 1]);
            assert!(merkle::verify_consistency(SUITE, from - 1, &before, to, &root, &proof).is_err());
            assert!(peer.root().verify_consistency(&roots[usize::from(old) - 1], &theirs).is_err());
            asked += 1;
        }
    });
    println!("consistency beside ct-merkle: {asked}/{asked}");
}
