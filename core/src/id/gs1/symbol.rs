//! What a scanner transmits: a symbology identifier (ISO/IEC 15424), then data.
//!
//! ```
//! use terroir::id::gs1::{Carried, read_scan};
//!
//! let scan = read_scan("]C10106901234567892\u{1d}10A7")?;
//! let Carried::Elements(elements) = &scan.carried else { panic!() };
//! assert_eq!(elements[1].value, "A7");
//! assert_eq!(scan.message(), "^0106901234567892^10A7");
//! # Ok::<(), terroir::id::gs1::ScanError>(())
//! ```

use super::{
    digits::{Gtin, GtinError},
    element::{Element, ElementError, GROUP_SEPARATOR, extract, parse_element_string},
};
use crate::id::link::{Link, LinkError, Options, is_link};
use alloc::{string::String, vec::Vec};

/// A symbology, as far as GS1 data is carried in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Symbology {
    /// EAN-13.
    Ean13,
    /// EAN-8.
    Ean8,
    /// UPC-A.
    UpcA,
    /// UPC-E, its data expanded to twelve digits.
    UpcE,
    /// ITF-14.
    Itf14,
    /// GS1-128, with any composite component.
    Gs1128,
    /// GS1 DataBar Expanded, and whatever else is read like it.
    DataBarExpanded,
    /// GS1 DataBar Omnidirectional, Truncated, Stacked and Stacked Omnidirectional.
    DataBarOmni,
    /// GS1 DataBar Limited.
    DataBarLimited,
    /// QR Code.
    Qr,
    /// Data Matrix.
    DataMatrix,
    /// DotCode.
    DotCode,
}

impl Symbology {
    /// Digits of a symbol that carries nothing but a GTIN, and the zeros that make them a scan.
    fn digits(self) -> Option<(usize, &'static str)> {
        match self {
            Self::Ean13 => Some((13, "")),
            Self::Ean8 => Some((8, "")),
            Self::UpcA | Self::UpcE => Some((12, "0")),
            Self::Itf14 | Self::DataBarOmni | Self::DataBarLimited => Some((14, "")),
            Self::Gs1128 | Self::DataBarExpanded | Self::Qr | Self::DataMatrix | Self::DotCode => None,
        }
    }
}

/// What a symbol carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carried<'t> {
    /// Elements.
    Elements(Vec<Element<'t>>),
    /// A GTIN in a retail symbol, with the elements of a composite component, if there is one.
    Item {
        /// The item.
        gtin: Gtin,
        /// The digits as scanned.
        digits: &'t str,
        /// The elements of the composite component.
        composite: Vec<Element<'t>>,
    },
    /// A Digital Link.
    Link(Link<'t>),
    /// Any other text.
    Text(&'t str),
}

/// A scan, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan<'t> {
    /// The symbology.
    pub symbology: Symbology,
    /// What it carries.
    pub carried: Carried<'t>,
    /// What was scanned, without symbology identifier.
    data: &'t str,
}

/// Why scan data is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScanError {
    /// It does not begin with a symbology identifier.
    #[error("does not begin with a symbology identifier")]
    NoIdentifier,
    /// The symbology is not one that carries GS1 data.
    #[error("symbology `{found}` is not supported")]
    Symbology {
        /// The identifier.
        found: String,
    },
    /// The digits of a retail symbol are not right.
    #[error("retail symbol: {0}")]
    Item(GtinError),
    /// A caret stands in scanned elements.
    #[error("`^` at position {at}: a scanner transmits FNC1 as the group separator")]
    Caret {
        /// Where.
        at: usize,
    },
    /// Elements do not parse.
    #[error("{0}")]
    Elements(ElementError),
    /// A Digital Link does not parse.
    #[error("{0}")]
    Link(LinkError),
    /// The symbology does not carry this message.
    #[error("symbology does not carry this message")]
    Message,
}

/// What a symbology identifier says of the data.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Elements,
    Text,
    Digits,
}

const IDENTIFIERS: &[(&str, Symbology, Mode)] = &[
    ("]C1", Symbology::Gs1128, Mode::Elements),
    ("]E0", Symbology::Ean13, Mode::Digits),
    ("]E4", Symbology::Ean8, Mode::Digits),
    ("]I1", Symbology::Itf14, Mode::Digits),
    ("]e0", Symbology::DataBarExpanded, Mode::Elements),
    ("]d1", Symbology::DataMatrix, Mode::Text),
    ("]d2", Symbology::DataMatrix, Mode::Elements),
    ("]Q1", Symbology::Qr, Mode::Text),
    ("]Q3", Symbology::Qr, Mode::Elements),
    ("]J0", Symbology::DotCode, Mode::Text),
    ("]J1", Symbology::DotCode, Mode::Elements),
];

/// How a composite component begins after the linear one.
const COMPOSITE: &str = "|]e0";

/// Understands what a scanner transmits.
///
/// A text that begins as a Digital Link does must be one.
///
/// # Errors
/// [`ScanError`].
pub fn read_scan(scan: &str) -> Result<Scan<'_>, ScanError> {
    let (identifier, data) =
        scan.split_at_checked(3).filter(|(head, _)| head.starts_with(']')).ok_or(ScanError::NoIdentifier)?;
    let (_, symbology, mode) = *IDENTIFIERS
        .iter()
        .find(|(known, ..)| *known == identifier)
        .ok_or_else(|| ScanError::Symbology { found: identifier.into() })?;
    let carried = match mode {
        Mode::Elements => Carried::Elements(scanned_elements(data)?),
        Mode::Digits => {
            let length = symbology.digits().map_or(0, |(length, _)| length);
            let (digits, rest) = data.split_at_checked(length).unwrap_or((data, ""));
            let composite = match rest.strip_prefix(COMPOSITE) {
                Some(composite) if symbology != Symbology::Itf14 => scanned_elements(composite)?,
                _ if rest.is_empty() => Vec::new(),
                _ => return Err(ScanError::Item(GtinError::Length { found: data.len() })),
            };
            if digits.len() != length {
                return Err(ScanError::Item(GtinError::Length { found: digits.len() }));
            }
            Carried::Item { gtin: digits.parse().map_err(ScanError::Item)?, digits, composite }
        }
        Mode::Text if is_link(data) => {
            Carried::Link(Link::parse(data, Options::STRICT).map_err(ScanError::Link)?)
        }
        Mode::Text => Carried::Text(data),
    };
    Ok(Scan { symbology, carried, data })
}

fn scanned_elements(data: &str) -> Result<Vec<Element<'_>>, ScanError> {
    if let Some(at) = data.find('^') {
        return Err(ScanError::Caret { at });
    }
    extract(data, 0).map_err(ScanError::Elements)
}

impl Scan<'_> {
    /// The message in one line: `^` for FNC1, `|` before a composite component, `\` before a caret at the start
    /// of a text.
    #[must_use]
    pub fn message(&self) -> String {
        let mut out = String::new();
        match &self.carried {
            Carried::Elements(_) => push_elements(&mut out, self.data),
            Carried::Item { digits, composite, .. } => {
                out.push_str(digits);
                if !composite.is_empty() {
                    out.push('|');
                    push_elements(
                        &mut out,
                        self.data.get(digits.len() + COMPOSITE.len()..).unwrap_or_default(),
                    );
                }
            }
            Carried::Link(_) | Carried::Text(_) => {
                if self.data.trim_start_matches('\\').starts_with('^') {
                    out.push('\\');
                }
                out.push_str(self.data);
            }
        }
        out
    }
}

fn push_elements(out: &mut String, data: &str) {
    out.push('^');
    out.extend(data.chars().map(|c| if c == GROUP_SEPARATOR { '^' } else { c }));
}

/// What a scanner transmits of a symbol that carries a message as [`Scan::message`] writes it.
///
/// With `add_check_digit` the digits of a retail symbol come without their last one.
///
/// # Errors
/// [`ScanError`], if the symbology does not carry the message.
pub fn write_scan(symbology: Symbology, message: &str, add_check_digit: bool) -> Result<String, ScanError> {
    if let Some((length, zeros)) = symbology.digits() {
        return write_item(symbology, message, length, zeros, add_check_digit);
    }
    let (identifiers, linear) = match symbology {
        Symbology::Qr => (["]Q1", "]Q3"], false),
        Symbology::DataMatrix => (["]d1", "]d2"], false),
        Symbology::DotCode => (["]J0", "]J1"], false),
        Symbology::Gs1128 => (["", "]C1"], true),
        _ => (["", "]e0"], true),
    };
    let [plain, elements] = identifiers;
    let mut out = String::new();
    if !message.starts_with('^') {
        if linear {
            return Err(ScanError::Message);
        }
        out.push_str(plain);
        let escaped = message.trim_start_matches('\\').starts_with('^');
        out.push_str(if escaped { message.strip_prefix('\\').unwrap_or(message) } else { message });
        return Ok(out);
    }
    let (first, composite) = match message.split_once('|') {
        Some((first, composite)) if linear => (first, Some(composite)),
        Some(_) => return Err(ScanError::Message),
        None => (message, None),
    };
    let carried = parse_element_string(first).map_err(ScanError::Elements)?;
    out.push_str(if composite.is_some() { "]e0" } else { elements });
    push_scanned(&mut out, first);
    if let Some(composite) = composite {
        parse_element_string(composite).map_err(ScanError::Elements)?;
        if carried.last().is_some_and(|last| !last.ai.is_predefined_length())
            && !out.ends_with(GROUP_SEPARATOR)
        {
            out.push(GROUP_SEPARATOR);
        }
        push_scanned(&mut out, composite);
    }
    Ok(out)
}

/// A symbol that carries a GTIN: its digits, or `^01` and fourteen.
fn write_item(
    symbology: Symbology,
    message: &str,
    length: usize,
    zeros: &str,
    add_check_digit: bool,
) -> Result<String, ScanError> {
    let (first, composite) = match message.split_once('|') {
        Some((first, composite)) => (first, Some(composite)),
        None => (message, None),
    };
    let digits = match first.strip_prefix("^01") {
        Some(gtin) => {
            "000000".get(length.min(14) - 8..).map_or(gtin, |zeros| gtin.strip_prefix(zeros).unwrap_or(gtin))
        }
        None => first,
    };
    let mut digits = String::from(digits);
    if add_check_digit {
        digits.push(char::from(super::check_digit(digits.as_bytes())));
    }
    if digits.len() != length {
        return Err(ScanError::Item(GtinError::Length { found: digits.len() }));
    }
    digits.parse::<Gtin>().map_err(ScanError::Item)?;
    if symbology == Symbology::DataBarLimited && !digits.starts_with(['0', '1']) {
        return Err(ScanError::Message);
    }
    let mut out = String::from(match symbology {
        Symbology::Ean8 => "]E4",
        Symbology::Itf14 => "]I1",
        Symbology::DataBarOmni | Symbology::DataBarLimited => "]e001",
        _ => "]E0",
    });
    out.push_str(zeros);
    out.push_str(&digits);
    if let Some(composite) = composite {
        if symbology == Symbology::Itf14 {
            return Err(ScanError::Message);
        }
        parse_element_string(composite).map_err(ScanError::Elements)?;
        if !out.starts_with("]e0") {
            out.push_str(COMPOSITE);
        }
        push_scanned(&mut out, composite);
    }
    Ok(out)
}

/// Elements after a symbology identifier: without the first FNC1, the others as group separators.
fn push_scanned(out: &mut String, elements: &str) {
    let rest = elements.strip_prefix('^').unwrap_or(elements);
    out.extend(rest.chars().map(|c| if c == '^' { GROUP_SEPARATOR } else { c }));
}
