//! The normal form that the hash profile `reference` compares keys in.
//!
//! It imitates the reference implementation of the EPCIS event hash, which checks shapes and no check digits,
//! knows the aliases of Digital Link 1.0, drops what is finer or coarser than the most granular key, and gives
//! up on percent-encoded qualifiers. Nothing else may use it: [`Link`](super::Link) is strict.

use super::CANONICAL_STEM;
use crate::id::epc;
use alloc::string::String;

/// The canonical URI of a GS1 key in a URN or URI, as the reference implementation of the event hash writes it.
///
/// `None` if it would leave the text alone.
///
/// ```
/// use terroir::id::link::normalise_lenient;
///
/// let link = normalise_lenient("https://example.com/gtin/9780345418913/lot/1223/ser/765tz?a=b");
/// assert_eq!(link.as_deref(), Some("https://id.gs1.org/01/09780345418913/21/765tz"));
/// assert_eq!(normalise_lenient("Hello World!"), None);
/// ```
#[must_use]
pub fn normalise_lenient(uri: &str) -> Option<String> {
    if uri.starts_with("urn:epc:") { normalise_urn(uri) } else { normalise_link(uri) }
}

fn normalise_urn(urn: &str) -> Option<String> {
    let parts = epc::split(urn).ok()?;
    // Behind a company prefix of twelve digits it looks for one dot too many in these.
    let misread = match parts.scheme {
        epc::Scheme::Grai => true,
        epc::Scheme::Gdti | epc::Scheme::Sgcn => parts.tail.is_none(),
        _ => false,
    };
    if misread && parts.prefix.len() == 12 {
        return None;
    }
    let (key, qualifier) = parts.raw_link();
    let mut out = String::from(CANONICAL_STEM);
    let mut pair = |ai: &str, value: &str| {
        out.push('/');
        out.push_str(ai);
        out.push('/');
        value.chars().for_each(|c| escape_reserved(&mut out, c));
    };
    pair(parts.scheme.key(), &key);
    if let (Some(ai), Some(value)) = (parts.scheme.qualifier(), qualifier) {
        pair(ai, value);
    }
    Some(out)
}

/// The characters that the reference implementation escapes; the rest of a URN is kept as written.
fn escape_reserved(out: &mut String, c: char) {
    out.push_str(match c {
        '!' => "%21",
        '(' => "%28",
        ')' => "%29",
        '*' => "%2A",
        '+' => "%2B",
        ',' => "%2C",
        ':' => "%3A",
        other => return out.push(other),
    });
}

/// Keys in the order in which the reference implementation looks for them, with their aliases.
const KEYS: &[(&str, &str)] = &[
    ("00", "sscc"),
    ("01", "gtin"),
    ("253", "gdti"),
    ("255", "gcn"),
    ("401", "ginc"),
    ("402", "gsin"),
    ("414", "gln"),
    ("417", "party"),
    ("8003", "grai"),
    ("8004", "giai"),
    ("8006", "itip"),
    ("8010", "cpid"),
    ("8017", "gsrnp"),
    ("8018", "gsrn"),
];

/// Key qualifiers with aliases; others keep their number.
const QUALIFIERS: &[(&str, &str)] = &[("22", "cpv"), ("10", "lot"), ("21", "ser")];

fn key_of(segment: &str) -> Option<&'static str> {
    KEYS.iter().find(|(ai, alias)| segment == *ai || segment == *alias).map(|(ai, _)| *ai)
}

fn normalise_link(uri: &str) -> Option<String> {
    let rest = uri.strip_prefix("https:").or_else(|| uri.strip_prefix("http:"))?;
    let path = rest.split_once('?').map_or(rest, |(path, _)| path);
    if path.contains('\n') || !uri.contains('.') {
        return None;
    }
    // The first key in the order of KEYS decides, wherever it stands in the path.
    let segments = || path.split('/').skip(1);
    let (at, key) = KEYS
        .iter()
        .find_map(|(ai, _)| segments().position(|segment| key_of(segment) == Some(ai)).map(|at| (at, *ai)))?;
    let mut segments = segments().skip(at + 1);
    let value = segments.next()?;
    // Four digits and at least one character more, or it is no key at all.
    if value.len() < 5 || !value.bytes().take(4).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut qualifiers = [None; 3];
    let mut length = 0_usize;
    for slot in &mut qualifiers {
        let Some(name) = segments.next() else { break };
        let name = QUALIFIERS.iter().find(|(_, alias)| *alias == name).map_or(name, |(ai, _)| *ai);
        let text = segments.next()?;
        // What follows a consumer product variant is at most 20 characters in all, slashes included.
        length = length.saturating_add(name.len()).saturating_add(text.len()).saturating_add(2);
        *slot = Some((name, text));
    }
    if segments.next().is_some() {
        return None;
    }
    let mut out = String::from(CANONICAL_STEM);
    out.push('/');
    out.push_str(key);
    out.push('/');
    if key == "01" {
        let zeros = match value.len() {
            8 => "000000",
            12 => "00",
            13 => "0",
            14 => "",
            _ => return None,
        };
        out.push_str(zeros);
    }
    if !has_shape(key, value) {
        return None;
    }
    out.push_str(value);

    let finest = match (key, qualifiers) {
        (_, [None, ..]) => None,
        ("01" | "8006", [Some(("22", _)), rest @ ..]) if length <= 4 + 20 => finest_of(rest)?,
        ("01" | "8006", [first, second, None]) => finest_of([first, second])?,
        (_, [only, None, None]) => only,
        _ => return None,
    };
    if let Some((ai, text)) = finest {
        let most = match (key, ai) {
            ("01" | "8006", "21" | "10") | ("414", "254") => 20,
            ("01", "235") => 28,
            ("8010", "8011") => 12,
            _ => return None,
        };
        let in_set = if ai == "8011" { |byte: u8| byte.is_ascii_digit() } else { is_plain };
        if text.len() > most || !text.bytes().all(in_set) {
            return None;
        }
        out.push('/');
        out.push_str(ai);
        out.push('/');
        out.push_str(text);
    }
    Some(out)
}

/// Serial before lot: the one that names fewer things.
fn finest_of<'t>(qualifiers: [Option<(&'t str, &'t str)>; 2]) -> Option<Option<(&'t str, &'t str)>> {
    match qualifiers {
        [one, None] => Some(one),
        [Some(("10", lot)), Some(("21", serial))] if lot.len() <= 20 && lot.bytes().all(is_plain) => {
            Some(Some(("21", serial)))
        }
        _ => None,
    }
}

/// Characters that the reference implementation takes in the qualifier of a URI: no escape among them.
const fn is_plain(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'-' | b'.' | b'0'..=b'9' | b';'..=b'?' | b'A'..=b'Z' | b'_' | b'a'..=b'z')
}

fn has_shape(key: &str, value: &str) -> bool {
    let (digits, tail, in_tail): (usize, usize, fn(u8) -> bool) = match key {
        "00" | "8006" | "8017" | "8018" => (18, 0, is_plain),
        "01" => (value.len(), 0, is_plain),
        "253" => (13, 17, is_plain),
        "255" => (13, 12, |byte| byte.is_ascii_digit()),
        "402" => (17, 0, is_plain),
        "414" | "417" => (13, 0, is_plain),
        "8003" => (14, 16, is_plain),
        "8010" => (0, 30, crate::id::gs1::in_set_39),
        _ => (0, 30, is_plain),
    };
    let Some((head, rest)) = value.as_bytes().split_at_checked(digits) else {
        return false;
    };
    head.iter().all(u8::is_ascii_digit) && rest.len() <= tail && rest.iter().all(|byte| in_tail(*byte))
}
