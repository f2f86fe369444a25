//! Operations of `passport`.

mod asked;
mod build_passport;
mod check_codes;
mod check_trust;
mod decode_label;
mod encode_label;
mod prepare_statement;
mod redact_passport;
pub(super) mod verdict;
mod verify_label;
mod verify_passport;
mod view_as;

use super::{Code, Fault, Operation};
use crate::{
    passport::{BuildError, RequireError},
    proof::{
        Moment,
        key::Vkey,
        own::Refusal,
        trust::{Quorum, Trust, TrustError},
    },
};
use alloc::{format, string::String, vec::Vec};
use serde::Deserialize;

pub(super) const OPERATIONS: &[Operation] = &[
    build_passport::OPERATION,
    verify_passport::OPERATION,
    verify_label::OPERATION,
    redact_passport::OPERATION,
    view_as::OPERATION,
    encode_label::OPERATION,
    decode_label::OPERATION,
    check_trust::OPERATION,
    prepare_statement::OPERATION,
    check_codes::OPERATION,
];

/// Bytes of a request that holds a passport of 1 MiB and a bundle of 1 MiB as JSON strings.
const REQUEST_BYTES: usize = 4 << 20;

/// Pinned root keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Roots {
    /// How many of them must have signed.
    k: u8,
    /// The keys, `NAME+HEX8+BASE64`; 1 to 16.
    keys: Vec<String>,
}

impl Roots {
    fn quorum(&self) -> Result<Quorum, Fault> {
        let mut keys: Vec<Vkey> = Vec::new();
        for (at, text) in self.keys.iter().take(17).enumerate() {
            let key = text.parse().map_err(|error: crate::proof::key::KeyError| {
                Fault::new(Code::BadKey, format!("/roots/keys/{at}"), format!("{error}"))
            })?;
            keys.push(key);
        }
        Quorum::new(usize::from(self.k), keys)
            .ok_or_else(|| Fault::new(Code::BadKey, "/roots", "not `k` of 1 to 16 different keys"))
    }
}

/// Opens a bundle with its pinned roots.
pub(super) fn trust(bundle: Option<&str>, roots: Option<&Roots>) -> Result<Option<Trust>, Fault> {
    match (bundle, roots) {
        (None, None) => Ok(None),
        (Some(bundle), Some(roots)) => {
            Trust::open(bundle, &roots.quorum()?).map(Some).map_err(|error| bad_bundle("/bundle", &error))
        }
        (Some(_), None) => Err(Fault::new(Code::MalformedRequest, "/roots", "a bundle needs pinned roots")),
        (None, Some(_)) => Err(Fault::new(Code::MalformedRequest, "/bundle", "roots need a bundle")),
    }
}

fn bad_bundle(at: &str, error: &TrustError) -> Fault {
    let code = match error {
        TrustError::Refused(_)
        | TrustError::Version { .. }
        | TrustError::Twice
        | TrustError::UnknownParty => Code::BadBundle,
        TrustError::NotSigned { .. } | TrustError::BadSignature { .. } => Code::BundleNotSigned,
        TrustError::NotBuilt => Code::NotBuilt,
    };
    Fault::new(code, at, format!("{error}"))
}

fn bad_policy(error: &RequireError) -> Fault {
    let code = match error {
        RequireError::Json
        | RequireError::Member { .. }
        | RequireError::Value { .. }
        | RequireError::NotAllowed { .. } => Code::BadPolicy,
    };
    Fault::new(code, "/require", format!("{error}"))
}

fn bad_passport(at: &str, refusal: &Refusal) -> Fault {
    Fault::new(Code::BadPassport, at, format!("{refusal}"))
}

fn unbuildable(error: &BuildError) -> Fault {
    let code = match error {
        BuildError::Refused(_)
        | BuildError::StrayDisclosure { .. }
        | BuildError::TwoHistories { .. }
        | BuildError::NoSuchLine { .. }
        | BuildError::TooLong { .. }
        | BuildError::Merkle(_) => Code::Unbuildable,
    };
    Fault::new(code, "", format!("{error}"))
}

pub(super) fn moment(at: &str, text: &str) -> Result<Moment, Fault> {
    Moment::parse(text).ok_or_else(|| {
        Fault::new(Code::MalformedRequest, at, "not a time `YYYY-MM-DDThh:mm:ss[.f](Z|+hh:mm)`")
    })
}
