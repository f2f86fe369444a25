//! The events that an operation is given: said in the same way to all of them.
//!
//! ```text
//! events_request! {
//!     /// A document with events, and what is asked of it.
//!     struct Request {
//!         /// Which of them.
//!         event: Option<usize>,
//!     }
//! }
//!
//! let given = request.given()?;
//! let document = given.read()?;
//! let events = given.events(&document)?;
//! ```

use crate::{
    api::{Code, Fault},
    base::finding::Finding,
    digest::json::{self, Document, Raw},
    trace::{DocumentError, Events},
};
use alloc::{borrow::Cow, boxed::Box, collections::BTreeMap, format, string::String};
use serde::Serialize;

/// Declares a request type whose events are given as `text`, `document` or `xml`, with a method `given`.
macro_rules! events_request {
    ($(#[$attribute:meta])* struct $name:ident { $($members:tt)* }) => {
        $(#[$attribute])*
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        struct $name {
            /// The document as it was written: number spelling and duplicate members are seen.
            text: Option<alloc::string::String>,
            /// The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events.
            document: Option<$crate::digest::json::Raw>,
            /// The document in EPCIS XML (2.0 or 1.2), as it was written; pointers in answers are those of its JSON form, and
            /// `in_xml` of an answer has the lines for its findings.
            xml: Option<alloc::string::String>,
            $($members)*
        }

        impl $name {
            /// The document, whichever way it was given.
            fn given(&self) -> Result<$crate::api::trace::given::Given<'_>, $crate::api::Fault> {
                $crate::api::trace::given::Given::of(
                    self.text.as_deref(),
                    self.document.as_ref(),
                    self.xml.as_deref(),
                )
            }
        }

        impl $crate::api::trace::past::GivesEvents for $name {
            fn has_events(&self) -> bool {
                self.text.is_some() || self.document.is_some() || self.xml.is_some()
            }

            fn events(&self) -> Result<$crate::api::trace::given::Given<'_>, $crate::api::Fault> {
                self.given()
            }

            fn take_events(&mut self) -> Result<$crate::api::trace::given::Taken, $crate::api::Fault> {
                $crate::api::trace::given::Taken::of(self.text.take(), self.document.take(), self.xml.take())
            }
        }
    };
}
pub(super) use events_request;

/// A document of a request as JSON text, and the pointer of the member that holds it.
#[derive(Debug)]
pub(super) struct Given<'q> {
    place: &'static str,
    text: Cow<'q, str>,
    xml: Option<&'q str>,
}

/// A place in an XML text.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct XmlLine {
    /// The line, from 1.
    line: usize,
    /// The character in it, from 1: the first of the name of an element or attribute.
    column: usize,
}

/// Places in an XML text, by the JSON pointers of its JSON form.
pub(super) type InXml = BTreeMap<String, XmlLine>;

impl<'q> Given<'q> {
    /// The one way that was used.
    pub(super) fn of(
        text: Option<&'q str>,
        document: Option<&'q Raw>,
        xml: Option<&'q str>,
    ) -> Result<Self, Fault> {
        let (place, json) = match (text, document, xml) {
            (Some(text), None, None) => ("/text", Cow::Borrowed(text)),
            (None, Some(document), None) => ("/document", Cow::Borrowed(document.text())),
            (None, None, Some(xml)) => ("/xml", Cow::Owned(from_xml(xml)?)),
            _ => return Err(not_one()),
        };
        Ok(Self { place, text: json, xml })
    }

    /// The pointer of the member that holds the document.
    pub(super) fn place(&self) -> &'static str {
        self.place
    }

    /// The document as JSON text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The document on a tape.
    pub(super) fn read(&self) -> Result<Document<'_>, Fault> {
        json::read(self.text.as_bytes()).map_err(|error| Fault::in_text(self.place, &error))
    }

    /// What tells where in the XML the findings are, if it was given as XML: their places are those of the JSON form, whose
    /// tape goes here.
    pub(super) fn sought<'f>(
        &self,
        document: Document<'_>,
        findings: &'f [Finding],
    ) -> Option<impl FnOnce() -> InXml + use<'q, 'f>> {
        Some(lines(self.xml?, &document, findings))
    }

    /// Where that is. The JSON form goes first, so that it and the XML's tree are not held at one time.
    pub(super) fn in_xml(self, sought: Option<impl FnOnce() -> InXml>) -> Option<InXml> {
        drop(self);
        sought.map(|tell| tell())
    }

    /// The events in it.
    pub(super) fn events<'d>(&self, document: &'d Document<'_>) -> Result<Events<'d>, Fault> {
        Events::of(document.root()).map_err(|error| self.no_events(&error))
    }

    fn no_events(&self, error: &DocumentError) -> Fault {
        Fault::new(Code::NoEvents, format!("{}{}", self.place, error.pointer()), format!("{error}"))
    }
}

/// A document that was taken out of its request, so that it is there once.
#[derive(Debug)]
pub(super) struct Taken {
    /// The pointer of the member that held it.
    pub(super) place: &'static str,
    /// The document as JSON text.
    pub(super) text: Box<str>,
}

impl Taken {
    /// The one way that was used.
    pub(super) fn of(
        text: Option<String>,
        document: Option<Raw>,
        xml: Option<String>,
    ) -> Result<Self, Fault> {
        let (place, text) = match (text, document, xml) {
            (Some(text), None, None) => ("/text", text.into()),
            (None, Some(document), None) => ("/document", document.into_text()),
            (None, None, Some(xml)) => ("/xml", from_xml(&xml)?.into()),
            _ => return Err(not_one()),
        };
        Ok(Self { place, text })
    }
}

fn not_one() -> Fault {
    Fault::new(Code::MalformedRequest, "", "give `text`, `document` or `xml`, one of them")
}

#[cfg(feature = "xml")]
fn lines<'q, 'f>(
    xml: &'q str,
    document: &Document<'_>,
    findings: &'f [Finding],
) -> impl FnOnce() -> InXml + use<'q, 'f> {
    use crate::trace::xml::{Sought, XmlPlace};

    let sought = Sought::of(document.root(), findings.iter().map(|finding| finding.at.as_str()));
    let line = |(at, XmlPlace { line, column })| (at, XmlLine { line, column });
    move || sought.places(xml).into_iter().map(line).collect()
}

#[cfg(not(feature = "xml"))]
fn lines<'q, 'f>(_: &'q str, _: &Document<'_>, _: &'f [Finding]) -> impl FnOnce() -> InXml + use<'q, 'f> {
    InXml::new
}

#[cfg(feature = "xml")]
fn from_xml(text: &str) -> Result<String, Fault> {
    use crate::trace::xml::{XmlErrorKind, to_json};

    to_json(text).map_err(|error| {
        let code = match error.kind {
            XmlErrorKind::Syntax
            | XmlErrorKind::Tags
            | XmlErrorKind::Prefix
            | XmlErrorKind::DuplicateAttribute => Code::MalformedXml,
            XmlErrorKind::Doctype | XmlErrorKind::Entity | XmlErrorKind::Depth | XmlErrorKind::Size => {
                Code::ForbiddenXml
            }
            XmlErrorKind::Root => Code::NoEvents,
            XmlErrorKind::Repeated | XmlErrorKind::Misplaced => Code::MisplacedElement,
        };
        Fault::new(code, "/xml", format!("{error}"))
    })
}

#[cfg(not(feature = "xml"))]
fn from_xml(_: &str) -> Result<String, Fault> {
    Err(Fault::new(Code::NotBuilt, "/xml", "EPCIS XML"))
}
