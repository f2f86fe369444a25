//! Members of requests that are given once.

use super::{Code, Fault, operation};
use crate::{
    base::limits,
    digest::json::{self, Kind},
};
use alloc::{boxed::Box, string::String, vec::Vec};
use core::cell::Cell;
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, Visitor, value::Error},
    forward_to_deserialize_any,
};

/// Big members that many requests share (a trust bundle, its roots, a catalogue), read once and only read.
///
/// A call hands on those members that the operation knows and the request does not give itself:
///
/// ```
/// use terroir::api::Book;
///
/// let book = Book::new(r#"{"bundle":"…","roots":"…"}"#)?;
/// assert_eq!(book.call("operations", "{}"), terroir::api::call("operations", "{}"));
/// # Ok::<(), terroir::api::Fault>(())
/// ```
#[derive(Clone, Debug)]
pub struct Book {
    members: Vec<(Box<str>, Box<str>)>,
}

impl Book {
    /// A book from a JSON object.
    ///
    /// # Errors
    /// Not strict JSON, not an object, or more than [`limits::DOCUMENT_BYTES`].
    pub fn new(text: &str) -> Result<Self, Fault> {
        operation::check_length(text, limits::DOCUMENT_BYTES)?;
        let document = json::read(text.as_bytes())?;
        let Some(members) = document.root().members() else {
            return Err(Fault::new(Code::MalformedRequest, "", "a book is an object"));
        };
        let members = members.map(|(name, value)| (Box::from(&*name), Box::from(value.raw())));
        Ok(Self { members: members.collect() })
    }

    /// As [`new`](Self::new) from bytes, which may not even be text.
    ///
    /// # Errors
    /// Those of [`new`](Self::new), and bytes that are not UTF-8.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        Self::new(super::text_of(bytes)?)
    }

    /// As [`call`](super::call), with the book's members where the request has none of that name.
    #[must_use]
    pub fn call(&self, operation: &str, request: &str) -> String {
        match self.with(operation, request) {
            Some(request) => super::call(operation, &request),
            None => super::call(operation, request),
        }
    }

    /// As [`call_bytes`](super::call_bytes), with the book's members.
    #[must_use]
    pub fn call_bytes(&self, operation: &[u8], request: &[u8]) -> String {
        super::answered(request, |request| self.call(super::name_of(operation), request))
    }

    /// The request with the book's members at its end; `None` if there is nothing to add.
    fn with(&self, operation: &str, request: &str) -> Option<String> {
        let operation = super::known(operation)?;
        if request.len() > operation.limit {
            return None;
        }
        let document = json::read(request.as_bytes()).ok()?;
        let root = document.root();
        if root.kind() != Kind::Object {
            return None;
        }
        let known = (operation.members)();
        let mut text = String::from(request.get(..root.end().checked_sub(1)?)?);
        let mut first = root.members()?.next().is_none();
        for (name, value) in &self.members {
            if known.contains(&&**name) && root.get(name).is_none() {
                text.push_str(if first { "" } else { "," });
                json::write_string(&mut text, name);
                text.push(':');
                text.push_str(value);
                first = false;
            }
        }
        text.push('}');
        Some(text)
    }
}

/// The names of the members of a request type.
pub(super) fn members<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    let names = Cell::new(&[][..]);
    // The answer is what the type asks for, not what it is given.
    drop(T::deserialize(Asked { names: &names }));
    names.get()
}

/// Gives nothing, and keeps which members were wanted.
struct Asked<'c> {
    names: &'c Cell<&'static [&'static str]>,
}

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom(""))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.names.set(names);
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::{Book, members};
    use crate::api::Code;
    use serde::Deserialize;

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Wanted {
        #[expect(dead_code, reason = "only its name is read")]
        trust_bundle: u8,
    }

    #[test]
    fn a_type_tells_its_members() {
        assert_eq!(members::<Wanted>(), ["trustBundle"]);
        assert!(members::<u8>().is_empty());
    }

    #[test]
    fn a_book_adds_only_what_the_operation_knows() {
        let book = Book::new(r#"{"nobody":1}"#).unwrap();
        assert_eq!(book.with("operations", " {} ").as_deref(), Some(" {}"));
        assert_eq!(book.with("no_such", "{}"), None);
        assert_eq!(book.with("operations", "[]"), None);
        assert!(book.call_bytes(b"operations", b"\xff").contains("malformed-json"));
    }

    #[test]
    fn a_book_is_an_object() {
        assert_eq!(Book::new("[]").unwrap_err().code, Code::MalformedRequest);
        assert_eq!(Book::new(r#"{"a":1,"a":2}"#).unwrap_err().code, Code::MalformedJson);
        assert_eq!(Book::from_bytes(b"\xff").unwrap_err().code, Code::MalformedJson);
    }
}
