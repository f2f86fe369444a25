//! Exact numbers, periods, findings, and the limits for untrusted input; no "now".

pub mod amount;
pub mod base45;
#[cfg(feature = "chrono")]
pub mod chrono;
mod currency_table;
pub mod date;
pub mod decimal;
pub mod finding;
pub mod limits;
pub mod local;
pub mod money;
pub mod numbered;
pub mod pack;
pub mod quantity;
pub mod ratio;
pub mod round;
pub mod share;
pub mod sorted;
pub(crate) mod text;
pub mod time;
pub mod unit;
mod unit_table;
pub mod weigh;
pub(crate) mod whole;
pub(crate) mod wide;
