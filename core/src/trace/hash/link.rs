//! Identifiers in the form that is hashed: the canonical Digital Link URI of the finest key (CBV 2.0 §8.9, rules 16-18).

use crate::id::{
    epc::{Epc, EpcError},
    gs1::{has_check_digit, in_set_39, in_set_82},
    link::{CANONICAL_STEM, Component, Link, Options, escape_into, unescape},
};
use alloc::{borrow::Cow, string::String};

/// What an identifier turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::trace) enum Found {
    /// A GS1 key; its canonical URI was written.
    Key,
    /// Something else, and nothing was written.
    Other,
    /// It claims to be a GS1 key and is none.
    Malformed,
}

/// Writes the canonical URI of a GS1 key in a URN or Digital Link URI.
///
/// A URI on another host than `id.gs1.org` that has the look of a Digital Link and is none is somebody's web address.
pub(in crate::trace) fn write(out: &mut String, text: &str) -> Found {
    if let Some(rest) = text.strip_prefix("urn:epc:") {
        if !["id:", "class:", "idpat:"].iter().any(|form| rest.starts_with(form)) {
            return Found::Other;
        }
        return match text.parse::<Epc>() {
            Ok(epc) => {
                out.push_str(&epc.to_link());
                Found::Key
            }
            Err(EpcError::NoKey { .. }) => Found::Other,
            Err(_) => Found::Malformed,
        };
    }
    let Some(rest) = after_scheme(text) else { return Found::Other };
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if write_path(out, path) {
        Found::Key
    } else if host.eq_ignore_ascii_case("id.gs1.org") && Link::parse(text, Options::STRICT).is_err() {
        Found::Malformed
    } else {
        // A web address, or a key such as that of a model (8013), which rule 18 does not list.
        Found::Other
    }
}

/// What follows `https://` or `http://`, in any case.
fn after_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")).then_some(rest)
}

/// What a URI says about being a GS1 key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyClaim {
    /// It is one.
    Right,
    /// It says so, as an EPC URN or a Digital Link on `id.gs1.org`, and is none.
    Broken,
    /// On another host it has the look of one, wrong digits and all.
    Doubtful,
    /// It says nothing of the kind.
    None,
}

/// Judges a URI as a GS1 key.
#[must_use]
pub fn key_claim(text: &str) -> KeyClaim {
    match write(&mut String::new(), text) {
        Found::Key => KeyClaim::Right,
        Found::Malformed => KeyClaim::Broken,
        Found::Other if after_scheme(text).is_some() && has_long_number_behind_key(text) => {
            KeyClaim::Doubtful
        }
        Found::Other => KeyClaim::None,
    }
}

/// `/01/` and 14 digits, `/00/` and 18, and the like.
fn has_long_number_behind_key(text: &str) -> bool {
    let mut segments = text.split(['/', '?', '#']);
    let mut before = segments.next().unwrap_or_default();
    segments.any(|segment| {
        let key = KEYS.iter().find(|key| key.ai == core::mem::replace(&mut before, segment));
        key.is_some_and(|key| {
            key.digits > 0 && segment.len() == key.digits && segment.bytes().all(|b| b.is_ascii_digit())
        })
    })
}

/// A primary key: its AI, how many digits begin it and whether they end in a check digit, and what may follow.
struct Key {
    ai: &'static str,
    digits: usize,
    tail: usize,
    in_tail: fn(u8) -> bool,
    qualifiers: &'static [&'static str],
}

const fn key(
    ai: &'static str,
    digits: usize,
    tail: usize,
    in_tail: fn(u8) -> bool,
    qualifiers: &'static [&'static str],
) -> Key {
    Key { ai, digits, tail, in_tail, qualifiers }
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

/// Qualifiers stand from the finest to the coarsest; one that is not hashed by itself comes last, marked.
const KEYS: &[Key] = &[
    key("01", 14, 0, is_digit, &["21", "235", "10", "-22"]),
    key("00", 18, 0, is_digit, &[]),
    key("414", 13, 0, is_digit, &["254", "-7040"]),
    key("417", 13, 0, is_digit, &["-7040"]),
    key("253", 13, 17, in_set_82, &[]),
    key("255", 13, 12, is_digit, &[]),
    key("401", 0, 30, in_set_82, &[]),
    key("402", 17, 0, is_digit, &[]),
    key("8003", 14, 16, in_set_82, &["-7040"]),
    key("8004", 0, 30, in_set_82, &["-7040"]),
    key("8006", 18, 0, is_digit, &["21", "10", "-22"]),
    key("8010", 0, 30, in_set_39, &["8011"]),
    key("8017", 18, 0, is_digit, &["-8019"]),
    key("8018", 18, 0, is_digit, &["-8019"]),
];

fn write_path(out: &mut String, path: &str) -> bool {
    let path = path.strip_suffix('/').unwrap_or(path);
    let mut rest = path;
    loop {
        let (segment, after) = rest.split_once('/').unwrap_or((rest, ""));
        let key = KEYS.iter().find(|key| key.ai == segment);
        if key.is_some_and(|key| write_key(out, key, after)) {
            return true;
        }
        if after.is_empty() {
            return false;
        }
        rest = after;
    }
}

/// Writes a key from the segments behind its AI; nothing is written unless every segment fits.
fn write_key(out: &mut String, key: &Key, segments: &str) -> bool {
    let mut segments = segments.split('/');
    let Some(value) = segments.next().map(|value| unescape(value, Component::Path)) else { return false };
    let Some(value) = key_value(key, &value) else { return false };
    let mut seen = 0_u8;
    // The best rank so far, and its value.
    let mut finest: Option<(usize, Cow<'_, [u8]>)> = None;
    while let Some(ai) = segments.next() {
        let Some(text) = segments.next().map(|text| unescape(text, Component::Path)) else { return false };
        let Some(rank) = key.qualifiers.iter().position(|q| q.strip_prefix('-').unwrap_or(q) == ai) else {
            return false;
        };
        let bit = 1_u8 << (rank & 7);
        if seen & bit != 0 || !qualifier_fits(ai, &text) {
            return false;
        }
        seen |= bit;
        let counts = key.qualifiers.get(rank).is_some_and(|q| !q.starts_with('-'));
        if counts && finest.as_ref().is_none_or(|(best, _)| rank < *best) {
            finest = Some((rank, text));
        }
    }
    out.push_str(CANONICAL_STEM);
    let mut pair = |ai: &str, value: &[u8]| {
        out.push('/');
        out.push_str(ai);
        out.push('/');
        escape_into(out, value, Component::Path);
    };
    pair(key.ai, &value);
    if let Some((rank, text)) = finest {
        // Extension 0 of a location means the location itself.
        let ai = key.qualifiers.get(rank).copied().unwrap_or_default();
        if ai != "254" || *text != *b"0" {
            pair(ai, &text);
        }
    }
    true
}

/// The value of a key with its shape and check digit right; a GTIN is padded to 14 digits.
fn key_value<'v>(key: &Key, value: &'v [u8]) -> Option<Cow<'v, [u8]>> {
    let mut value = Cow::Borrowed(value);
    if key.ai == "01" && matches!(value.len(), 8 | 12 | 13) {
        let mut padded = alloc::vec![b'0'; key.digits.saturating_sub(value.len())];
        padded.extend_from_slice(&value);
        value = Cow::Owned(padded);
    }
    let (head, tail) = value.split_at_checked(key.digits)?;
    // A piece of a trade item carries its two counters behind the check digit.
    let checked = if key.ai == "8006" { head.split_at_checked(14)?.0 } else { head };
    let right = head.iter().all(u8::is_ascii_digit) && (key.digits == 0 || has_check_digit(checked));
    let fits = tail.len() <= key.tail && tail.iter().all(|b| (key.in_tail)(*b)) && !value.is_empty();
    let zero = key.ai != "8003" || head.first() == Some(&b'0');
    (right && fits && zero).then_some(value)
}

fn qualifier_fits(ai: &str, text: &[u8]) -> bool {
    let (most, in_set): (usize, fn(u8) -> bool) = match ai {
        "21" | "10" | "254" | "22" => (20, in_set_82),
        "235" => (28, in_set_82),
        "8011" => (12, is_digit),
        "7040" => (4, in_set_82),
        "8019" => (10, is_digit),
        _ => return false,
    };
    !text.is_empty() && text.len() <= most && text.iter().all(|b| in_set(*b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> Result<Option<String>, ()> {
        let mut out = String::new();
        match write(&mut out, text) {
            Found::Key => Ok(Some(out)),
            Found::Other => Ok(None),
            Found::Malformed => Err(()),
        }
    }

    #[test]
    fn one_spelling_of_a_key() {
        for text in [
            "urn:epc:id:sgtin:4012345.011111.9876",
            "https://id.gs1.org/01/04012345111118/21/9876",
            "https://brand.example/a/b/01/04012345111118/21/9876",
            "HTTPS://ID.GS1.ORG/01/4012345111118/21/9876?17=261231",
            "https://id.gs1.org/01/04012345111118/22/2A/10/L1/21/98%37%36#x",
        ] {
            let wanted = "https://id.gs1.org/01/04012345111118/21/9876";
            assert_eq!(canonical(text).unwrap().as_deref(), Some(wanted), "{text}");
        }
        let lot = "https://id.gs1.org/01/04012345111118/10/L%2F1";
        assert_eq!(canonical("urn:epc:class:lgtin:4012345.011111.L%2F1").unwrap().as_deref(), Some(lot));
        assert_eq!(
            canonical("https://brand.example/01/04012345111118/10/L%2f1").unwrap().as_deref(),
            Some(lot)
        );
        let place = "https://id.gs1.org/414/4012345000054";
        assert_eq!(canonical("urn:epc:id:sgln:4012345.00005.0").unwrap().as_deref(), Some(place));
        assert_eq!(canonical("https://x.example/414/4012345000054/254/0").unwrap().as_deref(), Some(place));
    }

    #[test]
    fn what_is_no_key() {
        for text in [
            "https://id.gs1.org/01/04012345111119/21/1",
            "urn:epc:id:sgtin:1.2.3",
            "urn:epc:id:sgtin:٣٣٣٣٣٣٣.٣٣٣٣٣٣.1",
            "urn:epc:class:lgtin:4012345.011111.",
            "https://id.gs1.org/01/04012345111118/99/x",
            "https://id.gs1.org/01/04012345111118/10/a/10/b",
        ] {
            assert_eq!(canonical(text), Err(()), "{text}");
        }
        for text in [
            "urn:epc:id:gid:1.2.3",
            "urn:uuid:x",
            "https://shop.example/01/12",
            "https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2K",
            "geo:1,2",
            "",
            "x",
        ] {
            assert_eq!(canonical(text), Ok(None), "{text}");
        }
    }
}
