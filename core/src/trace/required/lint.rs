//! Whether a set makes sense.

use super::{Checked, Element, RequiredSet, Where};
use crate::{
    base::{
        finding::{Finding, Severity},
        limits::PRODUCT_NAMES,
        text::shown,
    },
    trace::{
        cbv::Family,
        gaps::{known_acts, known_steps},
        vocabulary::{self, Visibility},
    },
};
use alloc::{collections::BTreeSet, format, string::String, vec::Vec};

/// Different lists of acts in [`Where::Record`] of one set, at most.
const MOST_OTHERS: usize = 4;
/// Bytes of an id, and of a text.
const ID_BYTES: usize = 64;
const TEXT_BYTES: usize = 1024;

/// What is wrong with a set; places are pointers into it.
///
/// Errors: `id-letters`, `id-repeated`, `name-missing`, `text-empty`, `text-too-long`, `sources-missing`,
/// `elements-missing`, `force-contradicts`, `where-missing`, `unknown-act`, `unknown-farm-field`, `unknown-word`,
/// `personal-field` (asked for in clear), `not-personal`, `pointer-form`, `of-everything` (an element of no event in
/// particular), `too-many`. Warnings: `where-unused`, of an element whose content is unknown; `complete-unused`.
#[must_use]
pub fn lint_set(set: &RequiredSet) -> Vec<Finding> {
    let mut found = Found(Vec::new());
    let dotted = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
    if set.id.is_empty() || set.id.len() > ID_BYTES || !set.id.bytes().all(dotted) {
        found.error("id-letters", "/id".into(), &set.id);
    }
    found.text(&set.version, "/version");
    found.names(&set.names, "/names");
    if set.sources.is_empty() {
        found.error("sources-missing", "/sources".into(), "");
    }
    for (at, source) in set.sources.iter().enumerate() {
        found.text(&source.title, &format!("/sources/{at}/title"));
    }
    for (at, line) in set.unknown.iter().enumerate() {
        found.text(line, &format!("/unknown/{at}"));
    }
    if set.from.zip(set.until).is_some_and(|(from, until)| until < from) {
        found.error("force-contradicts", "/until".into(), "");
    }
    if set.elements.is_empty() {
        found.error("elements-missing", "/elements".into(), "");
    }
    let mut ids = BTreeSet::new();
    let mut others: BTreeSet<&[String]> = BTreeSet::new();
    for (at, element) in set.elements.iter().enumerate() {
        let place = format!("/elements/{at}");
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if element.id.is_empty() || element.id.len() > ID_BYTES || !element.id.bytes().all(plain) {
            found.error("id-letters", format!("{place}/id"), &element.id);
        }
        if !ids.insert(&element.id) {
            found.error("id-repeated", format!("{place}/id"), &element.id);
        }
        found.element(element, &place);
        for (number, other) in element.places.iter().enumerate() {
            if let Where::Record(other) = other
                && others.insert(&other.acts)
                && others.len() > MOST_OTHERS
            {
                found.error("too-many", format!("{place}/where/{number}"), "");
            }
        }
    }
    found.0
}

struct Found(Vec<Finding>);

impl Found {
    fn error(&mut self, code: &'static str, at: String, found: &str) {
        self.0.push(Finding::new(Severity::Error, code).at(at).found(shown(found)));
    }

    fn warning(&mut self, code: &'static str, at: String) {
        self.0.push(Finding::new(Severity::Warning, code).at(at));
    }

    fn text(&mut self, text: &str, at: &str) {
        if text.trim().is_empty() {
            self.error("text-empty", at.into(), "");
        } else if text.len() > TEXT_BYTES {
            self.error("text-too-long", at.into(), text);
        }
    }

    fn names<K: core::fmt::Display>(&mut self, names: &alloc::collections::BTreeMap<K, String>, at: &str) {
        if names.is_empty() {
            self.error("name-missing", at.into(), "");
        }
        if names.len() > PRODUCT_NAMES {
            self.error("too-many", at.into(), "");
        }
        for (language, name) in names.iter().take(PRODUCT_NAMES) {
            self.text(name, &format!("{at}/{language}"));
        }
    }

    fn element(&mut self, element: &Element, place: &str) {
        self.names(&element.names, &format!("{place}/names"));
        self.text(&element.clause, &format!("{place}/clause"));
        known_acts(&element.of.acts, &format!("{place}/of/acts"), &mut self.0);
        known_acts(&element.complete, &format!("{place}/complete"), &mut self.0);
        let cbv: Vec<String> =
            element.of.biz_steps.iter().filter(|step| !step.contains(':')).cloned().collect();
        known_steps(&cbv, &format!("{place}/of/biz_steps"), &mut self.0);
        let unknown = element.checked == Checked::Unknown;
        if element.of.is_empty() && !unknown {
            self.error("of-everything", format!("{place}/of"), &element.id);
        }
        if element.places.is_empty() != unknown {
            match unknown {
                true => self.warning("where-unused", format!("{place}/where")),
                false => self.error("where-missing", format!("{place}/where"), &element.id),
            }
        }
        if !element.complete.is_empty() && element.none != super::WithoutEvent::Unknown {
            self.warning("complete-unused", format!("{place}/complete"));
        }
        for (at, other) in element.places.iter().enumerate() {
            self.place(other, &format!("{place}/where/{at}"));
        }
    }

    fn place(&mut self, place: &Where, at: &str) {
        let word = |family: Family, word: &str| word == "any" || family.knows(word);
        match place {
            Where::Member(pointer) => {
                if !pointer.starts_with('/') || pointer.len() > ID_BYTES {
                    self.error("pointer-form", at.into(), pointer);
                }
            }
            Where::Farm(name) | Where::Personal(name) => {
                let field = vocabulary::field(name).filter(|field| field.name == name);
                let personal = matches!(place, Where::Personal(_));
                match field.map(|field| field.visibility) {
                    None => self.error("unknown-farm-field", at.into(), name),
                    Some(Visibility::Personal) if !personal => self.error("personal-field", at.into(), name),
                    Some(Visibility::Shown) if personal => self.error("not-personal", at.into(), name),
                    Some(_) => {}
                }
            }
            Where::Ilmd(name) | Where::Extension(name) => {
                self.text(name, at);
                if name.contains(['#', ':', '/']) {
                    self.error("id-letters", at.into(), name);
                }
            }
            Where::Source(kind) | Where::Destination(kind) => {
                if !word(Family::SourceDestinationType, kind) {
                    self.error("unknown-word", at.into(), kind);
                }
            }
            Where::Transaction(kind) => {
                if !word(Family::BizTransactionType, kind) {
                    self.error("unknown-word", at.into(), kind);
                }
            }
            Where::Sensor(kind) => {
                if !Family::MeasurementType.knows(kind) {
                    self.error("unknown-word", at.into(), kind);
                }
            }
            Where::Master(master) => {
                if master.has.is_empty() || master.has.iter().any(|name| name.trim().is_empty()) {
                    self.error("text-empty", format!("{at}/master/has"), "");
                }
            }
            Where::Record(other) => {
                known_acts(&other.acts, &format!("{at}/record/acts"), &mut self.0);
                if other.acts.is_empty() {
                    self.error("text-empty", format!("{at}/record/acts"), "");
                }
            }
            Where::Things(_) | Where::Lot(_) | Where::Amount(_) | Where::Plot(_) => {}
        }
    }
}
