//! All that a phone needs to judge one lot offline: passport, label, graded verdict.
//!
//! The whole way, from two writers to a verdict:
//!
//! ```
//! use terroir::base::limits::PHONE_BYTES;
//! use terroir::digest::Suite;
//! use terroir::passport::{self, Parts, Question, Require, file::Lot, label::Label};
//! use terroir::proof::{
//!     code::Aspect, disclosure::Disclosure, head::Status, key::SigningKey, keyring::Keyring,
//!     merge::{self, Arrivals}, record::Draft, seal::Seal,
//! };
//!
//! let lot = "t/coop.example/TEA-01/S26";
//! let keeper = SigningKey::from_seed("coop.example/keeper", &[1; 32])?;
//! let lab = SigningKey::from_seed("lab.example/bench-1", &[2; 32])?;
//!
//! // 1. Record: each writer signs lines of his own. Who grew it is hidden under a salt that the caller draws.
//! let grower = Disclosure::new(&[0x11; 16], "grower", r#""Test Person""#)?;
//! let entry = r#"{"kind":"made","subject":"t/coop.example/TEA-01/S26","act":"2026-04-03T06:30:00+08:00",
//!                 "amount":[["12.50","KGM"]]}"#;
//! let (key, suite, previous, public) = (keeper.vkey().id().as_str(), Suite::Sha256, None, &[][..]);
//! let made = Draft { entry, key, suite, previous, hidden: &[grower.clone()], public }.prepare()?.sign(&keeper);
//!
//! let entry = r#"{"kind":"end","subject":"t/coop.example/TEA-01/S26","act":"2026-04-05T10:00:00+08:00","end":true}"#;
//! let key = lab.vkey().id().as_str();
//! let tested = Draft { entry, key, suite, previous, hidden: &[], public }.prepare()?.sign(&lab);
//!
//! // 2. Merge: any order of arrival gives the same ledger.
//! let keys = Keyring::new(None);
//! let arrived = [tested.line.as_str(), made.line.as_str()];
//! let merged = merge::merge(&Arrivals { lot, ledger: &[], arrived: &arrived, heads: &[] }, &keys)?;
//! let lines: Vec<&str> = merged.lines.iter().map(String::as_str).collect();
//!
//! // 3. Seal: the keeper signs how many there are, and their root.
//! let seal = Seal {
//!     lot, issuer: "coop.example", key: keeper.vkey().id().as_str(), suite, status: Status::Sealed, by: None,
//!     certs: &[], time: "2026-04-06T08:05:00+08:00", lines: &lines, heads: &[],
//! };
//! let unsigned = seal.prepare(&keys)?;
//! let head = unsigned.sign(&keeper);
//! let label = Label::print("coop.example", &lot.parse()?, unsigned.count, &unsigned.root)?;
//!
//! // 4. Build the passport, and verify it as a phone would.
//! let own = Lot { name: lot, heads: vec![&head], proofs: vec![], lines, disclosures: vec![grower.text()] };
//! let text = passport::build(&Parts {
//!     lot: &own, parents: &[], bounded: &[], rotations: &[], aliases: &[], certificates: &[],
//!     attested: &[], lists: &[], limit: PHONE_BYTES,
//! })?;
//! let verdict = passport::verify(&Question {
//!     passport: text.as_bytes(), trust: None, scanned: Some(&label), now: None, seen: None,
//!     require: &Require::default(), limit: PHONE_BYTES,
//! });
//! assert_eq!(verdict.status(Aspect::Chains), passport::verdict::Status::Pass);
//! assert_eq!(verdict.outcome.name(), "incomplete", "nobody said whose keys to trust");
//!
//! // 5. Erase: without salt and value the name is gone, and everything else holds as before.
//! let erased = passport::redact(&text, |disclosure| disclosure.name() != "grower")?;
//! assert!(erased.len() < text.len() && erased.contains(&head));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! With a trust bundle ([`Trust::open`](crate::proof::trust::Trust::open)), a log proof of the head and the time of day
//! the same passport is `accepted`. A verdict proves the record, not the box.

mod build;
pub mod codes;
pub mod file;
pub mod label;
pub mod offline;
mod require;
pub mod verdict;
mod verify;
mod view;
#[cfg(feature = "words")]
mod words;

pub use crate::certify::Grade;
pub use build::{BuildError, Parts, build, redact};
pub use require::{Require, RequireError};
pub use verdict::Verdict;
pub use verify::{Question, Seen, verify, verify_label};
pub use view::{Purpose, View, view};
#[cfg(feature = "words")]
pub use words::WORDS;
