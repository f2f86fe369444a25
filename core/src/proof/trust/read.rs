//! Reading the records of a bundle.

use super::{KeyRecord, KnownHead, Snapshot, TrustError, Verb};
use crate::{
    base::sorted::{Map, Set},
    digest::{Hash, json::Value},
    proof::{
        key::{KeyError, Vkey},
        members::{self, Members},
        own::{self, Refusal, RefusalKind, malformed},
    },
};
use alloc::{borrow::ToOwned as _, string::String, vec::Vec};

/// Key ids and key material, none of which may stand twice.
#[derive(Default)]
pub(super) struct Distinct {
    ids: Set<String>,
    materials: Set<Vec<u8>>,
}

impl Distinct {
    pub(super) fn add(&mut self, key: &Vkey) -> Result<(), TrustError> {
        let material = key.public_key().bytes().to_owned();
        let fresh = self.ids.insert(key.id().as_str().to_owned()) && self.materials.insert(material);
        if fresh { Ok(()) } else { Err(TrustError::Twice) }
    }
}

pub(in crate::proof) fn vkey(text: &str, value: Value<'_>) -> Result<Vkey, Refusal> {
    members::plain(text, value)?
        .parse()
        .map_err(|_: KeyError| malformed(value.offset(), "not a verifier key"))
}

pub(super) fn parties(text: &str, value: Option<Value<'_>>) -> Result<Map<String, Vec<String>>, TrustError> {
    let mut parties = Map::new();
    let mut last = "";
    for item in value.map(members::items).transpose()?.into_iter().flatten() {
        let mut party = Members::of(text, item)?;
        let id = party.need_fitting("id", members::is_party, "not a party")?;
        if id <= last {
            return Err(malformed(item.offset(), "not ascending").into());
        }
        last = id;
        party.take_ascending("roles", 16, members::is_token, "not a word")?;
        let gtins =
            party.take_ascending("gtins", own::ITEMS, is_gtin_prefix, "not the beginning of a GTIN")?;
        party.finish()?;
        parties.insert(id.to_owned(), gtins.into_iter().map(str::to_owned).collect());
    }
    Ok(parties)
}

/// 1 to 13 digits.
pub(super) fn is_gtin_prefix(text: &str) -> bool {
    (1..=13).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn keys(
    text: &str,
    value: Option<Value<'_>>,
    parties: &Map<String, Vec<String>>,
    distinct: &mut Distinct,
) -> Result<Map<String, KeyRecord>, TrustError> {
    let mut keys: Map<String, KeyRecord> = Map::new();
    for item in value.map(members::items).transpose()?.into_iter().flatten() {
        let mut record = Members::of(text, item)?;
        let vkey = vkey(text, record.need("vkey")?)?;
        let (_, from) = record.need_time("from")?;
        let (_, until) = record.need_time("until")?;
        let custody = record
            .take("custody")
            .map(|value| members::fitting(text, value, members::is_party, "not a party"))
            .transpose()?;
        let party = record.need_fitting("party", members::is_party, "not a party")?;
        if [Some(party), custody].into_iter().flatten().any(|id| !parties.contains_key(id)) {
            return Err(TrustError::UnknownParty);
        }
        let record_of = KeyRecord {
            vkey,
            party: party.to_owned(),
            suite: record.need_suite("suite")?,
            may: may(text, record.need("may")?)?,
            from,
            until,
            revoked: record.take_time("revoked")?,
            compromised: record.take_time("compromised")?,
            custody: custody.map(str::to_owned),
        };
        record.finish()?;
        let id = record_of.vkey.id().as_str().to_owned();
        if keys.last_key_value().is_some_and(|(last, _)| *last > id) {
            return Err(malformed(item.offset(), "not ascending").into());
        }
        distinct.add(&record_of.vkey)?;
        keys.insert(id, record_of);
    }
    Ok(keys)
}

pub(super) fn may(text: &str, value: Value<'_>) -> Result<Vec<(Verb, String)>, Refusal> {
    let mut may = Vec::new();
    for item in members::items(value)? {
        let at = item.offset();
        let mut parts = members::items(item)?;
        let (Some(verb), Some(prefix), None) = (parts.next(), parts.next(), parts.next()) else {
            return Err(malformed(at, "not a verb and a prefix"));
        };
        let verb = Verb::from_name(members::plain(text, verb)?).ok_or_else(|| malformed(at, "not a verb"))?;
        may.push((
            verb,
            members::fitting(text, prefix, is_prefix, "not the beginning of a name")?.to_owned(),
        ));
    }
    Ok(may)
}

/// A name, or the beginning of one up to a slash.
pub(super) fn is_prefix(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'%' | b'/');
    let begins = ["01/", "t/", "j/"].iter().any(|form| text.starts_with(form));
    text.len() <= 160
        && text.bytes().all(plain)
        && begins
        && (text.ends_with('/') || members::is_subject(text))
}

pub(super) fn snapshot(text: &str, value: Value<'_>) -> Result<Snapshot, TrustError> {
    let mut snapshot = Members::of(text, value)?;
    let (at_text, at) = snapshot.need_time("at")?;
    let recalled = snapshot.take_ascending("recalled", usize::MAX, members::is_lot, "not a lot")?;
    let mut heads: Vec<KnownHead> = Vec::new();
    for item in snapshot.take("heads").map(members::items).transpose()?.into_iter().flatten() {
        let head = KnownHead::read(text, item)?;
        if heads.last().is_some_and(|last| (&last.lot, last.n) >= (&head.lot, head.n)) {
            return Err(malformed(item.offset(), "not ascending").into());
        }
        heads.push(head);
    }
    pairs(text, snapshot.take("lists"), "uri")?;
    snapshot.finish()?;
    Ok(Snapshot {
        at,
        at_text: at_text.to_owned(),
        recalled: recalled.into_iter().map(str::to_owned).collect(),
        heads,
    })
}

/// Objects of a hash and a text.
pub(super) fn pairs(
    text: &str,
    value: Option<Value<'_>>,
    name: &'static str,
) -> Result<Vec<(Hash, String)>, Refusal> {
    let mut out = Vec::new();
    for item in value.map(members::items).transpose()?.into_iter().flatten() {
        let mut pair = Members::of(text, item)?;
        out.push((pair.need_hash("hash")?, pair.need_text(name)?.to_owned()));
        pair.finish()?;
    }
    Ok(out)
}

pub(super) fn schemes(text: &str, value: Option<Value<'_>>) -> Result<Vec<(String, Vec<String>)>, Refusal> {
    let mut out = Vec::new();
    for item in value.map(members::items).transpose()?.into_iter().flatten() {
        let mut scheme = Members::of(text, item)?;
        let keys = scheme.take_ascending("keys", own::ITEMS, members::is_key_id, "not a key id")?;
        let name = scheme.need_text("scheme")?.to_owned();
        scheme.finish()?;
        if keys.is_empty() {
            return Err(Refusal::new(RefusalKind::Malformed, item.offset(), "keys"));
        }
        out.push((name, keys.into_iter().map(str::to_owned).collect()));
    }
    Ok(out)
}
