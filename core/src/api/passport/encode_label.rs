//! `encode_label`: the code that is printed on the goods.

use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    id::local::LotName,
    passport::{
        label::{Label, LabelError},
        offline::{self, OfflineError},
    },
    proof::head::Head,
};
use alloc::{format, string::String};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "encode_label",
    "makes the text of a label: a URL bound to the record by its root, or the signed and logged head itself",
    limits::PHONE_BYTES,
    Request,
    Answer,
    encode_label
);

/// What the label is for; either a host or a log proof.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The head line that the label is printed for.
    head: String,
    /// For a URL: the host that serves passports; lower case. Whoever scans the label never trusts it.
    host: Option<String>,
    /// For an offline label: the C2SP `tlog-proof@v1` text of the head.
    proof: Option<String>,
    /// How many witnesses an offline label names at most, earliest first; 3 unless said.
    witnesses: Option<u8>,
}

/// A label.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// What goes into the code.
    text: String,
    /// The same, if it is a URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// The lot.
    lot: LotName,
    /// Entries that it binds.
    count: u64,
}

/// Witnesses of an offline label unless said.
const WITNESSES: u8 = 3;

fn encode_label(request: Request) -> Result<Answer, Fault> {
    let head = Head::parse(&request.head)
        .map_err(|refusal| Fault::new(Code::BadLine, "/head", format!("{refusal}")))?;
    let lot: LotName =
        head.lot.parse().map_err(|error| Fault::new(Code::BadLine, "/head", format!("{error}")))?;
    let (text, url) = match (&request.host, &request.proof, request.witnesses) {
        (Some(host), None, None) => {
            let url = Label::print(host, &lot, head.count, &head.root).map_err(|error| link_fault(&error))?;
            (url.clone(), Some(url))
        }
        (None, Some(proof), witnesses) => {
            let most = usize::from(witnesses.unwrap_or(WITNESSES));
            let text = offline::print(&request.head, proof, most).map_err(|error| offline_fault(&error))?;
            (text, None)
        }
        _ => return Err(Fault::new(Code::MalformedRequest, "", "either `host`, or `proof` and `witnesses`")),
    };
    Ok(Answer { text, url, lot, count: head.count })
}

fn link_fault(error: &LabelError) -> Fault {
    let at = match error {
        LabelError::Host => "/host",
        LabelError::Count => "/head",
    };
    Fault::new(Code::BadLabel, at, format!("{error}"))
}

fn offline_fault(error: &OfflineError) -> Fault {
    let (code, at) = match error {
        OfflineError::Head(_) | OfflineError::Unsigned => (Code::BadLine, "/head"),
        OfflineError::Proof(_) | OfflineError::NoLog => (Code::BadLabel, "/proof"),
        OfflineError::Frame(_) => (Code::BadLabel, ""),
    };
    Fault::new(code, at, format!("{error}"))
}
