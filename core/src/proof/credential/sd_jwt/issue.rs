//! Issuing an SD-JWT (RFC 9901 §5) with the caller's salts, and presenting one with a key binding.

use super::{Hasher, SdJwt, binding::TYP};
use crate::{
    base::limits,
    digest::json::{self, Kind, Value},
    proof::{
        Moment, base64,
        credential::{
            code::Flaw,
            jws::{self, header},
        },
        key::SigningKey,
    },
};
use alloc::{
    borrow::ToOwned as _,
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

/// What is to be issued.
#[derive(Clone, Debug)]
pub struct Draft<'t> {
    /// All claims, in clear.
    pub claims: Value<'t>,
    /// What may be hidden: JSON pointers to members and items, outer and inner.
    pub hide: &'t [&'t str],
    /// A salt for each of them, in order: base64url of at least 16 random bytes, each used once for ever.
    pub salts: &'t [&'t str],
    /// Digests of nothing.
    pub decoys: &'t [Decoy<'t>],
    /// The holder's public key as a JWK.
    pub holder: Option<Value<'t>>,
    /// What the token is; RFC 9901 §9.11 recommends to say so.
    pub typ: Option<&'t str>,
    /// The name of the key.
    pub kid: Option<&'t str>,
}

impl<'t> Draft<'t> {
    /// A token that hides nothing.
    #[must_use]
    pub const fn new(claims: Value<'t>) -> Self {
        Self { claims, hide: &[], salts: &[], decoys: &[], holder: None, typ: None, kid: None }
    }
}

/// A digest that stands for nothing, so that their number says nothing (RFC 9901 §4.2.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decoy<'t> {
    /// JSON pointer to the object it stands in.
    pub at: &'t str,
    /// What it is the digest of: as good as a salt.
    pub salt: &'t str,
}

/// A token that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The token with all its disclosures: what the holder gets.
    pub text: String,
    /// The disclosures by the pointer of what they hide.
    pub disclosures: Vec<(String, String)>,
}

/// Why something cannot be issued.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IssueError {
    /// The claims are no object, or hold a name that RFC 9901 keeps for itself (`_sd`, `_sd_alg`, `...`), or their own
    /// `cnf` beside a holder.
    #[error("the claims are no object, or hold a name that is reserved: `{name}`")]
    Claims {
        /// The name, if it is one.
        name: String,
    },
    /// A pointer that names nothing, the whole, or something twice; or a claim that verification needs (§9.7).
    #[error("`{pointer}` cannot be hidden")]
    Hide {
        /// The pointer.
        pointer: String,
    },
    /// Not one salt for each pointer; not base64url of 16 to 64 bytes; or one used twice.
    #[error("salt {number} is missing, too short, or used twice")]
    Salt {
        /// Its number, from 0; those of decoys count on.
        number: usize,
    },
    /// A decoy at a place that is no object that stays.
    #[error("no decoy can stand at `{pointer}`")]
    Decoy {
        /// The pointer.
        pointer: String,
    },
    /// The result would be more than a verifier takes.
    #[error("the token would be larger than is taken")]
    Limit,
    /// What is to be presented is not an SD-JWT, or is bound already, or has no such disclosure, or it would be shown twice.
    #[error("not an SD-JWT that can be presented so")]
    Presentation,
}

impl From<Flaw> for IssueError {
    fn from(_: Flaw) -> Self {
        Self::Presentation
    }
}

/// Claims that a verifier needs to judge the rest, so that hiding them would hide a no (RFC 9901 §9.7).
const NEEDED: [&str; 12] = [
    "/iss",
    "/aud",
    "/exp",
    "/nbf",
    "/iat",
    "/cnf",
    "/vct",
    "/status",
    "/issuer",
    "/validFrom",
    "/validUntil",
    "/credentialStatus",
];

/// Issues a token.
///
/// # Errors
/// [`IssueError`].
pub fn issue(draft: &Draft<'_>, key: &SigningKey) -> Result<Issued, IssueError> {
    let mut writing = Writing::new(draft)?;
    let payload = writing.payload(draft)?;
    if let Some((pointer, _)) = writing.hide.iter().find(|(_, hidden)| hidden.disclosure.is_none()) {
        return Err(IssueError::Hide { pointer: (*pointer).to_owned() });
    }
    if let Some((pointer, _)) = writing.decoys.into_iter().next() {
        return Err(IssueError::Decoy { pointer: pointer.to_owned() });
    }
    let header = header(key.vkey().algorithm(), &[("kid", draft.kid), ("typ", draft.typ)]);
    let mut text = sign(&header, &payload, key);
    text.push('~');
    let mut disclosures = Vec::with_capacity(draft.hide.len());
    for pointer in draft.hide {
        let disclosure = writing.hide.get_mut(pointer).and_then(|hidden| hidden.disclosure.take());
        let disclosure = disclosure.unwrap_or_default();
        text.push_str(&disclosure);
        text.push('~');
        disclosures.push(((*pointer).to_owned(), disclosure));
    }
    if text.len() > jws::BYTES {
        return Err(IssueError::Limit);
    }
    Ok(Issued { text, disclosures })
}

/// A compact JWS.
pub(in crate::proof::credential) fn sign(header: &str, payload: &str, key: &SigningKey) -> String {
    let mut text = base64::encode_url(header.as_bytes());
    text.push('.');
    text.push_str(&base64::encode_url(payload.as_bytes()));
    let signature = key.sign(text.as_bytes());
    text.push('.');
    text.push_str(&base64::encode_url(&signature));
    text
}

/// Something that is hidden.
struct Hidden<'t> {
    salt: &'t str,
    disclosure: Option<String>,
}

struct Writing<'t> {
    hide: BTreeMap<&'t str, Hidden<'t>>,
    decoys: BTreeMap<&'t str, Vec<&'t str>>,
    /// Where the writer stands, as a JSON pointer.
    at: String,
}

impl<'t> Writing<'t> {
    fn new(draft: &Draft<'t>) -> Result<Self, IssueError> {
        if draft.hide.len() > super::DISCLOSURES || draft.hide.len() + draft.decoys.len() > super::DIGESTS {
            return Err(IssueError::Limit);
        }
        if draft.salts.len() != draft.hide.len() {
            return Err(IssueError::Salt { number: draft.salts.len().min(draft.hide.len()) });
        }
        let decoy_salts = draft.decoys.iter().map(|decoy| decoy.salt);
        let mut seen = BTreeSet::new();
        for (number, salt) in draft.salts.iter().copied().chain(decoy_salts).enumerate() {
            let bytes = base64::decode_url(salt).map_or(0, |bytes| bytes.len());
            if !(16..=64).contains(&bytes) || !seen.insert(salt) {
                return Err(IssueError::Salt { number });
            }
        }
        let mut hide = BTreeMap::new();
        for (pointer, salt) in draft.hide.iter().copied().zip(draft.salts) {
            let hidden = Hidden { salt, disclosure: None };
            if NEEDED.contains(&pointer) || hide.insert(pointer, hidden).is_some() {
                return Err(IssueError::Hide { pointer: pointer.to_owned() });
            }
        }
        let mut decoys: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for decoy in draft.decoys {
            decoys.entry(decoy.at).or_default().push(decoy.salt);
        }
        Ok(Self { hide, decoys, at: String::new() })
    }

    fn payload(&mut self, draft: &Draft<'_>) -> Result<String, IssueError> {
        let reserved = |name: &str| IssueError::Claims { name: name.to_owned() };
        if draft.claims.kind() != Kind::Object {
            return Err(reserved(""));
        }
        let mut out = String::new();
        self.object(&mut out, draft.claims, 1)?;
        // Both stand behind what there is, in an object that is thereby never empty.
        out.pop();
        json::write_texts(&mut out, &[("_sd_alg", Some("sha-256"))]);
        if let Some(holder) = draft.holder {
            if draft.claims.get("cnf").is_some() {
                return Err(reserved("cnf"));
            }
            json::write_name(&mut out, "cnf");
            out.push_str("{\"jwk\":");
            out.push_str(holder.raw());
            out.push('}');
        }
        out.push('}');
        Ok(out)
    }

    // Recursion is bounded by the depth it counts, which is that of the reader.
    fn value(&mut self, out: &mut String, value: Value<'_>, depth: usize) -> Result<(), IssueError> {
        if depth > limits::JSON_DEPTH {
            return Err(IssueError::Limit);
        }
        match value.kind() {
            Kind::Object => self.object(out, value, depth),
            Kind::Array => self.array(out, value, depth),
            _ => {
                out.push_str(value.raw());
                Ok(())
            }
        }
    }

    fn object(&mut self, out: &mut String, object: Value<'_>, depth: usize) -> Result<(), IssueError> {
        out.push('{');
        let mut digests = Vec::new();
        for salt in self.decoys.remove(self.at.as_str()).unwrap_or_default() {
            digests.push(Hasher::Sha256.digest(salt));
        }
        for (name, member) in object.members().into_iter().flatten() {
            if matches!(&*name, "_sd" | "_sd_alg" | "...") {
                return Err(IssueError::Claims { name: name.into_owned() });
            }
            let before = self.enter(&name);
            match self.hidden(Some(&name), member, depth)? {
                Some(digest) => digests.push(digest),
                None => {
                    json::write_name(out, &name);
                    self.value(out, member, depth + 1)?;
                }
            }
            self.at.truncate(before);
        }
        if !digests.is_empty() {
            // Sorted, so that the order says nothing of the names.
            digests.sort_unstable();
            json::write_name(out, "_sd");
            out.push_str("[\"");
            out.push_str(&digests.join("\",\""));
            out.push_str("\"]");
        }
        out.push('}');
        Ok(())
    }

    fn array(&mut self, out: &mut String, array: Value<'_>, depth: usize) -> Result<(), IssueError> {
        out.push('[');
        for (number, item) in array.items().into_iter().flatten().enumerate() {
            let before = self.enter(&alloc::format!("{number}"));
            json::write_comma(out);
            match self.hidden(None, item, depth)? {
                Some(digest) => {
                    out.push_str("{\"...\":\"");
                    out.push_str(&digest);
                    out.push_str("\"}");
                }
                None => self.value(out, item, depth + 1)?,
            }
            self.at.truncate(before);
        }
        out.push(']');
        Ok(())
    }

    /// One step further in; the length of the pointer before.
    fn enter(&mut self, token: &str) -> usize {
        let before = self.at.len();
        json::push_token(&mut self.at, token);
        before
    }

    /// The digest of what stands here, if it is to be hidden.
    fn hidden(
        &mut self,
        name: Option<&str>,
        value: Value<'_>,
        depth: usize,
    ) -> Result<Option<String>, IssueError> {
        let Some(hidden) = self.hide.get(self.at.as_str()) else { return Ok(None) };
        let mut array = String::from("[\"");
        array.push_str(hidden.salt);
        array.push_str("\",");
        if let Some(name) = name {
            json::write_string(&mut array, name);
            array.push(',');
        }
        self.value(&mut array, value, depth + 1)?;
        array.push(']');
        let disclosure = base64::encode_url(array.as_bytes());
        let digest = Hasher::Sha256.digest(&disclosure);
        if let Some(hidden) = self.hide.get_mut(self.at.as_str()) {
            hidden.disclosure = Some(disclosure);
        }
        Ok(Some(digest))
    }
}

/// What a key binding says.
#[derive(Clone, Copy, Debug)]
pub struct Binding<'t> {
    /// The holder's key.
    pub key: &'t SigningKey,
    /// The verifier's nonce.
    pub nonce: &'t str,
    /// The verifier's name.
    pub audience: &'t str,
    /// The time of day.
    pub at: Moment,
}

/// Presents a token with only these of its disclosures (by number, in order), bound to whom it is shown to if asked.
///
/// # Errors
/// [`IssueError::Presentation`]: not an SD-JWT, one that is bound already, or there is no such disclosure, or not so often.
pub fn present(text: &str, show: &[usize], binding: Option<Binding<'_>>) -> Result<String, IssueError> {
    let mut token = SdJwt::parse(text)?;
    if token.binding.is_some() {
        return Err(IssueError::Presentation);
    }
    let payload = jws::object(&token.jws.payload, super::Code::MalformedSdJwt)?;
    let hasher = Hasher::of(payload.root())?;
    let (jwt, _) = crate::base::text::cut(text, b'~').ok_or(IssueError::Presentation)?;
    let mut out = [jwt, "~"].concat();
    for number in show {
        // Each is taken once, so that little input cannot become much output; none that was read is empty.
        let disclosure = token.disclosures.get_mut(*number).map(core::mem::take).unwrap_or_default();
        if disclosure.is_empty() {
            return Err(IssueError::Presentation);
        }
        out.push_str(disclosure);
        out.push('~');
    }
    if let Some(binding) = binding {
        let mut payload = String::from("{");
        json::write_texts(&mut payload, &[("aud", Some(binding.audience))]);
        payload.push_str(&alloc::format!(",\"iat\":{}", binding.at.seconds()));
        let hash = hasher.digest(&out);
        json::write_texts(&mut payload, &[("nonce", Some(binding.nonce)), ("sd_hash", Some(&hash))]);
        payload.push('}');
        let header = header(binding.key.vkey().algorithm(), &[("typ", Some(TYP))]);
        out.push_str(&sign(&header, &payload, binding.key));
    }
    Ok(out)
}
