//! What the generic syntax of RFC 3986 calls a URI.

use core::net::Ipv6Addr;

/// `true` for a text that is an absolute or opaque URI (RFC 3986 §3): a scheme, and after the colon only what may
/// stand there, in its place. Letters of other scripts are percent-encoded in a URI.
pub(super) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let mut letters = scheme.bytes();
    let scheme = letters.next().is_some_and(|b| b.is_ascii_alphabetic())
        && letters.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    if !scheme || rest.is_empty() {
        return false;
    }
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    consists_of(fragment, b":@/?")
        && consists_of(query, b":@/?")
        && consists_of(path, b":@/")
        && is_authority(authority)
}

fn is_authority(authority: &str) -> bool {
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    if !consists_of(user, b":") {
        return false;
    }
    let (host, port) = match host.strip_prefix('[') {
        Some(literal) => {
            let Some((literal, rest)) = literal.split_once(']') else { return false };
            if !is_literal(literal) {
                return false;
            }
            ("", rest)
        }
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let port = match port.strip_prefix(':') {
        Some(digits) => digits.bytes().all(|b| b.is_ascii_digit()),
        None => port.is_empty(),
    };
    port && consists_of(host, b"")
}

/// An address in brackets: IPv6, or one of a version to come.
fn is_literal(text: &str) -> bool {
    match text.strip_prefix(['v', 'V']) {
        Some(future) => future.split_once('.').is_some_and(|(version, address)| {
            !version.is_empty()
                && version.bytes().all(|b| b.is_ascii_hexdigit())
                && !address.is_empty()
                && !address.contains('%')
                && consists_of(address, b":")
        }),
        None => text.parse::<Ipv6Addr>().is_ok(),
    }
}

/// Unreserved characters, sub-delimiters, percent-encoded bytes, and these.
fn consists_of(text: &str, more: &[u8]) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let right = match byte {
            b'%' => [bytes.next(), bytes.next()].iter().all(|b| b.is_some_and(|b| b.is_ascii_hexdigit())),
            b'-' | b'.' | b'_' | b'~' => true,
            b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' => true,
            byte => byte.is_ascii_alphanumeric() || more.contains(&byte),
        };
        if !right {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::is_uri;

    #[test]
    fn by_the_grammar() {
        for text in [
            "urn:x:1",
            "ex:",
            "a:b?c#d",
            "https://u:p@h.example:80/a/b;c=1?q=%20/#f?/",
            "http://[::1]:8/",
            "http://[v1.a:b]",
            "file:///a",
            "mailto:a@b.example",
            "urn:epc:idpat:sgtin:4012345.044444.*",
            "ni:///sha-256;00?ver=CBV2.0",
            "tag:x,2026:y",
        ] {
            assert_eq!(is_uri(text), text != "ex:", "{text}");
        }
        for text in [
            "",
            "x",
            ":x",
            "1a:x",
            "a b:c",
            "urn:x 1",
            "urn:x:%z1",
            "urn:x:%1",
            "urn:x:é",
            "urn:x:[1]",
            "urn:a#b#c",
            "http://[::1",
            "http://[::1]x/",
            "http://[::g]/",
            "https://h:port/",
            "https://h/a^b",
            "urn:x:{1}",
            "urn:a|b",
            "urn:<a>",
            "urn:\"a\"",
            "https://a@b@c/",
            "urn:a\\b",
        ] {
            assert!(!is_uri(text), "{text}");
        }
    }
}
