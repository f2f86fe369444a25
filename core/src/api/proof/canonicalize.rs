//! `canonicalize`: the canonical form of a JSON document (RFC 8785), and its hash.

use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    digest::{
        Suite,
        json::{self, CanonicalError, Raw},
    },
};
use alloc::{format, string::String};
use base64ct::{Base64, Encoding as _};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "canonicalize",
    "writes a JSON document canonically (RFC 8785) and hashes it",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    canonicalize
);

/// A document, as text or parsed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The document as it was written; duplicate members and number spelling are seen.
    text: Option<String>,
    /// The document, parsed.
    document: Option<Raw>,
    /// Which numbers may stand in it; `integers` unless said.
    #[serde(default)]
    numbers: Numbers,
    /// The hash function; `sha256` unless said.
    suite: Option<Suite>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Numbers {
    /// Integers of at most 2^53 − 1 in size.
    #[default]
    Integers,
    /// Any finite number, as ECMAScript prints it; only where foreign documents are built in.
    Ecma,
}

/// The canonical form.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The canonical text.
    text: String,
    /// Hash of its bytes, base64.
    hash: String,
}

fn canonicalize(request: Request) -> Result<Answer, Fault> {
    let (place, source) = match (&request.text, &request.document) {
        (Some(text), None) => ("/text", text.as_str()),
        (None, Some(document)) => ("/document", document.text()),
        _ => return Err(Fault::new(Code::MalformedRequest, "", "give `text` or `document`, one of them")),
    };
    let numbers = match request.numbers {
        Numbers::Integers => json::Numbers::Integers,
        #[cfg(feature = "credentials")]
        Numbers::Ecma => json::Numbers::Ecma,
        #[cfg(not(feature = "credentials"))]
        Numbers::Ecma => {
            return Err(Fault::new(Code::NotBuilt, "/numbers", "`ecma` needs the feature `credentials`"));
        }
    };
    let document = json::read(source.as_bytes()).map_err(|error| Fault::in_text(place, &error))?;
    let text = json::canonical(document.root(), numbers).map_err(|CanonicalError::Number { offset }| {
        Fault::new(Code::NoCanonicalForm, place, format!("number at byte {offset}"))
    })?;
    let hash = request.suite.unwrap_or(Suite::Sha256).hash(&[text.as_bytes()]);
    Ok(Answer { text, hash: Base64::encode_string(&hash) })
}
