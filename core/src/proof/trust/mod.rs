//! The trust bundle (`FORMATS` §8): whose keys may do what, signed by pinned roots.
//!
//! A [`Trust`] that can be held has been verified: the pinned roots, or roots that they handed over to, signed it.

mod read;

use super::{
    base64,
    cosignature::Policy,
    entry::Kind,
    key::{SignatureError, Vkey},
    line::Context,
    members::{Members, is_key_id},
    moment::Moment,
    own::{self, Place, Refusal, limit, malformed},
};
use crate::base::{sorted, text::cut};
use crate::digest::{Hash, Suite};
use alloc::{borrow::ToOwned as _, string::String, vec::Vec};
use read::distinct;

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
        let fits = wanted >= 1 && wanted <= keys.len() && keys.len() <= ROOTS;
        let fits = fits && distinct(keys.len(), &|at| keys.get(at));
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
    /// The verb of a word.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
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
    /// What it may do, on some names.
    pub fn verbs(&self) -> impl Iterator<Item = Verb> {
        self.may.iter().map(|(verb, _)| *verb)
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

/// What was known when the bundle was signed.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// When.
    pub at: Moment,
    /// The same as written.
    pub at_text: String,
    /// Lots that nobody should eat.
    // INVARIANT (recalled): ascending.
    pub recalled: Vec<String>,
    /// Newest heads.
    pub heads: Vec<KnownHead>,
    /// Hashes of certificates and verdicts that count no longer, in base64.
    // INVARIANT (revoked): ascending.
    pub revoked: Vec<String>,
    /// Status lists: hash of exact bytes, and where they came from.
    pub lists: Vec<(Hash, String)>,
}

impl Snapshot {
    /// Should nobody eat this lot?
    #[must_use]
    pub fn recalls(&self, lot: &str) -> bool {
        is_among(&self.recalled, lot)
    }

    /// Does the certificate or verdict with this hash count no longer?
    #[must_use]
    pub fn revokes(&self, hash: &Hash) -> bool {
        is_among(&self.revoked, &base64::encode(hash))
    }
}

/// Is it one of these, which are ascending?
fn is_among(texts: &[String], text: &str) -> bool {
    let order = &mut |at: usize| texts.get(at).map(String::as_str).cmp(&Some(text));
    sorted::find(texts.len(), order).is_some()
}

/// Who may issue names.
#[derive(Clone, Debug)]
struct Party {
    id: String,
    /// What it is, in words; `may` of its keys permits.
    roles: Vec<String>,
    /// The beginnings of GTINs that it may issue.
    gtins: Vec<String>,
}

impl Party {
    /// One of these, which are ascending.
    fn find<'p>(parties: &'p [Self], id: &str) -> Option<&'p Self> {
        let order = &mut |at: usize| parties.get(at).map(|party| party.id.as_str()).cmp(&Some(id));
        parties.get(sorted::find(parties.len(), order)?)
    }
}

/// Somebody accredited a party for a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accreditation {
    /// The party.
    pub party: String,
    /// The scheme.
    pub scheme: String,
    /// Who accredited it.
    pub by: String,
    /// Valid from.
    pub from: Moment,
    /// Valid until, not included.
    pub until: Moment,
    /// No longer good from this time on.
    pub revoked: Option<Moment>,
}

impl Accreditation {
    /// Does it hold at that time?
    #[must_use]
    pub fn holds_at(&self, time: Moment) -> bool {
        self.from <= time && time < self.until && self.revoked.is_none_or(|revoked| time < revoked)
    }
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
    // INVARIANT (keys): ascending by id, as are the parties.
    keys: Vec<KeyRecord>,
    parties: Vec<Party>,
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
    /// Who is accredited for which scheme.
    pub accreditations: Vec<Accreditation>,
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
        let mut newest: Option<Self> = None;
        let mut previous: Option<u64> = None;
        let mut passed_over = None;
        for file in files {
            let trust = Self::read(file.json).map_err(|error| shifted(error, file.offset))?;
            if let Some(previous) = previous
                && trust.version != previous.saturating_add(1)
            {
                return Err(TrustError::Version { previous, found: trust.version });
            }
            previous = Some(trust.version);
            let in_force = newest.as_ref().map_or(pinned, |newest| &newest.roots);
            match file.signed_by(&trust, in_force) {
                Ok(()) => {}
                Err(error @ TrustError::NotSigned { .. }) if newest.is_none() => {
                    passed_over = Some(error);
                    continue;
                }
                Err(error) => return Err(error),
            }
            if trust.roots != *in_force {
                file.signed_by(&trust, &trust.roots)?;
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
        let order = &mut |at: usize| self.keys.get(at).map(|key| key.vkey.id().as_str()).cmp(&Some(id));
        self.keys.get(sorted::find(self.keys.len(), order)?)
    }

    /// All key records, by id.
    #[must_use]
    pub fn keys(&self) -> &[KeyRecord] {
        &self.keys
    }

    /// The roles of a party, as written.
    #[must_use]
    pub fn roles(&self, party: &str) -> &[String] {
        Party::find(&self.parties, party).map_or(&[], |party| &party.roles)
    }

    /// May this party issue this lot name? `None` if the bundle does not know the party.
    #[must_use]
    pub fn may_issue(&self, party: &str, lot: &str) -> Option<bool> {
        let gtins = &Party::find(&self.parties, party)?.gtins;
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
        let top = &mut Members::of(json, document.root());
        let version = top.need_integer("version");
        top.check(version > 0, 0, "versions start at 1");
        let (_, issued) = top.need_time("issued");
        let (expires_text, expires) = top.need_time("expires");
        let roots = top.need("roots").and_then(|roots| read::quorum(top, roots));
        let parties = read::parties(top);
        let keys = read::keys(top, &parties)?;
        let logs = top.take("logs");
        let logs = read::vkeys(top, logs);
        let witnesses = read::witnesses(top, &logs);
        top.so_far()?;
        let mut all: Vec<&Vkey> = Vec::new();
        for record in &keys {
            all.push(&record.vkey);
        }
        all.extend(&logs);
        all.extend(witnesses.as_ref().map_or(&[][..], |set| set.witnesses()));
        if !distinct(all.len(), &|at| all.get(at).copied()) {
            return Err(TrustError::Twice);
        }
        let snapshot = read::snapshot(top);
        let rulebooks = read::pairs(top, "rulebooks", "id");
        let schemes = read::schemes(top);
        let accreditations = read::accreditations(top);
        let documents = read::pairs(top, "documents", "uri");
        top.finish()?;
        let roots = roots.ok_or(malformed(0, "roots"))?;
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
            accreditations,
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
    let line_at = |at: usize| match cut(text.get(at..).unwrap_or(""), b'\n') {
        Some((line, _)) => Ok(line),
        None => Err(malformed(at, "no line feed")),
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
            let (id, signature) = cut(line, b' ').ok_or(malformed(at, "not a signature line"))?;
            if !is_key_id(id) || signatures.last().is_some_and(|(last, _)| *last >= id) {
                return Err(malformed(at, "not an ascending key id"));
            }
            if signatures.len() == 2 * ROOTS {
                return Err(limit(at, "too many signatures"));
            }
            let signature = base64::decode_array(signature).ok_or(malformed(at, "not a signature"))?;
            signatures.push((id, signature));
            at += line.len() + 1;
        }
        bundles.push(BundleText { json, offset, signatures });
    }
    Ok(bundles)
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
