//! Numbers whose format is not published, or not known here: kept, never judged.

use crate::id::{
    report::{CODE_BYTES, Examination, Report},
    scheme::Scheme,
};
use alloc::format;

fn unverified(scheme: Scheme, text: &str, usual: fn(&str) -> bool) -> Report {
    let mut examination = Examination::new(scheme, text);
    if text.len() > CODE_BYTES {
        examination.error("length", format!("{} bytes", text.len()));
        return examination.done();
    }
    if text.trim().is_empty() || text.chars().any(char::is_control) {
        examination.error("character", "");
        return examination.done();
    }
    examination.warning("format-unverified", "");
    if !usual(&examination.code) {
        examination.warning("form-unusual", "");
    }
    // What the format is, is not known: only the width of characters may be folded without guessing.
    let canonical = text.trim();
    examination.spelled(canonical, &[text])
}

/// A pesticide registration: begins with `PD` (field), `WP` (hygiene) or `LS` (provisional).
#[must_use]
pub fn pesticide_registration(text: &str) -> Report {
    let mut report = unverified(Scheme::PesticideRegistration, text, |code| {
        ["PD", "WP", "LS"].iter().any(|kind| {
            code.strip_prefix(kind).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        })
    });
    if !report.has("form-unusual") {
        report.canonical = report.canonical.to_ascii_uppercase();
    }
    report
}

/// The code of one package of pesticide: 32 digits.
#[must_use]
pub fn pesticide_unit_code(text: &str) -> Report {
    unverified(Scheme::PesticideUnitCode, text, |code| {
        code.len() == 32 && code.bytes().all(|b| b.is_ascii_digit())
    })
}

/// The number of an animal quarantine certificate.
#[must_use]
pub fn quarantine_certificate(text: &str) -> Report {
    unverified(Scheme::QuarantineCertificate, text, |_| true)
}

/// A code of a place of production (NY/T 1430).
#[must_use]
pub fn production_place_code(text: &str) -> Report {
    unverified(Scheme::ProductionPlaceCode, text, |_| true)
}

/// A product trace code (NY/T 1431, NY/T 1761).
#[must_use]
pub fn product_trace_code(text: &str) -> Report {
    unverified(Scheme::ProductTraceCode, text, |_| true)
}
