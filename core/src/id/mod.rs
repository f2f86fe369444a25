//! Names and who bears them: GS1 keys, Chinese codes, issuer-local ids; parties and plots; what a scanned text is.

pub mod epc;
pub mod gs1;
pub mod link;
pub mod local;
mod text;
