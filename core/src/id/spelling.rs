//! How a code is spelled: as written, after cleaning, after folding look-alike widths.

use super::spelling_table::RUNS;
use alloc::string::String;
use serde::Serialize;

/// How much had to be done to a text before it was the canonical spelling of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Spelling {
    /// Nothing: it is canonical as written.
    Exact,
    /// Spaces and dashes were removed, lower case became upper case.
    Cleaned,
    /// Compatibility characters (full-width digits and letters and the like) were folded, too.
    Folded,
}

/// The text without spaces and hyphens, in upper case; all in ASCII.
pub(super) fn cleaned(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, ' ' | '\t' | '-')).map(|c| c.to_ascii_uppercase()).collect()
}

/// As [`cleaned`], after folding compatibility characters; all spaces and dashes of Unicode go.
pub(super) fn folded(text: &str) -> String {
    text.chars()
        .map(fold)
        .filter(|&c| {
            !(c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}'))
        })
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// The ASCII character that is the compatibility form (NFKC) of this one, or the character itself.
fn fold(c: char) -> char {
    let code = u32::from(c);
    if code < 0x80 {
        return c;
    }
    if let Some(ascii) = mathematical(code) {
        return char::from(ascii);
    }
    let run = RUNS.get(RUNS.partition_point(|&(first, _, _)| first <= code).wrapping_sub(1));
    match run {
        Some(&(first, count, ascii)) if code - first < u32::from(count) => {
            // INVARIANT (run): a run's count is below 95, so the sum is ASCII.
            char::from(ascii.saturating_add((code - first) as u8))
        }
        _ => c,
    }
}

/// The letter or digit of a mathematical alphabet (U+1D400 to U+1D6A3, U+1D7CE to U+1D7FF).
fn mathematical(code: u32) -> Option<u8> {
    /// Places in those alphabets whose letter stands elsewhere in Unicode.
    const HOLES: &[u32] = &[
        0x1D455, 0x1D49D, 0x1D4A0, 0x1D4A1, 0x1D4A3, 0x1D4A4, 0x1D4A7, 0x1D4A8, 0x1D4AD, 0x1D4BA, 0x1D4BC,
        0x1D4C4, 0x1D506, 0x1D50B, 0x1D50C, 0x1D515, 0x1D51D, 0x1D53A, 0x1D53F, 0x1D545, 0x1D547, 0x1D548,
        0x1D549, 0x1D551,
    ];
    match code {
        0x1D400..=0x1D6A3 if !HOLES.contains(&code) => match ((code - 0x1D400) % 52) as u8 {
            upper @ 0..=25 => Some(b'A' + upper),
            lower => Some(b'a' + (lower - 26)),
        },
        0x1D7CE..=0x1D7FF => Some(b'0' + ((code - 0x1D7CE) % 10) as u8),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_a_chinese_keyboard_makes() {
        assert_eq!(folded("９１３３　0100－７９９655058b"), "91330100799655058B");
        assert_eq!(cleaned("9133 0100-799655058b"), "91330100799655058B");
        assert_eq!(folded("𝟗①Ⓐ𝐚統"), "91AA統");
    }
}
