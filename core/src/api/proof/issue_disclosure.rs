//! `issue_disclosure`: issue an SD-JWT, with the caller's salts.

use super::signer::Signer;
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    digest::json::{self, Raw},
    id::few::few,
    proof::credential::sd_jwt::{self, DISCLOSURES, Decoy, Draft, IssueError},
};
use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "issue_disclosure",
    "issues an SD-JWT (RFC 9901) in which named claims may be hidden, with the caller's key and salts",
    limits::PHONE_BYTES,
    Request,
    Answer,
    issue_disclosure
);

/// Claims, what of them may be hidden, and the key to sign with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// All claims, in clear.
    claims: Raw,
    /// What may be hidden, at most 4,096.
    #[serde(default, deserialize_with = "few::<_, _, DISCLOSURES>")]
    hide: Vec<HideRequest>,
    /// Digests that stand for nothing, so that their number says nothing; at most 4,096.
    #[serde(default, deserialize_with = "few::<_, _, DISCLOSURES>")]
    decoys: Vec<HideRequest>,
    /// The private key. It stays in this call.
    key: Signer,
    /// The key's name, for the header.
    kid: Option<String>,
    /// What the token is, for the header: such as `example+sd-jwt`.
    typ: Option<String>,
    /// The holder's public key as a JSON Web Key; it becomes `cnf`.
    holder: Option<Raw>,
}

/// A place in the claims and its salt.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct HideRequest {
    /// JSON pointer to the member or item; of a decoy, to the object it stands in.
    at: String,
    /// 16 to 64 random bytes, base64url without padding, used once for ever.
    salt: String,
}

/// The token.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// With all its disclosures: what the holder gets.
    sd_jwt: String,
    /// The disclosures in the order of `hide`, for the holder to choose from by number.
    disclosures: Vec<DisclosureAnswer>,
    /// The public key as a Multikey, for others to pin.
    multibase: String,
}

/// What can be disclosed.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct DisclosureAnswer {
    /// What it hides.
    at: String,
    /// The disclosure.
    disclosure: String,
}

fn issue_disclosure(request: Request) -> Result<Answer, Fault> {
    let (key, multibase) = request.key.read("/key")?;
    let claims = json::read(request.claims.text().as_bytes())?;
    let holder = request.holder.as_ref().map(|holder| json::read(holder.text().as_bytes())).transpose()?;
    let hide: Vec<&str> = request.hide.iter().map(|hide| hide.at.as_str()).collect();
    let salts: Vec<&str> = request.hide.iter().map(|hide| hide.salt.as_str()).collect();
    let decoys = request.decoys.iter().map(|decoy| Decoy { at: &decoy.at, salt: &decoy.salt });
    let decoys: Vec<Decoy<'_>> = decoys.collect();
    let draft = Draft {
        claims: claims.root(),
        hide: &hide,
        salts: &salts,
        decoys: &decoys,
        holder: holder.as_ref().map(json::Document::root),
        typ: request.typ.as_deref(),
        kid: request.kid.as_deref(),
    };
    let issued = sd_jwt::issue(&draft, &key).map_err(|error| refused(&error))?;
    let disclosures = issued.disclosures.into_iter();
    Ok(Answer {
        sd_jwt: issued.text,
        disclosures: disclosures.map(|(at, disclosure)| DisclosureAnswer { at, disclosure }).collect(),
        multibase,
    })
}

fn refused(error: &IssueError) -> Fault {
    let at = match error {
        IssueError::Claims { .. } => "/claims",
        IssueError::Hide { .. } | IssueError::Salt { .. } => "/hide",
        IssueError::Decoy { .. } => "/decoys",
        IssueError::Limit => "",
        IssueError::Presentation => "/sd_jwt",
    };
    Fault::new(Code::Unissuable, at, format!("{error}"))
}
