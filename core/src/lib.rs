//! Terroir carries farm produce from field to table: who grew it, what was done to it, who vouches for it.
//!
//! A scanner yields a text. [`id::scan`] says what it is; a passport that comes with the goods is judged offline, aspect
//! by aspect, with nothing to trust but pinned keys:
//!
//! ```
//! use terroir::id::scan::{Kind, scan};
//!
//! let label = scan("https://coop.example/t/coop.example/TEA-01/S26?tr=AAAAA7TytAyGLT4rv7jGFyTYsrk", None);
//! assert_eq!(label.best.kind, Kind::Label);
//! assert_eq!(label.best.value("lot"), Some("S26"));
//! ```
//!
//! # The map
//!
//! A module uses only those above it.
//!
//! | module | what it is for |
//! |---|---|
//! | [`base`] | exact decimals, quantities, money, shares, dates; findings; the limits for untrusted input |
//! | [`digest`] | bytes and their hashes: strict JSON, canonical writing, SHA-256 and SM3 |
//! | [`id`] | names and who bears them: GS1, EPC, Chinese codes, issuer-local ids, regions, parties, plots |
//! | [`product`], [`lot`] | what is offered, and a quantity made together: split, merged, turned into others |
//! | [`trace`] | EPCIS 2.0 events and the farm vocabulary: capture, validation, event hashes, histories and what they answer |
//! | [`proof`] | Merkle trees, signatures, writers' chains, lot ledgers and their signed heads, disclosures |
//! | [`certify`] | evidence with grades, rules as data, verdicts that say why and what is missing |
//! | [`passport`] | all that a phone needs to judge one lot, and the graded verdict |
//! | [`api`] | the one door for callers who are not Rust: a name and a request in, an answer or a fault out |
//!
//! # What it does not do
//!
//! It reads no clock, file, socket or random seed: times, keys and salts are arguments, and the same input gives the same
//! bytes on every machine. It keeps no state and starts no thread. Nothing that is hashed, compared, paid or promised
//! passes through a float. It does not say that goods are good: a verdict is about the record, not the box. What it
//! could not check it calls *not evaluated*, never a pass.
#![no_std]
#![forbid(unsafe_code)]
#![deny(missing_docs)]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod api;
pub mod base;
pub mod certify;
pub mod digest;
pub mod id;
pub mod lot;
pub mod passport;
pub mod product;
pub mod proof;
pub mod trace;
