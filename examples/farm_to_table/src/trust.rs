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
    snapshot: Snapshot<'s>,
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

/// The bundle's file, and the roots that the page pins.
///
/// # Errors
/// The season does not make a bundle.
pub fn bundle(
    season: &Season,
    keys: &Keys,
    recorded: &Recorded<'_>,
) -> Result<(String, Quorum), Box<dyn Error>> {
    let vkeys = |names: &[String]| {
        names
            .iter()
            .map(|name| Ok(keys.get(name)?.vkey().to_string()))
            .collect::<Result<Vec<_>, Box<dyn Error>>>()
    };
    let mut records: Vec<(String, KeyRecord<'_>)> = Vec::new();
    let mut parties: Vec<PartyRecord<'_>> = Vec::new();
    for party in &season.parties {
        let mut roles: Vec<&str> = party.roles.iter().map(String::as_str).collect();
        roles.sort_unstable();
        parties.push(PartyRecord { id: &party.id, roles, gtins: &party.gtins });
        for key in &party.keys {
            let record = KeyRecord {
                vkey: keys.get(&key.name)?.vkey().to_string(),
                party: &party.id,
                suite: SUITE.name(),
                may: &key.may,
                from: &season.from,
                until: &season.until,
            };
            records.push((keys.id(&key.name)?, record));
        }
    }
    parties.sort_by_key(|party| party.id);
    records.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut heads = Vec::new();
    let mut recalled = Vec::new();
    for (lot, record) in &recorded.records {
        let newest = record.newest()?;
        heads.push(KnownHead { hash: base64::encode(&newest.hash), lot, n: record.heads.len() - 1 });
        if newest.status == Status::Recalled {
            recalled.push(*lot);
        }
    }
    let text = json::to_string(&Bundle {
        version: 1,
        issued: &season.snapshot,
        expires: &season.until,
        roots: KeySet { k: season.roots.k, keys: vkeys(&season.roots.names)? },
        keys: records.into_iter().map(|(_, record)| record).collect(),
        logs: vec![keys.get(&season.log.name)?.vkey().to_string()],
        witnesses: KeySet { k: season.witnesses.k, keys: vkeys(&season.witnesses.names)? },
        parties,
        snapshot: Snapshot { at: &season.snapshot, recalled, heads },
    })?;
    let (printed, message) = trust::prepare(&text)?;
    let mut signatures = BTreeMap::new();
    for name in season.roots.names.iter().take(season.roots.k) {
        let key = keys.get(name)?;
        signatures.insert(key.vkey().id().to_string(), key.sign(&message));
    }
    let roots = season.roots.names.iter().map(|name| Ok(keys.get(name)?.vkey().clone()));
    let roots = Quorum::new(season.roots.k, roots.collect::<Result<_, Box<dyn Error>>>()?)
        .ok_or("no quorum of roots")?;
    Ok((trust::assemble(&printed, &signatures), roots))
}
