//! What a scanned text is: any text in, one best reading out, with its alternatives.
//!
//! ```
//! use terroir::id::{Scheme, scan::{Kind, scan}};
//!
//! let label = scan("]Q1https://coop.example/t/coop.example/TEA-01/S26?tr=AAAAA7TytAyGLT4rv7jGFyTYsrk", None);
//! assert_eq!(label.best.kind, Kind::Label);
//! assert_eq!(label.best.lot.map(|lot| lot.to_string()).as_deref(), Some("t/coop.example/TEA-01/S26"));
//!
//! let tag = scan("136082700012345", None);
//! assert_eq!(tag.best.kind, Kind::Identifier(Scheme::EarTag));
//! ```
//!
//! The text says what it is before its digits do: symbology prefix, brackets, scheme and fixed letters come first.
//! Bare digits are ranked by what speaks for each reading: checks that hold, then regions and dates that exist.
//! The canonical form of whatever is made of GS1 keys is its canonical Digital Link; scanning a canonical form gives
//! that form again. Resident identity numbers are masked wherever they stand.

mod code;
mod document;
mod gs1;
mod label;

use super::{
    china,
    local::LotName,
    report::{Key, Report, Status},
    scheme::Scheme,
    uri,
};
use crate::base::{
    date::Date,
    finding::{Finding, Severity},
    limits,
};
use alloc::{
    borrow::Cow,
    format,
    string::{String, ToString},
    vec::Vec,
};
use serde::{Serialize, Serializer};

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A terroir label: the URL of a lot with `tr=`.
    Label,
    /// A terroir label for offline use: `TR1:` and Base45.
    LabelFrame,
    /// A GS1 Digital Link.
    DigitalLink,
    /// GS1 elements: after FNC1 or a symbology prefix, or in brackets.
    ElementString,
    /// An EPC URN.
    Epc,
    /// The URL of a lot without `tr=`.
    LotLink,
    /// An identifier of one scheme, as it stands.
    Identifier(Scheme),
    /// A terroir passport.
    Passport,
    /// A terroir trust bundle.
    Bundle,
    /// Evidence of two heads.
    Evidence,
    /// An EPCIS document or event in JSON.
    Epcis,
    /// Another JSON document.
    Json,
    /// Any other text.
    Text,
}

impl Kind {
    /// The word in answers: kebab-case; for identifiers that of their scheme.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::LabelFrame => "label-frame",
            Self::DigitalLink => "digital-link",
            Self::ElementString => "element-string",
            Self::Epc => "epc",
            Self::LotLink => "lot-link",
            Self::Identifier(scheme) => scheme.as_str(),
            Self::Passport => "passport",
            Self::Bundle => "bundle",
            Self::Evidence => "evidence",
            Self::Epcis => "epcis",
            Self::Json => "json",
            Self::Text => "text",
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Kind {
    fn schema_name() -> Cow<'static, str> {
        "Kind".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "label, label-frame, digital-link, element-string, epc, lot-link, passport, bundle, \
                            evidence, epcis, json, text, or the word of an identifier's scheme"
        })
    }
}

/// One reading of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reading {
    /// What it is.
    pub kind: Kind,
    /// What the findings come to.
    pub status: Status,
    /// Its canonical form; empty where it has none.
    pub canonical: String,
    /// The lot it names, if it names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotName>,
    /// Its pieces: for GS1 keys by application identifier.
    pub keys: Vec<Key>,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl Reading {
    fn new(kind: Kind, canonical: impl Into<String>) -> Self {
        Self {
            kind,
            status: Status::Valid,
            canonical: canonical.into(),
            lot: None,
            keys: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn of(report: Report) -> Self {
        Self {
            kind: Kind::Identifier(report.scheme),
            status: report.status,
            canonical: report.canonical,
            lot: None,
            keys: report.keys,
            findings: report.findings,
        }
    }

    fn key(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.keys.push(Key { name: name.into(), value: value.into() });
        self
    }

    /// The same with one more finding.
    fn with(mut self, severity: Severity, code: &'static str, found: impl Into<String>) -> Self {
        if severity == Severity::Error {
            self.status = Status::Invalid;
        }
        self.findings.push(Finding::new(severity, code).found(found));
        self
    }

    /// The value of a piece.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.keys.iter().find(|key| key.name == name).map(|key| key.value.as_str())
    }

    /// Masks resident identity numbers; an SSCC is one thing that has 18 digits rightly.
    fn without_persons(mut self) -> Self {
        if self.value("00").is_some() {
            return self;
        }
        let mut masked = false;
        let keys = self.keys.iter_mut().map(|key| &mut key.value);
        let findings = self.findings.iter_mut().map(|finding| &mut finding.found);
        for text in keys.chain(findings).chain([&mut self.canonical]) {
            if let Cow::Owned(without) = china::mask_residents(text) {
                *text = without;
                masked = true;
            }
        }
        if let Some(lot) = &self.lot
            && let Cow::Owned(_) = china::mask_residents(lot.as_str())
        {
            self.lot = None;
            masked = true;
        }
        if masked { self.with(Severity::Warning, "personal-masked", "") } else { self }
    }
}

/// All readings of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Scanned {
    /// The best reading.
    #[serde(flatten)]
    pub best: Reading,
    /// What else it could be, better ones first.
    pub alternatives: Vec<Reading>,
}

/// How many wrappings (symbology prefix, launch query) are taken off.
const MOST_WRAPPINGS: u8 = 4;
/// Bytes of a text that is shown again as its own canonical form.
const TEXT_BYTES: usize = 1024;

/// Says what a text is; `as_of` judges dates "in the future".
///
/// At most [`limits::PHONE_BYTES`] are looked at: a longer text is a text with the error `length`.
#[must_use]
pub fn scan(text: &str, as_of: Option<Date>) -> Scanned {
    let mut readings = if text.len() > limits::PHONE_BYTES {
        let found = format!("{} bytes", text.len());
        Vec::from([Reading::new(Kind::Text, "").with(Severity::Error, "length", found)])
    } else {
        readings(text, as_of, 0)
    };
    // A person's number is no logistic unit, even if its last digit fits.
    let person = |reading: &Reading| reading.kind == Kind::Identifier(Scheme::ResidentId);
    if readings.first().is_some_and(person) {
        readings.truncate(1);
    }
    let mut readings = readings.into_iter().map(Reading::without_persons);
    let best = readings.next().unwrap_or_else(|| Reading::new(Kind::Text, ""));
    Scanned { best, alternatives: readings.collect() }
}

/// All readings, the best first; never empty.
fn readings(text: &str, as_of: Option<Date>, depth: u8) -> Vec<Reading> {
    let trimmed = trim(text);
    if trimmed.is_empty() {
        return Vec::from([Reading::new(Kind::Text, "").with(Severity::Error, "empty", "")]);
    }
    // FNC1 at an end is data of an element string, so only white space goes.
    if depth < MOST_WRAPPINGS
        && let Some(found) = wrapped(trimmed, as_of, depth)
    {
        return found;
    }
    if let Some(reading) =
        document::reading(text).or_else(|| document::reading(trimmed)).or_else(|| label::frame(trimmed))
    {
        return Vec::from([reading]);
    }
    if let Some(reading) = gs1::elements(trimmed).or_else(|| gs1::epc(trimmed)) {
        return Vec::from([reading]);
    }
    let mut found = code::readings(trimmed, as_of);
    if found.is_empty() {
        found.extend(addresses(trimmed));
    }
    if found.is_empty() {
        found.push(plain(trimmed));
    }
    found
}

/// The text without white space and byte order marks around it.
fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// Readings of what stands behind a symbology prefix, or in the launch query of a mini-program.
fn wrapped(text: &str, as_of: Option<Date>, depth: u8) -> Option<Vec<Reading>> {
    if text.starts_with(']') {
        // A scanner puts one prefix; two in a row are text, and so is their canonical form.
        if text.get(3..).is_some_and(|inner| trim(inner).starts_with(']')) {
            return None;
        }
        return match gs1::symbol(text) {
            gs1::Symbol::Read(reading) => Some(Vec::from([*reading])),
            gs1::Symbol::Text(inner) => Some(readings(inner, as_of, depth + 1)),
            gs1::Symbol::Unknown(inner) => {
                let mut found = readings(inner, as_of, depth + 1);
                if let Some(best) = found.first_mut() {
                    let prefix = text.get(..3).unwrap_or_default();
                    best.findings.push(Finding::new(Severity::Note, "symbology-unknown").found(prefix));
                }
                Some(found)
            }
            gs1::Symbol::None => None,
        };
    }
    let launch = text.starts_with("q=") || text.contains("?q=") || text.contains("&q=") || is_encoded(text);
    let inner = super::link::from_launch_query(text).filter(|inner| launch && inner != text)?;
    let mut found = readings(&inner, as_of, depth + 1);
    if let Some(best) = found.first_mut() {
        best.findings.push(Finding::new(Severity::Note, "launch-query"));
    }
    Some(found)
}

/// Does the text begin with a percent-encoded `https://` or `http://`?
fn is_encoded(text: &str) -> bool {
    text.get(..8).is_some_and(|head| head.to_ascii_lowercase().starts_with("http"))
        && text.contains("%3A%2F%2F")
        || text.contains("%3a%2f%2f") && text.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("http"))
}

/// Schemes that make a text a URI although no `//` follows.
const KNOWN_SCHEMES: &[&str] = &["data", "did", "geo", "mailto", "ni", "sms", "tag", "tel", "urn"];

fn addresses(text: &str) -> Vec<Reading> {
    let Some((scheme, rest)) = text.split_once(':') else { return Vec::new() };
    let scheme = scheme.to_ascii_lowercase();
    if !rest.starts_with("//") && !KNOWN_SCHEMES.contains(&scheme.as_str()) {
        return Vec::new();
    }
    if scheme == "urn" {
        return Vec::from([Reading::of(uri::urn(text))]);
    }
    let report = uri::uri(text);
    if report.status == Status::Invalid {
        return Vec::from([Reading::of(report)]);
    }
    let address = report.canonical.clone();
    let mut found = Vec::new();
    for mut reading in
        label::label(&address).into_iter().chain(gs1::link(&address)).chain(label::lot_link(&address))
    {
        reading.findings.extend(report.findings.iter().cloned());
        found.push(reading);
    }
    // What is named beats where it is looked up; the address itself stays as the last alternative.
    let mut plain = Reading::of(report);
    if scheme == "geo" {
        plain = plain.with(Severity::Warning, "position-in-clear", "");
    }
    found.push(plain);
    if found.first().is_some_and(|first| first.kind == Kind::Label) {
        found.truncate(1);
    }
    found
}

fn plain(text: &str) -> Reading {
    if text.len() > TEXT_BYTES {
        return Reading::new(Kind::Text, "").with(Severity::Note, "long", format!("{} bytes", text.len()));
    }
    let reading = Reading::new(Kind::Text, text);
    match text.chars().find(|c| c.is_control()) {
        Some(found) => reading.with(Severity::Note, "control-character", found.escape_unicode().to_string()),
        None => reading,
    }
}
