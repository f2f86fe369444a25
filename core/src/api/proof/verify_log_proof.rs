//! `verify_log_proof`: whether a log holds a leaf, and who has seen it.

use super::wire::{self, Bytes, HashText};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    digest::{Hash, Suite},
    proof::{
        checkpoint::{self, CheckpointError},
        cosignature::{Policy, Witnessed},
        key::{KeyError, KeyId, Vkey},
        note::NoteError,
        tlog_proof::{TlogProof, TlogProofError},
    },
};
use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "verify_log_proof",
    "checks offline that a transparency log holds a leaf (C2SP tlog-proof), and which witnesses had seen it",
    limits::PHONE_BYTES,
    Request,
    Answer,
    verify
);

/// A proof, what it is said to prove, and whom to believe.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The proof, exactly as it was given (`c2sp.org/tlog-proof@v1`).
    proof: String,
    /// The key of the log, `NAME+HEX8+BASE64`; its name is the log's origin.
    log: String,
    /// The leaf's data, as text; or else `leaf` or `leaf_hash`.
    text: Option<String>,
    /// The leaf's data, base64.
    leaf: Option<Bytes>,
    /// The leaf's hash, base64.
    leaf_hash: Option<HashText>,
    /// The hash function of the log, if it shall be said: that of its key, `sm3` for SM2 and `sha256` for every other.
    suite: Option<Suite>,
    /// The witnesses of whom a quorum must have signed; without them none is asked for.
    witnesses: Option<Witnesses>,
    /// Refuse what a passport does not carry: extra data, extension lines, more than 16 signatures or 2^40 leaves.
    #[serde(default)]
    bare: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Witnesses {
    /// How many must have signed.
    quorum: u32,
    /// Their keys, each `NAME+HEX8+BASE64` of a cosignature key; distinct, and none the log's.
    keys: Vec<String>,
}

/// Whether the proof holds.
#[derive(Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Does it hold, with a quorum of witnesses if they were given?
    valid: bool,
    /// Why not: `malformed-proof`, `extra`, `malformed-note`, `too-many-signatures`, `bad-checkpoint`,
    /// `other-origin`, `bad-signature`, `unknown-key`, `index-beyond-size`, `proof-length`, `other-root` or
    /// `quorum-short`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// Where the leaf stands; absent unless the log's part of the proof holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    logged: Option<Logged>,
    /// What the witnesses say; absent unless they were asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    witnessed: Option<Seen>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Logged {
    /// The log's name.
    origin: String,
    /// Index of the leaf, from 0, as decimal text.
    index: String,
    /// Leaves in the log, as decimal text.
    size: String,
    /// Root of the log, base64.
    root: HashText,
    /// Extra data of the proof, base64; nobody has signed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<Bytes>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Seen {
    /// By when a quorum had seen the checkpoint, in seconds since 1970, as decimal text; absent below the quorum.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    /// The witnesses that had seen it, earliest first.
    witnesses: Vec<Witness>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Witness {
    /// Id of the witness's key.
    key: KeyId,
    /// When it had seen the checkpoint, in seconds since 1970, as decimal text.
    time: String,
}

fn verify(request: Request) -> Result<Answer, Fault> {
    let log: Vkey = request.log.parse().map_err(|error: KeyError| super::bad_key("/log", &error))?;
    let suite = checkpoint::suite(&log);
    if request.suite.is_some_and(|said| said != suite) {
        let wanted = format!("the log's key means `{suite}`");
        return Err(Fault::new(Code::MalformedRequest, "/suite", wanted));
    }
    let leaf = wire::leaf(suite, request.text, request.leaf, request.leaf_hash)?;
    let policy = request.witnesses.map(|witnesses| policy(&witnesses, &log)).transpose()?;
    match check(&request.proof, request.bare, suite, &leaf, &log, policy.as_ref()) {
        Ok((proof, witnessed)) => {
            let short = witnessed.as_ref().is_some_and(|witnessed| witnessed.time.is_none());
            let witnessed = witnessed.map(Seen::from);
            let reason = short.then_some("quorum-short");
            Ok(Answer { valid: !short, reason, logged: Some(Logged::from(&proof)), witnessed })
        }
        Err(TlogProofError::Checkpoint(CheckpointError::Note(NoteError::NotBuilt { algorithm }))) => {
            Err(super::not_built("/log", algorithm))
        }
        Err(error) => Ok(Answer { reason: Some(error.code()), ..Answer::default() }),
    }
}

fn check<'t>(
    text: &'t str,
    bare: bool,
    suite: Suite,
    leaf: &Hash,
    log: &Vkey,
    policy: Option<&Policy>,
) -> Result<(TlogProof<'t>, Option<Witnessed>), TlogProofError> {
    let proof = if bare { TlogProof::parse_bare(text) } else { TlogProof::parse(text) }?;
    proof.verify(suite, leaf, log)?;
    let witnessed = policy.map(|policy| policy.witnessed(proof.checkpoint())).transpose()?;
    Ok((proof, witnessed))
}

fn policy(witnesses: &Witnesses, log: &Vkey) -> Result<Policy, Fault> {
    let keys = super::vkeys("/witnesses/keys", &witnesses.keys)?;
    let quorum = usize::try_from(witnesses.quorum).unwrap_or(usize::MAX);
    Policy::new(quorum, keys, &[log])
        .map_err(|error| Fault::new(Code::BadWitnesses, "/witnesses", format!("{error}")))
}

impl From<&TlogProof<'_>> for Logged {
    fn from(proof: &TlogProof<'_>) -> Self {
        let checkpoint = proof.checkpoint();
        Self {
            origin: checkpoint.origin().into(),
            index: super::whole(proof.index()),
            size: super::whole(checkpoint.size()),
            root: HashText(*checkpoint.root()),
            extra: proof.extra().map(|extra| Bytes(extra.into())),
        }
    }
}

impl From<Witnessed> for Seen {
    fn from(witnessed: Witnessed) -> Self {
        let witness = |(time, key)| Witness { key, time: super::whole(time) };
        Self {
            time: witnessed.time.map(super::whole),
            witnesses: witnessed.times.into_iter().map(witness).collect(),
        }
    }
}
