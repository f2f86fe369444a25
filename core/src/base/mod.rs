//! Exact numbers, periods, findings, and the limits for untrusted input; no "now".

pub mod date;
pub mod decimal;
pub mod finding;
pub mod limits;
pub mod quantity;
pub mod ratio;
pub mod round;
pub(crate) mod text;
pub mod time;
pub mod unit;
mod unit_table;
mod wide;
