//! The forms an SD-JWT travels in: compact (RFC 9901 §4), and JWS JSON (§8), which is read as the compact one.

use crate::{
    base::text::{cut_last, pieces},
    digest::json::Value,
    proof::credential::{
        code::{Code, Flaw},
        jws::{self, Jws},
    },
};
use alloc::{borrow::Cow, string::String, vec::Vec};

/// An SD-JWT that has been taken apart; nothing of it is believed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SdJwt<'t> {
    /// What the issuer signed.
    pub jws: Jws<'t>,
    /// The disclosures, as they travel.
    pub disclosures: Vec<&'t str>,
    /// All up to and with the last tilde: what a key binding signs the hash of.
    pub presented: &'t str,
    /// The key binding, if there is one.
    pub binding: Option<&'t str>,
}

impl<'t> SdJwt<'t> {
    /// Takes the compact form apart.
    ///
    /// # Errors
    /// [`Flaw`]: it is not `JWT~disclosure~…~` with or without a key binding at the end.
    pub fn parse(text: &'t str) -> Result<Self, Flaw> {
        let wrong = || Flaw::new(Code::MalformedSdJwt);
        if text.len() > jws::BYTES {
            return Err(Code::Limit.into());
        }
        let (tokens, binding) = cut_last(text, b'~').ok_or_else(wrong)?;
        let presented = text.get(..=tokens.len()).ok_or_else(wrong)?;
        let mut parts = pieces(tokens, b'~');
        let token = parts.next().ok_or_else(wrong)?;
        let mut disclosures = Vec::new();
        for disclosure in parts {
            if disclosure.is_empty() {
                return Err(wrong());
            }
            if disclosures.len() == super::DISCLOSURES {
                return Err(Code::Limit.into());
            }
            disclosures.push(disclosure);
        }
        let jws = Jws::parse(token, Code::MalformedSdJwt)?;
        Ok(Self { jws, disclosures, presented, binding: (!binding.is_empty()).then_some(binding) })
    }
}

/// The compact form of a text in either form.
///
/// Of several signatures (general form) the first is the one that counts: it alone may carry disclosures.
pub(super) fn compact(text: &str) -> Result<Cow<'_, str>, Flaw> {
    if !text.starts_with('{') {
        return Ok(Cow::Borrowed(text));
    }
    let document = jws::alone(text, Code::MalformedSdJwt)?;
    from_json(document.root()).map(Cow::Owned).ok_or_else(|| Code::MalformedSdJwt.into())
}

fn from_json(root: Value<'_>) -> Option<String> {
    let signed = match root.get("signatures") {
        None => root,
        Some(signatures) => {
            let mut signatures = signatures.items()?;
            let first = signatures.next()?;
            let carries =
                |one: Value<'_>, name| one.get("header").is_some_and(|header| header.get(name).is_some());
            if root.get("signature").is_some()
                || signatures.any(|one| carries(one, "disclosures") || carries(one, "kb_jwt"))
            {
                return None;
            }
            first
        }
    };
    let mut out = String::new();
    for (part, end) in
        [(signed.get("protected"), '.'), (root.get("payload"), '.'), (signed.get("signature"), '~')]
    {
        out.push_str(&plain(part?)?);
        out.push(end);
    }
    let header = signed.get("header");
    if let Some(disclosures) = header.and_then(|header| header.get("disclosures")) {
        for disclosure in disclosures.items()? {
            out.push_str(&plain(disclosure)?);
            out.push('~');
        }
    }
    if let Some(binding) = header.and_then(|header| header.get("kb_jwt")) {
        out.push_str(&plain(binding)?);
    }
    Some(out)
}

/// A text without the tilde that would make two of it.
fn plain(value: Value<'_>) -> Option<Cow<'_, str>> {
    value.text().filter(|text| !text.is_empty() && !text.contains('~'))
}
