//! Proofs that need no trust in whoever hands them over: trees, keys, notes, checkpoints and witnesses.
//!
//! ```
//! use terroir::digest::Suite;
//! use terroir::proof::merkle;
//!
//! let suite = Suite::Sha256;
//! let leaves = ["sown", "sprayed", "picked"].map(|line| merkle::leaf_hash(suite, line.as_bytes()));
//! let root = merkle::root(suite, &leaves);
//! let proof = merkle::inclusion_proof(suite, &leaves, 1)?;
//! merkle::verify_inclusion(suite, &leaves[1], 1, 3, &proof, &root)?;
//! # Ok::<(), merkle::MerkleError>(())
//! ```

pub mod amount;
pub mod attested;
pub mod base64;
pub mod checkpoint;
pub mod code;
pub mod cosignature;
#[cfg(feature = "credentials")]
pub mod credential;
pub mod disclosure;
pub mod entry;
pub mod evidence;
pub mod head;
pub mod key;
pub mod keyring;
pub mod ledger;
pub mod line;
pub mod log;
mod members;
pub mod merge;
pub mod merkle;
mod moment;
pub mod note;
pub mod own;
pub mod record;
pub mod seal;
mod shown_table;
pub mod tiles;
pub mod tlog_proof;
pub mod trust;
#[cfg(feature = "words")]
mod words;

pub use moment::Moment;
#[cfg(feature = "words")]
pub use words::WORDS;
