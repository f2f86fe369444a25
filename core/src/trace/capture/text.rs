//! Writing that means the same: full-width digits and letters, signs for units.

use alloc::{borrow::Cow, string::String};

/// The text without white space at its ends, full-width forms as ASCII, and unit signs of one character spelled out.
pub(super) fn normal(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim_matches(is_space);
    if trimmed.chars().all(|c| plain(c).is_none()) {
        return Cow::Borrowed(trimmed);
    }
    let mut out = String::with_capacity(trimmed.len());
    for c in trimmed.chars() {
        match plain(c) {
            Some(text) if !text.is_empty() => out.push_str(text),
            Some(_) => out.push(ascii(c)),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}'
}

/// What a character is written as instead; empty for its full-width ASCII form.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{ff01}'..='\u{ff5e}' => "",
        '\u{3000}' | '\u{a0}' => " ",
        '℃' => "°C",
        '℉' => "°F",
        '㎎' => "mg",
        '㎏' => "kg",
        '㎡' => "m²",
        '㎥' => "m³",
        '㎖' => "ml",
        '㎜' => "mm",
        '㎝' => "cm",
        'μ' => "µ",
        '−' | '–' => "-",
        _ => return None,
    })
}

fn ascii(c: char) -> char {
    u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
}

/// Does a text carry a file inside: a `data:` URI?
pub(super) fn is_inline(text: &str) -> bool {
    let start = text.trim_start_matches(is_space);
    start.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
        && start.contains(',')
        && (start.contains('/') || start.contains(";base64"))
}
