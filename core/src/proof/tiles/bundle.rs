//! Entry bundles: each entry's length in two bytes, big-endian, and the entry.

use super::WIDTH;
use alloc::vec::Vec;

/// Bytes of one entry, at most: what two bytes of length can say.
pub const ENTRY_BYTES: usize = crate::base::limits::LOG_ENTRY_BYTES;

/// Why bytes are not a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// An entry that two bytes of length cannot describe.
    #[error("an entry of {found} bytes, at most 65535")]
    EntryTooLong {
        /// Its bytes.
        found: usize,
    },
    /// The bytes end within an entry.
    #[error("the bytes end within entry {entry}")]
    Cut {
        /// Number of the entry in the bundle, from 0.
        entry: usize,
    },
    /// More entries, or fewer, than the bundle is wide.
    #[error("not {expected} entries")]
    Count {
        /// How many there should be.
        expected: u16,
    },
}

/// Adds an entry to a bundle.
///
/// # Errors
/// An entry that is too long; nothing is added.
pub fn push_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), BundleError> {
    let length = u16::try_from(entry.len()).map_err(|_| BundleError::EntryTooLong { found: entry.len() })?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    Ok(())
}

/// The entries of a bundle of this width.
///
/// # Errors
/// Bytes that end within an entry, or another number of entries.
pub fn entries(bundle: &[u8], width: u16) -> Result<Vec<&[u8]>, BundleError> {
    let mut entries = Vec::with_capacity(width.min(WIDTH).into());
    let mut rest = bundle;
    while !rest.is_empty() {
        if entries.len() == usize::from(width) {
            return Err(BundleError::Count { expected: width });
        }
        let (entry, after) = split(rest).ok_or(BundleError::Cut { entry: entries.len() })?;
        entries.push(entry);
        rest = after;
    }
    if entries.len() == usize::from(width) {
        Ok(entries)
    } else {
        Err(BundleError::Count { expected: width })
    }
}

fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.split_at_checked(u16::from_be_bytes(*length).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        let long = [7; ENTRY_BYTES];
        let given: [&[u8]; 3] = [b"", b"one", &long];
        let mut bundle = Vec::new();
        for entry in given {
            push_entry(&mut bundle, entry).unwrap();
        }
        assert_eq!(entries(&bundle, 3).unwrap(), given);
        assert_eq!(entries(&bundle, 2), Err(BundleError::Count { expected: 2 }));
        assert_eq!(entries(&bundle, 4), Err(BundleError::Count { expected: 4 }));
        assert_eq!(entries(&bundle[..bundle.len() - 1], 3), Err(BundleError::Cut { entry: 2 }));
        assert_eq!(entries(&bundle[..3], 3), Err(BundleError::Cut { entry: 1 }));
        assert_eq!(entries(&[], 0), Ok(Vec::new()));
        let before = bundle.len();
        let error = BundleError::EntryTooLong { found: ENTRY_BYTES + 1 };
        assert_eq!(push_entry(&mut bundle, &[0; ENTRY_BYTES + 1]), Err(error));
        assert_eq!(bundle.len(), before);
    }
}
