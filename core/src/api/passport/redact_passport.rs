//! `redact_passport`: take salts and values out of a passport.

use crate::{
    api::{Fault, Operation, operation::operation},
    digest::Suite,
    passport::redact,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "redact_passport",
    "takes hidden members out of a passport; every line, root and signature stays valid",
    super::REQUEST_BYTES,
    Request,
    Answer,
    redact_passport
);

/// A passport and what goes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The passport's text.
    passport: String,
    /// Names of hidden members that go.
    #[serde(default)]
    names: Vec<String>,
    /// Digests of hidden members that go.
    #[serde(default)]
    digests: Vec<String>,
    /// Does everything go?
    #[serde(default)]
    all: bool,
}

/// The passport without them.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Its text.
    passport: String,
    /// How many were taken out.
    erased: u32,
}

fn redact_passport(request: Request) -> Result<Answer, Fault> {
    let mut erased = 0_u32;
    let passport = redact(&request.passport, |disclosure| {
        let digests = || [Suite::Sha256, Suite::Sm3].map(|suite| disclosure.digest(suite));
        let goes = request.all
            || request.names.iter().any(|name| name == disclosure.name())
            || (!request.digests.is_empty()
                && digests().iter().any(|digest| request.digests.contains(digest)));
        erased += u32::from(goes);
        !goes
    })
    .map_err(|refusal| super::bad_passport("/passport", &refusal))?;
    Ok(Answer { passport, erased })
}
