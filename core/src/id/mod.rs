//! Names and who bears them: GS1 keys, Chinese codes, issuer-local ids; parties and plots; what a scanned text is.

pub mod local;
mod text;
