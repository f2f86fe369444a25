//! What spreadsheets and those who fill them leave in cells that is no value.

/// `="00123"`: a text that an export wrote as a formula, so that no spreadsheet takes it for a number.
pub(super) fn text_formula(cell: &str) -> Option<&str> {
    cell.strip_prefix("=\"")?.strip_suffix('"').filter(|text| !text.contains('"'))
}

/// What a spreadsheet shows where it has no value to show.
pub(super) fn is_error(cell: &str) -> bool {
    const ERRORS: &[&str] =
        &["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#GETTING_DATA"];
    // A column that is too narrow is filled with signs.
    ERRORS.contains(&cell) || (cell.len() > 2 && cell.bytes().all(|b| b == b'#'))
}

/// A line through the cell: nothing to be said.
pub(super) fn is_dash(cell: &str) -> bool {
    !cell.is_empty()
        && cell.chars().all(|c| matches!(c, '-' | '–' | '—' | '―' | '－' | '/' | '／' | '\\' | '_'))
}

/// The same as above.
pub(super) fn is_ditto(cell: &str) -> bool {
    matches!(cell, "同上" | "同前" | "〃" | "″" | "\"" | "''" | "ditto" | "Ditto" | "do.")
}

/// Does the row sum up those above it?
pub(super) fn is_total(cell: &str) -> bool {
    let word = cell.trim_end_matches([':', '：']).trim_end();
    matches!(word, "合计" | "小计" | "总计" | "累计" | "共计" | "本页合计" | "本页小计")
        || ["total", "subtotal", "sum", "grand total"].iter().any(|total| word.eq_ignore_ascii_case(total))
}

/// How much a spreadsheet has lost of a long number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// It is rounded for sure: `1.51343E+14`.
    Digits,
    /// All behind the fifteenth digit are zeros, as a spreadsheet leaves them.
    Perhaps,
}

/// Has a spreadsheet taken a long code for a number?
pub(super) fn lost(cell: &str) -> Option<Lost> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some((number, power)) = cell.split_once(['E', 'e']) {
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let power = power.strip_prefix('+').unwrap_or(power);
        let sure = whole.len() == 1 && digits(whole) && digits(fraction) && digits(power) && power.len() < 4;
        return sure.then_some(Lost::Digits);
    }
    let (_, behind) = cell.split_at_checked(15)?;
    let perhaps = digits(cell) && behind.bytes().all(|b| b == b'0') && !behind.is_empty();
    perhaps.then_some(Lost::Perhaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_are_no_values() {
        assert_eq!(text_formula("=\"00123\""), Some("00123"));
        assert_eq!((text_formula("=1+1"), text_formula("=\"a\"&\"b\"")), (None, None));
        assert!(is_error("#N/A") && is_error("#####") && !is_error("#5") && !is_error("##"));
        assert!(is_dash("——") && is_dash("/") && !is_dash("") && !is_dash("-5") && !is_dash("无"));
        assert!(is_total("合计：") && is_total("TOTAL") && !is_total("合计农场"));
        for (cell, wanted) in [
            ("1.51343E+14", Some(Lost::Digits)),
            ("1E+11", Some(Lost::Digits)),
            ("151343120260301", None),
            ("1234567890123450", Some(Lost::Perhaps)),
            ("1234567890123456", None),
            ("E", None),
            ("LOT1E5", None),
            ("番茄1234567890123450", None),
        ] {
            assert_eq!(lost(cell), wanted, "{cell}");
        }
    }
}
