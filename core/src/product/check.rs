//! Whether a product's parts make a whole.

use super::Product;
use crate::{
    base::{
        amount::Amount,
        finding::{Finding, Severity},
        limits::{NAME_BYTES, PRODUCT_NAMES, PRODUCT_PACKS},
        text::shown,
    },
    id::{gs1::Gtin, local},
};
use alloc::{
    collections::BTreeSet,
    format,
    string::{String, ToString as _},
    vec::Vec,
};

impl Product {
    /// What is wrong with it, what is doubtful, and what is worth knowing; nothing of severity error if it is sound.
    #[must_use]
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        self.check_names(&mut findings);
        self.check_ids(&mut findings);
        self.check_standard(&mut findings);
        self.check_shelf_life(&mut findings);
        self.check_packs(&mut findings);
        findings
    }

    /// Its ids in canonical spelling: GTINs of 14 digits, all else as it is.
    #[must_use]
    pub fn canonical_ids(&self) -> Vec<String> {
        let canonical = |id: &String| id.parse::<Gtin>().map_or_else(|_| id.clone(), |gtin| gtin.to_string());
        self.ids.iter().map(canonical).collect()
    }

    fn check_names(&self, findings: &mut Vec<Finding>) {
        if self.names.is_empty() {
            findings.push(Finding::new(Severity::Error, "name-missing").at("/names"));
        }
        if self.names.len() > PRODUCT_NAMES {
            findings.push(Finding::new(Severity::Error, "too-many").at("/names"));
        }
        for (language, name) in self.names.iter().take(PRODUCT_NAMES) {
            check_text(name, &format!("/names/{language}"), findings);
        }
    }

    fn check_ids(&self, findings: &mut Vec<Finding>) {
        if self.ids.is_empty() {
            findings.push(Finding::new(Severity::Note, "id-missing").at("/ids"));
        }
        if self.ids.len() > PRODUCT_NAMES {
            findings.push(Finding::new(Severity::Error, "too-many").at("/ids"));
        }
        let mut seen = BTreeSet::new();
        for (at, (id, canonical)) in self.ids.iter().zip(self.canonical_ids()).enumerate().take(PRODUCT_NAMES)
        {
            let place = format!("/ids/{at}");
            if let Some(code) = id_fault(id) {
                findings.push(Finding::new(Severity::Error, code).at(place.clone()).found(shown(id)));
            }
            if !seen.insert(canonical) {
                findings.push(Finding::new(Severity::Error, "id-repeated").at(place).found(shown(id)));
            }
        }
    }

    fn check_standard(&self, findings: &mut Vec<Finding>) {
        if let Some(category) = &self.category {
            check_text(&category.scheme, "/category/scheme", findings);
            check_text(&category.code, "/category/code", findings);
        }
        let Some(standard) = &self.standard else { return };
        check_text(&standard.code, "/standard/code", findings);
        if let Some(grade) = &standard.grade {
            check_text(grade, "/standard/grade", findings);
        }
        // A standard without its year is another one after each revision.
        let year = standard.code.rsplit(['-', '—']).next().unwrap_or_default();
        if !(year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit())) {
            let finding = Finding::new(Severity::Warning, "standard-undated").at("/standard/code");
            findings.push(finding.found(shown(&standard.code)));
        }
    }

    fn check_shelf_life(&self, findings: &mut Vec<Finding>) {
        let Some(life) = self.shelf_life else {
            findings.push(Finding::new(Severity::Note, "shelf-life-missing").at("/shelf_life"));
            return;
        };
        let days = life.period.days() + 28 * life.period.months() - i64::from(life.first_day_counts);
        if days < 0 {
            let finding = Finding::new(Severity::Error, "shelf-life-not-positive").at("/shelf_life/period");
            findings.push(finding.found(life.period.to_string()));
        }
    }

    fn check_packs(&self, findings: &mut Vec<Finding>) {
        if self.unit.is_some_and(|unit| unit.known().is_none()) {
            let finding = Finding::new(Severity::Warning, "unit-without-conversion").at("/unit");
            findings.push(finding.found(self.unit.map(|unit| unit.to_string()).unwrap_or_default()));
        }
        if self.packs.len() > PRODUCT_PACKS {
            findings.push(Finding::new(Severity::Error, "too-many").at("/packs"));
        }
        for (at, pack) in self.packs.iter().enumerate().take(PRODUCT_PACKS) {
            let place = |member: &str| format!("/packs/{at}/{member}");
            if pack.content.quantities().any(|quantity| quantity.value.is_zero()) {
                findings.push(Finding::new(Severity::Error, "pack-empty").at(place("content")));
            }
            if pack.tare.is_some_and(|tare| Amount::new(&[tare]).is_err()) {
                findings.push(Finding::new(Severity::Error, "tare-unsound").at(place("tare")));
            }
            let unit = self.unit.and_then(|unit| unit.dimension());
            if unit.is_some_and(|dimension| pack.content.of(dimension).is_none()) {
                findings.push(Finding::new(Severity::Warning, "pack-in-other-unit").at(place("content")));
            }
            if self.packs.iter().take(at).any(|earlier| earlier == pack) {
                findings.push(Finding::new(Severity::Warning, "pack-repeated").at(format!("/packs/{at}")));
            }
        }
    }
}

/// Text that is empty, too long, or holds what cannot be printed on a label.
pub(super) fn check_text(text: &str, place: &str, findings: &mut Vec<Finding>) {
    let code = if text.trim().is_empty() {
        "text-empty"
    } else if text.len() > NAME_BYTES {
        "text-too-long"
    } else if text.trim() != text || text.chars().any(char::is_control) {
        "text-unclean"
    } else {
        return;
    };
    findings.push(Finding::new(Severity::Error, code).at(place).found(shown(text)));
}

/// What is wrong with an id.
fn id_fault(id: &str) -> Option<&'static str> {
    if id.len() > NAME_BYTES {
        return Some("text-too-long");
    }
    if !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()) {
        return id.parse::<Gtin>().is_err().then_some("gtin-unsound");
    }
    let uri = id.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
            && !rest.is_empty()
            && rest.bytes().all(|b| b.is_ascii_graphic())
    });
    let local = id.split_once('/').is_some_and(|(issuer, product)| {
        issuer.parse::<local::IssuerId>().is_ok() && local::Part::from_escaped(product).is_ok()
    });
    (!uri && !local).then_some("id-form")
}
