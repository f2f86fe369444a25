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
mod association;
mod check;
mod digits;
mod element;
mod key;
mod lint;
mod symbol;
mod text;

#[cfg(feature = "words")]
pub use ai::VALUE_WORDS;
pub use ai::{Ai, AiError, ValueError};
#[cfg(feature = "words")]
pub use association::ASSOCIATION_WORDS;
pub use association::check_associations;
use check::CHECK_PAIR_MAX;
pub use check::{check_digit, check_pair, has_check_digit};
pub use digits::{Gln, GlnError, Gsin, GsinError, Gsrn, GsrnError, Gtin, GtinError, Sscc, SsccError};
pub use element::{
    CARET, Element, ElementError, GROUP_SEPARATOR, MAX_ELEMENTS, parse_bracketed, parse_element_string,
    parse_human_readable, write_bracketed, write_element_string, write_human_readable,
};
pub use key::{
    Cpid, CpidError, Gcn, GcnError, Gdti, GdtiError, Giai, GiaiError, Ginc, GincError, Gmn, GmnError, Grai,
    GraiError, Itip, ItipError, Lgtin, LgtinError, Sgtin, SgtinError,
};
#[cfg(feature = "words")]
pub use lint::WORDS as LINT_WORDS;
pub use lint::{LintError, LintFault, Linter, LinterError, Prefix, Prefixes};
pub use symbol::{Carried, Scan, ScanError, Symbology, read_scan, write_scan};
pub(crate) use text::{in_set_39, in_set_82};

/// Release of the GS1 Barcode Syntax Dictionary that the application identifiers are of.
pub const DICTIONARY_RELEASE: &str = ai_table::RELEASE;
