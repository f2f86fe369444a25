//! `present_disclosure`: what a holder shows of an SD-JWT, and to whom.

use super::{pinned::moment, signer::Signer};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    id::few::few,
    proof::credential::sd_jwt::{self, Binding, DISCLOSURES},
};
use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "present_disclosure",
    "takes disclosures out of an SD-JWT, and binds what is left to whom it is shown to with the holder's key",
    limits::PHONE_BYTES,
    Request,
    Answer,
    present_disclosure
);

/// An SD-JWT, and what of it is shown.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The token as it was issued.
    sd_jwt: String,
    /// Numbers of the disclosures that stay, from 0, in the order given; none unless said.
    #[serde(default, deserialize_with = "few::<_, _, DISCLOSURES>")]
    show: Vec<usize>,
    /// To whom it is shown.
    binding: Option<BindingRequest>,
}

/// A key binding to be made (RFC 9901 §4.3).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PresentBinding"))]
struct BindingRequest {
    /// The holder's private key. It stays in this call.
    key: Signer,
    /// The verifier's nonce.
    nonce: String,
    /// The verifier's name.
    audience: String,
    /// The time of day (RFC 3339).
    now: String,
}

/// The presentation.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The token with what is shown.
    sd_jwt: String,
}

fn present_disclosure(request: Request) -> Result<Answer, Fault> {
    let key = request.binding.as_ref().map(|binding| binding.key.read("/binding/key")).transpose()?;
    let binding = match (&request.binding, &key) {
        (Some(asked), Some((key, _))) => Some(Binding {
            key,
            nonce: &asked.nonce,
            audience: &asked.audience,
            at: moment("/binding/now", &asked.now)?,
        }),
        _ => None,
    };
    let sd_jwt = sd_jwt::present(&request.sd_jwt, &request.show, binding)
        .map_err(|error| Fault::new(Code::Unissuable, "/sd_jwt", format!("{error}")))?;
    Ok(Answer { sd_jwt })
}
