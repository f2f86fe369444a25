//! A log that grows, behind the door.

use super::{Code, Fault, operation, proof};
use crate::{base::limits, digest::json, proof::log};
use alloc::{format, string::String};

/// A transparency log that grows: entries go in, tiles, checkpoints and proofs come out.
///
/// It is opened from a JSON object: `origin`, the log's name; `suite`, `sha256` unless said; `keep`, `entries` unless
/// said, or `hashes`; and to go on with a log, its `size` and the partial `tiles` at its edge, by their paths, base64.
/// Operations that ask a log leave these out of their requests.
///
/// ```
/// use terroir::api::Log;
///
/// let mut log = Log::new(r#"{"origin":"log.example/tea"}"#)?;
/// log.append(r#"{"texts":["sown","sprayed","picked"]}"#);
/// assert!(log.call("log_checkpoint", "{}").contains("log.example/tea"));
/// assert!(log.call("prove_inclusion", r#"{"index":1}"#).contains("\"proof\""));
/// # Ok::<(), terroir::api::Fault>(())
/// ```
#[derive(Clone, Debug)]
pub struct Log {
    log: log::Log,
}

impl Log {
    /// A log from a JSON object.
    ///
    /// # Errors
    /// Not strict JSON, not such an object, more than [`limits::DOCUMENT_BYTES`], or an edge that does not fit.
    pub fn new(text: &str) -> Result<Self, Fault> {
        Ok(Self { log: proof::log::open(read(text)?)? })
    }

    /// As [`new`](Self::new) from bytes, which may not even be text.
    ///
    /// # Errors
    /// Those of [`new`](Self::new), and bytes that are not UTF-8.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        Self::new(super::text_of(bytes)?)
    }

    /// The log behind it.
    #[must_use]
    pub const fn log(&self) -> &log::Log {
        &self.log
    }

    /// Appends entries: a JSON object with `texts`, `entries` in base64, or, if the log keeps hashes only, `leaf_hashes`
    /// in base64. `stored` says of how many leaves the tiles are stored, so that the log need not keep them.
    ///
    /// The answer is `{"ok": {"first", "size", "root"}}` or `{"fault": …}`; then nothing was appended.
    pub fn append(&mut self, text: &str) -> String {
        let appended = read(text).and_then(|batch| proof::log::append(&mut self.log, batch));
        operation::envelope(appended.and_then(|appended| operation::enveloped(&appended)))
    }

    /// As [`append`](Self::append), for bytes that may not even be text.
    pub fn append_bytes(&mut self, text: &[u8]) -> String {
        match super::text_of(text) {
            Ok(text) => self.append(text),
            Err(fault) => super::refusal(&fault),
        }
    }

    /// As [`call`](super::call), asked of this log; operations that ask no log answer as ever.
    #[must_use]
    pub fn call(&self, operation: &str, request: &str) -> String {
        match super::operations().find(|known| known.name == operation).and_then(|known| known.of_log) {
            Some(ask) => operation::envelope(ask(request, &self.log)),
            None => super::call(operation, request),
        }
    }

    /// As [`call`](Self::call), for bytes.
    #[must_use]
    pub fn call_bytes(&self, operation: &[u8], request: &[u8]) -> String {
        match super::text_of(request) {
            Ok(request) => self.call(super::name_of(operation), request),
            Err(fault) => super::refusal(&fault),
        }
    }
}

/// What a text of bounded length says.
fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Fault> {
    if text.len() > limits::DOCUMENT_BYTES {
        let found = format!("{} bytes, at most {}", text.len(), limits::DOCUMENT_BYTES);
        return Err(Fault::new(Code::TooLarge, "", found));
    }
    let document = json::read(text.as_bytes())?;
    Ok(json::from_value(document.root())?)
}
