//! serde to compact JSON text.

use super::{raw::RAW, value::Value};
use crate::digest::json::Kind;
use alloc::string::{String, ToString as _};
use core::fmt::{self, Write as _};
use serde::{Serialize, ser};

/// Why a value has no JSON form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SerError {
    /// What the value's own code says.
    message: String,
}

impl ser::Error for SerError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { message: message.to_string() }
    }
}

/// Writes a value as compact JSON; floats are refused.
///
/// # Errors
/// A float, or a map key that is neither text nor an integer.
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String, SerError> {
    let mut out = String::new();
    append(&mut out, value)?;
    Ok(out)
}

/// As [`to_string`], behind what is already there.
///
/// # Errors
/// Those of [`to_string`]; what was written so far stays.
pub fn append<T: Serialize + ?Sized>(out: &mut String, value: &T) -> Result<(), SerError> {
    value.serialize(Writer::new(out))
}

/// Bytes from which on a text grows by an eighth, not to twice its size.
const LARGE: usize = 64 << 10;

/// Room for a text of so many bytes and some more, before a large answer would double.
fn make_room(out: &mut String, bytes: usize) {
    let spare = out.capacity() - out.len();
    if out.len() >= LARGE && spare < bytes.saturating_add(LARGE / 16) {
        out.reserve_exact(bytes.saturating_add(out.len() / 8));
    }
}

/// Writes a string with quotes, escaped exactly as RFC 8785 §3.2.2.2 does.
pub fn write_string(out: &mut String, text: &str) {
    make_room(out, text.len());
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| b < 0x20 || b == b'"' || b == b'\\') {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        match special.as_bytes().first() {
            Some(b'"') => out.push_str("\\\""),
            Some(b'\\') => out.push_str("\\\\"),
            Some(8) => out.push_str("\\b"),
            Some(9) => out.push_str("\\t"),
            Some(10) => out.push_str("\\n"),
            Some(12) => out.push_str("\\f"),
            Some(13) => out.push_str("\\r"),
            Some(control) => {
                // Below 0x20: the first of its two digits is 0 or 1.
                let low = control & 15;
                out.push_str(if *control < 16 { "\\u000" } else { "\\u001" });
                out.push(char::from(if low < 10 { b'0' + low } else { b'a' + (low - 10) }));
            }
            None => {}
        }
        rest = special.get(1..).unwrap_or("");
    }
    out.push_str(rest);
    out.push('"');
}

impl Serialize for Value<'_> {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use ser::{SerializeMap as _, SerializeSeq as _};
        match self.kind() {
            Kind::Null => serializer.serialize_unit(),
            Kind::Bool => serializer.serialize_bool(self.boolean().unwrap_or(false)),
            Kind::String => serializer.serialize_str(&self.text().unwrap_or_default()),
            Kind::Number => {
                let text = self.number().unwrap_or("0");
                if let Ok(number) = text.parse::<u64>() {
                    serializer.serialize_u64(number)
                } else if let Ok(number) = text.parse::<i64>() {
                    serializer.serialize_i64(number)
                } else {
                    serializer.serialize_newtype_struct(RAW, text)
                }
            }
            Kind::Array => {
                let mut seq = serializer.serialize_seq(None)?;
                for item in self.items().into_iter().flatten() {
                    seq.serialize_element(&item)?;
                }
                seq.end()
            }
            Kind::Object => {
                let mut map = serializer.serialize_map(None)?;
                for (name, value) in self.members().into_iter().flatten() {
                    map.serialize_entry(&*name, &value)?;
                }
                map.end()
            }
        }
    }
}

struct Writer<'o> {
    out: &'o mut String,
    /// The text to come is JSON already.
    raw: bool,
}

impl<'o> Writer<'o> {
    const fn new(out: &'o mut String) -> Self {
        Self { out, raw: false }
    }
}

/// Items of a container that is being written.
struct Sequence<'o> {
    out: &'o mut String,
    first: bool,
    close: &'static str,
}

impl<'o> Sequence<'o> {
    fn open(out: &'o mut String, open: char, close: &'static str) -> Self {
        out.push(open);
        Self { out, first: true, close }
    }

    fn comma(&mut self) {
        make_room(self.out, 0);
        if !self.first {
            self.out.push(',');
        }
        self.first = false;
    }

    fn name(&mut self, name: &str) {
        self.comma();
        write_string(self.out, name);
        self.out.push(':');
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), SerError> {
        value.serialize(Writer::new(self.out))
    }

    fn close(self) {
        self.out.push_str(self.close);
    }
}

macro_rules! integers {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<(), SerError> {
            write!(self.out, "{value}").map_err(ser::Error::custom)
        })*
    };
}

impl<'o> ser::Serializer for Writer<'o> {
    type Ok = ();
    type Error = SerError;
    type SerializeSeq = Sequence<'o>;
    type SerializeTuple = Sequence<'o>;
    type SerializeTupleStruct = Sequence<'o>;
    type SerializeTupleVariant = Sequence<'o>;
    type SerializeMap = Sequence<'o>;
    type SerializeStruct = Sequence<'o>;
    type SerializeStructVariant = Sequence<'o>;

    integers!(
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128
    );

    fn serialize_bool(self, value: bool) -> Result<(), SerError> {
        self.out.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Result<(), SerError> {
        Err(ser::Error::custom("a float has no exact text"))
    }

    fn serialize_f64(self, _: f64) -> Result<(), SerError> {
        Err(ser::Error::custom("a float has no exact text"))
    }

    fn serialize_char(self, value: char) -> Result<(), SerError> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), SerError> {
        if self.raw {
            self.out.push_str(value);
        } else {
            write_string(self.out, value);
        }
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), SerError> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), SerError> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), SerError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), SerError> {
        self.out.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), SerError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), SerError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), SerError> {
        if name == RAW {
            return value.serialize(Writer { raw: true, ..self });
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), SerError> {
        let mut object = Sequence::open(self.out, '{', "}");
        object.name(variant);
        object.item(value)?;
        object.close();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Sequence<'o>, SerError> {
        Ok(Sequence::open(self.out, '[', "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Sequence<'o>, SerError> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Sequence<'o>, SerError> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Sequence<'o>, SerError> {
        self.out.push('{');
        write_string(self.out, variant);
        self.out.push(':');
        Ok(Sequence::open(self.out, '[', "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Sequence<'o>, SerError> {
        Ok(Sequence::open(self.out, '{', "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Sequence<'o>, SerError> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Sequence<'o>, SerError> {
        self.out.push('{');
        write_string(self.out, variant);
        self.out.push(':');
        Ok(Sequence::open(self.out, '{', "}}"))
    }
}

macro_rules! sequence_of_items {
    ($($of:ident.$method:ident),*) => {
        $(impl ser::$of for Sequence<'_> {
            type Ok = ();
            type Error = SerError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), SerError> {
                self.comma();
                self.item(value)
            }

            fn end(self) -> Result<(), SerError> {
                self.close();
                Ok(())
            }
        })*
    };
}
sequence_of_items!(
    SerializeSeq.serialize_element,
    SerializeTuple.serialize_element,
    SerializeTupleStruct.serialize_field,
    SerializeTupleVariant.serialize_field
);

macro_rules! sequence_of_members {
    ($($of:ident),*) => {
        $(impl ser::$of for Sequence<'_> {
            type Ok = ();
            type Error = SerError;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), SerError> {
                self.name(name);
                self.item(value)
            }

            fn end(self) -> Result<(), SerError> {
                self.close();
                Ok(())
            }
        })*
    };
}
sequence_of_members!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Sequence<'_> {
    type Ok = ();
    type Error = SerError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), SerError> {
        self.comma();
        let before = self.out.len();
        key.serialize(Writer::new(self.out))?;
        match self.out.get(before..) {
            Some(written) if written.starts_with('"') => {}
            Some(written) if written.bytes().all(|b| b.is_ascii_digit() || b == b'-') => {
                self.out.insert(before, '"');
                self.out.push('"');
            }
            _ => return Err(ser::Error::custom("a member name must be text")),
        }
        self.out.push(':');
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), SerError> {
        self.item(value)
    }

    fn end(self) -> Result<(), SerError> {
        self.close();
        Ok(())
    }
}
