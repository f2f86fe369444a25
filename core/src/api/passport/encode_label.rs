//! `encode_label`: the URL that is printed on the goods.

use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    id::local::LotName,
    passport::label::{Label, LabelError},
    proof::head::Head,
};
use alloc::{format, string::String};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "encode_label",
    "makes the URL of a label: the lot's name, bound to its record by the beginning of the root",
    limits::PHONE_BYTES,
    Request,
    Answer,
    encode_label
);

/// What the label is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The host that serves passports; lower case. Whoever scans the label never trusts it.
    host: String,
    /// The head line that the label is printed for.
    head: String,
}

/// A label.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The URL.
    url: String,
    /// The lot.
    lot: LotName,
    /// Entries that it binds.
    count: u64,
}

fn encode_label(request: Request) -> Result<Answer, Fault> {
    let head = Head::parse(&request.head)
        .map_err(|refusal| Fault::new(Code::BadLine, "/head", format!("{refusal}")))?;
    let lot: LotName =
        head.lot.parse().map_err(|error| Fault::new(Code::BadLine, "/head", format!("{error}")))?;
    let url = Label::print(&request.host, &lot, head.count, &head.root).map_err(|error| {
        let (code, at) = match error {
            LabelError::Host => (Code::BadLabel, "/host"),
            LabelError::Count => (Code::BadLabel, "/head"),
        };
        Fault::new(code, at, format!("{error}"))
    })?;
    Ok(Answer { url, lot, count: head.count })
}
