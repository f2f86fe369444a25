//! Public keys as JSON Web Keys (RFC 7517; RFC 8037 for Ed25519, RFC 7518 §6.2 for P-256).

use crate::{
    digest::json::{self, Value},
    proof::{
        base64,
        key::{Algorithm, PublicKey},
    },
};
use alloc::string::String;

/// The public key of a JWK; `None` if it is of another kind, not on its curve, or not in its one writing.
#[must_use]
pub fn key(jwk: Value<'_>) -> Option<PublicKey> {
    let is = |name, text: &str| jwk.get(name).is_some_and(|value| value.is_text(text));
    let bytes = |name| base64::decode_url_array::<32>(&jwk.get(name)?.text()?);
    if is("kty", "OKP") && is("crv", "Ed25519") {
        PublicKey::new(Algorithm::Ed25519, &bytes("x")?).ok()
    } else if is("kty", "EC") && is("crv", "P-256") {
        point(&bytes("x")?, &bytes("y")?)
    } else {
        None
    }
}

/// A point of P-256 by both its coordinates.
fn point(x: &[u8; 32], y: &[u8; 32]) -> Option<PublicKey> {
    let bytes = [&[4][..], x, y].concat();
    PublicKey::from_uncompressed(Algorithm::P256, &bytes).ok()
}

/// The JWK of an Ed25519 key; `None` for others, whose second coordinate is not at hand.
#[must_use]
pub fn text(key: &PublicKey) -> Option<String> {
    if key.algorithm() != Algorithm::Ed25519 {
        return None;
    }
    let x = base64::encode_url(key.bytes());
    let mut out = String::from("{");
    json::write_texts(&mut out, &[("crv", Some("Ed25519")), ("kty", Some("OKP")), ("x", Some(&x))]);
    out.push('}');
    Some(out)
}
