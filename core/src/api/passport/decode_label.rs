//! `decode_label`: what a scanned text says of a lot and its record.

use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    passport::label::{Binding, Label},
    proof::base64,
};
use alloc::string::String;
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "decode_label",
    "reads a label: which lot it names, and which record it was printed for",
    limits::PHONE_BYTES,
    Request,
    Answer,
    decode_label
);

/// A scanned text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The text of the code.
    text: String,
}

/// What it says.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The lot, if it names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    lot: Option<String>,
    /// `root` if it is bound to a record, `none` if not, `malformed` if its binding is none.
    binding: &'static str,
    /// Entries of the record that it was printed for.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
    /// The first 16 bytes of their root, base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<String>,
}

fn decode_label(request: Request) -> Result<Answer, Fault> {
    if request.text.starts_with("TR1:") {
        return Err(Fault::new(Code::NotBuilt, "/text", "labels of form (b)"));
    }
    let label = Label::parse(&request.text);
    let (binding, count, root) = match label.binding {
        Binding::None => ("none", None, None),
        Binding::Malformed => ("malformed", None, None),
        Binding::Root { count, root } => ("root", Some(count), Some(base64::encode(&root))),
    };
    Ok(Answer { lot: label.lot, binding, count, root })
}
