//! The smallest verifier of terroir passports: one WebAssembly export, `verify_passport`.
//!
//! Request and answer are those of the operation `verify_passport`, as JSON text, with codes and without messages: a
//! fault has no `message` and the verdict no `claim`. The host grows memory for the request and passes where it put it;
//! what comes back stands in memory until the next call, its length in four bytes (little-endian) before its text:
//!
//! ```js
//! function verify({ memory, verify_passport }, request) {
//!   const bytes = new TextEncoder().encode(JSON.stringify(request));
//!   const at = memory.grow(Math.ceil(bytes.length / 65536)) * 65536;
//!   new Uint8Array(memory.buffer, at).set(bytes);
//!   const answer = verify_passport(at, bytes.length);
//!   const length = new DataView(memory.buffer).getUint32(answer, true);
//!   return JSON.parse(new TextDecoder().decode(new Uint8Array(memory.buffer, answer + 4, length)));
//! }
//! ```
#![cfg_attr(target_arch = "wasm32", no_std)]
#![deny(missing_docs)]

extern crate alloc;

mod print;
#[cfg(target_arch = "wasm32")]
mod wasm;

use alloc::{borrow::Cow, string::String, vec::Vec};
use terroir::{
    api::Code,
    base::limits,
    digest::json::{self, Document, Limits, Value},
    passport::{self, Question, Require, Seen},
    proof::{
        Moment, base64,
        key::Vkey,
        trust::{KnownHead, Quorum, Trust, TrustError},
    },
};

/// Bytes of a request: a passport of 1 MiB and a bundle of 1 MiB as JSON strings.
const REQUEST_BYTES: usize = 4 << 20;

/// Root keys that a quorum may have.
const ROOTS: usize = 16;

/// A question that could not be asked: what is wrong, and the JSON pointer to it.
type Fault = (&'static str, &'static str);

const BAD_BUNDLE: &str = Code::BadBundle.as_str();
const BAD_KEY: &str = Code::BadKey.as_str();
const BAD_POLICY: &str = Code::BadPolicy.as_str();
const BUNDLE_NOT_SIGNED: &str = Code::BundleNotSigned.as_str();
const MALFORMED_JSON: &str = Code::MalformedJson.as_str();
const MALFORMED_REQUEST: &str = Code::MalformedRequest.as_str();
const NOT_BUILT: &str = Code::NotBuilt.as_str();
const TOO_LARGE: &str = Code::TooLarge.as_str();

/// Answers one request, both JSON text.
#[must_use]
pub fn verify_passport(request: &[u8]) -> String {
    match answer(request) {
        Ok(text) => text,
        Err((code, at)) => print::fault(code, at),
    }
}

fn answer(request: &[u8]) -> Result<String, Fault> {
    if request.len() > REQUEST_BYTES {
        return Err((TOO_LARGE, ""));
    }
    let request = core::str::from_utf8(request).map_err(|_| (MALFORMED_JSON, ""))?;
    let document = json::tape(request, Limits::default()).map_err(|_| (MALFORMED_JSON, ""))?;
    let asked = Asked::read(&document)?;
    let passport = text(asked.passport, "/passport")?.ok_or((MALFORMED_REQUEST, "/passport"))?;
    let scanned = text(asked.scanned, "/scanned")?;
    let trust = trust(asked.bundle, asked.roots)?;
    let now = text(asked.now, "/now")?;
    let now = now.map(|now| Moment::parse(&now).ok_or((MALFORMED_REQUEST, "/now"))).transpose()?;
    let seen = asked.seen.map(|value| seen(value).ok_or((MALFORMED_REQUEST, "/seen"))).transpose()?;
    let require = asked.require.map_or_else(|| Ok(Require::default()), Require::read);
    let require = require.map_err(|_| (BAD_POLICY, "/require"))?;
    let verdict = passport::verify(&Question {
        passport: passport.as_bytes(),
        trust: trust.as_ref(),
        scanned: scanned.as_deref(),
        now,
        seen: seen.as_ref(),
        require: &require,
        limit: limits::PHONE_BYTES,
    });
    Ok(print::verdict(&verdict))
}

/// The members of a request; `null` is as if it were not there.
#[derive(Default)]
struct Asked<'d> {
    passport: Option<Value<'d>>,
    bundle: Option<Value<'d>>,
    roots: Option<Value<'d>>,
    scanned: Option<Value<'d>>,
    now: Option<Value<'d>>,
    seen: Option<Value<'d>>,
    require: Option<Value<'d>>,
}

impl<'d> Asked<'d> {
    fn read(document: &'d Document<'_>) -> Result<Self, Fault> {
        let mut asked = Self::default();
        for (name, value) in document.root().members().ok_or((MALFORMED_REQUEST, ""))? {
            let member = match &*name {
                "passport" => &mut asked.passport,
                "bundle" => &mut asked.bundle,
                "roots" => &mut asked.roots,
                "scanned" => &mut asked.scanned,
                "now" => &mut asked.now,
                "seen" => &mut asked.seen,
                "require" => &mut asked.require,
                _ => return Err((MALFORMED_REQUEST, "")),
            };
            *member = (!value.is_null()).then_some(value);
        }
        Ok(asked)
    }
}

fn text<'d>(value: Option<Value<'d>>, at: &'static str) -> Result<Option<Cow<'d, str>>, Fault> {
    value.map(|value| value.text().ok_or((MALFORMED_REQUEST, at))).transpose()
}

fn trust(bundle: Option<Value<'_>>, roots: Option<Value<'_>>) -> Result<Option<Trust>, Fault> {
    let (bundle, roots) = match (text(bundle, "/bundle")?, roots) {
        (None, None) => return Ok(None),
        (Some(bundle), Some(roots)) => (bundle, roots),
        (Some(_), None) => return Err((MALFORMED_REQUEST, "/roots")),
        (None, Some(_)) => return Err((MALFORMED_REQUEST, "/bundle")),
    };
    let (k, keys) = members(roots, ["k", "keys"]).ok_or((MALFORMED_REQUEST, "/roots"))?;
    let k = k.and_then(|k| k.unsigned()).ok_or((MALFORMED_REQUEST, "/roots/k"))?;
    let keys = keys.and_then(|keys| keys.items()).ok_or((MALFORMED_REQUEST, "/roots/keys"))?;
    let key = |key: Value<'_>| key.text()?.parse::<Vkey>().ok();
    let keys = keys.take(ROOTS + 1).map(key).collect::<Option<Vec<_>>>();
    let keys = keys.ok_or((BAD_KEY, "/roots/keys"))?;
    let pinned = usize::try_from(k).ok().and_then(|k| Quorum::new(k, keys)).ok_or((BAD_KEY, "/roots"))?;
    match Trust::open(&bundle, &pinned) {
        Ok(trust) => Ok(Some(trust)),
        Err(TrustError::NotBuilt) => Err((NOT_BUILT, "/bundle")),
        Err(TrustError::NotSigned { .. } | TrustError::BadSignature { .. }) => {
            Err((BUNDLE_NOT_SIGNED, "/bundle"))
        }
        Err(_) => Err((BAD_BUNDLE, "/bundle")),
    }
}

fn seen(value: Value<'_>) -> Option<Seen> {
    let (version, heads) = members(value, ["version", "heads"])?;
    let version = match version {
        Some(version) => Some(version.unsigned()?),
        None => None,
    };
    let mut known = Vec::new();
    if let Some(heads) = heads {
        for head in heads.items()? {
            if head.members()?.count() != 3 {
                return None;
            }
            known.push(KnownHead {
                hash: base64::decode_array(&head.get("hash")?.text()?)?,
                lot: head.get("lot")?.text()?.into_owned(),
                n: head.get("n")?.unsigned()?,
            });
        }
    }
    Some(Seen { version, heads: known })
}

/// The two members that an object may have.
fn members<'d>(object: Value<'d>, names: [&str; 2]) -> Option<(Option<Value<'d>>, Option<Value<'d>>)> {
    let [first, second] = names;
    let mut found = (None, None);
    for (name, value) in object.members()? {
        let value = (!value.is_null()).then_some(value);
        if *name == *first {
            found.0 = value;
        } else if *name == *second {
            found.1 = value;
        } else {
            return None;
        }
    }
    Some(found)
}
