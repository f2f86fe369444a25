//! Walking a tape.

use super::read::unescape;
use crate::base::whole;
use alloc::{borrow::Cow, string::String, vec::Vec};

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number, as text.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// What a node of the tape is; the close node of a container follows its last descendant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    Null,
    False,
    True,
    Number,
    /// A string without escapes: its raw text is its content.
    Plain,
    /// A string with at least one escape.
    Escaped,
    Array,
    Object,
}

/// Eight bytes: where the value starts, and what it is with a length (scalars) or the index of its close
/// node (containers). The close node's `start` is the offset behind the bracket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) start: u32,
    word: u32,
}

const PAYLOAD_BITS: u32 = 29;
const PAYLOAD: u32 = (1 << PAYLOAD_BITS) - 1;

impl Node {
    // INVARIANT (payload): every payload is below 2^29, because the reader takes at most 2^28 bytes.
    pub(super) const fn new(tag: Tag, start: usize, payload: usize) -> Self {
        Self { start: start as u32, word: ((tag as u32) << PAYLOAD_BITS) | (payload as u32 & PAYLOAD) }
    }

    pub(super) const fn payload(self) -> usize {
        (self.word & PAYLOAD) as usize
    }

    pub(super) const fn tag(self) -> Tag {
        match self.word >> PAYLOAD_BITS {
            0 => Tag::Null,
            1 => Tag::False,
            2 => Tag::True,
            3 => Tag::Number,
            4 => Tag::Plain,
            5 => Tag::Escaped,
            6 => Tag::Array,
            _ => Tag::Object,
        }
    }
}

/// A document that has been read: its text and the tape over it.
#[derive(Clone, Debug)]
pub struct Document<'t> {
    pub(super) text: &'t str,
    pub(super) nodes: Vec<Node>,
}

impl<'t> Document<'t> {
    /// The outermost value.
    #[must_use]
    pub fn root(&self) -> Value<'_> {
        Value { document: self, at: 0 }
    }

    /// The text that was read.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }
}

/// A value in a [`Document`]: two words, borrowed from text and tape.
#[derive(Clone, Copy)]
pub struct Value<'d> {
    document: &'d Document<'d>,
    /// Index of its node.
    at: u32,
}

impl core::fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.raw())
    }
}

impl<'d> Value<'d> {
    fn node(&self) -> Node {
        self.node_at(self.at as usize).unwrap_or(Node::new(Tag::Null, 0, 0))
    }

    fn node_at(&self, at: usize) -> Option<Node> {
        self.document.nodes.get(at).copied()
    }

    fn slice(&self, from: usize, to: usize) -> &'d str {
        self.document.text.get(from..to).unwrap_or("")
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.node().tag() {
            Tag::Null => Kind::Null,
            Tag::False | Tag::True => Kind::Bool,
            Tag::Number => Kind::Number,
            Tag::Plain | Tag::Escaped => Kind::String,
            Tag::Array => Kind::Array,
            Tag::Object => Kind::Object,
        }
    }

    /// Byte offset of its first character.
    #[must_use]
    pub fn offset(&self) -> usize {
        let node = self.node();
        match node.tag() {
            Tag::Plain | Tag::Escaped => (node.start as usize).saturating_sub(1),
            _ => node.start as usize,
        }
    }

    /// Byte offset behind its last character.
    #[must_use]
    pub fn end(&self) -> usize {
        let node = self.node();
        let start = node.start as usize;
        match node.tag() {
            Tag::Null | Tag::True => start + 4,
            Tag::False => start + 5,
            Tag::Number => start + node.payload(),
            Tag::Plain | Tag::Escaped => start + node.payload() + 1,
            Tag::Array | Tag::Object => {
                self.node_at(node.payload()).map_or(start, |close| close.start as usize)
            }
        }
    }

    /// Its text, exactly as it was written.
    #[must_use]
    pub fn raw(&self) -> &'d str {
        self.slice(self.offset(), self.end())
    }

    /// The content of a string, unescaped.
    #[must_use]
    pub fn text(&self) -> Option<Cow<'d, str>> {
        let node = self.node();
        let raw = || self.slice(node.start as usize, node.start as usize + node.payload());
        match node.tag() {
            Tag::Plain => Some(Cow::Borrowed(raw())),
            Tag::Escaped => Some(Cow::Owned(unescape(raw()))),
            _ => None,
        }
    }

    /// Where the content of a string stands that has no escapes.
    pub(crate) fn plain(&self) -> Option<core::ops::Range<usize>> {
        let node = self.node();
        let start = node.start as usize;
        (node.tag() == Tag::Plain).then(|| start..start + node.payload())
    }

    /// Is it a string of exactly this content?
    #[must_use]
    pub fn is_text(&self, content: &str) -> bool {
        match self.plain() {
            Some(place) => self.document.text.as_bytes().get(place) == Some(content.as_bytes()),
            None => self.text().is_some_and(|text| text == content),
        }
    }

    /// A number as it was written.
    #[must_use]
    pub fn number(&self) -> Option<&'d str> {
        (self.node().tag() == Tag::Number).then(|| self.raw())
    }

    /// A number that is a non-negative integer without sign, fraction or exponent, and fits.
    #[must_use]
    pub fn unsigned(&self) -> Option<u64> {
        whole::decimal(self.number()?)
    }

    /// `true` or `false`.
    #[must_use]
    pub fn boolean(&self) -> Option<bool> {
        match self.node().tag() {
            Tag::True => Some(true),
            Tag::False => Some(false),
            _ => None,
        }
    }

    /// Is it `null`?
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.node().tag() == Tag::Null
    }

    /// The items of an array.
    #[must_use]
    pub fn items(&self) -> Option<Items<'d>> {
        let node = self.node();
        (node.tag() == Tag::Array).then(|| Items { next: self.at(self.at + 1), end: node.payload() as u32 })
    }

    /// The members of an object, in the order written.
    #[must_use]
    pub fn members(&self) -> Option<Members<'d>> {
        let node = self.node();
        (node.tag() == Tag::Object)
            .then(|| Members { next: self.at(self.at + 1), end: node.payload() as u32 })
    }

    /// The member of an object with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Self> {
        let mut members = self.members()?;
        while let Some((known, member)) = members.pair() {
            if known.is_text(name) {
                return Some(member);
            }
        }
        None
    }

    /// The value that a JSON pointer (RFC 6901) names, from here.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<Self> {
        let mut here = *self;
        if pointer.is_empty() {
            return Some(here);
        }
        for token in pointer.strip_prefix('/')?.split('/') {
            here = match here.kind() {
                Kind::Object => here.get(&token.replace("~1", "/").replace("~0", "~"))?,
                Kind::Array => here.items()?.nth(token.parse().ok()?)?,
                _ => return None,
            };
        }
        Some(here)
    }

    /// Places of an object's members on the tape, for [`Value::member_at`]: four bytes a member.
    pub(super) fn member_places(&self) -> Vec<u32> {
        let mut places = Vec::new();
        let Some(mut members) = self.members() else { return places };
        let mut at = members.next.at;
        places.reserve_exact(members.clone().count());
        while members.next().is_some() {
            places.push(at);
            at = members.next.at;
        }
        places
    }

    /// The member at a place.
    pub(super) fn member_at(&self, place: u32) -> (Cow<'d, str>, Self) {
        (self.at(place).text().unwrap_or_default(), self.at(place + 1))
    }

    const fn at(&self, at: u32) -> Self {
        Value { document: self.document, at }
    }

    /// Index of the node behind this value.
    fn behind(&self) -> u32 {
        let node = self.node();
        match node.tag() {
            Tag::Array | Tag::Object => node.payload() as u32 + 1,
            _ => self.at + 1,
        }
    }
}

/// The items of an array, in order.
#[derive(Clone, Debug)]
pub struct Items<'d> {
    next: Value<'d>,
    end: u32,
}

impl<'d> Iterator for Items<'d> {
    type Item = Value<'d>;

    fn next(&mut self) -> Option<Value<'d>> {
        if self.next.at >= self.end {
            return None;
        }
        let value = self.next;
        self.next = value.at(value.behind());
        Some(value)
    }
}

/// The members of an object, in the order written.
#[derive(Clone, Debug)]
pub struct Members<'d> {
    next: Value<'d>,
    end: u32,
}

impl<'d> Iterator for Members<'d> {
    type Item = (Cow<'d, str>, Value<'d>);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, value) = self.pair()?;
        Some((name.text()?, value))
    }
}

impl<'d> Members<'d> {
    /// The next name, as a string of its own, and value.
    pub(crate) fn pair(&mut self) -> Option<(Value<'d>, Value<'d>)> {
        if self.next.at >= self.end {
            return None;
        }
        let name = self.next;
        let value = name.at(name.at + 1);
        self.next = value.at(value.behind());
        Some((name, value))
    }
}

/// A pointer with one more token, escaped (RFC 6901 §3).
pub(crate) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for c in token.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}
