//! `decode_label`: what a scanned text says of a lot and its record.

use super::Roots;
use crate::{
    api::{Fault, Operation, operation::operation},
    id::frame::Frame,
    passport::{
        label::{Binding, Label},
        offline,
    },
    proof::{base64, head::Status},
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "decode_label",
    "reads a label: which lot it names, and which record it was printed for",
    super::REQUEST_BYTES,
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
    /// The text of the trust bundle, to rebuild the head of an offline label.
    bundle: Option<String>,
    /// The pinned roots of the bundle.
    roots: Option<Roots>,
}

/// What it says; nothing of it is verified.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// `link` of a URL or a lot's name, `offline` of `TR1:`.
    form: &'static str,
    /// The lot, if it names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    lot: Option<String>,
    /// `root` if it is bound to a record, `none` if not, `malformed` if its binding is none.
    binding: &'static str,
    /// Entries of the record that it was printed for.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
    /// The first 16 bytes of their root, base64; of an offline label all 32.
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<String>,
    /// Of an offline label: the head.
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<HeadAnswer>,
}

/// The head in an offline label.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct HeadAnswer {
    /// Its number.
    n: u64,
    /// The lot's state.
    status: &'static str,
    /// Its time, as written.
    time: String,
    /// The lot that stands for this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    /// Digests of certificates that it names, base64.
    certs: Vec<String>,
    /// How many witnesses had seen it in the log.
    witnesses: usize,
    /// Leaves of the log.
    log_size: u64,
    /// The head line, rebuilt with the keys of the bundle.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<String>,
    /// The log proof, rebuilt with the keys of the bundle.
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<String>,
}

fn decode_label(request: Request) -> Result<Answer, Fault> {
    let trust = super::trust(request.bundle.as_deref(), request.roots.as_ref())?;
    if Frame::begins(&request.text) {
        return Ok(match offline::parse(&request.text) {
            Ok(frame) => offline_answer(frame, trust.as_ref()),
            Err(_) => answer("offline", None, "malformed"),
        });
    }
    let label = Label::parse(&request.text);
    Ok(match label.binding {
        Binding::None => answer("link", label.lot, "none"),
        Binding::Malformed => answer("link", label.lot, "malformed"),
        Binding::Root { count, root } => Answer {
            count: Some(u64::from(count)),
            root: Some(base64::encode(&root)),
            ..answer("link", label.lot, "root")
        },
    })
}

const fn answer(form: &'static str, lot: Option<String>, binding: &'static str) -> Answer {
    Answer { form, lot, binding, count: None, root: None, head: None }
}

fn offline_answer(frame: Frame, trust: Option<&crate::proof::trust::Trust>) -> Answer {
    let rebuilt = trust.and_then(|trust| offline::rebuild(&frame, trust));
    let (line, proof) = rebuilt.map_or((None, None), |rebuilt| (Some(rebuilt.head), rebuilt.proof));
    let head = HeadAnswer {
        n: frame.n,
        status: offline::state(&frame).map_or("", Status::name),
        time: frame.time,
        by: frame.by,
        certs: frame.certs.iter().map(|cert| base64::encode(cert)).collect(),
        witnesses: frame.witnesses.len(),
        log_size: frame.logged.size,
        line,
        proof,
    };
    Answer {
        count: Some(frame.count),
        root: Some(base64::encode(&frame.root)),
        head: Some(head),
        ..answer("offline", Some(frame.lot), "root")
    }
}
