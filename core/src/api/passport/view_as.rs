//! `view_as`: a passport as a role sees it for a purpose.

use crate::{
    api::{Fault, Operation, operation::operation},
    id::party::Role,
    passport::{Purpose, view},
};
use alloc::{collections::BTreeMap, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "view_as",
    "takes out of a passport what a role may not see for a purpose; what must be shown stays, and so does every proof",
    super::REQUEST_BYTES,
    Request,
    Answer,
    view_as
);

/// A passport and who looks at it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The passport's text.
    passport: String,
    /// His role.
    role: Role,
    /// His purpose.
    purpose: Purpose,
    /// Names of hidden members that the record's owner shows besides.
    #[serde(default)]
    also: Vec<String>,
}

/// What he sees.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The passport's text.
    passport: String,
    /// Names of hidden members that are shown, and how often.
    shown: BTreeMap<String, u32>,
    /// Names of hidden members that were taken out, and how often.
    hidden: BTreeMap<String, u32>,
}

fn view_as(request: Request) -> Result<Answer, Fault> {
    let also: Vec<&str> = request.also.iter().map(String::as_str).collect();
    let view = view(&request.passport, request.role, request.purpose, &also)
        .map_err(|refusal| super::bad_passport("/passport", &refusal))?;
    Ok(Answer { passport: view.passport, shown: view.shown, hidden: view.hidden })
}
