//! Numbers of food production licences.

use super::{check::mod_11_10, judge_region, organisation::check};
use crate::id::{
    report::{Examination, Report},
    scheme::Scheme,
};

/// Examines a text as the number of a food production licence: `SC`, category 3, region 6, serial 4, check 1
/// (Measures for the Administration of Food Production Licensing; check by ISO 7064 MOD 11,10).
///
/// Errors: `old-numbering` (a `QS` number), `form`, `length`, `character`, `category-unknown`,
/// `check-character`; notes: `region-unknown`, `region-former`.
#[must_use]
pub fn food_production_licence(text: &str) -> Report {
    let mut examination = Examination::new(Scheme::FoodProductionLicence, text);
    if examination.code.starts_with("QS") {
        examination.error("old-numbering", "QS");
        return examination.done();
    }
    if !examination.code.starts_with("SC") {
        examination.error("form", "");
        return examination.done();
    }
    if !examination.shape(16, |byte| byte.is_ascii_digit() || matches!(byte, b'S' | b'C')) {
        return examination.done();
    }
    let canonical = examination.code.clone();
    let piece = |from: usize, to: usize| canonical.get(from..to).unwrap_or("");
    if !piece(2, 16).bytes().all(|b| b.is_ascii_digit()) {
        examination.error("character", "");
        return examination.done();
    }
    let category = piece(2, 5);
    let number = category.get(1..).and_then(|digits| digits.parse::<u8>().ok()).unwrap_or(0);
    match category.as_bytes().first() {
        Some(b'1') if (1..=31).contains(&number) => {}
        Some(b'2') if number >= 1 => {}
        _ => examination.error("category-unknown", category),
    }
    check(&mut examination, "check-character", piece(2, 15), piece(15, 16), mod_11_10);
    judge_region(&mut examination, piece(5, 11));
    examination.key("category", category);
    examination.key("region", piece(5, 11));
    examination.key("serial", piece(11, 15));
    examination.spelled(&canonical, &[])
}
