//! A tape as a serde deserializer; its errors say where.

use super::{
    raw::RAW,
    value::{Items, Kind, Members, Value, push_token},
};
use alloc::{
    borrow::Cow,
    format,
    string::{String, ToString as _},
};
use core::fmt;
use serde::de::{self, DeserializeSeed, IntoDeserializer as _, Visitor};

/// Why a JSON value does not have the shape that was asked for, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DeError {
    /// JSON pointer (RFC 6901) of the value.
    pub pointer: String,
    /// What was found and what was wanted.
    pub message: String,
}

impl DeError {
    fn within(mut self, token: &str) -> Self {
        let mut pointer = String::new();
        push_token(&mut pointer, token);
        pointer.push_str(&self.pointer);
        self.pointer = pointer;
        self
    }
}

impl de::Error for DeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { pointer: String::new(), message: message.to_string() }
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::custom(format!("unknown member `{field}`, expected one of {}", expected.join(", ")))
            .within(field)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::custom(format!("missing member `{field}`")).within(field)
    }
}

/// Reads a typed value from a JSON value.
///
/// # Errors
/// [`DeError`] with the place and what was wanted there.
pub fn from_value<'de, T: de::Deserialize<'de>>(value: Value<'de>) -> Result<T, DeError> {
    T::deserialize(value)
}

macro_rules! integers {
    ($($method:ident: $type:ty => $visit:ident),*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
            match self.number().map(str::parse::<$type>) {
                Some(Ok(number)) => visitor.$visit(number),
                Some(Err(_)) => Err(de::Error::custom(format!(
                    "number `{}` is not {}",
                    self.raw().get(..64).unwrap_or(self.raw()),
                    Wanted(&visitor)
                ))),
                None => Err(self.mismatch(&visitor)),
            }
        })*
    };
}

struct Wanted<'v, V>(&'v V);

impl<'de, V: Visitor<'de>> fmt::Display for Wanted<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }
}

impl<'d> Value<'d> {
    fn mismatch<V: Visitor<'d>>(&self, wanted: &V) -> DeError {
        let found = match self.kind() {
            Kind::Null => "null",
            Kind::Bool => "a boolean",
            Kind::Number => "a number",
            Kind::String => "text",
            Kind::Array => "an array",
            Kind::Object => "an object",
        };
        de::Error::custom(format!("found {found}, wanted {}", Wanted(wanted)))
    }
}

impl<'de> de::Deserializer<'de> for Value<'de> {
    type Error = DeError;

    integers!(
        deserialize_i8: i8 => visit_i8, deserialize_i16: i16 => visit_i16, deserialize_i32: i32 => visit_i32,
        deserialize_i64: i64 => visit_i64, deserialize_i128: i128 => visit_i128,
        deserialize_u8: u8 => visit_u8, deserialize_u16: u16 => visit_u16, deserialize_u32: u32 => visit_u32,
        deserialize_u64: u64 => visit_u64, deserialize_u128: u128 => visit_u128
    );

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match self.kind() {
            Kind::Null => visitor.visit_unit(),
            Kind::Bool => visitor.visit_bool(self.boolean().unwrap_or(false)),
            Kind::String => self.deserialize_str(visitor),
            Kind::Array => self.deserialize_seq(visitor),
            Kind::Object => self.deserialize_map(visitor),
            Kind::Number => {
                let text = self.raw();
                if let Ok(number) = text.parse::<u64>() {
                    visitor.visit_u64(number)
                } else if let Ok(number) = text.parse::<i64>() {
                    visitor.visit_i64(number)
                } else {
                    Err(self.mismatch(&visitor))
                }
            }
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match self.boolean() {
            Some(value) => visitor.visit_bool(value),
            None => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match self.text() {
            Some(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Some(Cow::Owned(text)) => visitor.visit_string(text),
            None => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        if name == RAW { visitor.visit_borrowed_str(self.raw()) } else { visitor.visit_newtype_struct(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match self.items() {
            Some(items) => {
                let mut walk = ItemWalk { items, index: 0 };
                let value = visitor.visit_seq(&mut walk)?;
                match walk.items.next() {
                    None => Ok(value),
                    Some(_) => {
                        Err(DeError::within(de::Error::custom("one item too many"), &walk.index.to_string()))
                    }
                }
            }
            None => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, DeError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match self.members() {
            Some(members) => visitor.visit_map(MemberWalk { members, held: None }),
            None => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DeError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DeError> {
        match self.kind() {
            Kind::String => {
                let text = self.text().unwrap_or_default().into_owned();
                visitor.visit_enum(text.into_deserializer())
            }
            Kind::Object => {
                let mut members = self.members().into_iter().flatten();
                match (members.next(), members.next()) {
                    (Some(member), None) => visitor.visit_enum(Variant { member }),
                    _ => Err(de::Error::custom("wanted an object of one member")),
                }
            }
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        if self.is_null() { visitor.visit_unit() } else { Err(self.mismatch(&visitor)) }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { f32 f64 }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        Err(self.mismatch(&visitor))
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        Err(self.mismatch(&visitor))
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        self.deserialize_unit(visitor)
    }
}

struct ItemWalk<'de> {
    items: Items<'de>,
    index: usize,
}

impl<'de> de::SeqAccess<'de> for ItemWalk<'de> {
    type Error = DeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, DeError> {
        let Some(item) = self.items.next() else { return Ok(None) };
        let index = self.index;
        self.index += 1;
        seed.deserialize(item).map(Some).map_err(|error| error.within(&index.to_string()))
    }
}

struct MemberWalk<'de> {
    members: Members<'de>,
    held: Option<(Cow<'de, str>, Value<'de>)>,
}

impl<'de> de::MapAccess<'de> for MemberWalk<'de> {
    type Error = DeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, DeError> {
        let Some((name, value)) = self.members.next() else { return Ok(None) };
        let key = match &name {
            Cow::Borrowed(text) => seed.deserialize(de::value::BorrowedStrDeserializer::new(text)),
            Cow::Owned(text) => seed.deserialize(text.as_str().into_deserializer()),
        };
        self.held = Some((name, value));
        key.map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, DeError> {
        match self.held.take() {
            Some((name, value)) => seed.deserialize(value).map_err(|error| error.within(&name)),
            None => Err(de::Error::custom("a value was asked for before its name")),
        }
    }
}

struct Variant<'de> {
    member: (Cow<'de, str>, Value<'de>),
}

impl<'de> de::EnumAccess<'de> for Variant<'de> {
    type Error = DeError;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), DeError> {
        let name = seed.deserialize(self.member.0.as_ref().into_deserializer())?;
        Ok((name, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'de> {
    type Error = DeError;

    fn unit_variant(self) -> Result<(), DeError> {
        Err(DeError::within(de::Error::custom("this variant has no content"), &self.member.0))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, DeError> {
        let (name, value) = self.member;
        seed.deserialize(value).map_err(|error| error.within(&name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, DeError> {
        let (name, value) = self.member;
        de::Deserializer::deserialize_seq(value, visitor).map_err(|error| error.within(&name))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DeError> {
        let (name, value) = self.member;
        de::Deserializer::deserialize_map(value, visitor).map_err(|error| error.within(&name))
    }
}
