//! Laws of signatures, in every algorithm.

use p256::elliptic_curve::sec1::ToSec1Point as _;
use proptest::prelude::*;
use terroir::proof::{
    key::{Algorithm, PublicKey, SigningKey, Vkey},
    note::{self, Note},
};

fn algorithm() -> impl Strategy<Value = Algorithm> {
    prop_oneof![Just(Algorithm::Ed25519), Just(Algorithm::P256), Just(Algorithm::Sm2)]
}

fn key(algorithm: Algorithm, secret: [u8; 32]) -> SigningKey {
    // The top bit cleared: below the order of both groups.
    let mut secret = secret;
    secret[0] &= 0x7f;
    secret[31] |= 1;
    SigningKey::new(algorithm, "a/key", &secret).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What a key signs, the key verifies; and signing is a function: no clock, no chance.
    #[test]
    fn what_is_signed_verifies(algorithm in algorithm(), secret: [u8; 32], message: Vec<u8>) {
        let key = key(algorithm, secret);
        let signature = key.sign(&message);
        prop_assert_eq!(key.vkey().verify(&message, &signature), Ok(()));
        prop_assert_eq!(self::key(algorithm, secret).sign(&message), signature);
    }

    /// One flipped bit of message, key or signature, and nothing verifies.
    #[test]
    fn one_flipped_bit_fails(
        algorithm in algorithm(), secret: [u8; 32], message in prop::collection::vec(any::<u8>(), 1..64),
        bit in 0..512_usize, at in any::<prop::sample::Index>()
    ) {
        let key = key(algorithm, secret);
        let (signature, public) = (key.sign(&message), key.vkey().public_key());
        let mut other = signature;
        other[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(public.verify(&message, &other).is_err());
        let (mut spoilt, place) = (message.clone(), at.index(message.len()));
        spoilt[place] ^= 1 << (bit % 8);
        prop_assert!(public.verify(&spoilt, &signature).is_err());
        let (mut bytes, place) = (public.bytes().to_vec(), at.index(public.bytes().len()));
        bytes[place] ^= 1 << (bit % 8);
        let verified = PublicKey::new(algorithm, &bytes).is_ok_and(|key| key.verify(&message, &signature).is_ok());
        prop_assert!(!verified);
    }

    /// A signature of one algorithm is never one of another, though the private key is the same.
    #[test]
    fn algorithms_do_not_mix(secret: [u8; 32], message: Vec<u8>) {
        let algorithms = [Algorithm::Ed25519, Algorithm::P256, Algorithm::Sm2];
        for one in algorithms {
            let signature = key(one, secret).sign(&message);
            for other in algorithms {
                let verified = key(other, secret).vkey().verify(&message, &signature).is_ok();
                prop_assert_eq!(verified, one == other);
            }
        }
    }

    /// A vkey prints as it was read, and the bytes of a key that loads are its own writing.
    #[test]
    fn vkeys_print_as_they_were_read(algorithm in algorithm(), secret: [u8; 32], bytes: [u8; 33]) {
        let vkey = key(algorithm, secret).vkey().clone();
        prop_assert_eq!(vkey.to_string().parse::<Vkey>().unwrap(), vkey);
        let length = if algorithm == Algorithm::Ed25519 { 32 } else { 33 };
        let mut bytes = bytes;
        bytes[0] = 2 | bytes[0] & 1;
        if let Ok(loaded) = PublicKey::new(algorithm, &bytes[..length]) {
            prop_assert_eq!(loaded.bytes(), &bytes[..length]);
        }
    }

    /// Both writings of a point are one key, and y is checked: another y is refused.
    #[test]
    fn both_writings_are_one_key(secret: [u8; 32], message: Vec<u8>, bit in 0..256_usize) {
        let secret = p256::SecretKey::from_slice(&[&[1], &secret[1..]].concat()).unwrap();
        let mut point = secret.public_key().to_sec1_point(false).as_bytes().to_vec();
        let compressed = secret.public_key().to_sec1_point(true);
        let key = PublicKey::from_uncompressed(Algorithm::P256, &point).unwrap();
        prop_assert_eq!(&key, &PublicKey::new(Algorithm::P256, compressed.as_bytes()).unwrap());
        let signer = SigningKey::new(Algorithm::P256, "k", &secret.to_bytes().into()).unwrap();
        prop_assert_eq!(key.verify(&message, &signer.sign(&message)), Ok(()));
        point[33 + bit / 8] ^= 1 << (bit % 8);
        prop_assert!(PublicKey::from_uncompressed(Algorithm::P256, &point).is_err());
    }

    /// A note may be signed in every algorithm at once, and each signer counts.
    #[test]
    fn notes_of_every_algorithm(secret: [u8; 32], text in "[a-z]{1,20}\n") {
        let keys = [Algorithm::Ed25519, Algorithm::P256, Algorithm::Sm2].map(|algorithm| key(algorithm, secret));
        let signed = note::sign(&text, &keys.each_ref()).unwrap();
        let pinned = keys.each_ref().map(|key| key.vkey().clone());
        prop_assert_eq!(Note::parse(&signed).unwrap().verify(&pinned).unwrap().len(), 3);
    }
}
