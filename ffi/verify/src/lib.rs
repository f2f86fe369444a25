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
    digest::json::{self, Limits, Value},
    passport::{self, Question, Require, Seen},
    proof::{
        Moment, base64,
        trust::{KnownHead, Quorum, Trust, TrustError},
    },
};

/// Bytes of a request: a passport of 1 MiB and a bundle of 1 MiB as JSON strings.
const REQUEST_BYTES: usize = 4 << 20;

/// Root keys that a quorum may have.
const ROOTS: usize = 16;

/// A question that could not be asked: the code of what is wrong, and the JSON pointer to it.
struct Fault(&'static str, &'static str);

/// Faults are few and known, so that a place is all that has to travel.
type Answer<T> = Result<T, &'static Fault>;

// Codes, as words: the table of all of them would be longer than these.
const SHAPE: &str = Code::MalformedRequest.as_str();
const TOO_LARGE: &str = Code::TooLarge.as_str();
const MALFORMED_JSON: &str = Code::MalformedJson.as_str();
const BAD_POLICY: &str = Code::BadPolicy.as_str();
const BAD_KEY: &str = Code::BadKey.as_str();
const NOT_BUILT: &str = Code::NotBuilt.as_str();
const BUNDLE_NOT_SIGNED: &str = Code::BundleNotSigned.as_str();
const BAD_BUNDLE: &str = Code::BadBundle.as_str();

/// Answers one request, both JSON text.
#[must_use]
pub fn verify_passport(request: &[u8]) -> String {
    match answer(request) {
        Ok(text) => text,
        Err(fault) => print::fault(fault),
    }
}

fn answer(request: &[u8]) -> Answer<String> {
    if request.len() > REQUEST_BYTES {
        return Err(&Fault(TOO_LARGE, ""));
    }
    let request = core::str::from_utf8(request).map_err(|_| &Fault(MALFORMED_JSON, ""))?;
    let document = json::tape(request, Limits::default()).map_err(|_| &Fault(MALFORMED_JSON, ""))?;
    let mut asked = [None; 7];
    let names = ["passport", "bundle", "roots", "scanned", "now", "seen", "require"];
    if !members(document.root(), &names, &mut asked) {
        return Err(&Fault(SHAPE, ""));
    }
    let [passport, bundle, roots, scanned, now, seen, require] = asked;
    let passport = text(passport, &Fault(SHAPE, "/passport"))?.ok_or(&Fault(SHAPE, "/passport"))?;
    let scanned = text(scanned, &Fault(SHAPE, "/scanned"))?;
    let trust = trust(bundle, roots)?;
    let now = match text(now, &Fault(SHAPE, "/now"))? {
        Some(now) => Some(Moment::parse(&now).ok_or(&Fault(SHAPE, "/now"))?),
        None => None,
    };
    let seen = match seen {
        Some(value) => Some(read_seen(value).ok_or(&Fault(SHAPE, "/seen"))?),
        None => None,
    };
    let require = match require {
        Some(value) => Require::read(value).map_err(|_| &Fault(BAD_POLICY, "/require"))?,
        None => Require::default(),
    };
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

/// Finds the members of an object, of which it may have no others; `null` is as if it were not there.
fn members<'d>(object: Value<'d>, names: &[&str], found: &mut [Option<Value<'d>>]) -> bool {
    let Some(members) = object.members() else { return false };
    for (name, value) in members {
        let place = names.iter().position(|known| *known == &*name);
        let Some(place) = place.and_then(|place| found.get_mut(place)) else { return false };
        if !value.is_null() {
            *place = Some(value);
        }
    }
    true
}

fn text<'d>(value: Option<Value<'d>>, fault: &'static Fault) -> Answer<Option<Cow<'d, str>>> {
    match value {
        Some(value) => value.text().map(Some).ok_or(fault),
        None => Ok(None),
    }
}

fn trust(bundle: Option<Value<'_>>, roots: Option<Value<'_>>) -> Answer<Option<Trust>> {
    let (bundle, roots) = match (text(bundle, &Fault(SHAPE, "/bundle"))?, roots) {
        (None, None) => return Ok(None),
        (Some(bundle), Some(roots)) => (bundle, roots),
        (Some(_), None) => return Err(&Fault(SHAPE, "/roots")),
        (None, Some(_)) => return Err(&Fault(SHAPE, "/bundle")),
    };
    let mut found = [None; 2];
    if !members(roots, &["k", "keys"], &mut found) {
        return Err(&Fault(SHAPE, "/roots"));
    }
    let [k, keys] = found;
    let k = k.and_then(|k| k.unsigned()).ok_or(&Fault(SHAPE, "/roots/k"))?;
    let mut vkeys = Vec::new();
    for key in keys.and_then(|keys| keys.items()).ok_or(&Fault(SHAPE, "/roots/keys"))? {
        let vkey = key.text().and_then(|key| key.parse().ok());
        vkeys.push(vkey.ok_or(&Fault(BAD_KEY, "/roots/keys"))?);
        if vkeys.len() > ROOTS {
            break;
        }
    }
    let pinned = usize::try_from(k).ok().and_then(|k| Quorum::new(k, vkeys));
    let pinned = pinned.ok_or(&Fault(BAD_KEY, "/roots"))?;
    match Trust::open(&bundle, &pinned) {
        Ok(trust) => Ok(Some(trust)),
        Err(TrustError::NotBuilt) => Err(&Fault(NOT_BUILT, "/bundle")),
        Err(TrustError::NotSigned { .. } | TrustError::BadSignature { .. }) => {
            Err(&Fault(BUNDLE_NOT_SIGNED, "/bundle"))
        }
        Err(_) => Err(&Fault(BAD_BUNDLE, "/bundle")),
    }
}

fn read_seen(value: Value<'_>) -> Option<Seen> {
    let mut seen = Seen::default();
    let mut found = [None; 2];
    if !members(value, &["version", "heads"], &mut found) {
        return None;
    }
    let [version, heads] = found;
    if let Some(version) = version {
        seen.version = Some(version.unsigned()?);
    }
    if let Some(heads) = heads {
        for head in heads.items()? {
            let mut found = [None; 3];
            if !members(head, &["hash", "lot", "n"], &mut found) {
                return None;
            }
            let [hash, lot, n] = found;
            seen.heads.push(KnownHead {
                hash: base64::decode_array(&hash?.text()?)?,
                lot: lot?.text()?.into_owned(),
                n: n?.unsigned()?,
            });
        }
    }
    Some(seen)
}
