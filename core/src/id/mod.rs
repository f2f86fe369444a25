//! Names and who bears them: GS1 keys, Chinese codes, issuer-local ids; parties and plots; what a scanned text is.

pub mod china;
pub mod epc;
mod examine;
pub(crate) mod few;
pub mod frame;
pub mod gs1;
pub mod link;
pub mod local;
pub(crate) mod name;
mod other;
pub mod party;
pub mod plot;
pub mod region;
pub mod report;
pub mod scan;
mod scheme;
pub mod spelling;
mod spelling_table;
mod uri;
#[cfg(feature = "words")]
mod words;

pub use examine::examine;
pub use gs1::{Gln, GlnError, Gtin, GtinError, Lgtin, LgtinError, Sscc, SsccError};
pub use other::{eu_control_body, ggn};
pub use report::{Report, Status};
pub use scheme::Scheme;
pub use uri::{URI_BYTES, uri, urn};
#[cfg(feature = "words")]
pub use {scheme::WORDS as SCHEME_WORDS, words::WORDS};
