//! `parse_digital_link`: what a GS1 Digital Link URI identifies.

use super::gs1::{Shown, Written, link_fault};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    id::{
        gs1::MAX_ELEMENTS,
        link::{Link, Options, from_launch_query},
    },
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "parse_digital_link",
    "reads a GS1 Digital Link URI, also from the launch query of a mini-program",
    limits::PHONE_BYTES,
    Request,
    Answer,
    parse
);

/// A Digital Link.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The URI, or the launch query of a mini-program (`q=https%3A%2F%2F…`), or the value of its `q`.
    text: String,
    /// Take the names of Digital Link 1.0, such as `gtin` and `lot`; not taken unless asked for.
    #[serde(default)]
    aliases: bool,
    /// Take a GTIN of 8, 12 or 13 digits; not taken unless asked for.
    #[serde(default)]
    short_gtin: bool,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The URI that was read.
    uri: String,
    /// The canonical URI: host `id.gs1.org`, attributes by application identifier, nothing else.
    canonical: String,
    /// The canonical URI without attributes: what is identified.
    identifier: String,
    /// The primary key.
    key: Shown,
    /// Its qualifiers, in order.
    qualifiers: Vec<Shown>,
    /// The attributes, in the order of the query.
    attributes: Vec<Shown>,
    /// Scheme, host and the path before the key.
    stem: String,
    /// The other parameters of the query, as written.
    other: Vec<Parameter>,
    /// The fragment, without `#`.
    #[serde(skip_serializing_if = "Option::is_none")]
    fragment: Option<String>,
    /// The elements in every form.
    #[serde(flatten)]
    written: Written,
}

/// A parameter that is not of GS1.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Parameter {
    /// Its name, as written.
    name: String,
    /// Its value, as written; absent where there is no `=`.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

fn parse(request: Request) -> Result<Answer, Fault> {
    let uri = from_launch_query(&request.text).unwrap_or(request.text);
    let options = Options { aliases: request.aliases, short_gtin: request.short_gtin, ..Options::STRICT };
    let link = Link::parse(&uri, options).map_err(|error| link_fault(&error, "/text"))?;
    let parameter =
        |(name, value): (&str, Option<&str>)| Parameter { name: name.into(), value: value.map(Into::into) };
    let other: Vec<_> = link.other().take(MAX_ELEMENTS + 1).map(parameter).collect();
    if other.len() > MAX_ELEMENTS {
        return Err(Fault::new(Code::TooManyElements, "/text", "query parameters"));
    }
    Ok(Answer {
        canonical: link.canonical(),
        identifier: link.canonical_key(),
        key: link.key().into(),
        qualifiers: link.qualifiers().iter().map(Shown::from).collect(),
        attributes: link.attributes().iter().map(Shown::from).collect(),
        stem: link.stem().into(),
        other,
        fragment: link.fragment().map(Into::into),
        written: Written::new(link.elements()),
        uri,
    })
}
