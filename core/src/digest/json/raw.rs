//! A JSON value kept as text, readable from any serde format.

use super::{ser, value::Value};
use alloc::{boxed::Box, string::String};
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Name by which our own reader and writer know a [`Raw`].
pub(super) const RAW: &str = "$terroir::Raw";

/// A JSON value, kept as the text it was written in.
///
/// Read from another format than our JSON (a JavaScript object), it is that value written compactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw(Box<str>);

impl Raw {
    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The text, to be kept.
    #[must_use]
    pub fn into_text(self) -> Box<str> {
        self.0
    }

    /// A text that is known to be JSON, having been written as such.
    #[cfg(feature = "credentials")]
    pub(crate) fn written(text: String) -> Self {
        Self(text.into())
    }
}

impl From<Value<'_>> for Raw {
    fn from(value: Value<'_>) -> Self {
        Self(value.raw().into())
    }
}

impl From<super::Document<'_>> for Raw {
    fn from(document: super::Document<'_>) -> Self {
        Self::from(document.root())
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> de::Visitor<'de> for Text {
            type Value = String;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            /// Our own reader gives the raw text here.
            fn visit_str<E: de::Error>(self, raw: &str) -> Result<String, E> {
                Ok(raw.into())
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<String, D::Error> {
                transcode(inner)
            }
        }
        deserializer.deserialize_newtype_struct(RAW, Text).map(|text| Self(text.into()))
    }
}

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(RAW, &*self.0)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Raw {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Json".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        true.into()
    }
}

/// Any serde value as compact JSON text.
///
/// # Errors
/// Those of the deserializer, and a number that JSON cannot hold.
pub fn transcode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let mut out = String::new();
    deserializer.deserialize_any(Into { out: &mut out })?;
    Ok(out)
}

struct Into<'o> {
    out: &'o mut String,
}

impl<'de> de::DeserializeSeed<'de> for Into<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! visit_integer {
    ($($method:ident: $type:ty),*) => {
        $(fn $method<E: de::Error>(self, value: $type) -> Result<(), E> {
            use fmt::Write as _;
            write!(self.out, "{value}").map_err(E::custom)
        })*
    };
}

impl<'de> de::Visitor<'de> for Into<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can hold")
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.out.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    visit_integer!(visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128);

    /// JavaScript has no other numbers; their shortest text is what the caller wrote.
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        use fmt::Write as _;
        if !value.is_finite() {
            return Err(E::custom("a number must be finite"));
        }
        write!(self.out, "{value}").map_err(E::custom)
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        ser::write_string(self.out, value);
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.out.push_str("null");
        Ok(())
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.out.push('[');
        let mut first = true;
        loop {
            let before = self.out.len();
            if !first {
                self.out.push(',');
            }
            if items.next_element_seed(Into { out: self.out })?.is_none() {
                self.out.truncate(before);
                break;
            }
            first = false;
        }
        self.out.push(']');
        Ok(())
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        self.out.push('{');
        let mut first = true;
        while let Some(name) = members.next_key::<String>()? {
            if !first {
                self.out.push(',');
            }
            first = false;
            ser::write_string(self.out, &name);
            self.out.push(':');
            members.next_value_seed(Into { out: self.out })?;
        }
        self.out.push('}');
        Ok(())
    }
}
