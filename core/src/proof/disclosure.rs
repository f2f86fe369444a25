//! Hidden members (`FORMATS` §7): salted digests of RFC 9901, flat, in the entry's envelope.
//!
//! ```
//! use terroir::{digest::Suite, proof::disclosure::Disclosure};
//!
//! let made = Disclosure::new(&[0x11; 16], "grower", r#""Test Person""#)?;
//! assert_eq!(made.digest(Suite::Sha256), "feAPqMF_PkUOir0lvJKqlrqShNu8tXRoi3RIn6MiBOc");
//!
//! let read = Disclosure::parse(made.text())?;
//! assert_eq!((read.name(), read.value()), ("grower", r#""Test Person""#));
//! # Ok::<(), terroir::proof::own::Refusal>(())
//! ```
//!
//! A digest without its salt reveals nothing: erasing a person is deleting salt and value, and every line, root and
//! signature stays what it was.

use super::{
    base64,
    own::{self, Place, Refusal, malformed},
};
use crate::base::text;
use crate::digest::{
    Suite,
    json::{self, Kind, Value},
};
use alloc::{string::String, vec::Vec};

/// Bytes of a salt.
pub const SALT_BYTES: usize = 16;

/// Members that verification refuses in clear: vocabulary v1, fixed for ever so that an issued passport stays valid.
/// Recording refuses all that the vocabulary of the day marks personal.
pub const PERSONAL: [&str; 10] = [
    "bank",
    "grower",
    "hardship",
    "note",
    "on-behalf-of",
    "phone",
    "plot",
    "position",
    "price",
    "resident-id",
];

/// Members of an entry, none of which may be hidden.
const MEMBERS: &str = "\
    _sd\nact\namount\nchain\nchild\ncorrects\ncount\nend\nevent\nexpects\next\nfinal\nfirst\nfor\n\
    hash\nkey\nkind\nlast\nline\nn\nparent\nprev\nreason\nroot\nsubject\nsuite\nto\n";

/// A salt, a name and a value, as they are disclosed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    text: String,
    array: String,
    salt: [u8; SALT_BYTES],
    name: String,
    value: (usize, usize),
}

impl Disclosure {
    /// Hides a value; `value` is JSON text, the salt is the caller's and must be random.
    ///
    /// # Errors
    /// [`Refusal`]: the name has no meaning as a hidden member, or the value is not one that our JSON takes.
    pub fn new(salt: &[u8; SALT_BYTES], name: &str, value: &str) -> Result<Self, Refusal> {
        let mut array = String::from("[\"");
        array.push_str(&base64::encode_url(salt));
        array.push_str("\",");
        json::write_string(&mut array, name);
        array.push(',');
        array.push_str(&own::print_value(value, Place::Extension)?);
        array.push(']');
        Self::parse(&base64::encode_url(array.as_bytes()))
    }

    /// Reads a disclosure.
    ///
    /// # Errors
    /// [`Refusal`]: it is not base64url of exactly what would be printed.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let wrong = malformed(0, "not a disclosure");
        if text.len() > super::line::LINE_BYTES {
            return Err(own::limit(0, "disclosure too long"));
        }
        let array = base64::decode_url(text).and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(wrong)?;
        let printed = own::print_value(&array, Place::Extension)?;
        let read = Self::read(own::parse(&array)?.root()).filter(|_| printed == array);
        let (salt, name, value) = read.ok_or(wrong)?;
        Ok(Self { text: text.into(), array, salt, name, value })
    }

    /// Salt, name, and where the value stands.
    fn read(array: Value<'_>) -> Option<([u8; SALT_BYTES], String, (usize, usize))> {
        let mut items = array.items()?;
        let (salt, name, value) = (items.next()?, items.next()?, items.next()?);
        if items.next().is_some() {
            return None;
        }
        let name = name.text().filter(|name| is_name(name))?.into_owned();
        Some((base64::decode_url_array(&salt.text()?)?, name, (value.offset(), value.end())))
    }

    /// The disclosure as it travels.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The name of the hidden member.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its value as JSON text.
    #[must_use]
    pub fn value(&self) -> &str {
        self.array.get(self.value.0..self.value.1).unwrap_or("")
    }

    /// The salt.
    #[must_use]
    pub const fn salt(&self) -> &[u8; SALT_BYTES] {
        &self.salt
    }

    /// The digest that stands in the entry, in its writer's suite.
    #[must_use]
    pub fn digest(&self, suite: Suite) -> String {
        digest(suite, &self.text)
    }

    /// Is it a member that must be shown, so that hiding it is wrong?
    #[must_use]
    pub fn hides_what_must_show(&self) -> bool {
        must_show(&self.name)
    }
}

/// The digest of a disclosure's text.
#[must_use]
pub fn digest(suite: Suite, disclosure: &str) -> String {
    base64::encode_url(&suite.hash(&[disclosure.as_bytes()]))
}

/// A bare name (`grower`), or one with a colon (`ex:grower`).
fn is_name(name: &str) -> bool {
    let bare = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    (1..=128).contains(&name.len()) && (text::holds(name, ":") || name.bytes().all(bare))
}

/// Must a member of this name always be shown?
#[must_use]
pub fn must_show(name: &str) -> bool {
    if text::is_word_of(MEMBERS, name) {
        return true;
    }
    let own = name
        .strip_prefix(crate::trace::vocabulary::NAMESPACE)
        .or_else(|| name.strip_prefix("terroir:"))
        .unwrap_or(name);
    text::is_word_of(super::shown_table::SHOWN, own)
}

/// Does verification refuse a member of this name in clear? Only the part behind the last `:`, `/` or `#` counts.
#[must_use]
pub fn is_personal_in_clear(name: &str) -> bool {
    PERSONAL.contains(&text::local(name))
}

/// Offset of the value of a personal member in clear, at any depth.
pub(crate) fn personal_member(value: Value<'_>) -> Option<usize> {
    // A stack of our own instead of recursion: depth is bounded by the reader, width by the text.
    let mut open: Vec<Value<'_>> = alloc::vec![value];
    while let Some(value) = open.pop() {
        match value.kind() {
            Kind::Object => {
                let Some(members) = value.members() else { continue };
                for (name, member) in members {
                    if is_personal_in_clear(&name) {
                        return Some(member.offset());
                    }
                    open.push(member);
                }
            }
            Kind::Array => {
                let Some(items) = value.items() else { continue };
                for item in items {
                    open.push(item);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_a_word_a_line() {
        for table in [MEMBERS, super::super::shown_table::SHOWN] {
            assert!(table.lines().is_sorted() && table.ends_with('\n') && !table.contains(' '));
            assert!(table.lines().all(|word| text::is_word_of(table, word)));
            assert!(!text::is_word_of(table, "") && !text::is_word_of(table, "ank"));
        }
    }

    #[test]
    fn one_spelling_only() {
        let salt = [0x11; SALT_BYTES];
        for (name, value) in [("grower", "null"), ("grower", "{}"), ("a b", "1"), ("", "1"), ("...", "1")] {
            assert!(Disclosure::new(&salt, name, value).is_err(), "{name} {value}");
        }
        let text = |array: &str| base64::encode_url(array.as_bytes());
        for bad in [
            r#"["EREREREREREREREREREREQ", "grower",1]"#,
            r#"["EREREREREREREREREREREQ","grower",1,2]"#,
            r#"["EREREREREREREREREREREQ","grower"]"#,
            r#"["EREREREREREREREREREREQ","\u0067rower",1]"#,
            r#"["ERERERERERERERERERERER","grower",1]"#,
            r#"["ERERERERERERERERERERE","grower",1]"#,
            r#"{"EREREREREREREREREREREQ":1}"#,
        ] {
            assert!(Disclosure::parse(&text(bad)).is_err(), "{bad}");
        }
        assert!(Disclosure::new(&salt, "amount", "1").unwrap().hides_what_must_show());
        assert!(Disclosure::new(&salt, "terroir:dose", "\"1\"").unwrap().hides_what_must_show());
        assert!(!Disclosure::new(&salt, "ex:grower", "12.50").unwrap().hides_what_must_show());
    }
}
