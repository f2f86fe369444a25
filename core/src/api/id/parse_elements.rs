//! `parse_elements`: the elements of what a symbol carries or a person writes.

use super::gs1::{Written, element_fault, gtin_fault, link_fault, scan_fault};
use crate::{
    api::{Fault, Operation, operation::operation},
    base::limits,
    id::{
        gs1::{
            Ai, Carried, Element, Gtin, Symbology, parse_bracketed, parse_element_string,
            parse_human_readable, read_scan,
        },
        link::{Link, Options},
    },
};
use alloc::{
    borrow::Cow,
    string::{String, ToString as _},
    vec,
    vec::Vec,
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "parse_elements",
    "reads GS1 elements from an element string, brackets, scan data or a retail code",
    limits::PHONE_BYTES,
    Request,
    Answer,
    parse
);

/// How the elements are written.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Form {
    /// FNC1 (`^` or the group separator), then application identifiers and values.
    ElementString,
    /// Application identifiers in brackets, brackets in values as `\(`.
    Bracketed,
    /// The same with white space around.
    HumanReadable,
    /// A symbology identifier (ISO/IEC 15424), then what the scanner transmits.
    Scan,
    /// The digits of an EAN, UPC-A or ITF-14 code.
    Digits,
    /// The eight digits of a UPC-E code, as they stand under it.
    UpcE,
    /// A Digital Link URI.
    DigitalLink,
}

/// A text that carries elements.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The text.
    text: String,
    /// How it is written; without it, its first characters decide.
    form: Option<Form>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// How the text was read.
    form: Form,
    /// The symbology of scan data.
    #[serde(skip_serializing_if = "Option::is_none")]
    symbology: Option<&'static str>,
    /// Text in a symbol that carries no elements.
    #[serde(skip_serializing_if = "Option::is_none")]
    plain: Option<String>,
    /// The elements in every form.
    #[serde(flatten)]
    written: Written,
}

fn form_of(text: &str) -> Form {
    match text.trim_start().as_bytes() {
        [b']', ..] => Form::Scan,
        [b'(', ..] => Form::HumanReadable,
        [b'0'..=b'9', ..] => Form::Digits,
        [b'h' | b'H', ..] => Form::DigitalLink,
        _ => Form::ElementString,
    }
}

const fn symbology_name(symbology: Symbology) -> &'static str {
    match symbology {
        Symbology::Ean13 => "ean-13",
        Symbology::Ean8 => "ean-8",
        Symbology::UpcA => "upc-a",
        Symbology::UpcE => "upc-e",
        Symbology::Itf14 => "itf-14",
        Symbology::Gs1128 => "gs1-128",
        Symbology::DataBarExpanded => "databar-expanded",
        Symbology::DataBarOmni => "databar",
        Symbology::DataBarLimited => "databar-limited",
        Symbology::Qr => "qr",
        Symbology::DataMatrix => "data-matrix",
        Symbology::DotCode => "dotcode",
    }
}

/// The element that a GTIN is.
fn item(gtin: Gtin) -> Vec<Element<'static>> {
    Ai::of(b"01").map(|ai| Element { ai, value: Cow::Owned(gtin.to_string()) }).into_iter().collect()
}

fn parse(request: Request) -> Result<Answer, Fault> {
    let text = request.text.as_str();
    let form = request.form.unwrap_or_else(|| form_of(text));
    let mut symbology = None;
    let mut plain = None;
    let elements = match form {
        Form::ElementString => parse_element_string(text).map_err(|error| element_fault(&error, "/text"))?,
        Form::Bracketed => parse_bracketed(text).map_err(|error| element_fault(&error, "/text"))?,
        Form::HumanReadable => parse_human_readable(text).map_err(|error| element_fault(&error, "/text"))?,
        Form::Digits => item(text.trim().parse().map_err(|error| gtin_fault(&error, "/text"))?),
        Form::UpcE => item(Gtin::from_upc_e(text.trim()).map_err(|error| gtin_fault(&error, "/text"))?),
        Form::DigitalLink => {
            let link = Link::parse(text, Options::STRICT).map_err(|error| link_fault(&error, "/text"))?;
            link.elements().to_vec()
        }
        Form::Scan => {
            let scan = read_scan(text).map_err(|error| scan_fault(&error, "/text"))?;
            symbology = Some(symbology_name(scan.symbology));
            match scan.carried {
                Carried::Elements(elements) => elements,
                Carried::Item { gtin, composite, .. } => {
                    let mut elements = item(gtin);
                    elements.extend(composite);
                    elements
                }
                Carried::Link(link) => link.elements().to_vec(),
                Carried::Text(text) => {
                    plain = Some(text.to_string());
                    vec![]
                }
            }
        }
    };
    Ok(Answer { form, symbology, plain, written: Written::new(&elements) })
}
