//! `verify_note`: which known keys signed a note.

use crate::{
    api::{Fault, Operation, operation::operation},
    base::limits,
    proof::{
        key::KeyId,
        note::{Note, NoteError},
    },
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "verify_note",
    "checks a signed note (C2SP) against known keys",
    limits::PHONE_BYTES,
    Request,
    Answer,
    verify
);

/// A note, and whom to believe.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The note, exactly as it was given.
    note: String,
    /// The known keys, each `NAME+HEX8+BASE64`; at most 64.
    keys: Vec<String>,
}

/// Whether a known key signed it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Did a known key sign it, and is no signature of a known key wrong?
    valid: bool,
    /// Why not: `malformed-note`, `too-many-signatures`, `bad-signature` or `unknown-key`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// The text that was signed; absent unless valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// The known keys that signed.
    signers: Vec<Signer>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Signer {
    /// Id of the key.
    key: KeyId,
    /// For a witness: when it had seen the note, in seconds since 1970, as decimal text.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
}

fn verify(request: Request) -> Result<Answer, Fault> {
    let keys = super::vkeys("/keys", &request.keys)?;
    let parsed = Note::parse(&request.note);
    let verified = parsed.as_ref().map_err(Clone::clone).and_then(|note| Ok((note, note.verify(&keys)?)));
    match verified {
        Ok((note, signers)) => Ok(Answer {
            valid: true,
            reason: None,
            text: Some(note.text().into()),
            signers: signers
                .into_iter()
                .map(|signer| Signer { key: signer.key.id().clone(), time: signer.time.map(super::whole) })
                .collect(),
        }),
        Err(NoteError::NotBuilt { algorithm }) => Err(super::not_built("/keys", algorithm)),
        Err(error) => {
            Ok(Answer { valid: false, reason: Some(error.code()), text: None, signers: Vec::new() })
        }
    }
}
