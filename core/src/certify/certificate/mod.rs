//! Certificates: what one is on each day, and who stands behind its issuer.

mod chain;
mod life;
mod state;

pub use chain::{Chain, Link, lead};
pub use life::{Edge, Life, StatusEntry};
pub use state::{CertificateState, States};
