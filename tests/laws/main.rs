//! Laws, each a sentence before it is code.

mod base;
mod codes;
mod json;
mod proof;
