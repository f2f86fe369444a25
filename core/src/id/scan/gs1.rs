//! Elements, Digital Links and EPC URNs.

use super::{Kind, Reading};
use crate::{
    base::finding::{Finding, Severity},
    id::{
        epc::Epc,
        gs1::{
            Carried, Element, GROUP_SEPARATOR, ScanError, check_associations, parse_bracketed,
            parse_element_string, parse_human_readable, read_scan, write_bracketed,
        },
        link::{CANONICAL_STEM, Link, LinkError, Options, build},
        local::{LotName, Part},
    },
};
use alloc::{
    boxed::Box,
    format,
    string::{String, ToString},
    vec::Vec,
};

/// What a text with a symbology prefix is.
pub(super) enum Symbol<'t> {
    /// GS1 data, right or wrong.
    Read(Box<Reading>),
    /// Another text, in a symbol that carries any.
    Text(&'t str),
    /// A symbology that carries no GS1 data.
    Unknown(&'t str),
    /// No symbology prefix.
    None,
}

pub(super) fn symbol(text: &str) -> Symbol<'_> {
    let scanned = match read_scan(text) {
        Ok(scan) => scan,
        Err(ScanError::NoIdentifier) => return Symbol::None,
        Err(ScanError::Symbology { .. }) => return text.get(3..).map_or(Symbol::None, Symbol::Unknown),
        // The address is read again without the prefix, and its faults are found there.
        Err(ScanError::Link(_)) => return text.get(3..).map_or(Symbol::None, Symbol::Text),
        Err(error) => {
            return Symbol::Read(Box::new(wrong(Kind::ElementString, "elements-malformed", &error)));
        }
    };
    match scanned.carried {
        Carried::Elements(elements) => Symbol::Read(Box::new(of_elements(elements))),
        Carried::Item { gtin, composite, .. } => {
            let bracketed = format!("(01){gtin}");
            let Ok(mut elements) = parse_bracketed(&bracketed) else { return Symbol::None };
            elements.extend(composite);
            Symbol::Read(Box::new(of_elements(elements)))
        }
        Carried::Link(_) => text.get(3..).map_or(Symbol::None, Symbol::Text),
        Carried::Text(inner) => Symbol::Text(inner),
    }
}

fn wrong(kind: Kind, code: &'static str, error: &impl ToString) -> Reading {
    Reading::new(kind, "").with(Severity::Error, code, error.to_string())
}

/// Elements in brackets, after FNC1, or with the group separator between them.
pub(super) fn elements(text: &str) -> Option<Reading> {
    if text.starts_with('(') && text.get(1..3)?.bytes().all(|b| b.is_ascii_digit()) {
        let spaced = parse_bracketed(text).is_err();
        return Some(match parse_human_readable(text) {
            Ok(elements) if spaced => of_elements(elements).with(Severity::Warning, "spelling-cleaned", ""),
            Ok(elements) => of_elements(elements),
            Err(error) => wrong(Kind::ElementString, "elements-malformed", &error),
        });
    }
    if text.starts_with([GROUP_SEPARATOR, '^']) {
        return Some(match parse_element_string(text) {
            Ok(elements) => of_elements(elements),
            Err(error) => wrong(Kind::ElementString, "elements-malformed", &error),
        });
    }
    // Many scanners leave the first FNC1 out.
    let separated = text.contains(GROUP_SEPARATOR);
    let keyed = ["00", "01", "02"].iter().any(|ai| text.starts_with(ai)) && text.len() >= 16;
    if text.starts_with(|c: char| c.is_ascii_digit()) && (separated || keyed) {
        let restored = format!("{GROUP_SEPARATOR}{text}");
        match parse_element_string(&restored) {
            Ok(elements) => return Some(of_elements(elements).with(Severity::Note, "fnc1-missing", "")),
            Err(error) if separated => return Some(wrong(Kind::ElementString, "elements-malformed", &error)),
            Err(_) => {}
        }
    }
    None
}

fn of_elements(elements: Vec<Element<'_>>) -> Reading {
    let canonical = build(&elements, CANONICAL_STEM)
        .ok()
        .and_then(|link| Link::parse(&link, Options::STRICT).map(|link| link.canonical()).ok())
        .unwrap_or_else(|| write_bracketed(&elements));
    described(Kind::ElementString, canonical, &elements)
}

/// Keys, lot and associations of elements.
fn described(kind: Kind, canonical: String, elements: &[Element<'_>]) -> Reading {
    let mut reading = Reading::new(kind, canonical);
    for element in elements {
        reading = reading.key(element.ai.as_str().to_string(), element.value.as_ref());
    }
    reading.lot = lot_of(&reading);
    for finding in check_associations(elements) {
        // A code that lacks a companion is still readable.
        reading.findings.push(Finding { severity: Severity::Warning, ..finding });
    }
    reading
}

/// The lot that a GTIN and a batch number name.
fn lot_of(reading: &Reading) -> Option<LotName> {
    let lot: Part = reading.value("10")?.parse().ok()?;
    LotName::gs1(reading.value("01")?, &lot).ok()
}

/// The Digital Link that an address is, or tries to be.
pub(super) fn link(address: &str) -> Option<Reading> {
    match Link::parse(address, Options::STRICT) {
        Ok(link) => return Some(described(Kind::DigitalLink, link.canonical(), link.elements())),
        Err(LinkError::Compressed) => {
            let reading = Reading::new(Kind::DigitalLink, address);
            return Some(Reading { status: crate::id::Status::Unverified, ..reading }.with(
                Severity::Warning,
                "digital-link-compressed",
                "",
            ));
        }
        Err(_) => {}
    }
    match Link::parse(address, Options::TOLERANT) {
        Ok(link) => {
            let reading = described(Kind::DigitalLink, link.canonical(), link.elements());
            Some(reading.with(Severity::Warning, "digital-link-old-form", ""))
        }
        Err(LinkError::NoKey | LinkError::Scheme | LinkError::Host) => None,
        Err(error) => {
            let reading = wrong(Kind::DigitalLink, "digital-link-malformed", &error);
            Some(Reading { canonical: address.into(), ..reading })
        }
    }
}

/// An EPC URN.
pub(super) fn epc(text: &str) -> Option<Reading> {
    let head = text.get(..8)?;
    if !head.eq_ignore_ascii_case("urn:epc:") {
        return None;
    }
    Some(match text.parse::<Epc>() {
        Ok(epc) => {
            let mut reading = Reading::new(Kind::Epc, epc.to_link()).key(epc.scheme().key(), epc.key());
            if let Some((ai, value)) = epc.qualifier() {
                reading = reading.key(ai, value);
            }
            let mut reading = reading.key("company-prefix", epc.company_prefix()).key("urn", epc.to_string());
            reading.lot = lot_of(&reading);
            reading
        }
        Err(error) => wrong(Kind::Epc, "epc-malformed", &error),
    })
}
