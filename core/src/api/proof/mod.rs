//! Operations of `proof`.

mod append_entries;
mod canonicalize;
#[cfg(feature = "credentials")]
mod issue_credential;
#[cfg(feature = "credentials")]
mod issue_disclosure;
pub(super) mod log;
mod log_checkpoint;
mod log_tiles;
mod merge_entries;
#[cfg(feature = "credentials")]
mod pinned;
#[cfg(feature = "credentials")]
mod present_disclosure;
mod prove_consistency;
mod prove_inclusion;
mod record_entry;
mod seal_lot;
mod sign;
#[cfg(feature = "credentials")]
mod signer;
mod trusting;
mod verify_consistency;
#[cfg(feature = "credentials")]
mod verify_credential;
mod verify_disclosure;
mod verify_inclusion;
mod verify_log_proof;
mod verify_note;
mod verify_signature;
mod wire;

use super::{Code, Fault, Operation};
use crate::proof::key::{Algorithm, KeyError, SigningKey, Vkey};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use wire::Bytes;

pub(super) const OPERATIONS: &[Operation] = &[
    canonicalize::OPERATION,
    verify_signature::OPERATION,
    sign::OPERATION,
    verify_inclusion::OPERATION,
    verify_consistency::OPERATION,
    verify_note::OPERATION,
    verify_log_proof::OPERATION,
    append_entries::OPERATION,
    log_checkpoint::OPERATION,
    log_tiles::OPERATION,
    prove_inclusion::OPERATION,
    prove_consistency::OPERATION,
    record_entry::OPERATION,
    merge_entries::OPERATION,
    seal_lot::OPERATION,
    verify_disclosure::OPERATION,
    #[cfg(feature = "credentials")]
    issue_disclosure::OPERATION,
    #[cfg(feature = "credentials")]
    present_disclosure::OPERATION,
    #[cfg(feature = "credentials")]
    verify_credential::OPERATION,
    #[cfg(feature = "credentials")]
    issue_credential::OPERATION,
];

/// Keys of one request, at most.
const KEYS: usize = 64;

fn bad_key(at: &str, error: &KeyError) -> Fault {
    let code = match error {
        KeyError::Form
        | KeyError::Name
        | KeyError::Id { .. }
        | KeyError::Algorithm
        | KeyError::Length { .. }
        | KeyError::Point
        | KeyError::SmallOrder
        | KeyError::Secret => Code::BadKey,
        KeyError::NotBuilt { .. } => Code::NotBuilt,
    };
    Fault::new(code, at, format!("{error}"))
}

/// The private key in a request: `name`, `seed` and `algorithm` of the object at `at`.
fn signing_key(at: &str, algorithm: Algorithm, name: &str, seed: &Bytes) -> Result<SigningKey, Fault> {
    let seed = <[u8; 32]>::try_from(&*seed.0)
        .map_err(|_| Fault::new(Code::BadKey, format!("{at}/seed"), "not 32 bytes"))?;
    SigningKey::new(algorithm, name, &seed).map_err(|error| {
        let member = match error {
            KeyError::Secret => "seed",
            KeyError::NotBuilt { .. } => "algorithm",
            _ => "name",
        };
        bad_key(&format!("{at}/{member}"), &error)
    })
}

fn not_built(at: &str, algorithm: Algorithm) -> Fault {
    Fault::new(Code::NotBuilt, at, algorithm.name())
}

/// Public keys in a list of a request.
fn vkeys(at: &str, texts: &[String]) -> Result<Vec<Vkey>, Fault> {
    if texts.len() > KEYS {
        return Err(Fault::new(Code::BadKey, at, format!("{} keys, at most {KEYS}", texts.len())));
    }
    let parse = |(place, text): (usize, &String)| {
        text.parse().map_err(|error| bad_key(&format!("{at}/{place}"), &error))
    };
    texts.iter().enumerate().map(parse).collect()
}

/// A whole number that may be beyond what a number of JavaScript holds.
fn whole(number: u64) -> String {
    number.to_string()
}
