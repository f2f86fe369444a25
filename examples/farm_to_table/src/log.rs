//! A public log of lot heads, and its witnesses: what a log operator runs, in forty lines.

use crate::keys::Keys;
use std::error::Error;
use terroir::digest::{Hash, Suite};
use terroir::proof::{checkpoint, cosignature, line, merkle, note, tlog_proof};

/// The log: heads in the order in which they came.
pub(crate) struct Log<'k> {
    name: &'k str,
    witnesses: &'k [String],
    keys: &'k Keys,
    leaves: Vec<Hash>,
}

impl<'k> Log<'k> {
    /// An empty log, watched by these witnesses.
    pub(crate) const fn new(name: &'k str, witnesses: &'k [String], keys: &'k Keys) -> Self {
        Self { name, witnesses, keys, leaves: Vec::new() }
    }

    /// Takes a head in; answers with the proof that it stands there, which the witnesses had seen `second`s after 1970.
    ///
    /// # Errors
    /// A key is missing.
    pub(crate) fn append(&mut self, head_line: &str, second: u64) -> Result<String, Box<dyn Error>> {
        let suite = Suite::Sha256;
        self.leaves.push(line::logged_head_leaf(suite, head_line));
        let size = self.leaves.len() as u64;
        let body = checkpoint::body(self.name, size, &merkle::root(suite, &self.leaves));
        let mut signed = note::sign(&body, &[self.keys.get(self.name)?])?;
        for (witness, later) in self.witnesses.iter().zip(2..) {
            signed = cosignature::cosign(&signed, self.keys.get(witness)?, second + later)?;
        }
        let index = size - 1;
        let hashes = merkle::inclusion_proof(suite, &self.leaves, index)?;
        Ok(tlog_proof::print(index, &hashes, &signed))
    }

    /// Heads in the log.
    pub(crate) fn size(&self) -> usize {
        self.leaves.len()
    }
}
