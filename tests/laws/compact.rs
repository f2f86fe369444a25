//! Laws of the small forms of hashes and signatures: they are the crates' own answers, in fewer bytes.

use proptest::prelude::*;
use terroir::{
    digest::{Suite, compact},
    proof::{
        ed25519::{self, PointError},
        key::{Algorithm, KeyError, PublicKey, SigningKey},
    },
};

/// What the crate for servers says of a key.
fn known(key: &[u8; 32]) -> Result<(), PointError> {
    match PublicKey::new(Algorithm::Ed25519, key) {
        Ok(_) => Ok(()),
        Err(KeyError::SmallOrder) => Err(PointError::SmallOrder),
        Err(error) => {
            assert_eq!(error, KeyError::Point);
            Err(PointError::Encoding)
        }
    }
}

/// Both say the same of a signature, where the key is one.
fn agree(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) {
    assert_eq!(ed25519::check(key), known(key), "{key:x?}");
    if let Ok(public) = PublicKey::new(Algorithm::Ed25519, key) {
        let expected = public.verify(message, signature).is_ok();
        assert_eq!(ed25519::verify(key, message, signature), expected, "{key:x?} {signature:x?}");
    }
}

fn bytes(hex: &str) -> [u8; 32] {
    core::array::from_fn(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap())
}

/// y of the points of order 1, 2, 4 and 8, some of them as more than p.
const SMALL: [&str; 8] = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

/// Points of small order, with either sign, are refused as keys and as R, whatever S is.
#[test]
fn points_of_small_order() {
    let key = SigningKey::from_seed("a", &[1; 32]).unwrap();
    let own: [u8; 32] = key.vkey().public_key().bytes().try_into().unwrap();
    for hex in SMALL {
        for sign in [0, 0x80] {
            let mut point = bytes(hex);
            point[31] |= sign;
            let mut signature = key.sign(b"x");
            agree(&point, b"x", &signature);
            signature[..32].copy_from_slice(&point);
            agree(&own, b"x", &signature);
            signature[32..].fill(0);
            agree(&own, b"x", &signature);
        }
    }
}

/// Every encoding near p and near nothing is judged alike.
#[test]
fn unusual_encodings() {
    for low in 0..=255 {
        for high in [0, 0x7f, 0x80, 0xff] {
            let mut point = [if high & 0x7f == 0 { 0 } else { 0xff }; 32];
            (point[0], point[31]) = (low, high);
            agree(&point, b"", &[0; 64]);
        }
    }
}

proptest! {
    /// SHA-256 and SM3 of any parts.
    #[test]
    fn hashes(parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..150), 0..4)) {
        let parts: Vec<&[u8]> = parts.iter().map(|part| &**part).collect();
        prop_assert_eq!(compact::sha256(&parts), Suite::Sha256.hash(&parts));
        prop_assert_eq!(compact::sm3(&parts), Suite::Sm3.hash(&parts));
    }

    /// Signatures of messages of any length (so SHA-512 too), whole and with one bit changed anywhere.
    #[test]
    fn signatures(
        seed in any::<[u8; 32]>(),
        message in prop::collection::vec(any::<u8>(), 0..300),
        bit in 0..512_usize,
        key_bit in 0..256_usize,
    ) {
        let key = SigningKey::from_seed("a", &seed).unwrap();
        let mut public: [u8; 32] = key.vkey().public_key().bytes().try_into().unwrap();
        let mut signature = key.sign(&message);
        prop_assert!(ed25519::verify(&public, &message, &signature));
        agree(&public, &message, &signature);
        signature[bit / 8] ^= 1 << (bit % 8);
        agree(&public, &message, &signature);
        signature[bit / 8] ^= 1 << (bit % 8);
        public[key_bit / 8] ^= 1 << (key_bit % 8);
        agree(&public, &message, &signature);
    }

    /// A scalar is canonical: the order added to it makes another writing of the same signature, which is refused.
    #[test]
    fn scalars_beyond_the_order(seed in any::<[u8; 32]>(), times in 1..8_u16) {
        const ORDER: &str = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
        let key = SigningKey::from_seed("a", &seed).unwrap();
        let public: [u8; 32] = key.vkey().public_key().bytes().try_into().unwrap();
        let mut signature = key.sign(b"x");
        for _ in 0..times {
            let mut carried = 0;
            for (byte, add) in signature[32..].iter_mut().zip(bytes(ORDER)) {
                carried += u16::from(*byte) + u16::from(add);
                *byte = carried as u8;
                carried >>= 8;
            }
            prop_assert!(!ed25519::verify(&public, b"x", &signature));
            agree(&public, b"x", &signature);
        }
    }

    /// Any bytes as key, R and S.
    #[test]
    fn any_bytes(key in any::<[u8; 32]>(), r in any::<[u8; 32]>(), s in any::<[u8; 32]>()) {
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(&r);
        signature[32..].copy_from_slice(&s);
        agree(&key, b"x", &signature);
    }
}
