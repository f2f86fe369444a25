//! SM2 signatures with SM3 (GB/T 32918.2-2016 §6 and §7, on the curve of GB/T 32918.5-2017).

use super::{KeyError, SM2_ID, SignatureBytes};
use crate::digest::{Hash, Suite};
use sm2::{
    FieldBytes, ProjectivePoint, PublicKey, Scalar,
    dsa::{Signature, SigningKey, signature::hazmat::PrehashSigner as _},
    elliptic_curve::{
        group::Group as _,
        ops::{MulByGeneratorVartime as _, Reduce as _},
        point::AffineCoordinates as _,
        sec1::ToSec1Point as _,
    },
};

/// a, b and the coordinates of G, as a signer's hash takes them in.
const CURVE: &[u8; 128] = b"\
    \xff\xff\xff\xfe\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\
    \xff\xff\xff\xff\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xfc\
    \x28\xe9\xfa\x9e\x9d\x9f\x5e\x34\x4d\x5a\x9e\x4b\xcf\x65\x09\xa7\
    \xf3\x97\x89\xf5\x15\xab\x8f\x92\xdd\xbc\xbd\x41\x4d\x94\x0e\x93\
    \x32\xc4\xae\x2c\x1f\x19\x81\x19\x5f\x99\x04\x46\x6a\x39\xc9\x94\
    \x8f\xe3\x0b\xbf\xf2\x66\x0b\xe1\x71\x5a\x45\x89\x33\x4c\x74\xc7\
    \xbc\x37\x36\xa2\xf4\xf6\x77\x9c\x59\xbd\xce\xe3\x6b\x69\x21\x53\
    \xd0\xa9\x87\x7c\xc6\x2a\x47\x40\x02\xdf\x32\xe5\x21\x39\xf0\xa0";

pub(super) fn is_point(bytes: &[u8]) -> bool {
    PublicKey::from_sec1_bytes(bytes).is_ok()
}

/// Steps B1 to B7 of §7.1; in variable time, for nothing here is secret.
pub(super) fn verify(key: &[u8; 33], id: &str, message: &[u8], signature: &SignatureBytes) -> Option<()> {
    let key = PublicKey::from_sec1_bytes(key).ok()?;
    // Both numbers are from 1 to n − 1, or this fails.
    let (r, s) = Signature::from_slice(signature).ok()?.split_scalars();
    let e = digest(id, &key, message)?;
    let t = *r + *s;
    if t.is_zero().into() {
        return None;
    }
    let point = ProjectivePoint::mul_by_generator_and_mul_add_vartime(&s, &t, &key.to_projective());
    // The point at infinity has no x; the standard does not name it.
    if point.is_identity().into() {
        return None;
    }
    let x = Scalar::reduce(&point.to_affine().x());
    let e = Scalar::reduce(&FieldBytes::from(e));
    (e + x == *r).then_some(())
}

/// e: the hash of a message behind that of the signer (GB/T 32918.2 §5.5 and §6.1, steps A1 and A2).
fn digest(id: &str, key: &PublicKey, message: &[u8]) -> Option<Hash> {
    let bits = u16::try_from(id.len().checked_mul(8)?).ok()?.to_be_bytes();
    let point = key.as_affine();
    let signer = Suite::Sm3.hash(&[&bits, id.as_bytes(), CURVE, &point.x(), &point.y()]);
    Some(Suite::Sm3.hash(&[&signer, message]))
}

/// A private key.
#[derive(Clone)]
pub(super) struct Secret(SigningKey);

impl Secret {
    /// From 1 to n − 2: 1 + d has an inverse (§6.1, step A6).
    pub(super) fn new(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let key = SigningKey::from_slice(SM2_ID, bytes).map_err(|_| KeyError::Secret)?;
        if (**key.as_nonzero_scalar() + Scalar::ONE).is_zero().into() {
            return Err(KeyError::Secret);
        }
        Ok(Self(key))
    }

    /// The public key, compressed.
    pub(super) fn public(&self) -> impl AsRef<[u8]> {
        self.0.verifying_key().to_sec1_point(true)
    }

    /// Signs with the nonce that RFC 6979 §3.2 derives from d and e, with HMAC-SM3.
    ///
    /// `None` for a nonce that step A5 or A6 turns down: one message in 2^254.
    pub(super) fn sign(&self, message: &[u8]) -> Option<SignatureBytes> {
        let e = digest(SM2_ID, &PublicKey::from(self.0.verifying_key()), message)?;
        let signature: Signature = self.0.sign_prehash(&e).ok()?;
        Some(signature.to_bytes().into())
    }
}
