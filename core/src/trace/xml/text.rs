//! Character data: references, line ends and white space (XML 1.0 §2.11, §3.3.3, §4.1).

use alloc::{borrow::Cow, string::String};

/// Where a piece of text stands, which decides what is done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Element,
    Attribute,
    /// A CDATA section: there are no references in it.
    Data,
}

/// Offset of the first reference that is not taken.
pub(super) fn refused_reference(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find('&').map(|at| from.saturating_add(at)) {
        match reference(text.get(at..)?) {
            Some((_, length)) => from = at.saturating_add(length),
            None => return Some(at),
        }
    }
    None
}

/// The longest reference that is taken, in bytes: `&#x0010FFFF;`.
const LONGEST: usize = 12;

/// The character of a reference that begins the text, and how many bytes the reference has.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(LONGEST).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let found = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16),
                None if number.bytes().all(|b| b.is_ascii_digit()) => number.parse(),
                _ => return None,
            };
            char::from_u32(code.ok()?).filter(|c| is_xml(*c))?
        }
    };
    Some((found, end.checked_add(1)?))
}

/// Is it a character that XML 1.0 allows (§2.2)?
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// What a piece of text says.
pub(super) fn decode(text: &str, place: Place) -> Cow<'_, str> {
    let special = |c: char| match c {
        '&' => place != Place::Data,
        '\r' => true,
        '\n' | '\t' => place == Place::Attribute,
        _ => false,
    };
    let Some(first) = text.find(special) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut next) = (text, Some(first));
    while let Some((plain, from)) = next.and_then(|at| rest.split_at_checked(at)) {
        out.push_str(plain);
        let line_end = if place == Place::Attribute { ' ' } else { '\n' };
        let (c, length) = match from.as_bytes().first() {
            Some(b'&') => reference(from).unwrap_or(('&', 1)),
            Some(b'\r') if from.as_bytes().get(1) == Some(&b'\n') => (line_end, 2),
            Some(b'\t') => (' ', 1),
            _ => (line_end, 1),
        };
        out.push(c);
        rest = from.get(length..).unwrap_or("");
        next = rest.find(special);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Without the white space of XML at either end.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// Is it a number of the JSON grammar?
pub(super) fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let one_zero = whole.len() == 1 || !whole.starts_with('0');
    digits(whole) && one_zero && digits(part) && digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

/// Is it a number of the JSON grammar that is hashed as it stands: without exponent, trailing zeros, negative zero?
pub(super) fn is_shortest(text: &str) -> bool {
    let padded = text.contains('.') && text.ends_with('0');
    is_number(text) && !padded && !text.contains(['e', 'E']) && text != "-0"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_line_ends() {
        assert_eq!(decode("a&lt;b&#x4e2D;&#20013;&amp;lt;", Place::Element), "a<b中中&lt;");
        assert_eq!(decode("a\r\nb\rc\td", Place::Element), "a\nb\nc\td");
        assert_eq!(decode("a\r\nb\rc\td&#10;", Place::Attribute), "a b c d\n");
        assert_eq!(decode("&lt;\r\n", Place::Data), "&lt;\n");
        for taken in ["", "a", "&lt;&gt;&amp;&quot;&apos;&#9;&#x10FFFF;"] {
            assert_eq!(refused_reference(taken), None, "{taken}");
        }
        for refused in ["&", "&x;", "&lt", "&#0;", "&#xD800;", "&#xFFFF;", "&#x;", "&#;", "&#-1;", "&#+9;"] {
            assert_eq!(refused_reference(&alloc::format!("ab{refused}")), Some(2), "{refused}");
        }
    }

    #[test]
    fn numbers() {
        for text in ["0", "12", "23.0", "-0.5", "0.10", "1e5", "-1.5E+10"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["", "-", "007", "1.", ".5", "+1", "1e", "e5", "1e+", "0x1", "1,5", "INF"] {
            assert!(!is_number(text), "{text}");
        }
        assert!(is_shortest("100") && is_shortest("-0.25"));
        assert!(!is_shortest("23.0") && !is_shortest("1e2") && !is_shortest("-0"));
    }
}
