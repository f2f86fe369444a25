//! Whom a request trusts, and a verdict on a credential as answers carry it.

use crate::{
    api::{Code, Fault},
    digest::json::{self, Raw},
    id::few::few,
    proof::{
        Moment,
        credential::{
            code::{Aspect, Flaw, Status, Verdict},
            context_table::hex32,
            jwk, multikey,
            pinned::{self, Issuer, IssuerKey, KEYS, Pinned, PinnedContext},
        },
        key::{PublicKey, Vkey},
    },
};
use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// Issuers, documents or contexts of one request, at most.
pub(super) const MOST: usize = 256;

/// An issuer that is trusted.
///
/// Its keys are those given here, or else those of its DID: of a `did:key` its own, of a `did:web` those of the document
/// in `documents`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct IssuerRequest {
    /// Its id: what `iss` or `issuer` says.
    id: String,
    /// Its keys, at most 64.
    #[serde(default, deserialize_with = "few::<_, _, KEYS>")]
    keys: Vec<KeyRequest>,
}

/// A key of an issuer: `multibase`, `jwk` or `vkey`, or an `id` that is a verification method of a `did:key`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct KeyRequest {
    /// What `kid` or `verificationMethod` must say for this key; any name if absent.
    id: Option<String>,
    /// The key as a Multikey: `z6Mk…` (Ed25519) or `zDn…` (P-256).
    multibase: Option<String>,
    /// The key as a JSON Web Key.
    jwk: Option<Raw>,
    /// The key as `NAME+HEX8+BASE64` (C2SP vkey).
    vkey: Option<Vkey>,
    /// When it begins to count (RFC 3339).
    from: Option<String>,
    /// When it counts no longer (RFC 3339).
    until: Option<String>,
}

/// A JSON-LD context that is trusted, by hash.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct ContextRequest {
    /// Its URL.
    url: String,
    /// SHA-256 of its document, lower-case hex.
    sha256: String,
}

/// What a request says of trust.
#[derive(Debug, Default)]
pub(super) struct Trust<'r> {
    pub(super) issuers: &'r [IssuerRequest],
    pub(super) documents: &'r [Raw],
    pub(super) contexts: &'r [ContextRequest],
    pub(super) now: Option<&'r str>,
    pub(super) tolerance: Option<u32>,
}

/// Seconds by which clocks may differ, unless said.
const TOLERANCE: u32 = 300;

impl Trust<'_> {
    /// The trust of a request, checked.
    pub(super) fn read(&self) -> Result<Pinned, Fault> {
        let documents = list("/documents", self.documents, document)?;
        let issuer = |at: &str, request: &IssuerRequest| issuer(at, request, &documents);
        Ok(Pinned {
            issuers: list("/issuers", self.issuers, issuer)?,
            contexts: list("/contexts", self.contexts, context)?,
            now: self.now.map(|now| moment("/now", now)).transpose()?,
            tolerance: self.tolerance.unwrap_or(TOLERANCE),
        })
    }
}

/// Each item of a list with its pointer.
fn list<Q, T>(at: &str, items: &[Q], read: impl Fn(&str, &Q) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    items.iter().enumerate().map(|(number, item)| read(&format!("{at}/{number}"), item)).collect()
}

/// A time of a request.
pub(super) fn moment(at: &str, text: &str) -> Result<Moment, Fault> {
    Moment::parse(text).ok_or_else(|| {
        Fault::new(Code::MalformedRequest, at, "not a time `YYYY-MM-DDThh:mm:ss[.f](Z|+hh:mm)`")
    })
}

fn document(at: &str, raw: &Raw) -> Result<Issuer, Fault> {
    pinned::read_document(raw.text()).map_err(|error| {
        let found = error.map(|error| format!("{error}")).unwrap_or_default();
        Fault::new(Code::BadDidDocument, at, found)
    })
}

fn context(at: &str, request: &ContextRequest) -> Result<PinnedContext, Fault> {
    match hex32(&request.sha256) {
        Some(sha256) => Ok(PinnedContext { url: request.url.clone(), sha256 }),
        None => {
            Err(Fault::new(Code::MalformedRequest, format!("{at}/sha256"), "not 32 bytes in lower-case hex"))
        }
    }
}

fn issuer(at: &str, request: &IssuerRequest, documents: &[Issuer]) -> Result<Issuer, Fault> {
    if !request.keys.is_empty() {
        let keys = list(&format!("{at}/keys"), &request.keys, key)?;
        return Ok(Issuer { id: request.id.clone(), keys });
    }
    let of_document = || documents.iter().find(|document| document.id == request.id).cloned();
    Issuer::of_did_key(&request.id)
        .or_else(of_document)
        .ok_or_else(|| Fault::new(Code::BadIssuer, at, "no keys, no `did:key`, and no document of this DID"))
}

fn key(at: &str, request: &KeyRequest) -> Result<IssuerKey, Fault> {
    let time = |name: &str, text: &Option<String>| {
        text.as_deref().map(|text| moment(&format!("{at}/{name}"), text)).transpose()
    };
    let material = material(request)
        .ok_or_else(|| Fault::new(Code::BadKey, at, "not one of `multibase`, `jwk`, `vkey`, or no key"))?;
    Ok(IssuerKey {
        id: request.id.clone(),
        key: material,
        from: time("from", &request.from)?,
        until: time("until", &request.until)?,
    })
}

fn material(request: &KeyRequest) -> Option<PublicKey> {
    match (&request.multibase, &request.jwk, &request.vkey) {
        (Some(multibase), None, None) => multikey::key(multibase),
        (None, Some(raw), None) => jwk::key(json::read(raw.text().as_bytes()).ok()?.root()),
        (None, None, Some(vkey)) => Some(vkey.public_key().clone()),
        (None, None, None) => multikey::method(request.id.as_deref()?),
        _ => None,
    }
}

/// Names of aspects that may stay open.
pub(super) fn aspects(at: &str, names: &[String]) -> Result<Vec<Aspect>, Fault> {
    list(at, names, |at, name| {
        let aspect = Aspect::from_name(name).filter(|aspect| Aspect::MAY_BE_OPEN.contains(aspect));
        aspect.ok_or_else(|| Fault::new(Code::BadPolicy, at, "not an aspect that may stay open"))
    })
}

/// A verdict.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct CredentialVerdict {
    /// `accepted`, `incomplete` or `refused`.
    outcome: &'static str,
    /// Every aspect that applies, in order.
    aspects: Vec<AspectAnswer>,
    /// What was found; at most 64.
    reasons: Vec<ReasonAnswer>,
}

/// One aspect of a credential, judged.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CredentialAspect"))]
struct AspectAnswer {
    /// Which one: `form`, `issuer`, `signature`, `disclosures`, `binding`, `model`, `contexts`, `time` or `status`.
    aspect: &'static str,
    /// `pass`, `not-evaluated` or `fail`.
    status: &'static str,
}

/// What was found in a credential.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CredentialReason"))]
struct ReasonAnswer {
    /// In which aspect.
    aspect: &'static str,
    /// What it is; its words are in `messages`.
    code: &'static str,
    /// JSON pointer to where, in what was signed.
    #[serde(skip_serializing_if = "str::is_empty")]
    at: String,
    /// What stood there.
    #[serde(skip_serializing_if = "str::is_empty")]
    found: String,
}

impl CredentialVerdict {
    pub(super) fn new(verdict: &Verdict, may_be_open: &[Aspect]) -> Self {
        let reason = |flaw: &Flaw| ReasonAnswer {
            aspect: flaw.code.aspect().name(),
            code: flaw.code.as_str(),
            at: flaw.at.clone(),
            found: flaw.found.clone(),
        };
        let aspect = |(aspect, status): &(Aspect, Status)| AspectAnswer {
            aspect: aspect.name(),
            status: status.name(),
        };
        Self {
            outcome: verdict.outcome(may_be_open).name(),
            aspects: verdict.aspects().iter().map(aspect).collect(),
            reasons: verdict.reasons().iter().map(reason).collect(),
        }
    }
}
