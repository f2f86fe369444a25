//! `record_entry`: from what a writer says to the line that he signs.

use super::wire::{Algorithm, Bytes, HashText};
use crate::{
    api::{Code, Fault, Operation, fault::brief, operation::operation},
    base::{finding::Finding, limits},
    digest::{Suite, json::Raw},
    proof::{
        disclosure::{Disclosure, SALT_BYTES},
        key::{KeyId, SigningKey},
        record::{Draft, RecordError},
    },
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "record_entry",
    "checks and prints an entry, hides personal members under salts, and signs it or says what is to be signed",
    limits::PHONE_BYTES,
    Request,
    Answer,
    record_entry
);

/// An entry.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The entry: `kind`, `subject`, `act` and what its kind calls for; members in any order. Not `key`, `n`, `prev`,
    /// `_sd`, which recording adds.
    entry: Raw,
    /// The writer's key id, if the signature is made elsewhere; else `signer`.
    key: Option<KeyId>,
    /// The writer's private key; else `key`.
    signer: Option<Signer>,
    /// The hash suite of the writer's key record; `sha256` unless said.
    suite: Option<Suite>,
    /// The writer's last entry on this subject; absent for the first.
    previous: Option<Previous>,
    /// Members to hide.
    #[serde(default)]
    hidden: Vec<Hidden>,
    /// Names of extension members in the event that the writer declares public.
    #[serde(default)]
    public: Vec<String>,
}

/// A private key. It stays in this call.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Signer {
    /// The key's name.
    name: String,
    /// What it signs with; `ed25519` unless said.
    #[serde(default)]
    algorithm: Algorithm,
    /// Base64 of 32 bytes: the seed of RFC 8032 §5.1.5, or the number d of P-256 and SM2, big-endian.
    seed: Bytes,
}

impl Signer {
    pub(super) fn key(&self) -> Result<SigningKey, Fault> {
        super::signing_key("/signer", self.algorithm.into(), &self.name, &self.seed)
    }
}

/// The last entry of a chain.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Previous {
    /// Its number.
    n: u64,
    /// Its object hash, base64.
    hash: HashText,
}

/// A member to hide.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Hidden {
    /// Its name, such as `grower` or `ex:remark`.
    name: String,
    /// Its value.
    value: Raw,
    /// 16 random bytes, base64. Drawn afresh for each: a salt that is used twice links two secrets.
    salt: Bytes,
}

/// What came of it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Was it recorded? If not, `findings` say why.
    recorded: bool,
    /// The ledger line, if it was signed here.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<String>,
    /// The entry as it is to be signed; the line is this, a space, and the signature in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    json: Option<String>,
    /// The bytes to sign, base64, if the signature is made elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Bytes>,
    /// Its number and object hash: `previous` of the next entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    /// Its object hash, base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<HashText>,
    /// The disclosures of what is hidden, in the order asked for. Whoever deletes one erases what it says.
    disclosures: Vec<String>,
    /// What was found; errors only if it was not recorded.
    findings: Vec<Finding>,
}

fn record_entry(request: Request) -> Result<Answer, Fault> {
    let signer = request.signer.as_ref().map(Signer::key).transpose()?;
    let key = match (&request.key, &signer) {
        (Some(key), None) => key.clone(),
        (None, Some(signer)) => signer.vkey().id().clone(),
        _ => return Err(Fault::new(Code::MalformedRequest, "/key", "give `key` or `signer`, one of them")),
    };
    let hidden = request.hidden.iter().enumerate().map(hide).collect::<Result<Vec<_>, _>>()?;
    let public: Vec<&str> = request.public.iter().map(String::as_str).collect();
    let draft = Draft {
        entry: request.entry.text(),
        key: key.as_str(),
        suite: request.suite.unwrap_or(Suite::Sha256),
        previous: request.previous.as_ref().map(|previous| (previous.n, previous.hash.0)),
        hidden: &hidden,
        public: &public,
    };
    let unsigned = match draft.prepare() {
        Ok(unsigned) => unsigned,
        Err(RecordError::Findings { findings }) => return Ok(refused(findings)),
        Err(error) => return Err(bad_entry(&error)),
    };
    let disclosures = hidden.iter().map(|disclosure| disclosure.text().to_string()).collect();
    let mut answer = Answer {
        recorded: true,
        line: None,
        json: None,
        message: None,
        n: Some(unsigned.n),
        hash: Some(HashText(unsigned.hash)),
        disclosures,
        findings: unsigned.findings.clone(),
    };
    match signer {
        Some(signer) => answer.line = Some(unsigned.sign(&signer).line),
        None => {
            answer.message = Some(Bytes(unsigned.message));
            answer.json = Some(unsigned.json);
        }
    }
    Ok(answer)
}

fn refused(findings: Vec<Finding>) -> Answer {
    Answer {
        recorded: false,
        line: None,
        json: None,
        message: None,
        n: None,
        hash: None,
        disclosures: Vec::new(),
        findings,
    }
}

fn hide((at, hidden): (usize, &Hidden)) -> Result<Disclosure, Fault> {
    let salt = <[u8; SALT_BYTES]>::try_from(&*hidden.salt.0)
        .map_err(|_| Fault::new(Code::BadDisclosure, format!("/hidden/{at}/salt"), "not 16 bytes"))?;
    Disclosure::new(&salt, &hidden.name, hidden.value.text())
        .map_err(|refusal| Fault::new(Code::BadDisclosure, format!("/hidden/{at}"), format!("{refusal}")))
}

fn bad_entry(error: &RecordError) -> Fault {
    let (code, at) = match error {
        RecordError::Refused(_) | RecordError::Added { .. } | RecordError::Findings { .. } => {
            (Code::BadEntry, "/entry")
        }
        RecordError::MustShow { .. } | RecordError::SaltReused => (Code::BadDisclosure, "/hidden"),
    };
    Fault::new(code, at, brief(&format!("{error}")))
}
