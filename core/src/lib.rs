//! Terroir carries farm produce from field to table: products, lots, trace events, proofs and passports.
//!
//! ```
//! use terroir::digest::json;
//!
//! let document = json::read(br#"{"lot":"S26","weight":12.50}"#)?;
//! assert_eq!(document.root().get("weight").and_then(|w| w.number()), Some("12.50"));
//! # Ok::<(), json::ReadError>(())
//! ```
#![no_std]
#![forbid(unsafe_code)]
#![deny(missing_docs)]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod api;
pub mod base;
pub mod digest;
pub mod id;
pub mod lot;
pub mod passport;
pub mod product;
pub mod proof;
pub mod trace;
