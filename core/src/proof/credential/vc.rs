//! Judging a W3C Verifiable Credential 2.0: as `vc+jwt` or `vc+sd-jwt` (Securing VCs using JOSE and COSE), or with a Data
//! Integrity proof.

use super::{
    code::{Aspect, Code, Flaw, Verdict},
    data_integrity,
    jws::{self, Jws},
    model,
    pinned::Pinned,
    sd_jwt::{self, Judged},
    status::{Entries, Found},
    times,
};
use crate::digest::json::{self, Instead, Numbers, Value};
use alloc::{borrow::ToOwned as _, string::String, vec::Vec};

/// Status lists of one question, at most.
pub const LISTS: usize = 16;

/// How a credential is secured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A compact JWS of type `vc+jwt`.
    Jwt,
    /// An SD-JWT of type `vc+sd-jwt`.
    SdJwt,
    /// A JSON object with a Data Integrity proof.
    DataIntegrity,
}

impl Format {
    /// Its name in answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jwt => "vc+jwt",
            Self::SdJwt => "vc+sd-jwt",
            Self::DataIntegrity => "data-integrity",
        }
    }

    /// What a text begins like.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if text.starts_with('{') {
            Self::DataIntegrity
        } else if text.contains('~') {
            Self::SdJwt
        } else {
            Self::Jwt
        }
    }
}

/// A credential that was judged.
#[derive(Clone, Debug)]
pub struct JudgedCredential {
    /// How it is secured.
    pub format: Format,
    /// The verdict, who signed it, and the credential, if it is signed and no aspect fails.
    pub judged: Judged,
    /// What its status lists say.
    pub status: Vec<Found>,
}

const ASPECTS: [Aspect; 6] =
    [Aspect::Form, Aspect::Issuer, Aspect::Signature, Aspect::Model, Aspect::Contexts, Aspect::Time];

/// Judges a credential; `lists` are the texts of status list credentials that the caller has, in any of these forms.
#[must_use]
pub fn verify(text: &str, pinned: &Pinned, asked: &sd_jwt::Asked<'_>, lists: &[&str]) -> JudgedCredential {
    let format = Format::of(text);
    let mut status = Vec::new();
    let judged = secured(text, format, pinned, asked, &mut |judged, credential| {
        if credential.get("credentialStatus").is_some() {
            status = judge_status(&mut judged.verdict, credential, pinned, lists);
        }
    });
    JudgedCredential { format, judged, status }
}

/// Judges all but the status, which `then` may, while the credential is read.
fn secured(
    text: &str,
    format: Format,
    pinned: &Pinned,
    asked: &sd_jwt::Asked<'_>,
    then: &mut dyn FnMut(&mut Judged, Value<'_>),
) -> Judged {
    let mut judged = match format {
        Format::SdJwt => {
            let typ = asked.typ.unwrap_or(Format::SdJwt.name());
            sd_jwt::verify(text, pinned, &sd_jwt::Asked { typ: Some(typ), ..asked.clone() })
        }
        _ => Judged::on(&ASPECTS),
    };
    let credential = match format {
        Format::Jwt => jwt(&mut judged, text, pinned, then),
        Format::DataIntegrity => with_proof(&mut judged, text, pinned, then),
        Format::SdJwt => {
            for aspect in [Aspect::Model, Aspect::Contexts] {
                judged.verdict.applies(aspect);
            }
            judged.claims.take().inspect(|claims| {
                let read = jws::object(claims, Code::MalformedSdJwt);
                let Some(read) = judged.verdict.check(Aspect::Form, read) else { return };
                claimed(&mut judged, read.root(), pinned, then);
            })
        }
    };
    judged.give(credential);
    judged
}

fn jwt(
    judged: &mut Judged,
    text: &str,
    pinned: &Pinned,
    then: &mut dyn FnMut(&mut Judged, Value<'_>),
) -> Option<String> {
    let token = judged.verdict.check(Aspect::Form, Jws::parse(text, Code::MalformedJwt))?;
    judged.verdict.check(Aspect::Form, token.header.check_type("vc+jwt", Some("vc")))?;
    let claims = judged.verdict.check(Aspect::Form, jws::object(&token.payload, Code::MalformedJwt))?;
    judged.signer(&token, model::issuer(claims.root()).as_deref(), pinned);
    if judged.verdict.fails() {
        return None;
    }
    times::judge(&mut judged.verdict, claims.root(), pinned);
    claimed(judged, claims.root(), pinned, then);
    drop(claims);
    Some(token.payload)
}

fn with_proof(
    judged: &mut Judged,
    text: &str,
    pinned: &Pinned,
    then: &mut dyn FnMut(&mut Judged, Value<'_>),
) -> Option<String> {
    let credential = judged.verdict.check(Aspect::Form, jws::alone(text, Code::MalformedCredential))?;
    let root = credential.root();
    let signed_under = data_integrity::judge(judged, root, model::issuer(root).as_deref(), pinned);
    if judged.verdict.fails() {
        return None;
    }
    shaped(judged, root, pinned, then);
    let Some(contexts) = signed_under else { return Some(text.to_owned()) };
    judged.verdict.add(Flaw::at(Code::AddedContext, "/@context"));
    let instead = [("@context", Instead::This(contexts))];
    json::canonical_with(root, Numbers::Ecma, &instead).ok()
}

/// Judges a credential that is the payload of a token.
fn claimed(
    judged: &mut Judged,
    claims: Value<'_>,
    pinned: &Pinned,
    then: &mut dyn FnMut(&mut Judged, Value<'_>),
) {
    model::check_claims(&mut judged.verdict, claims);
    shaped(judged, claims, pinned, then);
}

/// Judges what is the same however a credential is secured.
fn shaped(
    judged: &mut Judged,
    credential: Value<'_>,
    pinned: &Pinned,
    then: &mut dyn FnMut(&mut Judged, Value<'_>),
) {
    judged.verdict.check(Aspect::Model, model::check(credential));
    model::judge_contexts(&mut judged.verdict, credential, pinned);
    model::judge_times(&mut judged.verdict, credential, pinned);
    then(judged, credential);
}

/// Judges each list as a credential, and what the lists say of this one.
fn judge_status(verdict: &mut Verdict, credential: Value<'_>, pinned: &Pinned, lists: &[&str]) -> Vec<Found> {
    let mut entries = Entries::read(verdict, credential);
    let mut refused = false;
    for list in lists.iter().take(LISTS) {
        let mut reached = false;
        let asked = sd_jwt::Asked::default();
        secured(list, Format::of(list), pinned, &asked, &mut |list, credential| {
            reached = true;
            entries.look_up(credential, &list.verdict);
        });
        refused |= !reached;
    }
    entries.finish(verdict, refused)
}
