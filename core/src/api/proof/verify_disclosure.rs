//! `verify_disclosure`: does a disclosure open a digest of an entry; or does an SD-JWT hold, and what does it say?

use super::trusting::trusting_request;
#[cfg(feature = "credentials")]
use crate::{api::proof::pinned::CredentialVerdict, proof::credential::sd_jwt};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    digest::{
        Suite,
        json::{self, Raw},
    },
    id::few::few,
    proof::{disclosure::Disclosure, entry::Entry},
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "verify_disclosure",
    "says whether a disclosure opens a digest of an entry, or judges an SD-JWT (RFC 9901); and what is disclosed",
    limits::PHONE_BYTES,
    Request,
    Answer,
    verify_disclosure
);

trusting_request! {
    /// A disclosure and the line it is to open; or an SD-JWT, whom to trust, and what was asked for.
    #[cfg_attr(not(feature = "credentials"), expect(dead_code, reason = "read where SD-JWT is built in"))]
    struct Request {
        /// The disclosure (RFC 9901), base64url.
        disclosure: Option<String>,
        /// The ledger line.
        line: Option<String>,
        /// The hash suite of the writer's key record; `sha256` unless said.
        suite: Option<Suite>,
        /// Instead of these: a whole SD-JWT, exactly, compact or as JWS JSON.
        sd_jwt: Option<String>,
        /// What `typ` must say of it; anything but `kb+jwt` if absent.
        typ: Option<String>,
        /// Claims that it must show, as JSON pointers; at most 256.
        #[serde(default, deserialize_with = "few::<_, _, 256>")]
        claims: Vec<String>,
        /// The key binding that it must have.
        binding: Option<BindingRequest>,
    }
}

/// The key binding that was asked for (RFC 9901 §7.3).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(not(feature = "credentials"), expect(dead_code, reason = "read where SD-JWT is built in"))]
struct BindingRequest {
    /// The nonce that the holder was given.
    nonce: String,
    /// The verifier's own name, as the holder knows it.
    audience: String,
    /// For how many seconds a presentation counts; 300 unless said.
    seconds: Option<u32>,
}

/// What is disclosed.
#[derive(Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Answer {
    /// Of a disclosure and a line.
    Entry(Opened),
    /// Of an SD-JWT.
    #[cfg(feature = "credentials")]
    Token(Token),
}

/// What a disclosure discloses.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "OpenedDisclosure"))]
struct Opened {
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

/// What an SD-JWT says.
#[cfg(feature = "credentials")]
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "JudgedSdJwt"))]
struct Token {
    /// The verdict.
    verdict: CredentialVerdict,
    /// The pinned issuer that signed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    /// The name of the key that signed, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// What its header says that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    typ: Option<String>,
    /// The processed payload; only if it is signed and no aspect fails.
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<Raw>,
}

fn verify_disclosure(request: Request) -> Result<Answer, Fault> {
    match (&request.sd_jwt, &request.disclosure, &request.line) {
        (Some(text), None, None) => token(text, &request),
        (None, Some(disclosure), Some(line)) => {
            entry(disclosure, line, request.suite.unwrap_or(Suite::Sha256)).map(Answer::Entry)
        }
        _ => Err(Fault::new(Code::MalformedRequest, "", "give `disclosure` and `line`, or `sd_jwt`")),
    }
}

fn entry(disclosure: &str, line: &str, suite: Suite) -> Result<Opened, Fault> {
    let disclosure = Disclosure::parse(disclosure)
        .map_err(|refusal| Fault::new(Code::BadDisclosure, "/disclosure", format!("{refusal}")))?;
    let entry =
        Entry::parse(line).map_err(|refusal| Fault::new(Code::BadLine, "/line", format!("{refusal}")))?;
    let digest = disclosure.digest(suite);
    let value = Raw::from(json::read(disclosure.value().as_bytes())?);
    Ok(Opened {
        opens: entry.digests.contains(&digest.as_str()),
        must_show: disclosure.hides_what_must_show(),
        name: disclosure.name().to_string(),
        digest,
        value,
    })
}

#[cfg(feature = "credentials")]
fn token(text: &str, request: &Request) -> Result<Answer, Fault> {
    let (pinned, may_be_open) = request.trust(&[])?;
    let claims: Vec<&str> = request.claims.iter().map(String::as_str).collect();
    let binding = request.binding.as_ref().map(|binding| sd_jwt::BindingAsked {
        nonce: &binding.nonce,
        audience: &binding.audience,
        seconds: binding.seconds.unwrap_or(300),
    });
    let asked = sd_jwt::Asked { typ: request.typ.as_deref(), claims: &claims, binding };
    let judged = sd_jwt::verify(text, &pinned, &asked);
    Ok(Answer::Token(Token {
        verdict: CredentialVerdict::new(&judged.verdict, &may_be_open),
        issuer: judged.issuer,
        key: judged.key,
        typ: judged.typ,
        claims: judged.claims.map(Raw::written),
    }))
}

#[cfg(not(feature = "credentials"))]
fn token(_: &str, _: &Request) -> Result<Answer, Fault> {
    Err(Fault::new(Code::NotBuilt, "/sd_jwt", "SD-JWT needs the feature `credentials`"))
}
