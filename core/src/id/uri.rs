//! Plain URIs (RFC 3986) and URNs (RFC 8141), private ones included, as identifiers.

use super::{
    report::{Examination, Report},
    scheme::Scheme,
};
use alloc::{format, string::String};

/// Bytes of the longest URI that is examined.
pub const URI_BYTES: usize = 8192;

/// Examines a text as an absolute URI (RFC 3986): scheme, authority, percent escapes, characters.
///
/// Canonical: scheme and host in lower case, percent escapes in upper case (§6.2.2.1). Errors: `length`,
/// `uri-scheme`, `uri-escape`, `uri-character`, `uri-host`, `uri-port`; warning: `uri-userinfo`.
#[must_use]
pub fn uri(text: &str) -> Report {
    let mut examination = Examination::new(Scheme::Uri, text);
    let Some((scheme, rest)) = opening(&mut examination, text) else { return examination.done() };
    let mut canonical = format!("{scheme}:");
    let rest = escapes_upper(rest);
    let Some(hierarchy) = rest.strip_prefix("//") else {
        if rest.contains(['[', ']']) {
            examination.error("uri-character", "[");
            return examination.done();
        }
        canonical.push_str(&rest);
        examination.key("scheme", scheme);
        return examination.spelled_uri(&canonical);
    };
    let (authority, path) = hierarchy.split_at(hierarchy.find(['/', '?', '#']).unwrap_or(hierarchy.len()));
    if path.contains(['[', ']']) {
        examination.error("uri-character", "[");
        return examination.done();
    }
    let (user, address) = match authority.rsplit_once('@') {
        Some((user, address)) => (Some(user), address),
        None => (None, authority),
    };
    let (host, port) = if address.starts_with('[') {
        address.split_at(address.find(']').map_or(address.len(), |at| at + 1))
    } else {
        address.split_at(address.find(':').unwrap_or(address.len()))
    };
    let bracketed = host.starts_with('[');
    let literal = host.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
    let host_fits = match literal {
        Some(inner) => {
            !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b':' | b'.'))
        }
        None => !bracketed && !host.contains([']', '@']),
    };
    if !host_fits || (host.is_empty() && matches!(scheme.as_str(), "http" | "https")) {
        examination.error("uri-host", "");
        return examination.done();
    }
    if !port.is_empty()
        && !port.strip_prefix(':').is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
    {
        examination.error("uri-port", "");
        return examination.done();
    }
    canonical.push_str("//");
    if let Some(user) = user {
        examination.warning("uri-userinfo", "");
        canonical.push_str(user);
        canonical.push('@');
    }
    canonical.push_str(&host.to_ascii_lowercase());
    canonical.push_str(port);
    canonical.push_str(path);
    examination.key("scheme", scheme);
    examination.key("host", host.to_ascii_lowercase());
    examination.spelled_uri(&escapes_upper(&canonical))
}

/// Examines a text as a URN (RFC 8141), private namespaces included.
///
/// Canonical: `urn` and the namespace in lower case, percent escapes in upper case (§3.1). Errors as [`uri`], and
/// `urn-namespace`, `urn-name`.
#[must_use]
pub fn urn(text: &str) -> Report {
    let mut examination = Examination::new(Scheme::Urn, text);
    let Some((scheme, rest)) = opening(&mut examination, text) else { return examination.done() };
    if scheme != "urn" {
        examination.error("uri-scheme", scheme);
        return examination.done();
    }
    let (namespace, name) = rest.split_once(':').unwrap_or((rest, ""));
    let ends = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = namespace.as_bytes();
    let namespace_fits = (2..=32).contains(&bytes.len())
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
        && ends(bytes.first())
        && ends(bytes.last());
    if !namespace_fits {
        examination.error("urn-namespace", "");
        return examination.done();
    }
    let own = name.split(['?', '#']).next().unwrap_or("");
    let components = name.get(own.len()..).unwrap_or("");
    let opened = components.is_empty() || ["?+", "?=", "#"].iter().any(|mark| components.starts_with(mark));
    if own.is_empty() || own.starts_with('/') || name.contains(['[', ']']) || !opened {
        examination.error("urn-name", "");
        return examination.done();
    }
    examination.key("namespace", namespace.to_ascii_lowercase());
    let canonical = format!("urn:{}:{}", namespace.to_ascii_lowercase(), escapes_upper(name));
    examination.key("name", escapes_upper(own));
    examination.spelled_uri(&canonical)
}

/// The scheme in lower case and what follows its colon, if the characters are those of a URI.
fn opening<'t>(examination: &mut Examination<'_>, text: &'t str) -> Option<(String, &'t str)> {
    if text.len() > URI_BYTES {
        examination.error("length", format!("{} bytes", text.len()));
        return None;
    }
    let (scheme, rest) = text.split_once(':').unwrap_or_default();
    let letters = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
    if !scheme.starts_with(|c: char| c.is_ascii_alphabetic()) || !scheme.bytes().all(letters) {
        examination.error("uri-scheme", "");
        return None;
    }
    if let Some(found) = text.chars().find(|&c| !(c.is_ascii() && in_uri(c as u8))) {
        examination.error("uri-character", String::from(found));
        return None;
    }
    let escape =
        |tail: &str| tail.as_bytes().get(..2).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
    if rest.split('%').skip(1).any(|tail| !escape(tail)) {
        examination.error("uri-escape", "");
        return None;
    }
    if rest.matches('#').nth(1).is_some() {
        examination.error("uri-character", "#");
        return None;
    }
    Some((scheme.to_ascii_lowercase(), rest))
}

const fn in_uri(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'.'
                | b'_'
                | b'~'
                | b'%'
                | b':'
                | b'/'
                | b'?'
                | b'#'
                | b'['
                | b']'
                | b'@'
                | b'!'
                | b'$'
                | b'&'
                | b'\''
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b';'
                | b'='
        )
}

/// The same with the hexadecimal digits of percent escapes in upper case.
fn escapes_upper(text: &str) -> String {
    let mut left = 0;
    text.chars()
        .map(|c| match (c, left) {
            ('%', _) => {
                left = 2;
                c
            }
            (_, 0) => c,
            _ => {
                left -= 1;
                c.to_ascii_uppercase()
            }
        })
        .collect()
}
