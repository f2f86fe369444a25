//! GLOBALG.A.P. numbers, organic control bodies of the EU, and bare GS1 keys.

use super::{
    gs1::check_digit,
    local::{JourneyName, LotForm, LotName},
    report::{Examination, Report},
    scheme::Scheme,
};
use alloc::{format, string::ToString};

/// Examines a text as a GLOBALG.A.P. number: 13 digits with the GS1 check digit.
///
/// Errors: `length`, `character`, `check-digit`; note: `prefix-unusual` (most begin with 404992).
#[must_use]
pub fn ggn(text: &str) -> Report {
    let mut examination = Examination::new(Scheme::Ggn, text);
    if let Some(rest) = examination.code.strip_prefix("GGN") {
        examination.code = rest.strip_prefix(':').unwrap_or(rest).into();
    }
    if !examination.shape(13, |byte| byte.is_ascii_digit()) {
        return examination.done();
    }
    gs1_check(&mut examination);
    if !examination.code.starts_with("404992") {
        examination.note("prefix-unusual", examination.code.get(..6).unwrap_or("").to_string());
    }
    let canonical = examination.code.clone();
    examination.spelled(&canonical, &[])
}

/// Examines a text as the code of an organic control body: country, three letters, up to three digits
/// (Regulation (EU) 2018/848; `CN-BIO-171`, `DE-ÖKO-006`).
///
/// Errors: `form`.
#[must_use]
pub fn eu_control_body(text: &str) -> Report {
    let mut examination = Examination::new(Scheme::EuControlBody, text);
    let code = examination.code.replace('ö', "Ö");
    let parts = code.char_indices().nth(2).zip(code.char_indices().nth(5)).map(|((two, _), (five, _))| {
        (code.get(..two).unwrap_or(""), code.get(two..five).unwrap_or(""), code.get(five..).unwrap_or(""))
    });
    let form = parts.filter(|(country, term, number)| {
        country.bytes().all(|b| b.is_ascii_uppercase())
            && term.chars().all(|c| c.is_ascii_uppercase() || c == 'Ö')
            && (1..=3).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_digit())
    });
    let Some((country, term, number)) = form else {
        examination.error("form", "");
        return examination.done();
    };
    examination.key("country", country);
    examination.key("term", term);
    examination.key("number", number);
    examination.spelled(&format!("{country}-{term}-{number}"), &[])
}

/// Examines a text as a bare GTIN of 8, 12, 13 or 14 digits; canonical with 14.
///
/// Errors: `length`, `character`, `check-digit`.
#[must_use]
pub(super) fn gtin(text: &str) -> Report {
    let mut examination = Examination::new(Scheme::Gtin, text);
    let length = match examination.code.len() {
        length @ (8 | 12 | 13) => length,
        _ => 14,
    };
    if !examination.shape(length, |byte| byte.is_ascii_digit()) {
        return examination.done();
    }
    gs1_check(&mut examination);
    let digits = examination.code.clone();
    let canonical = format!("{digits:0>14}");
    examination.key("01", canonical.clone());
    examination.spelled(&canonical, &[&digits])
}

/// Examines a text as a bare GLN of 13 digits.
///
/// Errors: `length`, `character`, `check-digit`.
#[must_use]
pub(super) fn gln(text: &str) -> Report {
    fixed(Scheme::Gln, text, 13, "414")
}

/// Examines a text as a bare SSCC of 18 digits.
///
/// Errors: `length`, `character`, `check-digit`.
#[must_use]
pub(super) fn sscc(text: &str) -> Report {
    fixed(Scheme::Sscc, text, 18, "00")
}

fn fixed(scheme: Scheme, text: &str, length: usize, ai: &'static str) -> Report {
    let mut examination = Examination::new(scheme, text);
    if !examination.shape(length, |byte| byte.is_ascii_digit()) {
        return examination.done();
    }
    gs1_check(&mut examination);
    let canonical = examination.code.clone();
    examination.key(ai, canonical.clone());
    examination.spelled(&canonical, &[])
}

/// The check digit of the GS1 General Specifications, §7.9.1.
fn gs1_check(examination: &mut Examination<'_>) {
    let Some((last, body)) = examination.code.as_bytes().split_last() else { return };
    let (found, expected) = (last.wrapping_sub(b'0'), check_digit(body).wrapping_sub(b'0'));
    if found != expected {
        examination.error("check-digit", format!("{found}, should be {expected}"));
    }
}

/// Examines a text as the name of a lot.
///
/// Error: `form`.
#[must_use]
pub(super) fn lot(text: &str) -> Report {
    let mut examination = Examination::new(Scheme::Lot, text);
    match text.parse::<LotName>() {
        Ok(name) => {
            match name.form() {
                LotForm::Gs1 { gtin, lot } => {
                    examination.key("01", gtin);
                    examination.key("10", lot.text());
                }
                LotForm::Local(id) => {
                    examination.key("issuer", id.issuer.as_str());
                    examination.key("product", id.product.text());
                    examination.key("lot", id.lot.text());
                }
            }
            examination.spelled_uri(name.as_str())
        }
        Err(error) => {
            examination.error("form", error.to_string());
            examination.done()
        }
    }
}

/// Examines a text as the name of a journey.
///
/// Error: `form`.
#[must_use]
pub(super) fn journey(text: &str) -> Report {
    let mut examination = Examination::new(Scheme::Journey, text);
    match text.parse::<JourneyName>() {
        Ok(name) => {
            examination.key("issuer", name.issuer());
            examination.spelled_uri(name.as_str())
        }
        Err(error) => {
            examination.error("form", error.to_string());
            examination.done()
        }
    }
}
