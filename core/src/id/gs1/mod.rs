//! GS1 identification keys, application identifiers and the forms they travel in.
//!
//! ```
//! use terroir::id::gs1::{Gtin, GtinError};
//!
//! let wrong = "6901234567893".parse::<Gtin>();
//! assert_eq!(wrong, Err(GtinError::CheckDigit { found: 3, expected: 2 }));
//! ```

mod ai;
#[rustfmt::skip]
mod ai_table;
mod check;
mod digits;
mod lint;
mod text;

pub use ai::{Ai, AiError, ValueError};
use check::CHECK_PAIR_MAX;
pub use check::{check_digit, check_pair, has_check_digit};
pub use digits::{Gln, GlnError, Gsin, GsinError, Gsrn, GsrnError, Gtin, GtinError, Sscc, SsccError};
#[cfg(feature = "words")]
pub use lint::WORDS;
pub use lint::{LintError, LintFault, Linter, LinterError, Prefix, Prefixes};
pub(crate) use text::{in_set_39, in_set_82};

/// Release of the GS1 Barcode Syntax Dictionary that the application identifiers are of.
pub const DICTIONARY_RELEASE: &str = ai_table::RELEASE;
