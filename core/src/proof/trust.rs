//! The trust bundle (`FORMATS` §8): whose keys may do what, signed by pinned roots.
//!
//! A [`Trust`] that can be held has been verified: the pinned roots, or roots that they handed over to, signed it.

use super::{
    base64,
    cosignature::Policy,
    entry::Kind,
    key::{KeyError, SignatureError, Vkey},
    line::Context,
    members::{self, Members},
    moment::Moment,
    own::{self, Place, Refusal, RefusalKind, limit, malformed},
};
use crate::base::sorted::{Map, Set};
use crate::digest::{Hash, Suite, json::Value};
use alloc::{borrow::ToOwned as _, string::String, vec::Vec};

/// Bytes of the JSON of one bundle.
pub const BUNDLE_BYTES: usize = 1 << 20;
/// Bundles in one file.
pub const BUNDLES: usize = 16;
/// Roots of a bundle.
pub const ROOTS: usize = 16;

const HEADING: &str = "terroir/v1 bundle\n";

/// Why a bundle cannot be trusted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustError {
    /// Its bytes are not those of a bundle.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// Too few of the roots signed it.
    #[error("bundle version {version} has {found} valid signatures of these roots, {wanted} are needed")]
    NotSigned {
        /// Its version.
        version: u64,
        /// Valid signatures by roots.
        found: usize,
        /// How many it takes.
        wanted: usize,
    },
    /// A signature by a root is wrong.
    #[error("a root's signature on bundle version {version} is wrong")]
    BadSignature {
        /// The bundle's version.
        version: u64,
    },
    /// The roots' algorithm is not in this build.
    #[error("a root's algorithm is not in this build")]
    NotBuilt,
    /// The versions in the file do not ascend by 1.
    #[error("bundle version {found} follows {previous}")]
    Version {
        /// The version before.
        previous: u64,
        /// The version found.
        found: u64,
    },
    /// Two records with one id or one key material, or a party twice.
    #[error("two records have one id or one key")]
    Twice,
    /// A key names a party that has no record.
    #[error("a key names a party that has no record")]
    UnknownParty,
}

impl TrustError {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(_) | Self::Version { .. } | Self::Twice | Self::UnknownParty => "bad-bundle",
            Self::NotSigned { .. } | Self::BadSignature { .. } => "bundle-not-signed",
            Self::NotBuilt => "not-built",
        }
    }
}

/// A set of keys of which some number must sign.
///
/// ```
/// use terroir::proof::{key::SigningKey, trust::Quorum};
///
/// let root = SigningKey::from_seed("roots.example/1", &[7; 32])?;
/// assert!(Quorum::new(1, vec![root.vkey().clone()]).is_some());
/// assert!(Quorum::new(2, vec![root.vkey().clone()]).is_none());
/// # Ok::<(), terroir::proof::key::KeyError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quorum {
    wanted: usize,
    keys: Vec<Vkey>,
}

impl Quorum {
    /// `wanted` of these keys; `None` if there are fewer or more than 16, or two with one id or material.
    #[must_use]
    pub fn new(wanted: usize, keys: Vec<Vkey>) -> Option<Self> {
        let mut materials = Distinct::default();
        let distinct = keys.iter().all(|key| materials.add(key).is_ok());
        let fits = distinct && wanted >= 1 && wanted <= keys.len() && keys.len() <= ROOTS;
        fits.then_some(Self { wanted, keys })
    }

    /// How many must sign.
    #[must_use]
    pub const fn wanted(&self) -> usize {
        self.wanted
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> &[Vkey] {
        &self.keys
    }

    pub(crate) fn read(text: &str, value: Value<'_>) -> Result<Self, TrustError> {
        let mut set = Members::of(text, value)?;
        let wanted = usize::try_from(set.need_integer("k")?).unwrap_or(usize::MAX);
        let keys = set.need("keys")?;
        set.finish()?;
        let keys = members::items(keys)?.map(|key| vkey(text, key)).collect::<Result<Vec<_>, _>>()?;
        Self::new(wanted, keys)
            .ok_or_else(|| malformed(value.offset(), "not `k` of 1 to 16 different keys").into())
    }
}

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verb {
    /// Write entries of a kind.
    Write(Kind),
    /// Close other chains by a final receipt.
    Close,
    /// Keep the ledger and sign its heads.
    Keep,
    /// Write on behalf of another party.
    For,
    /// Attest a verdict.
    Attest,
    /// Say that two names mean one lot.
    Alias,
}

impl Verb {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "close" => Self::Close,
            "keep" => Self::Keep,
            "for" => Self::For,
            "attest" => Self::Attest,
            "alias" => Self::Alias,
            _ => Self::Write(Kind::from_name(name.strip_prefix("write:")?)?),
        })
    }
}

/// One writer's or keeper's key.
#[derive(Clone, Debug)]
pub struct KeyRecord {
    /// The key.
    pub vkey: Vkey,
    /// The party it speaks for.
    pub party: String,
    /// The hash suite of what it writes.
    pub suite: Suite,
    /// What it may do, on names with which beginning.
    may: Vec<(Verb, String)>,
    /// Valid from.
    pub from: Moment,
    /// Valid until, not included.
    pub until: Moment,
    /// No longer good from this time on.
    pub revoked: Option<Moment>,
    /// In foreign hands from this time on.
    pub compromised: Option<Moment>,
    /// The party that holds the key, where it is another.
    pub custody: Option<String>,
}

impl KeyRecord {
    /// The same record for another key.
    pub(super) fn followed_by(self, vkey: &Vkey) -> Self {
        Self { vkey: vkey.clone(), ..self }
    }

    /// May it do this on that name? A prefix ends in `/` or is the whole name.
    #[must_use]
    pub fn may(&self, verb: Verb, name: &str) -> bool {
        let covers =
            |prefix: &str| if prefix.ends_with('/') { name.starts_with(prefix) } else { name == prefix };
        self.may.iter().any(|(known, prefix)| *known == verb && covers(prefix))
    }
}

/// What the issuer of a bundle knew of a lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownHead {
    /// Object hash of the head.
    pub hash: Hash,
    /// The lot.
    pub lot: String,
    /// The head's number.
    pub n: u64,
}

impl KnownHead {
    pub(crate) fn read(text: &str, value: Value<'_>) -> Result<Self, Refusal> {
        let mut head = Members::of(text, value)?;
        let known = Self {
            hash: head.need_hash("hash")?,
            lot: head.need_fitting("lot", members::is_lot, "not a lot")?.to_owned(),
            n: head.need_integer("n")?,
        };
        head.finish()?;
        Ok(known)
    }
}

/// What was known when the bundle was signed.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// When.
    pub at: Moment,
    /// The same as written.
    pub at_text: String,
    /// Lots that nobody should eat.
    pub recalled: Set<String>,
    /// Newest heads.
    pub heads: Vec<KnownHead>,
}

/// A verified trust bundle.
#[derive(Clone, Debug)]
pub struct Trust {
    /// Its number; a lower one after a higher is a rollback.
    pub version: u64,
    /// When it was issued.
    pub issued: Moment,
    /// When it stops to count.
    pub expires: Moment,
    /// The same as written.
    pub expires_text: String,
    /// Who signs the next one.
    pub roots: Quorum,
    keys: Map<String, KeyRecord>,
    /// Parties: id, and the beginnings of GTINs that each may issue.
    parties: Map<String, Vec<String>>,
    /// Logs.
    pub logs: Vec<Vkey>,
    /// Witnesses, and how many of them must have seen a checkpoint.
    pub witnesses: Option<Policy>,
    /// What was known of lots.
    pub snapshot: Option<Snapshot>,
    /// Hashes of pinned rulebooks' exact bytes.
    pub rulebooks: Vec<(Hash, String)>,
    /// Schemes, with the keys that may attest their verdicts.
    pub schemes: Vec<(String, Vec<String>)>,
    /// Documents: hash of exact bytes, and where they came from.
    pub documents: Vec<(Hash, String)>,
}

impl Trust {
    /// Opens a file of one or more bundles and returns the newest, if the pinned roots lead to it.
    ///
    /// Each bundle is signed by enough of the roots in force, and one that changes the roots by enough of the new
    /// ones as well. Bundles before the first that the pinned roots signed are passed over.
    ///
    /// # Errors
    /// [`TrustError`]: malformed, or not signed by enough roots, or with records that contradict each other.
    pub fn open(text: &str, pinned: &Quorum) -> Result<Self, TrustError> {
        let files = split(text)?;
        let mut in_force = pinned.clone();
        let mut newest: Option<Self> = None;
        let mut previous: Option<u64> = None;
        let mut passed_over = None;
        for file in files {
            let trust = Self::read(file.json).map_err(|error| shifted(error, file.offset))?;
            if let Some(previous) = previous {
                if trust.version != previous.saturating_add(1) {
                    return Err(TrustError::Version { previous, found: trust.version });
                }
            }
            previous = Some(trust.version);
            match file.signed_by(&trust, &in_force) {
                Ok(()) => {}
                Err(TrustError::NotSigned { version, found, wanted }) if newest.is_none() => {
                    passed_over = Some(TrustError::NotSigned { version, found, wanted });
                    continue;
                }
                Err(error) => return Err(error),
            }
            if trust.roots != in_force {
                file.signed_by(&trust, &trust.roots)?;
                in_force = trust.roots.clone();
            }
            newest = Some(trust);
        }
        match (newest, passed_over) {
            (Some(trust), _) => Ok(trust),
            (None, Some(error)) => Err(error),
            (None, None) => Err(malformed(0, "no bundle").into()),
        }
    }

    /// The record of a key.
    #[must_use]
    pub fn key(&self, id: &str) -> Option<&KeyRecord> {
        self.keys.get(id)
    }

    /// All key records, by id.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &KeyRecord)> {
        self.keys.iter().map(|(id, record)| (id.as_str(), record))
    }

    /// May this party issue this lot name? `None` if the bundle does not know the party.
    #[must_use]
    pub fn may_issue(&self, party: &str, lot: &str) -> Option<bool> {
        let gtins = self.parties.get(party)?;
        Some(match lot.strip_prefix("01/") {
            // A prefix is compared with the 13 digits behind the indicator, which the issuer is free to choose.
            Some(path) => {
                let digits = path.get(1..14).unwrap_or("");
                gtins.iter().any(|prefix| digits.starts_with(prefix.as_str()))
            }
            None => super::head::local_issuer(lot) == Some(party),
        })
    }

    fn read(json: &str) -> Result<Self, TrustError> {
        let document = own::read(json, |_| Place::Bundle)?;
        let mut top = Members::of(json, document.root())?;
        let version = top.need_integer("version")?;
        if version == 0 {
            return Err(malformed(0, "versions start at 1").into());
        }
        let (_, issued) = top.need_time("issued")?;
        let (expires_text, expires) = top.need_time("expires")?;
        let roots = Quorum::read(json, top.need("roots")?)?;
        let mut distinct = Distinct::default();
        let parties = parties(json, top.take("parties"))?;
        let keys = keys(json, top.take("keys"), &parties, &mut distinct)?;
        let logs = match top.take("logs") {
            None => Vec::new(),
            Some(value) => {
                members::items(value)?.map(|log| vkey(json, log)).collect::<Result<Vec<_>, _>>()?
            }
        };
        let witnesses = match top.take("witnesses") {
            None => None,
            Some(value) => {
                let set = Quorum::read(json, value)?;
                let logs: Vec<&Vkey> = logs.iter().collect();
                let policy = Policy::new(set.wanted, set.keys, &logs);
                Some(policy.map_err(|_| malformed(value.offset(), "not a set of witnesses"))?)
            }
        };
        for key in logs.iter().chain(witnesses.iter().flat_map(|set| set.witnesses())) {
            distinct.add(key)?;
        }
        let snapshot = top.take("snapshot").map(|value| snapshot(json, value)).transpose()?;
        let rulebooks = pairs(json, top.take("rulebooks"), "id")?;
        let schemes = schemes(json, top.take("schemes"))?;
        let documents = pairs(json, top.take("documents"), "uri")?;
        top.finish()?;
        let expires_text = expires_text.to_owned();
        Ok(Self {
            version,
            issued,
            expires,
            expires_text,
            roots,
            keys,
            parties,
            logs,
            witnesses,
            snapshot,
            rulebooks,
            schemes,
            documents,
        })
    }
}

fn shifted(error: TrustError, by: usize) -> TrustError {
    match error {
        TrustError::Refused(refusal) => TrustError::Refused(refusal.shifted(by)),
        other => other,
    }
}

/// One bundle of a file.
struct BundleText<'t> {
    json: &'t str,
    offset: usize,
    signatures: Vec<(&'t str, [u8; 64])>,
}

impl BundleText<'_> {
    /// Did enough of these roots sign? A wrong signature by one of them is an error of its own.
    fn signed_by(&self, trust: &Trust, roots: &Quorum) -> Result<(), TrustError> {
        let version = trust.version;
        let message = Context::Bundle.message(Suite::Sha256, self.json);
        let mut found = 0;
        for (id, signature) in &self.signatures {
            let Some(root) = roots.keys.iter().find(|root| root.id().as_str() == *id) else { continue };
            match root.verify(&message, signature) {
                Ok(()) => found += 1,
                Err(SignatureError::NotBuilt { .. }) => return Err(TrustError::NotBuilt),
                Err(_) => return Err(TrustError::BadSignature { version }),
            }
        }
        if found >= roots.wanted {
            Ok(())
        } else {
            Err(TrustError::NotSigned { version, found, wanted: roots.wanted })
        }
    }
}

fn split(text: &str) -> Result<Vec<BundleText<'_>>, Refusal> {
    let mut bundles = Vec::new();
    let mut at = 0;
    let line_at = |at: usize| {
        let rest = text.get(at..).unwrap_or("");
        rest.find('\n').and_then(|end| rest.get(..end)).ok_or_else(|| malformed(at, "no line feed"))
    };
    while at < text.len() {
        if !text.get(at..).unwrap_or("").starts_with(HEADING) {
            return Err(malformed(at, "not `terroir/v1 bundle`"));
        }
        if bundles.len() == BUNDLES {
            return Err(limit(at, "too many bundles"));
        }
        at += HEADING.len();
        let (json, offset) = (line_at(at)?, at);
        if json.len() > BUNDLE_BYTES {
            return Err(limit(at, "bundle too long"));
        }
        at += json.len() + 1;
        let mut signatures: Vec<(&str, [u8; 64])> = Vec::new();
        while at < text.len() && !text.get(at..).unwrap_or("").starts_with(HEADING) {
            let line = line_at(at)?;
            let (id, signature) =
                line.split_once(' ').ok_or_else(|| malformed(at, "not a signature line"))?;
            if !members::is_key_id(id) || signatures.last().is_some_and(|(last, _)| *last >= id) {
                return Err(malformed(at, "not an ascending key id"));
            }
            if signatures.len() == 2 * ROOTS {
                return Err(limit(at, "too many signatures"));
            }
            let signature =
                base64::decode_array(signature).ok_or_else(|| malformed(at, "not a signature"))?;
            signatures.push((id, signature));
            at += line.len() + 1;
        }
        bundles.push(BundleText { json, offset, signatures });
    }
    Ok(bundles)
}

/// Key ids and key material, none of which may stand twice.
#[derive(Default)]
struct Distinct {
    ids: Set<String>,
    materials: Set<Vec<u8>>,
}

impl Distinct {
    fn add(&mut self, key: &Vkey) -> Result<(), TrustError> {
        let material = key.public_key().bytes().to_owned();
        let fresh = self.ids.insert(key.id().as_str().to_owned()) && self.materials.insert(material);
        if fresh { Ok(()) } else { Err(TrustError::Twice) }
    }
}

pub(crate) fn vkey(text: &str, value: Value<'_>) -> Result<Vkey, Refusal> {
    members::plain(text, value)?
        .parse()
        .map_err(|_: KeyError| malformed(value.offset(), "not a verifier key"))
}

fn parties(text: &str, value: Option<Value<'_>>) -> Result<Map<String, Vec<String>>, TrustError> {
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
fn is_gtin_prefix(text: &str) -> bool {
    (1..=13).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn keys(
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

fn may(text: &str, value: Value<'_>) -> Result<Vec<(Verb, String)>, Refusal> {
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
fn is_prefix(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'%' | b'/');
    let begins = ["01/", "t/", "j/"].iter().any(|form| text.starts_with(form));
    text.len() <= 160
        && text.bytes().all(plain)
        && begins
        && (text.ends_with('/') || members::is_subject(text))
}

fn snapshot(text: &str, value: Value<'_>) -> Result<Snapshot, TrustError> {
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
fn pairs(text: &str, value: Option<Value<'_>>, name: &'static str) -> Result<Vec<(Hash, String)>, Refusal> {
    let mut out = Vec::new();
    for item in value.map(members::items).transpose()?.into_iter().flatten() {
        let mut pair = Members::of(text, item)?;
        out.push((pair.need_hash("hash")?, pair.need_text(name)?.to_owned()));
        pair.finish()?;
    }
    Ok(out)
}

fn schemes(text: &str, value: Option<Value<'_>>) -> Result<Vec<(String, Vec<String>)>, Refusal> {
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

/// The text of a bundle: its JSON in printed form, and what a root has to sign.
///
/// # Errors
/// [`TrustError`]: no bundle may say this.
pub fn prepare(json: &str) -> Result<(String, Vec<u8>), TrustError> {
    let printed = own::print(json, |_| Place::Bundle)?;
    Trust::read(&printed)?;
    let message = Context::Bundle.message(Suite::Sha256, &printed);
    Ok((printed, message))
}

/// The file of a bundle: printed JSON and the roots' signatures.
#[must_use]
pub fn assemble(json: &str, signatures: &alloc::collections::BTreeMap<String, [u8; 64]>) -> String {
    let mut out = String::from(HEADING);
    out.push_str(json);
    out.push('\n');
    for (id, signature) in signatures {
        out.push_str(id);
        out.push(' ');
        out.push_str(&base64::encode(signature));
        out.push('\n');
    }
    out
}
