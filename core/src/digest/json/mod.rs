//! Strict JSON (RFC 8259): read onto a flat tape, written back compactly or canonically (RFC 8785).
//!
//! ```
//! use terroir::digest::json::{self, ReadErrorKind};
//!
//! let document = json::read(br#"{"a":[1.50,"x"]}"#)?;
//! assert_eq!(document.root().get("a").map(|a| a.raw()), Some(r#"[1.50,"x"]"#));
//!
//! let twice = json::read(br#"{"a":1,"\u0061":2}"#).unwrap_err();
//! assert_eq!((twice.kind, twice.offset), (ReadErrorKind::DuplicateMember, 7));
//! # Ok::<(), json::ReadError>(())
//! ```
//!
//! Number text is kept as written and never passes through a float. A duplicate member (compared after
//! unescaping) and a lone surrogate are errors. Work and memory are linear: eight bytes a value.

mod canonical;
mod de;
#[cfg(feature = "credentials")]
mod ecma;
mod raw;
mod read;
mod ser;
mod value;

pub use canonical::{CanonicalError, MAX_SAFE_INTEGER, Numbers, canonical, name_order};
#[cfg(feature = "credentials")]
pub use canonical::{Instead, canonical_with};
#[cfg(feature = "credentials")]
pub(crate) use canonical::{write_comma, write_name, write_texts};
pub use de::{DeError, from_value};
#[cfg(feature = "credentials")]
pub use ecma::ecma_number;
pub use raw::{Raw, transcode};
pub use read::{Limits, ReadError, ReadErrorKind, read, read_within, tape};
pub use ser::{SerError, append, to_string, write_string};
#[cfg(feature = "credentials")]
pub(crate) use value::push_token;
pub use value::{Document, Items, Kind, Members, Value};
