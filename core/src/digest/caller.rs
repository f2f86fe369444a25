//! What belongs to the caller: its own reference and data, returned untouched, never hashed or matched on.

use super::json::Raw;
use crate::base::{limits::REF_BYTES, text::shown};
use alloc::{format, string::String};
use serde::{Deserialize, Deserializer, Serialize, de};

/// A caller's own reference: text of at most 128 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reference(String);

impl Reference {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() > REF_BYTES {
            return Err(de::Error::custom(format!("`{}` is longer than {REF_BYTES} bytes", shown(&text))));
        }
        Ok(Self(text))
    }
}

/// A caller's own data: any JSON object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Extension(Raw);

impl Extension {
    /// The object's text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0.text()
    }
}

impl<'de> Deserialize<'de> for Extension {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Raw::deserialize(deserializer)?;
        if !raw.text().starts_with('{') {
            return Err(de::Error::custom("a caller's own data is an object"));
        }
        Ok(Self(raw))
    }
}
