//! Unified social credit codes (GB 32100) and organisation codes (GB 11714).

use super::{
    check::{in_alphabet_31, mod_11, mod_31},
    judge_region,
};
use crate::id::{
    report::{Examination, Report},
    scheme::Scheme,
};
use alloc::{format, string::String};

/// Registering authority and category, and what such a body is (GB 32100-2015 with amendment 1).
const CATEGORIES: &[(&str, &str)] = &[
    ("11", "public-body"),
    ("12", "public-institution"),
    ("13", "mass-organisation"),
    ("19", "other"),
    ("21", "foreign-news-bureau"),
    ("29", "other"),
    ("31", "law-firm"),
    ("32", "notary-office"),
    ("33", "legal-service"),
    ("34", "forensic-institution"),
    ("35", "arbitration-commission"),
    ("39", "other"),
    ("41", "foreign-cultural-centre"),
    ("49", "other"),
    ("51", "association"),
    ("52", "private-non-enterprise"),
    ("53", "foundation"),
    ("59", "other"),
    ("61", "foreign-tourism-office"),
    ("62", "regional-tourism-office"),
    ("69", "other"),
    ("71", "place-of-worship"),
    ("72", "religious-school"),
    ("79", "other"),
    ("81", "trade-union"),
    ("89", "other"),
    ("91", "enterprise"),
    ("92", "sole-trader"),
    ("93", "farmers-cooperative"),
    ("A1", "military-institution"),
    ("A9", "other"),
    ("N1", "group-collective"),
    ("N2", "village-collective"),
    ("N3", "township-collective"),
    ("N9", "other-collective"),
    ("Y1", "other"),
];

/// Examines a text as a unified social credit code (GB 32100-2015 with amendment 1 of 2016).
///
/// Errors: `length`, `character`, `check-character` (the last character), `organisation-code-check` (the check
/// character of the organisation code inside). Warnings: `authority-unknown`, `category-unknown`. Notes:
/// `region-unknown`, `region-former`.
///
/// ```
/// use terroir::id::{china, report::Status};
///
/// // A village collective, registered by the agriculture authority.
/// let report = china::unified_social_credit_code("N2110105MF1234567G");
/// assert_eq!((report.status, report.key("body")), (Status::Valid, Some("village-collective")));
///
/// // The last character is right, the organisation code inside is not.
/// let report = china::unified_social_credit_code("91110000600037342P");
/// assert!(report.has("organisation-code-check") && !report.has("check-character"));
/// ```
#[must_use]
pub fn unified_social_credit_code(text: &str) -> Report {
    credit_code(Examination::new(Scheme::UnifiedSocialCreditCode, text))
}

/// All layers of a code, under whichever scheme it is examined.
pub(super) fn credit_code(mut examination: Examination<'_>) -> Report {
    if !examination.shape(18, in_alphabet_31) {
        return examination.done();
    }
    let code = examination.code.clone();
    let piece = |from: usize, to: usize| code.get(from..to).unwrap_or("");
    if let Some((at, found)) = piece(2, 8).char_indices().find(|(_, c)| !c.is_ascii_digit()) {
        examination.error("character", format!("{found} at {}", at + 3));
        return examination.done();
    }
    check(&mut examination, "check-character", piece(0, 17), piece(17, 18), mod_31);
    check(&mut examination, "organisation-code-check", piece(8, 16), piece(16, 17), mod_11);

    let (authority, category) = (piece(0, 1), piece(1, 2));
    let body = CATEGORIES.iter().find(|(known, _)| *known == piece(0, 2));
    if !CATEGORIES.iter().any(|(known, _)| known.starts_with(authority)) {
        examination.warning("authority-unknown", authority);
    } else if body.is_none() {
        examination.warning("category-unknown", piece(0, 2));
    }
    judge_region(&mut examination, piece(2, 8));

    examination.key("authority", authority);
    examination.key("category", category);
    if let Some((_, body)) = body {
        examination.key("body", *body);
    }
    examination.key("region", piece(2, 8));
    examination.key("organisation-code", piece(8, 17));
    examination.spelled(&code, &[])
}

/// Examines a text as an organisation code (GB 11714): 8 characters, a hyphen or none, a check character.
///
/// Errors: `length`, `character`, `check-character`.
#[must_use]
pub fn organisation_code(text: &str) -> Report {
    let mut examination = Examination::new(Scheme::OrganisationCode, text);
    if !examination.shape(9, |byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()) {
        return examination.done();
    }
    let canonical = examination.code.clone();
    let (body, last) = canonical.split_at_checked(8).unwrap_or_default();
    check(&mut examination, "check-character", body, last, mod_11);
    examination.spelled(&canonical, &[&format!("{body}-{last}")])
}

/// Compares a check character with the one the others call for.
pub(super) fn check(
    examination: &mut Examination<'_>,
    code: &'static str,
    body: &str,
    found: &str,
    expected: fn(&str) -> Option<char>,
) {
    let expected = expected(body).map(String::from).unwrap_or_default();
    if found != expected {
        examination.error(code, format!("{found}, should be {expected}"));
    }
}
