//! Key binding (RFC 9901 §4.3, §7.3): the holder's signature over this presentation, for this verifier.

use super::{Hasher, SdJwt};
use crate::{
    digest::json::Value,
    proof::{
        credential::{
            code::{Aspect, Code, Flaw, Verdict},
            jwk,
            jws::{self, Jws},
            pinned::Pinned,
            times,
        },
        key::PublicKey,
    },
};

/// What a verifier asked for, beside a token of a pinned issuer.
#[derive(Clone, Debug, Default)]
pub struct Asked<'t> {
    /// The token's type, as `typ` names it; any but that of a key binding if nothing is said.
    pub typ: Option<&'t str>,
    /// Claims that must be there, as JSON pointers into the processed payload.
    pub claims: &'t [&'t str],
    /// The key binding that must be there.
    pub binding: Option<BindingAsked<'t>>,
}

/// The key binding that a verifier asked for.
#[derive(Clone, Copy, Debug)]
pub struct BindingAsked<'t> {
    /// The nonce it gave.
    pub nonce: &'t str,
    /// Its own name.
    pub audience: &'t str,
    /// Seconds for which a presentation counts.
    pub seconds: u32,
}

/// The type of a key binding.
pub(super) const TYP: &str = "kb+jwt";

/// Judges the key binding of a token, if there is one, or must be.
pub(super) fn judge(
    verdict: &mut Verdict,
    token: &SdJwt<'_>,
    claims: Value<'_>,
    hasher: Hasher,
    pinned: &Pinned,
    asked: Option<BindingAsked<'_>>,
) {
    match (token.binding, asked) {
        (None, None) => {}
        (None, Some(_)) => verdict.add(Code::NoBinding.into()),
        (Some(binding), asked) => {
            if asked.is_none() {
                verdict.add(Code::BindingNotAsked.into());
            }
            let judged = check(binding, token.presented, claims, hasher, pinned, asked);
            verdict.check(Aspect::Binding, judged);
        }
    }
}

fn check(
    binding: &str,
    presented: &str,
    claims: Value<'_>,
    hasher: Hasher,
    pinned: &Pinned,
    asked: Option<BindingAsked<'_>>,
) -> Result<(), Flaw> {
    let malformed = |_| Flaw::new(Code::MalformedBinding);
    let jws = Jws::parse(binding, Code::MalformedBinding).map_err(malformed)?;
    jws.header.check_type(TYP, None).map_err(malformed)?;
    let payload = jws::object(&jws.payload, Code::MalformedBinding)?;
    jws.verify_with(&holder_key(claims)?).map_err(|code| match code {
        Code::NotBuilt => Flaw::new(Code::UnknownHolderKey).found(&jws.header.alg),
        _ => Code::BadBinding.into(),
    })?;
    let payload = payload.root();
    let is = |name, wanted: &str, code: Code| match payload.get(name).and_then(|value| value.text()) {
        Some(found) if found == wanted => Ok(()),
        Some(_) => Err(Flaw::new(code)),
        None => Err(Flaw::at(Code::MalformedBinding, ["/", name].concat())),
    };
    is("sd_hash", &hasher.digest(presented), Code::OtherPresentation)?;
    let seconds = asked.map_or(u32::MAX, |asked| asked.seconds);
    let in_time = times::within(payload, "iat", seconds, pinned).map_err(malformed)?;
    if let Some(asked) = asked {
        is("nonce", asked.nonce, Code::OtherNonce)?;
        is("aud", asked.audience, Code::OtherAudience)?;
    }
    match in_time {
        Some(false) => Err(Code::BindingStale.into()),
        _ => Ok(()),
    }
}

/// The holder's key in `cnf` (RFC 7800 §3.2).
fn holder_key(claims: Value<'_>) -> Result<PublicKey, Flaw> {
    let confirmation = claims.get("cnf").ok_or(Code::NoHolderKey)?;
    let read = confirmation.get("jwk").and_then(jwk::key);
    read.ok_or_else(|| Flaw::at(Code::UnknownHolderKey, "/cnf"))
}
