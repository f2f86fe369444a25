//! Putting what is disclosed where its digest stands (RFC 9901 §7.1, step 3).

use crate::{
    base::limits,
    digest::{
        Suite,
        json::{self, Document, Kind, Limits, ReadErrorKind, Value},
    },
    proof::{
        base64,
        credential::code::{Code, Flaw},
    },
};
use alloc::{string::String, vec::Vec};
use digest::Digest as _;

/// The hash function of a token's digests (RFC 9901 §4.1.1), by its name in IANA's registry of named information.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hasher {
    /// `sha-256`, also where nothing is said.
    Sha256,
    /// `sha-384`.
    Sha384,
    /// `sha-512`.
    Sha512,
}

/// A digest of any of them, zeros behind it.
type Padded = [u8; 64];

impl Hasher {
    /// The one that a payload names in `_sd_alg`.
    ///
    /// # Errors
    /// [`Code::UnknownHash`].
    pub fn of(payload: Value<'_>) -> Result<Self, Flaw> {
        let Some(named) = payload.get("_sd_alg") else { return Ok(Self::Sha256) };
        match named.text().as_deref() {
            Some("sha-256") => Ok(Self::Sha256),
            Some("sha-384") => Ok(Self::Sha384),
            Some("sha-512") => Ok(Self::Sha512),
            _ => Err(Flaw::at(Code::UnknownHash, "/_sd_alg").found(named.raw())),
        }
    }

    const fn bytes(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    fn padded(self, text: &str) -> Padded {
        let mut out = [0; 64];
        let mut put = |bytes: &[u8]| out.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
        match self {
            Self::Sha256 => put(&sha2::Sha256::digest(text)),
            Self::Sha384 => put(&sha2::Sha384::digest(text)),
            Self::Sha512 => put(&sha2::Sha512::digest(text)),
        }
        out
    }

    /// The digest of a text, as tokens write it.
    #[must_use]
    pub fn digest(self, text: &str) -> String {
        base64::encode_url(self.padded(text).get(..self.bytes()).unwrap_or_default())
    }

    /// A digest as tokens write it; `None`: nothing has such a digest.
    fn read(self, text: &str) -> Option<Padded> {
        let mut out = [0; 64];
        let bytes = base64::decode_url(text).filter(|bytes| bytes.len() == self.bytes())?;
        out.get_mut(..bytes.len())?.copy_from_slice(&bytes);
        Some(out)
    }
}

/// A disclosure and the digest that stands for it.
struct Known<'t> {
    digest: Padded,
    text: &'t str,
    used: bool,
}

/// The payload with what is disclosed in its place, and no digest left.
///
/// # Errors
/// [`Flaw`]: a disclosure or digest that RFC 9901 refuses.
pub(super) fn open(payload: Value<'_>, hasher: Hasher, disclosures: &[&str]) -> Result<String, Flaw> {
    let mut known: Vec<Known<'_>> = Vec::with_capacity(disclosures.len());
    for text in disclosures {
        known.push(Known { digest: hasher.padded(text), text, used: false });
    }
    known.sort_unstable_by_key(|one| one.digest);
    if known.windows(2).any(|pair| matches!(pair, [one, other] if one.digest == other.digest)) {
        return Err(Code::DuplicateDisclosure.into());
    }
    let mut opening =
        Opening { hasher, known, seen: Vec::new(), out: String::with_capacity(payload.raw().len()) };
    opening.object(payload, 1)?;
    opening.finish()
}

/// What a disclosure stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Member,
    Item,
}

struct Opening<'t> {
    hasher: Hasher,
    /// INVARIANT (sorted): by digest, no two alike.
    known: Vec<Known<'t>>,
    /// The beginnings of the hashes of all digests that were met: two that are alike are one digest.
    seen: Vec<[u8; 16]>,
    out: String,
}

type Step = Result<(), Flaw>;

impl<'t> Opening<'t> {
    fn finish(mut self) -> Result<String, Flaw> {
        self.seen.sort_unstable();
        if self.seen.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) {
            return Err(Code::DuplicateDigest.into());
        }
        match self.known.iter().find(|one| !one.used) {
            Some(unused) => Err(Flaw::new(Code::UnusedDisclosure).found(unused.text)),
            None => Ok(self.out),
        }
    }

    // Recursion is bounded by the depth it counts.
    fn value(&mut self, value: Value<'_>, depth: usize) -> Step {
        if depth > limits::JSON_DEPTH {
            return Err(Code::TooDeep.into());
        }
        match value.kind() {
            Kind::Object => self.object(value, depth),
            Kind::Array => self.array(value, depth),
            _ => {
                self.out.push_str(value.raw());
                Ok(())
            }
        }
    }

    fn object(&mut self, object: Value<'_>, depth: usize) -> Step {
        self.out.push('{');
        let mut digests = None;
        for (name, member) in object.members().into_iter().flatten() {
            match &*name {
                "_sd" => digests = Some(member),
                "_sd_alg" if depth == 1 => {}
                "_sd_alg" => return Err(Flaw::new(Code::ForbiddenClaim).found(&name)),
                "..." => return Err(Code::MalformedDigest.into()),
                _ => {
                    json::write_name(&mut self.out, &name);
                    self.value(member, depth + 1)?;
                }
            }
        }
        if let Some(digests) = digests {
            for digest in digests.items().ok_or(Code::MalformedDigest)? {
                self.disclosed(digest, Place::Member, depth)?;
            }
        }
        self.out.push('}');
        Ok(())
    }

    fn array(&mut self, array: Value<'_>, depth: usize) -> Step {
        self.out.push('[');
        for item in array.items().into_iter().flatten() {
            match item.get("...") {
                Some(digest) if item.members().is_some_and(|members| members.count() == 1) => {
                    self.disclosed(digest, Place::Item, depth)?;
                }
                Some(_) => return Err(Code::MalformedDigest.into()),
                None => {
                    json::write_comma(&mut self.out);
                    self.value(item, depth + 1)?;
                }
            }
        }
        self.out.push(']');
        Ok(())
    }

    /// What a digest stands for, if it is disclosed.
    fn disclosed(&mut self, digest: Value<'_>, place: Place, depth: usize) -> Step {
        let digest = digest.text().ok_or(Code::MalformedDigest)?;
        self.remember(&digest)?;
        let Some(text) = self.find(&digest)? else { return Ok(()) };
        let wrong = || Flaw::new(Code::MalformedDisclosure).found(text);
        let json =
            base64::decode_url(text).and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(wrong)?;
        let document = json::tape(&json, BOUNDS).map_err(|_| wrong())?;
        let mut items = document.root().items().ok_or_else(wrong)?;
        items.next().and_then(|salt| salt.text()).ok_or_else(wrong)?;
        if place == Place::Member {
            let name = items.next().and_then(|name| name.text()).ok_or_else(wrong)?;
            if matches!(&*name, "_sd" | "..." | "_sd_alg") {
                return Err(Flaw::new(Code::ForbiddenClaim).found(&name));
            }
            json::write_name(&mut self.out, &name);
        } else {
            json::write_comma(&mut self.out);
        }
        let value = items.next().ok_or_else(wrong)?;
        if items.next().is_some() {
            return Err(wrong());
        }
        self.value(value, depth + 1)
    }

    fn remember(&mut self, digest: &str) -> Step {
        if self.seen.len() == super::DIGESTS {
            return Err(Code::Limit.into());
        }
        let [beginning @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
            Suite::Sha256.hash(&[digest.as_bytes()]);
        self.seen.push(beginning);
        Ok(())
    }

    /// The disclosure of a digest. Each is taken once, so that little input cannot become much output.
    fn find(&mut self, digest: &str) -> Result<Option<&'t str>, Flaw> {
        let Some(digest) = self.hasher.read(digest) else { return Ok(None) };
        let Ok(at) = self.known.binary_search_by_key(&digest, |one| one.digest) else { return Ok(None) };
        let Some(known) = self.known.get_mut(at) else { return Ok(None) };
        if core::mem::replace(&mut known.used, true) {
            return Err(Code::DuplicateDigest.into());
        }
        Ok(Some(known.text))
    }
}

const BOUNDS: Limits = Limits { bytes: crate::proof::credential::jws::BYTES, depth: limits::JSON_DEPTH };

/// Reads what [`open`] wrote: where a name stands twice, a disclosure brought one that was there.
pub(super) fn read(opened: &str) -> Result<Document<'_>, Flaw> {
    json::tape(opened, BOUNDS).map_err(|(kind, _)| match kind {
        ReadErrorKind::DuplicateMember => Code::ClaimExists.into(),
        _ => Code::TooDeep.into(),
    })
}
