//! The reader: bytes to tape, in one pass, without recursion.
#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT (cursor): `at` never passes the end, bytes are looked at through `peek`; fuzz target `json`"
)]

use super::value::{Document, Node, Tag, push_token};
use crate::base::{limits, sorted, text, whole};
use alloc::{borrow::Cow, string::String, vec::Vec};

/// What a reader accepts at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of text; never more than 2^28 are taken.
    pub bytes: usize,
    /// Containers in each other.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: limits::SERVER_BYTES, depth: limits::JSON_DEPTH }
    }
}

/// Why a text is not strict JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at byte {offset} (line {line}, column {column})")]
pub struct ReadError {
    /// What is wrong.
    pub kind: ReadErrorKind,
    /// Byte offset of the place, from 0.
    pub offset: usize,
    /// Line of the place, from 1.
    pub line: usize,
    /// Column of the place in characters, from 1.
    pub column: usize,
    /// JSON pointer of the value that was being read.
    pub pointer: String,
}

/// What is wrong with a JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadErrorKind {
    /// Not UTF-8 (RFC 8259 §8.1).
    #[error("not UTF-8")]
    NotUtf8,
    /// A byte order mark (RFC 8259 §8.1).
    #[error("byte order mark")]
    ByteOrderMark,
    /// The text ends inside a value.
    #[error("text ends too early")]
    EndOfText,
    /// A character that cannot stand here.
    #[error("unexpected character")]
    UnexpectedCharacter,
    /// Something after the value.
    #[error("text goes on after the value")]
    TrailingText,
    /// A number that the grammar does not allow: `01`, `1.`, `+1`, `.5`.
    #[error("malformed number")]
    Number,
    /// A backslash with something that is no escape.
    #[error("malformed escape")]
    Escape,
    /// Half of a surrogate pair.
    #[error("lone surrogate")]
    LoneSurrogate,
    /// A control character in a string that is not escaped.
    #[error("control character in a string")]
    ControlCharacter,
    /// Two members of one object with the same name after unescaping.
    #[error("duplicate member")]
    DuplicateMember,
    /// Deeper than [`Limits::depth`].
    #[error("too deep")]
    TooDeep,
    /// Longer than [`Limits::bytes`].
    #[error("too long")]
    TooLong,
}

/// Reads one JSON text of at most 64 MiB and 64 levels.
///
/// # Errors
/// [`ReadError`] says what is wrong and where.
pub fn read(bytes: &[u8]) -> Result<Document<'_>, ReadError> {
    read_within(bytes, Limits::default())
}

/// Reads one JSON text within the limits given.
///
/// # Errors
/// [`ReadError`] says what is wrong and where.
pub fn read_within(bytes: &[u8], limits: Limits) -> Result<Document<'_>, ReadError> {
    if let Err(offset) = fits(bytes.len(), limits) {
        return Err(plain_error(ReadErrorKind::TooLong, offset));
    }
    let text = match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = core::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or("");
            return Err(located(valid, ReadErrorKind::NotUtf8, error.valid_up_to(), String::new()));
        }
    };
    let mut reader = Reader::new(bytes, limits);
    match reader.document() {
        Ok(()) => Ok(Document { text, nodes: reader.nodes }),
        Err(ReadErrorKind::ByteOrderMark) => Err(plain_error(ReadErrorKind::ByteOrderMark, 0)),
        Err(kind) => {
            let pointer = reader.pointer(text);
            Err(located(text, kind, reader.at.min(text.len()), pointer))
        }
    }
}

/// As [`read_within`], for whoever wants no more of an error than its kind and byte offset.
///
/// # Errors
/// What is wrong, and at which byte.
pub fn tape(text: &str, limits: Limits) -> Result<Document<'_>, (ReadErrorKind, usize)> {
    fits(text.len(), limits).map_err(|offset| (ReadErrorKind::TooLong, offset))?;
    let mut reader = Reader::new(text.as_bytes(), limits);
    match reader.document() {
        Ok(()) => Ok(Document { text, nodes: reader.nodes }),
        Err(kind) => Err((kind, reader.at.min(text.len()))),
    }
}

/// Fails with the most bytes that are taken.
fn fits(length: usize, limits: Limits) -> Result<(), usize> {
    let most = limits.bytes.min(1 << 28);
    if length > most { Err(most) } else { Ok(()) }
}

fn plain_error(kind: ReadErrorKind, offset: usize) -> ReadError {
    ReadError { kind, offset, line: 1, column: offset + 1, pointer: String::new() }
}

fn located(text: &str, kind: ReadErrorKind, offset: usize, pointer: String) -> ReadError {
    let before = &text.as_bytes()[..offset];
    let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
    let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
    let column = before[line_start..].iter().filter(|&&b| b & 0xC0 != 0x80).count() + 1;
    ReadError { kind, offset, line, column, pointer }
}

/// A container that has not been closed.
#[derive(Clone, Copy)]
struct Open {
    /// Its node.
    node: usize,
    /// Where its names begin in [`Reader::keys`]; arrays have none.
    keys: usize,
    object: bool,
}

struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
    nodes: Vec<Node>,
    open: Vec<Open>,
    /// Nodes of the names in all open objects, innermost last.
    keys: Vec<u32>,
    depth: usize,
}

type Step = Result<(), ReadErrorKind>;

impl<'t> Reader<'t> {
    fn new(bytes: &'t [u8], limits: Limits) -> Self {
        let nodes = Vec::with_capacity(bytes.len() / 16 + 1);
        Self { bytes, at: 0, nodes, open: Vec::new(), keys: Vec::with_capacity(16), depth: limits.depth }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn unexpected(&self) -> ReadErrorKind {
        if self.at >= self.bytes.len() {
            ReadErrorKind::EndOfText
        } else {
            ReadErrorKind::UnexpectedCharacter
        }
    }

    fn document(&mut self) -> Step {
        if self.bytes.starts_with("\u{feff}".as_bytes()) {
            return Err(ReadErrorKind::ByteOrderMark);
        }
        self.space();
        self.value()?;
        // INVARIANT (open): the loop body starts right behind a value inside the innermost open container.
        while let Some(open) = self.open.last().copied() {
            self.space();
            match (self.peek(), open.object) {
                (Some(b','), true) => {
                    self.at += 1;
                    self.space();
                    self.member()?;
                }
                (Some(b','), false) => {
                    self.at += 1;
                    self.space();
                    self.value()?;
                }
                (Some(b'}'), true) | (Some(b']'), false) => self.close(open)?,
                _ => return Err(self.unexpected()),
            }
        }
        self.space();
        if self.at < self.bytes.len() { Err(ReadErrorKind::TrailingText) } else { Ok(()) }
    }

    /// One value; of a container that is not empty, its first value (and so on inwards).
    fn value(&mut self) -> Step {
        loop {
            let start = self.at;
            match self.peek() {
                Some(b'"') => {
                    self.string()?;
                    return Ok(());
                }
                Some(b'{') => {
                    self.enter(Tag::Object)?;
                    if self.peek() == Some(b'}') {
                        return self.close_innermost();
                    }
                    self.name()?;
                }
                Some(b'[') => {
                    self.enter(Tag::Array)?;
                    if self.peek() == Some(b']') {
                        return self.close_innermost();
                    }
                }
                Some(b'-' | b'0'..=b'9') => {
                    self.number()?;
                    self.nodes.push(Node::new(Tag::Number, start, self.at - start));
                    return Ok(());
                }
                Some(b't') => return self.word(b"true", Tag::True),
                Some(b'f') => return self.word(b"false", Tag::False),
                Some(b'n') => return self.word(b"null", Tag::Null),
                _ => return Err(self.unexpected()),
            }
        }
    }

    fn word(&mut self, word: &[u8], tag: Tag) -> Step {
        let start = self.at;
        for &wanted in word {
            if self.peek() != Some(wanted) {
                return Err(self.unexpected());
            }
            self.at += 1;
        }
        self.nodes.push(Node::new(tag, start, 0));
        Ok(())
    }

    fn enter(&mut self, tag: Tag) -> Step {
        if self.open.len() >= self.depth {
            return Err(ReadErrorKind::TooDeep);
        }
        self.open.push(Open { node: self.nodes.len(), keys: self.keys.len(), object: tag == Tag::Object });
        self.nodes.push(Node::new(tag, self.at, 0));
        self.at += 1;
        self.space();
        Ok(())
    }

    fn close_innermost(&mut self) -> Step {
        match self.open.last().copied() {
            Some(open) => self.close(open),
            None => Ok(()),
        }
    }

    fn close(&mut self, open: Open) -> Step {
        if open.object {
            self.refuse_duplicates(open.keys)?;
            self.keys.truncate(open.keys);
        }
        self.at += 1;
        let start = self.nodes[open.node].start as usize;
        let tag = self.nodes[open.node].tag();
        self.nodes[open.node] = Node::new(tag, start, self.nodes.len());
        self.nodes.push(Node::new(Tag::Null, self.at, 0));
        self.open.pop();
        Ok(())
    }

    fn member(&mut self) -> Step {
        self.name()?;
        self.value()
    }

    /// A name with its colon.
    fn name(&mut self) -> Step {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected());
        }
        self.keys.push(self.nodes.len() as u32);
        if let Err(kind) = self.string() {
            self.keys.pop();
            return Err(kind);
        }
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.unexpected());
        }
        self.at += 1;
        self.space();
        Ok(())
    }

    fn string(&mut self) -> Step {
        self.at += 1;
        let start = self.at;
        let mut tag = Tag::Plain;
        loop {
            self.at += plain_run(&self.bytes[self.at..]);
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    tag = Tag::Escaped;
                    self.escape()?;
                }
                Some(_) => return Err(ReadErrorKind::ControlCharacter),
                None => return Err(ReadErrorKind::EndOfText),
            }
        }
        self.nodes.push(Node::new(tag, start, self.at - start));
        self.at += 1;
        Ok(())
    }

    fn escape(&mut self) -> Step {
        match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 2;
                Ok(())
            }
            Some(b'u') => match self.unit(self.at)? {
                0xD800..=0xDBFF => {
                    let second = self.at + 6;
                    if self.bytes.get(second..second + 2) != Some(b"\\u") {
                        return Err(ReadErrorKind::LoneSurrogate);
                    }
                    if !matches!(self.unit(second)?, 0xDC00..=0xDFFF) {
                        return Err(ReadErrorKind::LoneSurrogate);
                    }
                    self.at += 12;
                    Ok(())
                }
                0xDC00..=0xDFFF => Err(ReadErrorKind::LoneSurrogate),
                _ => {
                    self.at += 6;
                    Ok(())
                }
            },
            Some(_) => Err(ReadErrorKind::Escape),
            None => Err(ReadErrorKind::EndOfText),
        }
    }

    /// The UTF-16 code unit of the `\uXXXX` at an offset.
    fn unit(&self, at: usize) -> Result<u16, ReadErrorKind> {
        let Some(digits) = self.bytes.get(at + 2..at + 6) else { return Err(ReadErrorKind::EndOfText) };
        hex4(digits).ok_or(ReadErrorKind::Escape)
    }

    fn number(&mut self) -> Step {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => {
                self.at += 1;
                if matches!(self.peek(), Some(b'0'..=b'9')) {
                    return Err(ReadErrorKind::Number);
                }
            }
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(ReadErrorKind::Number),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.some_digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.some_digits()?;
        }
        Ok(())
    }

    fn some_digits(&mut self) -> Step {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(ReadErrorKind::Number);
        }
        self.digits();
        Ok(())
    }

    fn digits(&mut self) {
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
    }

    /// Fails on two equal names among those from `first` on, with `at` at the second of them.
    fn refuse_duplicates(&mut self, first: usize) -> Step {
        const FEW: usize = 12;
        let count = self.keys.len() - first;
        let mut found: Option<u32> = None;
        if count <= FEW {
            for later in first + 1..self.keys.len() {
                for earlier in first..later {
                    if self.same_name(self.keys[earlier], self.keys[later]) {
                        found = Some(found.map_or(self.keys[later], |f| f.min(self.keys[later])));
                    }
                }
            }
        } else {
            let mut sorted: Vec<u32> = self.keys[first..].to_vec();
            sorted::sort(&mut sorted, &mut |a, b| self.content(a).cmp(&self.content(b)));
            for pair in sorted.windows(2) {
                if self.same_name(pair[0], pair[1]) {
                    found = Some(found.map_or(pair[1], |f| f.min(pair[1])));
                }
            }
        }
        match found {
            None => Ok(()),
            Some(key) => {
                self.at = self.nodes[key as usize].start as usize - 1;
                let cut = self.keys[first..].iter().position(|&k| k == key).unwrap_or(0);
                self.keys.truncate(first + cut + 1);
                Err(ReadErrorKind::DuplicateMember)
            }
        }
    }

    fn raw_content(&self, node: u32) -> &[u8] {
        let node = self.nodes[node as usize];
        &self.bytes[node.start as usize..node.start as usize + node.payload()]
    }

    fn content(&self, node: u32) -> Cow<'_, [u8]> {
        let raw = self.raw_content(node);
        match self.nodes[node as usize].tag() {
            Tag::Escaped => Cow::Owned(unescape(core::str::from_utf8(raw).unwrap_or("")).into_bytes()),
            _ => Cow::Borrowed(raw),
        }
    }

    #[inline]
    fn same_name(&self, a: u32, b: u32) -> bool {
        let plain = |n: u32| self.nodes[n as usize].tag() == Tag::Plain;
        if plain(a) && plain(b) {
            return self.raw_content(a) == self.raw_content(b);
        }
        self.content(a) == self.content(b)
    }

    /// Where the reader stands: the innermost open value.
    fn pointer(&self, text: &str) -> String {
        let mut pointer = String::new();
        for (level, open) in self.open.iter().enumerate() {
            if open.object {
                let names_end = self.open[level + 1..].first().map_or(self.keys.len(), |inner| inner.keys);
                let Some(&key) = self.keys[open.keys..names_end].last() else { break };
                let node = self.nodes[key as usize];
                let raw = &text[node.start as usize..node.start as usize + node.payload()];
                push_token(&mut pointer, &unescape(raw));
            } else {
                let end = self.open.get(level + 1).map_or(self.nodes.len(), |inner| inner.node);
                let mut index = 0_usize;
                let mut node = open.node + 1;
                while node < end {
                    index += 1;
                    node = match self.nodes[node].tag() {
                        Tag::Array | Tag::Object => self.nodes[node].payload() + 1,
                        _ => node + 1,
                    };
                }
                pointer.push('/');
                whole::push_decimal(&mut pointer, index as u64);
            }
        }
        pointer
    }
}

/// How many bytes from the start are neither quote, backslash nor control characters.
#[inline]
fn plain_run(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let mut run = 0;
    for chunk in bytes.chunks_exact(8) {
        let mut eight = [0_u8; 8];
        eight.copy_from_slice(chunk);
        let word = u64::from_le_bytes(eight);
        let zero = |w: u64| w.wrapping_sub(ONES) & !w;
        let below_space = word.wrapping_sub(ONES * 0x20) & !word;
        let stops =
            (zero(word ^ (ONES * b'"' as u64)) | zero(word ^ (ONES * b'\\' as u64)) | below_space) & HIGHS;
        if stops != 0 {
            // The lowest flag is exact; higher ones may be borrowed and are not looked at.
            return run + (stops.trailing_zeros() / 8) as usize;
        }
        run += 8;
    }
    let rest = &bytes[run..];
    run + rest.iter().position(|&b| b == b'"' || b == b'\\' || b < 0x20).unwrap_or(rest.len())
}

fn hex4(digits: &[u8]) -> Option<u16> {
    let mut unit = 0_u16;
    for digit in digits {
        let value = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            b'A'..=b'F' => digit - b'A' + 10,
            _ => return None,
        };
        unit = (unit << 4) | u16::from(value);
    }
    Some(unit)
}

/// The content of a string's raw text.
// INVARIANT (escapes): the raw text has passed `Reader::string`.
pub(super) fn unescape(raw: &str) -> String {
    let mut content = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((plain, escape)) = text::cut(rest, b'\\') {
        content.push_str(plain);
        let unit =
            |from: usize| u32::from(escape.as_bytes().get(from..from + 4).and_then(hex4).unwrap_or(0xFFFD));
        let mut length = 1;
        let code = match escape.as_bytes().first() {
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'n') => 10,
            Some(b'r') => 13,
            Some(b't') => 9,
            Some(b'u') => {
                length = 5;
                let high = unit(1);
                if high & 0xFC00 == 0xD800 {
                    length = 11;
                    0x1_0000 + (((high & 0x3FF) << 10) | (unit(7) & 0x3FF))
                } else {
                    high
                }
            }
            Some(&other) => u32::from(other),
            None => break,
        };
        content.push(char::from_u32(code).unwrap_or('\u{fffd}'));
        rest = escape.get(length..).unwrap_or("");
    }
    content.push_str(rest);
    content
}
