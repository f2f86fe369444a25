//! Ear tags and veterinary drug trace codes.

use super::{date_of, judge_region};
use crate::base::date::Date;
use crate::id::{
    report::{Examination, Report},
    scheme::Scheme,
};

/// Examines a text as an animal ear tag: species 1 (1 pig, 2 cattle, 3 sheep or goat), county 6, serial 8.
///
/// Errors: `length`, `character`, `species-unknown`; notes: `region-unknown`, `region-former`. There is no
/// check digit, so a mistyped serial is not seen.
#[must_use]
pub fn ear_tag(text: &str) -> Report {
    let mut examination = Examination::new(Scheme::EarTag, text);
    if !examination.shape(15, |byte| byte.is_ascii_digit()) {
        return examination.done();
    }
    let canonical = examination.code.clone();
    let piece = |from: usize, to: usize| canonical.get(from..to).unwrap_or("");
    let species = match piece(0, 1) {
        "1" => "pig",
        "2" => "cattle",
        "3" => "sheep",
        other => {
            examination.error("species-unknown", other);
            ""
        }
    };
    judge_region(&mut examination, piece(1, 7));
    if !species.is_empty() {
        examination.key("species", species);
    }
    examination.key("region", piece(1, 7));
    examination.key("serial", piece(7, 15));
    examination.spelled(&canonical, &[])
}

/// Examines a text as a veterinary drug trace code: date 8, firm 5, random 11.
///
/// Errors: `length`, `character`, `date`, `date-in-future`.
#[must_use]
pub fn vet_drug_code(text: &str, as_of: Option<Date>) -> Report {
    let mut examination = Examination::new(Scheme::VetDrugCode, text);
    if !examination.shape(24, |byte| byte.is_ascii_digit()) {
        return examination.done();
    }
    let canonical = examination.code.clone();
    let piece = |from: usize, to: usize| canonical.get(from..to).unwrap_or("");
    match (date_of(piece(0, 8)), as_of) {
        (None, _) => examination.error("date", piece(0, 8)),
        (Some(day), Some(as_of)) if day > as_of => examination.error("date-in-future", piece(0, 8)),
        (Some(_), None) => examination.note("date-not-judged", piece(0, 8)),
        (Some(_), Some(_)) => {}
    }
    if let Some(day) = date_of(piece(0, 8)) {
        examination.key("date", alloc::format!("{day}"));
    }
    examination.key("firm", piece(8, 13));
    examination.key("random", piece(13, 24));
    examination.spelled(&canonical, &[])
}
