//! Compact JWS (RFC 7515), strictly: the algorithm is that of the pinned key, and nothing in the header can change it.

use super::{
    code::{Code, Flaw},
    pinned::Candidate,
};
use crate::{
    base::{limits, text::cut_last},
    digest::json::{self, Document, Limits},
    proof::{
        base64,
        key::{Algorithm, PublicKey, SignatureBytes, SignatureError},
    },
};
use alloc::{borrow::ToOwned as _, string::String};

/// Bytes of a token, at most.
pub const BYTES: usize = limits::PHONE_BYTES;

/// Bytes of a header, at most.
const HEADER_BYTES: usize = 8192;

/// Containers in each other in a header.
const HEADER_DEPTH: usize = 8;

/// A token that has been taken apart; nothing of it is believed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jws<'t> {
    /// What is signed: header and payload as they were written.
    pub signed: &'t str,
    /// The header.
    pub header: Header,
    /// The payload, decoded.
    pub payload: String,
    /// The signature.
    pub signature: SignatureBytes,
}

/// What a header says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The algorithm; it is compared with the key's, and never chosen by it.
    pub alg: String,
    /// What the token is (RFC 8725 §3.11), in lower case and without `application/`.
    pub typ: Option<String>,
    /// What the payload is, likewise.
    pub cty: Option<String>,
    /// The name of the key.
    pub kid: Option<String>,
}

impl<'t> Jws<'t> {
    /// Takes a token apart.
    ///
    /// # Errors
    /// [`Flaw`] with `malformed`, or what the header says that is not taken.
    pub fn parse(token: &'t str, malformed: Code) -> Result<Self, Flaw> {
        let wrong = || Flaw::new(malformed);
        if token.len() > BYTES {
            return Err(Code::Limit.into());
        }
        let (signed, signature) = cut_last(token, b'.').ok_or_else(wrong)?;
        let (header, payload) = cut_last(signed, b'.').ok_or_else(wrong)?;
        if header.len() > HEADER_BYTES {
            return Err(Code::Limit.into());
        }
        let header = decoded(header).ok_or_else(wrong)?;
        let header = Header::parse(&header).map_err(|flaw| flaw.unwrap_or_else(wrong))?;
        Ok(Self {
            signed,
            header,
            payload: decoded(payload).ok_or_else(wrong)?,
            signature: base64::decode_url_array(signature).ok_or_else(wrong)?,
        })
    }

    /// Checks the signature with whichever of these keys made it.
    ///
    /// # Errors
    /// [`Flaw`]: none did, the algorithm is not that of a key, or is not in this build.
    pub fn verify<'p>(&self, keys: &[Candidate<'p>]) -> Result<Candidate<'p>, Flaw> {
        let mut outcome = Flaw::new(Code::AlgMismatch).found(&self.header.alg);
        for one in keys {
            match self.verify_with(&one.key.key) {
                Ok(()) => return Ok(*one),
                Err(Code::AlgMismatch) => {}
                Err(code) => outcome = code.into(),
            }
        }
        Err(outcome)
    }

    /// Checks the signature with this key.
    ///
    /// # Errors
    /// The algorithm is not the key's, the signature is wrong, or the algorithm is not in this build.
    pub fn verify_with(&self, key: &PublicKey) -> Result<(), Code> {
        if !names(key.algorithm()).contains(&self.header.alg.as_str()) {
            return Err(Code::AlgMismatch);
        }
        check(key, self.signed.as_bytes(), &self.signature)
    }
}

/// A signature, checked: the one place where a credential meets a key.
pub(super) fn check(key: &PublicKey, message: &[u8], signature: &SignatureBytes) -> Result<(), Code> {
    match key.verify(message, signature) {
        Ok(()) => Ok(()),
        Err(SignatureError::NotBuilt { .. }) => Err(Code::NotBuilt),
        Err(SignatureError::Wrong | SignatureError::OnlyCheckpoints) => Err(Code::BadSignature),
    }
}

/// The JOSE names of an algorithm (RFC 8037 §3.1, RFC 9864 §2.2, RFC 7518 §3.4); the first is written.
#[must_use]
pub const fn names(algorithm: Algorithm) -> &'static [&'static str] {
    match algorithm {
        Algorithm::Ed25519 => &["EdDSA", "Ed25519"],
        Algorithm::P256 => &["ES256"],
        _ => &[],
    }
}

impl Header {
    /// Reads a header; `None` is said of what is malformed.
    fn parse(text: &str) -> Result<Self, Option<Flaw>> {
        let limits = Limits { bytes: HEADER_BYTES, depth: HEADER_DEPTH };
        let document = json::tape(text, limits).map_err(|_| None)?;
        let root = document.root();
        let word = |name: &str| match root.get(name) {
            None => Ok(None),
            Some(value) => value.text().map(|text| Some(text.into_owned())).ok_or(None),
        };
        let alg = word("alg")?.ok_or(None)?;
        if alg.eq_ignore_ascii_case("none") {
            return Err(Some(Code::AlgNone.into()));
        }
        for name in ["crit", "b64"] {
            if root.get(name).is_some() {
                return Err(Some(Flaw::new(Code::CriticalHeader).found(name)));
            }
        }
        let media = |name| word(name).map(|text| text.as_deref().map(media_type));
        Ok(Self { alg, typ: media("typ")?, cty: media("cty")?, kid: word("kid")? })
    }

    /// Is the token of this type?
    ///
    /// # Errors
    /// It says another, or none where one must be said.
    pub fn check_type(&self, typ: &str, cty: Option<&str>) -> Result<(), Flaw> {
        let wrong = |found: &Option<String>| {
            Err(Flaw::new(Code::WrongTyp).found(found.as_deref().unwrap_or("no `typ`")))
        };
        if self.typ.as_deref() != Some(typ) {
            return wrong(&self.typ);
        }
        match (&self.cty, cty) {
            (Some(found), Some(wanted)) if found != wanted => wrong(&self.cty),
            _ => Ok(()),
        }
    }
}

/// A media type as RFC 7515 §4.1.9 lets it be written short.
fn media_type(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    lower.strip_prefix("application/").map(str::to_owned).unwrap_or(lower)
}

/// The text of base64url, if it is UTF-8.
fn decoded(part: &str) -> Option<String> {
    String::from_utf8(base64::decode_url(part)?).ok()
}

/// A text as one strict JSON object and nothing around it, its lines ended by LF only.
///
/// # Errors
/// [`Flaw`] with `malformed`; or it is longer than a token may be.
pub(super) fn alone(text: &str, malformed: Code) -> Result<Document<'_>, Flaw> {
    if text.len() > BYTES {
        return Err(Code::Limit.into());
    }
    if text.contains('\r') || !text.starts_with('{') || !text.ends_with('}') {
        return Err(malformed.into());
    }
    object(text, malformed)
}

/// The payload as one strict JSON object.
///
/// # Errors
/// [`Flaw`] with `malformed`: not strict JSON, or no object.
pub(super) fn object(payload: &str, malformed: Code) -> Result<Document<'_>, Flaw> {
    let limits = Limits { bytes: BYTES, depth: limits::JSON_DEPTH };
    let document = json::tape(payload, limits)
        .map_err(|(kind, _)| Flaw::new(malformed).found(&alloc::format!("{kind}")))?;
    match document.root().members() {
        Some(_) => Ok(document),
        None => Err(malformed.into()),
    }
}

/// A header as it is written: members in the order of their names.
pub(super) fn header(algorithm: Algorithm, members: &[(&str, Option<&str>)]) -> String {
    let mut out = String::from("{");
    json::write_texts(&mut out, &[("alg", names(algorithm).first().copied())]);
    json::write_texts(&mut out, members);
    out.push('}');
    out
}
