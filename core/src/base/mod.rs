//! Exact numbers, periods, findings, and the limits for untrusted input; no "now".

pub mod finding;
pub mod limits;
