//! `translate_epc`: an EPC URN as a Digital Link, and back.

use super::gs1::{epc_fault, link_fault};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    id::{
        epc::{Epc, Scheme},
        gs1::Ai,
        link::{Link, Options},
    },
};
use alloc::{
    format,
    string::{String, ToString as _},
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "translate_epc",
    "translates an EPC URN into a Digital Link, or a Digital Link into an EPC URN",
    limits::PHONE_BYTES,
    Request,
    Answer,
    translate
);

/// An EPC URN, or a Digital Link with the length of the company prefix.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The URN or the URI.
    text: String,
    /// Digits of the company prefix, 6 to 12: a Digital Link does not show where it ends, the caller knows.
    company_prefix_length: Option<u8>,
    /// The scheme of the URN, such as `lgtin`, where a key has several; the finest that fits without it.
    scheme: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The URN, canonical.
    urn: String,
    /// The Digital Link, canonical.
    digital_link: String,
    /// The scheme of the URN.
    scheme: &'static str,
    /// Whether it names a class of things, not one thing.
    class: bool,
    /// The company prefix.
    company_prefix: String,
    /// The application identifier of the key.
    ai: &'static str,
    /// The key, check digit included.
    key: String,
    /// Serial, lot or extension beside the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    qualifier: Option<Qualifier>,
}

/// What qualifies a key.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Qualifier {
    /// Its application identifier.
    ai: &'static str,
    /// Its value.
    value: String,
}

impl From<Epc> for Answer {
    fn from(epc: Epc) -> Self {
        Self {
            urn: epc.to_string(),
            digital_link: epc.to_link(),
            scheme: epc.scheme().name(),
            class: epc.is_class(),
            company_prefix: epc.company_prefix().into(),
            ai: epc.scheme().key(),
            key: epc.key().into(),
            qualifier: epc.qualifier().map(|(ai, value)| Qualifier { ai, value: value.into() }),
        }
    }
}

/// The schemes of each key, the finest first.
const SCHEMES: &[Scheme] = &[
    Scheme::Upui,
    Scheme::Sgtin,
    Scheme::Lgtin,
    Scheme::Sscc,
    Scheme::Sgln,
    Scheme::Grai,
    Scheme::Giai,
    Scheme::Gsrn,
    Scheme::Gsrnp,
    Scheme::Gdti,
    Scheme::Cpi,
    Scheme::Sgcn,
    Scheme::Ginc,
    Scheme::Gsin,
    Scheme::Itip,
    Scheme::Pgln,
];

fn translate(request: Request) -> Result<Answer, Fault> {
    let text = request.text.as_str();
    if text.starts_with("urn:") {
        let epc: Epc = text.parse().map_err(|error| epc_fault(&error, "/text"))?;
        return Ok(epc.into());
    }
    let link = Link::parse(text, Options::STRICT).map_err(|error| link_fault(&error, "/text"))?;
    let length = request.company_prefix_length.ok_or_else(|| {
        Fault::new(Code::CompanyPrefix, "/company_prefix_length", "is needed for a Digital Link")
    })?;
    let scheme = match &request.scheme {
        Some(name) => name.parse().map_err(|error| epc_fault(&error, "/scheme"))?,
        None => scheme_of(&link)?,
    };
    let key = link.key();
    if key.ai.as_str() != scheme.key() {
        return Err(Fault::new(
            Code::NoEpc,
            "/scheme",
            format!("`{scheme}` is not a scheme of ({})", key.ai),
        ));
    }
    let qualifier = scheme.qualifier().and_then(|ai| link.get(ai));
    let epc = Epc::new(scheme, &key.value, qualifier, usize::from(length)).map_err(|error| {
        let at =
            if Epc::takes_prefix_length(usize::from(length)) { "/text" } else { "/company_prefix_length" };
        epc_fault(&error, at)
    })?;
    Ok(epc.into())
}

/// The scheme of a link whose qualifier is there, or the first of its key.
fn scheme_of(link: &Link<'_>) -> Result<Scheme, Fault> {
    let key: Ai = link.key().ai;
    let of_key = || SCHEMES.iter().copied().filter(|scheme| scheme.key() == key.as_str());
    let qualified = |scheme: &Scheme| scheme.qualifier().is_some_and(|ai| link.get(ai).is_some());
    of_key()
        .find(qualified)
        .or_else(|| of_key().find(|scheme| *scheme != Scheme::Upui))
        .ok_or_else(|| Fault::new(Code::NoEpc, "/text", format!("({key}) has no EPC scheme")))
}
