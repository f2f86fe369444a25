//! Resident identity numbers (GB 11643): recognised, checked, and never shown.

use super::{check::mod_11_2, date_of, judge_region};
use crate::base::date::Date;
use crate::id::{
    report::{Examination, Report, Status},
    scheme::Scheme,
};
use alloc::{borrow::Cow, format, string::String};

/// Examines a text as a resident identity number (GB 11643-1999) of 18 characters.
///
/// Whatever is reported is masked: the region and the last character are left, eleven stars stand between.
/// Errors: `length`, `character`, `check-character`, `birth-date`; notes: `region-unknown`, `region-former`.
#[must_use]
pub fn resident_id(text: &str, as_of: Option<Date>) -> Report {
    let mut examination = Examination::new(Scheme::ResidentId, text);
    let length = examination.code.chars().count();
    if length != 18 {
        examination.error("length", format!("{length}, should be 18"));
        return examination.done();
    }
    let (body, last) = examination.code.split_at_checked(17).unwrap_or_default();
    let digits = body.len() == 17 && body.bytes().all(|b| b.is_ascii_digit());
    if !digits || !matches!(last.as_bytes(), [b'0'..=b'9' | b'X']) {
        examination.error("character", "");
        return examination.done();
    }
    let code = examination.code.clone();
    let piece = |from: usize, to: usize| code.get(from..to).unwrap_or("");
    let expected = mod_11_2(piece(0, 17)).map(String::from).unwrap_or_default();
    if piece(17, 18) != expected {
        // The right character would give a number away, too.
        examination.error("check-character", "");
    }
    match date_of(piece(6, 14)) {
        Some(day) if as_of.is_none_or(|as_of| day <= as_of) => {}
        _ => examination.error("birth-date", ""),
    }
    judge_region(&mut examination, piece(0, 6));
    examination.key("region", piece(0, 6));
    let mut report = examination.spelled(&code, &[]);
    report.canonical = mask(&code);
    report
}

fn mask(code: &str) -> String {
    format!("{}***********{}", code.get(..6).unwrap_or(""), code.get(17..18).unwrap_or(""))
}

/// Masks each resident identity number in a text: a run of exactly 18 digits, or 17 and an X, whose check
/// character and date of birth are right.
#[must_use]
pub fn mask_residents(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 {
            at += 1;
            continue;
        }
        let with_x = digits == 17 && matches!(rest.get(17), Some(b'X' | b'x'));
        let length = if with_x { 18 } else { digits };
        let number = text.get(at..at + length).unwrap_or("");
        if length == 18 && resident_id(number, None).status == Status::Valid {
            out.push_str(text.get(copied..at).unwrap_or(""));
            out.push_str(&mask(&number.to_ascii_uppercase()));
            copied = at + length;
        }
        at += length;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(copied..).unwrap_or(""));
    Cow::Owned(out)
}

/// Masks resident identity numbers that stand inside the report of another identifier.
pub fn hide_residents(report: &mut Report) {
    let findings = report.findings.iter_mut().map(|finding| &mut finding.found);
    let keys = report.keys.iter_mut().map(|key| &mut key.value);
    for text in keys.chain(findings).chain([&mut report.canonical]) {
        if let Cow::Owned(masked) = mask_residents(text) {
            *text = masked;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_inside_a_text() {
        let masked = mask_residents("id=421321190406100915&n=421321190406100918&x=61011419030429339x.");
        assert_eq!(masked, "id=421321***********5&n=421321190406100918&x=610114***********X.");
        assert!(matches!(mask_residents("lot 26"), Cow::Borrowed(_)));
    }
}
