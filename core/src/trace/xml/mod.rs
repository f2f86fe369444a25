//! EPCIS XML, 2.0 and 1.2, brought into the JSON form of EPCIS 2.0: one model for both.
//!
//! ```
//! use terroir::{digest::json, trace::{Events, xml}};
//!
//! let text = r#"<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:ex="https://ns.example.org/"
//!     schemaVersion="2.0" creationDate="2026-05-12T08:00:00+08:00"><EPCISBody><EventList><ObjectEvent>
//!     <eventTime>2026-05-12T07:30:00+08:00</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
//!     <epcList/><action>OBSERVE</action><ex:row>12</ex:row></ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>"#;
//! let json = xml::to_json(text)?;
//! let document = json::read(json.as_bytes())?;
//! let events = Events::of(document.root()).map_err(|_| "events")?;
//! let event = events.iter().next().ok_or("one event")?;
//! assert_eq!(event.get("ex:row").map(|row| row.raw()), Some("\"12\""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Entities other than the five of XML itself are refused, and so is a document type declaration that says more than a
//! name; depth, attributes and namespaces are bounded. Nothing is fetched. What has a place in the JSON form goes there;
//! what has none is refused, not dropped, save `xsi:schemaLocation`, comments, processing instructions, and those parts of
//! a business document header that EPCIS 2.0 has no JSON for.
//!
//! XML has no numbers: the text of an extension is text, unless `xsi:type` makes it a truth value, or a number that keeps
//! its digits as one (`12` and not `12.0`; event hashes do not tell `12` from `"12"`). An extension element with a text and attributes becomes an object with the text as
//! `#text`, as the reference implementation of event hashes has it; an empty one is `null`. Elements that repeat become an
//! array. `extension` and `baseExtension` of EPCIS 1.2 are no objects: what they hold belongs to what holds them.

mod envelope;
mod error;
mod names;
mod place;
mod text;
mod tree;
mod write;

pub use error::{XmlError, XmlErrorKind};
pub use place::{Sought, XmlPlace};

use alloc::string::String;

/// The JSON form of an EPCIS document, query document, event list or event in XML.
///
/// # Errors
/// [`XmlError`], with line and column.
pub fn to_json(text: &str) -> Result<String, XmlError> {
    let tree = tree::Tree::read(text)?;
    let names = names::Names::of(&tree);
    write::Writer::new(&tree, &names).write().map_err(|stop| stop.locate(text))
}
