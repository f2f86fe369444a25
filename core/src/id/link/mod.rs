//! GS1 Digital Link URIs (Digital Link standard: URI syntax 1.6).
//!
//! ```
//! use terroir::id::link::{Link, LinkError, Options};
//!
//! let link = Link::parse("https://example.cn/01/06901234567892/10/S26?lang=zh", Options::STRICT)?;
//! assert_eq!(link.canonical(), "https://id.gs1.org/01/06901234567892/10/S26");
//!
//! let wrong = Link::parse("https://example.cn/about", Options::STRICT);
//! assert_eq!(wrong, Err(LinkError::NoKey));
//! # Ok::<(), LinkError>(())
//! ```

mod build;
mod error;
mod escape;
mod lenient;
mod mini_program;
mod parse;

pub use build::build;
pub use error::LinkError;
pub use escape::{Component, escape, unescape};
pub(crate) use escape::{escape_into, escaped_byte};
pub use lenient::normalise_lenient;
pub use mini_program::from_launch_query;
pub(crate) use parse::is_link;
pub use parse::{Link, Options};

/// The stem of canonical Digital Link URIs.
pub const CANONICAL_STEM: &str = "https://id.gs1.org";
