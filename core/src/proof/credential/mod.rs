//! Credentials of others, judged offline: SD-JWT (RFC 9901), W3C Verifiable Credentials 2.0, Bitstring Status Lists.
//!
//! ```
//! use terroir::{
//!     digest::json,
//!     proof::{
//!         Moment,
//!         credential::{
//!             code::Outcome,
//!             issue::{self, Terms},
//!             multikey,
//!             pinned::{Issuer, Pinned},
//!             sd_jwt::Asked,
//!             vc,
//!         },
//!         key::SigningKey,
//!     },
//! };
//!
//! let key = SigningKey::from_seed("lab.example/bench", &[1; 32])?;
//! let lab = multikey::did_of(key.vkey().public_key()).unwrap();
//! let text = format!(
//!     r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiableCredential","issuer":"{lab}",
//!     "validFrom":"2026-11-24T08:00:00+08:00","credentialSubject":{{"id":"urn:lot:S26","residue":"none found"}}}}"#
//! );
//! let credential = json::read(text.as_bytes())?;
//! let signed = issue::with_proof(credential.root(), &Terms::default(), &key)?;
//!
//! let pinned = Pinned {
//!     issuers: Issuer::of_did_key(&lab).into_iter().collect(),
//!     now: Moment::parse("2026-11-25T08:00:00+08:00"),
//!     ..Pinned::default()
//! };
//! let judged = vc::verify(&signed, &pinned, &Asked::default(), &[]).judged;
//! assert_eq!(judged.verdict.outcome(&[]), Outcome::Accepted);
//!
//! let other = signed.replace("none found", "none saught");
//! let judged = vc::verify(&other, &pinned, &Asked::default(), &[]).judged;
//! assert_eq!(judged.verdict.outcome(&[]), Outcome::Refused);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Whom to trust is [`pinned`]; the algorithm is that of the pinned key; nothing is fetched. A verdict has aspects, each of
//! which passes, fails or stays open, with [`code`]s that say why.

pub mod code;
pub mod context_table;
pub mod data_integrity;
pub mod issue;
pub mod jwk;
pub mod jws;
pub mod model;
pub mod multikey;
pub mod pinned;
pub mod sd_jwt;
pub mod status;
mod times;
pub mod vc;
