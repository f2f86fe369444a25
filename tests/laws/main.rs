//! Laws, each a sentence before it is code.

mod base;
mod json;
mod proof;
