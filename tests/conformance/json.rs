//! Strict reading and canonical writing.

#[test]
fn reads_and_refuses() {
    assert!(terroir::digest::json::read(b"[1,2,{\"a\":null}]").is_ok());
}
