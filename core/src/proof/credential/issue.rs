//! Issuing a W3C credential with the caller's key, ids and times.

use super::{
    code::{Code, Flaw},
    data_integrity::{self, Options},
    jws, model, multikey,
    sd_jwt::sign,
    times,
};
use crate::{
    digest::json::{self, Value},
    proof::{Moment, key::SigningKey},
};
use alloc::{borrow::Cow, string::String};

/// What stands beside the credential.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms<'t> {
    /// The name of the key, a verification method of the issuer; of a `did:key` issuer its own, unless said.
    pub method: Option<&'t str>,
    /// When the proof is made; not for `vc+jwt`.
    pub created: Option<&'t str>,
    /// When the proof counts no longer; not for `vc+jwt`.
    pub expires: Option<&'t str>,
}

/// Why a credential cannot be issued.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IssueError {
    /// It would not be one, or could not be signed.
    #[error("{} at `{}`", .0.code.as_str(), .0.at)]
    Flaw(Flaw),
    /// The issuer is another `did:key` than the key that signs.
    #[error("the issuer is the `did:key` of another key")]
    OtherKey,
    /// Nothing says what the key is called, and the issuer is no `did:key`.
    #[error("the key's name is needed where the issuer is no `did:key`")]
    NoMethod,
    /// It is signed already.
    #[error("it has a proof already")]
    Signed,
    /// A time that is none, or does not belong to this form.
    #[error("`{member}` is no time, or has no place here")]
    Time {
        /// Which one.
        member: &'static str,
    },
}

impl From<Flaw> for IssueError {
    fn from(flaw: Flaw) -> Self {
        Self::Flaw(flaw)
    }
}

/// Signs a credential as `vc+jwt` (Securing VCs using JOSE and COSE §3.1.1).
///
/// # Errors
/// [`IssueError`].
pub fn as_jwt(credential: Value<'_>, terms: &Terms<'_>, key: &SigningKey) -> Result<String, IssueError> {
    for (member, time) in [("created", terms.created), ("expires", terms.expires)] {
        if time.is_some() {
            return Err(IssueError::Time { member });
        }
    }
    let method = checked(credential, terms, key)?;
    let members = [("cty", Some("vc")), ("kid", Some(&*method)), ("typ", Some("vc+jwt"))];
    let header = jws::header(key.vkey().algorithm(), &members);
    let token = sign(&header, &compact(credential)?, key);
    if token.len() > jws::BYTES { Err(Flaw::from(Code::Limit).into()) } else { Ok(token) }
}

/// Signs a credential with a Data Integrity proof, of the suite of the key's algorithm.
///
/// # Errors
/// [`IssueError`].
pub fn with_proof(credential: Value<'_>, terms: &Terms<'_>, key: &SigningKey) -> Result<String, IssueError> {
    for (member, time) in [("created", terms.created), ("expires", terms.expires)] {
        if time.is_some_and(|time| Moment::parse(time).is_none()) {
            return Err(IssueError::Time { member });
        }
    }
    let method = checked(credential, terms, key)?;
    let options = Options { method: &method, created: terms.created, expires: terms.expires };
    let proof = data_integrity::prove(credential, &options, key)?;
    let compact = compact(credential)?;
    let open = compact.strip_suffix('}').unwrap_or_default();
    let text = [open, ",\"proof\":", &proof, "}"].concat();
    if text.len() > jws::BYTES { Err(Flaw::from(Code::Limit).into()) } else { Ok(text) }
}

/// The credential without white space.
fn compact(credential: Value<'_>) -> Result<String, Flaw> {
    json::to_string(&credential).map_err(|_| Flaw::new(Code::MalformedCredential))
}

/// The name of the key, if the credential is one and the key may sign it.
fn checked<'t>(
    credential: Value<'t>,
    terms: &Terms<'t>,
    key: &SigningKey,
) -> Result<Cow<'t, str>, IssueError> {
    model::check(credential)?;
    if credential.get("proof").is_some() {
        return Err(IssueError::Signed);
    }
    for name in ["validFrom", "validUntil"] {
        times::moment(credential, "", name)?;
    }
    let issuer = model::issuer(credential).unwrap_or_default();
    let own = multikey::method_of(&issuer);
    if own.is_some() && multikey::did_of(key.vkey().public_key()).as_deref() != Some(&issuer) {
        return Err(IssueError::OtherKey);
    }
    terms.method.map(Cow::Borrowed).or(own.map(Cow::Owned)).ok_or(IssueError::NoMethod)
}
