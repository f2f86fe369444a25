//! Laws of trees, keys, notes and witnesses.

use proptest::prelude::*;
use terroir::{
    digest::{Hash, Suite},
    proof::{
        base64,
        checkpoint::{self, Checkpoint},
        cosignature::{self, Policy},
        key::{SigningKey, Vkey},
        merkle::{self, Frontier},
        note::{self, Note},
        tlog_proof::{self, TlogProof},
    },
};
use terroir_tests::model::merkle as model;

fn suites() -> impl Strategy<Value = Suite> {
    prop_oneof![Just(Suite::Sha256), Just(Suite::Sm3)]
}

fn data(most: usize) -> impl Strategy<Value = Vec<Vec<u8>>> {
    prop::collection::vec(prop::collection::vec(any::<u8>(), 0..8), 1..=most)
}

fn leaves(suite: Suite, data: &[Vec<u8>]) -> Vec<Hash> {
    data.iter().map(|data| merkle::leaf_hash(suite, data)).collect()
}

fn some_leaves(count: u8) -> Vec<Hash> {
    (0..count).map(|i| merkle::leaf_hash(Suite::Sha256, &[i])).collect()
}

fn signing_key() -> impl Strategy<Value = SigningKey> {
    ("[0-9A-Za-z._/-]{1,64}", any::<[u8; 32]>())
        .prop_map(|(name, seed)| SigningKey::from_seed(&name, &seed).unwrap())
}

proptest! {
    /// The frontier's root, the root over a list and the recursive definition are one, whatever the data.
    #[test]
    fn roots_agree_with_the_model(suite in suites(), data in data(70)) {
        let leaves = leaves(suite, &data);
        let mut frontier = Frontier::new(suite);
        for (count, leaf) in leaves.iter().enumerate() {
            prop_assert_eq!(frontier.root(), merkle::root(suite, &leaves[..count]));
            frontier.append(*leaf);
        }
        prop_assert_eq!(frontier.size(), leaves.len() as u64);
        prop_assert_eq!(frontier.root(), model::mth(suite, &data));
    }

    /// Every leaf has the proof that the standard defines, and it verifies.
    #[test]
    fn every_leaf_is_proved(suite in suites(), data in data(40)) {
        let leaves = leaves(suite, &data);
        let root = merkle::root(suite, &leaves);
        let size = leaves.len() as u64;
        for (index, leaf) in leaves.iter().enumerate() {
            let proof = merkle::inclusion_proof(suite, &leaves, index as u64).unwrap();
            prop_assert_eq!(&proof, &model::path(suite, index, &data));
            let length = merkle::inclusion_proof_length(index as u64, size).unwrap();
            prop_assert_eq!(proof.len(), length as usize);
            prop_assert_eq!(merkle::verify_inclusion(suite, leaf, index as u64, size, &proof, &root), Ok(()));
        }
        prop_assert!(merkle::inclusion_proof(suite, &leaves, size).is_err());
    }

    /// No other leaf, index, size, root or proof passes: one bit, one hash more or one less is refused.
    #[test]
    fn a_spoiled_inclusion_is_refused(
        data in data(40), pick in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), bit in 0..256_usize
    ) {
        let suite = Suite::Sha256;
        let leaves = leaves(suite, &data);
        let (root, size) = (merkle::root(suite, &leaves), leaves.len() as u64);
        let index = pick.index(leaves.len());
        let (leaf, proof) = (leaves[index], merkle::inclusion_proof(suite, &leaves, index as u64).unwrap());
        let refused = |leaf: &Hash, index: usize, size: u64, proof: &[Hash], root: &Hash| {
            merkle::verify_inclusion(suite, leaf, index as u64, size, proof, root).is_err()
        };
        let flipped = |mut hash: Hash| { hash[bit / 8] ^= 1 << (bit % 8); hash };
        prop_assert!(refused(&flipped(leaf), index, size, &proof, &root));
        prop_assert!(refused(&leaf, index, size, &proof, &flipped(root)));
        prop_assert!(refused(&leaf, index, size, &[&proof[..], &[root]].concat(), &root));
        prop_assert!(refused(&leaf, index, size, &[&[root][..], &proof].concat(), &root));
        prop_assert!(refused(&leaf, index ^ (1 << (bit % 20)), size, &proof, &root) || data[index] == data[index ^ (1 << (bit % 20))]);
        if !proof.is_empty() {
            let mut spoiled = proof.clone();
            let at = at.index(proof.len());
            spoiled[at] = flipped(spoiled[at]);
            prop_assert!(refused(&leaf, index, size, &spoiled, &root));
            spoiled.remove(at);
            prop_assert!(refused(&leaf, index, size, &spoiled, &root));
        }
    }

    /// A spoiled consistency proof is refused too, and so are swapped sizes and other roots.
    #[test]
    fn a_spoiled_consistency_is_refused(
        new in 1..40_u8, old in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), bit in 0..256_usize
    ) {
        let suite = Suite::Sha256;
        let leaves = some_leaves(new);
        let old = old.index(usize::from(new)) + 1;
        let (old_root, new_root) = (merkle::root(suite, &leaves[..old]), merkle::root(suite, &leaves));
        let proof = merkle::consistency_proof(suite, &leaves, old as u64).unwrap();
        let refused = |old: usize, old_root: &Hash, new: u64, new_root: &Hash, proof: &[Hash]| {
            merkle::verify_consistency(suite, old as u64, old_root, new, new_root, proof).is_err()
        };
        let flipped = |mut hash: Hash| { hash[bit / 8] ^= 1 << (bit % 8); hash };
        let new = u64::from(new);
        prop_assert!(refused(old, &flipped(old_root), new, &new_root, &proof));
        prop_assert!(refused(old, &old_root, new, &flipped(new_root), &proof));
        prop_assert!(refused(old, &old_root, new, &new_root, &[&proof[..], &[new_root]].concat()));
        if old as u64 != new {
            prop_assert!(refused(usize::try_from(new).unwrap(), &old_root, old as u64, &new_root, &proof));
            prop_assert!(refused(old, &new_root, new, &old_root, &proof));
        }
        if !proof.is_empty() {
            let mut spoiled = proof.clone();
            let at = at.index(proof.len());
            spoiled[at] = flipped(spoiled[at]);
            prop_assert!(refused(old, &old_root, new, &new_root, &spoiled));
            spoiled.remove(at);
            prop_assert!(refused(old, &old_root, new, &new_root, &spoiled));
        }
    }

    /// Verifying never panics and never accepts a random proof, at any size up to 2^64.
    #[test]
    fn any_sizes_are_answered(
        index in any::<u64>(), size in any::<u64>(), bits in 0..64_u32, proof in prop::collection::vec(any::<Hash>(), 0..70)
    ) {
        let (index, size) = (index >> bits, size >> bits);
        let leaf = [7; 32];
        let inclusion = merkle::verify_inclusion(Suite::Sha256, &leaf, index, size, &proof, &[8; 32]);
        prop_assert!(inclusion.is_err());
        let consistency = merkle::verify_consistency(Suite::Sha256, index, &leaf, size, &[8; 32], &proof);
        prop_assert!(consistency.is_err());
    }

    /// In a log of 2^40 leaves and more, a made-up path of the exact length verifies against the root it leads to,
    /// and against no other index that goes another way.
    #[test]
    fn large_trees(size in (1_u64 << 40)..(1 << 60), index in any::<u64>(), seed in any::<[u8; 32]>()) {
        let index = index % size;
        let length = merkle::inclusion_proof_length(index, size).unwrap();
        let proof: Vec<Hash> = (0..length).map(|i| Suite::Sm3.hash(&[&seed, &[i as u8]])).collect();
        let root = merkle::root_from_inclusion(Suite::Sm3, &seed, index, size, &proof).unwrap();
        prop_assert_eq!(merkle::verify_inclusion(Suite::Sm3, &seed, index, size, &proof, &root), Ok(()));
        prop_assert!(merkle::verify_inclusion(Suite::Sm3, &seed, index ^ 1, size, &proof, &root).is_err());
        prop_assert!(merkle::verify_inclusion(Suite::Sm3, &seed, index, size, &proof[1..], &root).is_err());
    }

    /// A key's text parses to the key, and only its own text does.
    #[test]
    fn vkeys_have_one_text(key in signing_key(), at in any::<prop::sample::Index>(), byte in 0x20..0x7f_u8) {
        let text = key.vkey().to_string();
        prop_assert_eq!(&text.parse::<Vkey>().unwrap(), key.vkey());
        let mut other = text.clone().into_bytes();
        other[at.index(text.len())] = byte;
        let other = String::from_utf8(other).unwrap();
        if let Ok(parsed) = other.parse::<Vkey>() {
            prop_assert_eq!(parsed.to_string(), other.clone());
            prop_assert_eq!(other, text);
        }
    }

    /// What a key signs, it verifies; a flipped bit of message or signature does not.
    #[test]
    fn signatures_hold(key in signing_key(), message in prop::collection::vec(any::<u8>(), 1..64), bit in any::<prop::sample::Index>()) {
        let signature = key.sign(&message);
        prop_assert!(key.vkey().verify(&message, &signature).is_ok());
        let mut spoiled = signature;
        let at = bit.index(512);
        spoiled[at / 8] ^= 1 << (at % 8);
        prop_assert!(key.vkey().verify(&message, &spoiled).is_err());
        let mut other = message.clone();
        let at = bit.index(other.len() * 8);
        other[at / 8] ^= 1 << (at % 8);
        prop_assert!(key.vkey().verify(&other, &signature).is_err());
    }

    /// A note prints as it was read; a changed byte leaves no note, or none that the key signed.
    #[test]
    fn notes_have_one_text(
        key in signing_key(), body in "([^\\x00-\\x1f]{0,12}\\n){1,4}", at in any::<prop::sample::Index>(), byte in any::<u8>()
    ) {
        let text = note::sign(&body, &[&key]).unwrap();
        let note = Note::parse(&text).unwrap();
        prop_assert_eq!(note.text(), &body);
        prop_assert_eq!(note.to_string(), text.clone());
        let keys = [key.vkey().clone()];
        prop_assert_eq!(note.verify(&keys).unwrap().len(), 1);
        let mut other = text.clone().into_bytes();
        other[at.index(text.len())] = byte;
        if let Ok(other) = String::from_utf8(other)
            && let Ok(parsed) = Note::parse(&other) {
                prop_assert_eq!(parsed.to_string(), other.clone());
                prop_assert!(parsed.verify(&keys).is_err() || other == text);
            }
    }

    /// A log proof prints as it was read, and a changed byte is never accepted.
    #[test]
    fn log_proofs_have_one_text(count in 1..20_u8, pick in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let leaves = some_leaves(count);
        let log = SigningKey::from_seed("log.example", &[4; 32]).unwrap();
        let suite = Suite::Sha256;
        let body = checkpoint::body("log.example", count.into(), &merkle::root(suite, &leaves));
        let index = pick.index(count.into());
        let hashes = merkle::inclusion_proof(suite, &leaves, index as u64).unwrap();
        let text = tlog_proof::print(index as u64, &hashes, &note::sign(&body, &[&log]).unwrap());
        let proof = TlogProof::parse_bare(&text).unwrap();
        prop_assert_eq!(proof.to_string(), text.clone());
        prop_assert_eq!(proof.verify(suite, &leaves[index], log.vkey()), Ok(()));
        let mut other = text.clone().into_bytes();
        other[at.index(text.len())] = byte;
        if let Ok(other) = String::from_utf8(other)
            && let Ok(parsed) = TlogProof::parse(&other) {
                prop_assert_eq!(parsed.to_string(), other.clone());
                prop_assert!(parsed.verify(suite, &leaves[index], log.vkey()).is_err() || other == text);
            }
    }

    /// The witnessed time is the k-th smallest of the witnesses' times, in whatever order they signed.
    #[test]
    fn witnessed_time_is_the_kth_smallest(times in prop::collection::vec(0..1_u64 << 40, 1..6), quorum in 1..6_usize) {
        let log = SigningKey::from_seed("log.example", &[200; 32]).unwrap();
        let mut text = note::sign(&checkpoint::body("log.example", 1, &[0; 32]), &[&log]).unwrap();
        let mut keys = Vec::new();
        for (seed, time) in times.iter().enumerate() {
            let key = SigningKey::witness_from_seed(&format!("w{seed}"), &[seed as u8; 32]).unwrap();
            text = cosignature::cosign(&text, &key, *time).unwrap();
            keys.push(key.vkey().clone());
        }
        let parsed = Checkpoint::parse_bare(&text).unwrap();
        let Ok(policy) = Policy::new(quorum, keys, &[log.vkey()]) else {
            prop_assert!(quorum > times.len());
            return Ok(());
        };
        let mut sorted = times;
        sorted.sort_unstable();
        prop_assert_eq!(policy.witnessed(&parsed).unwrap().time, Some(sorted[quorum - 1]));
    }

    /// Base64 is read only as it is written.
    #[test]
    fn base64_has_one_text(bytes in prop::collection::vec(any::<u8>(), 0..40), text in "[A-Za-z0-9+/=]{0,12}") {
        prop_assert_eq!(base64::decode(&base64::encode(&bytes)), Some(bytes));
        if let Some(decoded) = base64::decode(&text) {
            prop_assert_eq!(base64::encode(&decoded), text);
        }
    }
}

/// For every pair of sizes m ≤ n there is the one proof that the standard defines, and it verifies.
#[test]
fn all_small_trees_are_consistent() {
    for suite in [Suite::Sha256, Suite::Sm3] {
        let data: Vec<Vec<u8>> = (0..34_u8).map(|i| vec![i]).collect();
        let leaves = leaves(suite, &data);
        for new in 1..=leaves.len() {
            let root = merkle::root(suite, &leaves[..new]);
            for old in 1..=new {
                let proof = merkle::consistency_proof(suite, &leaves[..new], old as u64).unwrap();
                assert_eq!(proof, model::proof(suite, old, &data[..new]));
                let length = merkle::consistency_proof_length(old as u64, new as u64).unwrap();
                assert_eq!(proof.len(), length as usize, "{old} {new}");
                let old_root = merkle::root(suite, &leaves[..old]);
                let outcome =
                    merkle::verify_consistency(suite, old as u64, &old_root, new as u64, &root, &proof);
                assert_eq!(outcome, Ok(()), "{old} {new}");
            }
        }
    }
}
