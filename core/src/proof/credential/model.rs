//! What makes a JSON object a credential: W3C Verifiable Credentials Data Model 2.0 §4.

use super::{
    code::{Aspect, Code, Flaw, Verdict},
    multikey,
    pinned::Pinned,
    times,
};
use crate::{
    digest::json::{Kind, Value},
    proof::base64,
};
use alloc::{borrow::Cow, string::String, vec::Vec};

/// The context that comes first.
pub const FIRST_CONTEXT: &str = "https://www.w3.org/ns/credentials/v2";

/// Contexts of one credential, at most.
const CONTEXTS: usize = 64;

/// The items of a value that may stand for itself or in an array.
pub(super) fn each(value: Option<Value<'_>>) -> impl Iterator<Item = Value<'_>> {
    let items = value.and_then(|value| value.items());
    let single = value.filter(|value| value.items().is_none());
    items.into_iter().flatten().chain(single)
}

/// The id of a value that is an id, or an object with one.
pub(super) fn id_of(value: Value<'_>) -> Option<Cow<'_, str>> {
    value.text().or_else(|| value.get("id")?.text()).filter(|id| is_url(id))
}

/// The issuer that a credential names.
#[must_use]
pub fn issuer(credential: Value<'_>) -> Option<String> {
    id_of(credential.get("issuer")?).map(Cow::into_owned)
}

/// A scheme and something behind it; no white space.
fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let of_scheme = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(of_scheme)
        && !rest.is_empty()
        && !text.chars().any(|one| one.is_whitespace() || one.is_control())
}

/// Is it of this type, whatever else it is?
#[must_use]
pub fn is_type(value: Value<'_>, name: &str) -> bool {
    each(value.get("type")).any(|one| one.is_text(name))
}

/// A credential's shape.
///
/// # Errors
/// [`Flaw`]: the first thing that is not as the data model says, with its pointer.
pub fn check(credential: Value<'_>) -> Result<(), Flaw> {
    let bad = |at: &str| Flaw::at(Code::BadMember, at);
    let contexts = credential.get("@context").and_then(|contexts| contexts.items());
    let first = contexts.into_iter().flatten().next();
    if !first.is_some_and(|first| first.is_text(FIRST_CONTEXT)) {
        return Err(Flaw::at(Code::NotVc2, "/@context"));
    }
    if !is_type(credential, "VerifiableCredential") {
        return Err(Flaw::at(Code::NotVc2, "/type"));
    }
    if !each(credential.get("type")).all(|one| one.text().is_some_and(|name| !name.is_empty())) {
        return Err(bad("/type"));
    }
    issuer(credential).ok_or_else(|| bad("/issuer"))?;
    if credential.get("id").is_some_and(|id| id.text().is_none_or(|id| !is_url(&id))) {
        return Err(bad("/id"));
    }
    let filled = |value: Value<'_>| value.members().is_some_and(|mut members| members.next().is_some());
    let mut subjects = each(credential.get("credentialSubject")).peekable();
    if subjects.peek().is_none() || !subjects.all(filled) {
        return Err(bad("/credentialSubject"));
    }
    for name in ["credentialStatus", "credentialSchema", "evidence", "refreshService", "termsOfUse"] {
        let typed = |value: Value<'_>| value.get("type").is_some();
        if !each(credential.get(name)).all(typed) {
            return Err(bad(&["/", name].concat()));
        }
    }
    Ok(())
}

/// Members of a JWT's payload beside those of a credential (Securing VCs using JOSE and COSE §3.1.3): none may say another
/// thing than the credential.
pub(super) fn check_claims(verdict: &mut Verdict, claims: Value<'_>) {
    for name in ["vc", "vp"] {
        if claims.get(name).is_some() {
            verdict.add(Flaw::at(Code::ForeignClaim, ["/", name].concat()));
        }
    }
    if claims.get("iss").is_some_and(|iss| iss.text().as_deref() != issuer(claims).as_deref()) {
        verdict.add(Flaw::at(Code::OtherIssuer, "/iss"));
    }
    let same = |claim: &str, of: Option<Value<'_>>| {
        let Some(claim) = claims.get(claim) else { return true };
        let of = of.and_then(id_of);
        of.is_some_and(|of| claim.is_text(&of))
    };
    if !same("jti", claims.get("id")) {
        verdict.add(Flaw::at(Code::BadMember, "/jti"));
    }
    if !same("sub", each(claims.get("credentialSubject")).next()) {
        verdict.add(Flaw::at(Code::BadMember, "/sub"));
    }
}

/// Judges `validFrom` and `validUntil` (§4.9).
pub(super) fn judge_times(verdict: &mut Verdict, credential: Value<'_>, pinned: &Pinned) {
    let mut time = |name| {
        times::moment(credential, "", name).unwrap_or_else(|flaw| {
            verdict.add(flaw);
            None
        })
    };
    let (from, until) = (time("validFrom"), time("validUntil"));
    if from.is_some_and(|from| pinned.has_come(from) == Some(false)) {
        verdict.add(Flaw::at(Code::NotYetValid, "/validFrom"));
    }
    if until.is_some_and(|until| pinned.is_over(until) == Some(true)) {
        verdict.add(Flaw::at(Code::NoLongerValid, "/validUntil"));
    }
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        verdict.add(Flaw::at(Code::BadTime, "/validUntil"));
    }
    times::known(verdict, pinned);
}

/// Judges what the words of a credential mean: each context must be pinned by hash, and where the credential states the
/// hash of one itself (`relatedResource`, §5.3), it must be that one.
pub(super) fn judge_contexts(verdict: &mut Verdict, credential: Value<'_>, pinned: &Pinned) {
    let contexts: Vec<Value<'_>> = each(credential.get("@context")).take(CONTEXTS + 1).collect();
    if contexts.len() > CONTEXTS {
        verdict.add(Code::Limit.into());
    }
    for (number, context) in contexts.iter().enumerate() {
        let at = |code| Flaw::at(code, alloc::format!("/@context/{number}"));
        match context.text() {
            None if context.kind() == Kind::Object => verdict.add(at(Code::InlineContext)),
            None => verdict.add(at(Code::BadMember)),
            Some(url) => match pinned.context(&url) {
                None => verdict.add(at(Code::UnknownContext).found(&url)),
                Some(hash) if !states(credential, &url, &hash) => {
                    verdict.add(at(Code::ContextDiffers).found(&url));
                }
                Some(_) => {}
            },
        }
    }
    verdict.looked_at(Aspect::Contexts);
}

/// Does the credential state no other SHA-256 of a resource?
fn states(credential: Value<'_>, url: &str, hash: &[u8; 32]) -> bool {
    let mut resources =
        each(credential.get("relatedResource")).filter(|one| one.get("id").is_some_and(|id| id.is_text(url)));
    resources.all(|resource| {
        let integrity = resource.get("digestSRI").and_then(|digest| digest.text());
        let integrity = integrity.as_deref().and_then(|digest| digest.strip_prefix("sha256-"));
        let multihash = resource.get("digestMultibase").and_then(|digest| digest.text());
        let multihash = multihash.as_deref().and_then(multihash_of);
        integrity.is_none_or(|digest| base64::decode_array(digest).as_ref() == Some(hash))
            && multihash.is_none_or(|digest| digest == *hash)
    })
}

/// SHA-256 of a multibase multihash (`u` or `z`); `None` for other functions.
fn multihash_of(text: &str) -> Option<[u8; 32]> {
    let bytes = match text.strip_prefix('u') {
        Some(rest) => base64::decode_url(rest)?,
        None => multikey::decode(text)?,
    };
    match &*bytes {
        [0x12, 0x20, hash @ ..] => hash.try_into().ok(),
        _ => None,
    }
}
