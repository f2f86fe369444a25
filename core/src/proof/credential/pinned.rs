//! Whom the caller trusts: issuers, their keys, and the DID documents they were pinned with. Nothing is ever fetched.

use super::{
    code::{Code, Flaw},
    jwk, multikey,
};
use crate::{
    digest::json::{self, Value},
    proof::{Moment, key::PublicKey},
};
use alloc::{
    borrow::{Cow, ToOwned as _},
    string::String,
    vec::Vec,
};

/// Keys of one issuer that are looked at.
pub const KEYS: usize = 64;

/// A key of an issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerKey {
    /// The name under which a signature says that this key made it; `None`: whatever it says.
    pub id: Option<String>,
    /// The key.
    pub key: PublicKey,
    /// When it begins to count.
    pub from: Option<Moment>,
    /// When it counts no longer.
    pub until: Option<Moment>,
}

impl IssuerKey {
    /// A key that counts at any time.
    #[must_use]
    pub const fn new(id: Option<String>, key: PublicKey) -> Self {
        Self { id, key, from: None, until: None }
    }

    fn counts(&self, now: Option<Moment>) -> bool {
        let from = self.from.is_none_or(|from| now.is_some_and(|now| from <= now));
        from && self.until.is_none_or(|until| now.is_some_and(|now| now < until))
    }
}

/// An issuer that is trusted, with its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// Its id: a URL or a DID.
    pub id: String,
    /// Its keys.
    pub keys: Vec<IssuerKey>,
}

impl Issuer {
    /// The issuer that a `did:key` is: its own key, and no other.
    #[must_use]
    pub fn of_did_key(did: &str) -> Option<Self> {
        let key = multikey::did_key(did)?;
        let id = multikey::method_of(did);
        Some(Self { id: did.to_owned(), keys: alloc::vec![IssuerKey::new(id, key)] })
    }

    /// The issuer of a DID document (W3C DID Core §5), with the keys in its `assertionMethod`.
    ///
    /// # Errors
    /// [`DocumentError`]: the document is not one, or has no such key that is read here.
    pub fn of_document(document: Value<'_>) -> Result<Self, DocumentError> {
        let did = document.get("id").and_then(|id| id.text()).ok_or(DocumentError::Id)?;
        if !did.starts_with("did:") || did.contains(['#', '?', '/']) {
            return Err(DocumentError::Id);
        }
        let methods = || document.get("verificationMethod").and_then(|methods| methods.items());
        let mut keys = Vec::new();
        let assertions = document.get("assertionMethod").and_then(|methods| methods.items());
        for assertion in assertions.into_iter().flatten().take(KEYS) {
            let found = match assertion.text() {
                None => method(&did, assertion),
                Some(name) => {
                    let id = absolute(&did, &name);
                    let same = |method: &Value<'_>| {
                        let own = method.get("id").and_then(|id| id.text());
                        own.is_some_and(|own| absolute(&did, &own) == id)
                    };
                    let named = methods().into_iter().flatten().take(KEYS).find(same);
                    named.and_then(|found| method(&did, found))
                }
            };
            keys.extend(found);
        }
        if keys.is_empty() {
            return Err(DocumentError::NoKey);
        }
        Ok(Self { id: did.into_owned(), keys })
    }

    /// Does a name that a signature gives mean this key? It may be the whole id, or what stands behind the `#`.
    fn names(&self, key: &IssuerKey, name: &str) -> bool {
        key.id.as_deref().is_none_or(|id| absolute(&self.id, id) == absolute(&self.id, name))
    }
}

/// Why a DID document is of no use here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// It has no `id` that is a DID.
    #[error("its `id` is no DID")]
    Id,
    /// No key of `assertionMethod` is Ed25519 or P-256, as Multikey or JWK, and controlled by the DID itself.
    #[error("`assertionMethod` names no key that is read here")]
    NoKey,
}

/// A key's id as a whole: `key-1` and `#key-1` are short for it.
fn absolute<'t>(did: &str, id: &'t str) -> Cow<'t, str> {
    match id.strip_prefix('#') {
        Some(fragment) => Cow::Owned([did, "#", fragment].concat()),
        None if id.contains(':') => Cow::Borrowed(id),
        None => Cow::Owned([did, "#", id].concat()),
    }
}

/// A verification method's key, if its controller is the DID and its form is read here.
fn method(did: &str, method: Value<'_>) -> Option<IssuerKey> {
    let id = method.get("id")?.text()?;
    if !method.get("controller")?.is_text(did) || !absolute(did, &id).starts_with(did) {
        return None;
    }
    let key = match (method.get("publicKeyMultibase"), method.get("publicKeyJwk")) {
        (Some(multibase), None) => multikey::key(&multibase.text()?)?,
        (None, Some(jwk)) => jwk::key(jwk)?,
        _ => return None,
    };
    Some(IssuerKey::new(Some(absolute(did, &id).into_owned()), key))
}

/// A JSON-LD context that is pinned: its URL and the SHA-256 of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinnedContext {
    /// Its URL.
    pub url: String,
    /// SHA-256 of its document.
    pub sha256: [u8; 32],
}

/// A key that may have made a signature, and whose it is.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'p> {
    /// The issuer's id.
    pub issuer: &'p str,
    /// The key.
    pub key: &'p IssuerKey,
}

/// All that the caller trusts, and the time of day.
#[derive(Clone, Debug, Default)]
pub struct Pinned {
    /// Issuers with their keys; the same issuer may stand more than once.
    pub issuers: Vec<Issuer>,
    /// Contexts beside those of [`CONTEXTS`](super::context_table::CONTEXTS).
    pub contexts: Vec<PinnedContext>,
    /// The time of day.
    pub now: Option<Moment>,
    /// Seconds by which clocks may differ.
    pub tolerance: u32,
}

impl Pinned {
    /// The keys that may have signed: those of this issuer (of any, if none is named), under this name (if one is given).
    ///
    /// # Errors
    /// [`Flaw`]: the issuer is not pinned, has no such key, or it does not count at this time.
    pub fn candidates(&self, issuer: Option<&str>, name: Option<&str>) -> Result<Vec<Candidate<'_>>, Flaw> {
        let shown = || issuer.or(name).unwrap_or_default();
        let mut keys = Vec::new();
        let mut known = false;
        for one in self.issuers.iter().filter(|one| issuer.is_none_or(|id| one.id == id)) {
            known = true;
            let named = one.keys.iter().filter(|key| name.is_none_or(|name| one.names(key, name)));
            keys.extend(named.take(KEYS - keys.len()).map(|key| Candidate { issuer: &one.id, key }));
        }
        if !known {
            return Err(Flaw::new(Code::UnknownIssuer).found(shown()));
        }
        if keys.is_empty() {
            return Err(Flaw::new(Code::UnknownIssuerKey).found(name.unwrap_or_default()));
        }
        keys.retain(|one| one.key.counts(self.now));
        if keys.is_empty() {
            return Err(Flaw::new(Code::KeyOutOfTime).found(shown()));
        }
        Ok(keys)
    }

    /// The SHA-256 that is pinned for a context.
    #[must_use]
    pub fn context(&self, url: &str) -> Option<[u8; 32]> {
        let own = self.contexts.iter().find(|one| one.url == url).map(|one| one.sha256);
        own.or_else(|| super::context_table::sha256(url))
    }

    /// Has this time come, give or take the tolerance?
    pub(super) fn has_come(&self, time: Moment) -> Option<bool> {
        self.now.map(|now| time <= now.plus(i64::from(self.tolerance)))
    }

    /// Is this time over, give or take the tolerance?
    pub(super) fn is_over(&self, time: Moment) -> Option<bool> {
        self.now.map(|now| time.plus(i64::from(self.tolerance)) <= now)
    }
}

/// Reads a DID document's text.
///
/// # Errors
/// Not strict JSON, which is said as `None`, or a document of no use.
pub fn read_document(text: &str) -> Result<Issuer, Option<DocumentError>> {
    let document = json::read(text.as_bytes()).map_err(|_| None)?;
    Issuer::of_document(document.root()).map_err(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";

    fn document(methods: &str, assertion: &str) -> Result<Issuer, Option<DocumentError>> {
        read_document(
            &[
                r#"{"id":"did:web:coop.example","verificationMethod":["#,
                methods,
                r#"],"assertionMethod":["#,
                assertion,
                "]}",
            ]
            .concat(),
        )
    }

    #[test]
    fn a_document_gives_the_keys_that_may_assert() {
        let method = |id: &str, controller: &str| {
            [
                r#"{"id":""#,
                id,
                r#"","type":"Multikey","controller":""#,
                controller,
                r#"","publicKeyMultibase":""#,
                KEY,
                r#""}"#,
            ]
            .concat()
        };
        let own = method("did:web:coop.example#a", "did:web:coop.example");
        for assertion in [r##""#a""##, r#""did:web:coop.example#a""#, &method("#b", "did:web:coop.example")] {
            let issuer = document(&own, assertion).unwrap();
            assert_eq!(issuer.keys.len(), 1);
            assert!(issuer.keys[0].id.as_deref().unwrap().starts_with("did:web:coop.example#"));
        }
        for (method, assertion) in [
            (own.as_str(), ""),
            (own.as_str(), r##""#c""##),
            (&method("#a", "did:web:other.example"), r##""#a""##),
            (&method("did:web:other.example#a", "did:web:coop.example"), r#""did:web:other.example#a""#),
        ] {
            assert_eq!(document(method, assertion), Err(Some(DocumentError::NoKey)));
        }
        assert_eq!(read_document(r#"{"id":"https://a.example"}"#), Err(Some(DocumentError::Id)));
        assert_eq!(read_document(r#"{"id":"did:web:a","id":"did:web:b"}"#), Err(None));
    }

    #[test]
    fn a_key_with_a_time_counts_only_then() {
        let mut issuer = Issuer::of_did_key(&[multikey::DID_KEY, KEY].concat()).unwrap();
        issuer.keys[0].from = Some(Moment::from_seconds(10));
        issuer.keys[0].until = Some(Moment::from_seconds(20));
        let id = issuer.id.clone();
        let mut pinned = Pinned { issuers: alloc::vec![issuer], ..Pinned::default() };
        for (now, counts) in
            [(None, false), (Some(9), false), (Some(10), true), (Some(19), true), (Some(20), false)]
        {
            pinned.now = now.map(Moment::from_seconds);
            assert_eq!(pinned.candidates(Some(&id), None).is_ok(), counts, "{now:?}");
        }
        pinned.now = Some(Moment::from_seconds(10));
        assert!(pinned.candidates(Some(&id), Some(KEY)).is_ok());
        assert_eq!(pinned.candidates(Some(&id), Some("#other")).unwrap_err().code, Code::UnknownIssuerKey);
        assert_eq!(pinned.candidates(Some("did:web:a"), None).unwrap_err().code, Code::UnknownIssuer);
    }
}
