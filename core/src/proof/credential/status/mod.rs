//! Bitstring Status List 1.0: what an issuer says of a credential after it was issued, from a snapshot that the caller has.

mod gzip;

pub use gzip::{MOST_BYTES, gunzip};

use super::{
    code::{Aspect, Code, Flaw, Outcome, Verdict},
    model::{each, is_type},
};
use crate::{base::whole, digest::json::Value, proof::code::Class};
use alloc::{
    borrow::{Cow, ToOwned as _},
    string::String,
    vec::Vec,
};
use core::ops::RangeInclusive;

/// Entries that a list has at least (§3.2, step 9): fewer would tell who is looked up.
pub const LEAST_ENTRIES: u64 = 131_072;

/// Bits of one status.
const SIZES: RangeInclusive<u32> = 1..=16;

/// Status entries of one credential, at most: each may inflate a list.
const ENTRIES: usize = 4;

/// A status that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What the status is for: `revocation`, `suspension`, `refresh`, `message` or another word.
    pub purpose: String,
    /// The list it stands in.
    pub list: String,
    /// Its place there.
    pub index: u64,
    /// What stands there.
    pub value: u32,
    /// What the credential says that this means.
    pub message: Option<String>,
}

/// What an entry says (§2.1).
struct Entry<'d> {
    purpose: Cow<'d, str>,
    list: Cow<'d, str>,
    index: u64,
    size: u32,
    messages: Option<Value<'d>>,
}

impl<'d> Entry<'d> {
    fn read(entry: Value<'d>) -> Result<Self, Flaw> {
        let bad = |name: &str| Flaw::at(Code::BadStatusEntry, ["/credentialStatus/", name].concat());
        let text = |name: &'static str| {
            let text = entry.get(name).and_then(|value| value.text());
            text.filter(|text| !text.is_empty()).ok_or_else(|| bad(name))
        };
        let index = whole::decimal(&text("statusListIndex")?).ok_or_else(|| bad("statusListIndex"))?;
        let size = match entry.get("statusSize") {
            None => Some(1),
            Some(size) => size.unsigned().and_then(|size| u32::try_from(size).ok()),
        };
        let size = size.filter(|size| SIZES.contains(size)).ok_or_else(|| bad("statusSize"))?;
        let messages = entry.get("statusMessage");
        let values = |messages: Value<'_>| messages.items().map(Iterator::count);
        match messages.map(values) {
            None if size == 1 => {}
            Some(Some(count)) if count == 1 << size => {}
            _ => return Err(bad("statusMessage")),
        }
        let (purpose, list) = (text("statusPurpose")?, text("statusListCredential")?);
        if entry.get("id").is_some_and(|id| id.is_text(&list)) {
            return Err(bad("id"));
        }
        Ok(Self { purpose, list, index, size, messages })
    }

    /// What the credential says that a value means.
    fn message(&self, value: u32) -> Option<String> {
        let means = |one: &Value<'_>| {
            let status = one.get("status").and_then(|status| status.text());
            let hex = status.as_deref().and_then(|status| status.strip_prefix("0x"));
            hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()) == Some(value)
        };
        let found = self.messages?.items()?.find(means)?;
        Some(found.get("message")?.text()?.into_owned())
    }

    /// What was found under it.
    fn found(self, value: u32) -> Found {
        let message = self.message(value);
        Found {
            purpose: self.purpose.into_owned(),
            list: self.list.into_owned(),
            index: self.index,
            value,
            message,
        }
    }

    /// The value in a list that has been found good.
    fn look_up(&self, list: Value<'_>) -> Result<u32, Flaw> {
        let subject =
            list.get("credentialSubject").filter(|subject| is_type(*subject, "BitstringStatusList"));
        let subject = subject.filter(|_| is_type(list, "BitstringStatusListCredential"));
        let subject = subject.ok_or(Code::BadStatusList)?;
        if !each(subject.get("statusPurpose")).any(|purpose| purpose.is_text(&self.purpose)) {
            return Err(Flaw::new(Code::OtherPurpose).found(&self.purpose));
        }
        let encoded = subject.get("encodedList").and_then(|list| list.text()).ok_or(Code::BadStatusList)?;
        Ok(value_at(&encoded, self.index, self.size)?)
    }
}

/// The value at a place of an `encodedList`, of so many bits, the first bit being the most significant.
///
/// Works in constant memory beside the text, and stops at [`MOST_BYTES`].
///
/// # Errors
/// Not multibase base64url of one gzip member, too short, too long, no such place, or not 1 to 16 bits.
pub fn value_at(encoded: &str, index: u64, size: u32) -> Result<u32, Code> {
    if !SIZES.contains(&size) {
        return Err(Code::BadStatusEntry);
    }
    let first = index.checked_mul(u64::from(size)).ok_or(Code::StatusIndex)?;
    let last = first.checked_add(u64::from(size)).ok_or(Code::StatusIndex)?;
    let (mut behind, mut value) = (0_u64, 0_u32);
    gunzip(encoded, &mut |bytes| {
        for bit in first.max(behind)..last.min(behind + 8 * bytes.len() as u64) {
            let at = bit - behind;
            let byte = usize::try_from(at / 8).ok().and_then(|at| bytes.get(at)).copied().unwrap_or(0);
            value = value << 1 | u32::from(byte >> (7 - at % 8) & 1);
        }
        behind += 8 * bytes.len() as u64;
    })?;
    if behind / u64::from(size) < LEAST_ENTRIES {
        return Err(Code::StatusListLength);
    }
    if last > behind {
        return Err(Code::StatusIndex);
    }
    Ok(value)
}

/// The status entries of a credential, and what was found of each.
pub(super) struct Entries<'d> {
    entries: Vec<(Entry<'d>, Option<Result<u32, Flaw>>)>,
}

impl<'d> Entries<'d> {
    /// Reads what a credential says of its status.
    pub(super) fn read(verdict: &mut Verdict, credential: Value<'d>) -> Self {
        let mut entries = Vec::new();
        verdict.applies(Aspect::Status);
        for (number, entry) in each(credential.get("credentialStatus")).enumerate() {
            if number == ENTRIES {
                verdict.add(Flaw::at(Code::Limit, "/credentialStatus"));
                break;
            }
            if !is_type(entry, "BitstringStatusListEntry") {
                verdict.add(Flaw::at(Code::UnknownStatus, "/credentialStatus/type"));
                continue;
            }
            match Entry::read(entry) {
                Ok(entry) => entries.push((entry, None)),
                Err(flaw) => verdict.add(flaw),
            }
        }
        Self { entries }
    }

    /// Looks up in a list, judged as a credential of its own, whatever stands there.
    pub(super) fn look_up(&mut self, list: Value<'_>, verdict: &Verdict) {
        let Some(id) = list.get("id").and_then(|id| id.text()) else { return };
        for (entry, value) in &mut self.entries {
            if value.is_none() && entry.list == id {
                *value = Some(holds(verdict).and_then(|()| entry.look_up(list)));
            }
        }
    }

    /// What was found; `refused`: a list was given that does not even say which it is.
    pub(super) fn finish(self, verdict: &mut Verdict, refused: bool) -> Vec<Found> {
        let mut found = Vec::new();
        let missing = if refused { Code::StatusListRefused } else { Code::NoStatusList };
        for (entry, value) in self.entries {
            match value.unwrap_or_else(|| Err(missing.into())) {
                Err(flaw) if flaw.found.is_empty() => verdict.add(flaw.found(&entry.list)),
                Err(flaw) => verdict.add(flaw),
                Ok(value) => {
                    let status = entry.found(value);
                    meaning(&status).into_iter().for_each(|flaw| verdict.add(flaw));
                    found.push(status);
                }
            }
        }
        verdict.looked_at(Aspect::Status);
        found
    }
}

/// Does a list hold as a credential?
fn holds(verdict: &Verdict) -> Result<(), Flaw> {
    let failing = || verdict.reasons().iter().filter(|flaw| flaw.code.class() == Class::Fail);
    let out_of_date = |flaw: &Flaw| matches!(flaw.code, Code::NoLongerValid | Code::ProofExpired);
    match verdict.outcome(&[Aspect::Contexts]) {
        Outcome::Accepted => Ok(()),
        // It was right once, and nobody knows what is right now.
        Outcome::Refused if failing().all(out_of_date) => Err(Code::StatusListStale.into()),
        Outcome::Refused => {
            let code = failing().next().map_or("", |flaw| flaw.code.as_str());
            Err(Flaw::new(Code::StatusListRefused).found(code))
        }
        Outcome::Incomplete => Err(Code::StatusListUnproven.into()),
    }
}

/// What a value means for the credential; 0 means nothing, except where messages give it a meaning.
fn meaning(status: &Found) -> Option<Flaw> {
    let code = match (status.purpose.as_str(), status.value) {
        ("message", _) => Code::StatusMessage,
        (_, 0) => return None,
        ("revocation", _) => Code::Revoked,
        ("suspension", _) => Code::Suspended,
        ("refresh", _) => Code::RefreshAvailable,
        _ => Code::StatusSet,
    };
    let shown = status.message.as_deref().unwrap_or(&status.purpose).to_owned();
    Some(Flaw::at(code, "/credentialStatus").found(&shown))
}
