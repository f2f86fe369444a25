//! The list of trusted keys, as a public body would publish it: who may do what, which log, which witnesses.

use crate::keys::Keys;
use crate::record::{Recorded, SUITE};
use crate::season::Season;
use serde::Serialize;
use std::collections::BTreeMap;
use std::error::Error;
use terroir::digest::json;
use terroir::proof::base64;
use terroir::proof::head::Status;
use terroir::proof::trust::{self, Quorum};

#[derive(Serialize)]
struct Bundle<'s> {
    version: u32,
    issued: &'s str,
    expires: &'s str,
    roots: KeySet,
    keys: Vec<KeyRecord<'s>>,
    logs: Vec<String>,
    witnesses: KeySet,
    parties: Vec<PartyRecord<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snapshot: Option<Snapshot<'s>>,
}

#[derive(Serialize)]
struct KeySet {
    k: usize,
    keys: Vec<String>,
}

#[derive(Serialize)]
struct KeyRecord<'s> {
    vkey: String,
    party: &'s str,
    suite: &'static str,
    may: &'s [(String, String)],
    from: &'s str,
    until: &'s str,
}

#[derive(Serialize)]
struct PartyRecord<'s> {
    id: &'s str,
    roles: Vec<&'s str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    gtins: &'s [String],
}

#[derive(Serialize)]
struct Snapshot<'s> {
    at: &'s str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recalled: Vec<&'s str>,
    heads: Vec<KnownHead<'s>>,
}

#[derive(Serialize)]
struct KnownHead<'s> {
    hash: String,
    lot: &'s str,
    n: usize,
}

/// The roots that the page pins.
///
/// # Errors
/// They do not make a quorum.
pub(crate) fn roots(season: &Season, keys: &Keys) -> Result<Quorum, Box<dyn Error>> {
    let roots = season.roots.names.iter().map(|name| Ok(keys.get(name)?.vkey().clone()));
    let roots = roots.collect::<Result<_, Box<dyn Error>>>()?;
    Quorum::new(season.roots.k, roots).ok_or_else(|| "no quorum of roots".into())
}

/// The first bundle's file, from before the season: who may do what.
///
/// # Errors
/// The season does not make a bundle.
pub(crate) fn first(season: &Season, keys: &Keys) -> Result<String, Box<dyn Error>> {
    bundle(season, keys, 1, &season.from, None)
}

/// The second bundle's file, which also knows the newest heads and what was recalled.
///
/// # Errors
/// The season does not make a bundle.
pub(crate) fn second(
    season: &Season,
    keys: &Keys,
    recorded: &Recorded<'_>,
) -> Result<String, Box<dyn Error>> {
    let mut snapshot = Snapshot { at: &season.snapshot, recalled: Vec::new(), heads: Vec::new() };
    for (lot, record) in &recorded.records {
        let newest = record.newest()?;
        let n = record.heads.len() - 1;
        snapshot.heads.push(KnownHead { hash: base64::encode(&newest.hash), lot, n });
        if newest.status == Status::Recalled {
            snapshot.recalled.push(lot);
        }
    }
    bundle(season, keys, 2, &season.snapshot, Some(snapshot))
}

fn bundle(
    season: &Season,
    keys: &Keys,
    version: u32,
    issued: &str,
    snapshot: Option<Snapshot<'_>>,
) -> Result<String, Box<dyn Error>> {
    let vkey = |name: &String| Ok::<_, Box<dyn Error>>(keys.get(name)?.vkey().to_string());
    let set = |names: &[String], k| {
        Ok::<_, Box<dyn Error>>(KeySet { k, keys: names.iter().map(vkey).collect::<Result<_, _>>()? })
    };
    let mut records: Vec<(String, KeyRecord<'_>)> = Vec::new();
    let mut parties: Vec<PartyRecord<'_>> = Vec::new();
    for party in &season.parties {
        let mut roles: Vec<&str> = party.roles.iter().map(String::as_str).collect();
        roles.sort_unstable();
        parties.push(PartyRecord { id: &party.id, roles, gtins: &party.gtins });
        for key in &party.keys {
            let (from, until) = (season.from.as_str(), season.until.as_str());
            let record = KeyRecord {
                vkey: vkey(&key.name)?,
                party: &party.id,
                suite: SUITE.name(),
                may: &key.may,
                from,
                until,
            };
            records.push((keys.id(&key.name)?, record));
        }
    }
    parties.sort_by_key(|party| party.id);
    records.sort_by(|(a, _), (b, _)| a.cmp(b));
    let text = json::to_string(&Bundle {
        version,
        issued,
        expires: &season.until,
        roots: set(&season.roots.names, season.roots.k)?,
        keys: records.into_iter().map(|(_, record)| record).collect(),
        logs: vec![vkey(&season.log.name)?],
        witnesses: set(&season.witnesses.names, season.witnesses.k)?,
        parties,
        snapshot,
    })?;
    let (printed, message) = trust::prepare(&text)?;
    let mut signatures = BTreeMap::new();
    for name in season.roots.names.iter().take(season.roots.k) {
        let key = keys.get(name)?;
        signatures.insert(key.vkey().id().to_string(), key.sign(&message));
    }
    Ok(trust::assemble(&printed, &signatures))
}
