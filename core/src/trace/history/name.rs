//! What a text names: one name for one thing, however it is spelled.
//!
//! ```
//! use terroir::trace::history::{Kind, kind_of, name};
//!
//! let lot = "01/04012345123456/10/Lot987";
//! for spelling in [
//!     "urn:epc:class:lgtin:4012345.012345.Lot987",
//!     "https://id.gs1.org/01/04012345123456/10/Lot987",
//!     "HTTPS://brand.example/shop/01/4012345123456/10/Lot987?17=271231#top",
//!     "https://brand.example/gtin/04012345123456/lot/Lot987",
//!     lot,
//! ] {
//!     assert_eq!(name(spelling), lot);
//! }
//! assert_eq!(kind_of(lot), Kind::Lot);
//! assert_eq!(name("https://coop.example/t/coop.example/TEA-01/S26"), "t/coop.example/TEA-01/S26");
//! ```
//!
//! A GS1 key is the path of its canonical Digital Link, finest key only (a serial number before a lot), as the names of
//! lots are written everywhere here. A lot or journey without GS1 keys is named by the path of its label's URL: the host
//! is nobody's to trust, and its issuer stands in the name. Any other URI stays itself, in the spelling of RFC 3986
//! §6.2.2.1; other text stays as it is. A name is its own name.

use crate::{
    id::{
        self, gs1,
        link::{self, CANONICAL_STEM, Link, Options},
        local::{JourneyName, LotName},
    },
    trace::hash::{Found, write_key_uri},
};
use alloc::{borrow::Cow, format, string::String};

/// The name of what a text identifies.
#[must_use]
pub fn name(text: &str) -> Cow<'_, str> {
    match text.as_bytes() {
        [b'u' | b'U', b'r' | b'R', b'n' | b'N', b':', ..] => urn(text),
        [b'h' | b'H', b't' | b'T', b't' | b'T', b'p' | b'P', ..] if text.contains("://") => web(text),
        [b'0'..=b'9', ..] => keys(text),
        [b'(', b'0'..=b'9', ..] => elements(text),
        [b't' | b'j', b'/', ..] | [] => Cow::Borrowed(text),
        _ => uri(text),
    }
}

/// The name of a GS1 key in a URI, if it is one.
fn key(text: &str) -> Option<String> {
    let mut out = String::new();
    if write_key_uri(&mut out, text) != Found::Key {
        return None;
    }
    // The stem and one slash.
    out.drain(..(CANONICAL_STEM.len() + 1).min(out.len()));
    Some(out)
}

fn urn(text: &str) -> Cow<'_, str> {
    if let Some(name) = key(text) {
        return Cow::Owned(name);
    }
    let (namespace, rest) = text.get(4..).and_then(|rest| rest.split_once(':')).unwrap_or_default();
    if namespace.eq_ignore_ascii_case("uuid") {
        // RFC 9562 §4: compared without regard to case.
        return lower(text);
    }
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if text.starts_with("urn:") && plain(namespace) && !rest.contains('%') {
        return Cow::Borrowed(text);
    }
    canonical(text, id::urn(text))
}

fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

fn web(text: &str) -> Cow<'_, str> {
    if let Some(name) = key(text) {
        return Cow::Owned(name);
    }
    if let Some(path) = local(text) {
        return Cow::Borrowed(path);
    }
    aliased(text).map_or_else(|| uri(text), Cow::Owned)
}

/// The name of a GS1 key that is written with the names that Digital Link 1.0 had for application identifiers.
fn aliased(text: &str) -> Option<String> {
    Link::parse(text, Options::TOLERANT).ok().and_then(|link| key(&link.canonical_key()))
}

/// The path of a label's URL, if it names a lot or journey without GS1 keys.
fn local(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("://")?;
    let (_, path) = rest.split(['?', '#']).next()?.split_once('/')?;
    let named = match path.as_bytes() {
        [b't', b'/', ..] => path.parse::<LotName>().is_ok(),
        [b'j', b'/', ..] => path.parse::<JourneyName>().is_ok(),
        _ => false,
    };
    named.then_some(path)
}

/// The path of a Digital Link by itself.
fn keys(text: &str) -> Cow<'_, str> {
    match text.split_once('/') {
        Some((ai, _)) if (2..=4).contains(&ai.len()) && ai.bytes().all(|b| b.is_ascii_digit()) => {
            match key(&format!("{CANONICAL_STEM}/{text}")) {
                Some(name) if name == text => Cow::Borrowed(text),
                Some(name) => Cow::Owned(name),
                None => Cow::Borrowed(text),
            }
        }
        _ => Cow::Borrowed(text),
    }
}

/// Elements in brackets, as they are printed under a symbol.
fn elements(text: &str) -> Cow<'_, str> {
    let built =
        gs1::parse_bracketed(text).ok().and_then(|elements| link::build(&elements, CANONICAL_STEM).ok());
    built.and_then(|uri| key(&uri)).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// A URI that stays itself.
fn uri(text: &str) -> Cow<'_, str> {
    let Some((scheme, rest)) = text.split_once(':') else { return Cow::Borrowed(text) };
    let authority = rest.strip_prefix("//").and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or("");
    let capital = |part: &str| part.bytes().any(|b| b.is_ascii_uppercase());
    if !capital(scheme) && !capital(authority) && !rest.contains('%') {
        return Cow::Borrowed(text);
    }
    canonical(text, id::uri(text))
}

fn canonical(text: &str, report: id::Report) -> Cow<'_, str> {
    let canonical = report.canonical;
    if canonical.is_empty() || canonical == text {
        return Cow::Borrowed(text);
    }
    // Only now may it be seen that it is a key: `uRn:epc:id:sgtin:…`.
    let named =
        key(&canonical).or_else(|| local(&canonical).map(String::from)).or_else(|| aliased(&canonical));
    Cow::Owned(named.unwrap_or(canonical))
}

/// What a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Kind {
    /// What was made together.
    Lot,
    /// One thing of its kind: an item, an animal.
    Item,
    /// A kind of things, no lot or serial number said.
    Class,
    /// A logistic unit or returnable container.
    Container,
    /// An asset that goods are not packed in.
    Asset,
    /// A place.
    Place,
    /// A party.
    Party,
    /// A document, shipment or consignment.
    Document,
    /// A journey of a device or vehicle.
    Journey,
    /// The name does not say.
    Other,
}

/// What a [`name`] says about the kind of thing it names.
#[must_use]
pub fn kind_of(name: &str) -> Kind {
    let mut segments = name.split('/');
    let (first, second, third) = (segments.next().unwrap_or(""), segments.next(), segments.next());
    // INVARIANT (value): a key name has a value behind its AI; anything else is told apart by its first segment.
    let Some(value) = second else { return Kind::Other };
    match (first, third) {
        ("t", Some(_)) | ("01" | "8006", Some("10")) => Kind::Lot,
        ("j", Some(_)) => Kind::Journey,
        ("01", Some("21" | "235")) | ("8006", Some("21")) | ("8010", Some("8011")) => Kind::Item,
        ("01" | "8006" | "8010", None) => Kind::Class,
        ("00", None) => Kind::Container,
        ("8003", _) if value.len() > 14 => Kind::Container,
        ("8003", _) => Kind::Class,
        ("8004", _) => Kind::Asset,
        ("414", _) => Kind::Place,
        ("417" | "8017" | "8018", _) => Kind::Party,
        ("253" | "255" | "401" | "402", _) => Kind::Document,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_for_one_thing() {
        for (spellings, wanted, kind) in [
            (
                &[
                    "urn:epc:id:sgtin:4012345.011111.9876",
                    "https://id.gs1.org/01/04012345111118/10/L1/21/9876",
                    "https://x.example/gtin/4012345111118/ser/9876",
                    "01/4012345111118/21/98%37%36",
                    "(01)04012345111118(21)9876",
                ][..],
                "01/04012345111118/21/9876",
                Kind::Item,
            ),
            (&["urn:epc:idpat:sgtin:4012345.011111.*", "01/4012345111118"], "01/04012345111118", Kind::Class),
            (
                &["urn:epc:id:sscc:4012345.1234567890", "https://x.example/00/140123452345678902"],
                "00/140123452345678902",
                Kind::Container,
            ),
            (
                &["urn:epc:id:sgln:4012345.00005.0", "https://id.gs1.org/414/4012345000054/254/0"],
                "414/4012345000054",
                Kind::Place,
            ),
            (&["urn:epc:id:pgln:4012345.00005", "417/4012345000054"], "417/4012345000054", Kind::Party),
            (
                &[
                    "t/coop.example/TEA-01/S26",
                    "https://coop.example/t/coop.example/TEA-01/S26?tr=x",
                    "HTTP://OTHER.example/t/coop.example/TEA-01/S26#a",
                ],
                "t/coop.example/TEA-01/S26",
                Kind::Lot,
            ),
            (&["j/a/b/c", "https://x.example/j/a/b/c"], "j/a/b/c", Kind::Journey),
            (
                &["HTTPS://Farm.example/Plot%2f7", "https://farm.example/Plot%2F7"],
                "https://farm.example/Plot%2F7",
                Kind::Other,
            ),
            (&["URN:UUID:A1", "urn:uuid:a1"], "urn:uuid:a1", Kind::Other),
            (&["URN:Farm:x", "urn:farm:x"], "urn:farm:x", Kind::Other),
            (&["ear tag 136082700012345"], "ear tag 136082700012345", Kind::Other),
        ] {
            for spelling in spellings {
                assert_eq!(name(spelling), wanted, "{spelling}");
                assert_eq!(name(wanted), wanted);
            }
            assert_eq!(kind_of(wanted), kind, "{wanted}");
        }
    }

    #[test]
    fn what_is_no_key_stays_itself() {
        for text in [
            "",
            "01/04012345111119/10/A",
            "https://id.gs1.org/01/04012345111119/21/1",
            "urn:epc:id:sgtin:1.2.3",
            "(01)1",
            "t/",
            "x",
            "136082700012345",
            "geo:30.1,120.2",
            "https://shop.example/t/a b/c/d",
        ] {
            assert_eq!(name(text), text);
        }
    }
}
