//! What the operations on GS1 keys share: elements in and out, and the codes of their faults.

use crate::{
    api::{Code, Fault},
    base::finding::{Finding, Severity},
    id::{
        epc::EpcError,
        gs1::{
            Ai, CARET, Element, ElementError, GROUP_SEPARATOR, GtinError, Lgtin, MAX_ELEMENTS, ScanError,
            ValueError, check_associations, write_bracketed, write_element_string, write_human_readable,
        },
        link::{self, LinkError},
    },
};
use alloc::{
    borrow::Cow,
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use serde::{Deserialize, Serialize};

/// One element of a request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Given {
    /// The application identifier: two to four digits.
    ai: String,
    /// Its value, without any escape.
    value: String,
}

/// One element of an answer.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Shown {
    /// The application identifier.
    ai: Ai,
    /// Its data title in the GS1 General Specifications.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'static str>,
    /// Its value, without any escape.
    value: String,
}

impl From<&Element<'_>> for Shown {
    fn from(element: &Element<'_>) -> Self {
        Self { ai: element.ai, title: element.ai.title(), value: element.value.clone().into_owned() }
    }
}

/// Elements in all the ways in which they are written.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Written {
    /// The elements, in order.
    elements: Vec<Shown>,
    /// The element string, with `^` for FNC1.
    element_string: String,
    /// What a symbol carries after its first FNC1, with the group separator for the others.
    transmitted: String,
    /// Application identifiers in brackets; brackets in values as `\(`.
    bracketed: String,
    /// The same as it is printed under a symbol.
    human_readable: String,
    /// The canonical Digital Link, where the elements make one.
    #[serde(skip_serializing_if = "Option::is_none")]
    digital_link: Option<String>,
    /// The GTIN of the elements, 14 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    gtin: Option<String>,
    /// The name of the lot, where GTIN and lot are there: the path of its label.
    #[serde(skip_serializing_if = "Option::is_none")]
    lot: Option<String>,
    /// Whether no finding is an error.
    valid: bool,
    /// What does not go together, at `/elements/INDEX`.
    findings: Vec<Finding>,
}

impl Written {
    pub(super) fn new(elements: &[Element<'_>]) -> Self {
        let find = |ai: &str| {
            elements.iter().find(|element| element.ai.as_str() == ai).map(|element| &*element.value)
        };
        let gtin = find("01").map(String::from);
        let lot = || Lgtin::new(find("01")?.parse().ok()?, find("10")?).ok();
        let findings: Vec<_> = check_associations(elements)
            .into_iter()
            .map(|mut finding| {
                finding.at.insert_str(0, "/elements");
                finding
            })
            .collect();
        Self {
            elements: elements.iter().map(Shown::from).collect(),
            element_string: write_element_string(elements, CARET),
            transmitted: write_element_string(elements, GROUP_SEPARATOR)
                .strip_prefix(GROUP_SEPARATOR)
                .map(String::from)
                .unwrap_or_default(),
            bracketed: write_bracketed(elements),
            human_readable: write_human_readable(elements),
            digital_link: link::build(elements, link::CANONICAL_STEM).ok(),
            gtin,
            lot: lot().map(|lot| lot.to_string()),
            valid: findings.iter().all(|finding| finding.severity < Severity::Error),
            findings,
        }
    }
}

/// The elements of a request, each checked against its AI.
pub(super) fn checked(given: &[Given]) -> Result<Vec<Element<'_>>, Fault> {
    if given.is_empty() {
        return Err(Fault::new(Code::NotElements, "/elements", "there are none"));
    }
    if given.len() > MAX_ELEMENTS {
        return Err(Fault::new(
            Code::TooManyElements,
            "/elements",
            format!("{}, at most {MAX_ELEMENTS}", given.len()),
        ));
    }
    let mut elements = Vec::with_capacity(given.len());
    for (at, element) in given.iter().enumerate() {
        let ai = known_ai(&element.ai, &format!("/elements/{at}/ai"))?;
        ai.check(&element.value).map_err(|why| value_fault(&why, &format!("/elements/{at}/value")))?;
        elements.push(Element { ai, value: Cow::Borrowed(element.value.as_str()) });
    }
    Ok(elements)
}

/// The AI of a request that the dictionary knows.
pub(super) fn known_ai(text: &str, at: &str) -> Result<Ai, Fault> {
    let shown = || Fault::new(Code::UnknownAi, at, format!("`{}`", crate::base::text::shown(text)));
    text.parse::<Ai>().ok().filter(|ai| ai.is_known()).ok_or_else(shown)
}

fn value_code(why: &ValueError) -> Code {
    match why {
        ValueError::UnknownAi { .. } => Code::UnknownAi,
        ValueError::TooShort { .. } | ValueError::TooLong { .. } | ValueError::Content { .. } => {
            Code::InvalidAiValue
        }
    }
}

pub(super) fn value_fault(why: &ValueError, at: &str) -> Fault {
    Fault::new(value_code(why), at, why.to_string())
}

fn element_code(error: &ElementError) -> Code {
    match error {
        ElementError::Empty | ElementError::NoFnc1 | ElementError::NoBracket { .. } => Code::NotElements,
        ElementError::UnknownAi { .. } => Code::UnknownAi,
        ElementError::Value { why, .. } => value_code(why),
        ElementError::TooMany => Code::TooManyElements,
    }
}

pub(super) fn element_fault(error: &ElementError, at: &str) -> Fault {
    Fault::new(element_code(error), at, error.to_string())
}

fn gtin_code(error: &GtinError) -> Code {
    match error {
        GtinError::Length { .. } | GtinError::NotADigit { .. } | GtinError::CheckDigit { .. } => {
            Code::InvalidKey
        }
    }
}

pub(super) fn gtin_fault(error: &GtinError, at: &str) -> Fault {
    Fault::new(gtin_code(error), at, error.to_string())
}

pub(super) fn scan_fault(error: &ScanError, at: &str) -> Fault {
    let code = match error {
        ScanError::NoIdentifier | ScanError::Symbology { .. } | ScanError::Message => Code::NotAScan,
        ScanError::Caret { .. } => Code::NotElements,
        ScanError::Item(error) => gtin_code(error),
        ScanError::Elements(error) => element_code(error),
        ScanError::Link(error) => link_code(error),
    };
    Fault::new(code, at, error.to_string())
}

fn link_code(error: &LinkError) -> Code {
    match error {
        LinkError::Scheme
        | LinkError::Character { .. }
        | LinkError::Escape { .. }
        | LinkError::Host
        | LinkError::NoKey
        | LinkError::NoValue { .. }
        | LinkError::NotText { .. } => Code::NotADigitalLink,
        LinkError::Compressed => Code::CompressedDigitalLink,
        LinkError::Value(why) => value_code(why),
        LinkError::UnknownAi { .. } => Code::UnknownAi,
        LinkError::Sequence { .. }
        | LinkError::NotAnAttribute { .. }
        | LinkError::BelongsInPath { .. }
        | LinkError::Repeated { .. } => Code::DigitalLinkStructure,
        LinkError::TooMany => Code::TooManyElements,
    }
}

pub(super) fn link_fault(error: &LinkError, at: &str) -> Fault {
    Fault::new(link_code(error), at, error.to_string())
}

pub(super) fn epc_fault(error: &EpcError, at: &str) -> Fault {
    let code = match error {
        EpcError::NotAnEpc
        | EpcError::Scheme { .. }
        | EpcError::Missing { .. }
        | EpcError::ReferenceLength { .. }
        | EpcError::Character { .. }
        | EpcError::TailLength { .. }
        | EpcError::Pieces { .. }
        | EpcError::LeadingZero => Code::NotAnEpc,
        EpcError::NoKey { .. } | EpcError::Parts { .. } => Code::NoEpc,
        EpcError::Prefix { .. } => Code::CompanyPrefix,
        EpcError::Key { .. } => Code::InvalidKey,
    };
    Fault::new(code, at, error.to_string())
}
