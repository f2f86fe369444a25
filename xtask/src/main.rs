//! Build logic.
fn main() {}
