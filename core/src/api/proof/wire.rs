//! Bytes, hashes and counts as requests write them.

use crate::{
    api::{Code, Fault},
    digest::Hash,
    proof::{base64, key},
};
use alloc::{string::String, vec::Vec};
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Bytes, in base64 (RFC 4648 §4, padded).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
pub(super) struct Bytes(pub(super) Vec<u8>);

impl TryFrom<String> for Bytes {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        base64::decode(&text).map(Self).ok_or("not base64 in its one writing")
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&base64::encode(&self.0))
    }
}

/// What a key of a request signs with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) enum Algorithm {
    /// Ed25519 (RFC 8032), strict.
    #[default]
    Ed25519,
    /// ECDSA on P-256 with SHA-256.
    P256,
    /// SM2 with SM3 (GB/T 32918).
    Sm2,
}

impl From<Algorithm> for key::Algorithm {
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Ed25519 => Self::Ed25519,
            Algorithm::P256 => Self::P256,
            Algorithm::Sm2 => Self::Sm2,
        }
    }
}

/// A hash: 32 bytes, in base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
pub(super) struct HashText(pub(super) Hash);

impl TryFrom<String> for HashText {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        base64::decode_array(&text).map(Self).ok_or("not 32 bytes in base64")
    }
}

impl Serialize for HashText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&base64::encode(&self.0))
    }
}

/// A count or an index: a whole number, or its decimal text where a number would not be exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Count(pub(super) u64);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl de::Visitor<'_> for Either {
            type Value = Count;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, or its decimal text")
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Count, E> {
                Ok(Count(number))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Count, E> {
                crate::base::whole::decimal(text)
                    .map(Count)
                    .ok_or_else(|| E::custom("not a whole number below 2^64 in decimal"))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Count {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Count".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": ["integer", "string"], "minimum": 0})
    }
}

/// What is signed or hashed: `text` or `message`, one of them.
pub(super) fn payload(text: Option<String>, message: Option<Bytes>) -> Result<Vec<u8>, Fault> {
    match (text, message) {
        (Some(text), None) => Ok(text.into_bytes()),
        (None, Some(Bytes(bytes))) => Ok(bytes),
        _ => Err(Fault::new(Code::MalformedRequest, "", "give `text` or `message`, one of them")),
    }
}

/// A leaf: `leaf_hash`, or the data that it is the hash of.
pub(super) fn leaf(
    suite: crate::digest::Suite,
    text: Option<String>,
    data: Option<Bytes>,
    hash: Option<HashText>,
) -> Result<Hash, Fault> {
    let of = |data: &[u8]| crate::proof::merkle::leaf_hash(suite, data);
    match (text, data, hash) {
        (Some(text), None, None) => Ok(of(text.as_bytes())),
        (None, Some(Bytes(data)), None) => Ok(of(&data)),
        (None, None, Some(HashText(hash))) => Ok(hash),
        _ => Err(Fault::new(Code::MalformedRequest, "", "give `text`, `leaf` or `leaf_hash`, one of them")),
    }
}
