//! GS1 identification keys, application identifiers and the forms they travel in.
//!
//! ```
//! use terroir::id::gs1::{Gtin, GtinError};
//!
//! let wrong = "6901234567893".parse::<Gtin>();
//! assert_eq!(wrong, Err(GtinError::CheckDigit { found: 3, expected: 2 }));
//! ```

mod check;
mod digits;
mod text;

pub use check::{check_digit, check_pair, has_check_digit};
pub use digits::{Gln, GlnError, Gsin, GsinError, Gsrn, GsrnError, Gtin, GtinError, Sscc, SsccError};
pub(crate) use text::{in_set_39, in_set_82};
