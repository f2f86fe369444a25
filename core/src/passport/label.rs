//! Labels (`FORMATS` §10): a URL whose path is the lot's name, bound to the record by the beginning of its root.
//!
//! ```
//! use terroir::passport::label::{Binding, Label};
//!
//! let text = "https://coop.example/t/coop.example/TEA-01/S26?tr=AAAAA7TytAyGLT4rv7jGFyTYsrk";
//! let label = Label::parse(text);
//! assert_eq!(label.lot.as_deref(), Some("t/coop.example/TEA-01/S26"));
//! let Binding::Root { count, .. } = label.binding else { unreachable!() };
//! assert_eq!(count, 3);
//! ```

use crate::{
    base::text::{cut, joined, pieces},
    digest::Hash,
    id::{local::LotName, name},
    proof::base64,
};
use alloc::{borrow::ToOwned as _, string::String};

/// Bytes of the longest text that is looked at as a label.
pub const LABEL_BYTES: usize = 2_048;

/// What a label says of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// Nothing: only the lot's name is on it.
    None,
    /// Something that is no binding: no label of ours says this.
    Malformed,
    /// The first 16 bytes of the root over the first `count` entries.
    Root {
        /// Entries.
        count: u32,
        /// Beginning of the root.
        root: [u8; 16],
    },
}

/// What a scanned text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The lot it names, if it names one.
    pub lot: Option<String>,
    /// What it says of the record.
    pub binding: Binding,
}

/// Why a label cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LabelError {
    /// Not the name of a host.
    #[error("not the name of a host")]
    Host,
    /// More entries than a label can say.
    #[error("a label is printed for 1 to 65536 entries")]
    Count,
}

impl Label {
    /// Reads a scanned text: a URL of label form (a), or the bare name of a lot. Anything else names no lot.
    ///
    /// The host is never trusted. A GS1 Digital Link may carry further keys; what counts is (01) and (10).
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let none = Self { lot: None, binding: Binding::None };
        if text.len() > LABEL_BYTES {
            return none;
        }
        if name::is_lot(text) {
            return Self { lot: Some(text.to_owned()), binding: Binding::None };
        }
        let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
            return none;
        };
        let rest = cut(rest, b'#').map_or(rest, |(before, _)| before);
        let (address, query) = cut(rest, b'?').unwrap_or((rest, ""));
        let path = cut(address, b'/').map_or("", |(_, path)| path);
        Self { lot: lot_in(path), binding: binding_in(query) }
    }

    /// The URL of a label.
    ///
    /// # Errors
    /// [`LabelError`]: no host, or no count of entries.
    pub fn print(host: &str, lot: &LotName, count: u64, root: &Hash) -> Result<String, LabelError> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
        let fits = (1..=253).contains(&host.len())
            && host.bytes().all(plain)
            && host
                .split('.')
                .all(|part| (1..=63).contains(&part.len()) && !part.starts_with('-') && !part.ends_with('-'));
        if !fits {
            return Err(LabelError::Host);
        }
        let count = u32::try_from(count)
            .ok()
            .filter(|count| (1..=crate::proof::entry::LINES).contains(&u64::from(*count)))
            .ok_or(LabelError::Count)?;
        let mut bytes = [0; 20];
        for (to, from) in bytes.iter_mut().zip(count.to_be_bytes().into_iter().chain(*root)) {
            *to = from;
        }
        Ok(["https://", host, "/", lot.as_str(), "?tr=", &base64::encode_url(&bytes)].concat())
    }
}

/// The lot that a URL's path names.
fn lot_in(path: &str) -> Option<String> {
    if name::is_lot(path) {
        return Some(path.to_owned());
    }
    // A Digital Link: (01) and its value may follow other path segments, (10) may follow other qualifiers.
    let mut segments = pieces(path, b'/');
    while segments.next()? != "01" {}
    let gtin = segments.next()?;
    while let Some(key) = segments.next() {
        let value = segments.next()?;
        if key == "10" {
            // Escapes in a Digital Link have more than one spelling; in a lot name they have one.
            let lot = joined(&["01/", gtin, "/10/", &name::escaped(&unescape(value)?)]);
            return name::is_lot(&lot).then_some(lot);
        }
    }
    None
}

/// A URL segment without its percent escapes; `None` where one is broken or not ASCII.
fn unescape(segment: &str) -> Option<String> {
    let mut out = String::new();
    let mut bytes = segment.bytes();
    while let Some(byte) = bytes.next() {
        let byte = match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                (digit()? * 16 + digit()?) as u8
            }
            plain => plain,
        };
        if !byte.is_ascii() {
            return None;
        }
        out.push(char::from(byte));
    }
    Some(out)
}

fn binding_in(query: &str) -> Binding {
    let mut found = None;
    for pair in pieces(query, b'&') {
        let Some(value) = pair.strip_prefix("tr=") else { continue };
        if found.is_some() {
            return Binding::Malformed;
        }
        found = Some(value);
    }
    let Some(value) = found else { return Binding::None };
    match base64::decode_url_array::<20>(value) {
        Some([a, b, c, d, root @ ..]) => Binding::Root { count: u32::from_be_bytes([a, b, c, d]), root },
        None => Binding::Malformed,
    }
}
