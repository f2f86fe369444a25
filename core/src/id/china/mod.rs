//! Chinese codes: organisations, persons, licences, marks, animals and what is used on them.
//!
//! Each code has one function that examines a text and reports layer by layer: outer form, check characters,
//! pieces whose meaning is known or not, spelling. Real codes break checks and name regions that no table has,
//! so what is wrong, what is doubtful and what is merely unknown stay apart.

mod animal;
mod check;
mod food;
mod mark;
mod organisation;
mod resident;
mod unpublished;

pub use animal::{ear_tag, vet_drug_code};
pub use food::food_production_licence;
pub use mark::{
    agricultural_gi, gi_mark, green_food_enterprise, green_food_product, organic_certificate,
    organic_mark_code,
};
pub use organisation::{organisation_code, unified_social_credit_code};
pub use resident::{hide_residents, mask_residents, resident_id};
pub use unpublished::{
    pesticide_registration, pesticide_unit_code, product_trace_code, production_place_code,
    quarantine_certificate,
};

use super::{region, report::Examination};
use crate::base::date::Date;

/// Says what the dated table knows about six digits of region.
fn judge_region(examination: &mut Examination<'_>, digits: &str) {
    match region::standing(digits) {
        region::Standing::Current => {}
        region::Standing::Former => examination.note("region-former", digits),
        region::Standing::Unknown => examination.note("region-unknown", digits),
    }
}

/// The day of 8 digits `YYYYMMDD`.
pub(super) fn date_of(digits: &str) -> Option<Date> {
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}
