//! Any scheme, one call.

use super::{china, other, region, report::Report, scheme::Scheme, uri};
use crate::base::date::Date;

/// Examines a text as an identifier of one scheme; `as_of` judges dates "in the future".
///
/// ```
/// use terroir::id::{Scheme, Status, examine};
///
/// assert_eq!(examine(Scheme::EarTag, "136082700012345", None).key("species"), Some("pig"));
/// assert_eq!(examine(Scheme::QuarantineCertificate, "3301234567", None).status, Status::Unverified);
/// ```
#[must_use]
pub fn examine(scheme: Scheme, text: &str, as_of: Option<Date>) -> Report {
    match scheme {
        Scheme::UnifiedSocialCreditCode => china::unified_social_credit_code(text),
        Scheme::OrganisationCode => china::organisation_code(text),
        Scheme::ResidentId => china::resident_id(text, as_of),
        Scheme::Region => region::region(text),
        Scheme::FoodProductionLicence => china::food_production_licence(text),
        Scheme::OrganicMarkCode => china::organic_mark_code(text, as_of),
        Scheme::OrganicCertificate => china::organic_certificate(text, as_of),
        Scheme::GreenFoodProduct => china::green_food_product(text, as_of),
        Scheme::GreenFoodEnterprise => china::green_food_enterprise(text, as_of),
        Scheme::GiMark => china::gi_mark(text),
        Scheme::AgriculturalGi => china::agricultural_gi(text),
        Scheme::VetDrugCode => china::vet_drug_code(text, as_of),
        Scheme::EarTag => china::ear_tag(text),
        Scheme::PesticideRegistration => china::pesticide_registration(text),
        Scheme::PesticideUnitCode => china::pesticide_unit_code(text),
        Scheme::QuarantineCertificate => china::quarantine_certificate(text),
        Scheme::ProductionPlaceCode => china::production_place_code(text),
        Scheme::ProductTraceCode => china::product_trace_code(text),
        Scheme::Ggn => other::ggn(text),
        Scheme::EuControlBody => other::eu_control_body(text),
        Scheme::Gtin => other::gtin(text),
        Scheme::Gln => other::gln(text),
        Scheme::Sscc => other::sscc(text),
        Scheme::Lot => other::lot(text),
        Scheme::Journey => other::journey(text),
        Scheme::Urn => uri::urn(text),
        Scheme::Uri => uri::uri(text),
    }
}
