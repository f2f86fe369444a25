//! Marks: organic, green food, geographical indications.

use super::{judge_region, organisation::credit_code};
use crate::base::date::Date;
use crate::id::{
    report::{Examination, Report},
    scheme::Scheme,
};
use alloc::format;

/// Judges a year of two digits, counted from 2000: before the scheme, or in the future.
fn judge_year(examination: &mut Examination<'_>, digits: &str, first: u16, as_of: Option<Date>) -> u16 {
    let year = digits.parse().unwrap_or(0_u16) + 2000;
    if year < first {
        examination.error("year-before-scheme", format!("{year}"));
    }
    match as_of {
        Some(as_of) if year > as_of.year() => examination.error("year-in-future", format!("{year}")),
        Some(_) => {}
        None => examination.note("date-not-judged", format!("{year}")),
    }
    year
}

const fn digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

/// Examines a text as an organic mark code (有机码) in the numbering of 2012 to 2023: body 3 (foreign: 9 and 2
/// digits), year 2, random 12; `有机码` may stand before it.
///
/// Errors: `length`, `character`, `body-unknown`, `year-before-scheme`, `year-in-future`. 18 digits may be the
/// numbering since 2024, whose format is not known here: `format-unverified`, neither valid nor invalid.
#[must_use]
pub fn organic_mark_code(text: &str, as_of: Option<Date>) -> Report {
    const WORD: &str = "有机码";
    let bare = text.trim_start().strip_prefix(WORD).map(|rest| rest.trim_start_matches([':', '：', ' ']));
    let mut examination = Examination::new(Scheme::OrganicMarkCode, bare.unwrap_or(text));
    let canonical = examination.code.clone();
    if canonical.len() == 18 && canonical.bytes().all(digit) {
        examination.warning("format-unverified", "18");
        return examination.spelled(&canonical, &[]);
    }
    if !examination.shape(17, digit) {
        return examination.done();
    }
    let piece = |from: usize, to: usize| canonical.get(from..to).unwrap_or("");
    let body = piece(0, 3);
    if body == "000" {
        examination.error("body-unknown", body);
    }
    let year = judge_year(&mut examination, piece(3, 5), 2012, as_of);
    if year > 2023 {
        examination.warning("year-after-numbering", format!("{year}"));
    }
    examination.key("body", body);
    examination.key("origin", if body.starts_with('9') { "foreign" } else { "domestic" });
    examination.key("year", format!("{year}"));
    examination.key("random", piece(5, 17));
    examination.spelled(&canonical, &[])
}

/// Examines a text as the number of an organic certificate: certification body (3 digits, `F` before a foreign
/// one; since 2024 4 digits: 0 domestic, 9 foreign, 8 by equivalence), `OP`, year 2, serial 5, and `-` with a
/// sub-number, if any.
///
/// Errors: `form`, `body-unknown`, `year-in-future`. The form of a sub-number is not published:
/// `format-unverified`.
#[must_use]
pub fn organic_certificate(text: &str, as_of: Option<Date>) -> Report {
    let mut examination = Examination::new(Scheme::OrganicCertificate, text);
    let code = examination.code.clone();
    let parts = code.split_once("OP").filter(|(body, rest)| {
        let bare = body.strip_prefix('F').unwrap_or(body);
        let length = if bare.len() == body.len() { 3..=4 } else { 3..=3 };
        length.contains(&bare.len())
            && bare.bytes().all(digit)
            && (7..=15).contains(&rest.len())
            && rest.bytes().take(7).all(digit)
            && rest.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    let Some((body, rest)) = parts else {
        examination.error("form", "");
        return examination.done();
    };
    let (number, sub) = rest.split_at_checked(7).unwrap_or_default();
    let (year, serial) = number.split_at_checked(2).unwrap_or_default();
    let origin = match body.as_bytes() {
        [b'F', ..] => "foreign",
        [b'9', _, _, _] => "foreign",
        [b'8', _, _, _] => "equivalence",
        [b'0', _, _, _] | [_, _, _] => "domestic",
        _ => {
            examination.error("body-unknown", body);
            ""
        }
    };
    let year = judge_year(&mut examination, year, 2000, as_of);
    examination.key("body", body);
    if !origin.is_empty() {
        examination.key("origin", origin);
    }
    examination.key("year", format!("{year}"));
    examination.key("serial", serial);
    let mut canonical = format!("{body}OP{number}");
    if !sub.is_empty() {
        examination.warning("format-unverified", "sub-number");
        examination.key("sub", sub);
        canonical.push('-');
        canonical.push_str(sub);
    }
    examination.spelled(&canonical, &[])
}

/// Examines a text as the old number of a green food product: `LB-`, category 2, `-`, year 2, month 2,
/// area 2, serial 4, grade `A` or `AA`. Its certificate ran three years.
///
/// Errors: `form`, `month`, `year-in-future`.
#[must_use]
pub fn green_food_product(text: &str, as_of: Option<Date>) -> Report {
    let mut examination = Examination::new(Scheme::GreenFoodProduct, text);
    let code = examination.code.clone();
    let form = code.strip_prefix("LB").and_then(|rest| {
        let (digits, grade) = rest.split_at_checked(12)?;
        (digits.bytes().all(digit) && matches!(grade, "A" | "AA")).then_some((digits, grade))
    });
    let Some((digits, grade)) = form else {
        examination.error("form", "");
        return examination.done();
    };
    let piece = |from: usize, to: usize| digits.get(from..to).unwrap_or("");
    let year = judge_year(&mut examination, piece(2, 4), 2000, as_of);
    let month = piece(4, 6);
    if !matches!(month.parse::<u8>(), Ok(1..=12)) {
        examination.error("month", month);
    }
    examination.key("category", piece(0, 2));
    examination.key("issued", format!("{year}-{month}"));
    examination.key("valid-years", "3");
    examination.key("area", piece(6, 8));
    examination.key("serial", piece(8, 12));
    examination.key("grade", grade);
    examination.spelled(&format!("LB-{}-{}{grade}", piece(0, 2), piece(2, 12)), &[])
}

/// Examines a text as the code of a green food enterprise: `GF`, region 6, year 2, serial 4.
///
/// Errors: `form`, `length`, `character`, `year-in-future`, `year-before-scheme` (2009); notes:
/// `region-unknown`, `region-former`.
#[must_use]
pub fn green_food_enterprise(text: &str, as_of: Option<Date>) -> Report {
    let mut examination = Examination::new(Scheme::GreenFoodEnterprise, text);
    if !examination.code.starts_with("GF") {
        examination.error("form", "");
        return examination.done();
    }
    if !examination.shape(14, |byte| byte.is_ascii_digit() || matches!(byte, b'G' | b'F')) {
        return examination.done();
    }
    let canonical = examination.code.clone();
    let piece = |from: usize, to: usize| canonical.get(from..to).unwrap_or("");
    if !piece(2, 14).bytes().all(digit) {
        examination.error("character", "");
        return examination.done();
    }
    let year = judge_year(&mut examination, piece(8, 10), 2009, as_of);
    judge_region(&mut examination, piece(2, 8));
    examination.key("region", piece(2, 8));
    examination.key("year", format!("{year}"));
    examination.key("serial", piece(10, 14));
    examination.spelled(&canonical, &[])
}

/// Examines the code in a geographical indication mark (2020): the user's unified social credit code.
///
/// That the user is authorised, and the place inside the area, is a rule's question, not the code's.
#[must_use]
pub fn gi_mark(text: &str) -> Report {
    credit_code(Examination::new(Scheme::GiMark, text))
}

/// Examines a text as the number of an agricultural geographical indication: `AGI` and 5 digits.
///
/// The form is known from use, not from a published rule, so the answer is `format-unverified`; another form is
/// `form-unusual`.
#[must_use]
pub fn agricultural_gi(text: &str) -> Report {
    let mut examination = Examination::new(Scheme::AgriculturalGi, text);
    let canonical = examination.code.clone();
    let usual = canonical.strip_prefix("AGI").is_some_and(|rest| rest.len() == 5 && rest.bytes().all(digit));
    examination.warning("format-unverified", "");
    if !usual {
        examination.warning("form-unusual", "");
        return examination.done();
    }
    examination.spelled(&canonical, &[])
}
