//! SD-JWT (RFC 9901): what an issuer signed, as far as the holder discloses it, bound to whom it was shown to.
//!
//! ```
//! use terroir::{
//!     digest::json,
//!     proof::{
//!         credential::{code::Outcome, jwk, pinned::{Issuer, IssuerKey, Pinned}, sd_jwt::{self, Draft}},
//!         key::SigningKey,
//!     },
//! };
//!
//! let key = SigningKey::from_seed("coop.example/issuer", &[1; 32])?;
//! let claims = json::read(br#"{"iss":"https://coop.example","grower":"Test Person","crop":"tea"}"#)?;
//! let draft = Draft { hide: &["/grower"], salts: &["EREREREREREREREREREREQ"], ..Draft::new(claims.root()) };
//! let issued = sd_jwt::issue(&draft, &key)?;
//!
//! let own = IssuerKey::new(None, key.vkey().public_key().clone());
//! let pinned = Pinned {
//!     issuers: vec![Issuer { id: "https://coop.example".into(), keys: vec![own] }],
//!     now: terroir::proof::Moment::parse("2026-11-24T12:00:00+08:00"),
//!     ..Pinned::default()
//! };
//! let judged = sd_jwt::verify(&issued.text, &pinned, &sd_jwt::Asked::default());
//! assert_eq!(judged.verdict.outcome(&[]), Outcome::Accepted);
//! assert_eq!(
//!     judged.claims.as_deref(),
//!     Some(r#"{"iss":"https://coop.example","crop":"tea","grower":"Test Person"}"#)
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A token is judged in the order of RFC 9901 §7.1 and §7.3; what is not looked at is not called right. A disclosure that
//! nothing in the signed payload stands for is refused, and so is a digest that stands twice.

mod binding;
mod issue;
mod open;
mod wire;

pub use binding::{Asked, BindingAsked};
pub(super) use issue::sign;
pub use issue::{Binding, Decoy, Draft, IssueError, Issued, issue, present};
pub use open::Hasher;
pub use wire::SdJwt;

use super::{
    code::{Aspect, Code, Flaw, Status, Verdict},
    jws::{self, Header, Jws},
    pinned::{Candidate, Pinned},
    times,
};
use crate::digest::json::Value;
use alloc::{borrow::ToOwned as _, string::String};

/// Disclosures of one token, at most.
pub const DISCLOSURES: usize = 4096;

/// Digests of one token, at most: those of the payload and those in what is disclosed.
pub const DIGESTS: usize = 8192;

/// A token that was judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The verdict, aspect by aspect.
    pub verdict: Verdict,
    /// The processed payload as JSON; only if it is signed and no aspect fails.
    pub claims: Option<String>,
    /// The issuer that signed.
    pub issuer: Option<String>,
    /// The name of the key that signed, if it has one.
    pub key: Option<String>,
    /// What the header says that it is.
    pub typ: Option<String>,
}

impl Judged {
    pub(super) fn on(aspects: &[Aspect]) -> Self {
        Self { verdict: Verdict::on(aspects), claims: None, issuer: None, key: None, typ: None }
    }

    /// Who signed; what was found stands in the verdict.
    pub(super) fn signer(&mut self, jws: &Jws<'_>, issuer: Option<&str>, pinned: &Pinned) {
        self.typ.clone_from(&jws.header.typ);
        let candidates = pinned.candidates(issuer, jws.header.kid.as_deref());
        let Some(candidates) = self.verdict.check(Aspect::Issuer, candidates) else { return };
        let signer = self.verdict.check(Aspect::Signature, jws.verify(&candidates));
        self.signed_by(signer);
    }

    pub(super) fn signed_by(&mut self, signer: Option<Candidate<'_>>) {
        self.issuer = signer.map(|signer| signer.issuer.to_owned());
        self.key = signer.and_then(|signer| signer.key.id.clone());
    }

    /// Hands out what was signed, if it was and nothing fails.
    pub(super) fn give(&mut self, claims: Option<String>) {
        let signed = self.verdict.status(Aspect::Signature) == Some(Status::Pass);
        self.claims = claims.filter(|_| signed && !self.verdict.fails());
    }
}

/// The aspects of an SD-JWT; [`Aspect::Binding`] joins them where it is asked for or there.
const ASPECTS: &[Aspect] =
    &[Aspect::Form, Aspect::Issuer, Aspect::Signature, Aspect::Disclosures, Aspect::Time];

/// Judges an SD-JWT, or SD-JWT+KB, in compact form or as JWS JSON (RFC 9901 §4, §8).
#[must_use]
pub fn verify(text: &str, pinned: &Pinned, asked: &Asked<'_>) -> Judged {
    let mut judged = Judged::on(ASPECTS);
    let claims = judge(&mut judged, text, pinned, asked);
    judged.give(claims);
    judged
}

/// Stops at the first aspect that makes the next ones meaningless.
fn judge(judged: &mut Judged, text: &str, pinned: &Pinned, asked: &Asked<'_>) -> Option<String> {
    let compact = judged.verdict.check(Aspect::Form, wire::compact(text))?;
    let token = judged.verdict.check(Aspect::Form, SdJwt::parse(&compact))?;
    judged.verdict.check(Aspect::Form, check_typ(&token.jws.header, asked.typ))?;
    let payload = jws::object(&token.jws.payload, Code::MalformedSdJwt);
    let payload = judged.verdict.check(Aspect::Form, payload)?;
    let issuer = named_issuer(payload.root());
    judged.signer(&token.jws, issuer.as_deref(), pinned);
    if judged.verdict.fails() {
        return None;
    }
    let verdict = &mut judged.verdict;
    let hasher = verdict.check(Aspect::Disclosures, Hasher::of(payload.root()))?;
    let opened = open::open(payload.root(), hasher, &token.disclosures);
    let opened = verdict.check(Aspect::Disclosures, opened)?;
    drop(payload);
    let claims = verdict.check(Aspect::Disclosures, open::read(&opened))?;
    if named_issuer(claims.root()) != issuer {
        verdict.add(Code::OtherIssuer.into());
    }
    for pointer in asked.claims {
        if claims.root().pointer(pointer).is_none() {
            verdict.add(Flaw::at(Code::MissingClaim, *pointer));
        }
    }
    times::judge(verdict, claims.root(), pinned);
    binding::judge(verdict, &token, claims.root(), hasher, pinned, asked.binding);
    drop(claims);
    Some(opened)
}

/// The issuer that a payload names: `iss` of a JWT, or `issuer` of a W3C credential.
fn named_issuer(payload: Value<'_>) -> Option<String> {
    let issuer = payload.get("iss").or_else(|| payload.get("issuer"))?;
    Some(issuer.text().or_else(|| issuer.get("id")?.text())?.into_owned())
}

/// A key binding is no SD-JWT, whatever was asked for.
fn check_typ(header: &Header, asked: Option<&str>) -> Result<(), Flaw> {
    match (header.typ.as_deref(), asked) {
        (Some(binding::TYP), _) => Err(Flaw::new(Code::WrongTyp).found(binding::TYP)),
        (_, Some(asked)) => header.check_type(asked, None),
        _ => Ok(()),
    }
}
