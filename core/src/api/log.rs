//! A log that grows, behind the door.

use super::{
    Fault, Operation,
    operation::{self, Of},
    proof,
};
use crate::{base::limits, proof::log};
use alloc::string::String;

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
        Ok(Self { log: proof::log::open(operation::read(text, limits::DOCUMENT_BYTES)?)? })
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
        operation::envelope(operation::run(text, limits::DOCUMENT_BYTES, |batch| {
            proof::log::append(&mut self.log, batch)
        }))
    }

    /// As [`append`](Self::append), for bytes that may not even be text.
    pub fn append_bytes(&mut self, text: &[u8]) -> String {
        super::answered(text, |text| self.append(text))
    }

    /// As [`call`](super::call), asked of this log; operations that ask no log answer as ever.
    #[must_use]
    pub fn call(&self, operation: &str, request: &str) -> String {
        match super::known(operation) {
            Some(Operation { of: Of::Log(ask), .. }) => operation::envelope(ask(request, &self.log)),
            _ => super::call(operation, request),
        }
    }

    /// As [`call`](Self::call), for bytes.
    #[must_use]
    pub fn call_bytes(&self, operation: &[u8], request: &[u8]) -> String {
        super::answered(request, |request| self.call(super::name_of(operation), request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::{base64, tiles};
    use alloc::format;

    #[test]
    fn a_batch_that_finds_no_room_appends_nothing() {
        let size = limits::LOG_LEAVES - 1;
        let tile = |tile: tiles::Tile| {
            format!(r#""{tile}":"{}""#, base64::encode(&alloc::vec![0; usize::from(tile.width()) * 32]))
        };
        let tiles = tiles::edge(size).map(tile).collect::<alloc::vec::Vec<_>>().join(",");
        let text = format!(r#"{{"origin":"full","keep":"hashes","size":"{size}","tiles":{{{tiles}}}}}"#);
        let mut log = Log::new(&text).unwrap();
        let (before, hash) = (log.log().clone(), base64::encode(&[1; 32]));
        let answer = log.append(&format!(r#"{{"leaf_hashes":["{hash}","{hash}"]}}"#));
        assert!(answer.contains("bad-log"), "{answer}");
        assert_eq!(*log.log(), before);
        assert!(log.append(&format!(r#"{{"leaf_hashes":["{hash}"]}}"#)).starts_with(r#"{"ok":"#));
    }
}
