//! Reading the records of a bundle. What is refused is kept by the [`Members`] of the bundle, and told at its end.

use super::{Accreditation, KeyRecord, KnownHead, Party, Quorum, Snapshot, TrustError, Verb};
use crate::{
    base::sorted,
    digest::{Hash, json::Value},
    proof::{
        cosignature::Policy,
        key::Vkey,
        members::{HASH, KEY_ID, LOT, Members, PARTY, WORD},
        own::{self, malformed},
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

pub(super) fn vkeys<'d>(members: &mut Members<'_, 'd>, array: Option<Value<'d>>) -> Vec<Vkey> {
    let mut keys = Vec::new();
    members.items(array, &mut |members, key| keys.extend(members.vkey(key)));
    keys
}

pub(super) fn quorum<'d>(members: &mut Members<'_, 'd>, value: Value<'d>) -> Option<Quorum> {
    let mut set = Members::of(members.source(), value);
    let wanted = usize::try_from(set.need_integer("k")).unwrap_or(usize::MAX);
    let keys = set.need("keys");
    members.note(set.finish());
    let quorum = Quorum::new(wanted, vkeys(members, keys));
    members.check(quorum.is_some(), value.offset(), "not `k` of 1 to 16 different keys");
    quorum
}

pub(super) fn witnesses(top: &mut Members<'_, '_>, logs: &[Vkey]) -> Option<Policy> {
    let value = top.take("witnesses")?;
    let set = quorum(top, value)?;
    let policy = Policy::of(set.wanted, set.keys, logs).ok();
    top.check(policy.is_some(), value.offset(), "not a set of witnesses");
    policy
}

fn owned(texts: &[&str]) -> Vec<String> {
    let mut out = Vec::with_capacity(texts.len());
    for text in texts {
        out.push((*text).to_owned());
    }
    out
}

pub(super) fn parties(top: &mut Members<'_, '_>) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    top.each("parties", &mut |party| {
        let id = party.need_fitting("id", PARTY);
        let ascending = parties.last().is_none_or(|last| id > last.id.as_str());
        party.check(ascending, party.offset(), "not ascending");
        let roles = party.take_ascending("roles", 16, WORD);
        let gtins =
            party.take_ascending("gtins", own::ITEMS, (is_gtin_prefix, "not the beginning of a GTIN"));
        parties.push(Party { id: id.to_owned(), roles: owned(&roles), gtins: owned(&gtins) });
    });
    parties
}

/// 1 to 13 digits.
fn is_gtin_prefix(text: &str) -> bool {
    (1..=13).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn keys(top: &mut Members<'_, '_>, parties: &[Party]) -> Result<Vec<KeyRecord>, TrustError> {
    let mut keys: Vec<KeyRecord> = Vec::new();
    let mut unknown = false;
    top.each("keys", &mut |record| {
        let Some(vkey) = record.need_vkey("vkey") else { return };
        let (_, from) = record.need_time("from");
        let (_, until) = record.need_time("until");
        let custody = record.take_fitting("custody", PARTY);
        let party = record.need_fitting("party", PARTY);
        for party in [Some(party), custody].into_iter().flatten() {
            unknown |= record.so_far().is_ok() && Party::find(parties, party).is_none();
        }
        let suite = record.need_suite("suite");
        let may = record.need("may");
        let may = may_do(record, may);
        let (revoked, compromised) = (record.take_time("revoked"), record.take_time("compromised"));
        let ascending = keys.last().is_none_or(|last| last.vkey.id() <= vkey.id());
        record.check(ascending, record.offset(), "not ascending");
        let (party, custody) = (party.to_owned(), custody.map(str::to_owned));
        keys.push(KeyRecord { vkey, party, suite, may, from, until, revoked, compromised, custody });
    });
    if unknown { Err(TrustError::UnknownParty) } else { Ok(keys) }
}

fn may_do<'d>(record: &mut Members<'_, 'd>, array: Option<Value<'d>>) -> Vec<(Verb, String)> {
    let mut may = Vec::new();
    record.items(array, &mut |record, item| {
        let wrong = malformed(item.offset(), "not a verb and a prefix");
        let Some([verb, prefix]) = record.pair(item, wrong) else { return };
        let known = Verb::from_name(record.plain(verb));
        record.check(known.is_some(), verb.offset(), "not a verb");
        let prefix = record.fitting(prefix, (is_prefix, "not the beginning of a name"));
        may.extend(known.map(|verb| (verb, prefix.to_owned())));
    });
    may
}

/// A name, or the beginning of one up to a slash.
fn is_prefix(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'%' | b'/');
    text.len() <= 160
        && text.bytes().all(plain)
        && (text.starts_with("01/") || text.starts_with("t/") || text.starts_with("j/"))
        && (text.ends_with('/') || crate::id::name::is_subject(text))
}

pub(super) fn snapshot(top: &mut Members<'_, '_>) -> Option<Snapshot> {
    let mut snapshot = Members::of(top.source(), top.take("snapshot")?);
    let (at_text, at) = snapshot.need_time("at");
    let recalled = snapshot.take_ascending("recalled", usize::MAX, LOT);
    let mut heads: Vec<KnownHead> = Vec::new();
    snapshot.each("heads", &mut |members| {
        let (hash, lot) = (members.need_hash("hash"), members.need_fitting("lot", LOT).to_owned());
        let head = KnownHead { hash, lot, n: members.need_integer("n") };
        let ascending = heads.last().is_none_or(|last| (&last.lot, last.n) < (&head.lot, head.n));
        members.check(ascending, members.offset(), "not ascending");
        heads.push(head);
    });
    let lists = pairs(&mut snapshot, "lists", "uri");
    let revoked = snapshot.take_ascending("revoked", usize::MAX, HASH);
    top.note(snapshot.finish());
    let (recalled, revoked) = (owned(&recalled), owned(&revoked));
    Some(Snapshot { at, at_text: at_text.to_owned(), recalled, heads, revoked, lists })
}

/// Objects of a hash and a text.
pub(super) fn pairs(
    members: &mut Members<'_, '_>,
    array: &'static str,
    name: &'static str,
) -> Vec<(Hash, String)> {
    let mut out = Vec::new();
    members.each(array, &mut |pair| out.push((pair.need_hash("hash"), pair.need_text(name).to_owned())));
    out
}

pub(super) fn accreditations(top: &mut Members<'_, '_>) -> Vec<Accreditation> {
    let mut out = Vec::new();
    top.each("accreditations", &mut |one| {
        out.push(Accreditation {
            party: one.need_fitting("party", PARTY).to_owned(),
            scheme: one.need_text("scheme").to_owned(),
            by: one.need_text("by").to_owned(),
            from: one.need_time("from").1,
            until: one.need_time("until").1,
            revoked: one.take_time("revoked"),
        });
    });
    out
}

pub(super) fn schemes(top: &mut Members<'_, '_>) -> Vec<(String, Vec<String>)> {
    let mut out = Vec::new();
    top.each("schemes", &mut |scheme| {
        let keys = scheme.take_ascending("keys", own::ITEMS, KEY_ID);
        let name = scheme.need_text("scheme");
        scheme.check(!keys.is_empty(), scheme.offset(), "keys");
        out.push((name.to_owned(), owned(&keys)));
    });
    out
}
