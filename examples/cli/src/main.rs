//! The command line of terroir.
fn main() {}
