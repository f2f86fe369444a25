//! `check_trust`: open a trust bundle and say what is in it.

use super::Roots;
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::{
        finding::{Finding, Severity},
        text,
    },
    id::party::Role,
    proof::trust::{KeyRecord, Trust, Verb},
};
use alloc::{
    string::{String, ToString as _},
    vec::Vec,
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "check_trust",
    "checks a trust bundle against pinned roots and says which keys and parties it names",
    super::REQUEST_BYTES,
    Request,
    Answer,
    check_trust
);

/// A bundle.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// Its text; several bundles may follow each other.
    bundle: String,
    /// The pinned roots.
    roots: Roots,
    /// The time of day (RFC 3339 with offset).
    now: Option<String>,
    /// The newest version that was seen before.
    version: Option<u64>,
}

/// What the newest bundle says.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Its version.
    version: u64,
    /// When it stops to count.
    expires: String,
    /// Has it stopped to count at `now`? Absent without `now`.
    #[serde(skip_serializing_if = "Option::is_none")]
    expired: Option<bool>,
    /// Is it older than what was seen?
    rollback: bool,
    /// How many roots must sign the next one.
    roots_wanted: usize,
    /// Who may sign the next one.
    roots: Vec<String>,
    /// Keys, by id.
    keys: Vec<KeyAnswer>,
    /// Ids of logs.
    logs: Vec<String>,
    /// How many witnesses must have seen a checkpoint; 0 if none are named.
    witnesses_wanted: usize,
    /// Ids of witnesses.
    witnesses: Vec<String>,
    /// Time of the snapshot.
    #[serde(skip_serializing_if = "Option::is_none")]
    snapshot: Option<String>,
    /// Recalled lots.
    recalled: Vec<String>,
    /// Hashes of certificates and verdicts that count no longer, base64.
    revoked: Vec<String>,
    /// Schemes, and the keys that may attest their verdicts.
    schemes: Vec<SchemeAnswer>,
    /// Who is accredited for which scheme.
    accreditations: Vec<AccreditationAnswer>,
    /// What was found: keys that may do what no role of their party allows.
    findings: Vec<Finding>,
}

/// A scheme of the bundle.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct SchemeAnswer {
    /// Its name.
    scheme: String,
    /// Ids of keys.
    keys: Vec<String>,
}

/// An accreditation of the bundle.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct AccreditationAnswer {
    /// The party.
    party: String,
    /// The scheme.
    scheme: String,
    /// Who accredited it.
    by: String,
    /// Does it hold at `now`? Absent without `now`.
    #[serde(skip_serializing_if = "Option::is_none")]
    holds: Option<bool>,
}

/// A key of the bundle.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct KeyAnswer {
    /// Its id.
    id: String,
    /// The party it speaks for.
    party: String,
    /// Its hash suite.
    suite: &'static str,
    /// Is it marked revoked?
    revoked: bool,
    /// Is it marked compromised?
    compromised: bool,
}

fn check_trust(request: Request) -> Result<Answer, Fault> {
    let now = request.now.as_deref().map(|now| super::moment("/now", now)).transpose()?;
    let trust = super::trust(Some(&request.bundle), Some(&request.roots))?
        .ok_or_else(|| Fault::new(Code::BadBundle, "/bundle", ""))?;
    let ids = |keys: &[crate::proof::key::Vkey]| keys.iter().map(|key| key.id().to_string()).collect();
    Ok(Answer {
        version: trust.version,
        expires: trust.expires_text.clone(),
        expired: now.map(|now| now >= trust.expires),
        rollback: request.version.is_some_and(|seen| trust.version < seen),
        roots_wanted: trust.roots.wanted(),
        roots: ids(trust.roots.keys()),
        keys: trust
            .keys()
            .iter()
            .map(|record| KeyAnswer {
                id: record.vkey.id().to_string(),
                party: record.party.clone(),
                suite: record.suite.name(),
                revoked: record.revoked.is_some(),
                compromised: record.compromised.is_some(),
            })
            .collect(),
        logs: ids(&trust.logs),
        witnesses_wanted: trust.witnesses.as_ref().map_or(0, crate::proof::cosignature::Policy::quorum),
        witnesses: trust.witnesses.as_ref().map(|policy| ids(policy.witnesses())).unwrap_or_default(),
        snapshot: trust.snapshot.as_ref().map(|snapshot| snapshot.at_text.clone()),
        recalled: trust.snapshot.iter().flat_map(|snapshot| snapshot.recalled.iter().cloned()).collect(),
        revoked: trust.snapshot.iter().flat_map(|snapshot| snapshot.revoked.iter().cloned()).collect(),
        findings: trust.keys().iter().filter_map(|record| beyond_role(&trust, record)).collect(),
        schemes: trust
            .schemes
            .iter()
            .map(|(scheme, keys)| SchemeAnswer { scheme: scheme.clone(), keys: keys.clone() })
            .collect(),
        accreditations: trust
            .accreditations
            .iter()
            .map(|one| AccreditationAnswer {
                party: one.party.clone(),
                scheme: one.scheme.clone(),
                by: one.by.clone(),
                holds: now.map(|now| one.holds_at(now)),
            })
            .collect(),
    })
}

/// Says that a key may do what no role of its party allows. Words that are no roles of ours say nothing of it.
fn beyond_role(trust: &Trust, record: &KeyRecord) -> Option<Finding> {
    let mut allowed: Vec<Verb> = Vec::new();
    for word in trust.roles(&record.party) {
        let role: Role = text::read_word(word)?;
        allowed.extend(role.signs().iter().filter_map(|verb| Verb::from_name(verb.as_str())));
    }
    let beyond = !allowed.is_empty() && record.verbs().any(|verb| !allowed.contains(&verb));
    beyond.then(|| Finding::new(Severity::Warning, "may-beyond-role").found(record.vkey.id().as_str()))
}
