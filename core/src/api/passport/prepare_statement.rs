//! `prepare_statement`: the lines beside a ledger, and the trust bundle, in printed form, with the bytes to sign.

use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    digest::{Suite, json::Raw},
    proof::{
        attested::Attested,
        base64,
        keyring::{Alias, Rotation},
        line::{self, Context},
        own::{self, Place, Refusal},
        trust,
    },
};
use alloc::{collections::BTreeMap, format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "prepare_statement",
    "prints an alias, a key rotation, a certification verdict or a trust bundle, and puts it together once it is signed",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    prepare_statement
);

/// A statement, and who signed it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// What it is.
    kind: Kind,
    /// The hash suite of the signer's key record (of a rotation: of the old key's); a bundle has none.
    suite: Option<Suite>,
    /// The members of the statement, in any order and spacing.
    statement: Raw,
    /// The signatures on `message`: one; of a rotation the old key's and the new key's; of a bundle one a root.
    #[serde(default)]
    signatures: Vec<SignatureRequest>,
}

/// Kinds of statements.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Kind {
    /// Two names are one lot.
    Alias,
    /// One writer's key follows another.
    Rotation,
    /// A certification verdict.
    Verdict,
    /// The trust bundle.
    Bundle,
}

/// One signature.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct SignatureRequest {
    /// The key's id; only of a bundle.
    key: Option<String>,
    /// The signature, base64 of 64 bytes.
    signature: String,
}

/// What to sign, or the whole.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The statement in printed form.
    json: String,
    /// The bytes to sign, base64.
    message: String,
    /// The signed line, or the text of the bundle; with `signatures`. Nothing of it is verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// Reads a line in the form of its kind.
type Parse = fn(&str) -> Result<(), Refusal>;

fn prepare_statement(request: Request) -> Result<Answer, Fault> {
    let statement = request.statement.text();
    let mut signatures: Vec<(Option<&str>, [u8; 64])> = Vec::new();
    for (at, one) in request.signatures.iter().enumerate() {
        let signature = base64::decode_array(&one.signature).ok_or_else(|| {
            Fault::new(
                Code::MalformedRequest,
                format!("/signatures/{at}/signature"),
                "not 64 bytes in base64",
            )
        })?;
        signatures.push((one.key.as_deref(), signature));
    }
    let (context, parse): (Context, Parse) = match request.kind {
        Kind::Alias => (Context::Alias, |line| Alias::parse(line).map(drop)),
        Kind::Rotation => (Context::Rotation, |line| Rotation::parse(line).map(drop)),
        Kind::Verdict => (Context::Verdict, |line| Attested::parse(line).map(drop)),
        Kind::Bundle => return prepare_bundle(statement, &signatures),
    };
    let suite = request.suite.unwrap_or(Suite::Sha256);
    let refused = |refusal: Refusal| Fault::new(Code::BadLine, "/statement", format!("{refusal}"));
    let json = own::print(statement, |_| Place::Own).map_err(refused)?;
    let message = context.message(suite, &json);
    let line = match (&*signatures, request.kind) {
        ([], _) => None,
        ([(None, old), (None, new)], Kind::Rotation) => Some(rotated(&json, old, new)),
        ([(None, one)], Kind::Alias | Kind::Verdict) => Some(line::join(&json, one)),
        _ => {
            return Err(Fault::new(
                Code::MalformedRequest,
                "/signatures",
                "one, or two of a rotation, without `key`",
            ));
        }
    };
    // What is read is held against the form of its kind, signed or not.
    let trial = line.clone().unwrap_or_else(|| match request.kind {
        Kind::Rotation => rotated(&json, &[0; 64], &[0; 64]),
        _ => json.clone(),
    });
    parse(&trial).map_err(refused)?;
    Ok(Answer { json, message: base64::encode(&message), text: line })
}

/// The line of a rotation, by the old key and the new one.
fn rotated(json: &str, old: &[u8; 64], new: &[u8; 64]) -> String {
    format!("{} {}", line::join(json, old), base64::encode(new))
}

fn prepare_bundle(statement: &str, signatures: &[(Option<&str>, [u8; 64])]) -> Result<Answer, Fault> {
    let (json, message) =
        trust::prepare(statement).map_err(|error| super::bad_bundle("/statement", &error))?;
    let text = if signatures.is_empty() { None } else { Some(bundle(&json, signatures)?) };
    Ok(Answer { message: base64::encode(&message), json, text })
}

fn bundle(json: &str, signatures: &[(Option<&str>, [u8; 64])]) -> Result<String, Fault> {
    let mut signed = BTreeMap::new();
    for (at, (key, signature)) in signatures.iter().enumerate() {
        let key = key.ok_or_else(|| {
            Fault::new(
                Code::MalformedRequest,
                format!("/signatures/{at}/key"),
                "a root's signature names its key",
            )
        })?;
        signed.insert(key.into(), *signature);
    }
    Ok(trust::assemble(json, &signed))
}
