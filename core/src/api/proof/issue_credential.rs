//! `issue_credential`: sign a W3C Verifiable Credential 2.0 with the caller's key, ids and times.

use super::signer::Signer;
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    digest::json::{self, Raw},
    proof::credential::issue::{self, IssueError, Terms},
};
use alloc::{format, string::String};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "issue_credential",
    "signs a W3C Verifiable Credential 2.0 as vc+jwt or with a Data Integrity proof; equal input, equal signature",
    limits::PHONE_BYTES,
    Request,
    Answer,
    issue_credential
);

/// A credential that is not signed yet, and the key to sign it with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The credential, with its ids and times; it has no `proof`.
    credential: Raw,
    /// What comes out.
    format: Format,
    /// The private key. It stays in this call.
    key: Signer,
    /// The key's name, a verification method of the issuer; of a `did:key` issuer its own, unless said.
    verification_method: Option<String>,
    /// When the proof is made (RFC 3339); not for `vc+jwt`.
    created: Option<String>,
    /// When the proof counts no longer (RFC 3339); not for `vc+jwt`.
    expires: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Format {
    /// A compact JWS.
    #[serde(rename = "vc+jwt")]
    Jwt,
    /// JSON with a proof of the suite of the key: `eddsa-jcs-2022` or `ecdsa-jcs-2019`.
    #[serde(rename = "data-integrity")]
    DataIntegrity,
}

/// The credential, signed.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// As it travels.
    text: String,
    /// The public key as a Multikey, for others to pin.
    multibase: String,
}

fn issue_credential(request: Request) -> Result<Answer, Fault> {
    let (key, multibase) = request.key.read("/key")?;
    let document = json::read(request.credential.text().as_bytes())?;
    let terms = Terms {
        method: request.verification_method.as_deref(),
        created: request.created.as_deref(),
        expires: request.expires.as_deref(),
    };
    let text = match request.format {
        Format::Jwt => issue::as_jwt(document.root(), &terms, &key),
        Format::DataIntegrity => issue::with_proof(document.root(), &terms, &key),
    };
    let text = text.map_err(|error| refused(&error))?;
    Ok(Answer { text, multibase })
}

fn refused(error: &IssueError) -> Fault {
    let at = match error {
        IssueError::Flaw(flaw) => format!("/credential{}", flaw.at),
        IssueError::OtherKey => "/credential/issuer".into(),
        IssueError::NoMethod => "/verification_method".into(),
        IssueError::Signed => "/credential/proof".into(),
        IssueError::Time { member } => format!("/{member}"),
    };
    Fault::new(Code::Unissuable, at, format!("{error}"))
}
