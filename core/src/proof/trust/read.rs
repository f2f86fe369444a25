//! Reading the records of a bundle.

use super::{KeyRecord, KnownHead, Party, Snapshot, TrustError, Verb};
use crate::{
    base::sorted,
    digest::{Hash, json::Value},
    proof::{
        key::{KeyError, Vkey},
        members::{self, KEY_ID, LOT, Members, PARTY, WORD},
        own::{self, Refusal, malformed},
    },
};
use alloc::{borrow::ToOwned as _, string::String, vec::Vec};

/// Has none of so many keys the id or the material of another?
pub(super) fn distinct<'k>(count: usize, key: &dyn Fn(usize) -> Option<&'k Vkey>) -> bool {
    let id = |at: u32| key(at as usize).map_or("", |key| key.id().as_str());
    let material = |at: u32| key(at as usize).map_or(&[][..], |key| key.public_key().bytes());
    sorted::all_differ(count, &mut |a, b| id(a).cmp(id(b)))
        && sorted::all_differ(count, &mut |a, b| material(a).cmp(material(b)))
}

pub(in crate::proof) fn vkey(text: &str, value: Value<'_>) -> Result<Vkey, Refusal> {
    members::plain(text, value)?
        .parse()
        .map_err(|_: KeyError| malformed(value.offset(), "not a verifier key"))
}

/// The key in a member that must be there; what was refused before comes first.
pub(in crate::proof) fn need_vkey(
    members: &mut Members<'_, '_>,
    name: &'static str,
) -> Result<Vkey, Refusal> {
    let value = members.need(name);
    members.so_far()?;
    let Some(value) = value else { return Err(malformed(0, name)) };
    vkey(members.source(), value)
}

pub(super) fn vkeys(text: &str, value: Value<'_>) -> Result<Vec<Vkey>, Refusal> {
    let mut keys = Vec::new();
    for key in members::items(value)? {
        keys.push(vkey(text, key)?);
    }
    Ok(keys)
}

fn owned(texts: &[&str]) -> Vec<String> {
    let mut out = Vec::with_capacity(texts.len());
    for text in texts {
        out.push((*text).to_owned());
    }
    out
}

pub(super) fn parties(text: &str, value: Option<Value<'_>>) -> Result<Vec<Party>, Refusal> {
    let mut parties: Vec<Party> = Vec::new();
    let Some(value) = value else { return Ok(parties) };
    for item in members::items(value)? {
        let mut party = Members::of(text, item);
        let id = party.need_fitting("id", PARTY);
        let ascending = parties.last().is_none_or(|last| id > last.id.as_str());
        party.check(ascending, item.offset(), "not ascending");
        party.take_ascending("roles", 16, WORD);
        let gtins =
            party.take_ascending("gtins", own::ITEMS, (is_gtin_prefix, "not the beginning of a GTIN"));
        party.finish()?;
        parties.push(Party { id: id.to_owned(), gtins: owned(&gtins) });
    }
    Ok(parties)
}

/// 1 to 13 digits.
fn is_gtin_prefix(text: &str) -> bool {
    (1..=13).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn keys(
    text: &str,
    value: Option<Value<'_>>,
    parties: &[Party],
) -> Result<Vec<KeyRecord>, TrustError> {
    let mut keys: Vec<KeyRecord> = Vec::new();
    let Some(value) = value else { return Ok(keys) };
    for item in members::items(value)? {
        let mut record = Members::of(text, item);
        let vkey = need_vkey(&mut record, "vkey")?;
        let (_, from) = record.need_time("from");
        let (_, until) = record.need_time("until");
        let custody = record.take_fitting("custody", PARTY);
        let party = record.need_fitting("party", PARTY);
        record.so_far()?;
        if Party::find(parties, party).is_none()
            || custody.is_some_and(|custody| Party::find(parties, custody).is_none())
        {
            return Err(TrustError::UnknownParty);
        }
        let suite = record.need_suite("suite");
        let may = record.need("may");
        record.so_far()?;
        let record_of = KeyRecord {
            vkey,
            party: party.to_owned(),
            suite,
            may: may.map_or(Ok(Vec::new()), |value| may_do(text, value))?,
            from,
            until,
            revoked: record.take_time("revoked"),
            compromised: record.take_time("compromised"),
            custody: custody.map(str::to_owned),
        };
        record.finish()?;
        if keys.last().is_some_and(|last| last.vkey.id() > record_of.vkey.id()) {
            return Err(malformed(item.offset(), "not ascending").into());
        }
        keys.push(record_of);
    }
    Ok(keys)
}

fn may_do(text: &str, value: Value<'_>) -> Result<Vec<(Verb, String)>, Refusal> {
    let mut may = Vec::new();
    for item in members::items(value)? {
        let at = item.offset();
        let mut parts = members::items(item)?;
        let (Some(verb), Some(prefix), None) = (parts.next(), parts.next(), parts.next()) else {
            return Err(malformed(at, "not a verb and a prefix"));
        };
        let verb = Verb::from_name(members::plain(text, verb)?).ok_or(malformed(at, "not a verb"))?;
        let prefix = members::fitting(text, prefix, (is_prefix, "not the beginning of a name"))?;
        may.push((verb, prefix.to_owned()));
    }
    Ok(may)
}

/// A name, or the beginning of one up to a slash.
fn is_prefix(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'%' | b'/');
    text.len() <= 160
        && text.bytes().all(plain)
        && (text.starts_with("01/") || text.starts_with("t/") || text.starts_with("j/"))
        && (text.ends_with('/') || crate::id::name::is_subject(text))
}

pub(super) fn snapshot(text: &str, value: Value<'_>) -> Result<Snapshot, Refusal> {
    let mut snapshot = Members::of(text, value);
    let (at_text, at) = snapshot.need_time("at");
    let recalled = snapshot.take_ascending("recalled", usize::MAX, LOT);
    let heads = snapshot.take("heads").map(|value| known_heads(text, value));
    let heads = snapshot.note(heads.unwrap_or(Ok(Vec::new())));
    let lists = snapshot.take("lists");
    let lists = pairs(text, lists, "uri");
    snapshot.note(lists);
    snapshot.finish()?;
    Ok(Snapshot { at, at_text: at_text.to_owned(), recalled: owned(&recalled), heads })
}

fn known_heads(text: &str, value: Value<'_>) -> Result<Vec<KnownHead>, Refusal> {
    let mut heads: Vec<KnownHead> = Vec::new();
    for item in members::items(value)? {
        let head = KnownHead::read(text, item)?;
        if heads.last().is_some_and(|last| (&last.lot, last.n) >= (&head.lot, head.n)) {
            return Err(malformed(item.offset(), "not ascending"));
        }
        heads.push(head);
    }
    Ok(heads)
}

/// Objects of a hash and a text.
pub(super) fn pairs(
    text: &str,
    value: Option<Value<'_>>,
    name: &'static str,
) -> Result<Vec<(Hash, String)>, Refusal> {
    let mut out = Vec::new();
    let Some(value) = value else { return Ok(out) };
    for item in members::items(value)? {
        let mut pair = Members::of(text, item);
        out.push((pair.need_hash("hash"), pair.need_text(name).to_owned()));
        pair.finish()?;
    }
    Ok(out)
}

pub(super) fn schemes(text: &str, value: Option<Value<'_>>) -> Result<Vec<(String, Vec<String>)>, Refusal> {
    let mut out = Vec::new();
    let Some(value) = value else { return Ok(out) };
    for item in members::items(value)? {
        let mut scheme = Members::of(text, item);
        let keys = scheme.take_ascending("keys", own::ITEMS, KEY_ID);
        let name = scheme.need_text("scheme");
        scheme.finish()?;
        if keys.is_empty() {
            return Err(malformed(item.offset(), "keys"));
        }
        out.push((name.to_owned(), owned(&keys)));
    }
    Ok(out)
}
