//! `verify_disclosure`: does a disclosure open a digest of an entry, and what does it say?

use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    digest::{
        Suite,
        json::{self, Raw},
    },
    proof::{disclosure::Disclosure, entry::Entry},
};
use alloc::{
    format,
    string::{String, ToString as _},
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "verify_disclosure",
    "says whether a disclosure opens a digest of an entry, and what it discloses",
    limits::PHONE_BYTES,
    Request,
    Answer,
    verify_disclosure
);

/// A disclosure and the line it is to open.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The disclosure (RFC 9901), base64url.
    disclosure: String,
    /// The ledger line.
    line: String,
    /// The hash suite of the writer's key record; `sha256` unless said.
    suite: Option<Suite>,
}

/// What it discloses.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Does it open a digest of the line? The line's signature is not looked at.
    opens: bool,
    /// Does it hide something that must be shown?
    must_show: bool,
    /// The digest.
    digest: String,
    /// The name of the hidden member.
    name: String,
    /// Its value.
    value: Raw,
}

fn verify_disclosure(request: Request) -> Result<Answer, Fault> {
    let disclosure = Disclosure::parse(&request.disclosure)
        .map_err(|refusal| Fault::new(Code::BadDisclosure, "/disclosure", format!("{refusal}")))?;
    let entry = Entry::parse(&request.line)
        .map_err(|refusal| Fault::new(Code::BadLine, "/line", format!("{refusal}")))?;
    let digest = disclosure.digest(request.suite.unwrap_or(Suite::Sha256));
    let value = Raw::from(json::read(disclosure.value().as_bytes())?);
    Ok(Answer {
        opens: entry.digests.contains(&digest.as_str()),
        must_show: disclosure.hides_what_must_show(),
        name: disclosure.name().to_string(),
        digest,
        value,
    })
}
