//! `verify_credential`: does a W3C Verifiable Credential 2.0 hold?

use super::{
    pinned::{ContextRequest, CredentialVerdict, MOST},
    trusting::trusting_request,
};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    digest::json::Raw,
    id::few::few,
    proof::credential::{
        sd_jwt::Asked,
        status::Found,
        vc::{self, LISTS},
    },
};
use alloc::{string::String, vec::Vec};
use serde::Serialize;

pub(super) const OPERATION: Operation = operation!(
    "verify_credential",
    "judges a W3C Verifiable Credential 2.0 (vc+jwt, vc+sd-jwt, Data Integrity) and its status, aspect by aspect",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    verify_credential
);

trusting_request! {
    /// A credential, whom to trust, and snapshots of status lists.
    struct Request {
        /// The credential exactly as it was received: a `vc+jwt`, a `vc+sd-jwt`, or JSON with a Data Integrity proof.
        text: Option<String>,
        /// The credential with a Data Integrity proof, parsed.
        document: Option<Raw>,
        /// JSON-LD contexts that are trusted beside those the standards fix, at most 256.
        #[serde(default, deserialize_with = "few::<_, _, MOST>")]
        contexts: Vec<ContextRequest>,
        /// Status list credentials as they were received, at most 16.
        #[serde(default, deserialize_with = "few::<_, _, LISTS>")]
        status_lists: Vec<String>,
    }
}

/// What was found.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The verdict.
    verdict: CredentialVerdict,
    /// How it is secured: `vc+jwt`, `vc+sd-jwt` or `data-integrity`.
    format: &'static str,
    /// The pinned issuer that signed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    /// The name of the key that signed, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// What its status lists say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    status: Vec<StatusAnswer>,
    /// The credential; only if it is signed and no aspect fails.
    #[serde(skip_serializing_if = "Option::is_none")]
    credential: Option<Raw>,
}

/// What a status list says of a credential.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CredentialStatus"))]
struct StatusAnswer {
    /// What the status is for: `revocation`, `suspension`, `refresh`, `message` or another word.
    purpose: String,
    /// The list it stands in.
    list: String,
    /// Its place there, in decimal.
    index: String,
    /// What stands there.
    value: u32,
    /// What the credential says that this means.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl From<Found> for StatusAnswer {
    fn from(found: Found) -> Self {
        Self {
            purpose: found.purpose,
            list: found.list,
            index: super::whole(found.index),
            value: found.value,
            message: found.message,
        }
    }
}

fn verify_credential(request: Request) -> Result<Answer, Fault> {
    let text = match (&request.text, &request.document) {
        (Some(text), None) => text,
        (None, Some(document)) => document.text(),
        _ => return Err(Fault::new(Code::MalformedRequest, "", "give `text` or `document`, one of them")),
    };
    let (pinned, may_be_open) = request.trust(&request.contexts)?;
    let lists: Vec<&str> = request.status_lists.iter().map(String::as_str).collect();
    let found = vc::verify(text, &pinned, &Asked::default(), &lists);
    Ok(Answer {
        verdict: CredentialVerdict::new(&found.judged.verdict, &may_be_open),
        format: found.format.name(),
        issuer: found.judged.issuer,
        key: found.judged.key,
        status: found.status.into_iter().map(StatusAnswer::from).collect(),
        credential: found.judged.claims.map(Raw::written),
    })
}
