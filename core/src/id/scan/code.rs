//! Bare codes: which schemes a text has the form of, the likeliest first.

use super::Reading;
use crate::{
    base::{date::Date, finding::Severity},
    id::{
        china,
        examine::examine,
        region::{Region, Standing},
        report::{CODE_BYTES, Report, Status},
        scheme::Scheme,
        spelling::folded,
    },
};
use alloc::{borrow::Cow, string::String, vec::Vec};

/// Whether a text begins as the codes of a scheme do.
type Begins = fn(&str) -> bool;

/// Schemes whose codes say by themselves what they are: fixed letters, or a form that nothing else has.
const NAMED: &[(Scheme, Begins)] = &[
    (Scheme::Lot, |code| code.starts_with("t/") || code.starts_with("01/")),
    (Scheme::Journey, |code| code.starts_with("j/")),
    (Scheme::OrganicMarkCode, |code| code.starts_with("有机码")),
    (Scheme::FoodProductionLicence, |code| lettered(code, "SC", 10) || lettered(code, "QS", 10)),
    (Scheme::GreenFoodProduct, |code| lettered(code, "LB", 10)),
    (Scheme::GreenFoodEnterprise, |code| lettered(code, "GF", 4)),
    (Scheme::AgriculturalGi, |code| lettered(code, "AGI", 4)),
    (Scheme::Ggn, |code| {
        lettered(code.strip_prefix("GGN").map_or("", |rest| rest.trim_start_matches(':')), "", 13)
    }),
    (Scheme::PesticideRegistration, |code| ["PD", "WP", "LS"].iter().any(|kind| lettered(code, kind, 6))),
];

/// What most GLOBALG.A.P. numbers begin with.
const GGN_PREFIX: &str = "404992";

/// Fixed letters, then at least so many characters, the first of them digits.
fn lettered(code: &str, letters: &str, digits: usize) -> bool {
    code.strip_prefix(letters).is_some_and(|rest| {
        rest.len() >= digits
            && rest.len() <= 24
            && rest.bytes().take(digits.min(4)).all(|b| b.is_ascii_digit())
    })
}

/// Schemes of bare digits and letters, with what a right code of each is worth against the others: the more
/// its checks exclude, the more; but a person's number is one first of all, because it must not be shown.
const BARE: &[(Scheme, u8)] = &[
    (Scheme::ResidentId, 100),
    (Scheme::UnifiedSocialCreditCode, 95),
    (Scheme::OrganicCertificate, 90),
    (Scheme::EuControlBody, 88),
    (Scheme::VetDrugCode, 60),
    (Scheme::Sscc, 55),
    (Scheme::Gtin, 50),
    (Scheme::OrganicMarkCode, 45),
    (Scheme::EarTag, 40),
    (Scheme::OrganisationCode, 35),
    (Scheme::Region, 30),
    (Scheme::Gln, 25),
    (Scheme::Ggn, 24),
    (Scheme::PesticideUnitCode, 10),
];

pub(super) fn readings(text: &str, as_of: Option<Date>) -> Vec<Reading> {
    if text.len() > CODE_BYTES || text.chars().any(char::is_control) {
        return Vec::new();
    }
    let code = folded(text);
    for (scheme, begins) in NAMED {
        let named = match scheme {
            Scheme::Lot | Scheme::Journey => begins(text),
            _ => begins(&code),
        };
        if named {
            let report = examine(*scheme, text, as_of);
            // Without its letters it would be read as a GTIN.
            let keeps_letters = *scheme == Scheme::Ggn
                && !report.canonical.is_empty()
                && (report.status == Status::Invalid || !report.canonical.starts_with(GGN_PREFIX));
            let mut reading = Reading::of(report);
            if keeps_letters {
                reading.canonical.insert_str(0, "GGN");
            }
            if *scheme == Scheme::Lot {
                reading.lot = text.parse().ok();
            }
            return Vec::from([reading]);
        }
    }
    if let Some(reading) = old_resident(&code) {
        return Vec::from([reading]);
    }
    let mut found: Vec<(u8, Report)> = BARE
        .iter()
        .filter(|(scheme, _)| could_be(*scheme, &code))
        .map(|&(scheme, worth)| (scheme, worth, examine(scheme, text, as_of)))
        .filter(|(_, _, report)| report.has_form())
        .map(|(scheme, worth, report)| (worth_of(scheme, worth, &report, &code), report))
        .collect();
    // Stable, so equal ones stay in the order of the list.
    found.sort_by(|(worth, report), (other_worth, other)| {
        report.status.cmp(&other.status).then(other_worth.cmp(worth))
    });
    let right = found.first().is_some_and(|(_, report)| report.status != Status::Invalid);
    found
        .into_iter()
        .filter(|(_, report)| !right || report.status != Status::Invalid)
        .filter(|(worth, _)| *worth > 0)
        .map(|(_, report)| Reading::of(report))
        .collect()
}

/// Is it worth trying? Keeps words of the language from becoming codes.
fn could_be(scheme: Scheme, code: &str) -> bool {
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let all = digits == code.len();
    match scheme {
        Scheme::UnifiedSocialCreditCode => code.len() == 18 && digits >= 8,
        Scheme::ResidentId => code.len() == 18 && digits >= 17,
        Scheme::OrganicCertificate => code.contains("OP") && digits >= 10,
        Scheme::EuControlBody => (6..=9).contains(&code.len()) && (1..=3).contains(&digits),
        Scheme::OrganisationCode => code.len() == 9 && digits >= 6,
        Scheme::PesticideUnitCode => all && code.len() == 32,
        Scheme::OrganicMarkCode => all && matches!(code.len(), 17 | 18),
        _ => all,
    }
}

/// What a report is worth: more for what is known to exist, nothing for what only has the right length.
fn worth_of(scheme: Scheme, worth: u8, report: &Report, code: &str) -> u8 {
    let invalid = report.status == Status::Invalid;
    match scheme {
        // A mistyped person's number is still a person's number: it must not be shown.
        Scheme::ResidentId if invalid && (report.has("birth-date") || report.has("region-unknown")) => 0,
        Scheme::UnifiedSocialCreditCode if invalid && report.has("authority-unknown") => 0,
        Scheme::UnifiedSocialCreditCode if invalid && code.bytes().all(|b| b.is_ascii_digit()) => 20,
        Scheme::EarTag if report.has("region-unknown") => worth / 2,
        Scheme::Region if report.has("region-unknown") => 0,
        Scheme::OrganisationCode | Scheme::OrganicMarkCode if invalid => 1,
        Scheme::Gln | Scheme::Ggn if invalid => 0,
        Scheme::Ggn if code.starts_with(GGN_PREFIX) => 52,
        _ => worth,
    }
}

/// A resident identity number of 15 digits (GB 11643-1989, valid until 2013): masked, and out of date.
///
/// An ear tag has 15 digits as well; a number is taken for a person's only if its region and day of birth
/// exist and no known county stands where an ear tag has it.
fn old_resident(code: &str) -> Option<Reading> {
    if code.len() != 15 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let known =
        |digits: &str| digits.parse::<Region>().is_ok_and(|region| region.standing() != Standing::Unknown);
    let (region, rest) = code.split_at_checked(6)?;
    let day = china::date_of(&alloc::format!("19{}", rest.get(..6)?));
    if !known(region)
        || day.is_none()
        || (matches!(code.as_bytes(), [b'1'..=b'3', ..]) && known(code.get(1..7)?))
    {
        return None;
    }
    let canonical = alloc::format!("{region}********{}", code.get(14..)?);
    let mut reading = Reading::new(super::Kind::Identifier(Scheme::ResidentId), canonical);
    reading.keys.push(crate::id::report::Key { name: Cow::Borrowed("region"), value: String::from(region) });
    Some(reading.with(Severity::Error, "old-numbering", ""))
}
